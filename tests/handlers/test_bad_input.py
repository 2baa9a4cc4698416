"""Bad input, row by row: a kind reply that keeps what was typed, and nothing written."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from handlers.answers import Answer
from handlers.commands import COMMANDS
from handlers.requests import Request
from handlers.unit import Refused, perform
from services.scene import Scene
from storage import conversations, people
from storage.database import Database
from tests.handlers.world import LAUNCH, command, settle_in
from tests.limits import assert_within_slack_limits
from tests.stage import words_in
from views.blocks import Message
from views.errors import refusal

SECRET = "C0SECRET"
LONG = "y " * 1600
TITLE_201 = "x" * 201

BEFORE = (
    ("ann", "/goal Raise NPS from 31 to 45"),
    ("ann", "/goal Repeat orders from 10% to 40% under G1"),
    ("ann", "/goal Hire two agents under G2"),
    ("ann", "/goal Move to a new office under G3\n- sign\n- pack"),
    ("ann", "/goal Answer tickets under G4"),
    ("ann", "/goal Write answers under G5"),
    ("ann", "/goal An old goal"),
    ("ann", "/goal done G7"),
    ("ann", "/goal A given-up goal"),
    ("ann", "/goal drop G8"),
    ("chen", "/goal Plan layoffs"),
    ("ann", "/task Book room"),
    ("ann", "/task Call them after T1"),
    ("chen", "/task Secret chore"),
    ("ann", "/task Sent"),
    ("ann", "/task done T4"),
)
"""G1 to G6 lie one under the other, as deep as a tree may be; G9 and T3 are Chen's in #secret."""


@dataclass(frozen=True)
class Row:
    """A line and what the reply must contain; `kept` is the line to paste back, "" if the reply
    has none (there is nothing to put right in it), None if it is the line itself."""

    line: str
    told: str
    kept: str | None = None


NO_GOAL = "There is no G{} here, so nothing was saved."
NO_TASK = "There is no T{} here."
BACK = "Open it again with /goal reopen"

ROWS = [
    # unknown ids, and ids of what this person may not see: the two are not told apart
    Row("/goal G99 39 amber two accounts lost", NO_GOAL.format(99)),
    Row("/goal G9 39 amber two accounts lost", NO_GOAL.format(9)),
    Row("/goal G9", NO_GOAL.format(9)),
    Row("/goal done G9", NO_GOAL.format(9)),
    Row("/goal close G9 0.7", NO_GOAL.format(9)),
    Row("/goal G1 under G9", NO_GOAL.format(9)),
    Row("/goal Hire agents under G99", NO_GOAL.format(99)),
    Row("/task Plan for G9", NO_GOAL.format(9)),
    Row("/task T99 fri p1", NO_TASK.format(99)),
    Row("/task T3 fri p1", NO_TASK.format(3)),
    Row("/task done T3", NO_TASK.format(3)),
    Row("/task Plan after T3", NO_TASK.format(3)),
    Row("/goal link G1 T3", NO_TASK.format(3)),
    Row("/goal Raise it K2", "There is no K2 here"),
    Row("/goal Hire agents #nowhere", "I know no team #nowhere."),
    Row("/goal Hire agents #secret", "I know no team #secret."),
    Row("/task Book room #secret", "I know no team #secret."),
    # dates
    Row(
        "/goal Win them back by 30 Sep 2025",
        "“by 30 Sep 2025” is over",
        "/goal Win them back by 2026-09-30",
    ),
    Row("/goal G1 by 30 Sep 2020", "“by 30 Sep 2020” is over", "/goal G1 by 2026-09-30"),
    Row("/goal Win them back in Q3 2024", "Mon, Sep 30, 2024 is over, so nothing was saved."),
    Row("/goal G1 in Q3 2024", "Mon, Sep 30, 2024 is over, so nothing was saved."),
    Row(
        "/goal Win them back by 30 Feb",
        "The calendar has no “by 30 Feb”",
        "/goal Win them back by 2027-02-28",
    ),
    Row("/goal Win back 1 Aug 2026..1 Jul 2026", "is before the first one"),
    Row("/goal Win back 1 Aug 2026..1 Jul 2040", "is more than 5 years."),
    Row("/goal Win back Q2 by 30 Nov", "Mon, Nov 30, 2026 is not within Wed, Apr 1, 2026"),
    Row("/task Book room 1 May 2025", "“1 May 2025” is over", "/task Book room 2027-05-01"),
    Row("/task Book room 30 Feb", "The calendar has no “30 Feb”", "/task Book room 2027-02-28"),
    Row("/task T1 1 May 2025", "“1 May 2025” is over", "/task T1 2027-05-01"),
    # owners
    *(
        Row(f"{line} {owner}", told, f"{line} {shown}")
        for line in ("/goal Hire agents", "/goal G1", "/task Book room", "/task T1")
        for owner, told, shown in (
            ("<@U0DAN>", "Dan Left is no longer active here.", "@dan"),
            ("<@U0EVE>", "Eve Stone is a guest and not in this conversation", "@eve"),
            ("<@U0ROBO>", "A bot cannot be the owner.", "@robo"),
            ("<@U0BOT>", "A bot cannot be the owner.", "@U0BOT"),
            ("<!subteam^S123|@crew>", "A group cannot be the owner", "@crew"),
            ("<!channel>", "@channel cannot be the owner", "@channel"),
            ("<!here>", "@here cannot be the owner", "@here"),
            ("@stranger", "Who is @stranger?", "@stranger"),
        )
    ),
    # titles and texts
    Row(f"/goal {TITLE_201}", "The title has 201 characters; 200 fit. Put the rest into the why"),
    Row(f"/task {TITLE_201}", "The title has 201 characters; 200 fit."),
    Row(f"/goal G1 title:{TITLE_201}", "The title has 201 characters; 200 fit."),
    Row(f"/goal {LONG}", "The title has 3199 characters"),
    Row(f"/task {LONG}", "The title has 3199 characters"),
    Row(f"/goal Short\n{LONG}", "The why has 3199 characters; 3000 fit."),
    Row(f"/task Short\n{LONG}", "The description has 3199 characters; 3000 fit."),
    Row(f"/goal G1 amber {LONG}", "The reason has 3199 characters; 1000 fit."),
    *(
        Row(f"/{kind} {empty}", f"A {kind} needs a title")
        for kind in ("goal", "task")
        for empty in ('""', 'title:""', "“”", "\u200b\u200b", "@ben #launch", "+budget by fri")
    ),
    Row("/goal G1 soon maybe", "I did not understand “soon maybe”", "/goal G1 green soon maybe"),
    Row("/task T1 soon maybe", "I did not understand “soon maybe”", '/task T1 title:"soon maybe"'),
    Row("/goal G1 G2", "Say what is new after the id. For example: /goal G1 39", ""),
    Row("/task T1 T2", "Say what to change after the id. For example: /task T1 fri", ""),
    Row("/goal G1-G200 green", "That names 200 goals; one line takes 100."),
    Row("/task done T1-T200", "That names 200 tasks; one line takes 100."),
    # figures
    Row("/goal NPS from 31 to 31", "Start and target are both 31, so nothing would ever move."),
    Row("/goal G1 from 45 to 45", "Start and target are both 45"),
    Row("/goal G2 5 EUR", "The goal is measured in %, and this is in EUR"),
    Row("/goal G1 5%", "The goal is measured in plain numbers, and this is in %"),
    Row("/goal G3 5", "G3 has no figure: it is reached or it is not."),
    Row("/goal G3 5 amber on it", "G3 has no figure: it is reached or it is not."),
    Row("/goal G4 to 50", "G4 is measured by its steps and takes no figures."),
    Row("/goal G1 2/5", "“2/5” is no figure I can read."),
    Row("/goal G1 99999999999999999999", "That figure has more digits than I can keep."),
    Row("/goal Earn from 1 to 99999999999999999999", "That figure has more digits"),
    Row("/goal tick G4 9", "There is no step 9; the goal has 2 steps."),
    Row("/goal untick G4 3", "There is no step 3; the goal has 2 steps."),
    Row("/goal G4 3", "There is no step 3; the goal has 2 steps."),
    Row("/goal tick G1 1", "This goal has no steps to tick."),
    Row("/goal G1 weight 11", "A weight is a whole number from 1 to 10."),
    Row("/goal G1 weight 0", "A weight is a whole number from 1 to 10."),
    Row("/goal Hire agents weight:11", "A weight is a whole number from 1 to 10."),
    Row("/goal close G1 1.4", "A score is a number from 0 to 1"),
    Row("/goal close G1 120%", "A score is a number from 0 to 1"),
    # trees, chains, and what is over
    Row("/goal G1 under G1", "G1 cannot be under itself"),
    Row("/goal G1 under G4", "G4 is below G1 already, so G1 cannot be under it."),
    Row("/goal Still deeper under G6", "Under G6 the tree would have 7 levels; 6 is the most."),
    Row("/goal G1 under G7", "G7 is done and takes no more goals below it."),
    Row("/goal New under G8", "G8 is dropped and takes no more goals below it."),
    Row("/task T1 after T2", "T2 already waits for T1, so T1 cannot wait for it."),
    Row("/task T1 after T1", "T1 cannot wait for itself"),
    Row("/goal G7 39 amber late", f"G7 is done, so nothing was saved. {BACK} G7"),
    Row("/goal G7 by 30 Sep", f"G7 is done, so nothing was saved. {BACK} G7"),
    Row("/goal drop G7 no more", f"G7 is done, so nothing was saved. {BACK} G7"),
    Row("/goal done G8", f"G8 is dropped, so nothing was saved. {BACK} G8"),
    Row("/goal close G8 0.4", f"G8 is dropped, so nothing was saved. {BACK} G8"),
    Row("/goal G1 G7 green", f"G7 is done, so nothing was saved. {BACK} G7"),
]


def people_and_places(session: Session) -> None:
    """Besides those of the small workspace: who left, a guest elsewhere, a bot, and #secret."""
    settle_in(session)
    known: dict[str, dict[str, Any]] = {
        "dan": {"real_name": "Dan Left", "is_deleted": True},
        "eve": {"real_name": "Eve Stone", "is_guest": True},
        "robo": {"real_name": "Robo", "is_bot": True},
        "chen": {"real_name": "Chen Rao"},
    }
    for handle, facts in known.items():
        told = {"handle": handle, "zone": "UTC", "locale": "en-GB", **facts}
        people.describe_person(session, 1, f"U0{handle.upper()}", told)
    place = {"kind": "private", "name": "secret", "bot_is_member": True, "known": True}
    secret = conversations.describe_conversation(session, 1, SECRET, place)
    chen = people.find_person(session, 1, "U0CHEN")
    assert chen is not None
    conversations.add_members(session, secret.id or 0, [chen.id or 0])


def say(db: Database, line: str, who: str = "ann", channel: str = LAUNCH) -> Answer | Refused:
    """Parse and carry out a line, as the door does."""
    name, _, text = line.partition(" ")
    asked = replace(command(text, user=f"U0{who.upper()}"), name=name)
    asked = replace(asked, origin=replace(asked.origin, channel=channel))
    command_of = COMMANDS[name[1:]]

    def handler(session: Session, scene: Scene, request: Request) -> Answer:
        intent: Any = command_of.parse(request.text)
        return command_of.run(session, scene, request, intent)

    try:
        return db.run_write(perform, asked, handler)
    except Refused as refused:
        return refused


def rows_in(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    tables = SQLModel.metadata.sorted_tables
    count = {table.name: select(func.count()).select_from(table) for table in tables}
    return {name: session.connection().execute(asked).scalar_one() for name, asked in count.items()}


def shown(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


@pytest.fixture
def full(db: Database) -> Database:
    """The small workspace with everything of BEFORE."""
    db.run_write(people_and_places)
    for who, line in BEFORE:
        done = say(db, line, who, SECRET if who == "chen" else LAUNCH)
        assert isinstance(done, Answer), line
    return db


def test_bad_input_is_refused_kindly_with_the_line_kept_and_nothing_written(
    full: Database,
) -> None:
    wrong = [complaint for row in ROWS for complaint in complaints(full, row)]
    assert not wrong, "\n".join(wrong)


def complaints(db: Database, row: Row) -> list[str]:
    """What is not as it should be about the reply to a line."""
    before = db.run_read(rows_in)
    outcome = say(db, row.line)
    if not isinstance(outcome, Refused):
        text = outcome.message.text if outcome.message else ""
        return [f"{row.line[:60]!r} was taken: {text}"]
    message = refusal(outcome.error, outcome.words, typed=outcome.typed)
    assert_within_slack_limits(shown(message))
    sentence, *lines = [words_in({"blocks": [block]}) for block in message.blocks]
    kept = row.line if row.kept is None else row.kept
    found = []
    if row.told not in sentence:
        found.append(f"{row.line[:60]!r} is told: {sentence}")
    if kept and " ".join(kept.split()) not in lines:
        found.append(f"{row.line[:60]!r} keeps: {[line[:80] for line in lines]}")
    if not kept and lines:
        found.append(f"{row.line[:60]!r} keeps a line that nobody needs: {lines}")
    if db.run_read(rows_in) != before:
        found.append(f"{row.line[:60]!r} has written something")
    return found


# -- odd, but not bad ------------------------------------------------------------------------------

TAKEN = [
    ("🎯🚀", "🎯🚀"),
    (":rocket:", ":rocket:"),
    ("\u200fהגדל את ההכנסות\u200e", "\u200fהגדל את ההכנסות\u200e"),
    ("Ｒａｉｓｅ　ＮＰＳ", "Ｒａｉｓｅ　ＮＰＳ"),
    ("Raise\u200b NPS", "Raise\u200b NPS"),
    ("提升净推荐值", "提升净推荐值"),
    ('"Tell <!channel|channel> now"', "Tell @channel now"),
    ('"Ask <@U0BEN> and <!here>"', "Ask @ben and @here"),
    ("a *b* _c_ ~d~ `e` &lt;f&gt; &amp;", "a *b* _c_ ~d~ `e` <f> &"),
]


@pytest.mark.parametrize("kind", ["goal", "task"])
def test_odd_titles_are_kept_as_typed_and_never_become_markup(full: Database, kind: str) -> None:
    for number, (typed, title) in enumerate(TAKEN):
        line = f"{typed} +row{number}" if not typed.startswith('"') else typed
        outcome = say(full, f"/{kind} {line}\nwhy <!channel> <@U0BEN> {number}")
        assert isinstance(outcome, Answer), typed
        assert outcome.message is not None
        assert " ".join(title.split()) in words_in(shown(outcome.message)), typed
        assert_plain(outcome.message)
        assert_within_slack_limits(shown(outcome.message))


def assert_plain(message: Message) -> None:
    """Nothing typed is markup: it stands in plain or rich text, and is escaped in the fallback."""
    written = json.dumps(list(message.blocks), ensure_ascii=False)
    for ping in ("<!channel", "<!here", "<@U0"):
        assert ping not in message.text
        for element in _mrkdwn(list(message.blocks)):
            assert ping not in element
    assert '"type": "user"' not in written
    assert '"type": "broadcast"' not in written


def _mrkdwn(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _mrkdwn(each)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "mrkdwn":
        return [str(value["text"])]
    return [text for each in value.values() for text in _mrkdwn(each)]


def test_refusals_never_ping_either(full: Database) -> None:
    for line in ("/goal Hire <!channel>", "/task T99 <@U0BEN> <!here>", "/goal G99 a <!channel>"):
        outcome = say(full, line)
        assert isinstance(outcome, Refused)
        assert_plain(refusal(outcome.error, outcome.words, typed=outcome.typed))

"""Undo, kind of change by kind of change: the store is as before to the last column, or the reply
says why not."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from domain.goals.stored import measure_from_json
from domain.goals.values import Milestones
from domain.reactions import Meaning
from handlers.answers import NOTHING, Answer
from handlers.commands import COMMANDS
from handlers.requests import Request
from handlers.undo import take_back
from handlers.unit import Handler, Refused, perform
from services.goals import boards, check_in_form, closing, form, pillars
from services.goals.check_in_form import Filled
from services.goals.closing import Closing
from services.goals.form_fields import GoalFields, digests, fields_of
from services.goals.sharing import share_goal
from services.goals.verbs import get_goal
from services.scene import Scene
from services.tasks import form as task_form
from services.tasks.by_emoji import STEPS
from services.tasks.parts import finish_with_parts
from services.tasks.verbs import get_task, share_task
from storage import conversations, people
from storage.database import Database
from storage.goals import get_goal_facts
from tests.handlers.test_bad_input import people_and_places
from tests.handlers.world import LAUNCH, command
from tests.limits import assert_within_slack_limits
from tests.stage import words_in
from views.errors import refusal

Step = Callable[[Session, Scene], object]
Do = str | Step
DM = "D0ANN"
NO_TIME = dt.timedelta()

BEFORE = (
    # who, where, line
    ("ann", LAUNCH, "/goal Delight customers +voice note:Because they pay"),
    ("ann", LAUNCH, "/goal Raise NPS from 31 to 45 by 30 Jun under G1 @ann @lilei +voice"),
    ("ann", LAUNCH, "/goal Move to a new office\n- sign\n- pack\n- go"),
    ("ann", LAUNCH, "/goal Answer tickets to 2h"),
    ("ann", LAUNCH, "/goal Reached early"),
    ("ann", LAUNCH, "/goal done G5 as promised"),
    ("ann", LAUNCH, "/goal Given up"),
    ("ann", LAUNCH, "/goal drop G6 no budget"),
    ("ann", LAUNCH, "/goal close G5 0.8"),
    ("ann", LAUNCH, "/goal G2 33 amber two accounts at risk"),
    ("ann", LAUNCH, "/goal tick G3 1"),
    ("ann", DM, "/goal Learn Spanish"),
    ("ann", LAUNCH, "/task Prepare deck wed p2 +launch +Budget ~2h @ann @lilei for G2 -- Twelve"),
    ("ann", LAUNCH, "/task Weekly report every fri +ops @ann @ben"),
    ("ann", LAUNCH, "/task Send invitations after T1 tomorrow 5pm"),
    ("ann", LAUNCH, "/task Offered fri"),
    ("ann", LAUNCH, "/task hand T4 @ben"),
    ("ann", LAUNCH, "/task Finished"),
    ("ann", LAUNCH, "/task done T5"),
    ("ann", LAUNCH, "/task Stuck"),
    ("ann", LAUNCH, "/task block T6 waiting for legal"),
    ("ann", LAUNCH, "/task Whole fri"),
    ("ann", LAUNCH, "/task sub T7 First half"),
    ("ann", DM, "/task Ask for a raise"),
    ("ann", LAUNCH, "/task Dropped"),
    ("ann", LAUNCH, "/task drop T10 twice"),
    ("ann", LAUNCH, "/task Asked for another date fri"),
    ("ann", LAUNCH, "/task hand T11 @ben"),
    ("ben", LAUNCH, "/task suggest T11 mon"),
    ("lilei", LAUNCH, "/task Of Li Lei fri +budget"),
    ("ann", LAUNCH, "/task Of nobody @none"),
    ("ann", LAUNCH, "/goal swot s: great brand"),
    ("ann", LAUNCH, "/goal swot G2 t: a rival with T1"),
)


@dataclass(frozen=True)
class Row:
    """A change and who makes it; `made` tells that it creates something, which Undo withdraws."""

    name: str
    do: Do
    who: str = "ann"
    where: str = LAUNCH
    made: bool = False


def emoji(meaning: Meaning, number: int, *, present: bool = True) -> Step:
    """A reaction on the card of a task."""

    def react(session: Session, scene: Scene) -> None:
        there = scene.through("reaction", f"{meaning} on {number}")
        assert STEPS[meaning, present](session, there, get_task(session, scene, number))

    return react


def task_fields(number: int, **said: str) -> Step:
    """The form of a task, sent."""

    def send(session: Session, scene: Scene) -> None:
        task = get_task(session, scene, number)
        before = task_form.fields_of(session, scene, task)
        task_form.edit_from_form(session, scene, task, before, replace(before, **said))

    return send


def goal_fields(number: int, **said: str) -> Step:
    """The form of a goal, sent."""

    def send(session: Session, scene: Scene) -> None:
        goal = get_goal(session, scene, number)
        facts = get_goal_facts(session, scene.workspace_id, goal.id or 0)
        shown = fields_of(session, scene, facts)
        form.edit_from_form(session, scene, goal, digests(shown), replace(shown, **said))

    return send


def check_in_sheet(session: Session, scene: Scene) -> None:
    """The form of check-ins about three goals at once."""
    keys = [get_goal(session, scene, number).id or 0 for number in (2, 3, 4)]
    steps = Filled(steps=frozenset({1, 2}), seen=frozenset({1}), outline=_outline(session, scene))
    said = (Filled(value="+4", status="red", confidence="40", why="late"), steps, Filled("6"))
    check_in_form.take_sheet(session, scene, dict(zip(keys, said, strict=True)))


def _outline(session: Session, scene: Scene) -> int:
    measure = measure_from_json(get_goal(session, scene, 3).measure)
    assert isinstance(measure, Milestones)
    return check_in_form.outline_of(measure)


def close_and_go_on(session: Session, scene: Scene) -> None:
    """The closing form of a quarter: a goal and the one below it go on."""
    goals = [get_goal(session, scene, number) for number in (1, 2)]
    wanted = [Closing(goal.id or 0, Decimal("0.4"), "half of it", carry=True) for goal in goals]
    closing.close_goals(session, scene, wanted, were_closed=frozenset())


def team_board(session: Session, scene: Scene) -> None:
    """All four lists in the form."""
    subject = boards.subject_named(session, scene, None, None)
    lists = {"strengths": [], "weaknesses": ["slow"], "opportunities": ["fair"], "threats": ["law"]}
    boards.write_lists(session, scene, subject, lists)


def new_pillars(*names: str) -> Step:
    """The form of pillars, sent."""

    def write(session: Session, scene: Scene) -> None:
        subject = boards.subject_named(session, scene, None, None)
        seen = pillars.names_of(session, scene, subject)
        pillars.edit_pillars(session, scene, subject, seen, names)

    return write


def done_with_parts(session: Session, scene: Scene) -> None:
    """Done, its parts too."""
    finish_with_parts(session, scene, get_task(session, scene, 7))


def share_the_task(session: Session, scene: Scene) -> None:
    """ "Share" under a task of a direct message."""
    share_task(session, scene, get_task(session, scene, 9), LAUNCH)


def share_the_goal(session: Session, scene: Scene) -> None:
    """The same for a goal."""
    share_goal(session, scene, get_goal(session, scene, 7), LAUNCH)


def new_goal_by_form(session: Session, scene: Scene) -> None:
    """A goal with all there is to it."""
    said = GoalFields("Hire ten", "to grow", "metric", "0", "10", owner="U0BEN", parent="1")
    said = replace(said, pillar="1", labels="+people", weight="3", check_in_weeks="2")
    form.add_from_form(session, scene, replace(said, cycle="2026-07-01..2026-09-30"))


ROWS = [
    # what is made: tasks
    Row("add", "/task New thing fri p1 +launch @ben @lilei for G2 after T1 ~30m", made=True),
    Row("add with a rule", "/task New thing every mon", made=True),
    Row("add a part", "/task sub T7 Second half @ben", made=True),
    # every field of tasks
    Row("title", '/task T1 title:"Prepare the deck"'),
    Row("description", '/task T1 note:"Ten slides"'),
    Row("more description", "/task T1 -- Ten slides"),
    Row("due date", "/task T1 fri"),
    Row("due instant", "/task T1 fri 5pm"),
    Row("due instant to date", "/task T3 fri"),
    Row("no date", "/task T1 due:none"),
    Row("no instant", "/task T3 due:none"),
    Row("priority", "/task T1 p4"),
    Row("label", "/task T1 +venue"),
    Row("label spelt otherwise", task_fields(1, labels="+LAUNCH +budget")),
    Row("label away", "/task T1 -budget"),
    Row("watcher", "/task T1 @ann @ben"),
    Row("watch", "/task watch T1", "ben"),
    Row("unwatch", "/task unwatch T1", "lilei"),
    Row("recurrence", "/task T1 every 2 weeks on thu"),
    Row("recurrence without date", "/task T5 every mon"),
    Row("recurrence away", "/task T2 every:none"),
    Row("estimate", "/task T1 ~30m"),
    Row("estimate away", "/task T1 ~none"),
    Row("after", "/task T1 after T2"),
    Row("another after", "/task T3 after T2"),
    Row("not after", "/task T3 not after T1"),
    Row("after nothing", "/task T3 after:none"),
    Row("for", "/task T1 for G3"),
    Row("for none", "/task T1 for:none"),
    Row("team", "/task T1 #ops"),
    Row("many fields", '/task T1 mon p1 +x -launch ~1h @lilei for G3 after T2 title:"All new"'),
    Row("many tasks", "/task T1 T2 T3 next mon p1"),
    Row("move", "/task move +launch +1w"),
    Row("form", task_fields(1, title="X", description="", due_date="", due_time="", labels="")),
    Row("owner in the form", task_fields(1, owner="U0BEN")),
    # steps of tasks
    Row("done", "/task done T1"),
    Row("done, comes again", "/task done T2", made=True),
    Row("done while offered", "/task done T4"),
    Row("done while blocked", "/task done T6"),
    Row("done with parts", done_with_parts),
    Row("reopen", "/task reopen T5"),
    Row("reopen dropped", "/task reopen T10"),
    Row("drop", "/task drop T1 duplicate"),
    Row("drop while another date is asked for", "/task drop T11"),
    Row("snooze", "/task snooze T1"),
    Row("snooze until", "/task snooze T3 mon"),
    Row("block", "/task block T1 no money"),
    Row("block for another reason", "/task block T6 no money"),
    Row("unblock", "/task unblock T6"),
    # hand-over of tasks
    Row("hand", "/task hand T1 @ben"),
    Row("hand to another", "/task hand T4 @lilei"),
    Row("owner named", "/task T1 @ben"),
    Row("nobody", "/task T1 @none"),
    Row("nobody while offered", "/task T4 @none"),
    Row("take back", "/task take T4"),
    Row("take what nobody has", "/task take T13", "lilei"),
    Row("accept", "/task accept T4", "ben"),
    Row("decline", "/task decline T4 no time", "ben"),
    Row("suggest", "/task suggest T4 next tue", "ben"),
    Row("agree", "/task accept T11"),
    Row("insist", "/task decline T11"),
    Row("accept although another date was asked for", "/task accept T11", "ben"),
    # emoji and buttons of tasks
    Row("emoji done", emoji(Meaning.DONE, 1)),
    Row("emoji take", emoji(Meaning.TAKE, 4), "ben"),
    Row("emoji block", emoji(Meaning.BLOCK, 1)),
    Row("emoji snooze", emoji(Meaning.SNOOZE, 1)),
    Row("vote", emoji(Meaning.VOTE, 1), "ben"),
    Row("share a task", share_the_task, where=DM),
    # what is made: goals
    Row("goal add", "/goal New goal from 1 to 5 under G1 @ben +voice weight:3", made=True),
    Row("goal add by form", new_goal_by_form, made=True),
    # every field of goals
    Row("goal title", '/goal G2 title:"Raise the score"'),
    Row("goal why", '/goal G2 note:"It pays"'),
    Row("goal target", "/goal G2 to 50"),
    Row("goal start and target", "/goal G2 from 30 to 50"),
    Row("goal gets figures", "/goal G1 from 1 to 5"),
    Row("goal last day", "/goal G2 by 15 Jun"),
    Row("goal cycle", "/goal G2 in Q3"),
    Row("goal owner", "/goal G2 @ben"),
    Row("goal without owner", "/goal G2 @none"),
    Row("goal watcher", "/goal G2 @ann @ben"),
    Row("goal label", "/goal G2 +launch"),
    Row("goal under", "/goal G3 under G1"),
    Row("goal under none", "/goal G2 under:none"),
    Row("goal weight", "/goal G2 weight 5"),
    Row("goal rhythm", "/goal G2 check:2w"),
    Row("goal team", "/goal G2 #ops"),
    Row("many goals", "/goal G2 G3 by 20 Jun +both"),
    Row("goal form", goal_fields(2, title="X", why="Y", labels="", parent="", owner="")),
    Row("goal steps in the form", goal_fields(3, steps="pack\nsign\nmove in")),
    Row("another measure in the form", goal_fields(3, measure="metric", start="1", target="9")),
    Row("yes or no in the form", goal_fields(2, measure="yes_no")),
    # steps of goals
    Row("check-in", "/goal G2 36 green two accounts saved"),
    Row("check-in that sets the start", "/goal G4 10h"),
    Row("check-in on steps", "/goal G3 3 amber nearly"),
    Row("check-in without figure", "/goal G1 red nobody cares"),
    Row("check-in on many", "/goal G1 G2 green"),
    Row("check-in form", check_in_sheet),
    Row("tick", "/goal tick G3 2 3"),
    Row("untick", "/goal untick G3 1"),
    Row("link", "/goal link G3 T1 T2"),
    Row("unlink", "/goal unlink G2 T1"),
    Row("goal done", "/goal done G2 at last"),
    Row("goal done by check-in", "/goal G2 done at last"),
    Row("goal drop", "/goal drop G2 no budget"),
    Row("goal reopen", "/goal reopen G5"),
    Row("goal reopen dropped", "/goal reopen G6"),
    Row("close", "/goal close G2 0.7"),
    Row("score anew", "/goal close G5 0.3"),
    Row("close and carry over", close_and_go_on, made=True),
    Row("share a goal", share_the_goal, where=DM),
    # boards and pillars
    Row("entry", "/goal swot w: slow"),
    Row("entry of a goal", "/goal swot G2 s: good people"),
    Row("first entry of a goal", "/goal swot G3 s: good people"),
    Row("board in the form", team_board),
    Row("pillar", new_pillars("Customers", "People", "Money")),
    Row("pillars swapped", new_pillars("People", "Customers")),
    Row("pillar renamed", new_pillars("Happy customers", "People")),
    Row("pillar gone", new_pillars("People")),
    Row("no pillars", new_pillars()),
    Row("goal under a pillar", goal_fields(3, pillar="2")),
]


class RolledBack(Exception):
    """Ends a transaction of which nothing is to stay."""


@pytest.fixture
def full(db: Database) -> Database:
    """The small workspace with everything of BEFORE, and two pillars with a goal."""
    db.run_write(people_and_places)

    def live(session: Session) -> None:
        for who, where, line in BEFORE:
            act(session, line, who, where)
        act(session, "/task list #ops", "ann", LAUNCH)
        act(session, new_pillars("Customers", "People"), "ann", LAUNCH)
        act(session, goal_fields(2, pillar="1"), "ann", LAUNCH)

    db.run_write(with_ops)
    db.run_write(live)
    return db


def with_ops(session: Session) -> None:
    """Besides, #ops with the bot and Ann in it, and Ann's direct message."""
    ops = {"kind": "public", "name": "ops", "bot_is_member": True, "known": True}
    place = conversations.describe_conversation(session, 1, "C0OPS", ops)
    ann = people.find_person(session, 1, "U0ANN")
    assert ann is not None
    conversations.add_members(session, place.id or 0, [ann.id or 0])
    conversations.describe_conversation(session, 1, DM, {"kind": "im", "known": True})


def act(
    session: Session, do: Do, who: str, where: str = LAUNCH, later: dt.timedelta = NO_TIME
) -> Answer:
    """Carry out a line or a step, as the door does; raises Refused."""
    line = do if isinstance(do, str) else "/task step"
    name, _, text = line.partition(" ")
    asked = replace(command(text, user=f"U0{who.upper()}"), name=name)
    asked = replace(asked, origin=replace(asked.origin, channel=where), now=asked.now + later)
    return perform(session, asked, _handler(do, name[1:]))


def _handler(do: Do, name: str) -> Handler:
    if not isinstance(do, str):

        def step(session: Session, scene: Scene, _: Request) -> Answer:
            do(session, scene)
            return NOTHING

        return step

    def run(session: Session, scene: Scene, request: Request) -> Answer:
        intent: Any = COMMANDS[name].parse(request.text)
        return COMMANDS[name].run(session, scene, request, intent)

    return run


TABLES = (
    *("task", "task_watcher", "task_label", "task_wait", "task_vote", "task_goal"),
    *("goal", "goal_watcher", "goal_label", "check_in", "board", "pillar"),
)
LEFT_OUT = {"updated_at", "due_set_at"}
"""When something was touched last; nobody sees these, and Undo is a touch."""
Dump = dict[str, dict[Any, dict[str, Any]]]


def dump(session: Session) -> Dump:
    """All that people have made, to the last column."""
    found: Dump = {}
    for name in TABLES:
        table = SQLModel.metadata.tables[name]
        keys = [column.name for column in table.primary_key]
        rows = session.connection().execute(select(table)).mappings().all()
        found[name] = {
            tuple(row[key] for key in keys): {
                column: value for column, value in row.items() if column not in LEFT_OUT
            }
            for row in rows
        }
    return found


def differences(before: Dump, after: Dump) -> Iterator[str]:
    """What is not as before; what was made since counts only if it is not withdrawn."""
    for name in TABLES:
        for key, row in before[name].items():
            now = after[name].get(key)
            if now is None:
                yield f"{name} {key} is gone"
            elif now != row:
                changed = {c: (row[c], now[c]) for c in row if row[c] != now[c]}
                yield f"{name} {key}: {changed}"
        for key in after[name].keys() - before[name].keys():
            if not _is_withdrawn(name, after[name][key], before, after):
                yield f"{name} {key} is new: {after[name][key]}"


def _is_withdrawn(name: str, row: dict[str, Any], before: Dump, after: Dump) -> bool:
    if name in {"task", "goal"}:
        return (row["status"], row["reason"]) == ("dropped", "withdrawn")
    if name == "check_in":
        return bool(row["undone"])
    if name == "board":
        return not any(row["lists"].values())
    # What hangs on something new goes with it.
    return any(
        (row[f"{kind}_id"],) not in before[kind]
        and _is_withdrawn(kind, after[kind][(row[f"{kind}_id"],)], before, after)
        for kind in ("task", "goal")
        if f"{kind}_id" in row
    )


def complaints(db: Database, row: Row, back: Do = "/task undo") -> list[str]:
    """What a change and its undo leave behind; the transaction leaves nothing."""
    found: list[str] = []

    def there_and_back(session: Session) -> None:
        before = dump(session)
        act(session, row.do, row.who, row.where)
        changed = dump(session)
        if changed == before:
            found.append(f"{row.name}: nothing changed")
        if row.made is not any(len(changed[n]) > len(before[n]) for n in ("task", "goal")):
            found.append(f"{row.name}: made something or not")
        told = act(session, back, row.who, row.where)
        assert told.message is not None
        assert_within_slack_limits({"text": told.message.text, "blocks": list(told.message.blocks)})
        if not told.message.text.startswith(("Undone.", "Withdrawn:")):
            found.append(f"{row.name}: told {told.message.text}")
        after = dump(session)
        found.extend(f"{row.name}: {line}" for line in differences(before, after))
        raise RolledBack

    try:
        db.run_write(there_and_back)
    except RolledBack:
        pass
    except Refused as refused:
        found.append(f"{row.name}: refused: {refusal(refused.error, refused.words).text}")
    return found


def test_every_change_taken_back_leaves_the_store_as_it_was(full: Database) -> None:
    wrong = [line for row in ROWS for line in complaints(full, row)]
    assert not wrong, "\n".join(wrong)


# -- why not ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Not:
    """What was done, by whom, in this order; why the first change cannot be taken back then."""

    why: str
    done: tuple[tuple[str, Do], ...]
    told: str
    later: dt.timedelta = NO_TIME


NOT = [
    Not(
        "the same field was changed since",
        (("ann", "/task T1 p1"), ("lilei", "/task T1 p4")),
        "李雷 has changed T1 since (priority), so I left it as it is. See it with /task T1",
    ),
    Not(
        "the same field was changed since, by oneself",
        (("ann", "/task T1 p1"), ("ann", "/task T1 p4")),
        "You have changed T1 since (priority), so I left it as it is. Take that back first",
    ),
    Not(
        "what was added has been worked on",
        (("ann", "/task Call them"), ("ann", "/task T14 p1")),
        "You have changed T14 since",
    ),
    Not(
        "the task that came next has been worked on",
        (("ann", "/task done T2"), ("ben", "/task block T14 no data")),
        "Ben Carter has changed T14 since (status, reason), so I left it as it is. See it with",
    ),
    Not(
        "it was handed on",
        (("ben", "/task accept T4"), ("ben", "/task hand T4 @lilei"), ("lilei", "/task accept T4")),
        "李雷 has changed T4 since (owner), so I left it as it is. See it with /task T4",
    ),
    Not(
        "it was taken back",
        (("ben", "/task decline T4 no time"), ("ann", "/task hand T4 @lilei")),
        "Ann Zhou has changed T4 since (offered to), so I left it as it is. See it with /task T4",
    ),
    Not(
        "tasks would wait for each other",
        (("ann", "/task T3 not after T1"), ("ann", "/task T1 after T3")),
        "T1 waits for T3 by now, so T3 cannot wait for T1 again. /task T1 shows it.",
    ),
    Not(
        "goals would lie under each other",
        (("ann", "/goal G2 under:none"), ("ann", "/goal G1 under G2")),
        "G1 is under G2 by now, so G2 cannot go back under G1. /goal tree G2 shows it.",
    ),
    Not(
        "the tree would be too deep",
        (
            ("ann", "/goal G2 under:none"),
            *(("ann", f"/goal Level under G{number}") for number in (2, 8, 9, 10, 11)),
        ),
        "Goals were put under G2 since, too many levels for it to go back under G1",
    ),
    Not(
        "the pillar is gone",
        (("ann", goal_fields(2, pillar="2")), ("lilei", new_pillars("People"))),
        "The pillar that G2 stood under is gone, so I left it as it is.",
    ),
    Not(
        "another check-in came",
        (("ann", "/goal G2 36"), ("ann", "/goal G2 37 green")),
        "You have changed G2 since",
    ),
    Not(
        "another step was ticked",
        (("ann", "/goal tick G3 2"), ("ann", "/goal tick G3 3")),
        "You have changed G3 since",
    ),
    Not(
        "the goal that goes on was worked on",
        (("ann", close_and_go_on), ("ann", "/goal G9 @ben")),
        "You have changed G9 since",
    ),
    Not(
        "the board was written on",
        (("ann", "/goal swot s: fair prices"), ("lilei", "/goal swot s: good people")),
        "李雷 has changed the board since (strengths), so I left it as it is. See it with",
    ),
    Not(
        "the pillars were changed",
        (("ann", new_pillars("Customers")), ("lilei", new_pillars("Customers", "Money"))),
        "李雷 has changed the list of pillars since (pillars), so I left it as it is.",
    ),
    Not(
        "a day is over",
        (("ann", "/task T1 p1"),),
        "That change is older than 24 hours. Change the thing itself, as in /task T12 …",
        dt.timedelta(hours=25),
    ),
    Not(
        "it was taken back before",
        (("ann", "/task T1 p1"), ("ann", "/task undo")),
        "That was taken back already.",
    ),
]


def reasons(db: Database, row: Not) -> list[str]:
    """What is not as it should be about the answer to an undo that cannot be."""
    found: list[str] = []

    def try_it(session: Session) -> None:
        groups = [_group_of(session, who, do) for who, do in row.done]
        who = row.done[0][0]

        def back(session: Session, scene: Scene) -> None:
            take_back(session, scene, groups[0])

        try:
            act(session, back, who, later=row.later)
            found.append(f"{row.why}: was taken back")
        except Refused as refused:
            told = refusal(refused.error, refused.words)
            assert_within_slack_limits({"text": told.text, "blocks": list(told.blocks)})
            if not words_in({"blocks": list(told.blocks)}).startswith(row.told):
                found.append(f"{row.why}: told {told.text}")
        raise RolledBack

    with contextlib.suppress(RolledBack):
        db.run_write(try_it)
    return found


def _group_of(session: Session, who: str, do: Do) -> str:
    act(session, do, who)
    table = SQLModel.metadata.tables["activity"]
    newest = select(table.c.change_group).order_by(table.c.id.desc()).limit(1)
    return str(session.connection().execute(newest).scalar_one())


def test_what_cannot_be_taken_back_says_why_and_stays(full: Database) -> None:
    wrong = [line for row in NOT for line in reasons(full, row)]
    assert not wrong, "\n".join(wrong)

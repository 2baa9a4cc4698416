"""Lists, search and trees of goals; goals on the desk; cards that follow their tasks."""

from collections.abc import Set

import pytest

from sandbox.interactions.results import CommandResult
from tests.limits import assert_within_slack_limits
from tests.stage import Stage, words_in


def read(answer: CommandResult) -> str:
    """All that a private answer says."""
    assert answer.blocks is not None
    assert_within_slack_limits({"text": answer.text, "blocks": answer.blocks})
    return words_in({"blocks": answer.blocks})


async def ask(stage: Stage, line: str, who: str = "ann", channel: str = "#launch") -> str:
    return read(await stage.person(who).command(channel, "/goal", line))


async def tell(stage: Stage, *lines: str, who: str = "ann", channel: str = "#launch") -> None:
    for line in lines:
        answer = await stage.person(who).command(channel, "/goal", line)
        assert answer.text is not None
        assert "Added" in answer.text or "G" in answer.text, answer.text


def codes(text: str) -> list[str]:
    """The goals named, in order, each once."""
    found = [word.rstrip(",.") for word in text.split() if word[:1] == "G" and word[1:2].isdigit()]
    return list(dict.fromkeys(found))


@pytest.fixture
async def quarter(stage: Stage) -> Stage:
    """Monday 11 May, in the middle of a quarter: a small tree and what stands beside it."""
    await tell(
        stage,
        "Delight customers #launch",
        "Raise NPS from 31 to 45 @ben under G1 +voice",
        "Answer tickets from 10h to 2h @chen under G1",
        "Hire two people @ben -- we are too few",
        "Cut costs from 100 to 80 by 31 Dec",
    )
    await tell(stage, "G2 33 red", who="ben")
    await tell(stage, "G3 6h amber")
    return stage


async def test_a_list_shows_the_worst_first_under_its_status(quarter: Stage) -> None:
    shown = await ask(quarter, "list")
    assert shown.startswith("Goals · 5 goals")
    assert shown.index("*Off track* · 2") < shown.index("*At risk* · 1")
    assert codes(shown)[-2:] == ["G4", "G5"] or codes(shown)[0] in {"G1", "G2"}
    # What its children say is what a goal without figures shows.
    assert set(codes(shown)[:2]) == {"G1", "G2"}
    assert "G2 Raise NPS ▰▱▱▱▱ 14% · pace" in shown
    assert "Ben · 33 (from 31 to 45) · until Jun 30" in shown


FILTERS: tuple[tuple[str, Set[str]], ...] = (
    ("list @ben", {"G2", "G4"}),
    ("list @ben red", {"G2"}),
    ("list #launch", {"G1", "G2", "G3", "G4", "G5"}),
    ("list #ops", frozenset()),
    ("list +voice", {"G2"}),
    ("list +VOICE @chen", frozenset()),
    ("list at-risk", {"G1", "G2", "G3"}),
    ("list amber", {"G3"}),
    ("list under G1", {"G2", "G3"}),
    ("list Q2", {"G1", "G2", "G3", "G4"}),
    ("list 2026-12", {"G5"}),
    ("list 2026-07", frozenset()),
    ("list 2026", {"G1", "G2", "G3", "G4", "G5"}),
    ("list mine", {"G1", "G5"}),
    ("list unassigned", frozenset()),
    ("list done", frozenset()),
    ("list stale", frozenset()),
    ("list due", frozenset()),
    ("find nps", {"G2"}),
    ("find too few", {"G4"}),
    ("find too many", frozenset()),
    ("tree", {"G1", "G2", "G3", "G4", "G5"}),
    ("tree G1", {"G1", "G2", "G3"}),
    ("tree G3", {"G3"}),
    ("tree @ben", {"G2", "G4"}),
    ("tree #launch Q2 at-risk", {"G1", "G2", "G3"}),
    ("", {"G1", "G5"}),
)
"""What is typed, and the goals that are listed then."""


async def test_every_filter_leaves_what_it_says(quarter: Stage) -> None:
    wrong = []
    for line, found in FILTERS:
        shown = await ask(quarter, line)
        for named in ("under G1", "Goals: G1", "Goals: G3"):
            shown = shown.replace(named, "")
        # Where nothing is found, the answer says what to type next.
        if set(codes(shown)) != set(found) or (not found and "/goal" not in shown):
            wrong.append((line, shown))
    assert wrong == []


async def test_an_empty_list_says_the_next_step(stage: Stage) -> None:
    assert "Write one: /goal Raise NPS" in await ask(stage, "")
    assert "Write the first: /goal Raise NPS" in await ask(stage, "list")
    assert "See all with /goal list" in await ask(stage, "list at-risk")
    assert "Other words" in await ask(stage, "find pelican")


async def test_closed_goals_come_last_in_their_quarter_and_alone_when_asked(quarter: Stage) -> None:
    await tell(quarter, "done G4", "drop G5 no budget")
    assert codes(await ask(quarter, "list"))[-1] == "G4"
    assert codes(await ask(quarter, "list done")) == ["G4"]
    assert codes(await ask(quarter, "list dropped")) == ["G5"]
    assert codes(await ask(quarter, "list all")) == ["G1", "G2", "G3", "G4", "G5"]
    assert codes(await ask(quarter, "")) == ["G1"]
    assert codes(await ask(quarter, "list Q2"))[-1] == "G4"
    assert (await ask(quarter, "list Q2 #launch")).startswith("Goals: #launch, Q2 2026 · 4 goals")


async def test_a_tree_moves_goals_in_under_the_one_above(quarter: Stage) -> None:
    shown = await ask(quarter, "tree")
    assert "🔴 G1 Delight customers" in shown
    assert "└ 🔴 G2 Raise NPS · ▰▱▱▱▱ 14% · Ben" in shown
    assert "└ 🟡 G3 Answer tickets" in shown
    assert codes(shown) == ["G1", "G2", "G3", "G4", "G5"]


async def test_a_week_later_check_ins_are_due_and_then_goals_fall_silent(stage: Stage) -> None:
    await tell(stage, "Raise NPS from 31 to 45 @ben", "Hire two people")
    ben = stage.person("ben")
    await stage.pass_time(days=7, hours=6)
    assert "✏️ check-in due" in await ask(stage, "", who="ben")
    await stage.pass_time(days=7)
    assert "💤 no check-in yet" in await ask(stage, "", who="ben")
    assert "Ben · 💤" in await ask(stage, "tree")
    assert codes(await ask(stage, "list due")) == ["G1", "G2"]
    assert codes(await ask(stage, "list stale @ben")) == ["G1"]

    await ben.open_home()
    await stage.settle()
    desk = words_in(ben.home or {})
    assert "Waiting for my answer" in desk
    assert "A check-in is due for 1 goal: G1 Raise NPS" in desk
    assert "My goals" in desk
    assert "pace" in desk

    await tell(stage, "G1 35 green", who="ben")
    await stage.pass_time(seconds=5)
    desk = words_in(ben.home or {})
    assert "A check-in is due" not in desk
    assert "🟢 G1 Raise NPS" in desk
    assert codes(await ask(stage, "list due")) == ["G2"]


async def test_the_desk_shows_five_goals_and_the_way_to_the_others(stage: Stage) -> None:
    ann = stage.person("ann")
    await tell(stage, *(f"Goal number {number}" for number in range(1, 8)))
    await tell(stage, "G7 red nobody is on it")
    await ann.open_home()
    await stage.settle()
    desk = words_in(ann.home or {})
    assert "My goals · 7" in desk
    assert codes(desk[desk.index("My goals") :])[0] == "G7"
    assert len(codes(desk)) == 5
    assert "For all of them, type /goal anywhere." in desk


async def pages(stage: Stage, line: str) -> list[str]:
    """All pages of a list, as Ann turns them by the button."""
    ann = stage.person("ann")
    first = await ann.command("#launch", "/goal", line)
    assert first.message is not None
    shown = [read(first)]
    while "Show more" in shown[-1]:
        await ann.click("#launch", first.message["ts"], "goal.more")
        await stage.settle()
        (page,) = [m for m in ann.ephemerals("#launch") if m["ts"] == first.message["ts"]]
        assert_within_slack_limits({"text": page["text"], "blocks": page["blocks"]})
        shown.append(words_in(page))
    return shown


async def test_a_long_list_is_paged_by_its_button_each_goal_once(stage: Stage) -> None:
    await tell(stage, *(f"Goal number {number}" for number in range(1, 24)))
    shown = await pages(stage, "list")
    assert [len(codes(page)) for page in shown] == [10, 10, 3]
    assert len({code for page in shown for code in codes(page)}) == 23
    assert all("*On track* · 23" in page for page in shown)


async def test_a_long_tree_is_paged_and_says_under_what_it_goes_on(stage: Stage) -> None:
    await tell(stage, "Everything")
    await tell(stage, *(f"Part {number} under G1" for number in range(1, 40)))
    first, second = await pages(stage, "tree")
    assert "… under" not in first
    assert "… under G1" in second
    assert len({*codes(first), *codes(second)}) == 40


async def test_who_may_not_see_a_goal_finds_it_nowhere_and_its_child_stands_at_the_top(
    stage: Stage,
) -> None:
    stage.sandbox.invite("drumbeat", "leads")
    await stage.settle()
    await tell(stage, "Secret merger", channel="#leads")
    await tell(stage, "Raise NPS from 31 to 45 under G1")
    for line in ("list", "list all", "find merger", "tree", "tree G2"):
        shown = await ask(stage, line, who="lilei")
        assert "merger" not in shown.replace("“merger”", "")
        assert "└" not in shown
    refused = await stage.person("lilei").command("#launch", "/goal", "tree G1")
    assert refused.text is not None
    assert "There is no G1 here" in refused.text
    assert "Secret merger" in await ask(stage, "tree")
    assert "└" in await ask(stage, "tree")


async def test_a_mention_shows_the_reader_their_own_view(stage: Stage) -> None:
    stage.sandbox.invite("drumbeat", "leads")
    await stage.settle()
    await tell(stage, "Secret merger", channel="#leads")
    ben = stage.person("ben")
    await ben.say("#launch", "@drumbeat goal list")
    await stage.settle()
    assert [m for m in ben.ephemerals("#launch") if "Secret merger" in words_in(m)]


async def test_the_card_of_a_goal_follows_its_tasks(stage: Stage) -> None:
    ann = stage.person("ann")
    await tell(stage, "Launch well")
    await ann.command("#launch", "/task", "Write the text for G1")
    await ann.command("#launch", "/task", "Draw the picture")
    await stage.pass_time(seconds=10)
    assert "☑ 0 of 1 task done" in words_in(stage.cards("#launch")[0])

    await ann.command("#launch", "/task", "done T1")
    await ann.command("#launch", "/task", "T2 for G1")
    await stage.pass_time(seconds=10)
    assert "☑ 1 of 2 tasks done" in words_in(stage.cards("#launch")[0])

    await ann.command("#launch", "/task", "undo")
    await stage.pass_time(seconds=10)
    assert "☑ 1 of 1 task done" in words_in(stage.cards("#launch")[0])
    await ann.command("#launch", "/task", "drop T1 twice")
    await ann.command("#launch", "/task", "reopen T1")
    await stage.pass_time(seconds=10)
    assert "☑ 0 of 1 task done" in words_in(stage.cards("#launch")[0])


async def test_tasks_of_a_private_room_do_not_count_on_the_card_of_a_channel(stage: Stage) -> None:
    stage.sandbox.invite("drumbeat", "leads")
    await stage.settle()
    ann = stage.person("ann")
    await tell(stage, "Launch well")
    await ann.command("#launch", "/task", "Write the text for G1")
    await ann.command("#leads", "/task", "Let somebody go for G1")
    await stage.pass_time(seconds=10)
    assert "☑ 0 of 1 task done" in words_in(stage.cards("#launch")[0])
    # Whoever is in the room sees both when they ask by themselves.
    assert "☑ 0 of 2 tasks done" in await ask(stage, "G1")
    assert "☑ 0 of 1 task done" in await ask(stage, "G1", who="lilei")

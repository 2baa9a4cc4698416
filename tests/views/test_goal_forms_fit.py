"""Full boards, long titles, many parents: forms, hints, boards and pillars are within limits."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cycles import Cycle
from domain.goals.measures import Progress
from domain.goals.rollup import Child, roll_up
from domain.goals.status import Shown
from domain.goals.values import GoalStatus, Metric, YesNo
from domain.smart import Draft, Fix, Hint, Letter, Missing, hints_for
from domain.swot import ENTRIES_MAX, ENTRY_MAX, PILLAR_MAX, PILLARS_MAX, Quadrant, board_from
from services.goals.boards import BoardChanged, ShownBoard, Subject
from services.goals.change import GoalChanged
from services.goals.choices import Choices
from services.goals.figures import GoalFigures
from services.goals.form_fields import GoalFields, digests
from services.goals.hints import Hinted
from services.goals.pillars import PillarsChanged, ShownPillars, Standing
from storage.goals import GoalFacts
from storage.tables import Conversation, Goal, Person, Pillar, Team
from tests.limits import assert_within_slack_limits
from views import blocks
from views.blocks import Message
from views.goals import board as boards
from views.goals import pillars
from views.goals.form import EDIT, NEW, goal_form
from views.goals.hints import hints_again, with_hints
from views.words import words_for

TODAY = dt.date(2026, 5, 11)
NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
YEAR = Cycle(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
LOCALES = ("en-US", "zh-CN", "de-DE")
SHOWN = st.characters(blacklist_categories=["Cs", "Cc"])
WORDS = words_for("en-US")
ANN = Person(id=1, workspace_id=1, slack_id="U01", real_name="Ann")
ROOM = Conversation(id=1, workspace_id=1, slack_id="C01", name="n" * 80)
TEAM = Team(id=1, workspace_id=1, conversation_id=1, zone="UTC", locale="en-US", created_at=NOW)


def goal(number: int, title: str = "t" * 200, why: str = "") -> Goal:
    return Goal(
        id=number, workspace_id=1, number=number, title=title, creator_id=1,
        cycle_start=YEAR.start, cycle_end=YEAR.end, created_at=NOW, updated_at=NOW, why=why,
    )  # fmt: skip


def figures(measure: Metric | YesNo | None = None) -> GoalFigures:
    return GoalFigures(
        measure=measure or YesNo(), cycle=YEAR, today=TODAY, value=None, progress=Progress(0.5),
        expected=0.3, forecast=None, shown=Shown(GoalStatus.AMBER), suggestion=None,
    )  # fmt: skip


def check(message: Message) -> None:
    assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


# --- boards -------------------------------------------------------------------------------------


def full_board(entry: str) -> dict[str, list[str]]:
    """Forty entries of the greatest length, no two the same."""
    return {
        each.value: [f"{at}{entry}"[:ENTRY_MAX] for at in range(ENTRIES_MAX)] for each in Quadrant
    }


def shown_board(lists: dict[str, list[str]], title: str | None) -> ShownBoard:
    known = dict.fromkeys(range(1, 100), title)
    subject = Subject(goal=goal(3))
    return ShownBoard(subject, board_from(lists), known, known, place=ROOM)


@pytest.mark.parametrize("title", ["t" * 200, None])
@pytest.mark.parametrize(
    "entry", ["x" * 140, " G1 T2 G3 T4 G5 G6 G7 G8" * 6, "<&>" * 50, "字" * 140]
)
def test_a_full_board_fits(entry: str, title: str | None) -> None:
    lists = full_board(entry)
    shown = shown_board(lists, title)
    for locale in LOCALES:
        words = words_for(locale)
        check(boards.board_message(shown, words))
        check(boards.board_message(shown, words, private=False))
        changes = {name: [[], entries] for name, entries in lists.items()}
        check(boards.board_changed(BoardChanged(shown, "board", changes), words, "f" * 32))
        memory = json.dumps({"seen": dict.fromkeys(lists, "f" * 16), "place": "u" * 300})
        assert_within_slack_limits(boards.edit_form(shown.subject, lists, words, memory=memory))
        assert_within_slack_limits(boards.add_form(shown.subject, words, memory=memory))


def test_no_entry_is_cut_where_everything_fits_without_titles() -> None:
    lists = full_board(" about G1 and T2" + "x" * 140)
    text = str(boards.board_message(shown_board(lists, "t" * 200), WORDS).blocks)
    assert text.count("x" * 100) == 40


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(SHOWN, min_size=1, max_size=140).filter(str.strip), max_size=10))
def test_any_entries_fit(entries: list[str]) -> None:
    lists = {each.value: entries for each in Quadrant}
    check(boards.board_message(shown_board(lists, "t"), WORDS))


# --- pillars ------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_many_pillars_with_many_goals_fit(locale: str) -> None:
    words = words_for(locale)
    goals = tuple(goal(number) for number in range(1, 60))
    known = {each.id or 0: figures() for each in goals}
    total = roll_up(Child(0.5, GoalStatus.AMBER) for _ in goals)
    names = [f"{at}" + "p" * (PILLAR_MAX - 1) for at in range(PILLARS_MAX)]
    rows = tuple(
        Standing(Pillar(id=at, workspace_id=1, team_id=1, name=name), goals, total)
        for at, name in enumerate(names, 1)
    )
    shown = ShownPillars(Subject(team=TEAM, channel=ROOM), rows, goals, known)
    check(pillars.pillars_message(shown, words))
    before = [[at + 100, f"old {name}"[:60]] for at, name in enumerate(names)]
    changes = {"pillars": [before, [[row.pillar.id, row.pillar.name] for row in rows]]}
    changed = PillarsChanged(shown, "edit", changes, goals)
    check(pillars.pillars_changed(changed, words, "f" * 32))
    memory = json.dumps(
        {"seen": ["字" * PILLAR_MAX] * PILLARS_MAX, "place": "u" * 400}, ensure_ascii=False
    )
    assert_within_slack_limits(pillars.pillars_form(names, words, memory=memory))


# --- the goal form ------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    st.text(SHOWN, max_size=200),
    st.text(SHOWN, max_size=3000),
    st.sampled_from(["metric", "milestones", "yes_no", "kpi"]),
    st.sampled_from(["dates", "2026-04-01..2026-06-30", "2027-01-01..2027-03-31"]),
    st.sampled_from(LOCALES),
    st.sampled_from(["", "hidden", "7", "500"]),
)
def test_the_goal_form_fits(  # noqa: PLR0917 - hypothesis gives every field
    title: str, why: str, measure: str, cycle: str, locale: str, parent: str
) -> None:
    shown = GoalFields(
        title=title, why=why, measure=measure, start="1", target="9" * 60, steps=why, owner="U01",
        cycle=cycle, first_day="2026-01-01", due_date="2026-12-31", parent=parent, weight="10",
        check_in_weeks="4", pillar="3", labels="+x" * 200,
    )  # fmt: skip
    parents = tuple(goal(number) for number in range(1, 99))
    strategy = tuple(
        Pillar(id=at, workspace_id=1, team_id=1, name="p" * PILLAR_MAX) for at in range(1, 8)
    )
    memory = json.dumps({"goal": 2**31, "seen": digests(shown), "place": "u" * 600})
    choices = Choices(TODAY, parents, strategy)
    for callback_id, only in ((NEW, ()), (EDIT, ("measure", "start", "target", "steps"))):
        form = goal_form(callback_id, shown, choices, words_for(locale), memory=memory, only=only)
        if form["blocks"]:
            assert_within_slack_limits(form)


# --- hints --------------------------------------------------------------------------------------


def every_hint(metric: Metric) -> list[Hint]:
    """Each thing that can be missing, with each fix that it can have."""
    found = [
        *hints_for(Draft("x", YesNo(), YEAR, owned=False, parents_to_choose=True)),
        *hints_for(Draft("Improve and enhance several things", YesNo(), YEAR, has_parent=True)),
        *hints_for(Draft("Raise NPS from 3 to 4 and hire ten people", YesNo(), YEAR)),
        *hints_for(Draft("NPS", YesNo(), YEAR)),
        *hints_for(Draft("Raise NPS", metric, Cycle(YEAR.start, dt.date(2029, 1, 1)))),
    ]
    doubts = (Missing.ABOVE_TREND, Missing.BELOW_TREND, Missing.SIMILAR_MISSED)
    for missing in doubts:
        found.append(Hint(Letter.ACHIEVABLE, missing, Fix.SET_TARGET))
        found.append(Hint(Letter.ACHIEVABLE, missing, Fix.SET_TARGET, target=metric.target))
    found.append(Hint(Letter.MEASURABLE, Missing.NO_START, Fix.ADD_START))
    found.append(Hint(Letter.SPECIFIC, Missing.TWO_GOALS, Fix.EDIT_TITLE))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_hint_has_words_and_fits(locale: str) -> None:
    words = words_for(locale)
    metric = Metric(Decimal(3), Decimal("4.5"))
    mine = goal(3, why="w" * 3000)
    facts = GoalFacts(mine, ANN, ANN, labels=tuple(f"label{at}" * 5 for at in range(40)))
    parents = tuple(goal(number) for number in range(1, 99))
    missing = set()
    for hint in every_hint(metric):
        missing.add(hint.missing)
        hinted = Hinted(facts, figures(metric), (hint,), parents, cycle_said=False)
        changed = GoalChanged(facts, "edit", {"title": ["a", "b"], "owner_id": [None, 1]})
        message = hints_again(hinted, changed, words, "f" * 32)
        check(message)
        edit = blocks.button("Edit", "goal.edit", "3")
        check(with_hints(Message("t", [blocks.actions(edit)]), hinted, words))
    assert missing == set(Missing)

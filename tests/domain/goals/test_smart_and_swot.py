"""SMART hints say what is missing and how to mend it; SWOT boards and pillars keep their limits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cycles import Cycle, cycle_around
from domain.goal_errors import EntryRefused
from domain.goals.measures import plan_milestones
from domain.goals.values import LinkedKpi, Metric, YesNo
from domain.smart import Draft, Fix, Letter, Missing, hints_for, is_similar, weekly_changes
from domain.swot import (
    Board,
    Entry,
    Quadrant,
    drop_entry,
    move_entry,
    parse_entry,
    parse_list,
    plan_entry,
    plan_pillars,
    quadrant_of,
)

Q3 = cycle_around(dt.date(2026, 7, 1))
NPS = Metric(Decimal(31), Decimal(45))
GOOD = Draft(
    "Raise NPS of enterprise customers", NPS, Q3, has_parent=True, has_why=True, cycle_said=True
)


def missing(draft: Draft) -> list[Missing]:
    return [hint.missing for hint in hints_for(draft)]


def test_a_smart_goal_gets_no_hint() -> None:
    assert hints_for(GOOD) == ()
    assert hints_for(replace(GOOD, title="提升企业客户满意度")) == ()
    assert hints_for(replace(GOOD, measure=plan_milestones(("a", "b")))) == ()
    assert hints_for(replace(GOOD, measure=LinkedKpi(2))) == ()


@pytest.mark.parametrize(
    ("change", "hint", "fix"),
    [
        ({"title": "NPS"}, Missing.SHORT_TITLE, Fix.EDIT_TITLE),
        ({"owned": False}, Missing.NO_OWNER, Fix.PICK_OWNER),
        ({"title": "Raise the NPS and launch the app"}, Missing.TWO_GOALS, Fix.EDIT_TITLE),
        ({"measure": YesNo()}, Missing.NO_MEASURE, Fix.ADD_MEASURE),
        ({"measure": Metric(None, Decimal(45))}, Missing.NO_START, Fix.ADD_START),
        ({"weekly_changes": (0.2, 0.3, 0.25)}, Missing.ABOVE_TREND, Fix.SET_TARGET),
        ({"weekly_changes": (-0.2, -0.3, -0.25)}, Missing.ABOVE_TREND, Fix.SET_TARGET),
        ({"weekly_changes": (5, 6, 7)}, Missing.BELOW_TREND, Fix.SET_TARGET),
        ({"similar_scores": (0.3, 0.4)}, Missing.SIMILAR_MISSED, Fix.SET_TARGET),
        ({"has_parent": False, "parents_to_choose": True}, Missing.NO_PARENT, Fix.PICK_PARENT),
        ({"has_parent": False, "has_why": False}, Missing.NO_WHY, Fix.ADD_WHY),
        ({"cycle_said": False}, Missing.NO_DATE, Fix.CONFIRM_CYCLE),
        (
            {"cycle": Cycle(dt.date(2026, 7, 1), dt.date(2028, 1, 1))},
            Missing.LONG_CYCLE,
            Fix.SHORTEN,
        ),
    ],
)
def test_each_gap_has_a_hint_with_a_fix(change: dict[str, object], hint: Missing, fix: Fix) -> None:
    found = hints_for(replace(GOOD, **change))  # type: ignore[arg-type]
    assert [(one.missing, one.fix) for one in found] == [(hint, fix)]


def test_a_vague_word_is_named() -> None:
    draft = replace(GOOD, title="Improve the onboarding of customers", measure=YesNo())
    found = hints_for(draft)
    assert (found[0].missing, found[0].word) == (Missing.VAGUE_WORD, "improve")
    assert missing(replace(draft, measure=NPS)) == []
    assert missing(replace(draft, title="持续优化客户体验流程"))[0] is Missing.VAGUE_WORD


def test_figures_in_the_title_are_offered() -> None:
    draft = replace(GOOD, title="Cut churn from 4% to 3% for enterprise", measure=YesNo())
    (hint,) = hints_for(draft)
    assert (hint.letter, hint.fix) == (Letter.MEASURABLE, Fix.USE_FIGURES)
    assert hint.figures is not None
    assert hint.figures.target is not None
    assert hint.figures.target.value == 3


def test_a_target_in_reach_is_offered() -> None:
    (hint,) = hints_for(replace(GOOD, weekly_changes=(0.2, 0.3, 0.25)))
    # 92 days are 13.14 weeks; 31 + 0.25 x 13.14 x 1.5
    assert hint.target == 36
    (against,) = hints_for(replace(GOOD, weekly_changes=(-0.2, -0.3, -0.25)))
    assert against.target is None
    assert weekly_changes([(14, 33.0), (0, 31.0), (7, 32.0)]) == (1.0, 1.0)


def test_alike_is_what_shares_its_words() -> None:
    assert is_similar("Raise NPS to 45", "Raise the NPS to 60")
    assert is_similar("提升NPS到45", "提升NPS到60")
    assert not is_similar("Raise NPS", "Hire five engineers")
    assert not is_similar("", "")


# --- SWOT ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "quadrant"),
    [
        ("s", Quadrant.STRENGTHS),
        ("Weakness", Quadrant.WEAKNESSES),
        ("机会", Quadrant.OPPORTUNITIES),
        ("威胁", Quadrant.THREATS),
        ("x", None),
    ],
)
def test_a_list_is_named(word: str, quadrant: Quadrant | None) -> None:
    assert quadrant_of(word) is quadrant


def test_an_entry_links_the_ids_in_it() -> None:
    assert parse_entry("Loyal  customers (G3, T12)") == Entry(
        "Loyal customers (G3, T12)", (3,), (12,)
    )
    assert parse_entry("G3-shirts and T1x") == Entry("G3-shirts and T1x")
    assert [e.text for e in parse_list("- one\n\n2. two\n* three")] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" ", "missing"), ("a" * 141, "long"), ("Strong Brand", "twice")],
)
def test_an_entry_is_refused(text: str, reason: str) -> None:
    board = plan_entry(Board(), Quadrant.STRENGTHS, "strong brand")
    with pytest.raises(EntryRefused) as refused:
        plan_entry(board, Quadrant.STRENGTHS, text)
    assert (refused.value.reason, refused.value.text) == (reason, text)


def test_a_list_is_full_at_ten() -> None:
    board = Board()
    for number in range(10):
        board = plan_entry(board, Quadrant.THREATS, f"threat {number}")
    with pytest.raises(EntryRefused):
        plan_entry(board, Quadrant.THREATS, "one more")
    assert plan_entry(board, Quadrant.WEAKNESSES, "fine").weaknesses


@given(st.integers(-3, 9), st.integers(-3, 9), st.sampled_from(Quadrant))
def test_moving_and_dropping_lose_nothing_else(position: int, to: int, where: Quadrant) -> None:
    board = Board()
    for name in "abcde":
        board = plan_entry(board, where, name)
    moved = move_entry(board, where, position, to)
    assert sorted(e.text for e in moved.entries(where)) == list("abcde")
    left = [e.text for e in drop_entry(board, where, position).entries(where)]
    assert left == [name for at, name in enumerate("abcde") if at != position]


def test_pillars_are_few_short_and_different() -> None:
    assert plan_pillars(["Growth ", "", " Trust"]) == ("Growth", "Trust")
    for names in (["a"] * 2, ["x" * 61], list("abcdefgh")):
        with pytest.raises(EntryRefused):
            plan_pillars(names)

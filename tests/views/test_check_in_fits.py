"""Forms and notes of check-ins, details of goals: long titles, many steps, long pasts."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.goals.stored import measure_to_json
from domain.goals.values import Measure, Metric, Milestone, Milestones, Unit, UnitKind, YesNo
from services.goals.check_in_form import Sheet
from services.goals.details import GoalDetails
from services.goals.figures import GoalFigures
from services.goals.history import GoalPast
from services.past import PAGE, Names, Past
from storage.goals import GoalFacts
from storage.tables import Activity, CheckIn, Goal, Person
from tests.limits import assert_within_slack_limits
from tests.views.test_card_limits import tasks
from tests.views.test_goal_forms_fit import ANN, LOCALES, SHOWN, TODAY, check, figures, goal
from views.goals.check_in import check_in_form, form_offer, nothing_due, with_rest
from views.goals.details import goal_details_modal
from views.goals.history import goal_history_message
from views.goals.note import check_in_note, taken_back_note
from views.words import words_for

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
TEXT = st.text(SHOWN, min_size=1, max_size=1000)
LOCALE = st.sampled_from(LOCALES)
REST = tuple(range(1_000_000, 1_000_200))
MONEY = Metric(Decimal("1.25"), Decimal("1000000000000.5"), Unit(UnitKind.CURRENCY, "EUR"))


def steps(text: str) -> Milestones:
    """Twenty steps, every second one done."""
    titles = [f"{place} {text}"[:150] for place in range(20)]
    return Milestones(
        tuple(Milestone(each, TODAY if n % 2 else None) for n, each in enumerate(titles))
    )


def sheet(measure: Measure, title: str, count: int = 10) -> Sheet:
    goals = [goal(1_000_000 + place, title=title) for place in range(count)]
    found = {each.id or 0: figures_with(measure) for each in goals}
    return Sheet(tuple(GoalFacts(each, ANN, ANN) for each in goals), found, REST)


def figures_with(measure: Measure, *said: CheckIn) -> GoalFigures:
    return replace(figures(), measure=measure, value=Decimal("999999999.5"), check_ins=said)


def check_in(why: str, key: int = 1) -> CheckIn:
    return CheckIn(
        id=key, goal_id=1, at=NOW, person_id=1, value=999999999.5, health="amber", confidence=70,
        why=why,
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(TEXT, st.sampled_from(["steps", MONEY, YesNo()]), st.sampled_from([1, 10]), LOCALE)
def test_the_form_fits(text: str, measure: Any, count: int, locale: str) -> None:
    words = words_for(locale)
    found = sheet(steps(text) if measure == "steps" else measure, text[:200], count)
    assert_within_slack_limits(check_in_form(found, words, memory="m" * 3000))
    check(with_rest(form_offer(found, words), REST, words))
    check(nothing_due([facts.goal for facts in found.goals] * 20, words))
    check(nothing_due([], words))


@settings(max_examples=30, deadline=None)
@given(TEXT, LOCALE)
def test_the_notes_fit(text: str, locale: str) -> None:
    words, said = words_for(locale), check_in(text)
    facts = GoalFacts(goal(1, title=text[:200]), ANN, ANN)
    now = figures_with(MONEY, check_in("", 0), said)
    check(check_in_note(facts, said, ANN, now, words))
    check(taken_back_note(facts, said, ANN, now, words, undone_by=None))


def past(text: str, measure: Measure, *, check_ins: bool) -> GoalPast:
    many = list(range(1, 60))
    changes: dict[str, Any] = {
        "title": [text[:200], text[:200]],
        "why": [text * 3, ""],
        "measure": [measure_to_json(measure), measure_to_json(MONEY)],
        "value": [None, 999999999.5],
        "health": ["red", None],
        "status": ["open", "done"],
        "owner_id": [None, 1],
        "watchers": [[], many],
        "tasks": [many, []],
        "labels": [[], [text[:50]] * 30],
        "parent_id": [1, 2],
        "team_id": [None, 3],
        "pillar_id": [1, 2],
        "cycle_end": ["2026-06-30", "2026-09-30"],
        "score": [None, 0.7],
        "check_in_weeks": [1, 4],
        "reason": ["", text[:300]],
        "check_in": [None, 1 if check_ins else None],
    }
    line = Activity(
        id=9, workspace_id=1, change_group="g", at=NOW, actor_id=1, door="form", verb="edit",
        subject_kind="goal", subject_id=1, changes=changes,
    )  # fmt: skip
    person = Person(id=1, workspace_id=1, slack_id="U01", real_name=text[:80])
    names = Names({1: person}, {1: 4}, {}, {}, {1: text[:80]})
    page = Past((line,) * PAGE, names, older=3, newest=False)
    return GoalPast(page, {1: check_in(text)} if check_ins else {})


@settings(max_examples=30, deadline=None)
@given(TEXT, st.lists(tasks(), max_size=60), st.booleans(), LOCALE)
def test_the_details_and_the_history_fit(
    text: str, linked: list[Any], check_ins: bool, locale: str
) -> None:
    words = words_for(locale)
    facts = GoalFacts(goal(1, title=text[:200], why=text * 3), ANN, ANN, labels=(text[:50],) * 10)
    children = tuple(goal(place, title=text[:200]) for place in range(1, 70))
    now = figures_with(steps(text), check_in("", 0))
    long = past(text, steps(text), check_ins=check_ins)
    found = GoalDetails(
        facts, now, children, {each.id or 0: now for each in children}, tuple(linked), 7, 7, long
    )
    assert_within_slack_limits(goal_details_modal(found, words))
    short = replace(long, page=replace(long.page, lines=long.page.lines[:6]))
    check(goal_history_message(facts, short, now, words))
    closed = Goal(**{**facts.goal.model_dump(), "status": "done", "closed_at": NOW})
    assert_within_slack_limits(
        goal_details_modal(replace(found, facts=replace(facts, goal=closed)), words)
    )

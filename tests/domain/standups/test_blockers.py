"""Who may say what about a blocker, whom it reminds, and when the lead hears of it."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from domain.rhythm_errors import BlockerNotAllowed, NoSuchBlockerStep
from domain.standups.blockers import (
    STEPS,
    Blocker,
    BlockerDue,
    Role,
    State,
    Step,
    Tag,
    blocker_due,
    escalates_on,
    plan_step,
    roles_of,
)
from domain.workdays import DateRange, WorkCalendar

ANN, BEN, CHEN = 1, 2, 3
WORK = WorkCalendar()
MON, TUE, WED, THU, FRI = (dt.date(2026, 5, day) for day in range(11, 16))
NEXT_MON = dt.date(2026, 5, 18)


def stepped(blocker: Blocker, step: Step, by: int, today: dt.date = TUE, *people: int) -> Blocker:
    roles = roles_of(blocker, by)
    return plan_step(blocker, step, by=by, roles=roles, today=today, people=people, number=7)


def opened(day: dt.date = MON, *people: int) -> Blocker:
    return stepped(Blocker(ANN, day), Step.TAG, ANN, day, *people) if people else Blocker(ANN, day)


def due(
    blocker: Blocker,
    today: dt.date,
    reminded: dict[int, dt.date] | None = None,
    ben: WorkCalendar = WORK,
) -> BlockerDue:
    return blocker_due(blocker, today, team=WORK, people={BEN: ben}, reminded=reminded or {})


# --- steps --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "step", "role"), list(product(State, Step, Role)))
def test_every_step_of_everyone_is_allowed_refused_or_nothing(
    state: State, step: Step, role: Role
) -> None:
    blocker = Blocker(ANN, MON, state)
    repeats = {
        (State.ACKNOWLEDGED, Step.ACKNOWLEDGE),
        (State.RESOLVED, Step.RESOLVE),
        (State.OPEN, Step.REOPEN),
    }

    def go() -> Blocker:
        return plan_step(blocker, step, by=BEN, roles={role}, today=TUE, people=[CHEN], number=7)

    if (state, step) in repeats:
        assert go() is blocker
    elif (state, step) not in STEPS:
        with pytest.raises(NoSuchBlockerStep) as no_step:
            go()
        assert (no_step.value.state, no_step.value.number) == (state.value, 7)
    elif role not in STEPS[state, step][0]:
        with pytest.raises(BlockerNotAllowed) as refused:
            go()
        assert refused.value.number == 7
    else:
        assert go().state is STEPS[state, step][1]


def test_the_author_cannot_acknowledge_but_anybody_else_can_take_it() -> None:
    blocker = opened(MON, BEN)
    with pytest.raises(BlockerNotAllowed):
        stepped(blocker, Step.ACKNOWLEDGE, ANN)
    assert stepped(blocker, Step.ACKNOWLEDGE, CHEN).acknowledged_by == CHEN
    with pytest.raises(BlockerNotAllowed):
        stepped(blocker, Step.RESOLVE, CHEN)


def test_roles() -> None:
    blocker = opened(MON, BEN)
    assert roles_of(blocker, ANN) == {Role.AUTHOR}
    assert roles_of(blocker, BEN, lead=True) == {Role.TAGGED, Role.LEAD}
    assert roles_of(blocker, CHEN) == {Role.MEMBER}
    assert roles_of(blocker, CHEN, tagged=True) == {Role.TAGGED}


def test_who_is_tagged_after_an_acknowledgement_has_to_answer_alone() -> None:
    acknowledged = stepped(opened(MON, BEN), Step.ACKNOWLEDGE, BEN, MON)
    assert acknowledged.waits_for == ()
    asked = stepped(acknowledged, Step.TAG, ANN, MON, BEN, CHEN)
    assert asked.state is State.OPEN
    assert asked.waits_for == (CHEN,)
    assert stepped(acknowledged, Step.TAG, ANN, MON, BEN) is acknowledged


def test_reopened_it_asks_everyone_anew() -> None:
    resolved = stepped(stepped(opened(MON, BEN), Step.ACKNOWLEDGE, BEN), Step.RESOLVE, BEN)
    assert resolved.waits_for == ()
    again = stepped(resolved, Step.REOPEN, ANN, FRI)
    assert again == Blocker(ANN, FRI, tags=(Tag(BEN, FRI),))
    assert again.waits_for == (BEN,)


# --- what is due --------------------------------------------------------------------------------


def test_a_week_as_a_diary() -> None:
    blocker = opened(THU, BEN, CHEN)
    assert due(blocker, THU) == BlockerDue()  # the tag itself has just told them
    assert due(blocker, FRI) == BlockerDue((BEN, CHEN))
    assert due(blocker, FRI, {BEN: FRI, CHEN: FRI}) == BlockerDue()
    weekend = FRI + dt.timedelta(days=1)
    assert due(blocker, weekend, {BEN: FRI, CHEN: FRI}) == BlockerDue()
    # Thursday and two working days: Monday.
    assert escalates_on(blocker, WORK) == NEXT_MON
    assert due(blocker, NEXT_MON, {CHEN: NEXT_MON}) == BlockerDue((BEN,), escalate=True)
    told = Blocker(ANN, THU, tags=blocker.tags, escalated=True)
    assert due(told, NEXT_MON) == BlockerDue((BEN, CHEN))
    assert due(stepped(told, Step.ACKNOWLEDGE, BEN), NEXT_MON) == BlockerDue()
    assert due(stepped(told, Step.RESOLVE, ANN), NEXT_MON) == BlockerDue()


def test_nobody_is_reminded_while_away_but_the_lead_is_told() -> None:
    away = WORK.with_away([DateRange(MON, FRI)])
    assert due(opened(MON, BEN), WED, ben=away) == BlockerDue((), escalate=True)


def test_a_blocker_that_names_nobody_goes_to_the_lead() -> None:
    assert due(opened(MON), TUE) == BlockerDue()
    assert due(opened(MON), WED) == BlockerDue(escalate=True)


def test_tagged_later_the_wait_counts_from_the_tag() -> None:
    assert escalates_on(stepped(opened(MON), Step.TAG, ANN, WED, BEN), WORK) == FRI
    # A second person beside an open first one does not put it off.
    assert escalates_on(stepped(opened(MON, BEN), Step.TAG, ANN, WED, CHEN), WORK) == WED

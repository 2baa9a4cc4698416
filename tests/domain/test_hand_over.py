"""Handing over: the table of steps, replays, and that a task is always on one list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.hand_over import (
    CLOSED,
    OPEN,
    STEPS,
    Offer,
    Refusal,
    Side,
    State,
    Step,
    holder,
    may_offer,
    plan_step,
    waits_for,
)

ANN, BEN = 1, 2
FRIDAY = dt.date(2026, 11, 27)
TABLE = """
offered         receiver accept    -> accepted
offered         receiver decline   -> declined
offered         receiver suggest   -> date_suggested
offered         receiver withdraw  -> not_yours
offered         receiver agree     -> nothing_suggested
offered         receiver insist    -> nothing_suggested
offered         giver    accept    -> not_yours
offered         giver    decline   -> not_yours
offered         giver    suggest   -> not_yours
offered         giver    withdraw  -> withdrawn
offered         giver    agree     -> nothing_suggested
offered         giver    insist    -> offered
offered         -        supersede -> withdrawn
date_suggested  receiver accept    -> accepted
date_suggested  receiver decline   -> declined
date_suggested  receiver suggest   -> date_suggested
date_suggested  receiver agree     -> not_yours
date_suggested  giver    agree     -> accepted
date_suggested  giver    insist    -> offered
date_suggested  giver    withdraw  -> withdrawn
date_suggested  giver    decline   -> not_yours
date_suggested  -        supersede -> withdrawn
accepted        receiver accept    -> accepted
accepted        giver    agree     -> accepted
accepted        receiver decline   -> over
accepted        receiver suggest   -> over
accepted        giver    withdraw  -> over
accepted        giver    insist    -> over
accepted        -        supersede -> accepted
declined        receiver decline   -> declined
declined        receiver accept    -> over
declined        receiver suggest   -> over
declined        giver    withdraw  -> over
declined        -        supersede -> declined
withdrawn       giver    withdraw  -> withdrawn
withdrawn       receiver accept    -> over
withdrawn       receiver decline   -> over
withdrawn       receiver suggest   -> over
withdrawn       -        supersede -> withdrawn
"""


def offer_in(state: State) -> Offer:
    return Offer(ANN, BEN, state, FRIDAY if state is State.DATE_SUGGESTED else None)


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_steps(row: str) -> None:
    before, after = row.split(" -> ")
    state, side, step = before.split()
    date = FRIDAY if step == "suggest" else None
    found = plan_step(offer_in(State(state)), Step(step), None if side == "-" else Side(side), date)
    assert (found.state if isinstance(found, Offer) else found) == after


def test_every_state_and_step_is_decided() -> None:
    assert set(OPEN) | set(CLOSED) == set(State)
    assert {state for state, _ in STEPS} == OPEN
    for state in State:
        for step in Step:
            for side in (*Side, None):
                date = FRIDAY if step is Step.SUGGEST else None
                found = plan_step(offer_in(state), step, side, date)
                assert isinstance(found, Offer | Refusal)


@pytest.mark.parametrize(
    ("state", "list_of", "answer_of"),
    [
        (State.OFFERED, ANN, BEN),
        (State.DATE_SUGGESTED, ANN, ANN),
        (State.ACCEPTED, BEN, None),
        (State.DECLINED, ANN, None),
        (State.WITHDRAWN, ANN, None),
    ],
)
def test_whose_list_and_whose_answer(state: State, list_of: int, answer_of: int | None) -> None:
    offer = offer_in(state)
    assert (holder(offer), waits_for(offer)) == (list_of, answer_of)
    assert offer.is_open is (answer_of is not None)


def test_the_suggested_date_counts_only_if_it_was_agreed_to() -> None:
    suggested = plan_step(Offer(ANN, BEN), Step.SUGGEST, Side.RECEIVER, FRIDAY)
    assert isinstance(suggested, Offer)
    assert suggested.date == FRIDAY
    agreed = plan_step(suggested, Step.AGREE, Side.GIVER)
    accepted = plan_step(suggested, Step.ACCEPT, Side.RECEIVER)
    insisted = plan_step(suggested, Step.INSIST, Side.GIVER)
    assert isinstance(agreed, Offer)
    assert isinstance(accepted, Offer)
    assert isinstance(insisted, Offer)
    assert (agreed.date, accepted.date, insisted.date) == (FRIDAY, None, None)


def test_a_date_belongs_to_a_suggestion() -> None:
    for step, date in ((Step.SUGGEST, None), (Step.ACCEPT, FRIDAY)):
        with pytest.raises(ValueError, match="date"):
            plan_step(Offer(ANN, BEN), step, Side.RECEIVER, date)


def test_what_is_closed_or_ones_own_is_not_offered() -> None:
    assert may_offer(ANN, BEN, is_closed=False)
    assert may_offer(None, BEN, is_closed=False)
    assert not may_offer(BEN, BEN, is_closed=False)
    assert not may_offer(ANN, BEN, is_closed=True)


@dataclass
class Task:
    """A task as a service would keep it: one owner, at most one open offer."""

    owner: int | None
    offer: Offer | None = None


PEOPLE = st.integers(1, 4)


class HandingAround(RuleBasedStateMachine):
    """Offers, answers and reassignments in any order, each perhaps twice."""

    def __init__(self) -> None:
        super().__init__()
        self.task = Task(owner=ANN)
        self.past: list[Offer] = []

    def take(self, step: Step, side: Side | None, date: dt.date | None = None) -> None:
        if self.task.offer is None:
            return
        for _ in range(2):
            found = plan_step(self.task.offer, step, side, date)
            if isinstance(found, Refusal):
                return
            before, self.task.offer = self.task.offer, found
            if found.state is State.ACCEPTED and before.is_open:
                self.task.owner = holder(found)

    @rule(to=PEOPLE)
    def offer_it(self, to: int) -> None:
        if may_offer(self.task.owner, to, is_closed=False):
            self.take(Step.SUPERSEDE, None)
            if self.task.offer is not None:
                self.past.append(self.task.offer)
            self.task.offer = Offer(self.task.owner, to)

    @rule(to=st.none() | PEOPLE)
    def reassign(self, to: int | None) -> None:
        self.take(Step.SUPERSEDE, None)
        self.task.owner = to

    @rule(
        step=st.sampled_from([step for step in Step if step is not Step.SUPERSEDE]),
        side=st.sampled_from(Side),
    )
    def answer(self, step: Step, side: Side) -> None:
        self.take(step, side, FRIDAY if step is Step.SUGGEST else None)

    @invariant()
    def an_open_offer_leaves_the_task_where_it_was(self) -> None:
        offer = self.task.offer
        if offer is not None and offer.is_open:
            assert holder(offer) == self.task.owner == offer.giver

    @invariant()
    def old_offers_are_over(self) -> None:
        assert not any(offer.is_open for offer in self.past)


HandingAround.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestHandingAround = HandingAround.TestCase


@given(st.lists(st.tuples(st.sampled_from(list(Step)), st.sampled_from([*Side, None]))))
def test_whatever_is_clicked_one_list_shows_the_task(
    clicks: list[tuple[Step, Side | None]],
) -> None:
    offer = Offer(ANN, BEN)
    for step, side in clicks:
        found = plan_step(offer, step, side, FRIDAY if step is Step.SUGGEST else None)
        if isinstance(found, Offer):
            if not offer.is_open:
                assert found == offer
            offer = found
        assert holder(offer) in (ANN, BEN)
        assert (holder(offer) == BEN) is (offer.state is State.ACCEPTED)

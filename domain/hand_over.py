"""Handing a task to another person: what can follow what, and on whose list it is meanwhile.

Until it is accepted the task stays on the list of the person who has it: offered, it is a question
to the other, never a second copy. So at any moment it is on exactly one list.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where an offer stands."""

    OFFERED = "offered"
    DATE_SUGGESTED = "date_suggested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Whose word it is: of the person offering (or who may speak for them), or of the other."""

    GIVER = "giver"
    RECEIVER = "receiver"


class Step(StrEnum):
    """What can be said about an offer.

    AGREE and INSIST answer a suggested date: yes, or the old one stands. SUPERSEDE is no word but
    what happens: the task was finished, dropped, given to somebody else or offered once more.
    """

    ACCEPT = "accept"
    DECLINE = "decline"
    SUGGEST = "suggest"
    AGREE = "agree"
    INSIST = "insist"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"


OPEN = frozenset({State.OFFERED, State.DATE_SUGGESTED})
CLOSED = frozenset(State) - OPEN

STEPS = MappingProxyType(
    {
        (State.OFFERED, Step.ACCEPT): (Side.RECEIVER, State.ACCEPTED),
        (State.OFFERED, Step.DECLINE): (Side.RECEIVER, State.DECLINED),
        (State.OFFERED, Step.SUGGEST): (Side.RECEIVER, State.DATE_SUGGESTED),
        (State.OFFERED, Step.WITHDRAW): (Side.GIVER, State.WITHDRAWN),
        (State.OFFERED, Step.SUPERSEDE): (None, State.WITHDRAWN),
        (State.DATE_SUGGESTED, Step.ACCEPT): (Side.RECEIVER, State.ACCEPTED),
        (State.DATE_SUGGESTED, Step.DECLINE): (Side.RECEIVER, State.DECLINED),
        (State.DATE_SUGGESTED, Step.SUGGEST): (Side.RECEIVER, State.DATE_SUGGESTED),
        (State.DATE_SUGGESTED, Step.AGREE): (Side.GIVER, State.ACCEPTED),
        (State.DATE_SUGGESTED, Step.INSIST): (Side.GIVER, State.OFFERED),
        (State.DATE_SUGGESTED, Step.WITHDRAW): (Side.GIVER, State.WITHDRAWN),
        (State.DATE_SUGGESTED, Step.SUPERSEDE): (None, State.WITHDRAWN),
    }
)
"""Who may take which step where, and what comes of it; None = nobody's word is needed."""
_SAME_AGAIN = MappingProxyType(
    {
        (State.ACCEPTED, Step.ACCEPT): Side.RECEIVER,
        (State.ACCEPTED, Step.AGREE): Side.GIVER,
        (State.DECLINED, Step.DECLINE): Side.RECEIVER,
        (State.WITHDRAWN, Step.WITHDRAW): Side.GIVER,
        (State.OFFERED, Step.INSIST): Side.GIVER,
    }
)
"""A second click or a replayed event: nothing changes, and it is no error."""


class Refusal(StrEnum):
    """Why a step cannot be taken."""

    OVER = "over"
    """The offer is accepted, declined or withdrawn."""
    NOT_YOURS = "not_yours"
    """It is the other side's word."""
    NOTHING_SUGGESTED = "nothing_suggested"
    """No other date was suggested that could be answered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One hand-over. People are ids; `giver` is on whose list the task is, None = on nobody's.

    `date` is the other date suggested; it is kept when the offer is accepted with it.
    """

    giver: int | None
    receiver: int
    state: State = State.OFFERED
    date: dt.date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to answer."""
        return self.state in OPEN


def may_offer(giver: int | None, receiver: int, *, is_closed: bool) -> bool:
    """Tell whether a task can be offered: it is not closed, and not on that person's list yet."""
    return not is_closed and giver != receiver


def plan_step(
    offer: Offer, step: Step, side: Side | None, date: dt.date | None = None
) -> Offer | Refusal:
    """Return the offer after a step, the same one if it was taken already, or why it cannot be.

    `date` belongs to SUGGEST and only to it; `side` is None for SUPERSEDE.
    """
    if (step is Step.SUGGEST) is not (date is not None):
        raise ValueError("another date is suggested with a date")
    if _SAME_AGAIN.get((offer.state, step)) == side and (offer.state, step) in _SAME_AGAIN:
        return offer
    if step is Step.SUPERSEDE and not offer.is_open:
        return offer
    found = STEPS.get((offer.state, step))
    if found is None:
        return Refusal.NOTHING_SUGGESTED if offer.is_open else Refusal.OVER
    needed, after = found
    if needed is not None and needed is not side:
        return Refusal.NOT_YOURS
    if step is Step.SUGGEST:
        return replace(offer, state=after, date=date)
    return replace(offer, state=after, date=offer.date if step is Step.AGREE else None)


def holder(offer: Offer) -> int | None:
    """Return the person on whose list the task is; None = on nobody's, as when it was offered."""
    return offer.receiver if offer.state is State.ACCEPTED else offer.giver


def waits_for(offer: Offer) -> int | None:
    """Return who has to answer now: the receiver an offer, the giver a suggested date."""
    if offer.state is State.OFFERED:
        return offer.receiver
    return offer.giver if offer.state is State.DATE_SUGGESTED else None

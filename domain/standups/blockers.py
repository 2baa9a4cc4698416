"""A blocker: open, acknowledged, resolved; who may say so; whom to remind, when to tell a lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from domain.rhythm_errors import BlockerNotAllowed, NoSuchBlockerStep, TooManyTags
from domain.workdays import WorkCalendar

ESCALATE_AFTER = 2
"""Working days without an acknowledgement until the lead is told."""
TEXT_MAX = 500
TAGS_MAX = 20


class State(StrEnum):
    """Where a blocker stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    """Its creation was taken back."""


class Step(StrEnum):
    """What can be said about a blocker."""

    TAG = "tag"
    ACKNOWLEDGE = "acknowledge"
    UPDATE = "update"
    RESOLVE = "resolve"
    REOPEN = "reopen"


class Role(StrEnum):
    """How somebody stands to a blocker."""

    AUTHOR = "author"
    TAGGED = "tagged"
    LEAD = "lead"
    """Lead of the team, or an admin."""
    MEMBER = "member"
    """Anyone else who may see it."""


_ANYONE = frozenset(Role)
_CONCERNED = frozenset({Role.AUTHOR, Role.TAGGED, Role.LEAD})
STEPS: Mapping[tuple[State, Step], tuple[frozenset[Role], State]] = MappingProxyType(
    {
        (State.OPEN, Step.TAG): (_CONCERNED, State.OPEN),
        # Whoever says "mine" takes it, asked or not; the author alone cannot.
        (State.OPEN, Step.ACKNOWLEDGE): (_ANYONE - {Role.AUTHOR}, State.ACKNOWLEDGED),
        (State.OPEN, Step.UPDATE): (_ANYONE, State.OPEN),
        (State.OPEN, Step.RESOLVE): (_CONCERNED, State.RESOLVED),
        # Somebody new is asked, so somebody has to answer anew.
        (State.ACKNOWLEDGED, Step.TAG): (_CONCERNED, State.OPEN),
        (State.ACKNOWLEDGED, Step.UPDATE): (_ANYONE, State.ACKNOWLEDGED),
        (State.ACKNOWLEDGED, Step.RESOLVE): (_CONCERNED, State.RESOLVED),
        (State.RESOLVED, Step.REOPEN): (_CONCERNED, State.OPEN),
        (State.RESOLVED, Step.UPDATE): (_ANYONE, State.RESOLVED),
        (State.WITHDRAWN, Step.REOPEN): (_CONCERNED, State.OPEN),
    }
)
"""Who may take which step where, and what comes of it."""
_SAME_AGAIN = frozenset(
    {
        (State.ACKNOWLEDGED, Step.ACKNOWLEDGE),
        (State.RESOLVED, Step.RESOLVE),
        (State.OPEN, Step.REOPEN),
    }
)
"""A second click or a replayed event: nothing changes, and it is no error."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Somebody asked for help since a local date of the team; `settled` = need not answer."""

    person: int
    since: dt.date
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """A blocker as its rules see it; dates are the team's.

    `since` is the day from which the present wait counts: opened, reopened or tagged anew.
    """

    author: int
    since: dt.date
    state: State = State.OPEN
    tags: tuple[Tag, ...] = ()
    acknowledged_by: int | None = None
    escalated: bool = False

    @property
    def waits_for(self) -> tuple[int, ...]:
        """Return the people who were asked and whom nobody has answered for."""
        if self.state is not State.OPEN:
            return ()
        return tuple(tag.person for tag in self.tags if not tag.settled)


def roles_of(
    blocker: Blocker, person: int, *, lead: bool = False, tagged: bool = False
) -> frozenset[Role]:
    """Return how a person stands to a blocker; `tagged` if a group tagged holds them."""
    found = {Role.MEMBER}
    found |= {Role.AUTHOR} if blocker.author == person else set()
    named = tagged or any(tag.person == person for tag in blocker.tags)
    found |= {Role.TAGGED} if named else set()
    found |= {Role.LEAD} if lead else set()
    return frozenset(found - {Role.MEMBER} if len(found) > 1 else found)


def plan_step(
    blocker: Blocker,
    step: Step,
    *,
    by: int,
    roles: Collection[Role],
    today: dt.date,
    people: Collection[int] = (),
    number: int | None = None,
) -> Blocker:
    """Return the blocker after a step, the same one if it was taken already.

    `people` belong to TAG. Raises `NoSuchBlockerStep`, `BlockerNotAllowed` and `TooManyTags`.
    """
    if (blocker.state, step) in _SAME_AGAIN:
        return blocker
    found = STEPS.get((blocker.state, step))
    if found is None:
        raise NoSuchBlockerStep(blocker.state.value, step.value, number)
    allowed, after = found
    if not allowed & set(roles):
        raise BlockerNotAllowed(step.value, number)
    if step is Step.TAG:
        return _tagged(blocker, people, today)
    if step is Step.ACKNOWLEDGE:
        # One of those asked takes it: the others are left in peace.
        settled = tuple(replace(tag, settled=True) for tag in blocker.tags)
        return replace(blocker, state=after, acknowledged_by=by, tags=settled)
    if step is Step.REOPEN:
        tags = tuple(replace(tag, since=today, settled=False) for tag in blocker.tags)
        return replace(
            blocker, state=after, since=today, tags=tags, acknowledged_by=None, escalated=False
        )
    return replace(blocker, state=after)


def _tagged(blocker: Blocker, people: Collection[int], today: dt.date) -> Blocker:
    """Return it with the people who are new; only they have to answer if it was acknowledged."""
    known = {tag.person for tag in blocker.tags}
    new = [person for person in dict.fromkeys(people) if person not in known]
    if not new:
        return blocker
    if len(known) + len(new) > TAGS_MAX:
        raise TooManyTags(len(known) + len(new), TAGS_MAX)
    tags = (*blocker.tags, *(Tag(person, today) for person in new))
    if blocker.state is State.OPEN and blocker.tags:
        return replace(blocker, tags=tags)
    return replace(
        blocker, state=State.OPEN, since=today, acknowledged_by=None, escalated=False, tags=tags
    )


@dataclass(frozen=True, slots=True)
class BlockerDue:
    """What a blocker wants on a day: whom to remind, and whether the lead is to be told now."""

    remind: tuple[int, ...] = ()
    escalate: bool = False


def blocker_due(
    blocker: Blocker,
    today: dt.date,
    *,
    team: WorkCalendar,
    people: Mapping[int, WorkCalendar],
    reminded: Mapping[int, dt.date],
) -> BlockerDue:
    """Return what is due on `today`: one reminder for each of the tagged on each of their
    working days after the day of the tag, until somebody acknowledges; the lead once, after two
    working days of the team. `reminded` has the last day on which each was reminded.
    """
    if blocker.state is not State.OPEN:
        return BlockerDue()
    since = {tag.person: tag.since for tag in blocker.tags}
    remind = tuple(
        person
        for person in blocker.waits_for
        if today > max(since[person], reminded.get(person, dt.date.min))
        and people.get(person, team).is_working(today)
    )
    return BlockerDue(remind, not blocker.escalated and today >= escalates_on(blocker, team))


def escalates_on(blocker: Blocker, team: WorkCalendar) -> dt.date:
    """Return the day on which the lead is told of a blocker that nobody acknowledged."""
    return team.add_workdays(blocker.since, ESCALATE_AFTER)

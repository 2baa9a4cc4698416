"""One person's day: what goes now, what waits for the next digest, when to look again.

At most one digest and three messages a local date; nothing is said twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.nudges.hours import digest_at, first_open, next_open_day
from domain.nudges.levels import is_silenced
from domain.nudges.values import BUDGET, Kind, Nudge, Receiver, Sent
from domain.workdays import ONE_DAY


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the digest with its lines by due date, or a nudge of its own."""

    nudges: tuple[Nudge, ...]
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do now. `dropped` can no longer be said in time; `put_off` waits for a digest.

    `next_at` is when to look again; None = nothing waits.
    """

    send: tuple[Message, ...] = ()
    put_off: tuple[Nudge, ...] = ()
    dropped: tuple[Nudge, ...] = ()
    next_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A message that could go today, at `go_at`; the least `rank` goes first."""

    message: Message
    go_at: dt.datetime
    rank: tuple[int, dt.date, dt.datetime]


def plan_day(
    now: dt.datetime,
    nudges: Iterable[Nudge],
    sent: Sequence[Sent],
    person: Receiver,
    *,
    acknowledged: Mapping[str, int] | None = None,
) -> Plan:
    """Return what a person is sent at `now`, given all nudges that wait for them.

    `sent` are at least the messages of today and those that said any of the nudges. A digest that
    holds something put off goes before everything; else standup reminders go first, then what is
    due first. What goes later today keeps its place in the budget.
    """
    today = now.astimezone(person.zone).date()
    waiting = _waiting(nudges, sent, acknowledged or {})
    dropped = [one for one in waiting if one.until is not None and one.until <= now]
    lines, alone, later = _sorted_out([one for one in waiting if one not in dropped], today, person)
    candidates = _alone_today(alone, now, today, person)
    reachable = {candidate.message.nudges[0] for candidate in candidates}
    later += [one for one in alone if one not in reachable]
    of_today = [one for one in sent if one.at.astimezone(person.zone).date() == today]
    digest = _digest(lines, now, today, person)
    if digest is not None and not any(one.digest for one in of_today):
        candidates.append(digest)
    else:
        later += lines
    candidates.sort(key=lambda candidate: candidate.rank)
    chosen = candidates[: max(0, BUDGET - len(of_today))]
    refused = [one for candidate in candidates[len(chosen) :] for one in candidate.message.nudges]
    hopeless = [one for one in [*refused, *later] if _ends_today(one, today, person)]
    rest = [one for one in [*refused, *later] if one not in hopeless]
    return Plan(
        tuple(candidate.message for candidate in chosen if candidate.go_at <= now),
        tuple(one for one in [*refused, *lines] if one in rest),
        (*dropped, *hopeless),
        _next_look(now, today, chosen, rest, person),
    )


def _waiting(
    nudges: Iterable[Nudge], sent: Iterable[Sent], acknowledged: Mapping[str, int]
) -> list[Nudge]:
    """Return what is not said, not silenced, each once; the newest window of a subject only."""
    said = {name for message in sent for name in message.said}
    newest: dict[tuple[str, Kind], Nudge] = {}
    for one in nudges:
        if one.name in said or is_silenced(one, acknowledged):
            continue
        subject = (one.key, one.kind)
        known = newest.get(subject)
        if known is None or known.day < one.day:
            newest[subject] = one
    return list(newest.values())


def _sorted_out(
    waiting: Iterable[Nudge], today: dt.date, person: Receiver
) -> tuple[list[Nudge], list[Nudge], list[Nudge]]:
    """Return the lines of the digest, the messages of their own for today, and what is for later.

    What had a moment of its own on an earlier day, and can still be said, becomes a line.
    """
    lines: list[Nudge] = []
    alone: list[Nudge] = []
    later: list[Nudge] = []
    for one in waiting:
        if _first_day(one, person) > today:
            later.append(one)
        elif one.at is not None and (one.until is not None or _first_day(one, person) == today):
            alone.append(one)
        else:
            lines.append(one)
    return lines, alone, later


def _first_day(one: Nudge, person: Receiver) -> dt.date:
    moment = one.day if one.at is None else one.at.astimezone(person.zone).date()
    return max(one.day, moment)


def _alone_today(
    alone: Iterable[Nudge], now: dt.datetime, today: dt.date, person: Receiver
) -> list[_Candidate]:
    found: list[_Candidate] = []
    for one in alone:
        go_at = first_open(person, today, max(one.at or now, now))
        if go_at is not None and (one.until is None or go_at < one.until):
            first = 1 if one.kind is Kind.STANDUP else 2
            rank = (first, one.due or dt.date.max, one.until or go_at)
            found.append(_Candidate(Message((one,)), go_at, rank))
    return found


def _digest(
    lines: Sequence[Nudge], now: dt.datetime, today: dt.date, person: Receiver
) -> _Candidate | None:
    usual = digest_at(person, today)
    go_at = None if usual is None else first_open(person, today, max(usual, now))
    if not lines or go_at is None:
        return None
    ordered = sorted(lines, key=lambda one: (one.due or dt.date.max, one.day, one.key))
    carried = any(one.day < today for one in lines)
    rank = (0 if carried else 2, ordered[0].due or dt.date.max, go_at)
    return _Candidate(Message(tuple(ordered), digest=True), go_at, rank)


def _ends_today(one: Nudge, today: dt.date, person: Receiver) -> bool:
    return one.until is not None and one.until.astimezone(person.zone).date() <= today


def _next_look(
    now: dt.datetime,
    today: dt.date,
    chosen: Iterable[_Candidate],
    rest: Iterable[Nudge],
    person: Receiver,
) -> dt.datetime | None:
    moments = [candidate.go_at for candidate in chosen if candidate.go_at > now]
    for one in rest:
        day = next_open_day(person, max(_first_day(one, person), today + ONE_DAY))
        if day is None:
            continue
        alone = one.at is not None and _first_day(one, person) == day
        at = first_open(person, day, one.at) if alone and one.at is not None else None
        moments.append(at or digest_at(person, day) or now + ONE_DAY)
    return min(moments, default=None)

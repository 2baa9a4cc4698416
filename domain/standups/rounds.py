"""A round: everybody's windows for one date, what is due in it now, and the count.

The parent is posted when the first one is asked; the summary is due when the last window closes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.rhythms import OnDayOff, allowed_dates, slot_of
from domain.standups.values import Part, Standup
from domain.standups.windows import (
    Excluded,
    NotAsked,
    Participant,
    Team,
    Window,
    span_of,
    window_of,
)
from domain.workdays import ONE_DAY


class Attendance(StrEnum):
    """What became of one person in a round."""

    PLANNED = "planned"
    """Has a window, and has not been asked yet."""
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    """Said "skip today"."""
    AWAY = "away"
    """Said "I'm away" when asked."""
    NOT_ASKED = "not_asked"
    """The window went by while nobody could be asked."""
    LEFT = "left"
    """Left the channel, was deactivated, or was taken off the list."""


_SETTLED = frozenset({Attendance.ANSWERED, Attendance.SKIPPED, Attendance.AWAY, Attendance.LEFT})


@dataclass(frozen=True, slots=True)
class Round:
    """Everybody in a standup on one date."""

    date: dt.date
    windows: tuple[Window, ...]
    """By the instant of asking."""
    excluded: tuple[Excluded, ...] = ()
    usual_at: dt.datetime | None = None
    """When the team's own clock shows the time of asking: for the notice that nobody is there."""

    @property
    def slot(self) -> str:
        """The name under which the round happens once."""
        return slot_of(self.date)

    @property
    def opens_at(self) -> dt.datetime | None:
        """When the parent is posted; None = nobody is asked."""
        return self.windows[0].prompt_at if self.windows else None

    @property
    def closes_at(self) -> dt.datetime | None:
        """When the summary is due; None = nobody is asked."""
        return max((window.closes_at for window in self.windows), default=None)

    @property
    def is_skipped(self) -> bool:
        """Tell whether nobody can be asked, though there are people: a notice is due instead."""
        return not self.windows and bool(self.excluded)

    def window(self, person: int) -> Window | None:
        """Return one person's window."""
        return next((window for window in self.windows if window.person == person), None)


def round_dates(
    standup: Standup,
    team: Team,
    first: dt.date,
    last: dt.date,
    *,
    not_before: dt.date | None = None,
) -> list[dt.date]:
    """Return the dates of rounds from `first` to `last`; `not_before` ends a pause."""
    start = max(first, not_before or first)
    if start > last:
        return []
    return [*allowed_dates(standup.days, OnDayOff.SKIP, start, last, team.calendar)]


def plan_round(
    standup: Standup,
    date: dt.date,
    people: Iterable[Participant],
    team: Team,
    *,
    asked: Mapping[int, Window] | None = None,
) -> Round:
    """Return everybody's windows for a date of the standup.

    `asked` are those who have been asked for this date already: their windows stand, wherever
    they travelled since. Somebody listed twice is asked once.
    """
    asked = asked or {}
    windows: dict[int, Window] = dict(asked)
    excluded: dict[int, Excluded] = {}
    for person in people:
        if person.part is Part.OBSERVER or person.person in windows:
            continue
        found = window_of(standup, date, person, team)
        if isinstance(found, Window):
            windows[person.person] = found
            excluded.pop(person.person, None)
        else:
            excluded[person.person] = found
    ordered = sorted(windows.values(), key=lambda window: (window.prompt_at, window.person))
    usual_at = span_of(standup, date, team.zone)[0]
    return Round(date, tuple(ordered), tuple(excluded.values()), usual_at)


SEARCH_DAYS = 400
"""The next round is looked for within so many days."""


def next_round(
    standup: Standup,
    people: Sequence[Participant],
    team: Team,
    now: dt.datetime,
    *,
    after: dt.date | None = None,
    not_before: dt.date | None = None,
) -> Round | None:
    """Return the first round after the date `after` (the last one planned) that is not over.

    Somebody's clock may show tomorrow's date already, so a round has to be planned before the
    team's own day begins. Rounds that went by unplanned are left out.
    """
    # From the zone farthest ahead, a window of a whole day at the other end of the world.
    oldest = now.astimezone(team.zone).date() - 2 * ONE_DAY
    first = oldest if after is None else max(oldest, after + ONE_DAY)
    last = first + SEARCH_DAYS * ONE_DAY
    for date in round_dates(standup, team, first, last, not_before=not_before):
        planned = plan_round(standup, date, people, team)
        ends_at = planned.usual_at if planned.is_skipped else planned.closes_at
        if ends_at is not None and ends_at > now:
            return planned
    return None


@dataclass(frozen=True, slots=True)
class RoundDue:
    """What a round wants now. People are ids, in the order of their windows."""

    parent: bool = False
    notice: bool = False
    """Nobody is there: say so once instead of the parent."""
    prompts: tuple[int, ...] = ()
    reminders: tuple[int, ...] = ()
    not_asked: tuple[int, ...] = ()
    """Their windows closed before anyone could ask them."""
    summary: bool = False
    next_at: dt.datetime | None = None
    """When to look again; None = the round is over."""


def due_in_round(
    planned: Round,
    people: Mapping[int, Attendance],
    now: dt.datetime,
    *,
    reminded: Collection[int] = (),
    posted: bool = False,
    closed: bool = False,
) -> RoundDue:
    """Return what is due at `now`. `posted` = parent or notice is out, `closed` = summary is out.

    Who answered the evening before is not asked any more. A process that was down asks late while
    the window is open, and reminds nobody whom it only just asks.
    """
    if planned.is_skipped:
        return _notice(planned, now, posted=posted)
    prompts, reminders, not_asked, later = [], [], [], []
    for window in planned.windows:
        state = people.get(window.person, Attendance.PLANNED)
        if state in _SETTLED or state is Attendance.NOT_ASKED:
            later.append(window.closes_at)
        elif now >= window.closes_at:
            not_asked += [window.person] if state is Attendance.PLANNED else []
        elif now < window.prompt_at:
            later.append(window.prompt_at)
        else:
            later.append(window.closes_at)
            prompts += [window.person] if state is Attendance.PLANNED else []
            if state is Attendance.ASKED and window.remind_at and window.person not in reminded:
                reminders += [window.person] if now >= window.remind_at else []
                later.append(window.remind_at)
    over = planned.closes_at is not None and now >= planned.closes_at
    open_now = planned.opens_at is not None and now >= planned.opens_at
    return RoundDue(
        parent=open_now and not posted,
        prompts=tuple(prompts),
        reminders=tuple(reminders),
        not_asked=tuple(not_asked),
        summary=over and not closed,
        next_at=min((at for at in later if at > now), default=None) if not over else None,
    )


def _notice(planned: Round, now: dt.datetime, *, posted: bool) -> RoundDue:
    at = planned.usual_at
    if posted or at is None:
        return RoundDue()
    return RoundDue(notice=now >= at, next_at=at if now < at else None)


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of a round. `expected` are the mandatory people who had or will have a chance
    to answer and did not say that they skip or are away; `answered` are those of them who did.
    """

    answered: int
    expected: int
    late: int
    optional: int
    """Answers of people who need not."""
    missing: tuple[int, ...] = ()
    """Asked, window closed, no answer."""
    skipped: tuple[int, ...] = ()
    away: tuple[int, ...] = ()
    not_asked: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tell whether nobody is awaited any more: the round may close early."""
        return self.answered >= self.expected


def count_round(
    planned: Round,
    people: Mapping[int, Attendance],
    now: dt.datetime,
    *,
    answered_at: Mapping[int, dt.datetime] | None = None,
) -> Count:
    """Return the figures at `now`; nobody is missing before being asked and closed."""
    times = answered_at or {}
    states = {w: people.get(w.person, Attendance.PLANNED) for w in planned.windows}
    answered = [w for w, state in states.items() if state is Attendance.ANSWERED]

    def those(*wanted: Attendance) -> tuple[int, ...]:
        return tuple(w.person for w, state in states.items() if state in wanted)

    excused = {
        *those(Attendance.SKIPPED, Attendance.AWAY, Attendance.NOT_ASKED, Attendance.LEFT),
        *(w.person for w, state in states.items() if _never_asked(w, state, now)),
    }
    return Count(
        answered=sum(window.counts for window in answered),
        expected=sum(window.counts and window.person not in excused for window in planned.windows),
        late=sum(w.counts and w.is_late(times.get(w.person, w.prompt_at)) for w in answered),
        optional=sum(not window.counts for window in answered),
        missing=tuple(
            w.person
            for w, state in states.items()
            if w.counts and state is Attendance.ASKED and now >= w.closes_at
        ),
        skipped=those(Attendance.SKIPPED),
        away=(
            *those(Attendance.AWAY),
            *(one.person for one in planned.excluded if one.reason is NotAsked.AWAY),
        ),
        not_asked=(
            *(w.person for w, state in states.items() if _never_asked(w, state, now)),
            *those(Attendance.NOT_ASKED),
            *(one.person for one in planned.excluded if one.reason is NotAsked.OUTSIDE_HOURS),
        ),
    )


def _never_asked(window: Window, state: Attendance, now: dt.datetime) -> bool:
    return state is Attendance.PLANNED and now >= window.closes_at


def with_times(window: Window, closes_at: dt.datetime) -> Window:
    """Return the window closed at another instant: `/standup close` ends all that are open."""
    remind = window.remind_at
    return replace(
        window,
        closes_at=closes_at,
        remind_at=remind if remind is not None and remind < closes_at else None,
    )

"""Which form one person gets: the one owed now, or the one of the next date, before it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.standups.definition import ask_the_same
from domain.standups.values import Standup
from domain.standups.windows import Window

LATE_FOR = dt.timedelta(days=7)
"""So long after its close an answer still belongs to a round."""


@dataclass(frozen=True, slots=True)
class Form:
    """The round a form is for, and whether it comes before asking or after closing."""

    window: Window
    early: bool = False
    late: bool = False


def form_owed(
    windows: Iterable[Window], done: Collection[dt.date], now: dt.datetime, today: dt.date
) -> Form | None:
    """Return the form that a person owes now, of their windows in one standup; `today` is theirs.

    What is open comes first (the one that closes soonest), then what closed last and is not
    answered within a week, then what is only asked later today. `done` are the dates answered or
    skipped.
    """
    waiting = sorted(
        (window for window in windows if window.date not in done), key=lambda w: w.closes_at
    )
    for window in waiting:
        if window.is_open(now):
            return Form(window)
    for window in reversed(waiting):
        if window.closes_at <= now < window.closes_at + LATE_FOR:
            return Form(window, late=True)
    for window in waiting:
        if window.date == today and window.prompt_at > now:
            return Form(window, early=True)
    return None


def form_ahead(windows: Iterable[Window], now: dt.datetime, today: dt.date) -> Form | None:
    """Return the form of the next date after `today`, the person's own, to answer before asked.

    "Tomorrow" on a Friday is Monday: the next time the standup asks. An answer that is there
    already is opened again.
    """
    coming = [window for window in windows if window.date > today and window.prompt_at > now]
    soonest = min(coming, key=lambda window: window.prompt_at, default=None)
    return None if soonest is None else Form(soonest, early=True)


def also_answered(
    standup: Standup, window: Window, others: Iterable[tuple[Standup, Window]]
) -> list[Window]:
    """Return the person's windows in other standups that the same answer serves.

    Those ask the same questions for the same date, and are not closed before it is asked here.
    """
    return [
        other
        for definition, other in others
        if other.person == window.person
        and other.date == window.date
        and other.closes_at > window.prompt_at
        and ask_the_same(standup, definition)
    ]

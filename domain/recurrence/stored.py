"""A recurrence as plain JSON values, for a column; what is not said is left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domain.dates.values import Clock
from domain.recurrence.values import On, OnDate, OnDays, OnNth, OnWeekdays, Recurrence, Unit


def to_json(r: Recurrence) -> dict[str, Any]:
    """Return a dictionary that `from_json` reads back."""
    stored: dict[str, Any] = {"unit": r.unit.value, "every": r.every}
    if r.on is not None:
        stored |= _on_to_json(r.on)
    if r.from_completion:
        stored["from_completion"] = True
    if r.at is not None:
        stored["at"] = f"{r.at.hour:02}:{r.at.minute:02}"
    if r.start is not None:
        stored["start"] = r.start.isoformat()
    return stored


def _on_to_json(on: On) -> dict[str, Any]:
    match on:
        case OnWeekdays(days):
            return {"weekdays": sorted(days)}
        case OnDays(days):
            return {"days": list(days)}
        case OnNth(nth, weekday):
            return {"nth": nth, "weekday": weekday}
        case OnDate(month, day):
            return {"date": [month, day]}


def from_json(stored: dict[str, Any]) -> Recurrence:
    """Return the recurrence that was stored; raises `ValueError` or `KeyError` for any other."""
    at, start = stored.get("at"), stored.get("start")
    return Recurrence(
        Unit(stored["unit"]),
        stored["every"],
        _on_from_json(stored),
        from_completion=stored.get("from_completion", False),
        at=Clock(int(at[:2]), int(at[3:])) if at else None,
        start=dt.date.fromisoformat(start) if start else None,
    )


def _on_from_json(stored: dict[str, Any]) -> On | None:
    if "weekdays" in stored:
        return OnWeekdays(frozenset(stored["weekdays"]))
    if "days" in stored:
        return OnDays(tuple(stored["days"]))
    if "nth" in stored:
        return OnNth(stored["nth"], stored["weekday"])
    if "date" in stored:
        return OnDate(*stored["date"])
    return None

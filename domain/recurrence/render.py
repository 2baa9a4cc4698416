"""Writes a recurrence as the English phrase that reads as it."""

from __future__ import annotations

from domain.recurrence.values import On, OnDate, OnDays, OnNth, OnWeekdays, Recurrence

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def render_recurrence(r: Recurrence) -> str:
    """Return a phrase for which `parse_recurrence` gives `r` again."""
    words = ["every!" if r.from_completion else "every"]
    if isinstance(r.on, OnWeekdays) and r.every == 1:
        words.append(_on(r.on))
    else:
        words.append(r.unit.value if r.every == 1 else f"{r.every} {r.unit.value}s")
        words += [] if r.on is None else ["on", _on(r.on)]
    if r.at is not None:
        words.append(f"at {r.at.hour:02}:{r.at.minute:02}")
    if r.start is not None:
        words.append(f"starting {r.start.isoformat()}")
    return " ".join(words)


def _on(on: On) -> str:
    match on:
        case OnWeekdays(days):
            return _listed([_WEEKDAYS[day] for day in sorted(days)])
        case OnDays(days):
            return f"the {_listed([ordinal(day) for day in days])}"
        case OnNth(nth, weekday):
            which = "last" if nth == -1 else ordinal(nth)
            return f"the {which} {'workday' if weekday is None else _WEEKDAYS[weekday]}"
        case OnDate(month, day):
            return f"{day} {_MONTHS[month - 1]}"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th …"""
    end = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"

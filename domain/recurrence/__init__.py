"""What comes again: "every 3rd fri", 每两周周五. Reading it, writing it, and its dates."""

from domain.recurrence.following import (
    first_occurrence,
    next_after_completion,
    next_occurrence,
    occurrences,
)
from domain.recurrence.instants import first_due, instant_of, next_due, next_instant
from domain.recurrence.parse import is_weak_recurrence, parse_recurrence
from domain.recurrence.render import render_recurrence
from domain.recurrence.stored import from_json, to_json
from domain.recurrence.values import OnDate, OnDays, OnNth, OnWeekdays, Recurrence, Unit

__all__ = [
    "OnDate",
    "OnDays",
    "OnNth",
    "OnWeekdays",
    "Recurrence",
    "Unit",
    "first_due",
    "first_occurrence",
    "from_json",
    "instant_of",
    "is_weak_recurrence",
    "next_after_completion",
    "next_due",
    "next_instant",
    "next_occurrence",
    "occurrences",
    "parse_recurrence",
    "render_recurrence",
    "to_json",
]

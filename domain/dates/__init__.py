"""Date phrases, English and Chinese: `parse_when` reads one, `resolve_when` gives it a date."""

from domain.dates.parse import parse_when
from domain.dates.resolve import resolve_when
from domain.dates.values import Due, When

__all__ = ["Due", "When", "parse_when", "resolve_when"]

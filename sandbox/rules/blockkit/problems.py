"""What is wrong in a payload and where; Slack's own vocabulary for it.

No rule lives here, only the words and the walk that collects them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint; `pointer` is a JSON pointer into what was sent."""

    message: str
    pointer: str

    def __str__(self) -> str:
        """Slack's form, as listed under `errors` of a refusal."""
        return f"{self.message} [json-pointer:{self.pointer}]"


@dataclass(slots=True)
class Walk:
    """One pass over a payload: where it will be shown and what was found so far."""

    surface: Surface
    parent: str = ""
    problems: list[Problem] = field(default_factory=list)
    focused: list[str] = field(default_factory=list)

    def add(self, message: str, pointer: str) -> None:
        """Record a complaint about the value at `pointer`."""
        self.problems.append(Problem(message, pointer))


def missing_field(name: str) -> str:
    """The words for a required key that is not there."""
    return f"missing required field: {name}"


def extra_property(name: str) -> str:
    """The words for a key that Slack does not know at this place."""
    return f"invalid additional property: {name}"


def unsupported_type(name: object) -> str:
    """The words for a `type` that is unknown or not allowed at this place."""
    return f"unsupported type: {name}"


def too_long(limit: int) -> str:
    """The words for more than `limit` characters (Slack names the first length refused)."""
    return f"must be less than {limit + 1} characters"


def too_short(least: int) -> str:
    """The words for fewer than `least` characters."""
    return f"must be more than {least - 1} characters"


def too_many(limit: int) -> str:
    """The words for an array with more than `limit` entries."""
    return f"no more than {limit} items allowed"


def too_few(least: int) -> str:
    """The words for an array with fewer than `least` entries."""
    return f"no fewer than {least} items allowed"


def define_either(names: Iterable[str]) -> str:
    """The words for a choice of keys of which none was given."""
    return "must define either " + " or ".join(f"`{name}`" for name in names)


def define_only_one(names: Iterable[str]) -> str:
    """The words for a choice of keys of which more than one was given."""
    return "must define only one of " + " or ".join(f"`{name}`" for name in names)


def already_exists(name: str, value: str) -> str:
    """The words for an id given twice."""
    return f'`{name}` "{value}" already exists'


NO_SCHEMA = "failed to match all allowed schemas"
BAD_ENUM = "must be a valid enum value"
ONE_TABLE = "only_one_table_allowed"
NO_IMAGE = "downloading image failed"
NO_FILE = "invalid slack file"

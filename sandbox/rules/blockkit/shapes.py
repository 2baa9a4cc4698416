"""The small language in which the Block Kit tables are written: strings, arrays, objects.

Each shape adds what it dislikes to a `Walk` and never raises, whatever JSON it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.rules.blockkit import problems as words
from sandbox.rules.blockkit.problems import Walk

Rule = Callable[[dict[str, Any], str, Walk], None]


class Shape(Protocol):
    """Something a JSON value can be compared with."""

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Add to `walk` what is wrong with `value`, found at JSON pointer `at`."""


def check_length(text: str, least: int, most: int | None, at: str, walk: Walk) -> None:
    """Count characters as sent: an escaped `&amp;` is five."""
    if len(text) < least:
        walk.add(words.too_short(least), at)
    if most is not None and len(text) > most:
        walk.add(words.too_long(most), at)


@dataclass(frozen=True, slots=True)
class Str:
    """A string of `least`..`most` characters, matching `pattern` if given."""

    most: int | None = None
    least: int = 0
    pattern: re.Pattern[str] | None = None
    complaint: str = "failed to match schema"

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse other types, other lengths and what the pattern does not match."""
        if not isinstance(value, str):
            walk.add("must provide a string", at)
            return
        check_length(value, self.least, self.most, at, walk)
        if self.pattern is not None and not self.pattern.fullmatch(value):
            walk.add(self.complaint, at)


@dataclass(frozen=True, slots=True)
class Bool:
    """True or false, nothing that looks like it."""

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse 0, 1, "true" and null."""
        if not isinstance(value, bool):
            walk.add("must provide a boolean", at)


@dataclass(frozen=True, slots=True)
class Focus:
    """`focus_on_load`, counted because only one element of a view may have it."""

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse what is not boolean and remember each true."""
        if value is True:
            walk.focused.append(at)
        Bool().check(value, at, walk)


@dataclass(frozen=True, slots=True)
class Num:
    """A number within `least`..`most`, whole if `whole`, above `over` if given."""

    least: int | None = None
    most: int | None = None
    whole: bool = True
    over: int | None = None

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse other types and numbers out of range."""
        kind = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kind):
            walk.add("must provide an integer" if self.whole else "must provide a number", at)
            return
        if self.least is not None and value < self.least:
            walk.add(f"must be greater than {self.least - 1}", at)
        if self.most is not None and value > self.most:
            walk.add(f"must be less than {self.most + 1}", at)
        if self.over is not None and not value > self.over:
            walk.add(f"must be greater than {self.over}", at)


@dataclass(frozen=True, slots=True)
class Enum:
    """One of a few strings or numbers."""

    values: tuple[str | int, ...]

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse every other value (`True` is not 1)."""
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in self.values:
            walk.add(words.BAD_ENUM, at)


@dataclass(frozen=True, slots=True)
class Arr:
    """An array of `least`..`most` entries of one shape."""

    entry: Shape
    most: int | None = None
    least: int = 0

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse other types, other counts and each bad entry."""
        if not isinstance(value, list):
            walk.add("must provide an array", at)
            return
        if self.most is not None and len(value) > self.most:
            walk.add(words.too_many(self.most), at)
            return
        if len(value) < self.least:
            walk.add(words.too_few(self.least), at)
        for index, entry in enumerate(value):
            self.entry.check(entry, f"{at}/{index}", walk)


@dataclass(frozen=True, slots=True)
class Nullable:
    """A shape, or null."""

    shape: Shape

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Accept null, else hand on."""
        if value is not None:
            self.shape.check(value, at, walk)


@dataclass(frozen=True, slots=True)
class Anything:
    """A value Slack does not look into."""

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Accept."""


@dataclass(frozen=True, slots=True)
class Obj:
    """An object with known keys; `type`, if it has one, is checked by the caller."""

    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    typed: bool = field(default=False)

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse missing and unknown keys, each bad value, then what the rules refuse."""
        if not isinstance(value, dict):
            walk.add("must provide an object", at)
            return
        self._check_keys(value, at, walk)
        for name, shape in self.fields.items():
            if name in value:
                shape.check(value[name], f"{at}/{name}", walk)
        for rule in self.rules:
            rule(value, at, walk)

    def _check_keys(self, value: dict[str, Any], at: str, walk: Walk) -> None:
        for name in self.required:
            if name not in value:
                walk.add(words.missing_field(name), at)
        for name in value:
            if name not in self.fields and not (self.typed and name == "type"):
                walk.add(words.extra_property(name), at)
        place = f"{at}/type" if self.typed else at
        for choice, single in ((self.exactly_one, True), (self.at_least_one, False)):
            given = sum(name in value for name in choice)
            if choice and not given:
                walk.add(words.define_either(choice), place)
            if single and given > 1:
                walk.add(words.define_only_one(choice), place)


@dataclass(frozen=True, slots=True)
class Typed:
    """An object told apart by its `type`; the table is looked up late, so tables may refer to
    each other."""

    table: Callable[[], Mapping[str, Shape]]
    allowed: tuple[str, ...] | None = None
    parent: str = ""
    admits: Callable[[str, Walk], bool] = lambda _name, _walk: True

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse an unknown, misplaced or absent type; then check by the table's shape."""
        if not isinstance(value, dict):
            walk.add("must provide an object", at)
            return
        if "type" not in value:
            walk.add(words.missing_field("type"), at)
            return
        name = value["type"]
        shapes = self.table()
        known = isinstance(name, str) and name in shapes
        if not known or not self._admitted(name, walk):
            walk.add(words.unsupported_type(name), f"{at}/type")
            return
        outer, walk.parent = walk.parent, self.parent or walk.parent
        shapes[name].check(value, at, walk)
        walk.parent = outer

    def _admitted(self, name: str, walk: Walk) -> bool:
        return (self.allowed is None or name in self.allowed) and self.admits(name, walk)

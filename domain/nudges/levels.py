"""How often each kind nudges: profiles, "less of this", and acknowledging."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.nudges.values import Kind, Level, Nudge
from domain.personal import Nudges

_ALL = (Level.ACTIVE, Level.STANDARD, Level.LIGHT, Level.OFF)
LEVELS: Mapping[Kind, tuple[Level, ...]] = MappingProxyType(
    {
        Kind.TASK: _ALL,
        Kind.ACTION: _ALL,
        # Only levels that differ: "less of this" must always make a difference.
        Kind.STANDUP: (Level.STANDARD, Level.OFF),
        Kind.CHECK_IN: (Level.STANDARD, Level.LIGHT, Level.OFF),
        Kind.KPI: (Level.STANDARD, Level.LIGHT, Level.OFF),
        Kind.BLOCKER: (Level.STANDARD, Level.LIGHT, Level.OFF),
        Kind.TEAM: (Level.STANDARD, Level.LIGHT, Level.OFF),
    }
)
"""The levels of a kind, most first."""
_DUE: Mapping[Level, tuple[int, ...]] = MappingProxyType(
    {
        Level.ACTIVE: (-3, -1, 0, 1, 3, 7),
        Level.STANDARD: (-1, 0, 1, 3, 7),
        Level.LIGHT: (0, 3),
        Level.OFF: (),
    }
)
RUNGS: Mapping[Kind, Mapping[Level, tuple[int, ...]]] = MappingProxyType(
    {
        Kind.TASK: _DUE,
        Kind.ACTION: _DUE,
        Kind.TEAM: MappingProxyType({Level.STANDARD: (3, 7), Level.LIGHT: (7,), Level.OFF: ()}),
        # Counted from the question; the second is the only reminder.
        Kind.CHECK_IN: MappingProxyType({Level.STANDARD: (0, 2), Level.LIGHT: (0,), Level.OFF: ()}),
        Kind.KPI: MappingProxyType({Level.STANDARD: (0, 2), Level.LIGHT: (0,), Level.OFF: ()}),
    }
)
"""Working days from the due date on which something is said."""
BLOCKER_LIGHT = (1, 3, 7)
"""Working days after the tag; the usual level reminds on every one."""


def level_of(kind: Kind, profile: Nudges, less: Mapping[Kind, Level]) -> Level:
    """Return how often a kind nudges somebody: their profile, or the less that they asked for."""
    levels = LEVELS[kind]
    wanted = Level(profile.value)
    usual = wanted if wanted in levels else levels[0]
    asked = less.get(kind, usual)
    return max(usual, asked if asked in levels else usual, key=levels.index)


def less_of(kind: Kind, level: Level) -> Level:
    """Return the next lower level of a kind; the last one is off."""
    levels = LEVELS[kind]
    here = levels.index(level) if level in levels else 0
    return levels[min(here + 1, len(levels) - 1)]


def reminds_of_blocker(level: Level, workdays: int) -> bool:
    """Tell whether a tagged person is reminded so many working days after the tag."""
    if level is Level.OFF or workdays < 1:
        return False
    return level is not Level.LIGHT or workdays in BLOCKER_LIGHT


def is_silenced(nudge: Nudge, acknowledged: Mapping[str, int]) -> bool:
    """Tell whether the person has acknowledged the subject as it stands.

    `acknowledged` has the revision each subject had then: any change of it ends the silence. That
    time goes on is no change.
    """
    return acknowledged.get(nudge.key) == nudge.revision

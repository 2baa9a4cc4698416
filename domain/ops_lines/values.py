"""What an `/ops` line can want, as frozen values. Nothing is read or executed here."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import PersonRef
from domain.teams import Role
from domain.verbs import DidYouMean, Help

MISSED_DAYS = 14
MISSED_MAX = 92
PREVIEW_DAYS = 14
PREVIEW_MAX = 92


@dataclass(frozen=True, slots=True)
class Today:
    """What happens today, here and for the writer."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """The form of the team's rhythm."""


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """The rhythm as it is; the same form for those who may change it."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why the writer was written to lately."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What did not happen as planned within so many days."""

    days: int = MISSED_DAYS


@dataclass(frozen=True, slots=True)
class Preview:
    """Who is asked when in the days to come."""

    days: int = PREVIEW_DAYS


@dataclass(frozen=True, slots=True)
class ShowRoster:
    """Who is in the team, and in which part."""


@dataclass(frozen=True, slots=True)
class SetRole:
    """Give somebody a part in the team."""

    person: PersonRef
    role: Role


OpsIntent = (
    Today | SetUp | ShowSettings | Why | Missed | Preview | ShowRoster | SetRole | Help | DidYouMean
)

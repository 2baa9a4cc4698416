"""Who takes part in a standup, and in which part; joining and leaving it."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.standups.values import Part
from services.history import record
from services.scene import Scene
from services.standups.define import SUBJECT, Defined, defined, follow_change
from storage import absence
from storage import standups as store
from storage.tables import Person, Standup

NONE = "none"
"""The part of somebody who has left by hand."""


@dataclass(frozen=True, slots=True)
class Taker:
    """A person in a standup; `away_until` is the last day of an absence that holds today."""

    person: Person
    part: Part
    away_until: dt.date | None = None


def takers(session: Session, standup: Standup, now: dt.datetime) -> list[Taker]:
    """Everybody in a standup: who must answer first, observers last, by name."""
    found = store.takers_of(session, standup)
    days = {p.id or 0: now.astimezone(ZoneInfo(p.zone)).date() for p, _ in found}
    first = min(days.values(), default=now.date())
    away: dict[int, dt.date] = {}
    for stay in absence.coming(session, list(days), first):
        if stay.first_day <= days[stay.person_id] <= stay.last_day:
            away[stay.person_id] = max(stay.last_day, away.get(stay.person_id, stay.last_day))
    order = list(Part)
    listed = [Taker(p, Part(part), away.get(p.id or 0)) for p, part in found]
    return sorted(
        listed, key=lambda each: (order.index(each.part), each.person.real_name.casefold())
    )


def take_part(session: Session, scene: Scene, standup: Standup) -> Defined:
    """Join: as the roster says, or at all for a guest and somebody of another channel."""
    own = {p.id: part for p, part in store.takers_of(session, standup)}
    if scene.person_id not in own or own[scene.person_id] == Part.OBSERVER:
        _set(session, scene, standup, Part.MANDATORY.value)
    return defined(session, standup, scene.change_group)


def leave_standup(session: Session, scene: Scene, standup: Standup) -> Defined:
    """Take part no more: not asked, not counted."""
    if any(p.id == scene.person_id for p, _ in store.takers_of(session, standup)):
        _set(session, scene, standup, NONE)
    return defined(session, standup, scene.change_group)


def _set(session: Session, scene: Scene, standup: Standup, part: str) -> None:
    standup_id = standup.id or 0
    before = store.parts_of_standup(session, standup_id).get(scene.person_id)
    store.set_part(session, standup_id, scene.person_id, part)
    changes = {f"part {scene.person_id}": [before, part]}
    record(session, scene, "part", (SUBJECT, standup_id), changes)
    follow_change(session, scene, standup)

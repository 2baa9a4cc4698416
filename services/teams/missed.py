"""What a team's rhythm did not do as planned lately, and why."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from services.scene import Scene
from services.standups.rounds import STANDUP
from services.teams.rights import team_in_place
from storage import rhythms, rosters
from storage import standups as store
from storage.tables import Conversation, Occurrence

AMISS = frozenset({"missed", "skipped", "late"})


@dataclass(frozen=True, slots=True)
class NotAsPlanned:
    """One time that did not come as planned, and the standup it was of."""

    occurrence: Occurrence
    name: str


@dataclass(frozen=True, slots=True)
class Missed:
    """The newest first; `since` is how many days were looked at."""

    place: Conversation
    days: int
    found: Sequence[NotAsPlanned]


def missed(session: Session, scene: Scene, days: int) -> Missed:
    """What was missed, skipped or late in this channel's team; raises NoTeamHere."""
    team = team_in_place(scene)
    since = scene.now - dt.timedelta(days=days)
    found = [
        each
        for each in rhythms.occurrences_since(session, team.id or 0, since)
        if each.outcome in AMISS and each.kind == STANDUP
    ]
    names = {
        each: store.get_standup(session, each).name for each in {each.subject_id for each in found}
    }
    told = [NotAsPlanned(each, names[each.subject_id]) for each in found]
    return Missed(rosters.channel_of(session, team), days, told)

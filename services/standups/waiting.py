"""What a person's Home says of standups: those that wait for their answer now."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from domain.standups.rounds import Attendance
from services.scene import Scene
from storage import conversations
from storage import standups as store
from storage.tables import Conversation, Round, Standup


@dataclass(frozen=True, slots=True)
class WaitingRound:
    """A round that asked the person and is still open for them."""

    standup: Standup
    round: Round
    place: Conversation
    closes_at: dt.datetime


def waiting_rounds(session: Session, scene: Scene) -> list[WaitingRound]:
    """The rounds that wait for the acting person, the one that closes soonest first."""
    found = []
    for seat, made in store.open_rounds_of_person(session, scene.workspace_id, scene.person_id):
        if seat.state != Attendance.ASKED or seat.closes_at is None or seat.closes_at <= scene.now:
            continue
        standup = store.get_standup(session, made.standup_id)
        place = conversations.get_conversation(session, standup.conversation_id)
        found.append(WaitingRound(standup, made, place, seat.closes_at))
    return sorted(found, key=lambda each: each.closes_at)

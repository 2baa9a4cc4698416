"""Somebody joins or leaves a team's channel, or is deactivated: the roster follows, and whoever
leads the team is told in one line."""

import datetime as dt
from enum import StrEnum

from sqlmodel import Session

from domain.teams import SETTLING, Role
from services.teams.rhythm import look_again, redraw_rhythm
from storage import conversations, deliveries, rhythms, rosters
from storage.deliveries import Wish
from storage.tables import Conversation, Person, Team

LEFT = "roster_left"
LEADERLESS = "team_leaderless"


class Gone(StrEnum):
    """How somebody left a team."""

    LEFT = "left"
    DEACTIVATED = "deactivated"


def joined_channel(session: Session, place: Conversation, now: dt.datetime) -> None:
    """Somebody joined a channel: its rounds may have one more to ask."""
    team = conversations.find_team(session, place.workspace_id, place.id or 0)
    if team is not None:
        rhythms.look_soon_at_team(session, team.id or 0, now)


def left_channel(session: Session, place: Conversation, person: Person, now: dt.datetime) -> None:
    """A member of a conversation left it."""
    team = conversations.find_team(session, place.workspace_id, place.id or 0)
    if team is not None:
        _leave(session, team, person, Gone.LEFT, now)


def deactivated(session: Session, workspace_id: int, person: Person, now: dt.datetime) -> None:
    """Somebody can no longer log in: they are in no team any more."""
    for team in rosters.teams_of_person(session, workspace_id, person.id or 0):
        conversations.remove_member(session, team.conversation_id, person.id or 0)
        _leave(session, team, person, Gone.DEACTIVATED, now)


def _leave(session: Session, team: Team, person: Person, how: Gone, now: dt.datetime) -> None:
    team_id = team.id or 0
    role = conversations.role_in(session, team_id, person.id or 0)
    rosters.drop_person(session, team_id, person.id or 0)
    look_again(session, team, now)
    leads = rosters.people_with(session, team_id, (Role.LEAD,))
    told = {"person": person.id, "how": how.value}
    slot = f"{person.id} {now.isoformat()}"
    if _was_listed(person, role):
        for lead in leads:
            wish = Wish(LEFT, lead.slack_id, team_id, slot=slot, payload=told)
            deliveries.want(session, team.workspace_id, wish, now)
    if role in SETTLING:
        redraw_rhythm(session, team.workspace_id, team_id, now)
    if role == Role.LEAD and not leads:
        for admin in rosters.admins_of(session, team.workspace_id):
            wish = Wish(LEADERLESS, admin.slack_id, team_id, slot=slot, payload=told)
            deliveries.want(session, team.workspace_id, wish, now)


def _was_listed(person: Person, role: str | None) -> bool:
    if person.is_bot or person.is_stranger or role == Role.OFF:
        return False
    return role is not None or not person.is_guest

"""The rhythm of a team as its channel sees it: one message that shows the present state."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from domain.teams import Role
from services.nudges.wake import NUDGES, look_at_people
from storage import conversations, deliveries, rhythms, rosters, standups
from storage.deliveries import Wish
from storage.tables import Conversation, Person, Standup, Team

RHYTHM = "team_rhythm"


@dataclass(frozen=True, slots=True)
class TeamRhythm:
    """A team's settings with the people and standups around them."""

    team: Team
    place: Conversation
    leads: Sequence[Person]
    deputies: Sequence[Person]
    standups: Sequence[Standup]


def rhythm_of(session: Session, workspace_id: int, team_id: int) -> TeamRhythm:
    """Everything that the message shows; a KeyError means a broken reference."""
    team = conversations.get_team(session, workspace_id, team_id)
    return TeamRhythm(
        team=team,
        place=rosters.channel_of(session, team),
        leads=rosters.people_with(session, team_id, (Role.LEAD,)),
        deputies=rosters.people_with(session, team_id, (Role.DEPUTY,)),
        standups=standups.standups_of_teams(session, {team_id}),
    )


def show_rhythm(session: Session, team: Team, now: dt.datetime) -> None:
    """Have the message of this team in its channel, with the present state; one that somebody
    deleted is posted anew."""
    if deliveries.shown(session, team.workspace_id, RHYTHM, team.id or 0):
        redraw_rhythm(session, team.workspace_id, team.id or 0, now)
        return
    place = rosters.channel_of(session, team)
    wish = Wish(RHYTHM, place.slack_id, team.id or 0, slot=now.isoformat())
    deliveries.want(session, team.workspace_id, wish, now)


def redraw_rhythm(session: Session, workspace_id: int, team_id: int, now: dt.datetime) -> None:
    """Something that the message shows has changed."""
    deliveries.redraw(session, workspace_id, RHYTHM, team_id, now)


def look_again(session: Session, team: Team, now: dt.datetime) -> None:
    """A setting or the roster has changed: the next times of the team and of its people follow."""
    rhythms.look_soon_at_team(session, team.id or 0, now)
    people = [each.person.id or 0 for each in rosters.roster_of(session, team)]
    look_at_people(session, team.workspace_id, people, now)


def look_again_at_person(
    session: Session, workspace_id: int, person_id: int, now: dt.datetime
) -> None:
    """A person's zone, hours or days away have changed: their own day and the rounds of all their
    teams follow."""
    for team in rosters.teams_of_person(session, workspace_id, person_id):
        rhythms.look_soon_at_team(session, team.id or 0, now)
    rhythms.look_soon(session, workspace_id, NUDGES, [person_id], now)

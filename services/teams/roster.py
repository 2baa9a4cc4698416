"""The roster of a team: who is on it in which part, and giving somebody another part."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import PersonCannotOwn
from domain.people import PersonKind, PersonRef
from domain.teams import (
    LEADS_MAX,
    SETTLING,
    CannotTakePart,
    LastLead,
    NoLead,
    Role,
    TooManyLeads,
)
from services.history import record
from services.scene import Scene
from services.tasks.resolve import name_of, resolve_person
from services.teams.rhythm import look_again, redraw_rhythm
from services.teams.rights import allow_settings, team_in_place
from storage import conversations, rosters
from storage.rosters import Listed
from storage.tables import Conversation, Person, Team

_WHY = {
    "group": NoLead.BOT,
    "special": NoLead.BOT,
    "bot": NoLead.BOT,
    "deactivated": NoLead.GONE,
}


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody in a team, and the guests of its channel who are not on its list."""

    team: Team
    place: Conversation
    listed: Sequence[Listed]
    left_out: Sequence[Person]


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """What somebody is now in a team, and was before (None = a member like everybody)."""

    team: Team
    place: Conversation
    person: Person
    role: Role
    before: str | None


def roster(session: Session, scene: Scene) -> Roster:
    """The roster of this channel's team; raises NoTeamHere."""
    team = team_in_place(scene)
    listed = rosters.roster_of(session, team)
    known = {each.person.id for each in listed}
    left_out = [each for each in rosters.humans_in(session, team) if each.id not in known]
    return Roster(team, rosters.channel_of(session, team), listed, left_out)


def give_role(session: Session, scene: Scene, ref: PersonRef, role: Role) -> RoleGiven:
    """Make somebody lead, deputy, member, optional or observer, or take them off the list.

    Raises NoTeamHere, GuestCannot, NotTheLead, PersonUnknown, CannotTakePart, TooManyLeads and
    LastLead.
    """
    team = team_in_place(scene)
    allow_settings(session, scene, team)
    place = rosters.channel_of(session, team)
    person = _person(session, scene, ref, place)
    _check(session, scene, person, place, role)
    team_id, person_id = team.id or 0, person.id or 0
    before = conversations.role_in(session, team_id, person_id)
    given = RoleGiven(team, place, person, role, before)
    kept = _kept(person, role)
    if kept == before:
        return given
    _check_leads(session, team, person, before, role)
    if role is Role.DEPUTY:
        for other in conversations.people_with_role(session, team_id, (Role.DEPUTY.value,)):
            conversations.set_role(session, team_id, other, None)
    conversations.set_role(session, team_id, person_id, kept)
    record(
        session,
        scene,
        "role",
        ("team", team_id),
        {"role": [before, kept], "person": [None, person_id]},
    )
    look_again(session, team, scene.now)
    if {before, kept} & SETTLING:
        redraw_rhythm(session, scene.workspace_id, team_id, scene.now)
    return given


def _kept(person: Person, role: Role) -> str | None:
    """What is written down: nothing for what somebody is anyway."""
    if role is (Role.OFF if person.is_guest else Role.MEMBER):
        return None
    return role.value


def _person(session: Session, scene: Scene, ref: PersonRef, place: Conversation) -> Person:
    if ref.kind in {PersonKind.GROUP, PersonKind.SPECIAL, PersonKind.BOT}:
        raise CannotTakePart(ref.name or "", place.name, NoLead.BOT)
    try:
        return resolve_person(session, scene, ref)
    except PersonCannotOwn as refused:
        raise CannotTakePart(refused.name, place.name, _WHY[refused.kind]) from None


def _check(session: Session, scene: Scene, person: Person, place: Conversation, role: Role) -> None:
    why = None
    if person.is_stranger:
        why = NoLead.GONE
    elif person.is_guest and role in SETTLING:
        why = NoLead.GUEST
    elif role is not Role.OFF and person.id != scene.person_id:
        is_there = conversations.is_member(session, place.id or 0, person.id or 0)
        why = None if is_there else NoLead.NOT_HERE
    if why is not None:
        raise CannotTakePart(name_of(person), place.name, why)


def _check_leads(
    session: Session, team: Team, person: Person, before: str | None, role: Role
) -> None:
    leads = conversations.people_with_role(session, team.id or 0, (Role.LEAD.value,))
    if role is Role.LEAD and len(leads) >= LEADS_MAX:
        raise TooManyLeads
    if before == Role.LEAD and len(leads) == 1:
        raise LastLead(name_of(person))

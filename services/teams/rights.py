"""Who may settle the rhythm of a team, and where a team can be at all."""

from sqlmodel import Session

from domain.errors import GuestCannot, TeamNotAllowed
from domain.teams import NoTeamHere, NotTheLead, Role, may_settle
from services.scene import Scene
from services.tasks.resolve import name_of
from storage import conversations, rosters
from storage.tables import Conversation, Team


def is_outsider(scene: Scene) -> bool:
    """Whether the acting person is a guest or of another company."""
    return scene.person.is_guest or scene.person.is_stranger


def may_change(session: Session, scene: Scene, team: Team | None) -> bool:
    """Whether the acting person may settle this team, or one that is not there yet."""
    team_id = team.id if team else None
    role = conversations.role_in(session, team_id, scene.person_id) if team_id else None
    leads = team_id is not None and bool(
        conversations.people_with_role(session, team_id, (Role.LEAD.value,))
    )
    return may_settle(
        role, is_admin=scene.person.is_admin, is_outsider=is_outsider(scene), has_lead=leads
    )


def allow_settings(session: Session, scene: Scene, team: Team | None) -> None:
    """Raise GuestCannot or NotTheLead unless the acting person may settle the team."""
    if may_change(session, scene, team):
        return
    if is_outsider(scene):
        raise GuestCannot("settings")
    leads = rosters.people_with(session, team.id or 0, (Role.LEAD,)) if team else []
    raise NotTheLead(tuple(name_of(lead) for lead in leads))


def check_place(session: Session, scene: Scene, place: Conversation | None) -> Conversation:
    """The place, if a team can be there and the acting person sees it.

    Raises NoTeamHere and TeamNotAllowed.
    """
    if place is None or place.kind in {"im", "mpim"}:
        raise NoTeamHere
    if not sees(session, scene, place):
        raise NoTeamHere
    if place.is_archived or place.is_shared:
        raise TeamNotAllowed(place.name, "archived" if place.is_archived else "shared")
    if not place.bot_is_member:
        raise TeamNotAllowed(place.name, "not_member")
    return place


def sees(session: Session, scene: Scene, place: Conversation) -> bool:
    """Whether the acting person may know of this channel."""
    if scene.place is not None and scene.place.id == place.id:
        return True
    if place.kind == "public" and not is_outsider(scene):
        return True
    return conversations.is_member(session, place.id or 0, scene.person_id)


def team_in_place(scene: Scene) -> Team:
    """The team of this very channel; raises NoTeamHere."""
    if scene.team is not None and scene.place is not None:
        return scene.team
    can_be = scene.place is not None and scene.place.kind not in {"im", "mpim"}
    raise NoTeamHere(can_be=can_be)

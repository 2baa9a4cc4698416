"""Where something new belongs: its team, the channel that shows it, and who may see it."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import GuestCannot
from domain.people import ChannelRef
from domain.visibility import Visibility, visibility_in
from services.scene import Scene, team_here
from services.tasks.resolve import resolve_team
from storage.tables import Conversation, Team


@dataclass(frozen=True, slots=True)
class Spot:
    """`channel` is the team's. `share_with` is the channel named from a more private place:
    sharing with it waits for the person's word."""

    team: Team | None
    channel: Conversation | None
    visibility: Visibility
    share_with: Conversation | None = None


def refuse_outsiders(scene: Scene) -> None:
    """Guests and people of other companies answer and see, they add nothing; raises GuestCannot."""
    if scene.person.is_guest or scene.person.is_stranger:
        raise GuestCannot("add")


def spot_for(session: Session, scene: Scene, named: ChannelRef | None) -> Spot:
    """The spot of what is made here for the team named, or for the team of this very place.

    Raises TeamUnknown and TeamNotAllowed.
    """
    here = scene.place
    visibility = Visibility.PERSONAL
    if here is not None:
        visibility = visibility_in(
            here.kind,
            known=here.known,
            bot_is_member=here.bot_is_member,
            is_shared=here.is_shared,
        )
    if named is None:
        return _here(session, scene, visibility)
    team, place = resolve_team(session, scene, named)
    if here is not None and place.id == here.id:
        return Spot(team, place, visibility)
    if visibility is Visibility.WORKSPACE and place.kind == "public":
        return Spot(team, place, visibility)
    # Only that team's members, or only those of this place, may see it: sharing asks first.
    return _here(session, scene, visibility, share_with=place)


def _here(
    session: Session,
    scene: Scene,
    visibility: Visibility,
    share_with: Conversation | None = None,
) -> Spot:
    team = team_here(session, scene, scene.place)
    return Spot(team, scene.place if team else None, visibility, share_with)

"""Which standup a line or a button means, of those that the person may know of."""

from collections.abc import Sequence

from sqlmodel import Session

from domain.rhythm_errors import NoSuchStandup
from domain.text import fold
from services.scene import Scene
from storage import conversations
from storage import standups as store
from storage.tables import Standup


def standups_here(session: Session, scene: Scene) -> list[Standup]:
    """The standups of this channel; where there are none, those of the person's own channels."""
    here: list[Standup] = []
    if scene.team is not None:
        here = store.standups_of_teams(session, {scene.team.id or 0})
    return here or store.standups_of_person(session, scene.workspace_id, scene.person_id)


def choose_standup(session: Session, scene: Scene, name: str | None) -> Standup:
    """The standup that a line means: by name, else the only one here; raises NoSuchStandup."""
    here = standups_here(session, scene)
    named = _named(here, name) if name else here
    if len(named) == 1:
        return named[0]
    raise NoSuchStandup(name or "", tuple(standup.name for standup in here))


def standup_by_key(session: Session, scene: Scene, standup_id: int) -> Standup:
    """The standup that a button carries; raises NoSuchStandup for one that is over, or that this
    person may not know of."""
    try:
        found = store.get_standup(session, standup_id)
    except KeyError:
        raise NoSuchStandup from None
    if found.workspace_id != scene.workspace_id or found.ended_at is not None:
        raise NoSuchStandup
    if not may_see_standup(session, scene, found):
        raise NoSuchStandup
    return found


def may_see_standup(session: Session, scene: Scene, standup: Standup) -> bool:
    """Whoever is in its channel, or takes part by hand; of a public channel every full member."""
    place = conversations.get_conversation(session, standup.conversation_id)
    outsider = scene.person.is_guest or scene.person.is_stranger
    if place.kind == "public" and not place.is_shared and not outsider:
        return True
    if conversations.is_member(session, place.id or 0, scene.person_id):
        return True
    return any(person.id == scene.person_id for person, _ in store.takers_of(session, standup))


def _named(standups: Sequence[Standup], name: str) -> list[Standup]:
    folded = fold(name)
    exact = [standup for standup in standups if standup.folded == folded]
    return exact or [standup for standup in standups if standup.folded.startswith(folded)]

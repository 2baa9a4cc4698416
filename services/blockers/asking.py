"""Whom a blocker asks for help: people of this workspace who may know of it, never its author."""

from collections.abc import Iterable

from sqlmodel import Session

from domain.errors import PersonCannotOwn, PersonUnknown
from domain.people import PersonRef
from domain.rhythm_errors import CannotHelp
from services.scene import Scene
from services.tasks.resolve import name_of, resolve_person
from storage import conversations, people
from storage.tables import Blocker, Person

CANDIDATES = 10


def resolve_asked(session: Session, scene: Scene, blocker: Blocker, ref: PersonRef) -> Person:
    """The person meant; raises PersonUnknown, and CannotHelp for groups (whose members Slack does
    not tell), bots, who has left, guests from elsewhere and the author."""
    try:
        found = resolve_person(session, scene, ref)
    except PersonCannotOwn as refused:
        raise CannotHelp(refused.kind, refused.name, refused.candidates) from refused
    if found.id == blocker.creator_id:
        raise CannotHelp("author", name_of(found), _others(session, blocker))
    if (found.is_guest or found.is_stranger) and not _is_there(session, blocker, found):
        raise CannotHelp("guest", name_of(found), _others(session, blocker))
    return found


def people_to_ask(
    session: Session, scene: Scene, blocker: Blocker, refs: Iterable[PersonRef]
) -> tuple[list[int], list[str]]:
    """Those of the people named in a text who can be asked, and the names of those who cannot;
    nothing is refused, since an answer has to be taken as it is."""
    found: dict[int, None] = {}
    left: list[str] = []
    for ref in refs:
        try:
            found[resolve_asked(session, scene, blocker, ref).id or 0] = None
        except (CannotHelp, PersonUnknown) as refused:
            is_author = isinstance(refused, CannotHelp) and refused.kind == "author"
            if refused.name and not is_author:
                left.append(refused.name)
    return list(found), left


def _is_there(session: Session, blocker: Blocker, person: Person) -> bool:
    place = blocker.conversation_id
    return place is not None and conversations.is_member(session, place, person.id or 0)


def _others(session: Session, blocker: Blocker) -> tuple[str, ...]:
    """Handles of the people where the blocker was said, to choose from."""
    if blocker.conversation_id is None:
        return ()
    here = people.members_of(session, blocker.conversation_id, CANDIDATES)
    named = [person for person in here if person.id != blocker.creator_id]
    return tuple(f"@{person.handle or name_of(person)}" for person in named)

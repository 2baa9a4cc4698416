"""What is in the way, as one person sees it: their own, asked of them, of the others."""

from dataclasses import dataclass

from sqlmodel import Session

from services.blockers.history import Said, said_about
from services.blockers.keys import blocker_by_number
from services.scene import Scene
from storage import blockers as store
from storage.blockers import BlockerFacts, Found
from storage.tables import Conversation, Person

ROWS = 10
"""Blockers of a group that are shown at once."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some blockers, and how many there are of the kind."""

    rows: tuple[BlockerFacts, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class BlockerListing:
    """What stands for one reader; `place` is the channel whose `others` are shown, None for all
    conversations of theirs."""

    reader: Person
    mine: Group
    asked: Group
    others: Group
    place: Conversation | None = None


@dataclass(frozen=True, slots=True)
class ShownBlocker:
    """One blocker and who said the latest of it."""

    facts: BlockerFacts
    said: Said


def list_blockers(session: Session, scene: Scene, limit: int = ROWS) -> BlockerListing:
    """What stands and concerns the acting person, and that of the team of this place."""
    reader, team = scene.person, scene.team
    found = {
        "mine": store.in_the_way_of(session, reader, limit),
        "asked": store.asked_of(session, reader, limit),
        "others": store.others_blockers(session, reader, limit, team_id=team.id if team else None),
    }
    groups = _groups(session, scene, found)
    place = scene.place if team is not None else None
    return BlockerListing(reader, groups["mine"], groups["asked"], groups["others"], place)


def my_blockers(session: Session, scene: Scene, limit: int) -> tuple[Group, Group]:
    """What is asked of the acting person, and what is in their own way."""
    found = {
        "asked": store.asked_of(session, scene.person, limit),
        "mine": store.in_the_way_of(session, scene.person, limit),
    }
    groups = _groups(session, scene, found)
    return groups["asked"], groups["mine"]


def _groups(session: Session, scene: Scene, found: dict[str, Found]) -> dict[str, Group]:
    keys = sorted({key for each in found.values() for key in each.ids})
    facts = store.blocker_facts(session, scene.workspace_id, keys)
    return {
        name: Group(tuple(facts[key] for key in each.ids), each.total)
        for name, each in found.items()
    }


def show_blocker_facts(session: Session, scene: Scene, number: int) -> ShownBlocker:
    """One blocker by its number; raises NoSuchBlocker."""
    blocker = blocker_by_number(session, scene, number)
    facts = store.get_blocker_facts(session, scene.workspace_id, blocker.id or 0)
    return ShownBlocker(facts, said_about(session, facts))

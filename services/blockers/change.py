"""The one way in which a blocker changes: write, record history, redraw, tell whom it concerns."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.rhythm_errors import BlockerNotAllowed
from domain.standups import blockers as rules
from domain.standups.blockers import Role, State
from services.blockers.cards import redraw_blocker, tell_asked, tell_author
from services.history import record
from services.home import refresh_home
from services.nudges import wake
from services.scene import Scene
from storage import blockers as store
from storage import conversations, nudge_sources
from storage.blockers import BlockerFacts
from storage.tables import Blocker

BLOCKER = "blocker"
"""The kind of subject in history."""
LEADS = ("lead", "deputy")
TAGS = "tags"
"""No column: who is asked, as a list of [person, since, settled]."""
TELLING = frozenset({"acknowledge", "resolve", "reopen", "update"})


@dataclass(frozen=True, slots=True)
class BlockerChanged:
    """One blocker after a change; `changes` maps a field to [before, after] in JSON values."""

    facts: BlockerFacts
    verb: str
    changes: Mapping[str, list[Any]]


def as_rules_see(session: Session, blocker: Blocker) -> rules.Blocker:
    """The blocker as its rules see it."""
    tags = store.tags_of(session, blocker.id or 0)
    return rules.Blocker(
        author=blocker.creator_id,
        since=blocker.since,
        state=State(blocker.state),
        tags=tuple(rules.Tag(tag.person_id, tag.since, settled=tag.settled) for tag in tags),
        acknowledged_by=blocker.owner_id,
        escalated=blocker.escalated,
    )


def roles_in(session: Session, scene: Scene, blocker: Blocker) -> frozenset[Role]:
    """How the acting person stands to a blocker."""
    team_id, me = blocker.team_id, scene.person_id
    role = conversations.role_in(session, team_id, me) if team_id else None
    is_lead = role in LEADS or scene.person.is_admin
    return rules.roles_of(as_rules_see(session, blocker), me, lead=is_lead)


def allow_undo(session: Session, scene: Scene, blocker: Blocker) -> None:
    """Raise BlockerNotAllowed unless the acting person may take back what others did."""
    if not roles_in(session, scene, blocker) & {Role.AUTHOR, Role.TAGGED, Role.LEAD}:
        raise BlockerNotAllowed("undo", blocker.number)


def withdrawn(now: dt.datetime) -> dict[str, Any]:
    """What a blocker becomes whose creation is taken back."""
    return {"state": State.WITHDRAWN.value, "resolved_at": now}


def apply_changes(
    session: Session,
    scene: Scene,
    blocker: Blocker,
    verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> BlockerChanged:
    """Set fields of a blocker; `wanted` has columns of `blocker` and TAGS.

    Values that are already so are left out; if nothing remains, nothing is written or redrawn.
    """
    blocker_id = blocker.id or 0
    before = {name: present(session, blocker, name) for name in wanted}
    changes = {
        name: [to_json(before[name]), to_json(value)]
        for name, value in wanted.items()
        if to_json(before[name]) != to_json(value)
    }
    if not changes:
        facts = store.get_blocker_facts(session, scene.workspace_id, blocker_id)
        return BlockerChanged(facts, verb, {})
    columns = {name: wanted[name] for name in changes if name != TAGS}
    store.change_blocker(session, blocker_id, {**columns, "updated_at": scene.now})
    if TAGS in changes:
        store.set_tags(session, blocker_id, wanted[TAGS])
    record(session, scene, verb, (BLOCKER, blocker_id), changes, undoes=undoes)
    facts = store.get_blocker_facts(session, scene.workspace_id, blocker_id)
    result = BlockerChanged(facts, verb, changes)
    _tell(session, scene, result, blocker, _people(before.get(TAGS, ())))
    return result


def _tell(
    session: Session, scene: Scene, result: BlockerChanged, before: Blocker, asked_before: set[int]
) -> None:
    facts = result.facts
    redraw_blocker(session, scene, facts)
    asked = {each.person.id or 0 for each in facts.asked}
    for person_id in sorted(asked_before - asked):
        refresh_home(session, scene, person_id)
    if TAGS in result.changes:
        tell_asked(session, scene, facts, asked - asked_before)
    if result.verb in TELLING:
        tell_author(session, scene, facts, before, result.changes)
    wake_nudges(session, scene, facts, asked_before)


def wake_nudges(
    session: Session, scene: Scene, facts: BlockerFacts, also: Iterable[int] = ()
) -> None:
    """What reminds those asked, and when a lead is told, has to be looked at again."""
    people = {each.person.id or 0 for each in facts.asked} | set(also)
    if facts.blocker.team_id is not None:
        people |= nudge_sources.leads_of(session, scene.workspace_id, {facts.blocker.team_id})
    wake.look_at_people(session, scene.workspace_id, people, scene.now)
    wake.redraw(session, scene.workspace_id, people, f"B{facts.blocker.number}", scene.now)


def _people(tags: Iterable[tuple[int, dt.date, bool]]) -> set[int]:
    return {person for person, _, _ in tags}


def present(session: Session, blocker: Blocker, name: str) -> Any:
    """What a field has now."""
    if name == TAGS:
        tags = store.tags_of(session, blocker.id or 0)
        return [(tag.person_id, tag.since, tag.settled) for tag in tags]
    return getattr(blocker, name)


def to_json(value: Any) -> Any:
    """A field's value as history keeps it."""
    if isinstance(value, list | tuple):
        return [to_json(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(name: str, value: Any) -> Any:
    """A field's value as the table has it."""
    if value is None:
        return None
    if name == TAGS:
        return [(person, dt.date.fromisoformat(since), done) for person, since, done in value]
    if name == "resolved_at":
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if name == "since" else value


def is_present(session: Session, blocker: Blocker, name: str, value: Any) -> bool:
    """Whether a field still has this JSON value."""
    return bool(to_json(present(session, blocker, name)) == value)

"""What is in somebody's way, as an answer says it, becomes a blocker with a number."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from domain.people import PersonRef
from domain.standups.answers import BlockerLine, read_blockers
from domain.standups.blockers import TAGS_MAX, TEXT_MAX, State
from domain.text import fold
from domain.visibility import visibility_in
from services.blockers.asking import people_to_ask
from services.blockers.cards import show_blocker, tell_asked
from services.blockers.change import BLOCKER, wake_nudges
from services.history import record
from services.home import refresh_home
from services.placing import Spot
from services.readable import readable_text
from services.scene import Scene, zone_of
from storage import blockers as store
from storage import conversations
from storage.blockers import BlockerFacts
from storage.tables import Answer, Blocker, Conversation, Round, Standup
from storage.workspaces import next_number

AT_ONCE = 20
"""So many lines of one answer become blockers; more stay text."""


@dataclass(frozen=True, slots=True)
class BlockerAdded:
    """A new blocker. `not_asked` are people and groups who were named but cannot be asked;
    `shown_in` is the channel with its card, None if it went to a direct message."""

    facts: BlockerFacts
    change_group: str
    shown_in: Conversation | None = None
    not_asked: tuple[str, ...] = ()


def blockers_from_answer(  # noqa: PLR0917 - the answer, its round and standup are at hand
    session: Session, scene: Scene, answer: Answer, standup: Standup, made: Round, text: str
) -> list[BlockerAdded]:
    """Make a blocker of each line of an answer (Slack's raw text) that is not one yet.

    What stands with the same words, from this round or an earlier one of the team, stays as it is,
    also if it was withdrawn; nothing is resolved by leaving it out.
    """
    place = conversations.get_conversation(session, standup.conversation_id)
    team = conversations.get_team(session, scene.workspace_id, standup.team_id)
    visibility = visibility_in(
        place.kind, known=place.known, bot_is_member=place.bot_is_member, is_shared=place.is_shared
    )
    spot = Spot(team, place, visibility)
    known = _known(session, scene, answer, standup)
    added: list[BlockerAdded] = []
    for line in read_blockers(text)[:AT_ONCE]:
        title = _title(session, scene, line)
        if not title or fold(title) in known:
            continue
        known.add(fold(title))
        blocker = _insert(session, scene, title, spot, made)
        added.append(_added(session, scene, blocker, line.people))
    return added


def _known(session: Session, scene: Scene, answer: Answer, standup: Standup) -> set[str]:
    """What the author has said in this round or has in their way anyhow."""
    mine = store.blockers_of_round(
        session, scene.workspace_id, answer.round_id, creator_id=answer.person_id
    )
    mine += store.standing_of_author(session, scene.workspace_id, answer.person_id, standup.team_id)
    return {fold(blocker.title) for blocker in mine}


def _title(session: Session, scene: Scene, line: BlockerLine) -> str:
    return readable_text(session, scene.workspace_id, line.text).strip()[:TEXT_MAX]


def _insert(
    session: Session,
    scene: Scene,
    title: str,
    spot: Spot,
    made: Round,
) -> Blocker:
    values = {
        "workspace_id": scene.workspace_id,
        "title": title,
        "state": State.OPEN.value,
        "since": scene.now.astimezone(zone_of(scene, spot.team)).date(),
        "creator_id": scene.person_id,
        "owner_id": None,
        "team_id": spot.team.id if spot.team else None,
        "conversation_id": spot.channel.id if spot.channel else None,
        "visibility": spot.visibility.value,
        "round_id": made.id,
        "escalated": False,
        "news": "",
        "created_at": scene.now,
        "updated_at": scene.now,
        "resolved_at": None,
        "number": next_number(session, scene.workspace_id, "blocker"),
    }
    return store.add_blocker(session, values)


def _added(
    session: Session,
    scene: Scene,
    blocker: Blocker,
    named: Collection[PersonRef],
) -> BlockerAdded:
    blocker_id = blocker.id or 0
    asked, left = people_to_ask(session, scene, blocker, named)
    asked = sorted(asked[:TAGS_MAX])
    store.set_tags(session, blocker_id, [(each, blocker.since, False) for each in asked])
    record(session, scene, "add", (BLOCKER, blocker_id), {"state": [None, State.OPEN.value]})
    facts = store.get_blocker_facts(session, scene.workspace_id, blocker_id)
    shown_in = show_blocker(session, facts, scene.now)
    tell_asked(session, scene, facts, asked)
    for person_id in (blocker.creator_id, *asked):
        refresh_home(session, scene, person_id)
    wake_nudges(session, scene, facts)
    return BlockerAdded(facts, scene.change_group, shown_in, tuple(left))

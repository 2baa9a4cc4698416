"""What people say about blockers: ask somebody, take it, news, resolved, in the way again."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import Session

from domain.people import PersonRef
from domain.standups.blockers import TEXT_MAX, State, Step, plan_step
from services.blockers.asking import resolve_asked
from services.blockers.change import (
    TAGS,
    BlockerChanged,
    apply_changes,
    as_rules_see,
    roles_in,
)
from services.blockers.keys import blocker_by_number
from services.readable import readable_text
from services.scene import Scene, zone_of
from storage import conversations
from storage.tables import Blocker


def step_blockers(
    session: Session,
    scene: Scene,
    numbers: Sequence[int],
    step: Step,
    *,
    words: str = "",
    people: Collection[PersonRef] = (),
) -> list[BlockerChanged]:
    """Take one step with each of these blockers, all or none; raises NoSuchBlocker and what
    `step_blocker` raises."""
    # Always in one order, so that two lines cannot wait for each other.
    held = {
        number: blocker_by_number(session, scene, number, lock=True) for number in sorted(numbers)
    }
    return [
        step_blocker(session, scene, held[number], step, words=words, people=people)
        for number in numbers
    ]


def step_blocker(
    session: Session,
    scene: Scene,
    blocker: Blocker,
    step: Step,
    *,
    words: str = "",
    people: Collection[PersonRef] = (),
) -> BlockerChanged:
    """Take one step; `words` are the news, `people` those to ask (for TAG).

    Raises NoSuchBlockerStep, BlockerNotAllowed, TooManyTags, CannotHelp and PersonUnknown.
    """
    asked = [resolve_asked(session, scene, blocker, ref).id or 0 for ref in people]
    before = as_rules_see(session, blocker)
    after = plan_step(
        before,
        step,
        by=scene.person_id,
        roles=roles_in(session, scene, blocker),
        today=today_of(session, scene, blocker),
        people=asked,
        number=blocker.number,
    )
    wanted: dict[str, Any] = {
        "state": after.state.value,
        "since": after.since,
        "owner_id": after.acknowledged_by,
        "escalated": after.escalated,
        TAGS: sorted((tag.person, tag.since, tag.settled) for tag in after.tags),
    }
    if after.state is not before.state:
        done = after.state is State.RESOLVED
        wanted["resolved_at"] = scene.now if done else None
    if words:
        wanted["news"] = readable_text(session, scene.workspace_id, words)[:TEXT_MAX]
    return apply_changes(session, scene, blocker, step.value, wanted)


def today_of(session: Session, scene: Scene, blocker: Blocker) -> dt.date:
    """The date of the blocker's team, in whose days its wait is counted."""
    team_id = blocker.team_id
    team = conversations.get_team(session, scene.workspace_id, team_id) if team_id else None
    return scene.now.astimezone(zone_of(scene, team)).date()

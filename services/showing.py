"""What is shown as a card, and what happens to cards when their place opens or closes.

One rule for tasks, goals and blockers: what a place cannot show goes to a direct message; what was
made where the bot could not see gets its audience, its team and its card once it can.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.visibility import Visibility, visibility_in
from services.blockers.cards import BLOCKER_CARD, show_blocker
from services.goals.cards import GOAL_CARD, post_goal_card
from services.scene import Origin, enter, team_here
from services.tasks.cards import CARD, show_card
from storage import blockers as blocker_store
from storage import deliveries, people
from storage import goals as goal_store
from storage import tasks as task_store
from storage.tables import Blocker, Conversation, Goal, Task, Workspace
from storage.waiting import waiting_for


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing with cards: which of them wait for a place, how one is changed and shown."""

    waiting: Callable[[Session, int], Sequence[Task | Goal | Blocker]]
    change: Callable[[Session, int, Mapping[str, Any]], None]
    show: Callable[[Session, int, int, dt.datetime], None]


def _show_task(session: Session, workspace_id: int, task_id: int, now: dt.datetime) -> None:
    show_card(session, task_store.get_facts(session, workspace_id, task_id), now)


def _show_goal(session: Session, workspace_id: int, goal_id: int, now: dt.datetime) -> None:
    post_goal_card(session, goal_store.get_goal_facts(session, workspace_id, goal_id), now)


def _show_blocker(session: Session, workspace_id: int, blocker_id: int, now: dt.datetime) -> None:
    show_blocker(session, blocker_store.get_blocker_facts(session, workspace_id, blocker_id), now)


KINDS: Mapping[str, Kind] = {
    CARD: Kind(
        waiting=lambda session, place_id: waiting_for(session, Task, CARD, place_id),
        change=task_store.change_task,
        show=_show_task,
    ),
    GOAL_CARD: Kind(
        waiting=lambda session, place_id: waiting_for(session, Goal, GOAL_CARD, place_id),
        change=goal_store.change_goal,
        show=_show_goal,
    ),
    BLOCKER_CARD: Kind(
        waiting=lambda session, place_id: waiting_for(session, Blocker, BLOCKER_CARD, place_id),
        change=blocker_store.change_blocker,
        show=_show_blocker,
    ),
}
"""By the kind of delivery that is the card."""


def bring_back(session: Session, workspace_id: int, channel: str, now: dt.datetime) -> None:
    """A place that refused is open again: the cards there show the present state."""
    for kind in KINDS:
        deliveries.reopen(session, workspace_id, kind, channel, now)


def open_up(session: Session, workspace: Workspace, place: Conversation, now: dt.datetime) -> None:
    """What was made here while the bot could not see the place now gets the audience it was made
    for, its team and its card in the channel."""
    if place.id is None or place.kind == "im":
        return
    for name, kind in KINDS.items():
        for made in kind.waiting(session, place.id):
            if news := _opened(session, workspace, place, made, now):
                kind.change(session, made.id or 0, news)
            kind.show(session, workspace.id or 0, made.id or 0, now)
            # A card in a direct message no longer has to ask for an invitation.
            deliveries.redraw(session, workspace.id or 0, name, made.id or 0, now)


def _opened(
    session: Session,
    workspace: Workspace,
    place: Conversation,
    made: Task | Goal | Blocker,
    now: dt.datetime,
) -> dict[str, Any]:
    """The columns of what only those concerned could see, in a place that the bot sees now."""
    visibility = visibility_in(
        place.kind, known=True, bot_is_member=place.bot_is_member, is_shared=place.is_shared
    )
    if made.visibility != Visibility.PERSONAL or visibility is Visibility.PERSONAL:
        return {}
    creator = people.get_person(session, workspace.id or 0, made.creator_id)
    at = Origin(workspace.slack_id, creator.slack_id, place.slack_id)
    scene = enter(session, at, now=now, door="event")
    team = team_here(session, scene, place)
    return {"visibility": visibility.value, "team_id": team.id if team else None}

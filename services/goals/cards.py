"""Where a goal's card is shown, and when it must be drawn again. What it looks like is in views."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session

from domain.goals.values import DEPTH_MAX
from services.home import refresh_home
from services.scene import Scene
from storage import deliveries
from storage import goals as store
from storage.deliveries import Wish
from storage.goals import GoalFacts
from storage.tables import Conversation, Goal

GOAL_CARD = "goal_card"
CHECK_IN_NOTE = "check_in_note"


def goal_card_place(facts: GoalFacts) -> Conversation | None:
    """The channel that shows the card, None if only direct messages do.

    A goal belongs to its team's channel, else to where it was made; the bot must be there.
    """
    for place in (facts.team_channel, facts.conversation):
        if place is None or place.kind == "im" or not place.bot_is_member or place.is_archived:
            continue
        if _may_show(facts.goal, place):
            return place
    return None


def _may_show(goal: Goal, place: Conversation) -> bool:
    if goal.visibility == "workspace":
        return True
    return goal.visibility == "conversation" and goal.conversation_id == place.id


def show_goal_card(session: Session, scene: Scene, facts: GoalFacts) -> Conversation | None:
    """Post the card where it belongs; returns the channel, None if it went to direct messages."""
    place = goal_card_place(facts)
    here = scene.place is not None and place is not None and scene.place.id == place.id
    post_goal_card(session, facts, scene.now, thread_ts=scene.thread_ts if here else "")
    return place


def post_goal_card(
    session: Session, facts: GoalFacts, now: dt.datetime, *, thread_ts: str = ""
) -> None:
    """The same, when the place itself has changed; `thread_ts` is a thread of the card's place."""
    place, goal = goal_card_place(facts), facts.goal
    payload = {"thread_ts": thread_ts} if thread_ts else {}
    destination = place.slack_id if place else facts.creator.slack_id
    wish = Wish(GOAL_CARD, destination, goal.id or 0, slot=thread_ts, payload=payload)
    if not deliveries.want(session, goal.workspace_id, wish, now):
        deliveries.reopen(
            session, goal.workspace_id, GOAL_CARD, destination, now, subject_id=goal.id or 0
        )


def tell_goal_owner(session: Session, scene: Scene, facts: GoalFacts) -> None:
    """Send a new owner, unless that is the person acting, a card of their own."""
    owner = facts.owner
    if owner is None or owner.id == scene.person_id or owner.is_bot:
        return
    wish = Wish(
        GOAL_CARD,
        owner.slack_id,
        facts.goal.id or 0,
        slot=f"given {scene.change_group}",
        payload={"given_by": scene.person_id},
    )
    deliveries.want(session, scene.workspace_id, wish, scene.now)


def redraw_goal(session: Session, scene: Scene, goal_id: int) -> None:
    """Let every card of a goal, and of the goals that roll it up, show its present state; the
    desks of their owners too."""
    seen: list[int] = []
    here: int | None = goal_id
    while here is not None and here not in seen and len(seen) <= DEPTH_MAX:
        seen.append(here)
        deliveries.redraw(session, scene.workspace_id, GOAL_CARD, here, scene.now)
        goal = store.get_goal(session, scene.workspace_id, here)
        refresh_home(session, scene, goal.owner_id)
        here = goal.parent_id


def redraw_goals_of_task(
    session: Session, scene: Scene, task_id: int, before: Iterable[int] = ()
) -> None:
    """A task was done, opened again, given up or linked: the goals that count it show so, and those
    that counted it `before`."""
    for goal_id in sorted({*store.goals_of_task(session, task_id), *before}):
        deliveries.redraw(session, scene.workspace_id, GOAL_CARD, goal_id, scene.now)


def tell_check_in(session: Session, scene: Scene, facts: GoalFacts, check_in_id: int) -> None:
    """Say a check-in in the thread of the goal's card in its channel."""
    place = goal_card_place(facts)
    if place is None:
        return
    shown = deliveries.shown(session, scene.workspace_id, GOAL_CARD, facts.goal.id or 0)
    card = next((row for row in shown if row.destination == place.slack_id), None)
    if card is None:
        return
    thread_ts = card.payload.get("thread_ts")
    wish = Wish(
        CHECK_IN_NOTE,
        place.slack_id,
        check_in_id,
        # A card that is in a thread itself has none of its own.
        parent_id=None if thread_ts else card.id,
        payload={"thread_ts": thread_ts} if thread_ts else {},
        order_key=check_in_id,
    )
    deliveries.want(session, scene.workspace_id, wish, scene.now)


def redraw_note(session: Session, scene: Scene, check_in_id: int) -> None:
    """Let what was said of a check-in show whether it still counts."""
    deliveries.redraw(session, scene.workspace_id, CHECK_IN_NOTE, check_in_id, scene.now)

"""A goal from a private place becomes visible to the team that its line named."""

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from domain.goals.status import GoalAction
from services.goals.cards import show_goal_card
from services.goals.change import GoalChanged, allow, apply_changes
from services.goals.verbs import opened_to
from services.scene import Scene, team_here
from storage import conversations
from storage import goals as store
from storage.tables import Goal


def share_goal(session: Session, scene: Scene, goal: Goal, channel: str) -> GoalChanged:
    """Move a goal to the team of this channel; raises NoSuchGoal if that is none."""
    allow(session, scene, goal, GoalAction.EDIT)
    place = conversations.find_conversation(session, scene.workspace_id, channel)
    team = team_here(session, scene, place)
    if place is None or team is None:
        raise NoSuchGoal(goal.number)
    wanted = {"team_id": team.id, **opened_to(place.kind, place.id)}
    if goal.creator_id != goal.owner_id:
        # The creator may not be in the room that the goal moves to.
        watching = store.goal_watcher_ids(session, goal.id or 0)
        wanted["watchers"] = sorted({*watching, goal.creator_id})
    changed = apply_changes(session, scene, goal, "share", wanted)
    show_goal_card(session, scene, changed.facts)
    return changed

"""The past of a goal for one reader: what was changed and said, and who took a check-in back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from services.past import PAGE, Past, Subject, past_of
from services.scene import Scene
from storage import activity, people, task_history
from storage.goals import GoalFacts
from storage.tables import CheckIn, Person

LOOKED_THROUGH = 100
"""Lines of history; an undo comes within a day of what it takes back."""
FIELDS = {
    "owner_id": "people",
    "watchers": "people",
    "parent_id": "goals",
    "tasks": "tasks",
    "team_id": "teams",
    "pillar_id": "pillars",
}
"""Fields that hold primary keys, and of what."""


@dataclass(frozen=True, slots=True)
class GoalPast:
    """A page of a goal's history, and the check-ins in it by primary key, also those taken back."""

    page: Past
    check_ins: Mapping[int, CheckIn]


def goal_past(
    session: Session, scene: Scene, facts: GoalFacts, before: int | None = None, page: int = PAGE
) -> GoalPast:
    """A page of a goal's history with the names of what it mentions."""
    also = {} if facts.goal.parent_id is None else {"goals": [facts.goal.parent_id]}
    subject = Subject("goal", facts.goal.id or 0, FIELDS, also)
    found = past_of(session, scene, subject, before, page)
    said = {
        int(key)
        for line in found.lines
        for key in line.changes.get("check_in", ())
        if key is not None
    }
    return GoalPast(found, task_history.check_ins(session, said) if said else {})


def taken_back_by(session: Session, workspace_id: int, check_in: CheckIn) -> Person | None:
    """Who took this check-in back."""
    about = ("goal", check_in.goal_id)
    for line in activity.history(session, workspace_id, about, LOOKED_THROUGH):
        if line.undoes and (line.changes.get("check_in") or [None])[0] == check_in.id:
            return people.get_person(session, workspace_id, line.actor_id)
    return None

"""The past of a goal: everything said and changed, and who took a check-in back."""

from sqlmodel import Session

from storage import activity, people
from storage.tables import CheckIn, Person

LOOKED_THROUGH = 100
"""Lines of history; an undo comes within a day of what it takes back."""


def taken_back_by(session: Session, workspace_id: int, check_in: CheckIn) -> Person | None:
    """Who took this check-in back."""
    about = ("goal", check_in.goal_id)
    for line in activity.history(session, workspace_id, about, LOOKED_THROUGH):
        if line.undoes and (line.changes.get("check_in") or [None])[0] == check_in.id:
            return people.get_person(session, workspace_id, line.actor_id)
    return None

"""Putting a task off without saying until when."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlmodel import Session

from services.absence import calendar_for
from services.scene import Scene, zone_of
from services.tasks.resolve import DueColumns
from storage import people
from storage.tables import Task, Team

MORNING = dt.time(9, 0)
"""When work begins for those who have not said otherwise."""


def next_morning(session: Session, scene: Scene, task: Task, team: Team | None) -> DueColumns:
    """The hour at which its owner begins to work on their next working day after today: not a day
    on which the team is off or they are away. Nobody's task waits for the team's morning."""
    owner = None
    if task.owner_id is not None:
        owner = people.get_person(session, scene.workspace_id, task.owner_id)
    zone = ZoneInfo(owner.zone) if owner else zone_of(scene, team)
    begins = (owner.works_from if owner else None) or (team.works_from if team else MORNING)
    calendar = calendar_for(session, team, task.owner_id, scene.now)
    day = calendar.add_workdays(scene.now.astimezone(zone).date(), 1)
    at = dt.datetime.combine(day, begins, tzinfo=zone).astimezone(dt.UTC)
    return DueColumns(at.astimezone(zone_of(scene, team)).date(), at, at)

"""Which check-ins are due: for the marks in lists, the desk and the form of all that are due."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.cycles import Cycle
from domain.goals.checkins import check_in_due
from domain.workdays import DateRange, WorkCalendar
from services.scene import Scene, calendar_of
from storage import absence, goal_lists
from storage.tables import Goal, Person

MARGIN = dt.timedelta(days=1)
"""Somewhere on earth it is still yesterday."""


def due_check_ins(session: Session, goals: Iterable[Goal], now: dt.datetime) -> frozenset[int]:
    """Primary keys of those goals whose owner owes a check-in, whether or not they were asked.

    The Mondays and working days are the owner's own; a goal that nobody owns is never due.
    """
    owned = [goal for goal in goals if goal.closed_at is None and goal.owner_id is not None]
    if not owned:
        return frozenset()
    owners = goal_lists.people_by_id(session, {goal.owner_id or 0 for goal in owned})
    teams = goal_lists.teams_by_id(session, {goal.team_id for goal in owned})
    away: dict[int, list[DateRange]] = {}
    for stay in absence.coming(session, owners, now.date() - MARGIN):
        away.setdefault(stay.person_id, []).append(DateRange(stay.first_day, stay.last_day))
    found = set()
    for goal in owned:
        owner = owners[goal.owner_id or 0]
        calendar = calendar_of(teams.get(goal.team_id or 0), now)
        stays = away.get(owner.id or 0)
        if _is_due(goal, owner, now, calendar.with_away(stays) if stays else calendar):
            found.add(goal.id or 0)
    return frozenset(found)


def my_due_goals(session: Session, scene: Scene) -> list[Goal]:
    """The acting person's goals for which they owe a check-in, what ends first at the top."""
    mine = goal_lists.open_goals_of(session, scene.workspace_id, scene.person_id)
    due = due_check_ins(session, mine, scene.now)
    return [goal for goal in mine if goal.id in due]


def _is_due(goal: Goal, owner: Person, now: dt.datetime, calendar: WorkCalendar) -> bool:
    zone = ZoneInfo(owner.zone)
    last = goal.last_check_in_at
    asked = check_in_due(
        now=now,
        zone=zone,
        cycle=Cycle(goal.cycle_start, goal.cycle_end),
        cadence=goal.check_in_weeks,
        calendar=calendar,
        written=goal.created_at.astimezone(zone).date(),
        last=last.astimezone(zone).date() if last else None,
        asked=None,
    )
    return asked is not None

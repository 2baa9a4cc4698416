"""Which goals a list is of, as far as the database can tell: filters become keys and dates."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.cycles import Toward, default_cycle, resolve_cycle
from domain.goal_errors import NoSuchGoal
from domain.goal_lines.values import GoalFilters
from domain.goals.status import CLOSED, OPEN
from domain.goals.values import GoalStatus
from services.scene import Scene
from services.tasks.resolve import is_day_first, resolve_channel, resolve_person
from storage import conversations, goal_lists
from storage import goals as store
from storage.goal_lists import GoalFilter
from storage.people import locale_of
from storage.tables import Goal

NO_TEAM = 0
"""No team has this key: a channel where nobody has made anything yet has an empty list."""


def goal_named(session: Session, scene: Scene, number: int) -> Goal:
    """The goal with this number, if the acting person may see it; raises NoSuchGoal."""
    found = store.find_goal(session, scene.workspace_id, number, scene.audience)
    if found is None:
        raise NoSuchGoal(number)
    return found


def chosen_by(session: Session, scene: Scene, filters: GoalFilters) -> GoalFilter:
    """The filter in primary keys; raises NoSuchGoal, PersonUnknown, TeamUnknown and the errors of
    cycles."""
    chosen = _in_time(scene, filters)
    owners = [resolve_person(session, scene, ref).id or 0 for ref in filters.people]
    owners += [scene.person_id] if filters.mine else []
    teams = []
    for ref in filters.teams:
        place = resolve_channel(session, scene, ref)
        team = conversations.find_team(session, scene.workspace_id, place.id or 0)
        teams.append(team.id or 0 if team else NO_TEAM)
    return replace(
        chosen,
        owner_ids=tuple(sorted(set(owners))),
        team_ids=tuple(sorted(set(teams))),
        labels=filters.labels,
        ids=_under(session, scene, filters.under) if filters.under else None,
        unassigned=filters.unassigned,
    )


def _in_time(scene: Scene, filters: GoalFilters) -> GoalFilter:
    """Open goals whenever they end and what was reached in the present cycle; a cycle that is
    named stands for both. Closed goals that are asked for by their status come from any time."""
    today = scene.now.astimezone(ZoneInfo(scene.person.zone)).date()
    cycle = default_cycle(today)
    if filters.cycle is not None:
        day_first = is_day_first(locale_of(scene.person))
        cycle = resolve_cycle(
            filters.cycle, today=today, toward=Toward.NEAREST, day_first=day_first
        )
    ends = (cycle.start, cycle.end)
    chosen = GoalFilter(ends=ends, open_ends=filters.cycle is not None)
    if filters.statuses:
        closed = names_of(filters.statuses & CLOSED)
        chosen = replace(chosen, closed=closed, still_open=bool(filters.statuses & OPEN))
    elif filters.everything:
        chosen = replace(chosen, closed=names_of(CLOSED))
    elif filters.cycle is not None or not _is_of_open(filters):
        return replace(chosen, closed=(GoalStatus.DONE.value,))
    return chosen if filters.cycle is not None else replace(chosen, ends=None)


def _is_of_open(filters: GoalFilters) -> bool:
    """Whether only open goals can be meant: what I have to do, and what is waited for."""
    return filters.mine or filters.stale or filters.due or filters.unassigned


def names_of(statuses: Iterable[GoalStatus]) -> tuple[str, ...]:
    """Statuses as the table has them."""
    return tuple(sorted(status.value for status in statuses))


def _under(session: Session, scene: Scene, numbers: Iterable[int]) -> frozenset[int]:
    tops = [goal_named(session, scene, number).id or 0 for number in numbers]
    below = goal_lists.goals_below(session, scene.workspace_id, tops, scene.audience)
    return frozenset(goal.id or 0 for goal in below)

"""Reading: my day, lists by filter, search, one card."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.errors import NoSuchTask
from domain.task_lines import Filters
from domain.tasks import Bucket, Status, bucket_of
from services.scene import Scene
from services.tasks.links import as_seen, refuse_kpis, resolve_goals
from services.tasks.resolve import resolve_channel, resolve_person
from storage import conversations
from storage import tasks as store
from storage.tables import Task
from storage.task_lists import TaskFilter, TaskRow, count_tasks, list_tasks
from storage.tasks import TaskFacts

PAGE = 10
"""Rows of a page: each is a section and its button, and two of three blocks leave room to page."""
NO_TEAM = 0
"""No team has this key: a channel where nobody has made a task yet has an empty list."""
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list as a person sees it; `today` is their date."""

    rows: tuple[TaskRow, ...]
    buckets: tuple[Bucket, ...]
    total: int
    after: tuple[dt.datetime, int] | None
    filters: Filters
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: after this place, at most so many rows."""

    after: tuple[dt.datetime, int] | None = None
    limit: int = PAGE


FIRST_PAGE = Page()


def my_day(session: Session, scene: Scene, page: Page = FIRST_PAGE) -> Listing:
    """What the person owns: overdue, today, the next 7 days, then the rest."""
    return list_by(session, scene, Filters(mine=True), page)


def list_by(session: Session, scene: Scene, filters: Filters, page: Page = FIRST_PAGE) -> Listing:
    """One page of the tasks that match, as far as the person may see them."""
    return _listing(session, scene, chosen_by(session, scene, filters), filters, page)


def find_tasks(session: Session, scene: Scene, words: str, page: Page = FIRST_PAGE) -> Listing:
    """Tasks, open or closed, whose title or description has all the words."""
    chosen = TaskFilter(words=tuple(words.split()))
    listing = _listing(session, scene, chosen, Filters(everything=True), page)
    return replace(listing, words=words)


def show_task(session: Session, scene: Scene, number: int) -> TaskFacts:
    """One task with everything around it that the person may see; raises NoSuchTask."""
    found = store.find_task(session, scene.workspace_id, number, scene.audience)
    if found is None:
        raise NoSuchTask(number)
    facts = store.get_facts(session, scene.workspace_id, found.id or 0)
    return as_seen(session, facts, scene.audience)


def _listing(
    session: Session, scene: Scene, chosen: TaskFilter, filters: Filters, page: Page
) -> Listing:
    found = list_tasks(
        session, scene.workspace_id, scene.audience, chosen, after=page.after, limit=page.limit
    )
    return Listing(
        rows=found.rows,
        buckets=buckets_of([row.task for row in found.rows], scene),
        total=count_tasks(session, scene.workspace_id, scene.audience, chosen),
        after=found.after,
        filters=filters,
    )


def buckets_of(found: Sequence[Task], scene: Scene) -> tuple[Bucket, ...]:
    """The group of each task by the reader's own date."""
    zone = ZoneInfo(scene.person.zone)
    today = scene.now.astimezone(zone).date()
    return tuple(
        Bucket.OVERDUE
        if task.due_until <= scene.now
        else bucket_of(task.due_date, task.due_at, now=scene.now, today=today)
        for task in found
    )


def chosen_by(session: Session, scene: Scene, filters: Filters) -> TaskFilter:
    """The filter in primary keys and instants; raises PersonUnknown, TeamUnknown, NoSuchGoal."""
    refuse_kpis(filters.kpis)
    resolve_goals(session, scene, filters.goals)
    chosen = TaskFilter(
        label=filters.labels[0] if filters.labels else None,
        more_labels=filters.labels[1:],
        goals=filters.goals,
        priority=filters.priority,
        unassigned=filters.unassigned,
        status=Status.BLOCKED if filters.blocked else None,
    )
    if filters.people:
        owner = resolve_person(session, scene, filters.people[0])
        chosen = replace(chosen, owner_id=owner.id)
    elif filters.mine or _names_nobody(filters):
        chosen = replace(chosen, owner_id=scene.person_id)
    if filters.teams:
        place = resolve_channel(session, scene, filters.teams[0])
        team = conversations.find_team(session, scene.workspace_id, place.id or 0)
        chosen = replace(chosen, team_id=team.id if team else NO_TEAM)
    return _in_time(scene, chosen, filters)


def _names_nobody(filters: Filters) -> bool:
    """A bare `overdue`, `today` or `week` asks about one's own tasks."""
    elsewhere = filters.teams or filters.labels or filters.unassigned or filters.everything
    return not elsewhere and not filters.goals and not filters.blocked and filters.done_days is None


def _in_time(scene: Scene, chosen: TaskFilter, filters: Filters) -> TaskFilter:
    zone = ZoneInfo(scene.person.zone)
    today = scene.now.astimezone(zone).date()
    midnight = dt.datetime.combine(today + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    end_of_today = midnight.astimezone(dt.UTC)
    if filters.done_days is not None:
        since = scene.now - dt.timedelta(days=filters.done_days)
        return replace(chosen, closed_since=since)
    if filters.overdue:
        return replace(chosen, due_before=scene.now)
    if filters.today:
        return replace(chosen, due_before=end_of_today)
    if filters.week:
        return replace(chosen, due_before=end_of_today + WEEK)
    return chosen

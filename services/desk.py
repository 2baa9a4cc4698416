"""What a person's Home shows: read here in one go, each part by the use case it belongs to."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from services.absence import Absence, absences_of
from services.blockers.lists import Group, my_blockers
from services.goals import lists as goal_lists
from services.goals.due import my_due_goals
from services.goals.lists import GoalListing, my_goals
from services.home import LOOKING
from services.scene import Scene
from services.standups.waiting import WaitingRound, waiting_rounds
from services.tasks.handing import offers_to
from services.tasks.lists import Listing, Page, my_day
from storage import people
from storage.tables import Goal, Person
from storage.tasks import TaskFacts

ROWS = 15
"""Tasks on a page: each is a text and a row of buttons, and Slack shows 100 blocks in all."""
GOALS = 5
"""Goals on the page, those that need their owner most."""
BLOCKERS = 5
"""Of each of the two kinds of blockers."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the page: `questions` wait for the person's word; `is_first` is False on a
    further page of the tasks."""

    person: Person
    tasks: Listing
    questions: tuple[TaskFacts, ...] = ()
    absences: tuple[Absence, ...] = ()
    is_first: bool = True
    due_goals: tuple[Goal, ...] = ()
    """Those for which the person owes a check-in."""
    goals: GoalListing | None = None
    blockers: tuple[Group, ...] = ()
    standups: tuple[WaitingRound, ...] = ()
    """Rounds that wait for the person's answer."""
    """Those that wait for the person's help, and those that are in the person's own way."""


def desk_of(session: Session, scene: Scene, page: Mapping[str, Any]) -> Desk | None:
    """What the page shows; None if the person has not looked at it lately.

    `page` is what `services.home.show_page` was told; a page whose tasks are all gone is the first.
    """
    opened = people.get_person(session, scene.workspace_id, scene.person_id)
    if opened.home_opened_at is None or opened.home_opened_at < scene.now - LOOKING:
        return None
    after = _cursor(page)
    tasks = my_day(session, scene, Page(after, ROWS))
    if after is not None and not tasks.rows:
        after, tasks = None, my_day(session, scene, Page(limit=ROWS))
    return Desk(
        person=opened,
        tasks=tasks,
        questions=tuple(offers_to(session, scene)),
        due_goals=tuple(my_due_goals(session, scene)),
        goals=my_goals(session, scene, goal_lists.Page(limit=GOALS)),
        absences=absences_of(session, scene),
        is_first=after is None,
        blockers=my_blockers(session, scene, BLOCKERS),
        standups=tuple(waiting_rounds(session, scene)),
    )


def _cursor(page: Mapping[str, Any]) -> tuple[dt.datetime, int] | None:
    if not page.get("after"):
        return None
    at, task_id = page["after"]
    return dt.datetime.fromisoformat(at), int(task_id)

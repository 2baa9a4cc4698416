"""The Home tab: drawn when somebody opens it, kept current while they may still be looking."""

import datetime as dt

from sqlmodel import Session

from services.scene import Scene
from services.tasks.lists import Listing, Page, my_day
from storage import deliveries, people
from storage.deliveries import Wish
from storage.tables import Person

HOME = "home"
LOOKING = dt.timedelta(minutes=10)
ROWS = 40
"""Rows on the page: with headings and buttons far below Slack's 100 blocks."""


def open_home(session: Session, scene: Scene) -> None:
    """Somebody opened the Home tab."""
    people.note_home_opened(session, scene.person_id, scene.now)
    wish = Wish(HOME, scene.person.slack_id, scene.person_id, urgent=True)
    if not deliveries.want(session, scene.workspace_id, wish, scene.now):
        deliveries.redraw(session, scene.workspace_id, HOME, scene.person_id, scene.now)


def refresh_home(session: Session, scene: Scene, person_id: int | None) -> None:
    """Something on a person's desk changed."""
    if person_id is not None:
        deliveries.redraw(session, scene.workspace_id, HOME, person_id, scene.now)


def desk_of(session: Session, scene: Scene) -> Listing | None:
    """What the page shows; None if the person has not looked at it lately."""
    opened: Person = people.get_person(session, scene.workspace_id, scene.person_id)
    if opened.home_opened_at is None or opened.home_opened_at < scene.now - LOOKING:
        return None
    return my_day(session, scene, Page(limit=ROWS))

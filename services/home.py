"""The Home tab: drawn when somebody opens it, kept current while they may still be looking.

What it shows is read in `services/desk.py`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from services.scene import Scene
from storage import deliveries, people
from storage.deliveries import Wish

HOME = "home"
LOOKING = dt.timedelta(minutes=10)


def open_home(session: Session, scene: Scene) -> None:
    """Somebody opened the Home tab: they see its first page."""
    show_page(session, scene, {})


def show_page(session: Session, scene: Scene, page: Mapping[str, Any]) -> None:
    """Draw a page of the acting person's Home now; `page` is what `desk_of` is told of it."""
    people.note_home_opened(session, scene.person_id, scene.now)
    wish = Wish(HOME, scene.person.slack_id, scene.person_id, payload=page, urgent=True)
    if not deliveries.want(session, scene.workspace_id, wish, scene.now):
        deliveries.change_payload(session, scene.workspace_id, HOME, scene.person_id, page)
        _redraw_now(session, scene)


def stay_home(session: Session, scene: Scene, *, redraw: bool = True) -> None:
    """The acting person did something in their Home, so they are looking: what stands there is
    drawn again even if nothing changed, since they may have clicked on what is long gone."""
    people.note_home_opened(session, scene.person_id, scene.now)
    if redraw:
        _redraw_now(session, scene)


def _redraw_now(session: Session, scene: Scene) -> None:
    """Who looks at their own click must not wait for the calm that others' changes get."""
    deliveries.redraw(session, scene.workspace_id, HOME, scene.person_id, scene.now)
    deliveries.hurry(session, scene.workspace_id, HOME, scene.person_id, scene.now)


def refresh_home(session: Session, scene: Scene, person_id: int | None) -> None:
    """Something on a person's desk changed."""
    if person_id is not None:
        deliveries.redraw(session, scene.workspace_id, HOME, person_id, scene.now)

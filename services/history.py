"""One line of history for what the acting person just did."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from services.scene import Scene
from storage import activity


def record(
    session: Session,
    scene: Scene,
    verb: str,
    subject: tuple[str, int],
    changes: Mapping[str, list[Any]],
    *,
    origin: str | None = None,
    undoes: str | None = None,
) -> None:
    """Add it to the scene's change group; `changes` as in `storage.activity.record`, `origin` is
    the scene's unless another is given."""
    activity.record(
        session,
        workspace_id=scene.workspace_id,
        change_group=scene.change_group,
        at=scene.now,
        actor_id=scene.person_id,
        door=scene.door,
        verb=verb,
        subject=subject,
        changes=changes,
        origin=scene.origin if origin is None else origin,
        undoes=undoes,
    )

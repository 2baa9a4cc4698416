"""The blocker that a line, a button or a form stands for, if the acting person may see it."""

from sqlmodel import Session

from domain.rhythm_errors import NoSuchBlocker
from services.scene import Scene
from storage import blockers as store
from storage.tables import Blocker
from storage.visibility import may_see_blocker


def blocker_by_number(
    session: Session, scene: Scene, number: int, *, lock: bool = False
) -> Blocker:
    """`B7`, with `lock` held against other writers; raises NoSuchBlocker."""
    found = store.find_blocker(session, scene.workspace_id, number, scene.audience, lock=lock)
    if found is None:
        raise NoSuchBlocker(number)
    return found


def blocker_by_key(session: Session, scene: Scene, key: int, *, lock: bool = False) -> Blocker:
    """The same by primary key, as values of buttons carry it."""
    try:
        found = store.get_blocker(session, scene.workspace_id, key)
    except KeyError:
        raise NoSuchBlocker(key) from None
    if not may_see_blocker(session, scene.audience, key):
        raise NoSuchBlocker(found.number)
    return store.get_blocker(session, scene.workspace_id, key, lock=True) if lock else found

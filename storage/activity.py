"""Questions to `activity`, the append-only history that Undo, summaries and audits read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session

from storage import rows
from storage.tables import Activity

_activity = rows.table_of(Activity)
_INSERT = insert(_activity)


def record(
    session: Session,
    *,
    workspace_id: int,
    change_group: str,
    at: dt.datetime,
    actor_id: int,
    door: str,
    verb: str,
    subject: tuple[str, int],
    changes: Mapping[str, list[Any]],
    origin: str = "",
    undoes: str | None = None,
) -> None:
    """Add one line of history. `changes` maps a field to [before, after] in JSON values."""
    rows.execute(
        session,
        _INSERT,
        {
            "workspace_id": workspace_id,
            "change_group": change_group,
            "at": at,
            "actor_id": actor_id,
            "door": door,
            "verb": verb,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "origin": origin,
            "changes": dict(changes),
            "undoes": undoes,
        },
    )


def history(
    session: Session,
    workspace_id: int,
    subject: tuple[str, int],
    limit: int = 50,
    *,
    before: int | None = None,
) -> list[Activity]:
    """What happened to a subject, newest first; `before` is the primary key of a line."""
    about = [
        _activity.c.workspace_id == workspace_id,
        _activity.c.subject_kind == subject[0],
        _activity.c.subject_id == subject[1],
    ]
    if before is not None:
        about.append(_activity.c.id < before)
    statement = select(_activity).where(*about).order_by(_activity.c.id.desc()).limit(limit)
    return rows.every(session, Activity, statement, {})


def of_group(session: Session, workspace_id: int, change_group: str) -> list[Activity]:
    """The lines of one request, oldest first."""
    statement = (
        select(_activity)
        .where(_activity.c.workspace_id == workspace_id, _activity.c.change_group == change_group)
        .order_by(_activity.c.id)
    )
    return rows.every(session, Activity, statement, {})


def is_undone(session: Session, workspace_id: int, change_group: str) -> bool:
    """Whether a later line takes this group back."""
    return change_group in undone_groups(session, workspace_id, {change_group})


def undone_groups(session: Session, workspace_id: int, groups: set[str]) -> set[str]:
    """Which of these groups have been taken back."""
    statement = select(_activity.c.undoes).where(
        _activity.c.workspace_id == workspace_id, _activity.c.undoes.in_(sorted(groups))
    )
    return {row.undoes for row in rows.execute(session, statement)}


def recent_groups(
    session: Session,
    workspace_id: int,
    actor_id: int,
    since: dt.datetime,
    *,
    kinds: Sequence[str],
    limit: int = 20,
) -> list[str]:
    """A person's latest change groups about subjects of these kinds that are not undoings
    themselves, newest first."""
    statement = (
        select(_activity.c.change_group)
        .where(
            _activity.c.workspace_id == workspace_id,
            _activity.c.actor_id == actor_id,
            _activity.c.at >= since,
            _activity.c.undoes.is_(None),
            _activity.c.subject_kind.in_(kinds),
        )
        .order_by(_activity.c.id.desc())
        .limit(limit * 10)
    )
    ordered = dict.fromkeys(row.change_group for row in rows.execute(session, statement))
    return list(ordered)[:limit]

"""Questions to `rhythm` and `occurrence`: what is due, when to look again, what became of it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, func, or_, select, text, update
from sqlmodel import Session

from storage import rows
from storage.columns import UtcDateTime
from storage.tables import Occurrence, Rhythm, Workspace

_rhythm = rows.table_of(Rhythm)
_occurrence = rows.table_of(Occurrence)
_workspace = rows.table_of(Workspace)

MAX_TRIES = 8
"""After so many failures a row is stuck: it is shown to the admin and stops no other."""

_NOW = bindparam("now", type_=UtcDateTime())
_LIVE = text("rhythm.state = 'due' AND NOT rhythm.paused AND rhythm.next_at IS NOT NULL")
"""As in the index `rhythm_due`, word for word: with bound values, or `paused = 0`, SQLite cannot
tell that the index covers the question, and reads every row that there is."""
_IS_DUE = and_(
    _LIVE,
    _rhythm.c.next_at <= _NOW,
    or_(_rhythm.c.not_before.is_(None), _rhythm.c.not_before <= _NOW),
)
_DUE = (
    select(_rhythm.c.id)
    .join(_workspace, _workspace.c.id == _rhythm.c.workspace_id)
    .where(_IS_DUE, _workspace.c.ended_at.is_(None))
    .order_by(_rhythm.c.next_at, _rhythm.c.id)
    .limit(bindparam("most"))
)
_COMING = select(func.min(_rhythm.c.next_at)).where(_LIVE, _rhythm.c.next_at > _NOW)
_HELD = select(func.min(_rhythm.c.not_before)).where(
    _LIVE, _rhythm.c.next_at <= _NOW, _rhythm.c.not_before > _NOW
)
"""What failed is overdue, so it is never among what is to come."""
_CLAIM = (
    select(_rhythm)
    .where(_rhythm.c.id == bindparam("id"), _IS_DUE)
    .with_for_update(skip_locked=True, of=_rhythm)
)
_OF = and_(
    _rhythm.c.workspace_id == bindparam("of_workspace"),
    _rhythm.c.kind == bindparam("of_kind"),
    _rhythm.c.subject_id == bindparam("of_subject"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """When to look at something again (None = never by itself), and what it is then about."""

    at: dt.datetime | None
    slot: str = ""


def due_ids(session: Session, now: dt.datetime, limit: int) -> list[int]:
    """Primary keys of what is due, the longest overdue first."""
    found = rows.execute(session, _DUE, {"now": now, "most": limit})
    return [row.id for row in found]


def claim(session: Session, rhythm_id: int, now: dt.datetime) -> Rhythm | None:
    """The row, held until this transaction ends; None if it is not due any more, or if another
    process has it."""
    return rows.first(session, Rhythm, _CLAIM, {"id": rhythm_id, "now": now})


def hold(session: Session, workspace_id: int, kind: str, subject_ids: Collection[int]) -> None:
    """Keep the rows of these subjects until this transaction ends, always in one order: whoever
    changes what a look goes by (an answer, a skip) comes before or after it, never in between. A
    look meanwhile finds the row taken and comes a tick later."""
    statement = (
        select(_rhythm.c.id)
        .where(
            _rhythm.c.workspace_id == workspace_id,
            _rhythm.c.kind == kind,
            _rhythm.c.subject_id.in_(sorted(subject_ids)),
        )
        .order_by(_rhythm.c.id)
        .with_for_update(of=_rhythm)
    )
    rows.execute(session, statement)


def next_due(session: Session, now: dt.datetime) -> dt.datetime | None:
    """The next instant after `now` at which something will be due."""
    coming: dt.datetime | None = rows.execute(session, _COMING, {"now": now}).scalar_one()
    held: dt.datetime | None = rows.execute(session, _HELD, {"now": now}).scalar_one()
    return min((each for each in (coming, held) if each is not None), default=None)


def find_rhythm(session: Session, workspace_id: int, kind: str, subject_id: int) -> Rhythm | None:
    """The row of this kind for this subject."""
    keys = {"of_workspace": workspace_id, "of_kind": kind, "of_subject": subject_id}
    return rows.first(session, Rhythm, select(_rhythm).where(_OF), keys)


def look_at(
    session: Session,
    workspace_id: int,
    kind: str,
    subject_id: int,
    look: Look,
    *,
    team_id: int | None = None,
) -> None:
    """Have a subject looked at again at that time, whatever was planned before."""
    values = {
        "workspace_id": workspace_id,
        "kind": kind,
        "subject_id": subject_id,
        "team_id": team_id,
        "next_at": look.at,
        "slot": look.slot,
        "paused": False,
        "state": "due",
        "attempts": 0,
        "error": "",
    }
    if rows.insert_new(session, _rhythm, values) is None:
        keys = {"of_workspace": workspace_id, "of_kind": kind, "of_subject": subject_id}
        again = {"next_at": look.at, "slot": look.slot, "state": "due", "attempts": 0}
        statement = update(_rhythm).where(_OF).values(**again, not_before=None, error="")
        rows.execute(session, statement, keys)


def look_soon(
    session: Session, workspace_id: int, kind: str, subject_ids: Sequence[int], now: dt.datetime
) -> None:
    """Something that the next time of these depends on has changed: look at the next tick."""
    _look_no_later(
        session,
        now,
        _rhythm.c.workspace_id == workspace_id,
        _rhythm.c.kind == kind,
        _rhythm.c.subject_id.in_(subject_ids),
    )


def look_by(
    session: Session, workspace_id: int, kind: str, subject_ids: Collection[int], at: dt.datetime
) -> None:
    """Have these looked at no later than that time, those too that nobody looked at so far."""
    wanted = sorted(subject_ids)
    about = (
        _rhythm.c.workspace_id == workspace_id,
        _rhythm.c.kind == kind,
        _rhythm.c.subject_id.in_(wanted),
    )
    if not wanted or _look_no_later(session, at, *about) == len(wanted):
        return
    for subject_id in wanted:
        values = {
            "workspace_id": workspace_id,
            "kind": kind,
            "subject_id": subject_id,
            "next_at": at,
            "slot": "",
            "paused": False,
            "state": "due",
            "attempts": 0,
            "error": "",
        }
        rows.insert_new(session, _rhythm, values)


def _look_no_later(session: Session, at: dt.datetime, *about: ColumnElement[bool]) -> int:
    """Move these to that time unless they come earlier; how many rows there are.

    Every row is written, also one that is due by then anyway: so this waits for a look that is
    going on and has not seen what changes here.
    """
    later = or_(_rhythm.c.next_at.is_(None), _rhythm.c.next_at > at)
    moved = case((later, at), else_=_rhythm.c.next_at)
    return rows.execute(session, update(_rhythm).where(*about).values(next_at=moved)).rowcount


def look_soon_at_team(session: Session, team_id: int, now: dt.datetime) -> None:
    """A zone, a holiday, a setting or the roster of a team has changed: look at all of it."""
    _look_no_later(session, now, _rhythm.c.team_id == team_id)


def set_next(session: Session, rhythm_id: int, look: Look) -> None:
    """It was looked at: the next time."""
    values = {"next_at": look.at, "slot": look.slot, "attempts": 0, "not_before": None, "error": ""}
    rows.execute(session, update(_rhythm).where(_rhythm.c.id == rhythm_id).values(**values))


def fail(
    session: Session, rhythm_id: int, attempts: int, *, error: str, not_before: dt.datetime
) -> None:
    """Looking at it went wrong: not before that time again, and not for ever."""
    values = {
        "attempts": attempts,
        "error": error,
        "not_before": not_before,
        "state": "stuck" if attempts >= MAX_TRIES else "due",
    }
    rows.execute(session, update(_rhythm).where(_rhythm.c.id == rhythm_id).values(**values))


def pause(
    session: Session,
    workspace_id: int,
    kind: str,
    subject_id: int,
    *,
    paused: bool,
    until: dt.date | None = None,
) -> None:
    """Stop a rhythm, or let it go on; `until` is the local date on which it goes on by itself."""
    keys = {"of_workspace": workspace_id, "of_kind": kind, "of_subject": subject_id}
    statement = update(_rhythm).where(_OF).values(paused=paused, paused_until=until)
    rows.execute(session, statement, keys)


def forget(session: Session, workspace_id: int, kind: str, subject_id: int) -> None:
    """Nothing of this kind happens for this subject any more."""
    keys = {"of_workspace": workspace_id, "of_kind": kind, "of_subject": subject_id}
    rows.execute(session, delete(_rhythm).where(_OF), keys)


def stuck(session: Session, workspace_id: int) -> list[Rhythm]:
    """What was given up after too many failures."""
    statement = select(_rhythm).where(
        _rhythm.c.workspace_id == workspace_id, _rhythm.c.state == "stuck"
    )
    return rows.every(session, Rhythm, statement, {})


def note_occurrence(
    session: Session,
    rhythm: Rhythm,
    slot: str,
    *,
    due_at: dt.datetime,
    now: dt.datetime,
    outcome: str,
    why: str = "",
) -> bool:
    """Write down what became of one time; False if that was written before: then do nothing."""
    values = {
        "workspace_id": rhythm.workspace_id,
        "kind": rhythm.kind,
        "subject_id": rhythm.subject_id,
        "slot": slot,
        "team_id": rhythm.team_id,
        "due_at": due_at,
        "at": now,
        "outcome": outcome,
        "why": why,
    }
    return rows.insert_new(session, _occurrence, values) is not None


def occurrences_since(session: Session, team_id: int, since: dt.datetime) -> list[Occurrence]:
    """What became of a team's times lately, newest first."""
    statement = (
        select(_occurrence)
        .where(_occurrence.c.team_id == team_id, _occurrence.c.due_at >= since)
        .order_by(_occurrence.c.due_at.desc(), _occurrence.c.id.desc())
    )
    return rows.every(session, Occurrence, statement, {})

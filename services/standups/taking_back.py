"""Undo of what people did with standups: answers, skips, and definitions as they were before."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.rhythm_errors import NotTakenBack, StandupNotAllowed
from domain.standups.rounds import Attendance
from services.history import record
from services.scene import Scene
from services.standups import define, posts
from services.standups.planning import ABSENT
from services.standups.rounds import ROUND
from services.standups.saving import rewrite_answer, withdraw_answer
from services.standups.stored import waiting_state
from storage import answers as answer_store
from storage import conversations, rhythms
from storage import standups as store
from storage.tables import Answer, Round, Standup

ENDED = "ended"
_TIMES = {"prompt_at": dt.time.fromisoformat, "close_at": dt.time.fromisoformat}


@dataclass(frozen=True, slots=True)
class StandupTakenBack:
    """`what` is answer, skip, part, made, ended, pause or change."""

    standup: Standup
    what: str
    verb: str = "undo"


# --- answers ------------------------------------------------------------------------------------


def hold_answer(session: Session, workspace_id: int, answer_id: int) -> "HeldAnswer":
    """The answer with this key."""
    found = answer_store.get_answer(session, answer_id)
    rhythms.hold(session, workspace_id, ROUND, [found.round_id])
    return HeldAnswer(answer_store.get_answer(session, answer_id))


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """An answer; it has no number."""

    row: Answer
    number: int | None = None


def allow_answer(_session: Session, scene: Scene, held: HeldAnswer) -> None:
    """Raise NotAllowed unless it is one's own."""
    if held.row.person_id != scene.person_id:
        raise StandupNotAllowed("others", None, "standup")


def has_answer(_session: Session, held: HeldAnswer, _name: str, value: Any) -> bool:
    """Whether the answer still has these words; None = it was taken back."""
    now = None if held.row.withdrawn_at is not None else list(held.row.replies)
    return bool(now == value)


def answer_back(
    session: Session,
    scene: Scene,
    held: HeldAnswer,
    _verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> StandupTakenBack:
    """The answer as it was before."""
    before = wanted["answer"]
    if before is None:
        withdraw_answer(session, scene, held.row, undoes=undoes)
    else:
        rewrite_answer(session, scene, held.row, list(before), undoes=undoes)
    made = store.get_round(session, held.row.round_id)
    return StandupTakenBack(store.get_standup(session, made.standup_id), "answer")


# --- rounds: skips ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round; it has no number."""

    row: Round
    number: int | None = None


def hold_round(session: Session, workspace_id: int, round_id: int) -> HeldRound:
    """The round with this key."""
    rhythms.hold(session, workspace_id, ROUND, [round_id])
    return HeldRound(store.get_round(session, round_id))


def allow_round(_session: Session, _scene: Scene, _held: HeldRound) -> None:
    """Raise NotAllowed: what others said of themselves stays."""
    raise StandupNotAllowed("others", None, "standup")


def has_seat(session: Session, held: HeldRound, name: str, value: Any) -> bool:
    """Whether somebody's seat ("seat 12") is still in that state; what closed a round counts."""
    if not name.startswith("seat "):
        return True
    seat = store.seats_of(session, held.row.id or 0).get(int(name.split()[1]))
    return seat is not None and seat.state == value and seat.reason != ABSENT


def seat_back(
    session: Session,
    scene: Scene,
    held: HeldRound,
    _verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> StandupTakenBack:
    """Somebody who skipped is awaited again; raises NotTakenBack for a round run or closed."""
    made = held.row
    names = [name for name in wanted if name.startswith("seat ")]
    if not names:
        raise NotTakenBack(next(iter(wanted), "close"))
    standup = store.get_standup(session, made.standup_id)
    for name in names:
        person_id = int(name.split()[1])
        seat = store.seats_of(session, made.id or 0)[person_id]
        state = waiting_state(seat)
        values = {"state": state.value, "reason": ""}
        store.change_seats(session, made.id or 0, [person_id], values)
        changes = {name: [seat.state, state.value]}
        record(session, scene, "undo", (ROUND, made.id or 0), changes, undoes=undoes)
        posts.redraw_prompt(session, standup, made.id or 0, person_id, scene.now)
    posts.redraw_round(session, standup, made.id or 0, scene.now)
    rhythms.look_soon(session, scene.workspace_id, ROUND, [made.id or 0], scene.now)
    return StandupTakenBack(standup, Attendance.SKIPPED.value)


# --- definitions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeldStandup:
    """A standup; it has no number."""

    row: Standup
    parts: Mapping[int, str]
    number: int | None = None


def hold_standup(session: Session, _workspace_id: int, standup_id: int) -> HeldStandup:
    """The standup with this key, with the parts given by hand."""
    row = store.get_standup(session, standup_id)
    return HeldStandup(row, store.parts_of_standup(session, standup_id))


def allow_standup(session: Session, scene: Scene, held: HeldStandup) -> None:
    """Raise NotAllowed unless the acting person may change the team's settings."""
    team = conversations.get_team(session, scene.workspace_id, held.row.team_id)
    define.allow(session, scene, team)


def is_defined(_session: Session, held: HeldStandup, name: str, value: Any) -> bool:
    """Whether a column, or somebody's part, still has this value."""
    if name.startswith("part "):
        return bool(held.parts.get(int(name.split()[1])) == value)
    column = "ended_at" if name == ENDED else name
    return bool(define.plain(column, held.row) == value)


def from_json(name: str, value: Any) -> Any:
    """The value of a column from the history."""
    if name in _TIMES and value is not None:
        return _TIMES[name](value)
    if name == "paused_until" and value is not None:
        return dt.date.fromisoformat(value)
    return value


def standup_back(
    session: Session,
    scene: Scene,
    held: HeldStandup,
    _verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> StandupTakenBack:
    """The standup as it was before; one that was just made happens no more."""
    standup = held.row
    columns = {name: value for name, value in wanted.items() if not name.startswith("part ")}
    for name in wanted.keys() - columns.keys():
        store.set_part(session, standup.id or 0, int(name.split()[1]), wanted[name])
    if ENDED in columns:
        columns["ended_at"] = scene.now if columns.pop(ENDED) else None
    result = define.write_change(session, scene, standup, "undo", columns, undoes=undoes)
    return StandupTakenBack(result.standup, _what(wanted))


def _what(wanted: Mapping[str, Any]) -> str:
    if ENDED in wanted:
        return "made" if wanted[ENDED] else "ended"
    if any(name.startswith("part ") for name in wanted):
        return "part"
    return "pause" if {"paused", "paused_until"} & wanted.keys() else "change"

"""Answering: which form somebody owes, and what their answer brings about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.errors import NotAllowed
from domain.rhythm_errors import NothingOwed
from domain.standups.forms import Form, form_ahead, form_owed
from domain.standups.rounds import Attendance
from domain.standups.windows import Window
from services.history import record
from services.scene import Scene
from services.standups import posts
from services.standups.rounds import open_round, planned_rounds
from services.standups.stored import definition_of, window_of
from storage import rhythms
from storage import standups as store
from storage.tables import Answer, Participation, Round, Standup

WEEK = dt.timedelta(days=8)
DONE = frozenset({Attendance.ANSWERED, Attendance.SKIPPED, Attendance.AWAY})


@dataclass(frozen=True, slots=True)
class Owed:
    """A form for one round; `form` says whether it comes before asking or after closing."""

    standup: Standup
    round: Round
    form: Form
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is written down."""

    standup: Standup
    round: Round
    answer: Answer
    is_new: bool
    is_late: bool


def today_of(scene: Scene) -> dt.date:
    """The acting person's own date."""
    return scene.now.astimezone(ZoneInfo(scene.person.zone)).date()


def owed_now(session: Session, scene: Scene) -> list[Owed]:
    """The forms that the person owes, the one that closes soonest first."""
    found: list[Owed] = []
    for standup in store.standups_of_person(session, scene.workspace_id, scene.person_id):
        rounds, windows, done = _mine(session, scene, standup)
        form = form_owed(windows, done, scene.now, today_of(scene))
        if form is not None:
            found.append(_owed(session, scene, standup, rounds, form))
    return sorted(found, key=lambda owed: (owed.form.late, owed.form.window.closes_at))


def owed_ahead(session: Session, scene: Scene, standup: Standup) -> Owed:
    """The form of the next date, before it is asked; raises NothingOwed."""
    rounds, windows, _ = _mine(session, scene, standup)
    form = form_ahead(windows, scene.now, today_of(scene))
    if form is None:
        raise NothingOwed
    return _owed(session, scene, standup, rounds, form)


def owed_in(session: Session, scene: Scene, round_id: int) -> Owed:
    """The form of a round that the person was asked in; raises NothingOwed."""
    made = store.get_round(session, round_id)
    standup = store.get_standup(session, made.standup_id)
    seat = store.seats_of(session, round_id).get(scene.person_id)
    window = window_of(seat, made.day) if seat else None
    if window is None:
        raise NothingOwed
    return _owed(session, scene, standup, {made.day: made}, _form(window, scene.now))


def _form(window: Window, now: dt.datetime) -> Form:
    return Form(window, early=now < window.prompt_at, late=window.is_late(now))


def _mine(
    session: Session, scene: Scene, standup: Standup
) -> tuple[dict[dt.date, Round], list[Window], set[dt.date]]:
    """The rounds written so far, the person's windows lately and soon, the dates that are done."""
    me, today = scene.person_id, today_of(scene)
    rounds: dict[dt.date, Round] = {}
    windows: list[Window] = []
    done: set[dt.date] = set()
    seats = store.seats_of_person(session, scene.workspace_id, me, today - WEEK)
    for seat, made in seats:
        if made.standup_id != standup.id:
            continue
        rounds[made.day] = made
        window = window_of(seat, made.day)
        if window is not None and seat.state != Attendance.NOT_ASKED:
            windows.append(window)
        if seat.state in DONE:
            done.add(made.day)
    for planned in planned_rounds(session, standup, scene.now):
        window = planned.window(me)
        if window is not None:
            windows.append(window)
    return rounds, windows, done


def _owed(
    session: Session,
    scene: Scene,
    standup: Standup,
    rounds: dict[dt.date, Round],
    form: Form,
) -> Owed:
    made = rounds.get(form.window.date)
    if made is None:
        # Answered before the round begins: it is written down now and begins at its time.
        planned = {each.date: each for each in planned_rounds(session, standup, scene.now)}
        made = open_round(session, standup, planned[form.window.date], scene.now)
    answer = store.find_answer(session, made.id or 0, scene.person_id)
    return Owed(standup, made, form, None if answer and answer.withdrawn_at else answer)


def previous_plan(session: Session, scene: Scene, owed: Owed) -> str:
    """What the person planned the last time, to fill in what they did since."""
    last = store.last_answer(session, owed.standup.id or 0, scene.person_id, owed.round.day)
    if last is None:
        return ""
    kinds = [question.kind.value for question in definition_of(owed.standup).questions]
    planned = [text for kind, text in zip(kinds, last.replies, strict=False) if kind == "today"]
    return planned[0] if planned else ""


def answer_round(
    session: Session,
    scene: Scene,
    round_id: int,
    replies: list[str],
    *,
    mood: int | None = None,
    message: tuple[str, str] | None = None,
) -> Answered:
    """Write an answer down, or the same person's answer anew; `message` is their own reply.

    Raises NothingOwed for somebody who takes no part in the round.
    """
    made = store.get_round(session, round_id)
    standup = store.get_standup(session, made.standup_id)
    seat = store.seats_of(session, round_id).get(scene.person_id)
    if seat is None or seat.prompt_at is None:
        raise NothingOwed
    before = store.find_answer(session, round_id, scene.person_id)
    is_new = before is None or before.withdrawn_at is not None
    values: dict[str, Any] = {
        "workspace_id": scene.workspace_id,
        "replies": replies,
        "mood": mood,
        "withdrawn_at": None,
        "created_at": scene.now,
        "edited_at": None if is_new else scene.now,
    }
    if message is not None:
        values |= {"source": "thread", "channel": message[0], "ts": message[1]}
    elif before is None:
        values |= {"source": "form"}
    answer = store.save_answer(session, round_id, scene.person_id, values)
    _seat_answered(session, scene, seat)
    verb = "answer" if is_new else "answer_edit"
    record(session, scene, verb, ("answer", answer.id or 0), {"state": [seat.state, "answered"]})
    if made.opened_at is not None and answer.source == "form":
        posts.show_answer(session, standup, made, answer, scene.now)
    posts.redraw_round(session, standup, round_id, scene.now)
    posts.redraw_prompt(session, standup, round_id, scene.now)
    rhythms.look_soon(session, scene.workspace_id, "round", [round_id], scene.now)
    late = seat.closes_at is not None and scene.now >= seat.closes_at
    return Answered(standup, made, answer, is_new, late)


def _seat_answered(session: Session, scene: Scene, seat: Participation) -> None:
    first = seat.answered_at or scene.now
    values = {"state": Attendance.ANSWERED.value, "answered_at": first}
    store.change_seats(session, seat.round_id, [scene.person_id], values)


def excuse(session: Session, scene: Scene, round_id: int, state: Attendance, reason: str) -> Owed:
    """Skip today, or "I'm away": no answer this time; it can still be given."""
    owed = owed_in(session, scene, round_id)
    if owed.answer is not None:
        raise NotAllowed("skip", None, "standup")
    values = {"state": state.value, "reason": reason}
    store.change_seats(session, round_id, [scene.person_id], values)
    record(session, scene, state.value, ("round", round_id), {"reason": ["", reason]})
    posts.redraw_round(session, owed.standup, round_id, scene.now)
    posts.redraw_prompt(session, owed.standup, round_id, scene.now)
    return owed

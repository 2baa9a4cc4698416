"""Which form somebody owes: now, ahead of time, or once more; and saying "not this time".

Writing an answer down is in `saving.py`.
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.rhythm_errors import NothingOwed, RoundOver, StandupNotAllowed
from domain.standups.forms import LATE_FOR, Form, form_ahead, form_owed
from domain.standups.rounds import Attendance
from domain.standups.windows import Window
from services.history import record
from services.home import refresh_home
from services.scene import Scene
from services.standups import posts
from services.standups.rounds import ROUND, open_round, planned_rounds
from services.standups.stored import definition_of, window_of
from storage import answers as answer_store
from storage import rhythms
from storage import standups as store
from storage.tables import Answer, Participation, Round, Standup

WEEK = dt.timedelta(days=9)
"""So long after its date an answer may still belong to a round: its close lies on the next one."""
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
    """An answer that is written down; `before` is what was answered until now."""

    standup: Standup
    round: Round
    answer: Answer
    is_new: bool
    is_late: bool
    before: tuple[str, ...] = ()


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


def next_asked(session: Session, scene: Scene) -> dt.datetime | None:
    """When the next standup asks this person."""
    found = []
    for standup in store.standups_of_person(session, scene.workspace_id, scene.person_id):
        _, windows, done = _mine(session, scene, standup)
        found += [w.prompt_at for w in windows if w.prompt_at > scene.now and w.date not in done]
    return min(found, default=None)


def owed_again(session: Session, scene: Scene, standup: Standup | None) -> Owed:
    """The form of the answer given last, of the last week; raises NothingOwed."""
    since = today_of(scene) - WEEK
    for answer, made in answer_store.newest_answers(
        session, scene.workspace_id, scene.person_id, since
    ):
        if standup is not None and made.standup_id != standup.id:
            continue
        if answer.same_as_id is not None:
            continue
        return owed_in(session, scene, made.id or 0)
    raise NothingOwed(next_asked(session, scene))


def owed_ahead(session: Session, scene: Scene, standup: Standup) -> Owed:
    """The form of the next date, before it is asked; raises NothingOwed."""
    rounds, windows, _ = _mine(session, scene, standup)
    form = form_ahead(windows, scene.now, today_of(scene))
    if form is None:
        raise NothingOwed(next_asked(session, scene))
    return _owed(session, scene, standup, rounds, form)


def owed_in(session: Session, scene: Scene, round_id: int) -> Owed:
    """The form of a round that the person has a window in; raises NothingOwed and RoundOver."""
    made = store.get_round(session, round_id)
    standup = store.get_standup(session, made.standup_id)
    _, window = seat_in(session, scene, made)
    return _owed(session, scene, standup, {made.day: made}, _form(window, scene.now))


def seat_in(session: Session, scene: Scene, made: Round) -> tuple[Participation, Window]:
    """The acting person's seat and window in a round; raises NothingOwed and RoundOver."""
    seat = store.seats_of(session, made.id or 0).get(scene.person_id)
    window = window_of(seat, made.day) if seat else None
    if seat is None or window is None:
        raise NothingOwed(next_asked(session, scene))
    if scene.now >= window.closes_at + LATE_FOR:
        raise RoundOver(made.day)
    return seat, window


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
    answer = answer_store.find_answer(session, made.id or 0, scene.person_id)
    return Owed(standup, made, form, None if answer and answer.withdrawn_at else answer)


def previous_plan(session: Session, scene: Scene, owed: Owed) -> str:
    """What the person planned the last time, to fill in what they did since."""
    last = answer_store.last_answer(session, owed.standup.id or 0, scene.person_id, owed.round.day)
    if last is None:
        return ""
    kinds = [question.kind.value for question in definition_of(owed.standup).questions]
    planned = [text for kind, text in zip(kinds, last.replies, strict=False) if kind == "today"]
    return planned[0] if planned else ""


def excuse(session: Session, scene: Scene, round_id: int, state: Attendance, reason: str) -> Owed:
    """Skip today, or away today: no answer this time; it can still be given."""
    rhythms.hold(session, scene.workspace_id, ROUND, [round_id])
    owed = owed_in(session, scene, round_id)
    if owed.answer is not None:
        raise StandupNotAllowed("skip", None, "standup")
    seat, _ = seat_in(session, scene, owed.round)
    values = {"state": state.value, "reason": reason}
    store.change_seats(session, round_id, [scene.person_id], values)
    changes = {f"seat {scene.person_id}": [seat.state, state.value]}
    record(session, scene, state.value, ("round", round_id), changes)
    posts.redraw_round(session, owed.standup, round_id, scene.now)
    posts.redraw_prompt(session, owed.standup, round_id, scene.person_id, scene.now)
    rhythms.look_soon(session, scene.workspace_id, ROUND, [round_id], scene.now)
    refresh_home(session, scene, scene.person_id)
    return owed

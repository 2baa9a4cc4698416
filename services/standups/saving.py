"""Writing an answer down, by form or thread reply, changing it, and taking it back."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.standups.forms import also_answered
from domain.standups.rounds import Attendance
from services.history import record
from services.home import refresh_home
from services.scene import Scene
from services.standups import posts
from services.standups.answer import Answered, seat_in
from services.standups.copies import FORM, THREAD
from services.standups.rounds import ROUND
from services.standups.stored import definition_of, waiting_state, window_of
from storage import answers as answer_store
from storage import conversations, rhythms
from storage import standups as store
from storage.tables import Answer, Participation, Round, Standup


@dataclass(frozen=True, slots=True)
class _Given:
    """What was said: a text per question; `message` is the person's own reply, if it is one."""

    replies: list[str]
    mood: int | None = None
    message: tuple[str, str] | None = None


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

    What was answered in the form serves every standup that asks the same. Raises NothingOwed for
    somebody who takes no part in the round, and RoundOver.
    """
    made = store.get_round(session, round_id)
    beside = [] if message else store.seats_beside(session, made, [scene.person_id])
    rhythms.hold(
        session, scene.workspace_id, ROUND, {round_id, *(other.id or 0 for _, other in beside)}
    )
    made = store.get_round(session, round_id)
    seat, _ = seat_in(session, scene, made)
    result = _answer(session, scene, made, seat, _Given(replies, mood, message))
    if message is None:
        for other, its_seat in serves_too(session, scene.person_id, made, result.standup):
            mine = answer_store.find_answer(session, other.id or 0, scene.person_id)
            its_own = mine is not None and mine.withdrawn_at is None
            if its_own and mine is not None and mine.same_as_id != result.answer.id:
                continue
            copy = _answer(session, scene, other, its_seat, _Given(replies, mood))
            answer_store.change_answer(
                session, copy.answer.id or 0, {"same_as_id": result.answer.id}
            )
    return result


def also_in(
    session: Session, person_id: int, made: Round, standup: Standup
) -> list[tuple[str, str]]:
    """The names and channels of other standups that the same answer serves."""
    found = []
    for other, _ in serves_too(session, person_id, made, standup):
        its = store.get_standup(session, other.standup_id)
        place = conversations.get_conversation(session, its.conversation_id)
        found.append((its.name, place.name))
    return found


def serves_too(
    session: Session, person_id: int, made: Round, standup: Standup
) -> list[tuple[Round, Participation]]:
    """The rounds of other standups that the same answer of this person serves."""
    beside = store.seats_beside(session, made, [person_id])
    seats = {other.id: (other, seat) for seat, other in beside}
    if not seats:
        return []
    mine = store.seats_of(session, made.id or 0).get(person_id)
    window = window_of(mine, made.day) if mine else None
    if window is None:
        return []
    found: list[tuple[Round, Participation]] = []
    for other, seat in seats.values():
        its_window = window_of(seat, other.day)
        definition = definition_of(store.get_standup(session, other.standup_id))
        if its_window and also_answered(definition_of(standup), window, [(definition, its_window)]):
            found.append((other, seat))
    return found


def _answer(
    session: Session,
    scene: Scene,
    made: Round,
    seat: Participation,
    given: _Given,
) -> Answered:
    standup = store.get_standup(session, made.standup_id)
    round_id = made.id or 0
    before = answer_store.find_answer(session, round_id, scene.person_id)
    stood = before if before is not None and before.withdrawn_at is None else None
    values: dict[str, Any] = {
        "workspace_id": scene.workspace_id,
        "created_at": scene.now,
        "replies": given.replies,
        "mood": _mood(made, stood, given.mood),
        "withdrawn_at": None,
        "edited_at": scene.now if stood else None,
        "same_as_id": None,
    }
    if given.message is not None:
        channel, ts = given.message
        values |= {"source": THREAD, "channel": channel, "ts": ts}
    elif stood is None:
        values |= {"source": FORM, "channel": None, "ts": None}
    answer = answer_store.save_answer(session, round_id, scene.person_id, values)
    if stood is None:
        seated = {"state": Attendance.ANSWERED.value, "answered_at": scene.now}
        store.change_seats(session, round_id, [scene.person_id], seated)
    changes = {"answer": [list(stood.replies) if stood else None, given.replies]}
    verb = "answer_edit" if stood else "answer"
    record(session, scene, verb, ("answer", answer.id or 0), changes)
    # A reply of their own stands in the thread; its later edit in the form is posted below.
    if made.opened_at is not None and given.message is None:
        posts.show_answer(session, standup, made, answer, scene.now)
    _shown_again(session, scene, standup, made, scene.person_id)
    late = seat.closes_at is not None and scene.now >= seat.closes_at
    before_it = tuple(stood.replies) if stood else ()
    return Answered(standup, made, answer, stood is None, late, before_it)


def _mood(made: Round, stood: Answer | None, mood: int | None) -> int | None:
    """After the close nobody's mood changes any more: the average would tell whose it was."""
    return stood.mood if stood is not None and made.closed_at is not None else mood


def _shown_again(
    session: Session, scene: Scene, standup: Standup, made: Round, person_id: int
) -> None:
    round_id = made.id or 0
    posts.redraw_round(session, standup, round_id, scene.now)
    posts.redraw_prompt(session, standup, round_id, person_id, scene.now)
    rhythms.look_soon(session, scene.workspace_id, ROUND, [round_id], scene.now)
    refresh_home(session, scene, person_id)


def rewrite_answer(
    session: Session, scene: Scene, answer: Answer, replies: list[str], *, undoes: str | None = None
) -> None:
    """Other words for an answer that stands; its copies follow."""
    rhythms.hold(session, scene.workspace_id, ROUND, [answer.round_id])
    made = store.get_round(session, answer.round_id)
    standup = store.get_standup(session, made.standup_id)
    values = {"replies": replies, "edited_at": scene.now, "withdrawn_at": None}
    before = None if answer.withdrawn_at else list(answer.replies)
    answer_store.change_answer(session, answer.id or 0, values)
    if answer.withdrawn_at is not None:
        seated = {"state": Attendance.ANSWERED.value, "answered_at": answer.created_at}
        store.change_seats(session, made.id or 0, [answer.person_id], seated)
    verb = "answer_edit" if undoes is None else "undo"
    changes = {"answer": [before, replies]}
    record(session, scene, verb, ("answer", answer.id or 0), changes, undoes=undoes)
    posts.redraw_answer(session, standup, answer, scene.now)
    _shown_again(session, scene, standup, made, answer.person_id)


def withdraw_answer(
    session: Session, scene: Scene, answer: Answer, *, undoes: str | None = None
) -> None:
    """It counts no more; who was asked owes an answer again."""
    rhythms.hold(session, scene.workspace_id, ROUND, [answer.round_id])
    made = store.get_round(session, answer.round_id)
    standup = store.get_standup(session, made.standup_id)
    seat = store.seats_of(session, made.id or 0).get(answer.person_id)
    answer_store.change_answer(session, answer.id or 0, {"withdrawn_at": scene.now})
    if seat is not None:
        back = {"state": waiting_state(seat).value, "answered_at": None}
        store.change_seats(session, made.id or 0, [answer.person_id], back)
    verb = "answer_withdrawn" if undoes is None else "undo"
    changes = {"answer": [list(answer.replies), None]}
    record(session, scene, verb, ("answer", answer.id or 0), changes, undoes=undoes)
    posts.redraw_answer(session, standup, answer, scene.now)
    _shown_again(session, scene, standup, made, answer.person_id)

"""An answer given in another standup, taken over by one that asks the same questions."""

import datetime as dt

from sqlmodel import Session

from domain.standups.rounds import Attendance
from services.standups import posts
from storage import answers as answer_store
from storage import standups as store
from storage.tables import Answer, Round, Standup

FORM, THREAD = "form", "thread"
"""Where an answer comes from."""


def copy_answer(
    session: Session, standup: Standup, made: Round, answer: Answer, now: dt.datetime
) -> None:
    """What was answered before this round asked serves here too."""
    values = {
        "workspace_id": standup.workspace_id,
        "replies": list(answer.replies),
        "mood": answer.mood,
        "same_as_id": answer.id,
        "source": FORM,
        "created_at": now,
        "edited_at": None,
        "withdrawn_at": None,
    }
    person_id = answer.person_id
    copied = answer_store.save_answer(session, made.id or 0, person_id, values)
    seated = {"state": Attendance.ANSWERED.value, "answered_at": now}
    store.change_seats(session, made.id or 0, [person_id], seated)
    posts.show_answer(session, standup, made, copied, now)

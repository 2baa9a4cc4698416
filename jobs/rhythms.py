"""What the heartbeat does for each kind of rhythm: one use case, which says when to look again."""

import datetime as dt
from collections.abc import Callable, Mapping

from sqlmodel import Session

from services.nudges.day import look_at_day
from services.nudges.wake import NUDGES
from services.standups.rounds import ROUND, STANDUP, look_at_round, look_at_standup
from storage import rhythms
from storage.rhythms import Look
from storage.tables import Rhythm

Step = Callable[[Session, Rhythm, dt.datetime], Look]
"""Does what is due of a row now and returns when to look again: at once, if work was left."""

STEPS: Mapping[str, Step] = {
    STANDUP: look_at_standup,
    ROUND: look_at_round,
    NUDGES: look_at_day,
}

BACK_OFF = (1, 5, 15, 60, 180, 600, 1800, 3600)
"""Seconds until a failed look is tried again."""


def look(session: Session, rhythm_id: int, now: dt.datetime, steps: Mapping[str, Step]) -> bool:
    """Do what is due of one row, all in this transaction; False if there was nothing to do."""
    row = rhythms.claim(session, rhythm_id, now)
    if row is None:
        return False
    rhythms.set_next(session, rhythm_id, steps[row.kind](session, row, now))
    return True


def failed(session: Session, rhythm_id: int, now: dt.datetime, error: str) -> None:
    """After a rollback: hold the row back, so that it never stops the others."""
    row = rhythms.claim(session, rhythm_id, now)
    if row is None:
        return
    attempts = row.attempts + 1
    wait = dt.timedelta(seconds=BACK_OFF[min(attempts, len(BACK_OFF)) - 1])
    rhythms.fail(session, rhythm_id, attempts, error=error, not_before=now + wait)

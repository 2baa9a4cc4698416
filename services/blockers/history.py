"""Who said the latest of a blocker, and when: read from its history."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from services.blockers.change import BLOCKER
from storage import activity, people
from storage.blockers import BlockerFacts
from storage.tables import Activity, Person

LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class Said:
    """Who brought a blocker into its state, and who told the news that stands, each with when."""

    state_by: Person | None = None
    state_at: dt.datetime | None = None
    news_by: Person | None = None
    news_at: dt.datetime | None = None


def said_about(session: Session, facts: BlockerFacts) -> Said:
    """Look it up; nobody for a state or news that were never changed."""
    blocker = facts.blocker
    subject = (BLOCKER, blocker.id or 0)
    lines = activity.history(session, blocker.workspace_id, subject, LOOKED_THROUGH)
    state = next((line for line in lines if "state" in line.changes), None)
    news = _telling(lines, blocker.news) if blocker.news else None
    ids = [line.actor_id for line in (state, news) if line is not None]
    known = people.people_of(session, blocker.workspace_id, ids)
    return Said(
        state_by=known.get(state.actor_id) if state else None,
        state_at=state.at if state else None,
        news_by=known.get(news.actor_id) if news else None,
        news_at=news.at if news else None,
    )


def _telling(lines: list[Activity], news: str) -> Activity | None:
    """The line that said these words, not one that brought them back by an undo."""
    told = [line for line in lines if line.changes.get("news", [None, None])[1] == news]
    return next((line for line in told if not line.undoes), None)

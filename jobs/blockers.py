"""How a blocker's cards, and the news for its author, are rendered from present rows."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import audience_of, invite_to, person_at, reader_in, reader_of
from services.blockers.history import said_about
from storage import blockers as store
from storage import people
from storage.tables import Delivery
from storage.visibility import may_see_blocker
from views.blockers.card import blocker_card, blocker_news, not_yours
from views.blocks import Message


def render_blocker(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """The card, for those at its destination who may (still) see it."""
    facts = store.get_blocker_facts(session, row.workspace_id, row.subject_id)
    words = reader_in(session, row, facts.team, facts.team_zone)
    if not may_see_blocker(session, audience_of(session, row), row.subject_id):
        return None if row.ts is None else _shown(row, not_yours(facts, words))
    asked_by = row.payload.get("by")
    message = blocker_card(
        facts,
        said_about(session, facts),
        words,
        now,
        asked_by=people.get_person(session, row.workspace_id, asked_by) if asked_by else None,
        invite_to=invite_to(row, facts.team_channel or facts.conversation),
    )
    return _shown(row, message)


def render_blocker_news(session: Session, row: Delivery, _now: dt.datetime) -> Call | None:
    """What somebody else did for the author; nothing, if all is as before when it could be sent."""
    facts = store.get_blocker_facts(session, row.workspace_id, row.subject_id)
    blocker, before = facts.blocker, row.payload
    is_same = (blocker.state, blocker.news) == (before["state"], before["news"])
    if person_at(session, row) is None or (row.ts is None and is_same):
        return None
    return _shown(row, blocker_news(facts, said_about(session, facts), reader_of(session, row)))


def _shown(row: Delivery, message: Message) -> Call:
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)

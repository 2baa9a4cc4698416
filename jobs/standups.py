"""How rounds, questions, answers and summaries are rendered from present rows."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import reader_of
from services.standups.figures import RoundFacts, round_facts, summary_facts
from services.standups.saving import also_in
from storage import answers as answer_store
from storage import conversations
from storage.tables import Delivery
from views.blocks import Message
from views.standups.prompt import prompt
from views.standups.round import answer_post, missed_line, round_parent
from views.standups.summary import round_summary
from views.standups.told import halted
from views.words import Words, words_for

_ROUNDS = "rounds of standups"


def _facts_of(session: Session, round_id: int, now: dt.datetime) -> RoundFacts:
    """A round as it is in this read transaction: many questions of one round are rendered in it,
    so it is read once and kept in the session, which ends with the transaction."""
    read: dict[int, RoundFacts] = session.info.setdefault(_ROUNDS, {})
    if round_id not in read:
        read[round_id] = round_facts(session, round_id, now)
    return read[round_id]


def render_round(session: Session, row: Delivery, now: dt.datetime) -> Call:
    """The parent of a round's thread."""
    facts = _facts_of(session, row.subject_id, now)
    return _call(row, round_parent(facts, _channel_words(facts), now))


def render_prompt(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """The question for one person; its slot is their primary key."""
    facts = _facts_of(session, row.subject_id, now)
    seat = facts.seats.get(int(row.slot))
    if seat is None or (row.ts is None and seat.state != "asked"):
        return None
    also = also_in(session, seat.person_id, facts.round, facts.standup)
    return _call(row, prompt(facts, seat, reader_of(session, row), now, also))


def render_answer(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """A part of what somebody answered in the form."""
    answer = answer_store.get_answer(session, row.subject_id)
    if row.ts is None and answer.withdrawn_at is not None:
        return None
    facts = _facts_of(session, answer.round_id, now)
    return _call(row, answer_post(facts, answer, _channel_words(facts), row.part))


def render_summary(session: Session, row: Delivery, now: dt.datetime) -> Call:
    """What came of a round."""
    facts = summary_facts(session, row.subject_id, now)
    return _call(row, round_summary(facts, _channel_words(facts), now))


def render_missed(session: Session, row: Delivery, now: dt.datetime) -> Call:
    """A round that did not happen."""
    facts = round_facts(session, row.subject_id, now)
    return _call(row, missed_line(facts, _channel_words(facts), now))


def render_halted(session: Session, row: Delivery, _now: dt.datetime) -> Call:
    """To whoever leads: standups of a channel that cannot be posted in."""
    place = conversations.get_conversation(session, row.subject_id)
    names = [str(name) for name in row.payload["names"]]
    message = halted(place, names, str(row.payload["why"]), reader_of(session, row))
    return _call(row, message)


def _channel_words(facts: RoundFacts) -> Words:
    return words_for(facts.team.locale, facts.team.zone)


def _call(row: Delivery, message: Message) -> Call:
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)

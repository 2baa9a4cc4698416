"""What a round shows in Slack: thread parent, questions in direct messages, answers, summary."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session

from domain.standups.parts import parts_of
from services.nudges.wake import look_at_people, standup_answered
from storage import answers as answer_store
from storage import conversations, deliveries, people
from storage import standups as store
from storage.deliveries import Wish
from storage.tables import Answer, Delivery, Round, Standup

PARENT = "standup_round"
PROMPT = "standup_prompt"
ANSWER = "standup_answer"
SUMMARY = "standup_summary"
MISSED = "standup_missed"
HALTED = "standup_halted"
PARTS_MAX = 4
"""Ten questions of 3,000 characters in messages of 10,000."""
IN_CHANNEL = frozenset({PARENT, ANSWER, SUMMARY, MISSED})
"""Kinds that a channel can refuse."""


def show_round(session: Session, standup: Standup, made: Round, now: dt.datetime) -> None:
    """Begin the round's thread in the channel."""
    place = conversations.get_conversation(session, standup.conversation_id)
    wish = Wish(PARENT, place.slack_id, made.id or 0)
    deliveries.want(session, standup.workspace_id, wish, now)


def show_missed(session: Session, standup: Standup, made: Round, now: dt.datetime) -> None:
    """One line in the channel: this round did not happen."""
    place = conversations.get_conversation(session, standup.conversation_id)
    wish = Wish(MISSED, place.slack_id, made.id or 0)
    deliveries.want(session, standup.workspace_id, wish, now)


def redraw_round(session: Session, standup: Standup, round_id: int, now: dt.datetime) -> None:
    """The count, or who is missing, has changed."""
    deliveries.redraw(session, standup.workspace_id, PARENT, round_id, now)
    deliveries.redraw(session, standup.workspace_id, SUMMARY, round_id, now)


def ask(
    session: Session, standup: Standup, made: Round, person_ids: Iterable[int], now: dt.datetime
) -> None:
    """Ask these people in direct messages."""
    asked = people.people_of(session, standup.workspace_id, list(person_ids))
    look_at_people(session, standup.workspace_id, asked, now)
    for person in asked.values():
        wish = Wish(PROMPT, person.slack_id, made.id or 0, slot=str(person.id))
        deliveries.want(session, standup.workspace_id, wish, now)


def redraw_prompt(
    session: Session, standup: Standup, round_id: int, person_id: int, now: dt.datetime
) -> None:
    """A question shows whether it is answered."""
    slot = str(person_id)
    deliveries.redraw(session, standup.workspace_id, PROMPT, round_id, now, slot=slot)
    standup_answered(session, standup.workspace_id, standup.id or 0, person_id, now)


def show_answer(
    session: Session, standup: Standup, made: Round, answer: Answer, now: dt.datetime
) -> None:
    """Post an answer given in the form under the person's name; after an edit draw it anew.

    An answer that is the person's own reply gets this post below it once it is edited in the form.
    """
    parent = parent_of(session, standup, made.id or 0)
    if parent is None:
        return
    answer_id = answer.id or 0
    for part in range(len(parts_of(answer.replies))):
        wish = Wish(
            ANSWER,
            parent.destination,
            answer_id,
            part=part,
            parent_id=parent.id,
            order_key=answer_id * PARTS_MAX + part,
        )
        deliveries.want(session, standup.workspace_id, wish, now)
    deliveries.redraw(session, standup.workspace_id, ANSWER, answer_id, now)


def show_early_answers(session: Session, standup: Standup, made: Round, now: dt.datetime) -> None:
    """Answers given before the thread began are posted in it now."""
    for answer in answer_store.answers_of(session, made.id or 0).values():
        if answer.source == "form":
            show_answer(session, standup, made, answer, now)


def redraw_answer(session: Session, standup: Standup, answer: Answer, now: dt.datetime) -> None:
    """What our post of an answer shows has changed; without a post nothing happens."""
    deliveries.redraw(session, standup.workspace_id, ANSWER, answer.id or 0, now)


def show_summary(session: Session, standup: Standup, made: Round, now: dt.datetime) -> None:
    """The round is over: its summary in the thread, its figures on the parent."""
    parent = parent_of(session, standup, made.id or 0)
    if parent is not None:
        wish = Wish(
            SUMMARY,
            parent.destination,
            made.id or 0,
            parent_id=parent.id,
            order_key=2**31 - 1,
        )
        deliveries.want(session, standup.workspace_id, wish, now)
    redraw_round(session, standup, made.id or 0, now)
    for seat in store.seats_of(session, made.id or 0).values():
        if seat.state == "asked":
            redraw_prompt(session, standup, made.id or 0, seat.person_id, now)


def parent_of(session: Session, standup: Standup, round_id: int) -> Delivery | None:
    """The row that shows the round's thread parent."""
    shown = deliveries.shown(session, standup.workspace_id, PARENT, round_id)
    return shown[0] if shown else None

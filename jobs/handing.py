"""How the questions and news of a hand-over are rendered from present rows."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, post
from jobs.readers import person_at, reader_of
from services.tasks.offers import Asked, became_of_date, became_of_offer
from storage import people
from storage import tasks as store
from storage.tables import Delivery, Person, Task
from storage.tasks import TaskFacts
from storage.visibility import Audience, may_see
from views.blocks import Message
from views.tasks.handing import date_card, news, offer_card, settled_card


def question_card(
    session: Session, row: Delivery, facts: TaskFacts, now: dt.datetime
) -> Message | None:
    """The card of somebody who was asked something, None if it is a card like any other: it asks
    while the answer is due, shows the task to whoever took it over, else how it was settled.
    `facts` are as that person may see them."""
    reader = person_at(session, row)
    if reader is None:
        return None
    by = people.get_person(session, row.workspace_id, row.payload.get("by") or reader.id or 0)
    words, task = reader_of(session, row), facts.task
    if "asked" in row.payload:
        asked = became_of_date(session, task, str(row.payload["asked"]))
        if asked.waits:
            return date_card(facts, words, now, by=by)
    elif "offer" in row.payload:
        asked = became_of_offer(session, task, reader, str(row.payload["offer"]))
        if asked.waits:
            keeps_date = bool(row.payload.get("keeps_date"))
            return offer_card(facts, words, now, by=by, keeps_date=keeps_date)
        if task.owner_id == reader.id:
            return None
    else:
        return None
    return settled_card(
        task,
        asked,
        _actor(session, asked, task),
        words,
        may_see=may_see(session, Audience(person=reader), task.id or 0),
        own_group=_own_refusal(asked, reader),
    )


def _actor(session: Session, asked: Asked, task: Task) -> Person | None:
    if asked.ended is None:
        return None
    return people.get_person(session, task.workspace_id, asked.ended.actor_id)


def _own_refusal(asked: Asked, reader: Person) -> str:
    """The group of the reader's own decline: a form gives no reply, so the card has its Undo."""
    line = asked.ended
    if line is None or line.verb != "decline" or line.actor_id != reader.id:
        return ""
    return line.change_group


def render_news(session: Session, row: Delivery, _now: dt.datetime) -> Call | None:
    """How a hand-over went on, for one who waited for that."""
    facts = store.get_facts(session, row.workspace_id, row.subject_id)
    reader = person_at(session, row)
    if reader is None:
        return None
    message = news(
        facts,
        reader_of(session, row),
        what=str(row.payload["what"]),
        by=people.get_person(session, row.workspace_id, int(row.payload["by"])),
        reason=str(row.payload.get("reason") or ""),
        may_see=may_see(session, Audience(person=reader), row.subject_id),
    )
    shown = {"text": message.text, "blocks": list(message.blocks)}
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)

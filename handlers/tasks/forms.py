"""The task form: opening it for a new task, a message or an existing task, and taking it in."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from domain.errors import NoSuchTask
from domain.task_lines import EditForm, NewForm
from domain.tasks import DESCRIPTION_MAX, TITLE_MAX, Action
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.opening import form_or_button
from handlers.requests import Request
from handlers.unit import words_of
from services.readable import readable_line
from services.scene import Scene, visit
from services.tasks.add import Source
from services.tasks.change import allow
from services.tasks.form import Fields, add_from_form, edit_from_form, fields_of
from services.tasks.verbs import get_task
from storage import deliveries
from storage import tasks as store
from storage.deliveries import Wish
from storage.tables import Task
from storage.visibility import may_see
from views.blocks import Message, cut
from views.tasks import replies
from views.tasks.form import (
    EDIT,
    FIELDS,
    FROM_MESSAGE,
    NEW,
    Filled,
    edit_task_button,
    new_task_button,
    task_form,
)


def new_form(_session: Session, scene: Scene, request: Request) -> Answer:
    """The global shortcut and the button "New task": an empty form, owned by whoever opened it.

    The task belongs to the channel in which the button was clicked, if there is one.
    """
    filled = Filled(owner=scene.person.slack_id)
    memory = json.dumps({"channel": request.origin.channel})
    return Answer(form=task_form(NEW, filled, words_of(scene), memory=memory))


def by_line(session: Session, scene: Scene, request: Request, _intent: NewForm) -> Answer:
    """`/task new`."""
    form = new_form(session, scene, request).form or {}
    return form_or_button(request, form, new_task_button(words_of(scene)))


def edit_by_line(session: Session, scene: Scene, request: Request, intent: EditForm) -> Answer:
    """`/task edit T12`."""
    task = get_task(session, scene, intent.number, lock=False)
    form = edit_form(session, scene, task)
    return form_or_button(request, form, edit_task_button(task, words_of(scene)))


def message_form(session: Session, scene: Scene, request: Request) -> Answer:
    """The message shortcut: a form filled from the message, whose place is kept."""
    message: Mapping[str, Any] = request.payload.get("message") or {}
    raw = str(message.get("text") or "")
    text = readable_line(session, scene.workspace_id, raw).strip()
    title, _, rest = text.partition("\n")
    if len(title) > TITLE_MAX:
        rest = text
    memory = {
        "channel": request.origin.channel,
        "ts": request.origin.message_ts,
        "thread_ts": request.origin.thread_ts,
        "response_url": request.response_url,
    }
    filled = Filled(
        title=cut(title.strip(), TITLE_MAX),
        description=cut(rest.strip(), DESCRIPTION_MAX),
        owner=scene.person.slack_id,
    )
    form = task_form(FROM_MESSAGE, filled, words_of(scene), memory=json.dumps(memory))
    return Answer(form=form)


def edit_form(session: Session, scene: Scene, task: Task) -> Mapping[str, Any]:
    """The form of an existing task; it remembers what it showed, to write only what changed.

    Raises NotAllowed: nobody fills in a form that they may not send."""
    allow(session, scene, task, Action.EDIT)
    fields = fields_of(session, scene, task)
    seen = {**dataclasses.asdict(fields), "description": _digest(fields.description)}
    memory = json.dumps({"task": task.id, "seen": seen})
    filled = Filled(
        title=fields.title,
        description=fields.description,
        owner=fields.owner,
        due_date=dt.date.fromisoformat(fields.due_date) if fields.due_date else None,
        due_time=fields.due_time,
        priority=int(fields.priority),
        labels=tuple(label.lstrip("+") for label in fields.labels.split()),
    )
    return task_form(EDIT, filled, words_of(scene), memory=memory)


def take_new(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form for a new task."""
    channel = str(json.loads(request.value or "{}").get("channel") or "")
    if channel:
        place = visit(session, scene.workspace_id, channel, scene.now)
        scene = dataclasses.replace(scene, place=place)
    add_from_form(session, scene, read_fields(request.payload), None)
    return answers.NOTHING


def take_from_message(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of the message shortcut: the task, 📌, the card in the message's thread."""
    memory = json.loads(request.value)
    channel, ts = str(memory["channel"]), str(memory["ts"])
    place = visit(session, scene.workspace_id, channel, scene.now)
    there = dataclasses.replace(scene, place=place)
    source = Source(channel, ts, str(memory.get("thread_ts") or ""))
    result = add_from_form(session, there, read_fields(request.payload), source)
    if place.bot_is_member:
        pin = Wish(
            "pin",
            channel,
            result.facts.task.id or 0,
            slot=ts,
            payload={"channel": channel, "ts": ts},
        )
        deliveries.want(session, scene.workspace_id, pin, scene.now)
    else:
        told = replies.added(result, words_of(scene), scene.now)
        _answer_by_url(session, scene, request, told, str(memory.get("response_url") or ""))
    return answers.NOTHING


def _answer_by_url(
    session: Session, scene: Scene, request: Request, told: Message, response_url: str
) -> None:
    """Where the bot is no member, only the address that came with the shortcut reaches it."""
    wish = Wish(
        "reply",
        scene.person.slack_id,
        slot=request.key,
        payload={
            "text": told.text,
            "blocks": list(told.blocks),
            "response_url": response_url,
            "asked_at": scene.now.isoformat(),
        },
        urgent=True,
    )
    deliveries.want(session, scene.workspace_id, wish, scene.now)


def take_edit(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of an existing task."""
    memory = json.loads(request.value)
    task_id = int(memory["task"])
    if not may_see(session, scene.audience, task_id):
        raise NoSuchTask(task_id)
    task = store.lock_task(session, scene.workspace_id, task_id)
    after = read_fields(request.payload)
    present = fields_of(session, scene, task).description
    digest = str(memory["seen"]["description"])
    # 3,000 characters do not fit into a form's memory, so the description is known by its digest.
    same = [text for text in (present, after.description) if _digest(text) == digest]
    before = Fields(**{**memory["seen"], "description": same[0] if same else digest})
    edit_from_form(session, scene, task, before, after)
    return answers.NOTHING


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()


def read_fields(body: Mapping[str, Any]) -> Fields:
    """The values of the form; an empty field is an empty string."""
    values = read_form(body)
    found = {name: values.get(name, "") for name in FIELDS}
    return Fields(**{**found, "priority": found["priority"] or "3"})

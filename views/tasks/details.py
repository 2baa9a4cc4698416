"""The modal behind Details: everything about a task that its reader may know."""

import datetime as dt
from typing import Any

from domain.tasks import CLOSED, Status
from services.tasks.details import Details
from storage.tables import Task
from views import blocks
from views.blocks import Block
from views.history import heading, paging
from views.tasks.facts import (
    WITHDRAWN,
    fact_elements,
    number_of,
    person_name,
    status_name,
)
from views.tasks.history import history_blocks
from views.words import Words

OLDER = "task.details_older"
NEWEST = "task.details_newest"
PARTS_SHOWN = 50
MARKS = {Status.DONE: "☑", Status.DROPPED: "🗑", Status.BLOCKED: "🚧", Status.DOING: "▶"}


def details_modal(details: Details, words: Words, now: dt.datetime) -> dict[str, Any]:
    """Title, description, facts, parts, what it waits for, history with paging."""
    task = details.facts.task
    shown: list[Block] = [blocks.line(blocks.bold(task.title))]
    if task.description:
        shown.append(blocks.quote(task.description))
    shown += _facts(details, words, now)
    if details.parts:
        shown.append(heading(words.say("Parts")))
        rows = [[blocks.words(_part(part))] for part in details.parts[:PARTS_SHOWN]]
        shown.append(blocks.bullets(*rows))
    shown.append({"type": "divider"})
    shown.append(heading(words.say("History")))
    shown += history_blocks(details.past, words)
    shown += paging(details.past, task.id or 0, OLDER, NEWEST, words)
    return {
        "type": "modal",
        "callback_id": "task.details",
        "title": blocks.plain(number_of(task)),
        "close": blocks.plain(words.say("Close")),
        "blocks": shown,
    }


def _facts(details: Details, words: Words, now: dt.datetime) -> list[Block]:
    facts, names = details.facts, details.past.names
    task = facts.task
    rows = [f"{words.say('Status')}: {status_name(task, words)}"]
    if task.reason and task.reason != WITHDRAWN:
        rows.append(f"{words.say('Why')}: {task.reason}")
    if Status(task.status) in CLOSED and task.closed_at is not None:
        rows.append(f"{words.say('Closed')}: {words.moment(task.closed_at)}")
    if facts.waits:
        waits = [
            number_of(other) if other.id in names.tasks else words.say("a private item")
            for other in facts.waits
        ]
        rows.append(f"{words.say('Waits for')}: {', '.join(waits)}")
    if len(facts.watchers) > 5:
        people = ", ".join(person_name(person, words) for person in facts.watchers)
        rows.append(f"{words.say('Watchers')}: {people}")
    creator = person_name(facts.creator, words)
    rows.append(f"{words.say('Added by')}: {creator}, {words.moment(task.created_at)}")
    elements = fact_elements(facts, words, now)
    return [
        *blocks.contexts(elements),
        blocks.section(blocks.plain(blocks.cut("\n".join(rows), 3000))),
    ]


def _part(part: Task) -> str:
    mark = MARKS.get(Status(part.status), "☐")
    return f"{mark} {number_of(part)} {blocks.cut(part.title, 150)}"

"""The card of a task, as posted and redrawn in a channel or direct message."""

import datetime as dt

from domain.tasks import CLOSED, Status
from storage.tables import Person
from storage.tasks import TaskFacts
from views import blocks
from views.blocks import Block, Element, Message
from views.opening import invitation
from views.tasks.facts import (
    WITHDRAWN,
    due_name,
    fact_elements,
    number_of,
    person_name,
    status_name,
)
from views.tasks.handing import block_of, hand_menu, take_back_button
from views.words import Words

DESCRIPTION_SHOWN = 500


def task_card(
    facts: TaskFacts,
    words: Words,
    now: dt.datetime,
    *,
    given_by: Person | None = None,
    closed_by: Person | None = None,
    back: bool = False,
    invite_to: str = "",
) -> Message:
    """The card; `given_by` heads a new owner's (`back`: they had it before), `invite_to` names a
    channel without the bot."""
    task = facts.task
    closed = Status(task.status) in CLOSED
    title = blocks.struck(task.title) if closed else blocks.words(task.title)
    shown: list[Block] = []
    if given_by is not None:
        shown.append(blocks.line(blocks.words(_giving(given_by, words, back=back))))
    shown.append(blocks.line(blocks.bold(f"{number_of(task)}  "), title))
    if task.description and not closed:
        shown.append(blocks.quote(blocks.cut(task.description, DESCRIPTION_SHOWN)))
    if closed:
        shown.append(blocks.context(*_closing_elements(facts, closed_by, words, now)))
        shown.append(
            blocks.actions(
                blocks.button(words.say("Reopen"), "task.reopen", str(task.id)),
                details_button(task.id or 0, words),
            )
        )
    else:
        shown += blocks.contexts(fact_elements(facts, words, now))
        shown.append(_buttons(facts, words))
    if invite_to:
        shown.append(invitation(invite_to, words))
    return Message(_fallback(facts, words, now, given_by), shown)


def _giving(giver: Person, words: Words, *, back: bool) -> str:
    name = person_name(giver, words)
    if back:
        return words.say("{name} gave a task back to you:", name=name)
    return words.say("{name} gave you a task:", name=name)


def _buttons(facts: TaskFacts, words: Words) -> Block:
    task_id, offered = facts.task.id or 0, facts.offered_to is not None
    row = blocks.actions(
        blocks.button(words.say("✔ Done"), "task.done", str(task_id), style="primary"),
        snooze_menu(task_id, words),
        take_back_button(task_id, words) if offered else hand_menu(words),
        blocks.button(words.say("Edit"), "task.edit", str(task_id)),
        details_button(task_id, words),
    )
    return {**row, "block_id": block_of(facts.task)}


def snooze_menu(task_id: int, words: Words) -> Element:
    """Puts a task off, by date phrases that the line understands too."""
    snoozes = [
        (words.say("Tomorrow"), f"{task_id} tomorrow"),
        (words.say("Next Monday"), f"{task_id} next monday"),
        (words.say("In a week"), f"{task_id} +1w"),
        (words.say("Next working morning"), f"{task_id} "),
    ]
    return blocks.select(words.say("Snooze"), "task.snooze", snoozes)


def details_button(task_id: int, words: Words) -> Element:
    """Opens everything that is known of a task."""
    return blocks.button(words.say("Details"), "task.details", str(task_id))


def _closing_elements(
    facts: TaskFacts, closed_by: Person | None, words: Words, now: dt.datetime
) -> list[Element]:
    """Who closed it, when (each reader in their own zone), and why."""
    task = facts.task
    mark = "✅" if task.status == Status.DONE else "🗑"
    status = status_name(task, words)
    line = f"{mark} {status[:1].upper()}{status[1:]}"
    if closed_by is not None:
        line = words.say("{what} by {name}", what=line, name=person_name(closed_by, words))
    shown = [blocks.plain(blocks.cut(line, 200))]
    if task.closed_at is not None:
        moment = words.moment(task.closed_at, today=words.today(now))
        token = blocks.date_token(task.closed_at, moment, form="{date_short_pretty}")
        shown.append(blocks.mrkdwn(token))
    if task.reason and task.reason != WITHDRAWN:
        shown.append(blocks.plain(blocks.cut(task.reason, 300)))
    return shown


def _fallback(facts: TaskFacts, words: Words, now: dt.datetime, given_by: Person | None) -> str:
    """What a notification and a screen reader say."""
    task = facts.task
    what = f"{number_of(task)} {task.title}"
    if Status(task.status) in CLOSED:
        return blocks.escape(f"{what} — {status_name(task, words)}")
    owner, due = person_name(facts.owner, words), due_name(task, words, now)
    text = f"{what} — {owner}, {due}"
    if given_by is not None:
        text = words.say(
            "{name} gave you {task}", name=person_name(given_by, words), task=f"{what} — {due}"
        )
    return blocks.escape(text)

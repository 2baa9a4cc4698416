"""Hand-over: the questions to the person asked and to the giver, and the news of their answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from services.tasks.offers import Asked
from storage.tables import Person, Task
from storage.tasks import TaskFacts
from views import blocks
from views.blocks import Block, Element, Message
from views.tasks.facts import asked_name, due_name, fact_elements, number_of, person_name
from views.words import Words

HAND, TAKE_BACK = "task.hand", "task.take_back"
ACCEPT, DECLINE, SUGGEST = "task.accept", "task.decline", "task.suggest"
AGREE, INSIST = "task.agree", "task.insist"
"""Buttons; declining and suggesting open forms of the same names."""
DESCRIPTION_SHOWN = 500


def hand_menu(words: Words) -> Element:
    """Offers a task to the person chosen; the id of its block says which task (`block_of`)."""
    return {
        "type": "users_select",
        "action_id": HAND,
        "placeholder": blocks.plain(words.say("Hand over")),
    }


def block_of(task: Task) -> str:
    """The id of the block with a task's menu of people: another one after each change, so that
    Slack forgets who was chosen before."""
    return f"{HAND} {task.id} {int(task.updated_at.timestamp())}"


def task_of_block(block_id: str) -> str:
    """The key of the task in such an id."""
    return block_id.split()[1]


def take_back_button(task_id: int, words: Words) -> Element:
    """Ends an offer that waits for an answer."""
    return blocks.button(words.say("Take back"), TAKE_BACK, str(task_id))


# --- questions ------------------------------------------------------------------------------------


def offer_card(
    facts: TaskFacts, words: Words, now: dt.datetime, *, by: Person, keeps_date: bool = False
) -> Message:
    """Asks somebody to take a task over; `keeps_date` is the giver's no to another date."""
    task = facts.task
    name, due = person_name(by, words), due_name(task, words, now)
    what = f"{number_of(task)} {task.title}"
    if keeps_date:
        head = words.say("{name} asks you to keep the date, {date}:", name=name, date=due)
    else:
        head = words.say("{name} wants to hand a task over to you:", name=name)
    shown: list[Block] = [
        blocks.line(blocks.words(head)),
        blocks.line(blocks.bold(f"{number_of(task)}  "), blocks.words(task.title)),
    ]
    if task.description:
        shown.append(blocks.quote(blocks.cut(task.description, DESCRIPTION_SHOWN)))
    # That it is offered to its reader goes without saying; what they suggested does not.
    told = facts if task.asked_date else replace(facts, offered_to=None)
    shown += blocks.contexts(fact_elements(told, words, now))
    shown.append(blocks.actions(*_receiver_buttons(task, words), _details(task, words)))
    text = words.say("{name} wants to hand over {task}", name=name, task=f"{what} — {due}")
    return Message(blocks.escape(text), shown)


def date_card(facts: TaskFacts, words: Words, now: dt.datetime, *, by: Person) -> Message:
    """Asks the giver whether another date will do."""
    task = facts.task
    text = _date_question(facts, words, now, by)
    buttons = [*_giver_buttons(task, words, now), _details(task, words)]
    shown = [blocks.section(blocks.plain(text)), blocks.actions(*buttons)]
    return Message(blocks.escape(text), shown)


def _date_question(facts: TaskFacts, words: Words, now: dt.datetime, by: Person | None) -> str:
    task = facts.task
    return words.say(
        "{name} would take over {task}, but suggests {date} instead of {due}.",
        name=person_name(by, words),
        task=f"{number_of(task)} {task.title}",
        date=asked_name(task, words, now),
        due=due_name(task, words, now),
    )


def _receiver_buttons(task: Task, words: Words) -> list[Element]:
    key = str(task.id)
    return [
        blocks.button(words.say("Accept"), ACCEPT, key, style="primary"),
        blocks.button(words.say("Decline"), DECLINE, key),
        blocks.button(words.say("Suggest another date"), SUGGEST, key),
    ]


def _giver_buttons(task: Task, words: Words, now: dt.datetime) -> list[Element]:
    key, due = str(task.id), due_name(task, words, now)
    return [
        blocks.button(words.say("Agree"), AGREE, key, style="primary"),
        blocks.button(words.say("Insist on {date}", date=due), INSIST, key),
        take_back_button(task.id or 0, words),
    ]


def _details(task: Task, words: Words) -> Element:
    return blocks.button(words.say("Details"), "task.details", str(task.id))


def settled_card(
    task: Task,
    asked: Asked,
    by: Person | None,
    words: Words,
    *,
    may_see: bool,
    own_group: str = "",
) -> Message:
    """A question that is answered: by whom and how. Its reader may have lost sight of the task;
    `own_group` is their own refusal, which they can take back."""
    name = f"{number_of(task)} {task.title}" if may_see else number_of(task)
    text = f"{name} · {_outcome(asked, words)}"
    if by is not None and asked.ended is not None:
        text = words.say("{what} by {name}", what=text, name=person_name(by, words))
    reason = asked.ended.origin if asked.ended and asked.ended.verb == "decline" else ""
    text = f"{text}: {reason}" if reason else text
    shown = [blocks.context(blocks.plain(blocks.cut(text, 2000)))]
    buttons = [blocks.button(words.say("Undo"), "undo", own_group)] if own_group else []
    buttons += [_details(task, words)] if may_see else []
    if buttons:
        shown.append(blocks.actions(*buttons))
    return Message(blocks.escape(text), shown)


def _outcome(asked: Asked, words: Words) -> str:
    if asked.ended is None:
        return words.say("answered")
    outcomes = {
        "accept": words.say("accepted"),
        "take": words.say("taken on"),
        "agree": words.say("other date agreed to"),
        "insist": words.say("date kept"),
        "decline": words.say("declined"),
        "suggest": words.say("another date suggested"),
        "finish": words.say("done"),
        "drop": words.say("dropped"),
        "withdrawn": words.say("withdrawn"),
    }
    instead = asked.ended.changes.get("offered_to_id", (None, None))[1]
    if instead is not None and asked.ended.verb not in outcomes:
        return words.say("offered to somebody else")
    return outcomes.get(asked.ended.verb, words.say("taken back"))


# --- what waits for somebody ----------------------------------------------------------------------


def waiting_rows(
    found: Sequence[TaskFacts], reader_id: int, words: Words, now: dt.datetime
) -> list[Block]:
    """A heading, then two blocks for each question that waits for its reader; [] if none does."""
    if not found:
        return []
    shown: list[Block] = [blocks.context(blocks.mrkdwn(f"*{words.say('Waiting for my answer')}*"))]
    for facts in found:
        task = facts.task
        if task.offered_to_id == reader_id:
            what = words.say("from {name}", name=person_name(facts.given_by, words))
            told = f"{number_of(task)}  {blocks.cut(task.title, 250)}\n{what}"
            if task.due_date is not None:
                told += f" · {due_name(task, words, now)}"
            if task.asked_date is not None:
                told += " · " + words.say("I suggested {date}", date=asked_name(task, words, now))
            buttons = _receiver_buttons(task, words)
        else:
            told = _date_question(facts, words, now, facts.offered_to)
            buttons = _giver_buttons(task, words, now)
        shown += [blocks.section(blocks.plain(told)), blocks.actions(*buttons)]
    return shown


# --- news -----------------------------------------------------------------------------------------


def news(
    facts: TaskFacts,
    words: Words,
    *,
    what: str,
    by: Person,
    reason: str = "",
    may_see: bool,
) -> Message:
    """How a hand-over went on, for whoever waited or had the task: accepted, declined, agreed,
    left, undecided, given, freed."""
    task = facts.task
    name = f"{number_of(task)} {task.title}" if may_see else number_of(task)
    told = {"task": name, "name": person_name(by, words)}
    told["owner"] = person_name(facts.owner, words)
    sentences = {
        "accepted": words.say("{name} took over {task}", **told),
        "declined": words.say("{name} declined {task}", **told),
        "agreed": words.say("{name} agreed to your date: {task} is on your list now", **told),
        "left": words.say(
            "{name} left, so {task} is no longer offered to them. It stays where it was", **told
        ),
        "given": words.say("{name} gave {task} to {owner}", **told),
        "freed": words.say("{name} took {task} off your list; nobody owns it now", **told),
        "undecided": words.say("{name} is thinking about {task} once more", **told),
    }
    text = sentences[what] + (f": {reason}" if reason else "")
    shown: list[Block] = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    if may_see:
        elements = [_details(task, words)]
        if what in {"declined", "left"} and task.closed_at is None:
            elements.insert(0, hand_menu(words))
        shown.append({**blocks.actions(*elements), "block_id": block_of(task)})
    return Message(blocks.escape(text), shown)

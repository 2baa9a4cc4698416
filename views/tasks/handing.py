"""Hand-over: what the person asked and the giver see, their forms, and the words for each step."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain import errors
from domain.hand_over import State
from domain.tasks import REASON_MAX
from services.tasks.change import Changed
from services.tasks.offers import Asked
from storage.tables import Person, Task
from storage.tasks import TaskFacts
from views import blocks
from views.blocks import Block, Element, Message
from views.forms import field, initial
from views.tasks.facts import asked_name, due_name, fact_elements, number_of, person_name
from views.words import Words

HAND, TAKE_BACK = "task.hand", "task.take_back"
ACCEPT, DECLINE, SUGGEST = "task.accept", "task.decline", "task.suggest"
AGREE, INSIST = "task.agree", "task.insist"
"""Buttons; declining and suggesting open forms of the same names."""
REASON = "reason"
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


# --- forms ----------------------------------------------------------------------------------------


def decline_form(task: Task, words: Words) -> dict[str, Any]:
    """Asks why, which may stay empty."""
    element = {
        "max_length": REASON_MAX,
        "placeholder": blocks.plain(words.say("For example: no time before Friday")),
    }
    title, send = words.say("Decline"), words.say("Decline")
    asked = field(REASON, words.say("Why (if you like)"), "plain_text_input", element)
    return _form(DECLINE, task, words, title=title, send=send, fields=[asked])


def suggest_form(task: Task, words: Words) -> dict[str, Any]:
    """Asks for another date, and a time if it matters."""
    day = task.asked_date or task.due_date
    fields = [
        field(
            "due_date",
            words.say("Date"),
            "datepicker",
            initial("initial_date", day.isoformat() if day else ""),
            required=True,
        ),
        field(
            "due_time",
            words.say("Time"),
            "timepicker",
            {},
            hint=words.say("Your own time. Leave empty for the end of the day."),
        ),
    ]
    title, send = words.say("Another date"), words.say("Suggest")
    return _form(SUGGEST, task, words, title=title, send=send, fields=fields)


def _form(
    name: str, task: Task, words: Words, *, title: str, send: str, fields: list[Block]
) -> dict[str, Any]:
    about = blocks.cut(f"{number_of(task)} {task.title}", 3000)
    return {
        "type": "modal",
        "callback_id": name,
        "title": blocks.plain(title),
        "submit": blocks.plain(send),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": str(task.id),
        "blocks": [blocks.section(blocks.plain(about)), *fields],
    }


# --- replies --------------------------------------------------------------------------------------

STEPS = frozenset({"hand", "take", "take_back", "accept", "decline", "suggest", "agree", "insist"})
"""Verbs of history whose reply is worded here."""


def handed(result: Changed, words: Words, now: dt.datetime) -> str:
    """One line of a reply about a hand-over."""
    facts, task = result.facts, result.facts.task
    name = f"{number_of(task)} {task.title}"
    told = {"task": name, "name": person_name(facts.offered_to, words)}
    told["owner"] = person_name(facts.owner, words)
    if not result.changes:
        return _nothing_handed(result, words, told)
    told["date"] = asked_name(task, words, now)
    told["due"] = due_name(task, words, now)
    if result.verb == "hand" and facts.offered_to is None:
        return words.say("{task} stays with {owner}.", **told)
    sentences: Mapping[str, str] = {
        "hand": words.say(
            "Offered {task} to {name}. Until they accept, it stays where it is.", **told
        ),
        "take": words.say("You took {task}. It is on your list now.", **told),
        "take_back": words.say("{task} stays on your list; the offer is taken back.", **told),
        "accept": words.say("You accepted {task}. It is on your list now.", **told),
        "decline": words.say("You declined {task}. It stays with {owner}.", **told),
        "suggest": words.say("You suggested {date} for {task}.", **told),
        "agree": words.say("Agreed: {task} is due {due} and now with {owner}.", **told),
        "insist": words.say("{task} keeps its date, {due}; {name} is asked again.", **told),
    }
    return sentences[result.verb]


def _nothing_handed(result: Changed, words: Words, told: Mapping[str, str]) -> str:
    if result.verb == "hand" and result.facts.offered_to is not None:
        return words.say("{task} is already offered to {name}.", **told)
    if result.verb in {"accept", "take", "take_back", "hand"}:
        return words.say("{task} is already with {owner}; nothing changed.", **told)
    return words.say("{task} is already like that; nothing changed.", **told)


# --- refusals -------------------------------------------------------------------------------------


def _over(error: errors.OfferOver, words: Words) -> str:
    told = {"number": error.number, "name": error.by}
    if error.state == State.ACCEPTED:
        return words.say(
            "T{number} was handed over already ({name}), so nothing changed. See it with "
            "/task T{number}",
            **told,
        )
    if error.state == State.DECLINED:
        return words.say(
            "{name} declined T{number}, so nobody is asked any more. Offer it once more: "
            "/task hand T{number} @name",
            **told,
        )
    return words.say(
        "T{number} is no longer offered to anybody, so nothing changed. See it with "
        "/task T{number}",
        **told,
    )


SAYINGS: dict[type[BaseException], Callable[[Any, Words], str]] = {
    errors.AcceptFirst: lambda error, words: words.say(
        "T{number} is offered to you but not yours yet. Take it over first: /task accept T{number}",
        number=error.number,
    ),
    errors.NoOffer: lambda error, words: words.say(
        "Nobody is waiting for your answer about T{number}, so nothing changed.",
        number=error.number,
    ),
    errors.OfferOver: _over,
    errors.NotYourAnswer: lambda error, words: words.say(
        "That answer about T{number} is for {name} to give. If the task is yours to give, you can "
        "take it back: /task take back T{number}",
        number=error.number,
        name=error.waits_for,
    ),
    errors.NothingSuggested: lambda error, words: words.say(
        "No other date for T{number} is waiting for an answer, so nothing changed. See it with "
        "/task T{number}",
        number=error.number,
    ),
    errors.GiverGone: lambda error, words: words.say(
        "{name} has left, so nobody would answer. Accept T{number} and then change its date: "
        "/task accept T{number}, then /task T{number} fri",
        number=error.number,
        name=error.name,
    ),
}

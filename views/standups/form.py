"""The form of a standup: for a new one, and for one that exists."""

from collections.abc import Mapping
from typing import Any

from domain.recurrence import from_json, render_recurrence
from domain.standups.values import (
    DEFAULT_QUESTIONS,
    NAME_MAX,
    QUESTION_MAX,
    QUESTIONS_MAX,
    QuestionKind,
    Zones,
)
from services.standups.form import MOOD, NAMES, ShownStandup
from views import blocks
from views.blocks import Block, Message
from views.forms import choice, field, initial
from views.standups.words import question_text
from views.words import Words

NEW, CHANGE = "standup.new", "standup.changed"
OPEN = "standup.form"
"""Opens the empty form, from a message that could not."""


def standup_form(shown: ShownStandup | None, words: Words, *, memory: str) -> dict[str, Any]:
    """All there is to a standup; a new one begins with the usual values."""
    title = words.say("New standup") if shown is None else words.say("Change standup")
    return {
        "type": "modal",
        "callback_id": NEW if shown is None else CHANGE,
        "title": blocks.plain(title),
        "submit": blocks.plain(words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": [*_what(shown, words), *_when(shown, words), *_who(shown, words)],
    }


def usual_questions(words: Words) -> Mapping[str, QuestionKind]:
    """The usual questions as the form shows them."""
    return {question_text(each, words): each.kind for each in DEFAULT_QUESTIONS}


def _what(shown: ShownStandup | None, words: Words) -> list[Block]:
    name = shown.standup.name if shown else words.say("Daily")
    asked = shown.definition.questions if shown else DEFAULT_QUESTIONS
    lines = "\n".join(question_text(each, words) for each in asked)
    longest = QUESTIONS_MAX * (QUESTION_MAX + 1)
    return [
        field(
            "name",
            words.say("Name"),
            "plain_text_input",
            {"max_length": NAME_MAX, **initial("initial_value", name)},
            required=True,
        ),
        field(
            "questions",
            words.say("Questions"),
            "plain_text_input",
            {"multiline": True, "max_length": longest, **initial("initial_value", lines)},
            hint=words.say("One per line, up to ten."),
            required=True,
        ),
    ]


def _when(shown: ShownStandup | None, words: Words) -> list[Block]:
    days = render_recurrence(from_json(shown.standup.days)) if shown else "every workday"
    asked = f"{shown.standup.prompt_at:%H:%M}" if shown else "09:30"
    closed = f"{shown.standup.close_at:%H:%M}" if shown else "11:30"
    zones = shown.standup.zones if shown else Zones.EACH_LOCAL.value
    clocks = [
        (words.say("Everyone's own time"), Zones.EACH_LOCAL.value),
        (words.say("The team's time"), Zones.TEAM.value),
    ]
    return [
        field(
            "days",
            words.say("Days"),
            "plain_text_input",
            {"max_length": 100, **initial("initial_value", days)},
            hint=words.say(
                "For example: every workday · every mon, wed · every 2 weeks on tue · every 1st mon"
            ),
            required=True,
        ),
        field("prompt", words.say("Asks at"), "timepicker", {"initial_time": asked}, required=True),
        field(
            "closes",
            words.say("Closes at"),
            "timepicker",
            {"initial_time": closed},
            hint=words.say("A time that is not after the first lies on the next day."),
            required=True,
        ),
        field(
            "zones",
            words.say("Whose clock"),
            "static_select",
            choice(clocks, zones),
            required=True,
        ),
        field(
            "reminder",
            words.say("Reminder, minutes before the close"),
            "plain_text_input",
            {"max_length": 4, "initial_value": str(shown.standup.reminder if shown else 30)},
            hint=words.say("0 for none."),
        ),
    ]


def _who(shown: ShownStandup | None, words: Words) -> list[Block]:
    mood = blocks.option(words.say("Ask for the mood; only an average of four or more"), MOOD)
    names = blocks.option(words.say("Name those who did not answer in the summary"), NAMES)
    ticked = []
    if shown is not None:
        ticked += [mood] if shown.standup.mood else []
        ticked += [names] if shown.standup.name_missing else []
    options: dict[str, Any] = {"options": [mood, names]}
    if ticked:
        options["initial_options"] = ticked
    optional = list(shown.optional) if shown else []
    observers = list(shown.observers) if shown else []
    return [
        field("options", words.say("Also"), "checkboxes", options),
        field(
            "optional",
            words.say("Need not answer"),
            "multi_users_select",
            {"initial_users": optional} if optional else {},
            hint=words.say("Everybody else in the channel is asked and counted."),
        ),
        field(
            "observers",
            words.say("Only read along"),
            "multi_users_select",
            {"initial_users": observers} if observers else {},
        ),
    ]


def form_button(words: Words) -> Message:
    """Where a line cannot open the form: the button that does."""
    text = words.say("A new standup for this channel:")
    button = blocks.button(words.say("Set it up"), OPEN, "new", style="primary")
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )


def change_button(standup_id: int, name: str, action_id: str, words: Words) -> Message:
    """The same for one that exists."""
    text = words.say("How {name} is set up:", name=name)
    button = blocks.button(words.say("Change"), action_id, str(standup_id))
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )

"""Personal settings: their form, the line in Home, and what is wrong with them."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import personal as rules
from services.personal import UNSET, Fields, quiet_of
from storage.tables import Person
from views import blocks
from views.blocks import Block
from views.forms import choice, field, initial
from views.words import Words

OPEN = "personal.open"
FORM = "personal.settings"


def settings_form(fields: Fields, words: Words) -> dict[str, Any]:
    """The modal."""
    languages = [(name, value) for value, name in language_names(words).items()]
    nudges = [(name, value) for value, name in nudge_names(words).items()]
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": blocks.plain(words.say("Settings")),
        "submit": blocks.plain(words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "blocks": [
            field("language", words.say("Language"), "static_select",
                  choice(languages, fields.language), required=True),
            *_hours("works", words.say("I work from"), words.say("I work until"), fields,
                    words.say("Leave both empty for the working hours of your teams.")),
            *_hours("quiet", words.say("Quiet from"), words.say("Quiet until"), fields,
                    words.say("Nothing is sent to you then that can wait. The same time twice: "
                              "no quiet hours.")),
            field("nudges", words.say("Reminders"), "static_select",
                  choice(nudges, fields.nudges), required=True),
        ],
    }  # fmt: skip


def _hours(name: str, start: str, end: str, fields: Fields, hint: str) -> list[Block]:
    first, last = f"{name}_from", f"{name}_until"
    return [
        field(first, start, "timepicker", initial("initial_time", getattr(fields, first))),
        field(last, end, "timepicker", initial("initial_time", getattr(fields, last)), hint=hint),
    ]


def language_names(words: Words) -> dict[str, str]:
    """The choices of language, each in its own words."""
    return {UNSET: words.say("As in Slack"), "en": "English", "zh": "中文"}


def nudge_names(words: Words) -> dict[str, str]:
    """The choices of how much to be reminded."""
    return {
        UNSET: words.say("As my teams do"),
        rules.Nudges.LIGHT.value: words.say("Light: on the day, and once when it is late"),
        rules.Nudges.STANDARD.value: words.say("Standard: the day before, the day, and late"),
        rules.Nudges.ACTIVE.value: words.say("Active: more often"),
    }


def settings_line(person: Person, words: Words) -> str:
    """The present settings, a line each."""
    quiet = quiet_of(person)
    hours = words.say("As my teams do")
    if person.works_from is not None and person.works_until is not None:
        hours = f"{words.clock(person.works_from)} – {words.clock(person.works_until)}"
    silence = f"{words.clock(quiet.start)} – {words.clock(quiet.end)}"
    if quiet.start == quiet.end:
        silence = words.say("none")
    lines = [
        words.say("Language: {name}", name=language_names(words)[person.language or UNSET]),
        words.say("Working hours: {hours}", hours=hours),
        words.say("Quiet hours: {hours}", hours=silence),
        words.say("Reminders: {name}", name=nudge_names(words)[person.nudges or UNSET]),
    ]
    return "\n".join(lines)


SAYINGS: Mapping[type[BaseException], Callable[[Any, Words], str]] = {
    rules.HoursIncomplete: lambda _, words: words.say("Give both times, or leave both empty."),
    rules.HoursReversed: lambda _, words: words.say(
        "Work must end later in the day than it begins."
    ),
}
"""The words for what cannot be settled like that."""

"""Being away: the form, the row in Home, the hint to others, and what is wrong with a range."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain import away as rules
from domain.away import NoCover
from domain.workdays import DateRange
from services.absence import Absence
from views import blocks
from views.blocks import Block, Message
from views.forms import field, initial
from views.tasks.facts import person_name
from views.words import Words

GO_AWAY = "absence.open"
COME_BACK = "absence.remove"
FORM = "absence.new"
HINTS_MAX = 5


def absence_form(today: dt.date, words: Words) -> dict[str, Any]:
    """The modal; it begins with today."""
    day = initial("initial_date", today.isoformat())
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": blocks.plain(words.say("I'm away")),
        "submit": blocks.plain(words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "blocks": [
            field("first_day", words.say("First day"), "datepicker", day, required=True),
            field("last_day", words.say("Last day"), "datepicker", day, required=True),
            field(
                "cover",
                words.say("Stand-in"),
                "users_select",
                {},
                hint=words.say("Others are told whom to ask. Leave empty if there is nobody."),
            ),
        ],
    }


def absence_row(absence: Absence, words: Words, now: dt.datetime) -> Block:
    """One absence and the button that takes it back."""
    today = words.today(now)
    shown = _days(absence.days, words, today)
    if absence.is_open:
        shown = words.say("from {day} on", day=words.day(absence.days.first, today=today))
    text = f"🌴 {shown}"
    if today in absence.days:
        text += " · " + words.say("now")
    if absence.by_status:
        text += " · " + words.say("from your Slack status")
    if absence.cover is not None:
        name = person_name(absence.cover, words)
        text += "\n" + words.say("Stand-in: {name}", name=name)
    remove = blocks.button(words.say("Remove"), COME_BACK, str(absence.id))
    return blocks.section(blocks.plain(text), remove)


def _days(days: DateRange, words: Words, today: dt.date) -> str:
    first, last = words.day(days.first, today=today), words.day(days.last, today=today)
    return first if days.first == days.last else f"{first} – {last}"


def with_absences(
    message: Message, absences: Sequence[Absence], words: Words, now: dt.datetime
) -> Message:
    """A reply with a hint that owners are away, above its buttons."""
    if not absences:
        return message
    told = [_hint(absence, words, now) for absence in absences[:HINTS_MAX]]
    shown = list(message.blocks)
    at = len(shown) - 1 if shown and shown[-1]["type"] == "actions" else len(shown)
    shown[at:at] = [blocks.context(blocks.plain("\n".join(told)))]
    text = "\n".join([message.text, *map(blocks.escape, told)])
    return replace(message, text=text, blocks=shown)


def _hint(absence: Absence, words: Words, now: dt.datetime) -> str:
    today = words.today(now)
    name = person_name(absence.person, words)
    last = words.day(absence.days.last, today=today)
    if absence.is_open:
        told = words.say("🌴 {name} is away at present", name=name)
    elif absence.days.first == absence.days.last:
        told = words.say("🌴 {name} is away on {day}", name=name, day=last)
    elif absence.days.first > today:
        first = words.day(absence.days.first, today=today)
        told = words.say(
            "🌴 {name} is away from {first} until {last}", name=name, first=first, last=last
        )
    else:
        told = words.say("🌴 {name} is away until {last}", name=name, last=last)
    if absence.cover is None:
        return told
    cover = person_name(absence.cover, words)
    return f"{told}; " + words.say("stand-in: {name}", name=cover)


def _too_long(error: rules.AwayTooLong, words: Words) -> str:
    return words.say(
        "That is {days} days; {limit} fit into one absence. Is the year right?",
        days=error.days,
        limit=error.limit,
    )


def _cannot_cover(error: rules.CannotCover, words: Words) -> str:
    reasons = {
        NoCover.SELF: words.say("You cannot stand in for yourself. Choose somebody else."),
        NoCover.BOT: words.say("A bot cannot stand in. Choose a person."),
        NoCover.GUEST: words.say(
            "{name} is a guest and cannot see your work. Choose a full member.", name=error.name
        ),
        NoCover.GONE: words.say(
            "{name} is not active here. Choose somebody else.", name=error.name
        ),
    }
    return reasons[NoCover(error.reason)]


SAYINGS: Mapping[type[BaseException], Callable[[Any, Words], str]] = {
    rules.AwayReversed: lambda _, words: words.say("The last day is before the first one."),
    rules.AwayOver: lambda error, words: words.say(
        "{day} is over. Choose today or a later day.",
        day=words.day(error.last, today=dt.date.min),
    ),
    rules.AwayTooLong: _too_long,
    rules.CannotCover: _cannot_cover,
    rules.NoSuchAbsence: lambda _, words: words.say(
        "That absence is over or was removed already; your Home shows what is left."
    ),
}
"""The words for absences that cannot be kept like that."""

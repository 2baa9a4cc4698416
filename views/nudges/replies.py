"""What is answered to "Got it" and "Less of this", with the way back; names of kinds and levels."""

from domain.nudges.values import Kind, Level
from services.nudges.answer import Quieter, Silenced
from views import blocks
from views.blocks import Message
from views.words import Words

MORE, HEAR = "nudge.more", "nudge.hear"


def kind_name(kind: Kind, words: Words) -> str:
    """What a kind of nudge is about."""
    names = {
        Kind.STANDUP: words.say("Standups"),
        Kind.TASK: words.say("Tasks"),
        Kind.ACTION: words.say("Requests between teams"),
        Kind.CHECK_IN: words.say("Check-ins"),
        Kind.KPI: words.say("Readings"),
        Kind.BLOCKER: words.say("Blockers"),
        Kind.TEAM: words.say("What is late in my team"),
    }
    return names[kind]


def level_name(kind: Kind, level: Level, words: Words) -> str:
    """When a kind nudges at a level."""
    if level is Level.OFF:
        return words.say("never")
    if kind is Kind.STANDUP:
        return words.say("once before the close")
    if kind is Kind.BLOCKER:
        if level is Level.LIGHT:
            return words.say("1, 3 and 7 working days after you were named")
        return words.say("every working day until somebody answers")
    if kind in {Kind.CHECK_IN, Kind.KPI}:
        light = words.say("once, without a reminder")
        return light if level is Level.LIGHT else words.say("once, and one reminder")
    if kind is Kind.TEAM:
        light = words.say("7 working days late")
        return light if level is Level.LIGHT else words.say("3 and 7 working days late")
    names = {
        Level.ACTIVE: words.say("3 days and 1 day before, on the day, and 1, 3 and 7 days late"),
        Level.STANDARD: words.say("the day before, on the day, and 1, 3 and 7 days late"),
        Level.LIGHT: words.say("on the day and 3 days late"),
    }
    return names[level]


def quieter(result: Quieter, words: Words) -> Message:
    """How often a kind nudges from now on."""
    kind, level = kind_name(result.kind, words), level_name(result.kind, result.level, words)
    if result.level is result.before:
        text = words.say("{kind}: nothing changed, I remind you {level}.", kind=kind, level=level)
        return _simple(text)
    text = words.say("{kind}: from now on I remind you {level}.", kind=kind, level=level)
    value = f"{result.kind.value} {result.before.value}"
    return _simple(text, blocks.button(words.say("More again"), MORE, value))


def got_it(result: Silenced, words: Words) -> Message:
    """That nothing is said of these things until they change."""
    text = words.say("👍 I keep quiet about these until something changes.")
    button = blocks.button(words.say("Remind me anyway"), HEAR, str(result.sent_id))
    return _simple(text, button)


def heard_again(words: Words) -> Message:
    """That the silence is taken back."""
    return _simple(words.say("I remind you of these again."))


def _simple(text: str, *buttons: blocks.Element) -> Message:
    shown = [blocks.section(blocks.plain(text))]
    if buttons:
        shown.append(blocks.actions(*buttons))
    return Message(blocks.escape(text), shown)

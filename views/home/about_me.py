"""Away and settings: what the person has said of themselves, and the buttons to change it."""

import datetime as dt

from services.desk import Desk
from views import blocks
from views.absence import GO_AWAY, absence_row
from views.blocks import Block
from views.personal import OPEN, settings_line
from views.words import Words

ABSENCES_SHOWN = 5


def away(desk: Desk, words: Words, now: dt.datetime) -> list[Block]:
    """Present and coming absences, each with its Remove."""
    shown: list[Block] = [_heading(words.say("Away"))]
    shown += [absence_row(absence, words, now) for absence in desk.absences[:ABSENCES_SHOWN]]
    if not desk.absences:
        text = words.say("On holiday soon? Say so, and dates chosen for you skip those days.")
        shown.append(blocks.section(blocks.plain(text)))
    shown.append(blocks.actions(blocks.button(words.say("I'm away"), GO_AWAY, "new")))
    return shown


def settings(desk: Desk, words: Words, _now: dt.datetime) -> list[Block]:
    """The present settings in a line."""
    button = blocks.button(words.say("Settings"), OPEN, "open")
    return [
        _heading(words.say("Settings")),
        blocks.section(blocks.plain(settings_line(desk.person, words)), button),
    ]


def _heading(text: str) -> Block:
    return {"type": "header", "text": blocks.plain(text)}

"""What is told to somebody who goes away, or is back."""

import datetime as dt
from collections.abc import Sequence

from services.absence import Absence
from views import blocks
from views.absence import GO_AWAY, absence_row
from views.blocks import Message
from views.words import Words


def gone(stays: Sequence[Absence], words: Words, now: dt.datetime) -> Message:
    """The days as understood, the stand-in, and the button that takes them back."""
    text = words.say("You are away. I ask you nothing on those days, and nobody misses you.")
    rows = [absence_row(each, words, now) for each in stays[:5]]
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text)), *rows])


def back(
    ended: Sequence[Absence], left: Sequence[Absence], words: Words, now: dt.datetime
) -> Message:
    """There again; what is still to come stays."""
    text = words.say("Welcome back! I ask you again from now on.")
    if not ended:
        text = words.say("You are not away today, so nothing changed.")
    shown = [blocks.section(blocks.plain(text))]
    if left:
        shown.append(blocks.context(blocks.plain(words.say("Still to come:"))))
    shown += [absence_row(each, words, now) for each in left[:5]]
    return Message(blocks.escape(text), shown)


def away_button(words: Words) -> Message:
    """Where a line cannot open the form: the button that does."""
    text = words.say("From when to when are you away?")
    button = blocks.button(words.say("Choose the days"), GO_AWAY, "new", style="primary")
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )


def away_once(name: str, change_group: str, words: Words) -> Message:
    """Away when asked: this time only, unless they say more."""
    text = words.say("All right, {name} goes on without you this time.", name=name)
    buttons = [
        blocks.button(words.say("I'm away longer"), GO_AWAY, "new"),
        blocks.button(words.say("Undo"), "undo", change_group),
    ]
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(*buttons)]
    )

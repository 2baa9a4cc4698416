"""Standups on the Home tab: those that wait for an answer."""

import datetime as dt
from collections.abc import Sequence

from services.standups.waiting import WaitingRound
from views import blocks
from views.blocks import Block
from views.standups.round import ANSWER
from views.words import Words

ROWS = 4


def waiting_standups(rounds: Sequence[WaitingRound], words: Words, now: dt.datetime) -> list[Block]:
    """A row with a button for each."""
    found: list[Block] = []
    for each in rounds[:ROWS]:
        text = words.say(
            "{name} in #{channel} · open until {time}",
            name=each.standup.name,
            channel=each.place.name,
            time=words.moment(each.closes_at, today=words.today(now)),
        )
        button = blocks.button(words.say("Answer"), ANSWER, str(each.round.id))
        found.append(blocks.section(blocks.plain(f"🗣 {text}"), button))
    return found

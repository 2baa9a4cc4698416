"""The Home tab."""

import datetime as dt
from typing import Any

from services.tasks.lists import Listing
from views import blocks
from views.blocks import Block
from views.tasks.lists import form_button, grouped_rows
from views.words import Words


def home_page(listing: Listing, words: Words, now: dt.datetime) -> dict[str, Any]:
    """My day; an empty desk teaches the first three steps."""
    shown = [_header(words.say("My tasks"))]
    shown += grouped_rows(listing, words, now) if listing.rows else _first_steps(words)
    rest = listing.total - len(listing.rows)
    if rest > 0:
        more = words.count("{n} more: type /task", "{n} more: type /task", rest)
        shown.append(blocks.context(blocks.plain(more)))
    shown.append(blocks.actions(form_button(words)))
    return {"type": "home", "blocks": shown}


def _header(text: str) -> Block:
    return {"type": "header", "text": blocks.plain(text)}


def _first_steps(words: Words) -> list[Block]:
    steps = [
        words.say("1. In a channel, type: /task Send the agenda @somebody fri 5pm"),
        words.say("2. When it is done, react with ✅ to its card."),
        words.say("3. See what is on your list here, or type /task anywhere."),
    ]
    lead = words.say("Nothing on your list. Three steps to begin with:")
    return [blocks.section(blocks.plain("\n".join([lead, *steps])))]

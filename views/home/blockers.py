"""What a person was asked to help with, and what is in their own way."""

import datetime as dt

from services.desk import Desk
from views import blocks
from views.blockers.lists import blocker_row
from views.blocks import Block
from views.words import Words

ROWS = 5


def my_blockers(desk: Desk, words: Words, now: dt.datetime) -> list[Block]:
    """A few rows, what is asked of them first, and how to see the rest."""
    found = [facts for group in desk.blockers for facts in group.rows][:ROWS]
    if not found:
        return []
    total = sum(group.total for group in desk.blockers)
    heading = words.say("In my way, or asked of me")
    if total > len(found):
        heading += f" · {total}"
    shown: list[Block] = [{"type": "header", "text": blocks.plain(heading)}]
    shown += [blocker_row(facts, words, now, desk.person.id or 0) for facts in found]
    if total > len(found):
        told = words.say("For all of them, type /standup blockers anywhere.")
        shown.append(blocks.context(blocks.plain(told)))
    return shown

"""My goals with their pace, the worst first; and the check-ins that others wait for."""

import datetime as dt

from services.desk import Desk
from views import blocks
from views.blocks import Block
from views.goals.check_in import DUE
from views.goals.facts import goal_code
from views.goals.lists import goal_row
from views.words import Words

NAMED = 3
"""Goals that are named in the question for a check-in."""


def due_row(desk: Desk, words: Words) -> list[Block]:
    """One question for all check-ins that are due, with the button of their form."""
    due = desk.due_goals
    if not due:
        return []
    told = words.count(
        "A check-in is due for {n} goal:", "A check-in is due for {n} goals:", len(due)
    )
    names = [f"{goal_code(goal)} {blocks.cut(goal.title, 60)}" for goal in due[:NAMED]]
    rest = len(due) - NAMED
    if rest > 0:
        names.append(words.count("and {n} more", "and {n} more", rest))
    button = blocks.button(words.say("Check in"), DUE, "due", style="primary")
    return [blocks.section(blocks.plain(f"✏️ {told}\n{', '.join(names)}"), button)]


def my_goals(desk: Desk, words: Words, now: dt.datetime) -> list[Block]:
    """A few rows, and how to see all of them if there are more."""
    listing = desk.goals
    if listing is None or not listing.rows:
        return []
    heading = words.say("My goals")
    if listing.total > len(listing.rows):
        heading += f" · {listing.total}"
    shown: list[Block] = [{"type": "header", "text": blocks.plain(heading)}]
    shown += [
        goal_row(row, words, now, reader_id=listing.reader_id, owner=False, circle=True)
        for row in listing.rows
    ]
    if listing.after is not None:
        told = words.say("The ones that need you most. For all of them, type /goal anywhere.")
        shown.append(blocks.context(blocks.plain(told)))
    return shown

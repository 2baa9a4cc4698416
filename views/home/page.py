"""The page itself: its sections in order, within Slack's number of blocks."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from services.desk import Desk
from views.blocks import Block
from views.home.about_me import away, settings
from views.home.blockers import my_blockers
from views.home.goals import my_goals
from views.home.my_day import my_day, waiting
from views.words import Words

BLOCKS_MAX = 100
"""Slack shows no more on a Home tab."""

Section = Callable[[Desk, Words, dt.datetime], list[Block]]

SECTIONS: Sequence[Section] = (waiting, my_day, my_blockers, my_goals, away, settings)
"""In the order shown. A section with nothing to show has no blocks; each keeps to a number of rows
of its own, so that all of them together fit."""


def home_page(desk: Desk, words: Words, now: dt.datetime) -> dict[str, Any]:
    """The view for `views.publish`."""
    shown: list[Block] = []
    for section in SECTIONS:
        found = section(desk, words, now)
        if shown and found:
            shown.append({"type": "divider"})
        shown += found
    return {"type": "home", "blocks": shown[:BLOCKS_MAX]}

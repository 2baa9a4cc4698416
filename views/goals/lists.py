"""Lists of goals: the worst first, a line or two and a button each, a page at a time."""

import datetime as dt
import json

from domain.cycles import render_cycle
from domain.goal_lines.values import GoalFilters
from domain.goals.status import CLOSED
from domain.goals.values import GoalStatus, YesNo
from services.goals.lists import CANDIDATES, MINE, GoalListing, GoalRow
from views import blocks
from views.blocks import Block, Element, Message
from views.goals.amounts import CIRCLES, cycle_name, progress_bar, share_name
from views.goals.facts import goal_code, measured_name, status_word
from views.goals.form import OPEN
from views.tasks.facts import person_name
from views.words import Words

ROW_MAX = 200
BAR = 5
"""Squares of a bar: a row has a button beside it, also on a phone."""
VALUE_MAX = 2000
MORE = "goal.more"
"""Shows the next page; its value has the line, and the place where this page ends."""


def goal_list(listing: GoalListing, words: Words, now: dt.datetime, *, typed: str = "") -> Message:
    """One page of the list that the line `typed` asks for; an empty one says what to type next."""
    title = list_title(listing, words)
    if not listing.rows:
        return empty_list(listing, title, words)
    head = counted(listing, title, words)
    shown: list[Block] = [{"type": "header", "text": blocks.plain(blocks.cut(head, 150))}]
    group: GoalStatus | None = None
    for row in listing.rows:
        if row.figures.shown.status is not group:
            group = row.figures.shown.status
            shown.append(blocks.context(blocks.mrkdwn(_group_name(listing, group, words))))
        shown.append(
            goal_row(row, words, now, reader_id=listing.reader_id, owner=not _mine(listing))
        )
    shown += list_end(listing, words, typed)
    return Message(blocks.escape(head), shown)


def goal_row(
    row: GoalRow,
    words: Words,
    now: dt.datetime,
    *,
    reader_id: int,
    owner: bool = True,
    circle: bool = False,
) -> Block:
    """Two lines and the button for the likeliest step: a check-in on one's own goal, a look at
    anybody else's. `circle` where no heading says the status."""
    goal = row.goal
    head = f"{goal_code(goal)}  {blocks.cut(goal.title, ROW_MAX)}"
    if circle:
        head = f"{CIRCLES[row.figures.shown.status]} {head}"
    text = f"{head}\n{' · '.join(_row_facts(row, words, now, owner=owner))}"
    return blocks.section(blocks.plain(text), _row_button(row, words, reader_id))


def _row_button(row: GoalRow, words: Words, reader_id: int) -> Element:
    value = str(row.goal.id)
    if row.goal.owner_id == reader_id and row.goal.closed_at is None:
        style = "primary" if row.is_due else None
        return blocks.button(words.say("Check in"), "goal.check_in", value, style=style)
    return blocks.button(words.say("Details"), "goal.details", value)


def _row_facts(row: GoalRow, words: Words, now: dt.datetime, *, owner: bool) -> list[str]:
    """How far, how far it should be, whose, until when, and who has been silent."""
    goal, figures = row.goal, row.figures
    today = words.today(now)
    found = [progress_name(row, words)]
    if figures.has_pace:
        found.append(words.say("pace {share}", share=share_name(figures.expected, words)))
    if owner:
        found.append(person_name(row.owner, words))
    if measured := measured_name(figures, words):
        found.append(measured)
    if figures.shown.status in CLOSED:
        if goal.score is not None:
            found.append(words.say("score {score}", score=f"{goal.score:.2f}"))
    else:
        day = words.short_day(goal.cycle_end, with_year=goal.cycle_end.year != today.year)
        found.append(words.say("until {day}", day=day))
    mark = row_mark(row, words)
    return [*found, mark] if mark else found


def progress_name(row: GoalRow, words: Words) -> str:
    """The bar and the share, or that nothing is known yet."""
    figures = row.figures
    share = figures.progress.shown
    if share is None:
        return words.say("no figure yet")
    if share == 0 and isinstance(figures.measure, YesNo) and figures.children is None:
        return words.say("not reached yet")
    return f"{progress_bar(share, BAR)} {share_name(share, words)}"


def row_sign(row: GoalRow) -> str:
    """The sign of the same mark, where there is no room for words."""
    return "💤" if row.figures.is_stale else "✏️" if row.is_due else ""


def row_mark(row: GoalRow, words: Words) -> str:
    """What asks for a word: that nobody has spoken of the goal for long, else that a check-in is
    due; empty if neither."""
    if row.figures.is_stale:
        last = row.goal.last_check_in_at
        if last is None:
            return words.say("💤 no check-in yet")
        day = words.short_day(last.astimezone(words.zone).date())
        return words.say("💤 silent since {day}", day=day)
    return words.say("✏️ check-in due") if row.is_due else ""


def _group_name(listing: GoalListing, status: GoalStatus, words: Words) -> str:
    name = status_word(status, words)
    name = name[:1].upper() + name[1:]
    return f"{CIRCLES[status]} *{name}* · {listing.counts.get(status, 0)}"


def counted(listing: GoalListing, title: str, words: Words) -> str:
    """The title with the number of goals."""
    total = f"{CANDIDATES}+" if listing.is_cut else str(listing.total)
    return words.count(
        "{title} · {total} goal",
        "{title} · {total} goals",
        listing.total,
        title=title,
        total=total,
    )


def list_title(listing: GoalListing, words: Words) -> str:
    """What the list is of, in words."""
    filters = listing.filters
    if listing.words:
        return words.say("Found “{words}”", words=listing.words)
    parts = [f"G{number}" for number in listing.roots]
    if filters.people and listing.rows:
        parts.append(f"@{person_name(listing.rows[0].owner, words)}")
    parts += [f"#{ref.name}" for ref in filters.teams if ref.name]
    parts += [f"+{label}" for label in filters.labels]
    if listing.cycle is not None:
        first, last, label = listing.cycle.start, listing.cycle.end, render_cycle(listing.cycle)
        parts.append(cycle_name(first, last, label, words, last))
    parts += [words.say("under {goal}", goal=f"G{number}") for number in filters.under]
    parts += [status_word(status, words) for status in GoalStatus if status in filters.statuses]
    flags = [
        (filters.unassigned, words.say("unassigned")),
        (filters.stale, words.say("no check-in for a while")),
        (filters.due, words.say("check-in due")),
    ]
    parts += [name for is_set, name in flags if is_set]
    title = words.say("My goals") if filters.mine else words.say("Goals")
    return f"{title}: {', '.join(parts)}" if parts else title


def _mine(listing: GoalListing) -> bool:
    return listing.filters.mine and not listing.filters.people


def empty_list(listing: GoalListing, title: str, words: Words) -> Message:
    """Nothing here, and what to do about it."""
    if listing.words:
        text = words.say(
            "{title} · nothing. Other words, or all goals: /goal list all", title=title
        )
    elif listing.filters == MINE:
        text = words.say(
            "No open goals of yours. Write one: /goal Raise NPS from 31 to 45 by 30 Sep"
        )
    elif listing.filters == GoalFilters():
        text = words.say("No goals yet. Write the first: /goal Raise NPS from 31 to 45 by 30 Sep")
    else:
        text = words.say(
            "{title} · none. See all with /goal list, your own with /goal", title=title
        )
    shown = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    if listing.filters in {MINE, GoalFilters()} and not listing.words:
        shown.append(blocks.actions(blocks.button(words.say("New goal"), OPEN, "new")))
    return Message(blocks.escape(blocks.cut(text, 3000)), shown)


def list_end(listing: GoalListing, words: Words, typed: str) -> list[Block]:
    """The button of the next page, and a word if there were too many goals to look at."""
    shown: list[Block] = []
    if listing.after is not None:
        value = json.dumps({"line": typed, "after": list(listing.after)})
        if len(value) <= VALUE_MAX:
            shown.append(blocks.actions(blocks.button(words.say("Show more"), MORE, value)))
    if listing.is_cut:
        told = words.say(
            "Only the first {n} were looked at. Narrow it: /goal list #team Q3", n=CANDIDATES
        )
        shown.append(blocks.context(blocks.plain(told)))
    return shown

"""Lists of tasks, grouped, with a button per row and paging."""

import datetime as dt
import json
from collections.abc import Sequence

from domain.task_lines import Filters
from domain.tasks import CLOSED, Bucket, Status
from services.tasks.lists import Listing
from storage.task_lists import COUNT_UP_TO, TaskRow
from views import blocks
from views.blocks import Block, Element, Message
from views.tasks.facts import blocked_name, due_name, number_of, person_name, status_name
from views.words import Words

ROW_MAX = 250
VALUE_MAX = 2000


def task_list(
    listing: Listing,
    words: Words,
    now: dt.datetime,
    *,
    typed: str = "",
    waiting: Sequence[Block] = (),
) -> Message:
    """One page of the list that the line `typed` asks for; an empty one says what to type next.
    `waiting` stands above it: the questions that wait for the reader."""
    title = _title(listing, words)
    if not listing.rows:
        empty = _empty(listing, title, words)
        return Message(empty.text, [*waiting, *empty.blocks])
    total = f"{COUNT_UP_TO}+" if listing.total >= COUNT_UP_TO else str(listing.total)
    head = words.count(
        "{title} · {total} task",
        "{title} · {total} tasks",
        listing.total,
        title=title,
        total=total,
    )
    shown: list[Block] = [{"type": "header", "text": blocks.plain(blocks.cut(head, 150))}]
    shown = [*waiting, *shown, *grouped_rows(listing, words, now)]
    buttons = [form_button(words)] if listing.filters == Filters(mine=True) else []
    more = _more_button(listing, words, typed)
    if more is not None:
        buttons.insert(0, more)
    if buttons:
        shown.append(blocks.actions(*buttons))
    return Message(blocks.escape(head), shown)


def grouped_rows(listing: Listing, words: Words, now: dt.datetime) -> list[Block]:
    """The rows of a page, under a heading for each group."""
    shown: list[Block] = []
    group: Bucket | None = None
    for row, bucket in zip(listing.rows, listing.buckets, strict=True):
        if bucket is not group and _is_grouped(listing):
            shown.append(blocks.context(blocks.mrkdwn(f"*{bucket_name(bucket, words)}*")))
            group = bucket
        shown.append(task_row(row, words, now, mine=_is_mine(listing.filters)))
    return shown


def _is_grouped(listing: Listing) -> bool:
    return listing.filters.done_days is None and not listing.words


def task_row(row: TaskRow, words: Words, now: dt.datetime, *, mine: bool = False) -> Block:
    """One line and the button for the likeliest step."""
    closed = Status(row.task.status) in CLOSED
    action = (words.say("Reopen"), "task.reopen") if closed else (words.say("✔ Done"), "task.done")
    title = blocks.cut(row.task.title, ROW_MAX)
    facts = row_facts(row, words, now, mine=mine)
    line = f"{number_of(row.task)}  {title}\n{facts}".rstrip()
    return blocks.section(blocks.plain(line), blocks.button(*action, value=str(row.task.id)))


def row_facts(row: TaskRow, words: Words, now: dt.datetime, *, mine: bool = False) -> str:
    """What a row says below its title: owner (if not `mine`), due, and what else matters."""
    task = row.task
    facts = [] if mine else [person_name(row.owner, words)]
    if task.due_date is not None:
        facts.append(due_name(task, words, now))
    if task.priority != 3:
        facts.append(f"P{task.priority}")
    if row.offered_to is not None:
        facts.append(words.say("offered to {name}", name=person_name(row.offered_to, words)))
    if task.status != Status.OPEN:
        facts.append(
            blocked_name(task, words) if task.status == Status.BLOCKED else status_name(task, words)
        )
    return " · ".join(facts)


def bucket_name(bucket: Bucket, words: Words) -> str:
    """The heading of a group."""
    names = {
        Bucket.OVERDUE: words.say("Overdue"),
        Bucket.TODAY: words.say("Today"),
        Bucket.WEEK: words.say("Next 7 days"),
        Bucket.LATER: words.say("Later"),
        Bucket.NO_DATE: words.say("No date"),
    }
    return names[bucket]


def _title(listing: Listing, words: Words) -> str:
    filters = listing.filters
    if listing.words:
        return words.say("Found “{words}”", words=listing.words)
    parts = [f"@{person_name(listing.rows[0].owner, words)}"] if _about_one(listing) else []
    parts += [f"#{ref.name}" for ref in filters.teams if ref.name]
    parts += [f"+{label}" for label in filters.labels]
    parts += [words.say("for {goal}", goal=f"G{number}") for number in filters.goals]
    parts += [f"P{int(filters.priority)}"] if filters.priority else []
    flags = [
        (filters.overdue, words.say("overdue")),
        (filters.today, words.say("due today")),
        (filters.week, words.say("due in 7 days")),
        (filters.blocked, words.say("blocked")),
        (filters.unassigned, words.say("unassigned")),
    ]
    parts += [name for is_set, name in flags if is_set]
    if filters.done_days is not None:
        parts.append(words.count("done in {n} day", "done in {n} days", filters.done_days))
    title = words.say("My tasks") if _is_mine(filters) else words.say("Tasks")
    return f"{title}: {', '.join(parts)}" if parts else title


def _is_mine(filters: Filters) -> bool:
    """A list that names nobody and nothing else is one's own."""
    about = (filters.people, filters.teams, filters.labels, filters.goals, filters.unassigned)
    others = any(about) or filters.blocked or filters.everything or filters.done_days is not None
    return filters.mine or not others


def _about_one(listing: Listing) -> bool:
    return bool(listing.filters.people and listing.rows)


def _empty(listing: Listing, title: str, words: Words) -> Message:
    if listing.filters in {Filters(), Filters(mine=True)}:
        text = words.say("Nothing on your list. Add something: /task Send the agenda fri 5pm")
    else:
        text = words.say("{title} · nothing here. See your own with /task", title=title)
    said = blocks.section(blocks.plain(text))
    return Message(blocks.escape(text), [said, blocks.actions(form_button(words))])


def form_button(words: Words) -> Element:
    """Opens the form of a new task."""
    return blocks.button(words.say("New task"), "task.form", "new")


def _more_button(listing: Listing, words: Words, typed: str) -> Element | None:
    """The next page is asked for with the same line and the place where this page ends."""
    if listing.after is None:
        return None
    at, task_id = listing.after
    value = json.dumps({"line": typed, "after": [at.isoformat(), task_id]})
    if len(value) > VALUE_MAX:
        return None
    return blocks.button(words.say("Show more"), "task.more", value)

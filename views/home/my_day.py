"""Questions that wait for the person, and their tasks with what they do most to them: overdue
first, a page at a time."""

import datetime as dt
import json

from domain.tasks import Bucket
from services.desk import Desk
from storage.task_lists import COUNT_UP_TO, TaskRow
from views import blocks
from views.blocks import Block, Element
from views.home.goals import due_row
from views.standups.home import waiting_standups
from views.tasks.card import snooze_menu
from views.tasks.facts import number_of
from views.tasks.handing import block_of, hand_menu, take_back_button, waiting_rows
from views.tasks.lists import ROW_MAX, bucket_name, form_button, row_facts
from views.words import Words

MORE, TOP = "home.more", "home.top"
"""Show another page; the value of the button says where that begins, "{}" being the first."""


def my_day(desk: Desk, words: Words, now: dt.datetime) -> list[Block]:
    """Rows under a heading for each group; an empty desk teaches the first three steps."""
    today = words.day(words.today(now))
    shown: list[Block] = [
        {"type": "header", "text": blocks.plain(words.say("My day · {day}", day=today))}
    ]
    if not desk.tasks.rows:
        return [*shown, *_first_steps(words), blocks.actions(form_button(words))]
    shown.append(blocks.actions(form_button(words)))
    group: Bucket | None = None
    for row, bucket in zip(desk.tasks.rows, desk.tasks.buckets, strict=True):
        if bucket is not group:
            shown.append(blocks.context(blocks.mrkdwn(f"*{bucket_name(bucket, words)}*")))
            group = bucket
        shown += _row(row, words, now)
    return shown + _paging(desk, words)


def waiting(desk: Desk, words: Words, now: dt.datetime) -> list[Block]:
    """What others wait to hear from the person, before anything else."""
    found = waiting_rows(desk.questions, desk.person.id or 0, words, now)[1:]
    found = waiting_standups(desk.standups, words, now) + found
    found += due_row(desk, words)
    if not found:
        return []
    title = blocks.plain(words.say("Waiting for my answer"))
    return [{"type": "header", "text": title}, *found]


def _row(row: TaskRow, words: Words, now: dt.datetime) -> list[Block]:
    task_id, facts = row.task.id or 0, row_facts(row, words, now, mine=True)
    offered = row.task.offered_to_id is not None
    buttons = blocks.actions(
        blocks.button(words.say("✔ Done"), "task.done", str(task_id)),
        snooze_menu(task_id, words),
        take_back_button(task_id, words) if offered else hand_menu(words),
    )
    return [
        blocks.line(
            blocks.bold(f"{number_of(row.task)}  "),
            blocks.words(blocks.cut(row.task.title, ROW_MAX)),
            *([blocks.words(f"\n{facts}")] if facts else []),
        ),
        {**buttons, "block_id": block_of(row.task)},
    ]


def _paging(desk: Desk, words: Words) -> list[Block]:
    buttons: list[Element] = []
    if desk.tasks.after is not None:
        at, task_id = desk.tasks.after
        value = json.dumps({"after": [at.isoformat(), task_id]})
        buttons.append(blocks.button(words.say("Show more"), MORE, value))
    if not desk.is_first:
        buttons.append(blocks.button(words.say("Back to the top"), TOP, "{}"))
    if not buttons:
        return []
    total = desk.tasks.total
    shown = f"{COUNT_UP_TO}+" if total >= COUNT_UP_TO else str(total)
    told = words.count("{total} task in all", "{total} tasks in all", total, total=shown)
    return [blocks.actions(*buttons), blocks.context(blocks.plain(told))]


def _first_steps(words: Words) -> list[Block]:
    steps = [
        words.say("1. In a channel, type: /task Send the agenda @somebody fri 5pm"),
        words.say("2. When it is done, react with ✅ to its card."),
        words.say("3. See what is on your list here, or type /task anywhere."),
    ]
    lead = words.say("Nothing on your list. Three steps to begin with:")
    return [blocks.section(blocks.plain("\n".join([lead, *steps])))]

"""The digest: everything that waits for a person today, in one message with its buttons."""

import datetime as dt
from collections.abc import Iterator, Sequence

from domain.nudges.values import Kind
from services.nudges.digest import Digest, Fate, Settled
from storage.tables import Blocker
from storage.task_lists import TaskRow
from views import blocks
from views.blocks import Block, Element, Message
from views.goals.check_in import DUE
from views.goals.facts import goal_code
from views.nudges.replies import kind_name
from views.tasks.card import snooze_menu
from views.tasks.facts import due_name, number_of, person_name
from views.tasks.handing import block_of, hand_menu, take_back_button
from views.tasks.lists import ROW_MAX, row_facts
from views.words import Words

LESS, GOT_IT = "nudge.less", "nudge.got_it"
ROWS_MAX = 15
BLOCKS_MAX = 42
"""With what stands below the rows a message stays under Slack's 50 blocks."""
NAMED = 5
FACTS_MAX = 200
SETTLED_MAX = 10
TEXT_MAX = 1000

Group = tuple[str, Sequence[TaskRow], bool]
"""A heading, its rows, and whether they are the reader's own."""


def digest_message(digest: Digest, words: Words, now: dt.datetime) -> Message:
    """The message as it stands; when nothing is left to do it says so."""
    head = f"{words.day(digest.day)} · {_summary(digest, words)}"
    shown: list[Block] = [{"type": "header", "text": blocks.plain(blocks.cut(head, 150))}]
    shown += _check_ins(digest, words)
    left = 0
    rows = 0
    for title, group, is_mine in _groups(digest, words):
        room = min(ROWS_MAX - rows, (BLOCKS_MAX - len(shown) - 1) // 2)
        fitting = group[: max(room, 0)]
        left += len(group) - len(fitting)
        rows += len(fitting)
        if fitting:
            shown.append(blocks.context(blocks.mrkdwn(f"*{blocks.escape(title)}*")))
        for row in fitting:
            shown += _row(row, words, now, is_mine=is_mine)
    if left:
        more = words.count("and {n} more: /task", "and {n} more: /task", left)
        shown.append(blocks.context(blocks.plain(more)))
    shown += _blockers(digest, words)
    shown += _settled(digest.settled, words, now)
    shown += _foot(digest, words)
    return Message(_fallback(digest, head), shown)


def _groups(digest: Digest, words: Words) -> Iterator[Group]:
    yield words.say("Overdue"), digest.overdue, True
    yield words.say("Due today"), digest.today, True
    yield words.say("Coming up"), digest.soon, True
    for person, rows in digest.covered:
        name = person_name(person, words)
        yield words.say("You stand in for {name}", name=name), rows, False
    yield words.say("Late in your team"), digest.late, False


def _summary(digest: Digest, words: Words) -> str:
    covered = sum(len(rows) for _, rows in digest.covered)
    late, blocked = len(digest.late), len(digest.blockers) + len(digest.unanswered)
    parts = [
        words.count("{n} overdue", "{n} overdue", len(digest.overdue)) if digest.overdue else "",
        words.count("{n} due today", "{n} due today", len(digest.today)) if digest.today else "",
        words.count("{n} coming up", "{n} coming up", len(digest.soon)) if digest.soon else "",
        words.count("{n} check-in", "{n} check-ins", len(digest.goals)) if digest.goals else "",
        words.count("{n} as stand-in", "{n} as stand-in", covered) if covered else "",
        words.count("{n} late in the team", "{n} late in the team", late) if late else "",
        words.count("{n} blocker", "{n} blockers", blocked) if blocked else "",
    ]
    return ", ".join(part for part in parts if part) or words.say("all done ✅")


def _row(row: TaskRow, words: Words, now: dt.datetime, *, is_mine: bool) -> list[Block]:
    task_id = row.task.id or 0
    facts = blocks.cut(row_facts(row, words, now, mine=is_mine), FACTS_MAX)
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


def _check_ins(digest: Digest, words: Words) -> list[Block]:
    goals = digest.goals
    if not goals:
        return []
    told = words.count(
        "A check-in is due for {n} goal:", "A check-in is due for {n} goals:", len(goals)
    )
    names = [f"{goal_code(goal)} {blocks.cut(goal.title, 60)}" for goal in goals[:NAMED]]
    if len(goals) > NAMED:
        names.append(words.count("and {n} more", "and {n} more", len(goals) - NAMED))
    button = blocks.button(words.say("Check in"), DUE, "due", style="primary")
    return [blocks.section(blocks.plain(f"✏️ {told}\n{', '.join(names)}"), button)]


def _blockers(digest: Digest, words: Words) -> list[Block]:
    asked = words.say("Somebody is stuck and named you")
    nobody = words.say("Nobody has answered for 2 working days")
    return [
        _blocker_lines(title, found, words)
        for title, found in ((asked, digest.blockers), (nobody, digest.unanswered))
        if found
    ]


def _blocker_lines(title: str, found: Sequence[Blocker], words: Words) -> Block:
    lines = [f"🚧 {title}"]
    lines += [f"B{each.number} {blocks.cut(each.title, 120)}" for each in found[:NAMED]]
    if len(found) > NAMED:
        lines.append(words.count("and {n} more", "and {n} more", len(found) - NAMED))
    lines.append(words.say("Say that you take it: /standup B{number} ack", number=found[0].number))
    return blocks.section(blocks.plain("\n".join(lines)))


def _settled(found: Sequence[Settled], words: Words, now: dt.datetime) -> list[Block]:
    if not found:
        return []
    lines = [_fate(each, words, now) for each in found[:SETTLED_MAX]]
    if len(found) > SETTLED_MAX:
        more = len(found) - SETTLED_MAX
        lines.append(words.count("and {n} more", "and {n} more", more))
    return [blocks.context(blocks.plain("\n".join(lines)))]


def _fate(settled: Settled, words: Words, now: dt.datetime) -> str:
    name = f"{settled.subject} {blocks.cut(settled.title, 100)}"
    task = settled.task
    date = due_name(task, words, now) if task is not None else ""
    by = person_name(settled.by, words)
    told = {
        Fate.DONE: words.say("✅ {name}: done", name=name),
        Fate.DROPPED: words.say("🗑 {name}: dropped", name=name),
        Fate.MOVED: words.say("📅 {name}: now {date}", name=name, date=date),
        Fate.HANDED: words.say("🤝 {name}: {person} has it", name=name, person=by),
        Fate.CHECKED_IN: words.say("✅ {name}: checked in", name=name),
        Fate.ANSWERED: words.say("✅ {name}: answered", name=name),
    }
    return told[settled.fate]


def _foot(digest: Digest, words: Words) -> list[Block]:
    why = blocks.context(blocks.plain(words.say("Why did I get this? Type /ops why")))
    if digest.is_over:
        return [why]
    if digest.is_acknowledged:
        told = words.say("You have seen this. I keep quiet about it until something changes.")
        return [blocks.context(blocks.plain(f"👍 {told}")), why]
    got_it = blocks.button(words.say("👍 Got it"), GOT_IT, str(digest.sent_id))
    return [{"type": "divider"}, blocks.actions(got_it, less_of_this(digest.kinds, words)), why]


def less_of_this(kinds: Sequence[Kind], words: Words) -> Element:
    """A button if there is one kind to have less of, else a menu of them."""
    text = words.say("Less of this")
    if len(kinds) == 1:
        return blocks.button(text, LESS, kinds[0].value)
    return blocks.select(text, LESS, [(kind_name(kind, words), kind.value) for kind in kinds])


def _fallback(digest: Digest, head: str) -> str:
    """What a notification and a screen reader say."""
    groups = (digest.overdue, digest.today, digest.soon)
    rows = [row for group in groups for row in group]
    names = ", ".join(f"{number_of(row.task)} {row.task.title}" for row in rows[:NAMED])
    return blocks.escape(blocks.cut(f"{head}: {names}" if names else head, TEXT_MAX))

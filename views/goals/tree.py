"""Trees of goals: a line each, moved in under the goal above."""

from services.goals.lists import GoalListing, GoalRow
from views import blocks
from views.blocks import Block, Element, Message
from views.goals.amounts import CIRCLES
from views.goals.facts import goal_code
from views.goals.lists import counted, empty_list, list_end, list_title, progress_name, row_sign
from views.tasks.facts import person_name
from views.words import Words

TITLE_SHOWN = 80
NAME_SHOWN = 30
INDENT = "\u2003"
"""An em space: ordinary ones at the beginning of a line are not drawn."""


def goal_tree(listing: GoalListing, words: Words, *, typed: str = "") -> Message:
    """One page of the tree that the line `typed` asks for."""
    title = list_title(listing, words)
    if not listing.rows:
        return empty_list(listing, title, words)
    head = counted(listing, title, words)
    shown: list[Block] = [{"type": "header", "text": blocks.plain(blocks.cut(head, 150))}]
    if listing.above:
        path = " › ".join(goal_code(goal) for goal in listing.above)
        shown.append(blocks.context(blocks.plain(words.say("… under {goals}", goals=path))))
    shown += [_family(rows, words) for rows in _families(listing.rows)]
    shown += list_end(listing, words, typed)
    return Message(blocks.escape(head), shown)


def _families(rows: tuple[GoalRow, ...]) -> list[list[GoalRow]]:
    """The rows of each goal at the top with all under it."""
    found: list[list[GoalRow]] = []
    for row in rows:
        if not found or _level(row) == 0:
            found.append([])
        found[-1].append(row)
    return found


def _family(rows: list[GoalRow], words: Words) -> Block:
    """One block, so that no gap parts the lines of a tree."""
    pieces: list[Element] = []
    for row in rows:
        if pieces:
            pieces.append(blocks.words("\n"))
        pieces += _line(row, words)
    return blocks.line(*pieces)


def _line(row: GoalRow, words: Words) -> list[Element]:
    """Circle, code, title, bar and share, owner."""
    goal, level = row.goal, _level(row)
    branch = f"{INDENT * (level - 1)}└ " if level else ""
    head = f"{branch}{CIRCLES[row.figures.shown.status]} {goal_code(goal)} "
    title = blocks.cut(goal.title, TITLE_SHOWN)
    facts = [progress_name(row, words), blocks.cut(person_name(row.owner, words), NAME_SHOWN)]
    facts += [sign] if (sign := row_sign(row)) else []
    styled = blocks.words(title) if level else blocks.bold(title)
    return [blocks.bold(head), styled, blocks.words(f" · {' · '.join(facts)}")]


def _level(row: GoalRow) -> int:
    return row.branch.level if row.branch is not None else 0

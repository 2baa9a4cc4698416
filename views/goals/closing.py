"""Closing goals: the form with a score for each, and what it led to."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.cycles import Cycle, render_cycle
from domain.goals.values import CHECK_IN_WHY_MAX
from services.goals.closing import Closed, ClosingLine, ClosingSheet
from storage.tables import Goal
from views import blocks
from views.blocks import Block, Message
from views.forms import field, initial
from views.goals.amounts import cycle_name
from views.goals.facts import code_beside, goal_code, progress_line, score_facts, status_line
from views.opening import form_button
from views.tasks.facts import person_name
from views.words import Words

CLOSE = "goal.close"
"""The form's name, and the action of the buttons that open it."""
GO_ON = "goal.go_on"
SCORE, WORD, CARRY = "score", "word", "carry"
YES = "yes"


def field_of_goal(kind: str, number: int) -> str:
    """The block id of a goal's field."""
    return f"{kind}_G{number}"


def closing_form(sheet: ClosingSheet, words: Words, *, memory: str) -> dict[str, Any]:
    """A modal with a score, a last word and the next cycle for each goal; `memory` comes back with
    it unseen."""
    return {
        "type": "modal",
        "callback_id": CLOSE,
        "title": blocks.plain(words.say("Close goals")),
        "submit": blocks.plain(words.say("Close")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": [*_head(sheet, words), *_rows(sheet, words)],
    }


def _head(sheet: ClosingSheet, words: Words) -> list[Block]:
    told = words.say("A score says how much was reached: 0 is nothing, 1 is all, 0.7 is good.")
    if len(sheet.lines) > 1:
        told += " " + words.say("Empty the score of a goal that should stay open.")
    shown = [blocks.section(blocks.plain(told))]
    notes = [note for note in (_early(sheet, words), _more(sheet, words)) if note]
    if notes:
        shown.append(blocks.context(*(blocks.plain(note) for note in notes)))
    return shown


def _early(sheet: ClosingSheet, words: Words) -> str:
    """When the cycle ends, if it is not over."""
    cycle = sheet.cycle or sheet.lines[0].figures.cycle
    days = (cycle.end - sheet.today).days
    if days < 0:
        return ""
    if days == 0:
        return words.say("⏳ The time ends today.")
    return words.count(
        "⏳ The time ends on {day}, tomorrow; closing early is fine.",
        "⏳ The time ends on {day}, in {n} days; closing early is fine.",
        days,
        day=words.day(cycle.end, today=sheet.today),
    )


def _more(sheet: ClosingSheet, words: Words) -> str:
    if not sheet.more:
        return ""
    return words.count(
        "The first goal is here; the rest comes next.",
        "The first {n} goals are here; the rest comes next.",
        len(sheet.lines),
    )


def _rows(sheet: ClosingSheet, words: Words) -> list[Block]:
    shown: list[Block] = []
    for line in sheet.lines:
        shown += [{"type": "divider"}, *_goal(line, sheet, words)]
    return shown


def _goal(line: ClosingLine, sheet: ClosingSheet, words: Words) -> list[Block]:
    goal, figures = line.facts.goal, line.figures
    known = [progress_line(figures, words), status_line(line.facts, figures, words)]
    known.append(f"👤 {person_name(line.facts.owner, words)}")
    if sheet.cycle is not None and figures.cycle != sheet.cycle:
        known.append(f"📅 {cycle_label(figures.cycle, words, sheet.today)}")
    if line.next_goal is not None:
        after = code_beside(goal, line.next_goal, words)
        known.append(words.say("➡ carried over to {goal}", goal=after))
    name = [blocks.bold(f"🎯 {goal_code(goal)}  "), blocks.words(goal.title)]
    shown = [blocks.line(*name), blocks.context(*(blocks.plain(each) for each in known))]
    number = goal.number
    score = initial("initial_value", _written(line.score))
    word = {
        "max_length": CHECK_IN_WHY_MAX,
        "placeholder": blocks.plain(words.say("What did we learn?")),
        **initial("initial_value", " ".join(goal.reason.split())),
    }
    shown.append(field(field_of_goal(SCORE, number), words.say("Score"), "plain_text_input", score))
    shown.append(
        field(field_of_goal(WORD, number), words.say("Last word"), "plain_text_input", word)
    )
    if line.next_cycle is not None:
        shown.append(_carry(number, line.next_cycle, words, sheet.today))
    return shown


def _carry(number: int, cycle: Cycle, words: Words, today: dt.date) -> Block:
    into = words.say("Carry over into {cycle}", cycle=cycle_label(cycle, words, today))
    options = {"options": [blocks.option(into, YES)]}
    label = words.say("What is left")
    return field(field_of_goal(CARRY, number), label, "checkboxes", options)


def _written(score: Decimal | None) -> str:
    return "" if score is None else f"{score:.2f}"


def cycle_label(cycle: Cycle, words: Words, today: dt.date) -> str:
    """A cycle by its code, or by both days where it has none."""
    return cycle_name(cycle.start, cycle.end, render_cycle(cycle), words, today)


def closing_offer(sheet: ClosingSheet, words: Words) -> Message:
    """The way to the form for a line that came as a message."""
    if sheet.cycle is None:
        goal = sheet.lines[0].facts.goal
        told = words.say("Close {goal} with a score?", goal=f"{goal_code(goal)} {goal.title}")
        return form_button(told, words.say("Close"), CLOSE, str(goal.id))
    name = cycle_label(sheet.cycle, words, sheet.today)
    told = words.count(
        "{n} goal of {cycle} waits for its score.",
        "{n} goals of {cycle} wait for their score.",
        len(sheet.lines),
        cycle=name,
    )
    return form_button(told, words.say("Close goals"), CLOSE, cycle_value(sheet.cycle))


def cycle_value(cycle: Cycle, skip: int = 0) -> str:
    """What a button carries to open the form for a cycle, without the first `skip` goals."""
    return f"{cycle.start.isoformat()} {cycle.end.isoformat()} {skip}"


def nothing_to_close(sheet: ClosingSheet, words: Words, *, named: bool) -> Message:
    """No goal waits for this person's word."""
    if named and sheet.cycle is not None:
        text = words.say(
            "No open goal of yours or of a team you lead ends in {cycle}. See all with /goal list",
            cycle=cycle_label(sheet.cycle, words, sheet.today),
        )
    else:
        text = words.say("You have no open goal to close. Write one: /goal Raise NPS from 31 to 45")
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])


def goals_closed(
    results: Sequence[Closed],
    words: Words,
    today: dt.date,
    change_group: str,
    *,
    rest: Cycle | None = None,
    skip: int = 0,
) -> Message:
    """A line for each goal that was closed, with Undo; `rest` is the cycle of which more wait
    behind the first `skip`."""
    text = "\n".join(_told(result, words, today) for result in results)
    shown: list[Block] = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    buttons = []
    if any(result.changed.changes or result.next_goal for result in results):
        buttons.append(blocks.button(words.say("Undo"), "undo", change_group))
    for result in results:
        if result.may_go_on is not None:
            into = cycle_label(result.may_go_on, words, today)
            label = words.say("Carry over into {cycle}", cycle=into)
            value = str(result.changed.facts.goal.id)
            buttons.append(blocks.button(label, GO_ON, value))
    if rest is not None:
        next_ones = words.say("Next goals of {cycle}", cycle=cycle_label(rest, words, today))
        buttons.append(blocks.button(next_ones, CLOSE, cycle_value(rest, skip), style="primary"))
    if buttons:
        shown.append(blocks.actions(*buttons))
    return Message(blocks.escape(text), shown)


def _told(result: Closed, words: Words, today: dt.date) -> str:
    goal = result.changed.facts.goal
    name = f"{goal_code(goal)} {goal.title}"
    graded = score_facts(goal.score or 0.0)
    if result.changed.changes:
        told = words.say("{grade} Closed with {score}: {goal}", goal=name, **graded)
    else:
        told = words.say("{grade} {goal} is closed with {score}.", goal=name, **graded)
    if result.next_goal is None:
        return told
    return f"{told} → {_next(result.next_goal.goal, words, today)}"


def _next(goal: Goal, words: Words, today: dt.date) -> str:
    cycle = Cycle(goal.cycle_start, goal.cycle_end)
    name = cycle_label(cycle, words, today)
    return words.say("goes on as {goal} in {cycle}", goal=goal_code(goal), cycle=name)

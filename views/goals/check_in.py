"""The form of check-ins, and the messages around it."""

from collections.abc import Sequence
from typing import Any

from domain.goals.values import CHECK_IN_WHY_MAX, GoalStatus, Metric, Milestones
from services.goals.check_in_form import AS_FIGURES_SAY, Sheet, done_steps
from services.goals.figures import GoalFigures
from storage.goals import GoalFacts
from storage.tables import Goal
from views import blocks
from views.blocks import Block, Message
from views.forms import choice, field
from views.goals.amounts import CIRCLES, metric_amount, share_name
from views.goals.card import standing
from views.goals.facts import goal_code, status_word
from views.opening import form_button
from views.words import Words

FORM = "goal.check_in"
OPEN, DUE = "goal.check_in", "goal.check_due"
"""Buttons: the form for the goals whose primary keys are the value; for all that are due."""
TITLE_SHOWN = 150
CHECKBOXES_MAX = 10
"""More choices than that need a menu."""
LISTED = 10


def check_in_form(sheet: Sheet, words: Words, *, memory: str = "") -> dict[str, Any]:
    """A modal with the figures of each goal and the fields of its check-in."""
    shown: list[Block] = []
    single = len(sheet.goals) == 1
    for facts in sheet.goals:
        figures = sheet.figures[facts.goal.id or 0]
        shown += [{"type": "divider"}] if shown else []
        shown += _context(facts, figures, words)
        shown += _fields(facts.goal.id or 0, figures, words, single=single)
    if sheet.rest:
        told = words.count(
            "{n} more goal comes after you send this.",
            "{n} more goals come after you send this.",
            len(sheet.rest),
        )
        shown.append(blocks.context(blocks.plain(told)))
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": blocks.plain(words.say("Check in")),
        "submit": blocks.plain(words.say("Check in")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": shown,
    }


def _context(facts: GoalFacts, figures: GoalFigures, words: Words) -> list[Block]:
    """The goal, and where it stands."""
    goal = facts.goal
    title = blocks.cut(goal.title, TITLE_SHOWN)
    return [
        blocks.line(blocks.bold(f"🎯 {goal_code(goal)}  {title}")),
        blocks.context(blocks.plain(standing(facts, figures, words))),
    ]


def _fields(key: int, figures: GoalFigures, words: Words, *, single: bool) -> list[Block]:
    found = []
    if isinstance(figures.measure, Metric):
        found.append(_value(key, figures, figures.measure, words))
    elif isinstance(figures.measure, Milestones):
        found.append(_steps(key, figures.measure, words))
    kind = "radio_buttons" if single else "static_select"
    status = choice(_statuses(figures, words), AS_FIGURES_SAY)
    why = {
        "multiline": True,
        "max_length": CHECK_IN_WHY_MAX,
        "placeholder": blocks.plain(words.say("What moved, what is in the way")),
    }
    return [
        *found,
        field(f"status_{key}", words.say("Status"), kind, status),
        field(f"confidence_{key}", words.say("Confidence"), "static_select", _shares(words)),
        field(f"why_{key}", words.say("Why"), "plain_text_input", why),
    ]


def _value(key: int, figures: GoalFigures, metric: Metric, words: Words) -> Block:
    present = figures.value if figures.value is not None else metric.start
    if present is None:
        hint = words.say("The first figure, for example 39 or 1.2k")
    else:
        last = metric_amount(metric, present, words)
        hint = words.say("Last {value}. The new figure, or +3 to add", value=last)
    typed = {"placeholder": blocks.plain(blocks.cut(hint, 150)), "max_length": 40}
    return field(f"value_{key}", words.say("Value"), "plain_text_input", typed)


def _steps(key: int, milestones: Milestones, words: Words) -> Block:
    options = [
        blocks.option(f"{place}. {step.title}", str(place))
        for place, step in enumerate(milestones.steps, 1)
    ]
    done = done_steps(milestones)
    ticked = [each for each in options if int(each["value"]) in done]
    more: dict[str, Any] = {"options": options}
    if ticked:
        more["initial_options"] = ticked
    kind = "checkboxes" if len(options) <= CHECKBOXES_MAX else "multi_static_select"
    return field(f"steps_{key}", words.say("Steps done"), kind, more)


def _statuses(figures: GoalFigures, words: Words) -> list[tuple[str, str]]:
    as_is = words.say("As the figures say")
    if figures.suggestion is not None:
        said = figures.suggestion.status
        name = f"{CIRCLES[said]} {status_word(said, words)}"
        as_is = words.say("As the figures say ({status})", status=name)
    known = (GoalStatus.GREEN, GoalStatus.AMBER, GoalStatus.RED)
    named = [(f"{CIRCLES[each]} {status_word(each, words)}", each.value) for each in known]
    return [(as_is, AS_FIGURES_SAY), *named]


def _shares(words: Words) -> dict[str, Any]:
    options = [
        blocks.option(share_name(share / 100, words), str(share)) for share in range(100, -1, -10)
    ]
    asked = words.say("How sure are you to reach it?")
    return {"options": options, "placeholder": blocks.plain(asked)}


def form_offer(sheet: Sheet, words: Words) -> Message:
    """The button to the form, where Slack lets open none at once."""
    goals = [facts.goal for facts in sheet.goals]
    keys = " ".join([*(str(goal.id) for goal in goals), *map(str, sheet.rest)])
    names = ", ".join(goal_code(goal) for goal in goals)
    count = len(goals) + len(sheet.rest)
    text = words.count(
        "The check-in for {goals} is ready:",
        "The check-ins for {n} goals are ready ({goals}):",
        count,
        goals=names if not sheet.rest else f"{names} …",
    )
    return form_button(text, words.say("Check in"), OPEN, keys)


def with_rest(told: Message, rest: Sequence[int], words: Words) -> Message:
    """What was checked in, and the way to those that had no room in the form."""
    if not rest:
        return told
    text = words.count("{n} more goal is waiting.", "{n} more goals are waiting.", len(rest))
    value = " ".join(map(str, rest))
    button = blocks.button(words.say("Go on"), OPEN, value, style="primary")
    shown = [*told.blocks, blocks.section(blocks.plain(text)), blocks.actions(button)]
    return Message(f"{told.text}\n{blocks.escape(text)}", shown)


def nothing_due(goals: Sequence[Goal], words: Words) -> Message:
    """No check-in is due: the goals that are open, for those who want to say something anyway."""
    if not goals:
        text = words.say(
            "You own no open goal. Write one in a line, for example: "
            "/goal Raise NPS from 31 to 45 by 30 Sep"
        )
        return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])
    text = words.count(
        "No check-in is due. You have {n} open goal:",
        "No check-in is due. You have {n} open goals:",
        len(goals),
    )
    names = [f"{goal_code(goal)} {blocks.cut(goal.title, TITLE_SHOWN)}" for goal in goals[:LISTED]]
    shown = [
        blocks.section(blocks.plain(text)),
        blocks.bullets(*([blocks.words(name)] for name in names)),
    ]
    if len(goals) > LISTED:
        more = words.count("and {n} more", "and {n} more", len(goals) - LISTED)
        shown.append(blocks.context(blocks.plain(more)))
    keys = " ".join(str(goal.id) for goal in goals)
    shown.append(blocks.actions(blocks.button(words.say("Check in anyway"), OPEN, keys)))
    return Message(blocks.escape("\n".join([text, *names])), shown)

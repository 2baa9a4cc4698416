"""The history of a goal: what its fields mean, and what was said in its check-ins."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from domain.goals.stored import measure_from_json
from domain.goals.values import GoalStatus, LinkedKpi, Metric, Milestones
from services.goals.figures import GoalFigures
from services.goals.history import GoalPast
from services.past import Names
from storage.goals import GoalFacts
from storage.tables import Activity
from views import blocks, history
from views.blocks import Block, Message
from views.goals.amounts import metric_amount
from views.goals.facts import goal_code, metric_range, status_word
from views.goals.note import said_in
from views.history import Tell, Telling
from views.words import Words

HIDDEN = {
    "closed_at",
    "conversation_id",
    "visibility",
    "last_check_in_at",
    "check_in",
    "carried_from_id",
}
"""Fields that follow from others, or that mean nothing to people."""
WHY_SHOWN = 1000


def goal_history_message(
    facts: GoalFacts, past: GoalPast, figures: GoalFigures, words: Words
) -> Message:
    """The latest of a goal's history, with a button for everything."""
    head = f"{goal_code(facts.goal)} {facts.goal.title}"
    shown: list[Block] = [
        blocks.line(blocks.bold(f"🎯 {goal_code(facts.goal)}  "), blocks.words(facts.goal.title)),
        *goal_history_blocks(past, figures, words),
        blocks.actions(blocks.button(words.say("Details"), "goal.details", str(facts.goal.id))),
    ]
    return Message(blocks.escape(words.say("History of {task}", task=head)), shown)


def goal_history_blocks(past: GoalPast, figures: GoalFigures, words: Words) -> list[Block]:
    """A block for each check-in and change, newest first."""

    def sentences(line: Activity, _names: Names, reader: Words) -> list[str]:
        said = past.check_ins.get(_said(line.changes) or 0)
        if said is None:
            return []
        told = ", ".join(said_in(said, figures, reader))
        head = reader.say("checked in: {said}", said=told) if told else reader.say("checked in")
        if said.undone:
            head += f" ({reader.say('taken back')})"
        return [head, *([f"“{blocks.cut(said.why, WHY_SHOWN)}”"] if said.why else [])]

    telling = Telling(values=_values(figures.metric), shown=_shown, sentences=sentences)
    return history.history_blocks(past.page, telling, words)


def _said(changes: Mapping[str, list[Any]]) -> int | None:
    """The check-in that a line wrote; None if it is of something else or takes one back."""
    before, after = changes.get("check_in") or (None, None)
    return int(after) if after and after > (before or 0) else None


def _shown(changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The fields that people know; what a check-in says is told in its own words."""
    found = {name: values for name, values in changes.items() if name not in HIDDEN}
    if _said(changes) is not None:
        found.pop("value", None)
        found.pop("health", None)
        if not any(value and value.get("steps") for value in found.get("measure", ())):
            found.pop("measure", None)
    return found


def _values(metric: Metric | None) -> Mapping[str, Tell]:
    def amount(value: float, _names: Names, words: Words) -> str:
        return f"{value:g}" if metric is None else metric_amount(metric, value, words)

    return {**_VALUES, "value": amount}


def _measure(value: dict[str, Any], _names: Names, words: Words) -> str:
    measure = measure_from_json(value)
    if isinstance(measure, Milestones):
        done = sum(step.done_on is not None for step in measure.steps)
        return words.count(
            "{done} of {n} step", "{done} of {n} steps", len(measure.steps), done=done
        )
    if isinstance(measure, LinkedKpi):
        return f"K{measure.number}"
    return metric_range(measure, words) if isinstance(measure, Metric) else words.say("yes or no")


def _status(value: str, _names: Names, words: Words) -> str:
    return words.say("open") if value == "open" else status_word(GoalStatus(value), words)


def _day(value: str, _names: Names, words: Words) -> str:
    return words.day(dt.date.fromisoformat(value), today=dt.date.min)


def _pillar(value: int, names: Names, words: Words) -> str:
    return names.pillars.get(value) or words.say("a private item")


_VALUES: Mapping[str, Tell] = {
    "status": _status,
    "health": _status,
    "measure": _measure,
    "owner_id": history.person,
    "watchers": history.people,
    "labels": history.labels,
    "tasks": history.tasks,
    "parent_id": lambda value, names, words: history.goals([value], names, words),
    "team_id": history.team,
    "pillar_id": _pillar,
    "cycle_start": _day,
    "cycle_end": _day,
    "score": lambda value, _names, _words: f"{value:.2f}",
    "check_in_weeks": lambda value, _, words: words.count("every week", "every {n} weeks", value),
}

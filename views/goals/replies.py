"""What the person who typed or clicked is told of goals: what changed, and what comes next."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.cycles import render_cycle
from services.goals.add import GoalAdded
from services.goals.change import GoalChanged
from services.goals.figures import GoalFigures
from storage.tables import Conversation, Goal, Person
from views import blocks
from views.blocks import Block, Message
from views.goals.amounts import cycle_name
from views.goals.facts import (
    fact_elements,
    goal_code,
    goal_status_name,
    measure_name,
    pace_line,
    parent_name,
    progress_line,
    status_line,
)
from views.tasks.facts import people_names, person_name
from views.words import Words

MANY = 10
FiguresById = Mapping[int, GoalFigures]


def goal_added(result: GoalAdded, figures: GoalFigures, words: Words) -> Message:
    """A new goal: how the line was understood, Undo and Edit."""
    facts, goal = result.facts, result.facts.goal
    head = words.say("Added {goal}", goal=goal_code(goal))
    measured = measure_name(figures, words)
    shown: list[Block] = [
        blocks.line(blocks.bold(f"{head}  "), blocks.words(goal.title)),
        *blocks.contexts([blocks.plain(f"📏 {measured}"), *fact_elements(facts, figures, words)]),
    ]
    place = facts.conversation
    if result.shown_in is None and place is not None and place.kind != "im":
        hint = words.say(
            "I am not in this channel, so the card went to your direct messages with me. "
            "Type /invite @Drumbeat here and it appears for everybody."
        )
        shown.append(blocks.context(blocks.plain(hint)))
    buttons = [
        blocks.button(words.say("Undo"), "undo", result.change_group),
        blocks.button(words.say("Edit"), "goal.edit", str(goal.id)),
    ]
    if result.share_with is not None:
        channel = f"#{result.share_with.name}"
        ask = words.say("This will be visible in {channel}.", channel=channel)
        shown.append(blocks.section(blocks.plain(ask)))
        share = words.say("Share with {channel}", channel=channel)
        value = f"{goal.id} {result.share_with.slack_id}"
        buttons = [
            blocks.button(share, "goal.share", value, style="primary"),
            blocks.button(words.say("Keep here"), "task.keep", str(goal.id)),
            *buttons,
        ]
    shown.append(blocks.actions(*buttons))
    owner = person_name(facts.owner, words)
    return Message(blocks.escape(f"{head}: {goal.title} — {owner}, {measured}"), shown)


def nothing_to_draw(goal: Goal, words: Words) -> Message:
    """A goal of yes or no has no chart: how it could get one."""
    text = words.say(
        "{goal} is reached or not, so there is no line to draw. Give it figures, for example "
        "/goal {goal} from 31 to 45",
        goal=goal_code(goal),
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])


def goals_changed(
    results: Sequence[GoalChanged], figures: FiguresById, words: Words, change_group: str
) -> Message:
    """Goals after a change, a line each, with Undo if anything changed."""
    lines = [_line(result, figures, words) for result in results[:MANY]]
    if len(results) > MANY:
        rest = len(results) - MANY
        lines.append(words.count("and {n} more", "and {n} more", rest))
    text = "\n".join(lines)
    shown: list[Block] = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    if any(result.changes for result in results):
        buttons = [blocks.button(words.say("Undo"), "undo", change_group)]
        if len(results) == 1:
            goal_id = results[0].facts.goal.id or 0
            value = str(goal_id)
            if results[0].verb == "check_in" and figures[goal_id].progress.is_reached:
                done = words.say("✔ Target reached: mark as done")
                buttons.insert(0, blocks.button(done, "goal.done", value, style="primary"))
            else:
                buttons.append(blocks.button(words.say("Edit"), "goal.edit", value))
        shown.append(blocks.actions(*buttons))
    return Message(blocks.escape(text), shown)


def _line(result: GoalChanged, figures: FiguresById, words: Words) -> str:
    goal = result.facts.goal
    now = figures[goal.id or 0]
    name = f"{goal_code(goal)} {goal.title}"
    if not result.changes:
        if result.verb in {"finish", "drop", "reopen"}:
            status = goal_status_name(goal, now.shown, words)
            return words.say("{goal} is already {status}.", goal=name, status=status)
        return words.say("{goal} is already like that; nothing changed.", goal=name)
    if result.verb == "finish":
        return words.say("✅ Done: {goal}", goal=name)
    if result.verb == "reopen":
        return words.say("Open again: {goal}", goal=name)
    if result.verb == "drop":
        reason = f" ({goal.reason})" if goal.reason else ""
        return words.say("🗑 Dropped: {goal}", goal=name) + reason
    if result.verb == "check_in":
        return _checked_in(result, now, name, words)
    return f"{name}: {', '.join(differences(result, now, words))}."


def _checked_in(result: GoalChanged, figures: GoalFigures, name: str, words: Words) -> str:
    """Value, pace and status after a check-in, on two lines."""
    pace = pace_line(figures, words)
    first = progress_line(figures, words) + (f" · {pace}" if pace else "")
    return f"{name}\n{first}\n{status_line(result.facts, figures, words)}"


def differences(result: GoalChanged, figures: GoalFigures, words: Words) -> list[str]:
    """Each field that changed, with its new value."""
    facts, goal = result.facts, result.facts.goal
    undone = result.verb == "undo"
    cycle = figures.cycle
    dates = cycle_name(cycle.start, cycle.end, render_cycle(cycle), words, figures.today)
    names: dict[str, Any] = {
        "title": lambda: words.say("old title") if undone else words.say("new title"),
        "why": lambda: words.say("old why") if undone else words.say("new why"),
        "owner_id": lambda: words.say("owner {name}", name=person_name(facts.owner, words)),
        "watchers": lambda: words.say("watchers {names}", names=_people(facts.watchers, words)),
        "labels": lambda: words.say("labels {labels}", labels=_labels(facts.labels, words)),
        "team_id": lambda: words.say("team {team}", team=_team(facts.team_channel, words)),
        "parent_id": lambda: words.say("under {goal}", goal=parent_name(facts, words)),
        "cycle_start": lambda: words.say("time {dates}", dates=dates),
        "cycle_end": lambda: words.say("time {dates}", dates=dates),
        "value": lambda: progress_line(figures, words),
        "measure": lambda: progress_line(figures, words),
        "health": lambda: goal_status_name(goal, figures.shown, words),
        "status": lambda: goal_status_name(goal, figures.shown, words),
        "weight": lambda: words.say("weight {weight}", weight=goal.weight),
        "check_in_weeks": lambda: words.count(
            "a check-in every week", "a check-in every {n} weeks", goal.check_in_weeks
        ),
        "score": lambda: (
            words.say("no score")
            if goal.score is None
            else words.say("score {score}", score=f"{goal.score:.2f}")
        ),
        "pillar_id": lambda: words.say(
            "pillar {name}", name=facts.pillar.name if facts.pillar else "–"
        ),
        "tasks": lambda: _tasks(figures, words),
    }
    found = [describe() for name, describe in names.items() if name in result.changes]
    return list(dict.fromkeys(found)) or [words.say("changed")]


def _tasks(figures: GoalFigures, words: Words) -> str:
    linked = figures.tasks_done + figures.tasks_left
    return words.count("{n} task counts for it", "{n} tasks count for it", linked)


def _people(people: Sequence[Person], words: Words) -> str:
    return people_names(people, words) or words.say("none")


def _labels(labels: Sequence[str], words: Words) -> str:
    return " ".join(f"+{label}" for label in labels) or words.say("none")


def _team(channel: Conversation | None, words: Words) -> str:
    return f"#{channel.name}" if channel else words.say("none")

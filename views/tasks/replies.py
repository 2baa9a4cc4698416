"""What the person who typed or clicked is told: one line of what changed, and the next step."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from services.tasks.add import Added
from services.tasks.change import Changed
from storage.tables import Conversation, Person, Task
from storage.tasks import TaskFacts
from views import blocks
from views.blocks import Block, Message
from views.tasks.facts import (
    asked_name,
    due_name,
    effort_name,
    fact_elements,
    goals_name,
    number_of,
    offer_name,
    people_names,
    person_name,
    recurrence_name,
    status_name,
    waits_name,
)
from views.tasks.handed import STEPS, handed
from views.words import Words

MANY = 10
NOT_OURS = frozenset({"decline", "suggest"})
"""Verbs after which the task is somebody else's to edit."""


def added(result: Added, words: Words, now: dt.datetime) -> Message:
    """A new task: how the line was understood, Undo and Edit."""
    facts, task = result.facts, result.facts.task
    head = words.say("Added {task}", task=number_of(task))
    shown: list[Block] = [
        blocks.line(blocks.bold(f"{head}  "), blocks.words(task.title)),
        *blocks.contexts(fact_elements(facts, words, now)),
    ]
    place = facts.conversation
    hint = _where_hint(place, result.shown_in, words)
    if hint:
        shown.append(blocks.context(blocks.plain(hint)))
    buttons = [
        blocks.button(words.say("Undo"), "undo", result.change_group),
        blocks.button(words.say("Edit"), "task.edit", str(task.id)),
    ]
    if result.share_with is not None:
        channel = f"#{result.share_with.name}"
        ask = words.say("This will be visible in {channel}.", channel=channel)
        shown.append(blocks.section(blocks.plain(ask)))
        share = words.say("Share with {channel}", channel=channel)
        value = f"{task.id} {result.share_with.slack_id}"
        buttons = [
            blocks.button(share, "task.share", value, style="primary"),
            blocks.button(words.say("Keep here"), "task.keep", str(task.id)),
            *buttons,
        ]
    shown.append(blocks.actions(*buttons))
    due = due_name(task, words, now)
    owner = person_name(facts.owner, words)
    return Message(blocks.escape(f"{head}: {task.title} — {owner}, {due}"), shown)


def _where_hint(place: Conversation | None, shown_in: Conversation | None, words: Words) -> str:
    if shown_in is not None or place is None or place.kind == "im":
        return ""
    return words.say(
        "I am not in this channel, so the card went to your direct messages with me. "
        "Type /invite @Drumbeat here and it appears for everybody."
    )


def changed(
    results: Sequence[Changed], words: Words, now: dt.datetime, change_group: str
) -> Message:
    """Tasks after a change, a line each, with Undo if anything changed."""
    lines = [_line(result, words, now) for result in results[:MANY]]
    if len(results) > MANY:
        rest = len(results) - MANY
        lines.append(words.count("and {n} more", "and {n} more", rest))
    text = "\n".join(lines)
    shown: list[Block] = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    if any(result.changes for result in results):
        buttons = [blocks.button(words.say("Undo"), "undo", change_group)]
        if len(results) == 1 and results[0].verb not in NOT_OURS:
            value = str(results[0].facts.task.id)
            buttons.append(blocks.button(words.say("Edit"), "task.edit", value))
            if results[0].open_parts:
                text_of = words.say("Finish its parts too")
                buttons.insert(0, blocks.button(text_of, "task.done_parts", value))
        shown.append(blocks.actions(*buttons))
    return Message(blocks.escape(text), shown)


def _line(result: Changed, words: Words, now: dt.datetime) -> str:
    task = result.facts.task
    name = f"{number_of(task)} {task.title}"
    if result.verb in STEPS:
        return handed(result, words, now)
    if not result.changes:
        if result.verb == "unblock":
            return words.say("{task} is not blocked.", task=name)
        if result.verb in {"finish", "reopen", "drop"}:
            status = status_name(task, words)
            return words.say("{task} is already {status}.", task=name, status=status)
        return words.say("{task} is already like that; nothing changed.", task=name)
    if result.verb == "finish":
        return words.say("✅ Done: {task}", task=name) + _left_over(result, words)
    if result.verb == "reopen":
        return words.say("Open again: {task}", task=name)
    if result.verb == "drop":
        reason = f" ({task.reason})" if task.reason else ""
        return words.say("🗑 Dropped: {task}", task=name) + reason
    if result.verb in {"block", "unblock", "watch", "unwatch"}:
        return _followed(result, name, words)
    return f"{name}: {', '.join(differences(result, words, now))}."


def _followed(result: Changed, name: str, words: Words) -> str:
    if result.verb == "watch":
        return words.say("👁 You watch {task}", task=name)
    if result.verb == "unwatch":
        return words.say("You no longer watch {task}", task=name)
    if result.verb == "unblock":
        status = status_name(result.facts.task, words)
        return words.say("Unblocked: {task}: {status}", task=name, status=status)
    reason = result.facts.task.reason
    return words.say("🚧 Blocked: {task}", task=name) + (f" ({reason})" if reason else "")


def _left_over(result: Changed, words: Words) -> str:
    """Says which parts of a finished task are still open."""
    if not result.open_parts:
        return ""
    names = ", ".join(number_of(part) for part in result.open_parts[:MANY])
    told = words.count(
        "{n} part is still open: {tasks}",
        "{n} parts are still open: {tasks}",
        len(result.open_parts),
        tasks=names,
    )
    return f" · {told}"


def differences(result: Changed, words: Words, now: dt.datetime) -> list[str]:
    """Each field of a task that changed, with its new value."""
    facts, found = result.facts, []
    undone = result.verb == "undo"
    names: dict[str, Any] = {
        "title": lambda: words.say("old title") if undone else words.say("new title"),
        "description": lambda: (
            words.say("old description") if undone else words.say("new description")
        ),
        "priority": lambda: words.say("priority P{priority}", priority=facts.task.priority),
        "owner_id": lambda: words.say("owner {name}", name=person_name(facts.owner, words)),
        "offered_to_id": lambda: _offer(facts, words, now),
        "asked_date": lambda: _asked(facts, words, now),
        "due_until": lambda: words.say("due {date}", date=due_name(facts.task, words, now)),
        "labels": lambda: words.say("labels {labels}", labels=_labels(facts.labels, words)),
        "watchers": lambda: words.say("watchers {names}", names=_watchers(facts.watchers, words)),
        "team_id": lambda: words.say("team {team}", team=_team(facts.team_channel, words)),
        "status": lambda: status_name(facts.task, words),
        "reason": lambda: words.say("reason {reason}", reason=facts.task.reason or "–"),
        "votes": lambda: words.count("{n} vote", "{n} votes", facts.votes),
        "recurrence": lambda: words.say("repeats {rule}", rule=recurrence_name(facts, words)),
        "estimate": lambda: words.say("takes {time}", time=effort_name(facts, words)),
        "after": lambda: words.say("waits for {tasks}", tasks=waits_name(facts, words)),
        "goals": lambda: words.say("goals {goals}", goals=goals_name(facts, words)),
    }
    for name, describe in names.items():
        if name in result.changes:
            found.append(describe())
    return found or [words.say("changed")]


def _offer(facts: TaskFacts, words: Words, now: dt.datetime) -> str:
    if facts.offered_to is None:
        return words.say("no longer offered")
    return offer_name(facts, words, now)


def _asked(facts: TaskFacts, words: Words, now: dt.datetime) -> str:
    date = asked_name(facts.task, words, now)
    return words.say("suggested date {date}", date=date)


def _watchers(watchers: Sequence[Person], words: Words) -> str:
    return people_names(watchers, words) or words.say("none")


def _labels(labels: Sequence[str], words: Words) -> str:
    return " ".join(f"+{label}" for label in labels) or words.say("none")


def _team(channel: Conversation | None, words: Words) -> str:
    return f"#{channel.name}" if channel else words.say("none")


def kept_here(words: Words) -> Message:
    """A task that is not shared with the channel that its line named."""
    return simple(words.say("It stays here. Only people here can see it."))


def simple(text: str) -> Message:
    """One sentence."""
    return Message(blocks.escape(text), [blocks.section(blocks.plain(blocks.cut(text, 3000)))])


def reaction_hint(task: Task, words: Words) -> Message:
    """For somebody whose emoji did nothing."""
    return simple(
        words.say(
            "Your reaction did not change {task}: only its owner, its creator, a watcher or a lead "
            "can. Ask one of them to do it, or to add you by naming you: /task {task} @you",
            task=number_of(task),
        )
    )

"""The short facts of a task in words: owner, due date, priority, labels, status."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from domain.estimates import split_estimate
from domain.recurrence import from_json, render_recurrence
from domain.tasks import Status
from storage.tables import Goal, Person, Task
from storage.tasks import TaskFacts
from views.blocks import Element, date_token, mrkdwn, plain
from views.words import Words

PRIORITY_MARKS = {1: "🔴", 2: "🟠", 3: "", 4: "⚪"}
WITHDRAWN = "withdrawn"


def number_of(task: Task) -> str:
    """The id that people use."""
    return f"T{task.number}"


def person_name(person: Person | None, words: Words) -> str:
    """The name by which people know each other in Slack."""
    if person is None:
        return words.say("nobody yet")
    return person.display_name or person.real_name or person.handle or person.slack_id


NAMED = 5
"""So many people are named in one line."""


def people_names(people: Sequence[Person], words: Words) -> str:
    """Some people by name, and how many more there are."""
    names = ", ".join(person_name(person, words) for person in people[:NAMED])
    return f"{names} +{len(people) - NAMED}" if len(people) > NAMED else names


def status_name(task: Task, words: Words) -> str:
    """The status in one or two words."""
    if task.status == Status.DROPPED and task.reason == WITHDRAWN:
        return words.say("withdrawn")
    return status_word(task.status, words)


def status_word(status: str, words: Words) -> str:
    """A status in one or two words, whatever task has it."""
    names = {
        Status.OPEN: words.say("open"),
        Status.DOING: words.say("in progress"),
        Status.BLOCKED: words.say("blocked"),
        Status.DONE: words.say("done"),
        Status.DROPPED: words.say("dropped"),
    }
    return names[Status(status)]


def due_name(task: Task, words: Words, now: dt.datetime) -> str:
    """The due date with its weekday, in plain words for one reader."""
    if task.due_date is None:
        return words.say("no date")
    if task.due_at is not None:
        return words.moment(task.due_at, today=words.today(now))
    return words.day(task.due_date, today=words.today(now))


def asked_name(task: Task, words: Words, now: dt.datetime) -> str:
    """The date that the person asked to take a task over suggests."""
    if task.asked_date is None:
        return words.say("no date")
    if task.asked_at is not None:
        return words.moment(task.asked_at, today=words.today(now))
    return words.day(task.asked_date, today=words.today(now))


def offer_name(facts: TaskFacts, words: Words, now: dt.datetime) -> str:
    """To whom a task is offered, and what they said so far."""
    name = person_name(facts.offered_to, words)
    if facts.task.asked_date is None:
        return words.say("offered to {name}", name=name)
    date = asked_name(facts.task, words, now)
    return words.say("{name} suggests {date}", name=name, date=date)


def due_element(task: Task, words: Words, now: dt.datetime) -> Element | None:
    """The due date as a context element; a time shows in each reader's own zone."""
    if task.due_date is None:
        return None
    late = task.closed_at is None and task.due_until <= now
    mark = "⏰" if late else "📅"
    label = words.say("overdue") + " · " if late else ""
    if task.due_at is not None:
        moment = words.moment(task.due_at, today=words.today(now))
        return mrkdwn(f"{mark} {label}{date_token(task.due_at, moment)}")
    return plain(f"{mark} {label}{words.day(task.due_date, today=words.today(now))}")


def link_elements(facts: TaskFacts, words: Words) -> list[Element]:
    """What repeats it, how long it takes, what it waits for and works towards."""
    task = facts.task
    found = []
    if task.recurrence is not None:
        found.append(plain(f"🔁 {recurrence_name(facts, words)}"))
    if task.estimate is not None:
        found.append(plain(f"⏱ {effort_name(facts, words)}"))
    open_waits = [other for other in facts.waits if other.closed_at is None]
    if open_waits:
        names = ", ".join(
            linked_name(facts, other, f"T{other.number}", words) for other in open_waits
        )
        found.append(plain(words.say("⛓ after {tasks}", tasks=names)))
    if facts.parent is not None:
        name = linked_name(facts, facts.parent, f"T{facts.parent.number}", words)
        found.append(plain(words.say("↳ part of {task}", task=name)))
    if facts.goals:
        found.append(plain(f"🎯 {goals_name(facts, words)}"))
    return found


def linked_name(facts: TaskFacts, other: Task | Goal, name: str, words: Words) -> str:
    """A linked thing by its id, or as private if those who see this task may not see it."""
    if name in facts.hidden:
        return words.say("a private item")
    task = facts.task
    same_room = (other.visibility, other.conversation_id) == (task.visibility, task.conversation_id)
    return name if other.visibility == "workspace" or same_room else words.say("a private item")


def _standing(task: Task, words: Words) -> str:
    if task.status == Status.BLOCKED:
        return f"🚧 {blocked_name(task, words)}"
    return f"▶ {status_name(task, words)}"


def blocked_name(task: Task, words: Words) -> str:
    """That a task is blocked, and what is in the way."""
    if not task.reason:
        return status_name(task, words)
    return words.say("blocked: {reason}", reason=task.reason)


def recurrence_name(facts: TaskFacts, words: Words) -> str:
    """The rule as it can be typed again."""
    stored = facts.task.recurrence
    if stored is None:
        return words.say("no more")
    # Where the rule began to count matters to the next date, not to its reader.
    return render_recurrence(replace(from_json(stored), start=None))


def effort_name(facts: TaskFacts, words: Words) -> str:
    """The estimate in words."""
    minutes = facts.task.estimate
    return words.say("unknown time") if minutes is None else estimate_name(minutes, words)


def waits_name(facts: TaskFacts, words: Words) -> str:
    """The ids of what a task waits for."""
    names = [linked_name(facts, other, f"T{other.number}", words) for other in facts.waits]
    return ", ".join(names) or words.say("nothing")


def goals_name(facts: TaskFacts, words: Words) -> str:
    """The ids of the goals that a task works towards."""
    names = [linked_name(facts, goal, f"G{goal.number}", words) for goal in facts.goals]
    return ", ".join(names) or words.say("none")


def estimate_name(minutes: int, words: Words) -> str:
    """Minutes of work in days of eight hours, hours and minutes."""
    days, hours, rest = split_estimate(minutes)
    parts = [
        words.count("{n} day", "{n} days", days) if days else "",
        words.say("{hours} h", hours=hours) if hours else "",
        words.say("{minutes} min", minutes=rest) if rest else "",
    ]
    return " ".join(part for part in parts if part)


def fact_elements(facts: TaskFacts, words: Words, now: dt.datetime) -> list[Element]:
    """Owner, due date, offer, priority, labels, watchers and team as context elements."""
    task = facts.task
    found = [plain(f"👤 {person_name(facts.owner, words)}")]
    due = due_element(task, words, now)
    if due is not None:
        found.append(due)
    if facts.offered_to is not None:
        found.append(plain(f"🤝 {offer_name(facts, words, now)}"))
    if task.priority != 3:
        found.append(plain(f"{PRIORITY_MARKS[task.priority]} P{task.priority}"))
    if task.status in {Status.DOING, Status.BLOCKED}:
        found.append(plain(_standing(task, words)))
    if facts.parts:
        found.append(
            plain(
                words.count(
                    "☑ {done}/{n} part done",
                    "☑ {done}/{n} parts done",
                    facts.parts,
                    done=facts.parts_done,
                )
            )
        )
    found += link_elements(facts, words)
    if facts.labels:
        found.append(plain(" ".join(f"+{label}" for label in facts.labels)[:300]))
    if facts.watchers:
        names = people_names(facts.watchers, words)
        found.append(plain(words.say("👁 {names}", names=names)))
    if facts.votes:
        found.append(plain(f"➕ {facts.votes}"))
    if facts.team_channel is not None and facts.team_channel.name:
        found.append(plain(f"#{facts.team_channel.name}"))
    return found

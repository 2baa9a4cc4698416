"""The short facts of a task in words: owner, due date, priority, labels, status."""

import datetime as dt

from domain.tasks import Status
from storage.tables import Person, Task
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


def status_name(task: Task, words: Words) -> str:
    """The status in one or two words."""
    names = {
        Status.OPEN: words.say("open"),
        Status.DOING: words.say("in progress"),
        Status.BLOCKED: words.say("blocked"),
        Status.DONE: words.say("done"),
        Status.DROPPED: words.say("dropped"),
    }
    if task.status == Status.DROPPED and task.reason == WITHDRAWN:
        return words.say("withdrawn")
    return names[Status(task.status)]


def due_name(task: Task, words: Words, now: dt.datetime) -> str:
    """The due date with its weekday, in plain words for one reader."""
    if task.due_date is None:
        return words.say("no date")
    if task.due_at is not None:
        return words.moment(task.due_at, today=words.today(now))
    return words.day(task.due_date, today=words.today(now))


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


def fact_elements(facts: TaskFacts, words: Words, now: dt.datetime) -> list[Element]:
    """Owner, due date, priority, labels, watchers and team as context elements."""
    task = facts.task
    found = [plain(f"👤 {person_name(facts.owner, words)}")]
    due = due_element(task, words, now)
    if due is not None:
        found.append(due)
    if task.priority != 3:
        found.append(plain(f"{PRIORITY_MARKS[task.priority]} P{task.priority}"))
    if task.status in {Status.DOING, Status.BLOCKED}:
        found.append(plain(f"▶ {status_name(task, words)}"))
    if facts.labels:
        found.append(plain(" ".join(f"+{label}" for label in facts.labels)[:300]))
    if facts.watchers:
        names = ", ".join(person_name(person, words) for person in facts.watchers[:5])
        found.append(plain(words.say("👁 {names}", names=names)))
    if facts.team_channel is not None and facts.team_channel.name:
        found.append(plain(f"#{facts.team_channel.name}"))
    return found

"""What a watcher is told of a task: its present state, who brought it there, and the way out."""

import datetime as dt

from domain.tasks import Status
from services.tasks.watched import STANDING, News
from storage.tables import Person
from views import blocks
from views.blocks import Message
from views.tasks.card import details_button
from views.tasks.facts import due_name, number_of, person_name, status_name
from views.words import Words

STOP = "task.unwatch"
MARKS = {Status.DONE: "✅", Status.DROPPED: "🗑", Status.BLOCKED: "🚧"}


def watched_message(news: News, words: Words, now: dt.datetime) -> Message:
    """One line of news, and "Stop watching"."""
    task = news.facts.task
    if not news.is_watching:
        text = words.say("You no longer watch {task}.", task=number_of(task))
        return Message(text, [blocks.context(blocks.plain(text))])
    told = _told(news, words, now)
    shown = [
        blocks.line(blocks.bold(f"👁 {number_of(task)}  "), blocks.words(task.title)),
        blocks.context(blocks.plain(blocks.cut("\n".join(told), 1900))),
        blocks.actions(
            details_button(task.id or 0, words),
            blocks.button(words.say("Stop watching"), STOP, str(task.id)),
        ),
    ]
    return Message(blocks.escape(f"{number_of(task)} {task.title} — {', '.join(told)}"), shown)


def _told(news: News, words: Words, now: dt.datetime) -> list[str]:
    task = news.facts.task
    status, before = Status(task.status), Status(news.before["status"])
    told = []
    if status in STANDING:
        line = _by(f"{MARKS[status]} {_capital(status_name(task, words))}", news.status_by, words)
        told.append(f"{line}: {task.reason}" if task.reason and status != Status.DONE else line)
    elif before in STANDING:
        told.append(_by(_capital(words.say("open again")), news.status_by, words))
    if news.is_moved and status not in {Status.DONE, Status.DROPPED}:
        due = words.say("📅 Due: {date}", date=due_name(task, words, now))
        told.append(_by(due, news.due_by, words))
    return told or [words.say("It is as it was before.")]


def _by(what: str, person: Person | None, words: Words) -> str:
    if person is None:
        return what
    return words.say("{what} by {name}", what=what, name=person_name(person, words))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

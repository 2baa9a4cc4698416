"""Clicks on cards, lists and replies."""

import datetime as dt
import json
from dataclasses import replace

from sqlmodel import Session

from domain.dates import parse_when
from handlers import answers
from handlers.answers import Answer
from handlers.requests import Request
from handlers.tasks import lines
from handlers.tasks.clicked import clicked_task
from handlers.tasks.forms import edit_form
from handlers.unit import words_of
from services.scene import Scene
from services.tasks import verbs
from services.tasks.change import Changed
from services.tasks.parts import finish_with_parts
from views.tasks import replies


def _told(scene: Scene, results: list[Changed]) -> Answer:
    return Answer(replies.changed(results, words_of(scene), scene.now, scene.change_group))


def done(session: Session, scene: Scene, request: Request) -> Answer:
    """✔ Done."""
    return _told(
        scene, [verbs.finish_task(session, scene, clicked_task(session, scene, request.value))]
    )


def reopen(session: Session, scene: Scene, request: Request) -> Answer:
    """Reopen."""
    return _told(
        scene, [verbs.reopen_task(session, scene, clicked_task(session, scene, request.value))]
    )


def snooze(session: Session, scene: Scene, request: Request) -> Answer:
    """A choice of the Snooze menu: `<key> <date phrase>`, no phrase for the next morning."""
    task = clicked_task(session, scene, request.value)
    _, _, phrase = request.value.partition(" ")
    when = parse_when(phrase) if phrase else None
    return _told(scene, verbs.snooze_tasks(session, scene, [task.number], when))


def edit(session: Session, scene: Scene, request: Request) -> Answer:
    """Edit: opens the form."""
    return Answer(form=edit_form(session, scene, clicked_task(session, scene, request.value)))


def share(session: Session, scene: Scene, request: Request) -> Answer:
    """Share with the team that the line named: `<key> <channel>`."""
    task = clicked_task(session, scene, request.value)
    channel = request.value.split()[1]
    changed = verbs.share_task(session, scene, task, channel)
    told = replies.changed([changed], words_of(scene), scene.now, scene.change_group)
    return Answer(told, replaces=True)


def keep(_session: Session, scene: Scene, _request: Request) -> Answer:
    """Keep it where it was made."""
    return Answer(replies.kept_here(words_of(scene)), replaces=True)


def more(session: Session, scene: Scene, request: Request) -> Answer:
    """The next page of a list, in place of this one."""
    state = json.loads(request.value)
    at, task_id = state["after"]
    line = str(state["line"])
    after = (dt.datetime.fromisoformat(at), int(task_id))
    again = lines.run(session, scene, replace(request, text=line), lines.parse(line), after)
    return Answer(again.message, replaces=True)


def meant(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Yes, do that": runs the line that was probably meant."""
    line = request.value
    answer = lines.run(session, scene, replace(request, text=line), lines.parse(line))
    return Answer(answer.message, replaces=True)


def confirm_many(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Change 12 tasks": runs the line that was asked about."""
    line = request.value
    typed = replace(request, text=line)
    answer = lines.run(session, scene, typed, lines.parse(line), confirmed=True)
    return Answer(answer.message, replaces=True)


def done_with_parts(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Finish its parts too"."""
    task = clicked_task(session, scene, request.value)
    return _told(scene, finish_with_parts(session, scene, task))


def add_as_typed(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Add as a task": the line as it was typed, all of it."""
    answer = lines.add_as_typed(session, scene, request, request.value)
    return Answer(answer.message, replaces=True)


def nothing(_session: Session, _scene: Scene, _request: Request) -> Answer:
    """A click that needs no answer (a link, or a part of a form that is read when it is sent)."""
    return answers.NOTHING

"""SWOT boards: lines, buttons and forms."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.errors import DomainError, FieldsRefused, StaleChange
from domain.goal_lines.values import AddToSwot, Swot
from domain.swot import Quadrant, parse_list
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.told_later import place_of, tell
from handlers.requests import Request
from handlers.unit import Handler, words_of
from services.goals import boards
from services.goals.boards import BoardChanged, Subject
from services.goals.form_fields import digest
from services.scene import Scene
from views.goals import board as views

Memory = Mapping[str, Any]


def see(session: Session, scene: Scene, _: Request, intent: Swot) -> Answer:
    """`swot G3`, `swot #team`, `swot`."""
    subject = boards.subject_named(session, scene, intent.number, intent.team)
    shown = boards.see_board(session, scene, subject)
    return Answer(views.board_message(shown, words_of(scene)))


def add(session: Session, scene: Scene, _: Request, intent: AddToSwot) -> Answer:
    """`swot G3 s: great brand`."""
    subject = boards.subject_named(session, scene, intent.number, intent.team)
    result = boards.add_entry(session, scene, subject, intent.quadrant, intent.text)
    return Answer(views.board_changed(result, words_of(scene), scene.change_group))


def ask_entry(session: Session, scene: Scene, request: Request) -> Answer:
    """Add: opens the form of one entry."""
    subject = boards.subject_of_key(session, scene, request.value)
    boards.hold_lists(session, scene, subject)
    memory = json.dumps(_remembered(request, subject))
    return Answer(form=views.add_form(subject, words_of(scene), memory=memory))


def ask_lists(session: Session, scene: Scene, request: Request) -> Answer:
    """Edit board: opens the form of all four lists."""
    subject = boards.subject_of_key(session, scene, request.value)
    lists = boards.hold_lists(session, scene, subject)
    seen = {name: digest(" ".join(entries)) for name, entries in lists.items()}
    memory = json.dumps({**_remembered(request, subject), "seen": seen})
    return Answer(form=views.edit_form(subject, lists, words_of(scene), memory=memory))


def show(session: Session, scene: Scene, request: Request) -> Answer:
    """Show in #channel."""
    subject = boards.subject_of_key(session, scene, request.value)
    shown = boards.show_in_channel(session, scene, subject)
    words = words_of(scene)
    return Answer(
        views.board_message(shown, words, told=views.is_shown(shown, words)), replaces=True
    )


def take_entry(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of one entry."""
    memory, said = json.loads(request.value), read_form(request.payload)
    subject = boards.subject_of_key(session, scene, str(memory["board"]))
    quadrant, text = Quadrant(said[views.QUADRANT]), said.get(views.ENTRY, "")
    result = boards.add_entry(session, scene, subject, quadrant, text)
    return _told(session, scene, request, memory, result)


def take_lists(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of all four lists: those that were changed are written."""
    memory, said = json.loads(request.value), read_form(request.payload)
    subject = boards.subject_of_key(session, scene, str(memory["board"]))
    present = boards.hold_lists(session, scene, subject)
    seen: Memory = memory["seen"]
    wanted = {
        name: entries
        for name, entries in _read_lists(said).items()
        if digest(" ".join(entries)) != seen[name]
    }
    if stale := tuple(name for name in wanted if digest(" ".join(present[name])) != seen[name]):
        raise StaleChange(subject.goal.number if subject.goal else 0, stale, kind=boards.BOARD)
    result = boards.write_lists(session, scene, subject, wanted)
    return _told(session, scene, request, memory, result)


def _read_lists(said: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    wrong: dict[str, DomainError] = {}
    for quadrant in Quadrant:
        try:
            entries = parse_list(said.get(quadrant.value, ""))
        except DomainError as error:
            wrong[quadrant.value] = error
            continue
        found[quadrant.value] = [entry.text for entry in entries]
    if wrong:
        raise FieldsRefused(wrong)
    return found


def _remembered(request: Request, subject: Subject) -> dict[str, Any]:
    # A board in a channel shows by itself what became of it.
    is_live = bool(request.origin.message_ts) and not request.is_private_answer
    alone = request.origin.channel.startswith("D")
    return {"board": subject.key, "place": place_of(request), "tell": alone or not is_live}


def _told(
    session: Session, scene: Scene, request: Request, memory: Memory, result: BoardChanged
) -> Answer:
    if memory.get("tell"):
        message = views.board_changed(result, words_of(scene), scene.change_group)
        tell(session, scene, request, message, memory.get("place") or {})
    return answers.NOTHING


STEPS: Mapping[type[Any], Callable[..., Answer]] = {Swot: see, AddToSwot: add}
ACTIONS: Mapping[str, Handler] = {
    views.ADD: ask_entry,
    views.EDIT: ask_lists,
    views.SHOW: show,
}
FORMS: Mapping[str, Handler] = {views.ADD: take_entry, views.EDIT: take_lists}

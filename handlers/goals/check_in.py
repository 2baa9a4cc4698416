"""The form of check-ins: opened by a line or a button, and taken in."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.goal_lines.values import CheckInForm
from domain.goals.values import Milestones
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.opening import form_or_button
from handlers.goals.told import told
from handlers.requests import Request
from handlers.unit import reply_apart, words_of
from services.goals.check_in_form import (
    AS_FIGURES_SAY,
    Filled,
    Sheet,
    done_steps,
    open_goals,
    outline_of,
    sheet_of_due,
    sheet_of_keys,
    sheet_of_numbers,
    take_sheet,
)
from services.scene import Scene
from views.goals.check_in import check_in_form, form_offer, nothing_due, with_rest


def ask(session: Session, scene: Scene, request: Request, intent: CheckInForm) -> Answer:
    """`check`, `check G3 G4`."""
    if not intent.numbers:
        return ask_due(session, scene, request)
    return _form(scene, request, sheet_of_numbers(session, scene, intent.numbers))


def ask_due(session: Session, scene: Scene, request: Request) -> Answer:
    """All that is due; if nothing is, the goals that are open."""
    sheet = sheet_of_due(session, scene)
    if not sheet.goals:
        return Answer(nothing_due(open_goals(session, scene), words_of(scene)))
    return _form(scene, request, sheet)


def clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """Check in: the value has the primary keys of the goals."""
    keys = [int(key) for key in request.value.split()]
    return _form(scene, request, sheet_of_keys(session, scene, keys))


def _form(scene: Scene, request: Request, sheet: Sheet) -> Answer:
    """The form, which remembers what it showed and where it was asked for."""
    memory = {
        "goals": {facts.goal.id: _seen(sheet, facts.goal.id or 0) for facts in sheet.goals},
        "rest": sheet.rest,
        "channel": request.origin.channel,
        "thread_ts": request.origin.thread_ts,
        "silent": request.is_in_home,
    }
    words = words_of(scene)
    form = check_in_form(sheet, words, memory=json.dumps(memory, separators=(",", ":")))
    return form_or_button(request, form, form_offer(sheet, words))


def _seen(sheet: Sheet, key: int) -> list[Any]:
    measure = sheet.figures[key].measure
    if not isinstance(measure, Milestones):
        return []
    return [outline_of(measure), *sorted(done_steps(measure))]


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form: what was filled in, and in a message what comes next."""
    memory = json.loads(request.value)
    fields = read_form(request.payload)
    filled = {int(key): _filled(key, seen, fields) for key, seen in memory["goals"].items()}
    answer = told(session, scene, take_sheet(session, scene, filled))
    rest = memory["rest"]
    if answer.message is None or (memory["silent"] and not rest):
        return answers.NOTHING
    shown = Answer(with_rest(answer.message, rest, words_of(scene)))
    place = {"channel": str(memory["channel"]), "thread_ts": str(memory["thread_ts"])}
    asked = replace(request, origin=replace(request.origin, **place))
    reply_apart(session, scene, asked, shown)
    return answers.NOTHING


def _filled(key: str, seen: list[int], fields: Mapping[str, str]) -> Filled:
    return Filled(
        value=fields.get(f"value_{key}", ""),
        steps=frozenset(map(int, fields.get(f"steps_{key}", "").split())),
        seen=frozenset(seen[1:]),
        outline=seen[0] if seen else 0,
        status=fields.get(f"status_{key}") or AS_FIGURES_SAY,
        confidence=fields.get(f"confidence_{key}", ""),
        why=fields.get(f"why_{key}", ""),
    )

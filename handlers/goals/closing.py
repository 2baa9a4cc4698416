"""`/goal close`: the form of a cycle or of one goal, and closing in one line."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from domain.cycles import Cycle
from domain.errors import DomainError, FieldsRefused
from domain.goal_errors import NotFilledIn, ScoreOutOfRange
from domain.goal_lines import values as intents
from domain.goals.closing import parse_score
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.clicked import clicked_goal
from handlers.goals.opening import form_or_button
from handlers.requests import Request
from handlers.unit import reply_apart, words_of
from services.goals import closing
from services.goals.add import today_of
from services.goals.closing import Closed, Closing, ClosingSheet
from services.goals.verbs import get_goal
from services.scene import Scene
from views.blocks import Message
from views.goals.closing import (
    CARRY,
    CLOSE,
    GO_ON,
    SCORE,
    WORD,
    closing_form,
    closing_offer,
    field_of_goal,
    goals_closed,
    nothing_to_close,
)


def close_goal(
    session: Session, scene: Scene, request: Request, intent: intents.CloseGoal
) -> Answer:
    """`close G3 0.7` closes at once; `close G3` opens the form with the score it has earned."""
    if intent.score is None:
        goal = get_goal(session, scene, intent.number, lock=False)
        return _form(scene, request, closing.sheet_of_goal(session, scene, goal))
    goal = get_goal(session, scene, intent.number)
    result = closing.close_goal(session, scene, goal, intent.score)
    return Answer(_told(scene, [result]))


def close_cycle(
    session: Session, scene: Scene, request: Request, intent: intents.CloseCycle
) -> Answer:
    """`close Q3`, `close`: all goals of the cycle in one form."""
    cycle = closing.closing_cycle(session, scene, intent.cycle)
    sheet = closing.sheet_of_cycle(session, scene, cycle)
    return _form(scene, request, sheet, named=intent.cycle is not None)


def clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """The value is a goal's primary key, or the first and last day of a cycle."""
    if request.value.isdecimal():
        goal = clicked_goal(session, scene, request.value)
        return _form(scene, request, closing.sheet_of_goal(session, scene, goal))
    *days, skip = request.value.split()
    sheet = closing.sheet_of_cycle(session, scene, _cycle(days), int(skip))
    return _form(scene, request, sheet)


def go_on(session: Session, scene: Scene, request: Request) -> Answer:
    """Carry over what was closed in one line."""
    goal = clicked_goal(session, scene, request.value)
    return replace(Answer(_told(scene, [closing.go_on(session, scene, goal)])), replaces=True)


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form: what has a score is closed; a message of its own says so, with Undo."""
    memory = json.loads(request.value)
    wanted = _read(memory["goals"], read_form(request.payload))
    if not wanted:
        return answers.NOTHING
    results = closing.close_goals(
        session, scene, wanted, were_closed=frozenset(memory["were_closed"])
    )
    rest = _cycle(memory["rest"]) if memory["rest"] else None
    skip = memory["skip"] + len(memory["goals"]) - len(wanted)
    place = {"channel": str(memory["channel"]), "thread_ts": str(memory["thread_ts"])}
    asked = replace(request, origin=replace(request.origin, **place))
    reply_apart(session, scene, asked, Answer(_told(scene, results, rest, skip)))
    return answers.NOTHING


def _form(scene: Scene, request: Request, sheet: ClosingSheet, *, named: bool = True) -> Answer:
    words = words_of(scene)
    if not sheet.lines:
        return Answer(nothing_to_close(sheet, words, named=named))
    goals = [line.facts.goal for line in sheet.lines]
    memory = {
        "goals": {str(goal.id): goal.number for goal in goals},
        "were_closed": [goal.id for goal in goals if goal.closed_at is not None],
        "rest": [sheet.cycle.start.isoformat(), sheet.cycle.end.isoformat()]
        if sheet.cycle and sheet.more
        else [],
        "skip": sheet.skip,
        "channel": request.origin.channel,
        "thread_ts": request.origin.thread_ts,
    }
    form = closing_form(sheet, words, memory=json.dumps(memory, separators=(",", ":")))
    return form_or_button(request, form, closing_offer(sheet, words))


def _read(goals: Mapping[str, int], fields: Mapping[str, str]) -> list[Closing]:
    """What has a score; raises FieldsRefused with the scores that are none, and those that are
    missing where something else is filled in."""
    found, wrong = [], dict[str, DomainError]()
    for key, number in goals.items():
        typed = fields.get(field_of_goal(SCORE, number), "").strip()
        word = fields.get(field_of_goal(WORD, number), "").strip()
        carry = bool(fields.get(field_of_goal(CARRY, number)))
        if not typed:
            if word or carry:
                wrong[field_of_goal(SCORE, number)] = NotFilledIn(SCORE)
            continue
        score = parse_score(typed.replace(",", "."))
        if score is None:
            wrong[field_of_goal(SCORE, number)] = ScoreOutOfRange(typed)
            continue
        found.append(Closing(int(key), score, word, carry))
    if wrong:
        raise FieldsRefused(wrong)
    return found


def _cycle(days: list[str]) -> Cycle:
    return Cycle(*map(dt.date.fromisoformat, days))


def _told(scene: Scene, results: list[Closed], rest: Cycle | None = None, skip: int = 0) -> Message:
    today, words = today_of(scene, scene.team), words_of(scene)
    return goals_closed(results, words, today, scene.change_group, rest=rest, skip=skip)


ACTIONS = {CLOSE: clicked, GO_ON: go_on}
FORMS = {CLOSE: take}

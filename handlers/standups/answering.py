"""The form of an answer: opened by a line or a button, and taken in."""

import json
from dataclasses import replace

from sqlmodel import Session

from domain.rhythm_errors import NothingOwed
from domain.standups.answers import parse_mood
from domain.standups.lines import values as intents
from domain.standups.rounds import Attendance
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.opening import form_or_button
from handlers.goals.told_later import tell
from handlers.requests import Request
from handlers.unit import words_of
from services.scene import Scene
from services.standups.answer import (
    Owed,
    excuse,
    next_asked,
    owed_again,
    owed_ahead,
    owed_in,
    owed_now,
)
from services.standups.choose import choose_standup
from services.standups.fill import filled_for
from services.standups.outcome import take_lines
from services.standups.saving import also_in, answer_round
from services.standups.stored import definition_of
from views.blockers.replies import blockers_added
from views.standups import told
from views.standups.prompt import TICK, answer_form


def owed(session: Session, scene: Scene, request: Request, intent: intents.Answer) -> Answer:
    """`/standup`: the form that closes soonest; words typed already stand in it."""
    found = owed_now(session, scene)
    if not found:
        raise NothingOwed(next_asked(session, scene))
    return _form(session, scene, request, found[0], typed=intent.words)


def ahead(session: Session, scene: Scene, request: Request, intent: intents.AnswerAhead) -> Answer:
    """`/standup tomorrow`."""
    standup = choose_standup(session, scene, intent.standup)
    return _form(session, scene, request, owed_ahead(session, scene, standup))


def again(session: Session, scene: Scene, request: Request, intent: intents.EditAnswer) -> Answer:
    """`/standup edit`: the last answer once more."""
    standup = choose_standup(session, scene, intent.standup) if intent.standup else None
    return _form(session, scene, request, owed_again(session, scene, standup))


def clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """Answer, or Edit my answer: the value is the round's primary key."""
    return _form(session, scene, request, owed_in(session, scene, int(request.value)))


def _form(
    session: Session, scene: Scene, request: Request, found: Owed, *, typed: str = ""
) -> Answer:
    words = words_of(scene)
    filled = filled_for(session, scene, found)
    if typed and found.answer is None:
        filled = replace(filled, today=f"{typed}\n{filled.today}".strip())
    memory = json.dumps({"round": found.round.id})
    questions = definition_of(found.standup).questions
    also = also_in(session, scene.person_id, found.round, found.standup)
    form = answer_form(found, filled, questions, words, memory=memory, also=also)
    offer = told.form_offer(found.standup.name, found.round.id or 0, words)
    return form_or_button(request, form, offer)


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form: the answer, ticked tasks, lines that become tasks, blockers."""
    fields = read_form(request.payload)
    round_id = int(json.loads(request.value)["round"])
    asked = len([name for name in fields if name.startswith("answer_")])
    replies = [fields.get(f"answer_{place}", "") for place in range(asked)]
    mood = parse_mood(fields.get("mood", ""))
    result = answer_round(session, scene, round_id, replies, mood=mood)
    ticked = [int(number) for number in fields.get(TICK, "").split()]
    added = take_lines(session, scene, result, ticked)
    if any(each.not_asked for each in added):
        # The form has closed, and nothing else says that somebody named was not asked.
        tell(session, scene, request, blockers_added(added, words_of(scene)), {})
    return answers.NOTHING


def skip(session: Session, scene: Scene, request: Request) -> Answer:
    """Skip today."""
    found = excuse(session, scene, int(request.value), Attendance.SKIPPED, "")
    return Answer(told.excused(found.standup.name, scene.change_group, words_of(scene)))


def skip_all(session: Session, scene: Scene, _: Request, intent: intents.SkipToday) -> Answer:
    """`/standup skip`: all that are owed now."""
    found = [each for each in owed_now(session, scene) if each.answer is None]
    if not found:
        raise NothingOwed(next_asked(session, scene))
    for each in found:
        excuse(session, scene, each.round.id or 0, Attendance.SKIPPED, intent.reason)
    names = ", ".join(each.standup.name for each in found)
    return Answer(told.excused(names, scene.change_group, words_of(scene)))

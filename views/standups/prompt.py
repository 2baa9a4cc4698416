"""The question in a direct message, the form of an answer, and the replies around them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from domain.standups.answers import ANSWER_MAX, MOODS, Prefill
from domain.standups.rounds import Attendance
from domain.standups.values import Question, QuestionKind
from services.standups.answer import Owed
from services.standups.figures import RoundFacts
from storage.tables import Participation
from views import blocks
from views.blocks import Block, Message
from views.forms import choice, field, initial
from views.standups.round import ANSWER, AWAY, EDIT, SKIP
from views.standups.words import MOODS as FACES
from views.standups.words import question_text
from views.words import Words

FORM = "standup.answer"
TITLE_MAX = 24
TICK = "done"


def prompt(
    facts: RoundFacts,
    seat: Participation,
    words: Words,
    now: dt.datetime,
    also: Sequence[tuple[str, str]] = (),
) -> Message:
    """Asks one person, and shows later what became of the question; `also` has (name, channel) of
    other standups that the same answer serves."""
    name = ", ".join(dict.fromkeys([facts.standup.name, *(each for each, _ in also)]))
    place = ", ".join(
        dict.fromkeys(f"#{each}" for each in (facts.place.name, *dict(also).values()))
    )
    day = words.day(facts.round.day, today=words.today(now))
    head = words.say("{name} for {channel} · {day}", name=name, channel=place, day=day)
    shown: list[Block] = [blocks.line(blocks.bold(f"🗣 {head}"))]
    value = str(facts.round.id)
    state = Attendance(seat.state)
    if state is Attendance.ANSWERED:
        shown.append(blocks.section(blocks.plain(words.say("✅ You have answered. Thank you!"))))
        shown.append(blocks.actions(blocks.button(words.say("Edit my answer"), EDIT, value)))
    elif state in {Attendance.SKIPPED, Attendance.AWAY}:
        told = words.say("You take no part this time. Changed your mind?")
        if state is Attendance.AWAY:
            told = words.say("You are away, so nobody waits. You can still answer.")
        shown.append(blocks.section(blocks.plain(told)))
        shown.append(blocks.actions(blocks.button(words.say("Answer"), ANSWER, value)))
    elif state is Attendance.LEFT:
        told = words.say("You take part no more, so nobody waits.")
        shown.append(blocks.section(blocks.plain(told)))
    else:
        shown += _questions(facts, seat, words, now)
    return Message(blocks.escape(head), shown)


def _questions(
    facts: RoundFacts, seat: Participation, words: Words, now: dt.datetime
) -> list[Block]:
    value = str(facts.round.id)
    asked = [[blocks.words(question_text(each, words))] for each in facts.definition.questions]
    found: list[Block] = [blocks.bullets(*asked)]
    if seat.closes_at is not None:
        moment = words.moment(seat.closes_at)
        until = words.say("Open until {time}", time=moment)
        if now >= seat.closes_at:
            until = words.say("Closed at {time}; late answers still count", time=moment)
        found.append(blocks.context(blocks.plain(until)))
    found.append(
        blocks.actions(
            blocks.button(words.say("Answer"), ANSWER, value, style="primary"),
            blocks.button(words.say("Skip today"), SKIP, value),
            blocks.button(words.say("I'm away"), AWAY, value),
        )
    )
    return found


def answer_form(
    owed: Owed,
    filled: Prefill,
    questions: Sequence[Question],
    words: Words,
    *,
    memory: str,
    also: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """One form with all questions, filled in from the last plan and from tasks."""
    shown: list[Block] = []
    if also:
        names = ", ".join(f"{name} (#{channel})" for name, channel in also)
        told = words.say("Your answer also goes to {names}.", names=names)
        shown.append(blocks.context(blocks.plain(blocks.cut(told, 2000))))
    if owed.form.early:
        day = words.day(owed.round.day)
        told = words.say("For {day}, ahead of time.", day=day)
        shown.append(blocks.context(blocks.plain(told)))
    elif owed.form.late:
        told = words.say("It is closed, but your answer still counts, marked late.")
        shown.append(blocks.context(blocks.plain(told)))
    old = owed.answer.replies if owed.answer is not None else None
    for place, question in enumerate(questions):
        text = old[place] if old is not None and place < len(old) else _begun(question, filled)
        more = {"multiline": True, "max_length": ANSWER_MAX, **initial("initial_value", text)}
        label = question_text(question, words)
        name = f"answer_{place}"
        hint = _hint(question, words)
        shown.append(field(name, label, "plain_text_input", more, hint=hint))
    if filled.tick:
        options = [
            blocks.option(blocks.cut(task.render(), 72), str(task.number))
            for task in filled.tick[:10]
        ]
        shown.append(
            field(TICK, words.say("Tick what is done"), "checkboxes", {"options": options})
        )
    if owed.standup.mood:
        faces = [(f"{FACES[mood]} {mood}", str(mood)) for mood in MOODS]
        usual = owed.answer.mood if owed.answer is not None else None
        more = (
            choice(faces, str(usual))
            if usual
            else {"options": [blocks.option(*each) for each in faces]}
        )
        hint = words.say("Only an average of four or more is shown.")
        shown.append(field("mood", words.say("How do you feel?"), "static_select", more, hint=hint))
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": blocks.plain(blocks.cut(owed.standup.name, TITLE_MAX)),
        "submit": blocks.plain(words.say("Send")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": shown,
    }


def _begun(question: Question, filled: Prefill) -> str:
    known: Mapping[QuestionKind, str] = {
        QuestionKind.SINCE: filled.since,
        QuestionKind.TODAY: filled.today,
    }
    return known.get(question.kind, "")


def _hint(question: Question, words: Words) -> str:
    if question.kind is QuestionKind.TODAY:
        return words.say("A line with a date or a person becomes a task: Send draft fri @ben")
    if question.kind is QuestionKind.BLOCKERS:
        return words.say("Name people to ask them for help. Leave it empty if all is well.")
    return ""

"""A round in the channel: the parent of its thread, each answer, and lines about it."""

import datetime as dt

from domain.standups.parts import parts_of
from domain.standups.windows import NotAsked
from services.standups.figures import RoundFacts
from storage.tables import Answer
from views import blocks
from views.blocks import Block, Element, Message
from views.standups.summary import summary_lines
from views.standups.words import names_of, short_question, times_name
from views.tasks.facts import person_name
from views.words import Words

ANSWER, SKIP, AWAY, EDIT = (
    "standup.answer",
    "standup.skip",
    "standup.away",
    "standup.edit",
)
CLOSE = "standup.close"


def round_parent(facts: RoundFacts, words: Words, now: dt.datetime) -> Message:
    """The head of a round's thread: name, date, how many have answered."""
    name, day = facts.standup.name, words.day(facts.round.day, today=words.today(now))
    if facts.round.state == "skipped":
        told = words.say(
            "{name} · {day}: everybody has the day off or is away, so nobody is asked.",
            name=name,
            day=day,
        )
        return Message(blocks.escape(told), [blocks.section(blocks.plain(f"⏸ {told}"))])
    count = facts.count
    figures = f"{count.answered}/{count.expected}"
    head = f"{name} · {day} · {figures}"
    shown: list[Block] = [blocks.line(blocks.bold(f"🗣 {name} · {day} · "), blocks.bold(figures))]
    if facts.is_over:
        shown.append(blocks.section(blocks.plain("\n".join(summary_lines(facts, words)))))
        closed = words.say("Closed; the summary is in the thread. Late answers still count.")
        shown.append(blocks.context(blocks.plain(closed)))
    else:
        told_now = [_state_line(facts, words), *_absent_lines(facts, words)]
        shown.append(blocks.context(*told_now))
    shown.append(_buttons(facts, words))
    return Message(blocks.escape(head), shown)


def _buttons(facts: RoundFacts, words: Words) -> Block:
    value = str(facts.round.id)
    if facts.is_over:
        return blocks.actions(blocks.button(words.say("Answer late"), ANSWER, value))
    return blocks.actions(
        blocks.button(words.say("Answer"), ANSWER, value, style="primary"),
        blocks.button(words.say("Skip today"), SKIP, value),
    )


def _state_line(facts: RoundFacts, words: Words) -> Element:
    """How to answer and until when; the end of it all in each reader's own time."""
    closes = facts.planned.closes_at
    if closes is None:
        return blocks.plain(words.say("Nobody takes part at present."))
    told = words.say(
        "Press Answer or reply in this thread. {times}. Summary:",
        times=times_name(facts.standup, words),
    )
    token = blocks.date_token(closes, words.moment(closes), form="{date_short_pretty}")
    return blocks.mrkdwn(f"{blocks.escape(told)} {token}")


def _absent_lines(facts: RoundFacts, words: Words) -> list[Element]:
    found = []
    if facts.count.away:
        names = names_of(facts.count.away, facts.people, words)
        found.append(words.say("🌴 Away: {names}", names=names))
    free = [
        each.person
        for each in facts.planned.excluded
        if each.reason in {NotAsked.HOLIDAY, NotAsked.DAY_OFF}
    ]
    if free:
        found.append(words.say("Day off: {names}", names=names_of(free, facts.people, words)))
    return [blocks.plain(line) for line in found]


def answer_post(facts: RoundFacts, answer: Answer, words: Words, part: int = 0) -> Message:
    """One part of a person's answer, under their name."""
    name = person_name(facts.people.get(answer.person_id), words)
    if answer.withdrawn_at is not None:
        told = words.say("{name} took their answer back.", name=name)
        return Message(blocks.escape(told), [blocks.context(blocks.plain(told))])
    parts = parts_of(answer.replies)
    if part >= len(parts):
        told = words.say("{name}: shortened, see above.", name=name)
        return Message(blocks.escape(told), [blocks.context(blocks.plain(told))])
    shown: list[Block] = [blocks.line(*_heading(name, answer, words, part))]
    known: int | None = None
    questions = facts.definition.questions
    for place, piece in parts[part]:
        if place != known and place < len(questions):
            heading = short_question(questions[place], words)
            shown.append(blocks.context(blocks.plain(heading)))
        known = place
        shown.append(blocks.quote(piece))
    marks = _marks(facts, answer, words) if part == len(parts) - 1 else []
    if not parts[0]:
        marks = [words.say("nothing to tell"), *marks]
    if marks:
        shown.append(blocks.context(blocks.plain(" · ".join(marks))))
    said = " / ".join(piece for _, piece in parts[part])
    return Message(blocks.escape(blocks.cut(f"{name}: {said}", 3000)), shown)


def _heading(name: str, answer: Answer, words: Words, part: int) -> list[Element]:
    told = ""
    if part:
        told = words.say("continued")
    elif answer.source == "thread":
        told = words.say("updated answer")
    return [blocks.bold(name), *([blocks.words(f" · {told}")] if told else [])]


def _marks(facts: RoundFacts, answer: Answer, words: Words) -> list[str]:
    seat = facts.seats.get(answer.person_id)
    marks = []
    if seat and seat.closes_at is not None and answer.created_at >= seat.closes_at:
        marks.append(words.say("late"))
    if answer.edited_at is not None and answer.source == "form":
        marks.append(words.say("edited"))
    return marks


def missed_line(facts: RoundFacts, words: Words, now: dt.datetime) -> Message:
    """A round that did not happen, told once Drumbeat runs again."""
    text = words.say(
        "{name} of {day} did not happen: I was not running.",
        name=facts.standup.name,
        day=words.day(facts.round.day, today=words.today(now)),
    )
    return Message(blocks.escape(text), [blocks.context(blocks.plain(text))])

"""A round in the channel: the parent of its thread, each answer, and the summary."""

import datetime as dt

from domain.standups.answers import read_blockers
from domain.standups.values import QuestionKind
from domain.standups.windows import NotAsked
from services.standups.figures import RoundFacts
from storage.tables import Answer
from views import blocks
from views.blocks import Block, Message
from views.standups.words import MOODS, names_of, short_question
from views.tasks.facts import person_name
from views.words import Words

ANSWER, SKIP, AWAY, EDIT = (
    "standup.answer",
    "standup.skip",
    "standup.away",
    "standup.edit",
)
CLOSE = "standup.close"
REPLY_SHOWN = 2500


def round_parent(facts: RoundFacts, words: Words, now: dt.datetime) -> Message:
    """The head of a round's thread: name, date, how many have answered."""
    name, day = facts.standup.name, words.day(facts.round.day, today=words.today(now))
    if facts.round.state == "skipped":
        told = "{name} · {day}: nobody is here that day, so nobody is asked."
        text = words.say(told, name=name, day=day)
        return Message(blocks.escape(text), [blocks.section(blocks.plain(f"⏸ {text}"))])
    count = facts.count
    figures = f"{count.answered}/{count.expected}"
    head = f"{name} · {day} · {figures}"
    shown: list[Block] = [blocks.line(blocks.bold(f"🗣 {name} · {day} · "), blocks.bold(figures))]
    lines = [_state_line(facts, words)]
    lines += _absent_lines(facts, words)
    shown.append(blocks.context(*[blocks.plain(line) for line in lines if line]))
    if not facts.is_over:
        value = str(facts.round.id)
        shown.append(
            blocks.actions(
                blocks.button(words.say("Answer"), ANSWER, value, style="primary"),
                blocks.button(words.say("Skip today"), SKIP, value),
            )
        )
    return Message(blocks.escape(head), shown)


def _state_line(facts: RoundFacts, words: Words) -> str:
    if facts.is_over:
        return words.say("Closed. Late answers still count.")
    closes = facts.planned.closes_at
    if closes is None:
        return ""
    return words.say("Answer in the form or reply here. Closes {time}.", time=words.moment(closes))


def _absent_lines(facts: RoundFacts, words: Words) -> list[str]:
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
    return found


def answer_post(facts: RoundFacts, answer: Answer, words: Words) -> Message:
    """One person's answer, under their name."""
    person = facts.people[answer.person_id]
    name = person_name(person, words)
    seat = facts.seats[answer.person_id]
    marks = []
    if seat.closes_at is not None and answer.created_at >= seat.closes_at:
        marks.append(words.say("late"))
    if answer.edited_at is not None:
        marks.append(words.say("edited"))
    shown: list[Block] = [blocks.line(blocks.bold(name))]
    said = []
    for question, reply in zip(facts.definition.questions, answer.replies, strict=False):
        if not reply.strip():
            continue
        shown.append(blocks.context(blocks.plain(short_question(question, words))))
        shown.append(blocks.quote(blocks.cut(reply.strip(), REPLY_SHOWN)))
        said.append(reply.strip())
    if marks:
        shown.append(blocks.context(blocks.plain(" · ".join(marks))))
    text = f"{name}: {' / '.join(said)}"
    return Message(blocks.escape(blocks.cut(text, 3000)), shown)


def round_summary(facts: RoundFacts, words: Words, now: dt.datetime) -> Message:
    """What came of the round, in its thread."""
    count, people = facts.count, facts.people
    day = words.day(facts.round.day, today=words.today(now))
    head = words.say("Summary of {name} · {day}", name=facts.standup.name, day=day)
    told = words.say(
        "{answered} of {expected} answered", answered=count.answered, expected=count.expected
    )
    lines = [told + (words.say(", {n} late", n=count.late) if count.late else "")]
    if count.optional:
        lines.append(words.count("{n} optional answer", "{n} optional answers", count.optional))
    if facts.standup.name_missing and count.missing:
        lines.append(words.say("No answer: {names}", names=names_of(count.missing, people, words)))
    elif count.missing:
        lines.append(
            words.count("{n} without an answer", "{n} without an answer", len(count.missing))
        )
    if count.skipped:
        lines.append(words.say("Skipped: {names}", names=names_of(count.skipped, people, words)))
    if count.away:
        lines.append(words.say("Away: {names}", names=names_of(count.away, people, words)))
    if count.not_asked:
        names = names_of(count.not_asked, people, words)
        lines.append(words.say("Not asked (outside their hours): {names}", names=names))
    if facts.mood is not None:
        face = MOODS[round(facts.mood.average)]
        lines.append(words.say("Mood {face} {average} of 5", face=face, average=facts.mood.average))
    shown: list[Block] = [
        blocks.line(blocks.bold(f"🏁 {head}")),
        blocks.section(blocks.plain("\n".join(lines))),
        *_blocker_blocks(facts, words),
    ]
    return Message(blocks.escape(f"{head}: {lines[0]}"), shown)


def _blocker_blocks(facts: RoundFacts, words: Words) -> list[Block]:
    """What is in people's way, as they said it."""
    rows = []
    for answer in facts.answers.values():
        name = person_name(facts.people[answer.person_id], words)
        for question, reply in zip(facts.definition.questions, answer.replies, strict=False):
            if question.kind is QuestionKind.BLOCKERS:
                said = [blocks.cut(line.text, 300) for line in read_blockers(reply)]
                rows += [[blocks.bold(f"{name}: "), blocks.words(text)] for text in said]
    if not rows:
        return []
    return [blocks.context(blocks.plain(words.say("🚧 In the way"))), blocks.bullets(*rows[:20])]

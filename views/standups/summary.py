"""The summary of a round: who answered, what is in the way, what moved, how people felt."""

import datetime as dt

from domain.standups.answers import read_blockers
from domain.standups.values import QuestionKind
from services.standups.figures import RoundFacts
from views import blocks
from views.blocks import Block, Element, Message
from views.standups.words import MOODS, names_of
from views.tasks.facts import number_of, person_name
from views.words import Words

ROWS = 15
"""Lines of one list; Slack's budget for a message is spent on those."""
ROW_MAX = 200


def round_summary(facts: RoundFacts, words: Words, now: dt.datetime) -> Message:
    """What came of the round, in its thread."""
    day = words.day(facts.round.day, today=words.today(now))
    head = words.say("Summary of {name} · {day}", name=facts.standup.name, day=day)
    lines = [*summary_lines(facts, words), *_people_lines(facts, words)]
    shown: list[Block] = [
        blocks.line(blocks.bold(f"🏁 {head}")),
        blocks.section(blocks.plain(blocks.cut("\n".join(lines), 2900))),
    ]
    blockers = _blocker_rows(facts, words)
    if blockers:
        shown += _listed(words.say("🚧 In the way"), blockers, words)
    moved = [
        [blocks.bold(f"{number_of(row.task)} "), blocks.words(_title(row.task.title))]
        for row in facts.moved
    ]
    if moved:
        shown += _listed(words.say("✅ Done since last time"), moved, words)
    return Message(blocks.escape(f"{head}: {lines[0]}"), shown)


def _title(title: str) -> str:
    return blocks.cut(title, ROW_MAX)


def _listed(head: str, rows: list[list[Element]], words: Words) -> list[Block]:
    shown: list[Block] = [blocks.context(blocks.plain(head)), blocks.bullets(*rows[:ROWS])]
    if len(rows) > ROWS:
        more = words.count("… and {n} more", "… and {n} more", len(rows) - ROWS)
        shown.append(blocks.context(blocks.plain(more)))
    return shown


def summary_lines(facts: RoundFacts, words: Words) -> list[str]:
    """The figures: for the parent, and at the head of the summary."""
    count, people = facts.count, facts.people
    told = words.say(
        "{answered} of {expected} answered", answered=count.answered, expected=count.expected
    )
    lines = [told + (words.say(", {n} of them late", n=count.late) if count.late else "")]
    if count.optional:
        lines.append(words.count("{n} optional answer", "{n} optional answers", count.optional))
    if facts.standup.name_missing and count.missing:
        lines.append(words.say("No answer: {names}", names=names_of(count.missing, people, words)))
    elif count.missing:
        lines.append(
            words.count(
                "{n} person without an answer", "{n} people without an answer", len(count.missing)
            )
        )
    blockers = len(_blocker_rows(facts, words))
    if blockers:
        lines.append(words.count("🚧 {n} thing in the way", "🚧 {n} things in the way", blockers))
    if facts.mood is not None:
        face = MOODS[round(facts.mood.average)]
        mood = words.say("Mood {face} {average} of 5", face=face, average=facts.mood.average)
        lines.append(mood)
    return lines


def _people_lines(facts: RoundFacts, words: Words) -> list[str]:
    count, people, lines = facts.count, facts.people, []
    if count.skipped:
        lines.append(words.say("Skipped: {names}", names=names_of(count.skipped, people, words)))
    if count.away:
        lines.append(words.say("Away: {names}", names=names_of(count.away, people, words)))
    unasked = set(facts.outside_hours)
    if unasked:
        names = names_of(sorted(unasked), people, words)
        lines.append(words.say("Not asked (outside their hours): {names}", names=names))
    down = [each for each in count.not_asked if each not in unasked]
    if down:
        names = names_of(down, people, words)
        if facts.round.closed_early_at is not None:
            lines.append(words.say("Not asked (closed before): {names}", names=names))
        else:
            lines.append(words.say("Not asked (I was not running): {names}", names=names))
    return lines


def _blocker_rows(facts: RoundFacts, words: Words) -> list[list[Element]]:
    """What is in people's way, as they said it."""
    rows: list[list[Element]] = []
    for answer in facts.answers.values():
        name = person_name(facts.people.get(answer.person_id), words)
        for question, reply in zip(facts.definition.questions, answer.replies, strict=False):
            if question.kind is QuestionKind.BLOCKERS:
                said = [blocks.cut(line.text, ROW_MAX) for line in read_blockers(reply)]
                rows += [[blocks.bold(f"{name}: "), blocks.words(text)] for text in said]
    return rows

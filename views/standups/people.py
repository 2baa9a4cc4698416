"""Who takes part in a standup, and what was answered lately."""

import datetime as dt
from itertools import groupby
from zoneinfo import ZoneInfo

from domain.standups.values import Part
from services.standups.past import Past
from services.standups.taking_part import Taker
from storage.tables import Standup
from views import blocks
from views.blocks import Block, Element, Message
from views.standups.words import short_question
from views.tasks.facts import person_name
from views.words import Words

PEOPLE_MAX = 80
ANSWERS_MAX = 15
SHOWN_MAX = 500
"""Characters of one answer in a list."""
BARS = "▁▂▃▄▅▆▇█"
BARS_MAX = 30


def people_list(standup: Standup, takers: list[Taker], words: Words, now: dt.datetime) -> Message:
    """Everybody with their own time, in groups."""
    head = words.say("{name}: who takes part", name=standup.name)
    names = {
        Part.MANDATORY: words.say("Asked and counted"),
        Part.OPTIONAL: words.say("Need not answer"),
        Part.OBSERVER: words.say("Only read along"),
    }
    shown: list[Block] = [blocks.line(blocks.bold(head))]
    if not takers:
        shown.append(blocks.section(blocks.plain(words.say("Nobody yet."))))
    for part, group in groupby(takers[:PEOPLE_MAX], key=lambda each: each.part):
        rows = [_person(each, words, now) for each in group]
        label = f"{names[part]}: {sum(each.part is part for each in takers)}"
        shown += [blocks.context(blocks.plain(label)), blocks.bullets(*rows)]
    if len(takers) > PEOPLE_MAX:
        more = words.count("… and {n} more", "… and {n} more", len(takers) - PEOPLE_MAX)
        shown.append(blocks.context(blocks.plain(more)))
    return Message(blocks.escape(head), shown)


def _person(taker: Taker, words: Words, now: dt.datetime) -> list[Element]:
    local = now.astimezone(ZoneInfo(taker.person.zone)).time()
    row = [
        blocks.bold(person_name(taker.person, words)),
        blocks.words(" · " + words.say("{time} now", time=words.clock(local))),
    ]
    if taker.away_until is not None:
        day = words.day(taker.away_until, today=words.today(now))
        row.append(blocks.words(" · " + words.say("🌴 away until {day}", day=day)))
    return row


def past_list(past: Past, words: Words, now: dt.datetime) -> Message:
    """Participation and the newest answers."""
    head = words.count(
        "{name} · last {n} day", "{name} · last {n} days", past.days, name=past.standup.name
    )
    if past.asked:
        head += " · " + ", ".join(person_name(each, words) for each in past.asked[:5])
    shown: list[Block] = [blocks.line(blocks.bold(blocks.cut(head, 300)))]
    shown.append(blocks.section(blocks.plain(_turnout(past, words))))
    today = words.today(now)
    for answer, made, person in past.answers[:ANSWERS_MAX]:
        day = words.day(made.day, today=today)
        shown.append(blocks.context(blocks.plain(f"{day} · {person_name(person, words)}")))
        said = " · ".join(
            f"{short_question(question, words)}: {' / '.join(reply.split(chr(10)))}"
            for question, reply in zip(past.definition.questions, answer.replies, strict=False)
            if reply.strip()
        )
        shown.append(blocks.quote(blocks.cut(said or "–", SHOWN_MAX)))
    if not past.answers:
        shown.append(blocks.context(blocks.plain(words.say("No answers in that time."))))
    elif len(past.answers) > ANSWERS_MAX:
        told = words.say("Older answers: name a person, or fewer days.")
        shown.append(blocks.context(blocks.plain(told)))
    return Message(blocks.escape(blocks.cut(head, 300)), shown)


def _turnout(past: Past, words: Words) -> str:
    if past.share is None:
        return words.say("No round was closed in that time.")
    share = words.say("Participation {share} %", share=round(past.share * 100))
    if past.before is not None:
        before = round(past.before * 100)
        share += words.say(" (before that {share} %)", share=before)
    bars = "".join(_bar(got, wanted) for got, wanted in past.by_round[-BARS_MAX:])
    return f"{share}  {bars}" if len(past.by_round) > 1 else share


def _bar(got: int, wanted: int) -> str:
    return BARS[round((got / wanted if wanted else 0) * (len(BARS) - 1))]

"""What a person who typed a `/standup` line is told."""

import datetime as dt
from collections.abc import Sequence

from services.standups.answer import Answered
from services.standups.define import Defined
from services.standups.figures import RoundFacts
from services.standups.stored import definition_of
from services.standups.taking_back import StandupTakenBack
from storage.tables import Conversation, Standup
from views import blocks
from views.blocks import Block, Message
from views.standups.round import ANSWER
from views.standups.words import days_name, names_of, question_text, times_name
from views.words import Words

LISTED = 40
PREVIEW = "standup.preview"
CHANGE = "standup.change"


def standup_defined(result: Defined, next_at: dt.datetime | None, words: Words) -> Message:
    """A standup that exists now: how it was understood, and when it asks first."""
    standup = result.standup
    place = result.place.name
    head = words.say("{name} is set up for #{channel}", name=standup.name, channel=place)
    days, times = days_name(standup, words), times_name(standup, words)
    rows = [
        words.say("Asks {days}, {times}", days=days, times=times),
        words.count("{n} person takes part", "{n} people take part", result.people),
    ]
    if next_at is not None:
        rows.append(words.say("The first time: {time}", time=words.moment(next_at)))
    shown: list[Block] = [
        blocks.line(blocks.bold(head)),
        blocks.section(blocks.plain("\n".join(rows))),
        _questions(result, words),
        blocks.actions(
            blocks.button(words.say("Preview"), PREVIEW, str(standup.id)),
            blocks.button(words.say("Change"), CHANGE, str(standup.id)),
            blocks.button(words.say("Undo"), "undo", result.change_group),
        ),
    ]
    return Message(blocks.escape(f"{head}. {rows[0]}"), shown)


def _questions(result: Defined, words: Words) -> Block:
    asked = definition_of(result.standup).questions
    return blocks.bullets(*[[blocks.words(question_text(each, words))] for each in asked])


def standup_list(standups: Sequence[Defined], words: Words, now: dt.datetime) -> Message:
    """The standups of a channel or of a person."""
    if not standups:
        text = words.say(
            "No standup here yet. Make one: /standup new Daily weekdays 9:30 close 11:30"
        )
        return simple(text)
    rows = []
    for each in standups[:LISTED]:
        standup = each.standup
        line = words.say(
            "#{channel}, {days}, {times}",
            channel=each.place.name,
            days=days_name(standup, words),
            times=times_name(standup, words),
        )
        if standup.paused:
            line += " · " + words.say("paused")
        elif standup.paused_until is not None and standup.paused_until > words.today(now):
            day = words.day(standup.paused_until)
            line += " · " + words.say("paused until {day}", day=day)
        rows.append([blocks.bold(f"{standup.name}: "), blocks.words(line)])
    text = words.count("{n} standup", "{n} standups", len(standups))
    return Message(blocks.escape(text), [blocks.bullets(*rows)])


def round_status(
    facts: RoundFacts, words: Words, now: dt.datetime, begins: dt.datetime | None = None
) -> Message:
    """Who has answered so far, and when the next round begins."""
    day = words.day(facts.round.day, today=words.today(now))
    count = facts.count
    head = f"{facts.standup.name} · {day} · {count.answered}/{count.expected}"
    lines = []
    if facts.answers:
        names = names_of(facts.answers, facts.people, words)
        lines.append(words.say("Answered: {names}", names=names))
    waiting = [
        each.person
        for each in facts.planned.windows
        if facts.seats[each.person].state in {"planned", "asked"}
    ]
    if waiting:
        lines.append(words.say("Still open: {names}", names=names_of(waiting, facts.people, words)))
    if facts.planned.closes_at is not None and not facts.is_over:
        closes = words.moment(facts.planned.closes_at)
        lines.append(words.say("Summary {time}", time=closes))
    if begins is not None:
        lines.append(words.say("Next time {time}", time=words.moment(begins)))
    shown: list[Block] = [
        blocks.line(blocks.bold(head)),
        blocks.section(blocks.plain("\n".join(lines) or words.say("Nobody yet."))),
    ]
    return Message(blocks.escape(head), shown)


def form_offer(name: str, round_id: int, words: Words) -> Message:
    """Where a line cannot open a form: the button that does."""
    text = words.say("Your answer to {name}:", name=name)
    button = blocks.button(words.say("Answer"), ANSWER, str(round_id), style="primary")
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )


def simple(text: str) -> Message:
    """One sentence."""
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])


def with_undo(text: str, change_group: str, words: Words) -> Message:
    """One sentence about a change, and the button that takes it back."""
    undo = blocks.button(words.say("Undo"), "undo", change_group)
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(undo)])


def paused(result: Defined, words: Words) -> Message:
    """It is paused."""
    standup = result.standup
    text = words.say("{name} is paused. Go on with /standup resume", name=standup.name)
    if standup.paused_until is not None:
        day = words.day(standup.paused_until)
        text = words.say("{name} is paused and asks again on {day}.", name=standup.name, day=day)
    return with_undo(text, result.change_group, words)


def resumed(result: Defined, words: Words) -> Message:
    """It goes on."""
    text = words.say("{name} goes on.", name=result.standup.name)
    return with_undo(text, result.change_group, words)


def joined(result: Defined, words: Words) -> Message:
    """Takes part."""
    text = words.say("You take part in {name}, from the next round on.", name=result.standup.name)
    return with_undo(text, result.change_group, words)


def left(result: Defined, words: Words) -> Message:
    """Takes part no more."""
    text = words.say(
        "You take part in {name} no more. Come back with /standup join", name=result.standup.name
    )
    return with_undo(text, result.change_group, words)


def excused(name: str, change_group: str, words: Words) -> Message:
    """Skipped this time."""
    text = words.say("All right, {name} goes on without you this time.", name=name)
    return with_undo(text, change_group, words)


def not_begun(standup: Standup, begins: dt.datetime | None, words: Words) -> Message:
    """No round yet."""
    if begins is None:
        return simple(words.say("{name} has not asked yet and is paused.", name=standup.name))
    moment = words.moment(begins)
    return simple(words.say("{name} asks first on {time}.", name=standup.name, time=moment))


def closed(name: str, words: Words) -> Message:
    """The round is being closed."""
    return simple(words.say("{name} is closed; the summary follows.", name=name))


def taken_back(changed: StandupTakenBack, words: Words) -> str:
    """What an Undo brought back of a standup."""
    name = changed.standup.name
    told = {
        "answer": words.say("Undone. Your answer to {name} is as before.", name=name),
        "skipped": words.say("Undone. {name} waits for your answer again.", name=name),
        "part": words.say("Undone. Who takes part in {name} is as before.", name=name),
        "made": words.say("Withdrawn: {name} happens no more.", name=name),
        "ended": words.say("Undone. {name} happens again.", name=name),
        "pause": words.say("Undone. {name} asks as before.", name=name),
    }
    return told.get(changed.what, words.say("Undone. {name} is set up as before.", name=name))


NOT_MINE = "standup.not_mine"


def counted(result: Answered, words: Words) -> Message:
    """A reply in the thread was taken as an answer: only its writer is told."""
    name = result.standup.name
    text = words.say("Counted as your answer to {name}.", name=name)
    if result.is_late:
        text = words.say("Counted as your answer to {name}, marked late.", name=name)
    button = blocks.button(words.say("Not my answer"), NOT_MINE, str(result.answer.id))
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text), button)])


def not_counted(round_id: int, words: Words) -> Message:
    """The reply was no answer."""
    text = words.say("All right, that reply does not count. Your answer is still open:")
    button = blocks.button(words.say("Answer"), ANSWER, str(round_id), style="primary")
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )


def halted(place: Conversation, names: Sequence[str], why: str, words: Words) -> Message:
    """Standups of a channel that cannot be posted in: to whoever leads."""
    shown = ", ".join(names)
    channel = place.name
    if why == "archived":
        text = words.say(
            "#{channel} is archived, so this rests: {names}. It goes on when the channel is back.",
            channel=channel,
            names=shown,
        )
    else:
        text = words.say(
            "I am not in #{channel} any more, so this rests: {names}. It goes on once I am "
            "invited again.",
            channel=channel,
            names=shown,
        )
    return simple(text)

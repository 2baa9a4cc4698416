"""A reminder that is a message of its own: a standup that closes soon."""

import datetime as dt

from domain.nudges.values import Kind
from domain.standups.rounds import Attendance
from storage.nudge_sources import OpenSeat
from views import blocks
from views.blocks import Block, Message
from views.nudges.digest import less_of_this
from views.words import Words

ANSWER, SKIP, AWAY = "standup.answer", "standup.skip", "standup.away"
"""The buttons of the question; the value is the round."""
NAME_MAX = 100


def standup_reminder(seat: OpenSeat, words: Words, now: dt.datetime) -> Message:
    """Asks once more while the answer is due; then says how it went on, in one line: the question
    itself still has its buttons."""
    name = blocks.cut(seat.standup.name, NAME_MAX)
    told = _settled(seat, name, words) or _closed(seat, name, words, now)
    if told:
        return Message(blocks.escape(told), [blocks.context(blocks.plain(told))])
    time = words.time(seat.seat.closes_at or now)
    text = words.say("{name} closes at {time}, and you have not answered.", name=name, time=time)
    round_id = str(seat.round.id)
    buttons: list[Block] = [
        blocks.button(words.say("Answer"), ANSWER, round_id, style="primary"),
        blocks.button(words.say("Skip today"), SKIP, round_id),
        blocks.button(words.say("I'm away"), AWAY, round_id),
        less_of_this([Kind.STANDUP], words),
    ]
    why = words.say("Why did I get this? Type /ops why")
    shown = [
        blocks.section(blocks.plain(f"⏰ {text}")),
        blocks.actions(*buttons),
        blocks.context(blocks.plain(why)),
    ]
    return Message(blocks.escape(text), shown)


def _closed(seat: OpenSeat, name: str, words: Words, now: dt.datetime) -> str:
    closes = seat.seat.closes_at
    if closes is not None and closes > now:
        return ""
    return words.say("{name} is closed. A late answer still counts.", name=name)


def _settled(seat: OpenSeat, name: str, words: Words) -> str:
    told = {
        Attendance.ANSWERED: words.say("✅ {name}: you have answered", name=name),
        Attendance.SKIPPED: words.say("{name}: you skip today", name=name),
        Attendance.AWAY: words.say("{name}: you are away today", name=name),
        Attendance.LEFT: words.say("{name}: you are no longer asked", name=name),
    }
    return told.get(Attendance(seat.seat.state), "")

"""Being away: what a Slack status says about it, and how it goes together with a person's word.

A person's own "back" wins over the status until the status changes.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.dates.values import Clock
from domain.recurrence.instants import instant_of
from domain.text import decode_entities, fold
from domain.workdays import ONE_DAY, DateRange

OPEN_END_DAYS = 365
"""A status without an end counts for so long; any change of it ends or renews it."""
STATUS_MAX = 100
"""Slack's own limit."""


class Why(StrEnum):
    """What kind of absence the status names."""

    VACATION = "vacation"
    SICK = "sick"
    AWAY = "away"
    """Out of office, or simply not there."""


_EMOJI = {
    **dict.fromkeys(("palm_tree", "desert_island", "🌴", "🏝", "🏝️"), Why.VACATION),
    **dict.fromkeys(("beach_with_umbrella", "umbrella_on_ground", "🏖", "🏖️", "⛱"), Why.VACATION),
    **dict.fromkeys(("face_with_thermometer", "🤒", "face_with_head_bandage", "🤕"), Why.SICK),
    **dict.fromkeys(("nauseated_face", "🤢", "sneezing_face", "🤧", "hospital", "🏥"), Why.SICK),
    **dict.fromkeys(("no_entry_sign", "🚫"), Why.AWAY),
}
_SOFT = frozenset({"no_entry_sign", "🚫", "hospital", "🏥"})
"""These say "away" only if the words do not say something else."""
_WORDS = (
    (
        Why.SICK,
        re.compile(
            r"\b(?:out|off|home|feeling|am|i'm|im|called in) sick\b|\bsick (?:day|leave|today)\b"
            r"|\bsick(?:ness)?\b(?! of)(?=\W*$)|^\W*sick\b(?! of)|\bsick[- ]?leave\b|\bunwell\b"
            r"|病假|生病|病了|身体不适|住院|看病"
        ),
    ),
    (
        Why.VACATION,
        re.compile(
            r"\bvacation(?:ing)?\b|\b(?:on|bank|public) holidays?\b|^\W*holidays?\W*$|\bpto\b"
            r"|\b(?:annual|parental|maternity|paternity|family|unpaid|bereavement|home) leave\b"
            r"|\bon leave\b|\bday off\b|\btime off\b|\boff (?:today|work|duty)\b|\bhoneymoon\b"
            r"|\bsabbatical\b|^\W*(?:on )?leave\W*$"
            r"|休假|度假|请假|年假|调休|产假|陪产假|婚假|事假|丧假|放假|休息中|补休|休年假"
        ),
    ),
    (
        Why.AWAY,
        re.compile(
            r"\booo\b|\booto\b|\bout of (?:the )?office\b|\bnot (?:in|at) (?:the )?office\b"
            r"|\bnot working\b|^\W*away\W*$|\baway (?:until|till|from work)\b"
            r"|不在办公室|不在岗|离岗|外出中|暂离"
        ),
    ),
)
_RETURN = re.compile(
    r"\b(?:(?:back|return(?:ing|s)?)(?! from)(?! in (?:the )?office)|until|till|through)\b[^,;.]*"
    r"|(?:到|至)[^,，;；。]*|(?:明天|后天|下个?月|下周.?|周.|\d+[日号])(?:回来|回|上班)"
)
"""When somebody is there again says nothing about when they go."""
_NOT_NOW = re.compile(
    r"\bback from\b|\bback in (?:the )?office\b|\bno (?:vacation|pto|leave|holidays?)\b"
    r"|\bnot (?:ooo|out of office|on (?:vacation|leave|holiday)|sick)\b|\bneeds? (?:a )?vacation\b"
    r"|\b(?:planning|upcoming|dreaming|almost)\b"
    r"|\b(?:before|after) (?:my |the )?(?:vacation|leave)\b"
    r"|\b(?:vacation|holidays?|leave|pto|ooo) (?:soon|starts|starting|next|in \d)"
    r"|\bnext (?:week|month)\b|\btomorrow\b"
    r"|休假结束|假期结束|休假回来|不休假|销假|准备休假|即将|下周|下个?月|明天|后天"
)
_WORKS_ELSEWHERE = re.compile(
    r"出差|在家办公|远程|居家|\bbusiness trip\b|\btravell?ing\b|\bremote(?:ly)?\b|\bwfh\b"
    r"|\bworking from\b|\bwork trip\b|\boffsite\b|\bconference\b"
)
"""Who works somewhere else is not away: they are asked and can answer."""


@dataclass(frozen=True, slots=True)
class Status:
    """A Slack status: emoji by name or as it is, text, and when Slack takes it down (UTC)."""

    emoji: str = ""
    text: str = ""
    expires_at: dt.datetime | None = None

    @property
    def key(self) -> str:
        """What tells one status from the next: the same words again are the same status."""
        until = "" if self.expires_at is None else str(int(self.expires_at.timestamp()))
        return f"{_bare_emoji(self.emoji)}\n{self.text.strip()}\n{until}"


def _bare_emoji(emoji: str) -> str:
    """Return the emoji without colons and skin tone."""
    return emoji.strip().strip(":").split("::", 1)[0]


def read_status(status: Status) -> Why | None:
    """Return what kind of absence a status says; None if the person is there.

    Words win over the emoji: "🌴 back from vacation" and "🌴 vacation next week" are no absences,
    and 🚫 with other words ("🚫 focus time") is none either. A business trip (出差) is work.
    """
    words = fold(decode_entities(status.text))[:STATUS_MAX]
    going = _RETURN.sub("", words)
    if _NOT_NOW.search(going) or _WORKS_ELSEWHERE.search(going):
        return None
    told = next((why for why, pattern in _WORDS if pattern.search(words)), None)
    if told is not None:
        return told
    emoji = _bare_emoji(status.emoji)
    if emoji in _SOFT and words.strip():
        return None
    return _EMOJI.get(emoji) or next((_EMOJI[sign] for sign in _SIGNS if sign in words), None)


_SIGNS = tuple(sign for sign in _EMOJI if not sign.isascii() and sign not in _SOFT)


def is_absence_word(text: str) -> bool:
    """Tell whether a few words alone say that somebody is away: "sick", 🤒, 病假."""
    if not text.strip() or len(text) > STATUS_MAX:
        return False
    return read_status(Status(emoji=text)) is not None or read_status(Status(text=text)) is not None


def days_of_status(
    status: Status, *, since: dt.datetime, zone: ZoneInfo, works_until: dt.time
) -> DateRange | None:
    """Return the local days of an absence by status, seen first at the instant `since`.

    The last day counts only if the status lasts to the end of its working hours: who is away
    until 14:00 is asked in the afternoon. None = not a single working day's end.
    """
    first = since.astimezone(zone).date()
    if status.expires_at is None:
        return DateRange(first, first + dt.timedelta(days=OPEN_END_DAYS - 1))
    last = status.expires_at.astimezone(zone).date()
    if status.expires_at < instant_of(last, Clock(works_until.hour, works_until.minute), zone):
        last -= ONE_DAY
    last = min(last, first + dt.timedelta(days=OPEN_END_DAYS - 1))
    return None if last < first else DateRange(first, last)


class Step(StrEnum):
    """What a status that was read does to the absence it may have begun."""

    NOTHING = "nothing"
    BEGIN = "begin"
    """End the absence of an earlier status, if one goes on, and begin this one."""
    END = "end"
    """The status is gone: the person is there again."""


@dataclass(frozen=True, slots=True)
class FromStatus:
    """The last absence that came from a status; `ended` by hand or because the status went."""

    key: str
    ended: bool = False


def plan_status(status: Status, last: FromStatus | None) -> Step:
    """Return what to do about a status; replays do nothing twice.

    An absence that the person ended ("back") stays ended while the status is the same.
    """
    if read_status(status) is None:
        return Step.END if last is not None and not last.ended else Step.NOTHING
    if last is not None and last.key == status.key:
        return Step.NOTHING
    return Step.BEGIN

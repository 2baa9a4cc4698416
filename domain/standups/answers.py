"""What the lines of an answer say: plans that become tasks, tasks named, blockers, mood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import BadInput
from domain.people import PersonRef
from domain.quickadd import QuickAdd, parse_quick_add
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.rhythm_errors import MoodOutOfRange
from domain.text import MarkKind, Text, fold, parse_slack_text

ANSWER_MAX = 3000
"""A form's field holds so much."""
LINES_MAX = 50
"""So many lines are read one by one; more are text."""
MOOD_FROM = 4
"""With fewer answers an average would tell who felt how."""
MOODS = range(1, 6)

_BULLET = re.compile(
    r"\s*(?:[-*•‣◦·–—]+\s+|\d{1,2}[.)、]\s*|\[[ x]?\]\s*|[☐☑✅✔]\ufe0f?\s*|(?:-\s*)\[[ x]?\]\s*)*"
)
# A letter of a word written with spaces may not touch the id, a Chinese one may.
_TASK = re.compile(
    r"(?<![/.#-])(?<![^\W\u2e80-\u9fff])t([1-9]\d{0,8})(?![/-])(?![^\W\u2e80-\u9fff])"
)
_NONE = frozenset(
    {
        *("none", "no", "nope", "nothing", "nil", "null", "na", "n/a", "no blockers", "no blocker"),
        *("not really", "none today", "no blockers today", "nothing today", "nothing blocking"),
        *("no issues", "all good", "all clear", "none so far", "not today", "none at all", "nah"),
        *("无", "没有", "没", "暂无", "没有阻碍", "无阻碍", "没有阻塞", "无阻塞", "没有困难"),
        *("无困难", "一切正常", "一切顺利", "目前没有", "今天没有", "暂时没有", "不需要", "木有"),
    }
)
_EDGES = " \t.,;:!?。，；：！？、~…👍🙂😀🎉✅"
_DASHES = re.compile(r"[-–—_/.*x\s]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer. `raw` is Slack's text without its bullet, `tasks` the ids named."""

    raw: str
    plain: str
    tasks: tuple[int, ...] = ()
    task: QuickAdd | None = None
    """The line as a new task, if it says who or when and names no task that is there already."""


@dataclass(frozen=True, slots=True)
class BlockerLine:
    """Something that is in the way: whom it asks for help, and which tasks it holds up."""

    text: str
    raw: str
    people: tuple[PersonRef, ...] = ()
    tasks: tuple[int, ...] = ()


def read_lines(answer: str) -> tuple[Line, ...]:
    """Read an answer (Slack's raw text) line by line; empty lines and bullets are left out."""
    return tuple(_line(raw) for raw in _raw_lines(answer))


def _raw_lines(answer: str) -> list[str]:
    lines = answer.splitlines()
    if len(lines) > LINES_MAX:
        lines = [*lines[: LINES_MAX - 1], " ".join(lines[LINES_MAX - 1 :])]
    bare = (_without_bullet(line) for line in lines)
    return [line for line in bare if line]


def _without_bullet(line: str) -> str:
    found = _BULLET.match(line)
    return line[found.end() if found else 0 :].strip()


def _line(raw: str) -> Line:
    text = parse_slack_text(raw)
    tasks = named_tasks(text)
    return Line(raw, text.plain, tasks, None if tasks else _as_task(text))


def named_tasks(text: Text) -> tuple[int, ...]:
    """Return the numbers of the tasks (`T12`) that a text names, in order, each once."""
    shape = text.folded
    for mark in text.marks:
        if mark.kind is MarkKind.LINK:
            # An address may hold anything; what it names is not ours.
            shape = shape[: mark.start] + "\0" * (mark.end - mark.start) + shape[mark.end :]
    return tuple(dict.fromkeys(int(number) for number in _TASK.findall(shape)))


def _as_task(text: Text) -> QuickAdd | None:
    """Return the line as a task if it names a person or a date; any refusal leaves it as text."""
    try:
        quick = parse_quick_add(text)
    except BadInput:
        return None
    return quick if quick.owner is not None or quick.due is not None else None


def read_blockers(answer: str) -> tuple[BlockerLine, ...]:
    """Return what is in the way, a line each; nothing for "none", "-", 没有 and the like."""
    if says_nothing(answer):
        return ()
    return tuple(
        BlockerLine(
            text.plain,
            raw,
            _people_in(text),
            named_tasks(text),
        )
        for raw in _raw_lines(answer)
        if not says_nothing(raw)
        for text in (parse_slack_text(raw),)
    )


def _people_in(text: Text) -> tuple[PersonRef, ...]:
    """Whom a text names, as a mention or, as in the field of a form, by a typed `@name`."""
    found = [mark.person for mark in text.marks if mark.person is not None]
    line = read_line(text)
    try:
        claim_signed(line)
    except BadInput:
        return tuple(dict.fromkeys(found))
    found += [meant for claim, meant in line.found if claim.kind is ClaimKind.PERSON]
    return tuple(dict.fromkeys(found))


def says_nothing(answer: str) -> bool:
    """Tell whether an answer about blockers says that there are none."""
    folded = fold(answer).strip()
    if _DASHES.fullmatch(folded):
        return True
    words = " ".join(_without_bullet(folded).strip(_EDGES).split())
    return not words or words in _NONE or words.removesuffix(" thanks").strip(_EDGES) in _NONE


# --- the form ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task as the form shows it."""

    number: int
    title: str

    def render(self) -> str:
        """Return the line that names it."""
        return f"T{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Prefill:
    """What stands in the form before anything is typed; `tick` are tasks that can be ticked."""

    since: str = ""
    today: str = ""
    tick: tuple[OpenTask, ...] = ()


def prefill(
    previous_plan: str,
    *,
    done: Sequence[OpenTask] = (),
    due: Sequence[OpenTask] = (),
    blocked: Sequence[OpenTask] = (),
) -> Prefill:
    """Return the form's first words: the last plan, what was done since, what is due.

    A task that the last plan names and that is done is not told twice; one that is not done can
    be ticked. Only plain text goes in: names instead of Slack's ids are the caller's business.
    """
    planned = read_lines(previous_plan)
    named = {number for line in planned for number in line.tasks}
    since = [line.plain for line in planned]
    since += [task.render() for task in done if task.number not in named]
    ready = {task.number for task in done}
    waiting = {task.number: task for task in (*due, *blocked) if task.number not in ready}
    today = [task.render() for task in due if task.number in waiting]
    return Prefill(_fitting(since), _fitting(today), tuple(waiting.values()))


def _fitting(lines: Sequence[str]) -> str:
    """Return as many whole lines as a field holds."""
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > ANSWER_MAX:
            break
        kept.append(line)
    return "\n".join(kept)


# --- mood ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mood:
    """How a round felt; `average` has one decimal."""

    average: float
    count: int


def parse_mood(text: str) -> int | None:
    """Read a mood from 1 to 5, None for nothing said; raises `MoodOutOfRange`."""
    said = fold(text).strip()
    if not said:
        return None
    if said not in {str(mood) for mood in MOODS}:
        raise MoodOutOfRange(text)
    return int(said)


def mood_of(
    moods: Mapping[int, int], answered_at: Mapping[int, dt.datetime], closed_at: dt.datetime
) -> Mood | None:
    """Return the average of the moods (by person) told before the close; None below four.

    Late ones never join: an average before and after would tell the one that came.
    """
    told = [mood for person, mood in moods.items() if answered_at[person] < closed_at]
    if len(told) < MOOD_FROM:
        return None
    return Mood(round(sum(told) / len(told), 1), len(told))


def share_answered(counts: Iterable[tuple[int, int]]) -> float | None:
    """Return the share of answers over rounds, given (answered, expected); None without any."""
    answered = expected = 0
    for got, wanted in counts:
        answered += got
        expected += wanted
    return answered / expected if expected else None

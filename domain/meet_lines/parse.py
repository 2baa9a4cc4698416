"""Reads a `/meet` line: a verb with its whole rest as arguments, a near miss, else a new point."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.dates.parse import parse_when
from domain.errors import BadInput
from domain.meet_lines.new import parse_new
from domain.meet_lines.values import (
    Act,
    AddPoint,
    ChangeForm,
    CloseMeeting,
    Decide,
    Decisions,
    DropPoints,
    Facilitate,
    FinishPoints,
    MeetIntent,
    NewForm,
    ShowAgenda,
    SkipMeeting,
    StartMeeting,
)
from domain.meetings import DECISION_MAX, plan_point
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.tasks import REASON_MAX
from domain.text import Text
from domain.verbs import Help, Undo, first_word, near_miss, read_line_of

Verb = Callable[[Text], MeetIntent | None]

_FIRST_WORD = re.compile(r"[a-z]+(?=\s|$|:)|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|\d|:)")


def parse_meet_line(text: str) -> MeetIntent:
    """Read Slack's raw text after `/meet`; raises `BadInput` that keeps the text.

    A first word is a verb only if the whole rest is its arguments; else the line is a point.
    """
    line = read_line_of(text)
    if not line.plain:
        return ShowAgenda()
    try:
        intent = _verb(line) or near_miss(line, _FIRST_WORD, FORGIVING, _fits)
        return intent or AddPoint(plan_point(line.plain.lstrip(" \n:："), 0, text))
    except BadInput as refused:
        refused.text, refused.kind = text, "meeting"
        raise


def _verb(line: Text) -> MeetIntent | None:
    found = first_word(line, _FIRST_WORD, ALIASES)
    verb = VERBS.get(found[0]) if found else None
    return None if verb is None or found is None else verb(found[1])


def _fits(name: str, rest: Text) -> bool:
    if name in _NEED_WORDS and not rest.plain.strip():
        return False
    intent = VERBS[name](rest)
    return intent is not None and (name == "help" or not isinstance(intent, Help))


def _alone(intent: MeetIntent, *words: str) -> Verb:
    return lambda rest: intent if rest.folded.strip() in ("", *words) else None


def _add(rest: Text) -> MeetIntent | None:
    words = rest.plain.lstrip(" \n:：").strip()
    return AddPoint(plan_point(words, 0, rest.raw)) if words else AddPoint()


_POSITIONS = re.compile(r"#?\d{1,3}(?:(?: ?[,、&] ?| and | )#?\d{1,3})*")


def _positions(verb: str, build: Callable[[tuple[int, ...]], MeetIntent]) -> Verb:
    """Return the reader of a verb with places on the agenda: `done 3`, `drop 1, 4`."""

    def read(rest: Text) -> MeetIntent | None:
        words = rest.folded.strip()
        if not words:
            return Help(verb)
        if not _POSITIONS.fullmatch(words):
            return None
        return build(tuple(dict.fromkeys(int(digits) for digits in re.findall(r"\d+", words))))

    return read


def _decide(rest: Text) -> MeetIntent | None:
    words = rest.plain.lstrip(" \n:：").strip()
    if not words:
        return Help("decide")
    return Decide(words) if len(words) <= DECISION_MAX else None


_ACT = re.compile(r"^\s*\S+?(?:[\s:：]+|$)(?P<raw>.*)$", re.DOTALL)


def _act(rest: Text) -> MeetIntent | None:
    """Read `action ask legal @ana fri`: the task keeps Slack's markup."""
    if not rest.plain.strip().strip(":："):
        return Help("action")
    found = _ACT.match(rest.raw)
    return Act(found["raw"].strip()) if found else None


def _decisions(rest: Text) -> MeetIntent | None:
    words = re.sub(r"^(?:about|on|关于)\s+", "", rest.plain.strip(), flags=re.IGNORECASE)
    return Decisions(words) if len(words) <= 200 else None


_UNTIL = re.compile(r"(?:until|till|til|to|到|直到)\s*")
_NEXT = frozenset(
    {"", "this week", "this time", "next", "once", "this one", "本周", "这次", "一次"}
)
_REASON = re.compile(r"\s*(?:--+|—+|because|:|：|因为)\s*")


def _skip(rest: Text) -> MeetIntent | None:
    """Read `skip`, `skip this week -- retreat`, `skip until 3 Aug`."""
    sign = _REASON.search(rest.folded)
    reason = rest.plain[sign.end() :].strip() if sign else ""
    words = (rest.folded[: sign.start()] if sign else rest.folded).strip()
    if len(reason) > REASON_MAX:
        return None
    if words in _NEXT:
        return SkipMeeting(reason=reason)
    until = _UNTIL.match(words)
    start = rest.folded.index(words)
    typed = rest.plain[start + (until.end() if until else 0) : start + len(words)]
    when = parse_when(typed) if until else None
    return SkipMeeting(when, reason) if when and when.day and not when.clock else None


def _facilitator(rest: Text) -> MeetIntent | None:
    line = read_line(rest)
    claim_signed(line)
    people = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.PERSON]
    if not rest.plain.strip():
        return Facilitate()
    only = len(people) == len(line.found) == 1 and all(atom.taken for atom in line.atoms)
    return Facilitate(people[0]) if only and not line.description else None


def _new(rest: Text) -> MeetIntent | None:
    text = rest.since(len(rest.plain) - len(rest.plain.lstrip()))
    return parse_new(text) if text.plain else NewForm()


def _help(rest: Text) -> MeetIntent | None:
    topic = rest.folded.strip()
    if not topic:
        return Help()
    name = ALIASES.get(topic, topic)
    return Help(name) if name in VERBS or name in TOPICS else None


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "agenda": _alone(ShowAgenda()),
        "add": _add,
        "done": _positions("done", FinishPoints),
        "drop": _positions("drop", DropPoints),
        "decide": _decide,
        "action": _act,
        "decisions": _decisions,
        "start": _alone(StartMeeting(), "now"),
        "close": _alone(CloseMeeting(), "now", "meeting", "the meeting"),
        "skip": _skip,
        "facilitator": _facilitator,
        "new": _new,
        "settings": _alone(ChangeForm()),
        "undo": _alone(Undo()),
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("议程",), "agenda"),
        **dict.fromkeys(("添加", "加", "议题"), "add"),
        **dict.fromkeys(("完成",), "done"),
        **dict.fromkeys(("放弃", "删除"), "drop"),
        **dict.fromkeys(("决定",), "decide"),
        **dict.fromkeys(("行动", "待办"), "action"),
        **dict.fromkeys(("决议", "历史决定"), "decisions"),
        **dict.fromkeys(("开始",), "start"),
        **dict.fromkeys(("end", "finish", "结束", "关闭"), "close"),
        **dict.fromkeys(("跳过", "取消"), "skip"),
        **dict.fromkeys(("turn", "主持", "主持人"), "facilitator"),
        **dict.fromkeys(("新建",), "new"),
        **dict.fromkeys(("setup", "设置"), "settings"),
        **dict.fromkeys(("撤销",), "undo"),
        **dict.fromkeys(("?", "帮助"), "help"),
    }
)
TOPICS = frozenset({"points", "lines", "days"})
"""Help topics that are no verbs."""
FORGIVING = frozenset(VERBS) - {"add", "decide", "action", "decisions", "new"}
"""Verbs for which a slip is guessed; any rest is an argument of the others."""
_NEED_WORDS = frozenset({"done", "drop"})

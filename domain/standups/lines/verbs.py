"""The verbs of `/standup`: each reads the whole rest of the line or says that it is none here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from domain.absence import is_absence_word
from domain.dates.parse import parse_when
from domain.people import PersonRef
from domain.quickadd.line import Line, read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.standups.lines.away import parse_away
from domain.standups.lines.blockers import STEP_ALIASES, STEPS, step_first
from domain.standups.lines.new import parse_new
from domain.standups.lines.values import (
    HISTORY_DAYS,
    HISTORY_MAX,
    PREVIEW_DAYS,
    PREVIEW_MAX,
    AnswerAhead,
    AwayForm,
    AwayPhrase,
    ChangeForm,
    CloseNow,
    ComeBack,
    EditAnswer,
    GoAway,
    Join,
    Leave,
    ListBlockers,
    ListStandups,
    NewForm,
    Pause,
    Preview,
    Resume,
    RunNow,
    ShowHistory,
    ShowPeople,
    ShowStatus,
    SkipToday,
    StandupIntent,
)
from domain.tasks import REASON_MAX
from domain.text import Text, fold
from domain.verbs import Help, Undo

Verb = Callable[[Text, Sequence[str]], StandupIntent | None]
"""Reads the rest of a line; the second is the names of the standups that there are."""


def _name_in(rest: Text, names: Sequence[str]) -> tuple[str | None, Text]:
    """Split a standup's name off the start: in quotes, or one that is known."""
    text = _stripped(rest)
    quoted = re.match(r'"([^"]+)"(?!\S)', text.folded)
    if quoted is not None:
        return text.plain[1 : quoted.end() - 1].strip(), _stripped(text.since(quoted.end()))
    for name in sorted(names, key=len, reverse=True):
        end = len(name)
        whole = text.folded[end : end + 1].strip() == ""
        if end and whole and text.folded.startswith(fold(name)):
            return name, _stripped(text.since(end))
    return None, text


def _stripped(rest: Text) -> Text:
    return rest.since(len(rest.plain) - len(rest.plain.lstrip()))


def _of_one(build: Callable[[str | None], StandupIntent], *words: str) -> Verb:
    """Return the reader of a verb with at most a standup's name and one of these words."""

    def read(rest: Text, names: Sequence[str]) -> StandupIntent | None:
        name, more = _name_in(rest, names)
        return build(name) if more.folded.strip() in ("", *words) else None

    return read


def _alone(build: Callable[[], StandupIntent]) -> Verb:
    def read(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
        return None if rest.plain.strip() else build()

    return read


def _skip(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
    reason = rest.plain.strip()
    bare = re.sub(r"^(?:today|今天)[\s,:]*", "", reason, flags=re.IGNORECASE)
    return SkipToday(bare) if len(bare) <= REASON_MAX else None


_COVER = re.compile(
    r"(?:,\s*)?(?:(?:cover(?:ed)?(?: by)?|stand-in|standin|deputy|代班|代理|由):?\s*)$"
)
_COVER_ENDS = re.compile(r"\s*(?:代班|代理|替我|代)?")


def _away(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
    """Read `away 20 jun..3 jul cover @li moving house`."""
    text = _stripped(rest)
    if not text.plain:
        return AwayForm()
    cover, before, after = _cover(text)
    found = _days_at_start(before) if before else (AwayPhrase(), "")
    if found is None:
        return None
    days, words = found
    reason = " ".join(f"{words} {after}".split())
    if len(reason) > REASON_MAX or (before == "" and cover is None):
        return None
    return GoAway(days, cover, reason)


def _cover(text: Text) -> tuple[PersonRef | None, str, str]:
    """Return who stands in, and the words before and behind."""
    line: Line = read_line(text)
    claim_signed(line)
    for claim, meaning in line.found:
        start, end = claim.span
        sign = _COVER.search(text.folded[:start])
        if claim.kind is ClaimKind.PERSON and sign is not None:
            behind = _COVER_ENDS.match(text.folded, end)
            after = text.plain[behind.end() if behind else end :]
            return meaning, text.plain[: sign.start()].strip(), after.strip()
    return None, text.plain.strip(), ""


_AWAY_WORDS_MAX = 8
"""Words of which days are made at most."""


def _days_at_start(plain: str) -> tuple[AwayPhrase, str] | None:
    """Return the longest days at the start and the words behind them, which are the reason."""
    words = plain.split()
    for count in range(min(len(words), _AWAY_WORDS_MAX), 0, -1):
        phrase = parse_away(" ".join(words[:count]).rstrip(",;:，；："))
        if phrase is not None:
            return phrase, " ".join(words[count:])
    return (AwayPhrase(), plain) if is_absence_word(plain) else None


def _back(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
    return ComeBack() if rest.folded.strip() in ("", "now", "today", "了", "来了") else None


def _new(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
    text = _stripped(rest)
    return parse_new(text) if text.plain else NewForm()


_SPAN = re.compile(r"(?:last |past |最近|过去)?(\d{1,3}) ?(d|days?|天|w|weeks?|周|个?月|m|months?)")


def _days_of(words: str, longest: int) -> int | None:
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    size = {"w": 7, "周": 7, "m": 30, "月": 30, "个": 30}.get(found[2][0], 1)
    return min(int(found[1]) * size, longest) or None


def _history(rest: Text, names: Sequence[str]) -> StandupIntent | None:
    name, text = _name_in(rest, names)
    line = read_line(text)
    claim_signed(line)
    people = tuple(
        dict.fromkeys(meaning for claim, meaning in line.found if claim.kind is ClaimKind.PERSON)
    )
    if len(people) != len({claim.span for claim, _ in line.found}) or line.description:
        return None
    words = " ".join(line.folded(atom) for atom in line.atoms if not atom.taken)
    days = _days_of(words, HISTORY_MAX) if words else HISTORY_DAYS
    return None if days is None else ShowHistory(people, days, name)


def _preview(rest: Text, names: Sequence[str]) -> StandupIntent | None:
    name, text = _name_in(rest, names)
    words = text.folded.strip()
    days = _days_of(words, PREVIEW_MAX) if words else PREVIEW_DAYS
    return None if days is None else Preview(days, name)


_UNTIL = re.compile(r"(?:until|till|til|to|到|至|直到)\s*")


def _pause(rest: Text, names: Sequence[str]) -> StandupIntent | None:
    name, text = _name_in(rest, names)
    if not text.plain.strip():
        return Pause(None, name)
    sign = _UNTIL.match(text.folded)
    when = parse_when(text.plain[sign.end() if sign else 0 :].strip())
    return None if when is None or when.day is None or when.clock else Pause(when, name)


def _help(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
    topic = rest.folded.strip()
    if not topic:
        return Help()
    name = ALIASES.get(topic, topic)
    return Help(name) if name in VERBS or name in TOPICS else None


def _step(name: str) -> Verb:
    """Return the reader of a blocker's step in front of its ids: `ack B7`."""

    def read(rest: Text, _names: Sequence[str]) -> StandupIntent | None:
        return step_first(name, rest) if rest.plain.strip() else Help(name)

    return read


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "tomorrow": _of_one(AnswerAhead),
        "edit": _of_one(EditAnswer),
        "skip": _skip,
        "away": _away,
        "back": _back,
        "new": _new,
        "settings": _of_one(ChangeForm),
        "list": _alone(ListStandups),
        "status": _of_one(ShowStatus),
        "who": _of_one(ShowPeople),
        "history": _history,
        "pause": _pause,
        "resume": _of_one(Resume),
        "preview": _preview,
        "close": _of_one(CloseNow, "now", "today"),
        "run": _of_one(RunNow, "now", "today"),
        "join": _of_one(Join),
        "leave": _of_one(Leave),
        "blockers": _alone(ListBlockers),
        **{name: _step(name) for name in STEPS},
        "undo": _alone(Undo),
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **STEP_ALIASES,
        **dict.fromkeys(("tmr", "tmrw", "明天", "明日"), "tomorrow"),
        **dict.fromkeys(("编辑", "修改"), "edit"),
        **dict.fromkeys(("跳过", "略过"), "skip"),
        **dict.fromkeys(("ooo", "vacation", "请假", "休假", "离开", "不在"), "away"),
        **dict.fromkeys(("回来", "回来了", "销假", "返回"), "back"),
        **dict.fromkeys(("create", "新建", "创建"), "new"),
        **dict.fromkeys(("setup", "configure", "设置"), "settings"),
        **dict.fromkeys(("列表", "列出"), "list"),
        **dict.fromkeys(("状态", "进度"), "status"),
        **dict.fromkeys(("people", "members", "谁", "成员"), "who"),
        **dict.fromkeys(("log", "历史", "记录"), "history"),
        **dict.fromkeys(("暂停",), "pause"),
        **dict.fromkeys(("unpause", "continue", "恢复", "继续"), "resume"),
        **dict.fromkeys(("预览",), "preview"),
        **dict.fromkeys(("关闭", "结束"), "close"),
        **dict.fromkeys(("start", "开始", "运行"), "run"),
        **dict.fromkeys(("加入",), "join"),
        **dict.fromkeys(("退出",), "leave"),
        **dict.fromkeys(("blocker", "阻碍", "阻塞", "障碍"), "blockers"),
        **dict.fromkeys(("撤销",), "undo"),
        **dict.fromkeys(("?", "帮助"), "help"),
    }
)
TOPICS = frozenset({"answer", "days", "questions", "times"})
"""Help topics that are no verbs."""
FORGIVING = frozenset(VERBS) - {"skip", "new"}
"""Verbs for which a slip is guessed; any rest is an argument of skip, so "ship it" is not one."""

"""The verbs of `/goal`: each reads the whole rest of the line or says that it is no verb here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.cycles import parse_cycle
from domain.goal_errors import ScoreOutOfRange
from domain.goal_lines.filters import parse_goal_filters
from domain.goal_lines.ids import parse_goal_ids, parse_links, split_leading_goal_ids
from domain.goal_lines.values import (
    AddToSwot,
    Chart,
    CheckInForm,
    CloseCycle,
    CloseGoal,
    DropGoal,
    EditForm,
    FinishGoal,
    GoalIntent,
    History,
    Link,
    ListGoals,
    Mine,
    NewForm,
    Pillars,
    ReopenGoal,
    Swot,
    Tick,
    Tree,
    Unlink,
)
from domain.goals.closing import parse_score
from domain.goals.values import CHECK_IN_WHY_MAX
from domain.people import ChannelRef
from domain.swot import quadrant_of
from domain.text import Text
from domain.verbs import Find, Help, Undo

Verb = Callable[[Text], GoalIntent | None]


def _bare(rest: Text) -> bool:
    return not rest.plain.strip()


def _trimmed(rest: Text) -> Text:
    return rest.since(len(rest.plain) - len(rest.plain.lstrip()))


def _list(rest: Text) -> GoalIntent | None:
    filters = parse_goal_filters(rest)
    return None if filters is None else ListGoals(filters)


def _mine(rest: Text) -> GoalIntent | None:
    return Mine() if _bare(rest) else None


def _tree(rest: Text) -> GoalIntent | None:
    roots = parse_goal_ids(rest.plain)
    if roots is not None:
        return Tree(roots=roots)
    filters = parse_goal_filters(rest)
    return None if filters is None else Tree(filters)


def _check(rest: Text) -> GoalIntent | None:
    numbers = parse_goal_ids(rest.plain)
    if numbers is not None:
        return CheckInForm(numbers)
    return CheckInForm() if rest.folded.strip() in ("", "in", "mine", "all") else None


def _new(rest: Text) -> GoalIntent | None:
    return NewForm() if _bare(rest) else None


def _undo(rest: Text) -> GoalIntent | None:
    return Undo() if _bare(rest) else None


def _one(rest: Text, verb: str, build: Callable[[int], GoalIntent]) -> GoalIntent | None:
    numbers = parse_goal_ids(rest.plain)
    if numbers is None:
        return _help_if_bare(verb, rest)
    return build(numbers[0]) if len(numbers) == 1 else None


def _chart(rest: Text) -> GoalIntent | None:
    return _one(rest, "chart", Chart)


def _edit(rest: Text) -> GoalIntent | None:
    return _one(rest, "edit", EditForm)


def _history(rest: Text) -> GoalIntent | None:
    return _one(rest, "history", History)


def _with_words(
    rest: Text, verb: str, build: Callable[[tuple[int, ...], str], GoalIntent]
) -> GoalIntent | None:
    text = _trimmed(rest)
    numbers, start = split_leading_goal_ids(text.folded)
    if not numbers:
        return _help_if_bare(verb, rest)
    words = text.plain[start:].strip().strip('"')
    return build(numbers, words) if len(words) <= CHECK_IN_WHY_MAX else None


def _done(rest: Text) -> GoalIntent | None:
    return _with_words(rest, "done", FinishGoal)


def _drop(rest: Text) -> GoalIntent | None:
    return _with_words(rest, "drop", DropGoal)


def _reopen(rest: Text) -> GoalIntent | None:
    numbers = parse_goal_ids(rest.plain)
    return _help_if_bare("reopen", rest) if numbers is None else ReopenGoal(numbers)


_FIGURE = re.compile(r"[-+]?\d[\d.,]* ?%?")


def _close(rest: Text) -> GoalIntent | None:
    if _bare(rest):
        return CloseCycle()
    phrase = parse_cycle(rest.plain)
    if phrase is not None:
        return CloseCycle(phrase)
    text = _trimmed(rest)
    numbers, start = split_leading_goal_ids(text.folded)
    if len(numbers) != 1:
        return None
    words = text.plain[start:].strip()
    score = parse_score(words)
    if score is None and _FIGURE.fullmatch(words):
        raise ScoreOutOfRange(rest.raw)
    return CloseGoal(numbers[0], score) if score is not None or not words else None


def _links(rest: Text) -> tuple[int, tuple[int, ...], tuple[int, ...]] | None:
    ids = parse_links(re.sub(r"(?<=\d) (?:to|with|from|and) (?=[gtk]\d)", " ", rest.folded))
    if ids is None or len(ids.goals) != 1 or not (ids.tasks or ids.kpis):
        return None
    return ids.goals[0], ids.tasks, ids.kpis


def _link(rest: Text) -> GoalIntent | None:
    found = _links(rest)
    return _help_if_bare("link", rest) if found is None else Link(*found)


def _unlink(rest: Text) -> GoalIntent | None:
    found = _links(rest)
    return _help_if_bare("unlink", rest) if found is None else Unlink(*found)


_TICKS = re.compile(r"\d{1,2}(?:(?: ?[,、&] ?| and | )\d{1,2})*")


def _ticked(rest: Text, verb: str, *, done: bool) -> GoalIntent | None:
    text = _trimmed(rest)
    numbers, start = split_leading_goal_ids(text.folded)
    places = text.folded[start:].strip()
    if len(numbers) != 1 or not _TICKS.fullmatch(places):
        return _help_if_bare(verb, rest)
    positions = dict.fromkeys(int(digits) for digits in re.findall(r"\d+", places))
    return Tick(numbers[0], tuple(positions), done=done)


def _tick(rest: Text) -> GoalIntent | None:
    return _ticked(rest, "tick", done=True)


def _untick(rest: Text) -> GoalIntent | None:
    return _ticked(rest, "untick", done=False)


_SWOT_ENTRY = re.compile(r"\s*(?P<list>[a-z]+|[\u4e00-\u9fff]{1,2})\s*:\s*(?=\S)")


def _swot(rest: Text) -> GoalIntent | None:
    text = _trimmed(rest)
    numbers, start = split_leading_goal_ids(text.folded)
    number, team = (numbers[0] if len(numbers) == 1 else None), None
    if len(numbers) > 1:
        return None
    if not numbers:
        team, start = _leading_team(text)
    if not text.plain[start:].strip():
        return Swot(number, team)
    found = _SWOT_ENTRY.match(text.folded, start)
    quadrant = quadrant_of(found["list"]) if found else None
    if found is None or quadrant is None:
        return None
    return AddToSwot(quadrant, text.plain[found.end() :].strip(), number, team)


_CHANNEL = re.compile(r"#([^\W\d_][\w\-]*)(?=\s|$)")


def _leading_team(text: Text) -> tuple[ChannelRef | None, int]:
    if text.marks and text.marks[0].start == 0 and text.marks[0].channel is not None:
        return text.marks[0].channel, text.marks[0].end
    found = _CHANNEL.match(text.folded)
    return (ChannelRef(name=text.plain[1 : found.end()]), found.end()) if found else (None, 0)


def _pillars(rest: Text) -> GoalIntent | None:
    text = _trimmed(rest)
    team, end = _leading_team(text)
    return None if text.plain[end:].strip() else Pillars(team)


def _find(rest: Text) -> GoalIntent | None:
    words = rest.plain.strip()
    return Find(words) if words else Help("find")


def _help(rest: Text) -> GoalIntent | None:
    topic = rest.folded.strip()
    if not topic:
        return Help()
    name = ALIASES.get(topic, topic)
    return Help(name) if name in VERBS or name in TOPICS else None


def _help_if_bare(verb: str, rest: Text) -> GoalIntent | None:
    """Answer "/goal done" with how it is used rather than with a goal named "done"."""
    return Help(verb) if _bare(rest) else None


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "list": _list,
        "mine": _mine,
        "tree": _tree,
        "check": _check,
        "new": _new,
        "chart": _chart,
        "history": _history,
        "edit": _edit,
        "tick": _tick,
        "untick": _untick,
        "done": _done,
        "drop": _drop,
        "reopen": _reopen,
        "close": _close,
        "link": _link,
        "unlink": _unlink,
        "swot": _swot,
        "pillars": _pillars,
        "undo": _undo,
        "find": _find,
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("finish", "complete", "achieved", "完成", "达成"), "done"),
        **dict.fromkeys(("cancel", "delete", "remove", "取消", "删除", "放弃"), "drop"),
        **dict.fromkeys(("重开", "重新打开"), "reopen"),
        **dict.fromkeys(("check-in", "checkin", "检查", "签到", "更新"), "check"),
        **dict.fromkeys(("关闭", "结束", "收尾"), "close"),
        **dict.fromkeys(("graph", "图", "图表", "趋势"), "chart"),
        **dict.fromkeys(("log", "历史", "记录"), "history"),
        **dict.fromkeys(("树", "目标树"), "tree"),
        **dict.fromkeys(("关联",), "link"),
        **dict.fromkeys(("取消关联",), "unlink"),
        **dict.fromkeys(("打勾", "勾选"), "tick"),
        **dict.fromkeys(("pillar", "支柱"), "pillars"),
        **dict.fromkeys(("新建",), "new"),
        **dict.fromkeys(("编辑", "修改"), "edit"),
        **dict.fromkeys(("撤销",), "undo"),
        **dict.fromkeys(("列表", "列出"), "list"),
        **dict.fromkeys(("我的",), "mine"),
        **dict.fromkeys(("查找",), "find"),
        **dict.fromkeys(("?", "帮助"), "help"),
    }
)
TOPICS = frozenset({"add", "figures", "cycles", "tokens", "change", "filters", "check-in"})
"""Help topics that are no verbs."""
AFTER_IDS = frozenset(
    {
        *("chart", "history", "tick", "untick", "done", "drop", "reopen", "close"),
        *("link", "unlink", "swot", "check", "tree", "edit"),
    }
)
"""Verbs that may also stand behind the ids: `G3 done`."""
FORGIVING = frozenset(VERBS) - {"find", "new"}
"""Verbs for which a slip is guessed; any rest is an argument of find, so "mind the gap" is not."""

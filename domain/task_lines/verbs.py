"""The verbs of `/task`: each reads the whole rest of the line or says that it is no verb here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.dates.parse import read_folded
from domain.dates.values import When
from domain.errors import BadInput, ReasonTooLong
from domain.ids import parse_task_ids, split_leading_ids
from domain.people import PersonKind, PersonRef
from domain.quickadd import Change, ClaimKind, parse_change, parse_quick_add
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.task_lines.filters import parse_filters
from domain.task_lines.values import (
    Accept,
    AddSub,
    Block,
    ChangeTask,
    Decline,
    Drop,
    EditForm,
    Finish,
    HandOver,
    History,
    ListTasks,
    Mine,
    Move,
    NewForm,
    Reopen,
    Snooze,
    Suggest,
    TaskIntent,
    Unblock,
    Unwatch,
    Watch,
)
from domain.tasks import REASON_MAX
from domain.text import Text
from domain.verbs import Find, Help, Undo

MYSELF = PersonRef(name="me", kind=PersonKind.ME)

Verb = Callable[[Text], TaskIntent | None]
Numbers = tuple[int, ...]


def _list(rest: Text) -> TaskIntent | None:
    filters = parse_filters(rest)
    return None if filters is None else ListTasks(filters)


def _mine(rest: Text) -> TaskIntent | None:
    return None if rest.plain.strip() else Mine()


def _new(rest: Text) -> TaskIntent | None:
    return None if rest.plain.strip() else NewForm()


def _undo(rest: Text) -> TaskIntent | None:
    return None if rest.plain.strip() else Undo()


def _with_reason(verb: str, build: Callable[[Numbers, str], TaskIntent]) -> Verb:
    """Return the reader of a verb with ids and then whatever the reason is."""

    def read(rest: Text) -> TaskIntent | None:
        text = _stripped(rest)
        numbers, start = split_leading_ids(text.folded)
        if not numbers:
            return _help_if_bare(verb, rest)
        reason = text.plain[start:].strip().strip('"')
        if len(reason) > REASON_MAX:
            raise ReasonTooLong(len(reason), rest.raw, REASON_MAX)
        return build(numbers, reason)

    return read


def _only_ids(verb: str, build: Callable[[Numbers], TaskIntent]) -> Verb:
    """Return the reader of a verb with ids and nothing else."""

    def read(rest: Text) -> TaskIntent | None:
        numbers = parse_task_ids(rest.plain)
        return _help_if_bare(verb, rest) if numbers is None else build(numbers)

    return read


def _stripped(rest: Text) -> Text:
    return rest.since(len(rest.plain) - len(rest.plain.lstrip()))


def _one_id(verb: str, build: Callable[[int], TaskIntent]) -> Verb:
    """Return the reader of a verb with one id and nothing else."""

    def read(rest: Text) -> TaskIntent | None:
        numbers = parse_task_ids(rest.plain)
        if numbers is None:
            return _help_if_bare(verb, rest)
        return build(numbers[0]) if len(numbers) == 1 else None

    return read


def _sub(rest: Text) -> TaskIntent | None:
    """Read `sub T12 Draft slides @li`; a title that is too long is refused, not a new task."""
    text = _stripped(rest)
    numbers, start = split_leading_ids(text.folded)
    if len(numbers) != 1:
        return _help_if_bare("sub", rest)
    words = text.since(start)
    return AddSub(numbers[0], parse_quick_add(words)) if words.plain.strip() else Help("sub")


_OVER = re.compile(r"\s*(?:over\s+)?")
_TO = re.compile(r"(?:over\s+)?to\s+")


def _hand(rest: Text) -> TaskIntent | None:
    """Read `hand T12 @bo`, also `hand over T12 to @bo`."""
    over = _OVER.match(rest.folded)
    text = _stripped(rest.since(over.end() if over else 0))
    numbers, start = split_leading_ids(text.folded)
    if not numbers:
        return _help_if_bare("hand", rest)
    to = _TO.match(text.folded, start)
    line = read_line(text.since(to.end() if to else start))
    claim_signed(line)
    people = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.PERSON]
    alone = len(people) == len(line.found) == 1 and all(atom.taken for atom in line.atoms)
    return HandOver(numbers, people[0]) if alone and not line.description else None


_BACK = re.compile(r"\s*(?:back(?=\s))?")


def _take(rest: Text) -> TaskIntent | None:
    """Read `take T12` and `take back T12`: handed over to oneself."""
    back = _BACK.match(rest.folded)
    numbers = parse_task_ids(rest.plain[back.end() if back else 0 :])
    return _help_if_bare("take", rest) if numbers is None else HandOver(numbers, MYSELF)


_MOVE_MAX = 24
"""A longer line is a sentence: each word may be where the filters end."""


def _move(rest: Text) -> TaskIntent | None:
    """Read `move +budget overdue +1w`: the longest filters before a change that says something."""
    text = _stripped(rest)
    if not text.plain:
        return Help("move")
    numbers, start = split_leading_ids(text.folded)
    if numbers:
        change = _whole_change(text.since(start))
        return None if change is None else ChangeTask(numbers, change)
    atoms = read_line(text).atoms[: _MOVE_MAX + 1]
    if len(atoms) > _MOVE_MAX:
        return None
    for atom in reversed(atoms[1:]):
        filters = parse_filters(text.upto(atom.start), levels=False)
        change = None if filters is None else _whole_change(text.since(atom.start))
        if filters is not None and change is not None:
            return Move(filters, change)
    return None


def _whole_change(text: Text) -> Change | None:
    """Return what the text changes, None if it has words that change nothing."""
    to = _TO.match(text.folded)
    try:
        change = parse_change(text.since(to.end()) if to else text)
    except BadInput:
        return None
    return None if change.leftover or change.is_empty else change


def _snooze(rest: Text) -> TaskIntent | None:
    text = _stripped(rest)
    numbers, start = split_leading_ids(text.folded)
    if not numbers:
        return _help_if_bare("snooze", rest)
    phrase = text.plain[start:].strip()
    if not phrase:
        return Snooze(numbers)
    when = _date(text.since(start))
    return None if when is None else Snooze(numbers, when)


def _suggest(rest: Text) -> TaskIntent | None:
    """Read `suggest T12 wed`."""
    text = _stripped(rest)
    numbers, start = split_leading_ids(text.folded)
    if not numbers:
        return _help_if_bare("suggest", rest)
    if not text.plain[start:].strip():
        return Help("suggest")
    when = _date(text.since(start))
    return None if when is None else Suggest(numbers, when)


def _date(text: Text) -> When | None:
    """Return the date that the whole text means, also after a "to"."""
    phrase, folded = text.plain.strip(), text.folded.strip()
    return read_folded(folded, phrase) or read_folded(folded.removeprefix("to "), phrase)


def _find(rest: Text) -> TaskIntent | None:
    words = rest.plain.strip()
    return Find(words) if words else Help("find")


def _help(rest: Text) -> TaskIntent | None:
    topic = rest.folded.strip()
    if not topic:
        return Help()
    name = ALIASES.get(topic, topic)
    return Help(name) if name in VERBS or name in TOPICS else None


def _help_if_bare(verb: str, rest: Text) -> TaskIntent | None:
    """Answer "/task done" with how it is used rather than with a task named "done"."""
    return None if rest.plain.strip() else Help(verb)


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "list": _list,
        "mine": _mine,
        "done": _only_ids("done", Finish),
        "reopen": _only_ids("reopen", Reopen),
        "drop": _with_reason("drop", Drop),
        "snooze": _snooze,
        "block": _with_reason("block", Block),
        "unblock": _only_ids("unblock", Unblock),
        "sub": _sub,
        "move": _move,
        "hand": _hand,
        "take": _take,
        "accept": _only_ids("accept", Accept),
        "decline": _with_reason("decline", Decline),
        "suggest": _suggest,
        "watch": _only_ids("watch", Watch),
        "unwatch": _only_ids("unwatch", Unwatch),
        "history": _one_id("history", History),
        "new": _new,
        "edit": _one_id("edit", EditForm),
        "undo": _undo,
        "find": _find,
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("finish", "complete", "close", "完成"), "done"),
        **dict.fromkeys(("cancel", "delete", "remove", "取消", "删除", "放弃"), "drop"),
        **dict.fromkeys(("重开", "重新打开"), "reopen"),
        **dict.fromkeys(("推迟", "延后"), "snooze"),
        **dict.fromkeys(("blocked", "阻塞", "受阻", "卡住"), "block"),
        **dict.fromkeys(("解除阻塞", "解除"), "unblock"),
        **dict.fromkeys(("subtask", "子任务"), "sub"),
        **dict.fromkeys(("移动", "批量修改"), "move"),
        **dict.fromkeys(("handover", "assign", "reassign", "移交", "转交", "交给"), "hand"),
        **dict.fromkeys(("领取", "认领", "收回"), "take"),
        **dict.fromkeys(("接受",), "accept"),
        **dict.fromkeys(("建议",), "suggest"),
        **dict.fromkeys(("拒绝", "婉拒"), "decline"),
        **dict.fromkeys(("关注",), "watch"),
        **dict.fromkeys(("取消关注",), "unwatch"),
        **dict.fromkeys(("历史",), "history"),
        **dict.fromkeys(("新建",), "new"),
        **dict.fromkeys(("编辑", "修改"), "edit"),
        **dict.fromkeys(("撤销",), "undo"),
        **dict.fromkeys(("列表", "列出"), "list"),
        **dict.fromkeys(("我的",), "mine"),
        **dict.fromkeys(("查找",), "find"),
        **dict.fromkeys(("?", "帮助"), "help"),
    }
)
TOPICS = frozenset({"add", "dates", "tokens", "change", "filters"})
"""Help topics that are no verbs."""
AFTER_IDS = frozenset(
    {
        *("done", "reopen", "drop", "snooze", "block", "unblock", "sub", "hand", "take"),
        *("accept", "decline", "suggest", "watch", "unwatch", "history", "edit"),
    }
)
"""Verbs that may also stand behind the ids: `T12 done`."""
FORGIVING = frozenset(VERBS) - {"find", "new"}
"""Verbs for which a slip is guessed; any rest is an argument of find, so "mind the gap" is not."""

"""The verbs of `/task`: each reads the whole rest of the line or says that it is no verb here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.dates.parse import read_folded
from domain.ids import parse_task_ids, split_leading_ids
from domain.task_lines.filters import parse_filters
from domain.task_lines.values import (
    Drop,
    Find,
    Finish,
    Help,
    ListTasks,
    Mine,
    Reopen,
    Snooze,
    TaskIntent,
    Undo,
)
from domain.tasks import REASON_MAX
from domain.text import Text

Verb = Callable[[Text], TaskIntent | None]


def _list(rest: Text) -> TaskIntent | None:
    filters = parse_filters(rest)
    return None if filters is None else ListTasks(filters)


def _mine(rest: Text) -> TaskIntent | None:
    return None if rest.plain.strip() else Mine()


def _undo(rest: Text) -> TaskIntent | None:
    return None if rest.plain.strip() else Undo()


def _done(rest: Text) -> TaskIntent | None:
    numbers = parse_task_ids(rest.plain)
    return _help_if_bare("done", rest) if numbers is None else Finish(numbers)


def _reopen(rest: Text) -> TaskIntent | None:
    numbers = parse_task_ids(rest.plain)
    return _help_if_bare("reopen", rest) if numbers is None else Reopen(numbers)


def _drop(rest: Text) -> TaskIntent | None:
    text = rest.since(len(rest.plain) - len(rest.plain.lstrip()))
    numbers, start = split_leading_ids(text.folded)
    if not numbers:
        return _help_if_bare("drop", rest)
    reason = text.plain[start:].strip().strip('"')
    return Drop(numbers, reason) if len(reason) <= REASON_MAX else None


def _snooze(rest: Text) -> TaskIntent | None:
    text = rest.since(len(rest.plain) - len(rest.plain.lstrip()))
    numbers, start = split_leading_ids(text.folded)
    if not numbers:
        return _help_if_bare("snooze", rest)
    phrase = text.plain[start:].strip()
    if not phrase:
        return Snooze(numbers)
    folded = text.folded[start:].strip()
    when = read_folded(folded, phrase) or read_folded(folded.removeprefix("to "), phrase)
    return None if when is None else Snooze(numbers, when)


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
        "done": _done,
        "reopen": _reopen,
        "drop": _drop,
        "snooze": _snooze,
        "undo": _undo,
        "find": _find,
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("finish", "complete", "close", "完成"), "done"),
        **dict.fromkeys(("cancel", "取消", "放弃"), "drop"),
        **dict.fromkeys(("重开", "重新打开"), "reopen"),
        **dict.fromkeys(("推迟", "延后"), "snooze"),
        **dict.fromkeys(("撤销",), "undo"),
        **dict.fromkeys(("列表", "列出"), "list"),
        **dict.fromkeys(("我的",), "mine"),
        **dict.fromkeys(("查找",), "find"),
        **dict.fromkeys(("?", "帮助"), "help"),
    }
)
TOPICS = frozenset({"add", "dates", "tokens", "change", "filters"})
"""Help topics that are no verbs."""
AFTER_IDS = frozenset({"done", "reopen", "drop", "snooze"})
"""Verbs that may also stand behind the ids: `T12 done`."""
FORGIVING = frozenset(VERBS) - {"find"}
"""Verbs for which a slip is guessed; any rest is an argument of find, so "mind the gap" is not."""

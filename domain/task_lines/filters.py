"""What behind `/task list` narrows the list: people, teams, labels, words such as "overdue"."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.people import ChannelRef, PersonKind, PersonRef
from domain.quickadd.line import AtomKind, Line, read_line
from domain.quickadd.links import claim_link
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.task_lines.values import Filters
from domain.tasks import Priority
from domain.text import Text

DONE_DAYS = 7
"""`done` without a number shows so many days."""

_WORDS = {
    **dict.fromkeys(("overdue", "late", "逾期", "过期"), "overdue"),
    **dict.fromkeys(("today", "今天"), "today"),
    **dict.fromkeys(("week", "this week", "本周", "这周"), "week"),
    **dict.fromkeys(("blocked", "受阻", "阻塞"), "blocked"),
    **dict.fromkeys(("unassigned", "nobody", "未分配"), "unassigned"),
    **dict.fromkeys(("mine", "me", "my", "我的"), "mine"),
    **dict.fromkeys(("all", "everything", "open", "全部", "所有", "未完成"), "everything"),
    **dict.fromkeys(("done", "closed", "已完成"), "done"),
}
BETWEEN = {"|", "｜"}
"""Signs between filters, as help writes them; they say nothing."""
_PRIORITY = re.compile(r"p([1-4])")
_SPAN = re.compile(r"(\d{1,3}) ?(d|days?|天|w|weeks?|周)")


def parse_filters(text: Text, *, levels: bool = True) -> Filters | None:
    """Read the whole text as filters; None if any word is none. Without `levels` a priority is
    none either: before a change it is part of the change."""
    line = read_line(text)
    if line.description:
        return None
    claim_signed(line)
    goals, kpis = _claim_links(line)
    words = _free_words(line)
    flags = None if words is None else _flags(words)
    if flags is None:
        return None
    people = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.PERSON]
    teams = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.TEAM]
    labels = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.LABEL]
    if line.has(ClaimKind.ESTIMATE):
        return None
    signed = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.PRIORITY]
    found = _filters(flags, people, teams, labels, nobody=line.has(ClaimKind.NOBODY))
    level = flags.get("priority")
    priority = Priority(level) if level else signed[-1] if signed else None
    if priority is not None and not levels:
        return None
    return replace(found, goals=goals, kpis=kpis, priority=priority)


def _claim_links(line: Line) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Take `for G3` and `K2` out of the words; return the goals and the KPIs."""
    index = len(line.atoms) - 1
    while index >= 0:
        taken = claim_link(line, index, changing=True) if line.is_free(index) else 0
        index -= taken or 1
    found: dict[ClaimKind, list[int]] = {ClaimKind.GOAL: [], ClaimKind.KPI: []}
    for claim, meaning in sorted(line.found, key=lambda pair: pair[0].span):
        if claim.kind in found and meaning not in found[claim.kind]:
            found[claim.kind].append(meaning)
    return tuple(found[ClaimKind.GOAL]), tuple(found[ClaimKind.KPI])


def _filters(
    flags: dict[str, int],
    people: list[PersonRef],
    teams: list[ChannelRef],
    labels: list[str],
    *,
    nobody: bool,
) -> Filters:
    others = tuple(dict.fromkeys(p for p in people if p.kind is not PersonKind.ME))
    return Filters(
        people=others,
        teams=tuple(dict.fromkeys(teams)),
        labels=tuple(dict.fromkeys(labels)),
        mine="mine" in flags or len(others) < len(set(people)),
        everything="everything" in flags,
        overdue="overdue" in flags,
        today="today" in flags,
        week="week" in flags,
        blocked="blocked" in flags,
        unassigned="unassigned" in flags or nobody,
        done_days=flags.get("done"),
    )


def _free_words(line: Line) -> list[str] | None:
    free = [atom for atom in line.atoms if not atom.taken]
    if any(atom.kind is not AtomKind.WORD for atom in free):
        return None
    words = [line.folded(atom).rstrip(",;") for atom in free]
    return [word for word in words if word not in BETWEEN]


def _flags(words: list[str]) -> dict[str, int] | None:
    """Return the flags set, "done" with its days; None if a word is not understood."""
    flags: dict[str, int] = {}
    index = 0
    while index < len(words):
        two = " ".join(words[index : index + 2])
        taken = 2 if two in _WORDS and " " in two else 1
        level = _PRIORITY.fullmatch(words[index])
        if level is not None:
            flags["priority"] = int(level[1])
            index += 1
            continue
        flag = _WORDS.get(two if taken == 2 else words[index])
        if flag is None:
            return None
        flags[flag] = 1
        index += taken
        if flag == "done":
            flags[flag], more = _days(words[index : index + 2])
            index += more
    return flags


def _days(words: list[str]) -> tuple[int, int]:
    """Return the days that follow "done" and how many words said so."""
    for count in (2, 1):
        found = _SPAN.fullmatch(" ".join(words[:count]))
        if found is not None and len(words) >= count:
            size = 7 if found.group(2)[0] in "w周" else 1
            return int(found.group(1)) * size, count
    return DONE_DAYS, 0

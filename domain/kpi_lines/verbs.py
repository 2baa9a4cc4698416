"""The verbs of `/kpi`: each reads the whole rest of the line or says that it is none here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from domain.kpi_lines.alerts import parse_alert
from domain.kpi_lines.figures import read_span
from domain.kpi_lines.names import split_kpi, stripped
from domain.kpi_lines.new import parse_new
from domain.kpi_lines.values import (
    Chart,
    DropKpi,
    Due,
    History,
    Import,
    KpiFilters,
    KpiIntent,
    KpiRef,
    ListKpis,
    MakeHook,
    NewForm,
    ReopenKpi,
    SourceForm,
    StopHook,
)
from domain.kpis.values import OFF_TARGET, Health
from domain.people import PersonKind
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.tasks import REASON_MAX
from domain.text import Text
from domain.verbs import Find, Help, Undo

Verb = Callable[[Text, Sequence[str]], KpiIntent | None]
"""Reads the rest of a line; the second is the keys and names of the KPIs that there are."""


def _alone(build: Callable[[], KpiIntent]) -> Verb:
    def read(rest: Text, _names: Sequence[str]) -> KpiIntent | None:
        return None if rest.plain.strip() else build()

    return read


def _of_one(verb: str, behind: Callable[[KpiRef, Text], KpiIntent | None]) -> Verb:
    """Return the reader of a verb with a KPI and what `behind` makes of the rest."""

    def read(rest: Text, names: Sequence[str]) -> KpiIntent | None:
        if not rest.plain.strip():
            return Help(verb)
        found = split_kpi(rest, names)
        return None if found is None else behind(found[0], stripped(found[1]))

    return read


def _bare(build: Callable[[KpiRef], KpiIntent]) -> Callable[[KpiRef, Text], KpiIntent | None]:
    return lambda kpi, rest: None if rest.plain else build(kpi)


def chart_behind(kpi: KpiRef, rest: Text) -> KpiIntent | None:
    """Read the span of a chart; none = the usual one."""
    if not rest.plain:
        return Chart(kpi)
    span = read_span(rest.folded.strip())
    return None if span is None else Chart(kpi, *span)


def _hook(kpi: KpiRef, rest: Text) -> KpiIntent | None:
    word = rest.folded.strip()
    if word in ("off", "revoke", "stop", "none", "关闭", "撤销"):
        return StopHook(kpi)
    return None if word else MakeHook(kpi)


def _drop(kpi: KpiRef, rest: Text) -> KpiIntent | None:
    reason = rest.plain.strip().strip('"')
    return DropKpi(kpi, reason) if len(reason) <= REASON_MAX else None


def _new(rest: Text, _names: Sequence[str]) -> KpiIntent | None:
    text = stripped(rest)
    return parse_new(text) if text.plain else NewForm()


_HEALTHS = {
    **dict.fromkeys(("red", "红", "红色"), frozenset({Health.RED})),
    **dict.fromkeys(("amber", "yellow", "黄", "黄色"), frozenset({Health.AMBER})),
    **dict.fromkeys(("green", "绿", "绿色"), frozenset({Health.GREEN})),
    **dict.fromkeys(("off target", "off-target", "不达标"), OFF_TARGET),
    **dict.fromkeys(("missing", "缺数据", "未填"), frozenset({Health.MISSING})),
    **dict.fromkeys(("no target", "no-target", "无目标"), frozenset({Health.NO_TARGET})),
}
_FLAGS = {
    **dict.fromkeys(("mine", "me", "my", "我的"), "mine"),
    **dict.fromkeys(("unassigned", "nobody", "未分配"), "unassigned"),
    **dict.fromkeys(("all", "everything", "全部", "所有"), "everything"),
}
_WORDS = {**_HEALTHS, **_FLAGS}
_GOAL = re.compile(r"(?:for )?g([1-9]\d{0,8})")


def _list(rest: Text, _names: Sequence[str]) -> KpiIntent | None:
    line = read_line(rest)
    claim_signed(line)
    signed = {ClaimKind.PERSON, ClaimKind.NOBODY, ClaimKind.TEAM}
    if line.description or any(claim.kind not in signed for claim, _ in line.found):
        return None
    words = " ".join(line.folded(atom).strip(",;，；、") for atom in line.atoms if not atom.taken)
    read = _filter_words(words)
    if read is None:
        return None
    healths, flags, goals = read
    people = [m for claim, m in line.found if claim.kind is ClaimKind.PERSON]
    others = [person for person in people if person.kind is not PersonKind.ME]
    return ListKpis(
        KpiFilters(
            tuple(dict.fromkeys(others)),
            tuple(dict.fromkeys(m for claim, m in line.found if claim.kind is ClaimKind.TEAM)),
            goals,
            healths,
            mine="mine" in flags or len(others) < len(people),
            unassigned="unassigned" in flags or line.has(ClaimKind.NOBODY),
            everything="everything" in flags,
        )
    )


def _filter_words(words: str) -> tuple[frozenset[Health], set[str], tuple[int, ...]] | None:
    healths: frozenset[Health] = frozenset()
    flags: set[str] = set()
    goals: dict[int, None] = {}
    while words:
        known = next(
            (each for each in sorted(_WORDS, key=len, reverse=True) if _starts(words, each)), None
        )
        goal = _GOAL.match(words)
        if known in _HEALTHS:
            healths |= _HEALTHS[known]
        elif known is not None:
            flags.add(_FLAGS[known])
        elif goal is not None and _starts(words, goal.group()):
            goals[int(goal[1])] = None
        else:
            return None
        taken = known if known is not None else goal.group() if goal else words
        words = words[len(taken) :].strip()
    return healths, flags, tuple(goals)


def _starts(words: str, word: str) -> bool:
    return words == word or words.startswith(f"{word} ")


def _find(rest: Text, _names: Sequence[str]) -> KpiIntent | None:
    words = rest.plain.strip()
    return Find(words) if words else Help("find")


def _help(rest: Text, _names: Sequence[str]) -> KpiIntent | None:
    topic = rest.folded.strip()
    if not topic:
        return Help()
    name = ALIASES.get(topic, topic)
    return Help(name) if name in VERBS or name in TOPICS else None


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "list": _list,
        "mine": _alone(lambda: ListKpis(KpiFilters(mine=True))),
        "new": _new,
        "due": _alone(Due),
        "alert": _of_one("alert", parse_alert),
        "hook": _of_one("hook", _hook),
        "source": _of_one("source", _bare(SourceForm)),
        "import": _alone(Import),
        "history": _of_one("history", _bare(History)),
        "chart": _of_one("chart", chart_behind),
        "drop": _of_one("drop", _drop),
        "reopen": _of_one("reopen", _bare(ReopenKpi)),
        "find": _find,
        "undo": _alone(Undo),
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("alerts", "提醒", "预警"), "alert"),
        **dict.fromkeys(("列表",), "list"),
        **dict.fromkeys(("我的",), "mine"),
        **dict.fromkeys(("新建",), "new"),
        **dict.fromkeys(("待填",), "due"),
        **dict.fromkeys(("钩子",), "hook"),
        **dict.fromkeys(("数据源",), "source"),
        **dict.fromkeys(("导入",), "import"),
        **dict.fromkeys(("历史",), "history"),
        **dict.fromkeys(("图表",), "chart"),
        **dict.fromkeys(("放弃",), "drop"),
        **dict.fromkeys(("重开",), "reopen"),
        **dict.fromkeys(("查找",), "find"),
        **dict.fromkeys(("撤销",), "undo"),
        **dict.fromkeys(("?", "帮助"), "help"),
    }
)
TOPICS = frozenset({"reading", "formula", "target", "tokens", "filters", "periods"})
"""Help topics that are no verbs."""
AFTER_KPI = frozenset({"alert", "hook", "source", "history", "chart", "drop", "reopen"})
"""Verbs that may also stand behind the KPI: `signups history`."""
FORGIVING = frozenset(VERBS) - {"find", "new"}
"""Verbs for which a slip is guessed; any rest is an argument of find, and of new a name."""

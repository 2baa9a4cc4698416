"""Reads an `/ops` line: a verb with its whole rest as arguments, a near miss, or nothing known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.ops_lines.values import (
    MISSED_DAYS,
    MISSED_MAX,
    PREVIEW_DAYS,
    PREVIEW_MAX,
    Missed,
    OpsIntent,
    Preview,
    SetRole,
    SetUp,
    ShowRoster,
    ShowSettings,
    Today,
    Why,
)
from domain.people import PersonRef
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.teams import OpsUnreadable, Role
from domain.text import Text
from domain.verbs import Help, first_word, near_miss, read_line_of

Verb = Callable[[Text], OpsIntent | None]

_FIRST_WORD = re.compile(r"[a-z]+(?=\s|$|@)|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|[\d@<])")
_SPAN = re.compile(r"(?P<count>\d{1,3}) ?(?P<unit>d|days?|天|日|w|wk|weeks?|周|星期)?")
_ROLES = {
    **dict.fromkeys(("lead", "leader", "负责人", "组长"), Role.LEAD),
    **dict.fromkeys(("deputy", "副手", "副组长", "代理"), Role.DEPUTY),
    **dict.fromkeys(("member", "mandatory", "on", "成员", "必填"), Role.MEMBER),
    **dict.fromkeys(("optional", "可选", "选填"), Role.OPTIONAL),
    **dict.fromkeys(("observer", "observe", "旁听", "观察", "观察者"), Role.OBSERVER),
    **dict.fromkeys(("off", "none", "remove", "移除", "移出"), Role.OFF),
}
_LINKING = frozenset({"is", "as", "to", "a", "an", "为", "是", "设为", "作为"})


def parse_ops_line(text: str) -> OpsIntent:
    """Read Slack's raw text after `/ops`; raises `OpsUnreadable` that keeps the text.

    Nothing is added by `/ops`, so a line that is no verb is refused.
    """
    line = read_line_of(text)
    if not line.plain:
        return Today()
    intent = _verb(line) or _near_miss(line)
    if intent is None:
        raise OpsUnreadable(text)
    return intent


def _verb(line: Text) -> OpsIntent | None:
    found = first_word(line, _FIRST_WORD, ALIASES)
    verb = VERBS.get(found[0]) if found else None
    return None if verb is None or found is None else verb(found[1])


def _near_miss(line: Text) -> OpsIntent | None:
    names = {*VERBS, *(each for each in ALIASES if each.isascii() and each != "?")}
    return near_miss(line, _FIRST_WORD, names, _fits)


def _fits(name: str, rest: Text) -> bool:
    return VERBS[ALIASES.get(name, name)](rest) is not None


def _alone(intent: OpsIntent) -> Verb:
    """Return the reader of a verb that takes nothing."""
    return lambda rest: None if rest.plain.strip() else intent


def _days(build: Callable[[int], OpsIntent], usual: int, most: int) -> Verb:
    """Return the reader of a verb with a number of days: `14d`, `2 weeks`, 14天."""

    def read(rest: Text) -> OpsIntent | None:
        typed = rest.folded.strip()
        if not typed:
            return build(usual)
        found = _SPAN.fullmatch(typed)
        if found is None:
            return None
        by_week = (found["unit"] or "d")[0] in "w周星"
        count = int(found["count"]) * (7 if by_week else 1)
        return build(count) if 0 < count <= most else None

    return read


def _role(role: Role) -> Verb:
    """Return the reader of `lead @ana`."""

    def read(rest: Text) -> OpsIntent | None:
        if not rest.plain.strip():
            return Help(role.value)
        found = _person_and_words(rest)
        if found is None or set(found[1]) - _LINKING:
            return None
        return SetRole(found[0], role)

    return read


def _roster(rest: Text) -> OpsIntent | None:
    """Read `roster` and `roster @eve optional`; a person alone is put on it."""
    if not rest.plain.strip():
        return ShowRoster()
    found = _person_and_words(rest)
    if found is None:
        return None
    person, words = found
    said = [word for word in words if word not in _LINKING]
    if not said:
        return SetRole(person, Role.MEMBER)
    role = _ROLES.get(said[0]) if len(said) == 1 else None
    return None if role is None else SetRole(person, role)


def _person_and_words(rest: Text) -> tuple[PersonRef, list[str]] | None:
    """Return the only person named and the other words; None if it is not just that."""
    line = read_line(rest)
    claim_signed(line)
    people = [meaning for claim, meaning in line.found if claim.kind is ClaimKind.PERSON]
    if len(people) != 1 or len(line.found) != 1 or line.description:
        return None
    (claim,) = [claim for claim, _ in line.found]
    start, end = claim.span
    left = f"{rest.folded[:start]} {rest.folded[end:]}"
    return people[0], left.split()


def _help(rest: Text) -> OpsIntent | None:
    topic = rest.folded.strip()
    return Help(ALIASES.get(topic, topic)) if topic == "" or _is_verb(topic) else None


def _is_verb(word: str) -> bool:
    return ALIASES.get(word, word) in VERBS


def _set(rest: Text) -> OpsIntent | None:
    """Read `set up`."""
    return SetUp() if rest.folded.strip() == "up" else None


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "setup": _alone(SetUp()),
        "set": _set,
        "settings": _alone(ShowSettings()),
        "today": _alone(Today()),
        "why": _alone(Why()),
        "missed": _days(Missed, MISSED_DAYS, MISSED_MAX),
        "preview": _days(Preview, PREVIEW_DAYS, PREVIEW_MAX),
        "roster": _roster,
        "lead": _role(Role.LEAD),
        "deputy": _role(Role.DEPUTY),
        "help": _help,
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "start": "setup",
        "configure": "setup",
        "rhythm": "settings",
        "team": "roster",
        "people": "roster",
        "members": "roster",
        "upcoming": "preview",
        "?": "help",
        **dict.fromkeys(("设置", "配置", "建立", "初始化"), "setup"),
        **dict.fromkeys(("当前设置", "节奏", "查看设置"), "settings"),
        **dict.fromkeys(("今天", "今日"), "today"),
        **dict.fromkeys(("为什么", "为何", "原因"), "why"),
        **dict.fromkeys(("错过", "遗漏", "漏掉"), "missed"),
        **dict.fromkeys(("预览", "预告"), "preview"),
        **dict.fromkeys(("名单", "成员", "花名册"), "roster"),
        **dict.fromkeys(("负责人", "组长"), "lead"),
        **dict.fromkeys(("副手", "副组长", "代理"), "deputy"),
        **dict.fromkeys(("帮助", "说明"), "help"),
    }
)

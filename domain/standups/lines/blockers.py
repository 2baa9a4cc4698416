"""Blockers in a line: `B7`, `B7 tag @legal`, `ack B7`, `B7 signed today`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.ids import render_ids
from domain.people import PersonRef
from domain.quickadd.line import read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.rhythm_errors import TooManyBlockers
from domain.standups.blockers import TEXT_MAX
from domain.standups.lines.values import (
    Acknowledge,
    ListBlockers,
    ReopenBlockers,
    Resolve,
    ShowBlocker,
    StandupIntent,
    TagBlockers,
    UpdateBlockers,
)
from domain.text import Text

BULK_MAX = 20
Numbers = tuple[int, ...]
Build = Callable[[Numbers, Text], StandupIntent | None]

_IDS = re.compile(
    r"b[1-9]\d{0,8}(?:(?:\s*[,、;&]\s*|\s+(?:and\s+)?)b[1-9]\d{0,8})*(?=$|[\s,;:])[\s,;:]*"
)
_WORD = re.compile(r"[a-z]+(?=\s|$)|[\u4e00-\u9fff]+?(?=\s|$|@|<)")


def split_blocker_ids(folded: str) -> tuple[Numbers, int]:
    """Return the ids at the start of a folded line and where the rest begins."""
    found = _IDS.match(folded)
    if found is None:
        return (), 0
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall(r"b(\d+)", found.group())))
    if len(numbers) > BULK_MAX:
        raise TooManyBlockers(len(numbers), BULK_MAX)
    return numbers, found.end()


def render_blocker_ids(numbers: Numbers) -> str:
    """Write numbers as ids of blockers; ranges are not read, so none are written."""
    return " ".join(render_ids("B", (number,)) for number in numbers)


def _tag(numbers: Numbers, rest: Text) -> StandupIntent | None:
    line = read_line(rest)
    claim_signed(line)
    people: list[PersonRef] = [m for claim, m in line.found if claim.kind is ClaimKind.PERSON]
    alone = len(people) == len(line.found) and all(atom.taken for atom in line.atoms)
    if not people or not alone or line.description:
        return None
    return TagBlockers(numbers, tuple(dict.fromkeys(people)))


def _acknowledge(numbers: Numbers, rest: Text) -> StandupIntent | None:
    return None if rest.plain.strip() else Acknowledge(numbers)


def _update(numbers: Numbers, rest: Text) -> StandupIntent | None:
    words = rest.plain.strip()
    return UpdateBlockers(numbers, words) if 0 < len(words) <= TEXT_MAX else None


def _resolve(numbers: Numbers, rest: Text) -> StandupIntent | None:
    words = rest.plain.strip()
    return Resolve(numbers, words) if len(words) <= TEXT_MAX else None


def _reopen(numbers: Numbers, rest: Text) -> StandupIntent | None:
    words = rest.plain.strip()
    return ReopenBlockers(numbers, words) if len(words) <= TEXT_MAX else None


STEPS: Mapping[str, Build] = MappingProxyType(
    {
        "tag": _tag,
        "ack": _acknowledge,
        "update": _update,
        "done": _resolve,
        "reopen": _reopen,
    }
)
STEP_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("cc", "ask", "标记", "请", "找"), "tag"),
        **dict.fromkeys(("acknowledge", "acknowledged", "seen", "收到", "认领", "知道了"), "ack"),
        **dict.fromkeys(("note", "news", "更新", "进展"), "update"),
        **dict.fromkeys(("resolve", "resolved", "solved", "fixed", "解决", "已解决"), "done"),
        **dict.fromkeys(("重开", "重新打开"), "reopen"),
    }
)


def ids_first(line: Text) -> StandupIntent | None:
    """Read `B7 ack`; words that are no step are news about it. None without an id in front."""
    numbers, start = split_blocker_ids(line.folded)
    if not numbers:
        return None
    rest = line.since(start)
    if not rest.plain.strip():
        return ShowBlocker(numbers[0]) if len(numbers) == 1 else ListBlockers()
    found = _WORD.match(rest.folded)
    name = STEP_ALIASES.get(found.group(), found.group()) if found else ""
    if found is not None and name in STEPS:
        intent = STEPS[name](numbers, rest.since(found.end()))
        if intent is not None:
            return intent
    return _update(numbers, rest)


def step_first(name: str, rest: Text) -> StandupIntent | None:
    """Read what follows `ack`, `tag` … as ids and the step's words; None without an id."""
    text = rest.since(len(rest.plain) - len(rest.plain.lstrip()))
    numbers, start = split_blocker_ids(text.folded)
    return STEPS[name](numbers, text.since(start)) if numbers else None

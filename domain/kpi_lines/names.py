"""Which KPI a line means: an id, a key or name that is known, words between quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.kpi_lines.values import KpiRef
from domain.kpis.names import RESERVED, folded_name
from domain.text import Text, fold, is_cjk

_ID = re.compile(r"k(?P<number>[1-9]\d{0,8})(?=$|[\s:=,，：])")
_QUOTED = re.compile(r'"(?P<name>[^"]+)"')
_BEHIND = re.compile(r"$|[\s:=,]")


def stripped(rest: Text) -> Text:
    """Return the text from its first word on."""
    return rest.since(len(rest.plain) - len(rest.plain.lstrip()))


def split_kpi(rest: Text, names: Sequence[str]) -> tuple[KpiRef, Text] | None:
    """Return the KPI at the start of a text and what stands behind it; None if there is none.

    Of known names the longest wins, so that "orders net" is not "orders".
    """
    text = stripped(rest)
    found = _ID.match(text.folded)
    if found is not None:
        return KpiRef(int(found["number"])), text.since(found.end())
    quoted = _QUOTED.match(text.folded)
    if quoted is not None:
        known = {folded_name(name): name for name in names}
        name = known.get(folded_name(quoted["name"]))
        return None if name is None else (KpiRef(key=name), text.since(quoted.end()))
    for name in sorted(names, key=len, reverse=True):
        end = _end_of(name, text.folded)
        if end:
            return KpiRef(key=name), text.since(end)
    return None


def _end_of(name: str, folded: str) -> int:
    """Return where a known name ends at the start of a line, 0 if it is not there."""
    end = len(name)
    if not end or folded_name(folded[:end]) != folded_name(name) or len(fold(name)) != end:
        return 0
    behind = folded[end : end + 1]
    glued = is_cjk(name[-1]) and bool(behind) and not behind.isalpha()
    if not glued and not _BEHIND.match(folded, end):
        return 0
    # A KPI called "List" is known by its key only: `list` is the verb.
    return 0 if folded_name(name) in RESERVED else end


def render_kpi(kpi: KpiRef) -> str:
    """Return the words by which `split_kpi` finds the KPI again."""
    if kpi.number is not None:
        return f"K{kpi.number}"
    return kpi.key if kpi.key.replace("_", "").isalnum() and not is_id(kpi.key) else f'"{kpi.key}"'


def is_id(word: str) -> bool:
    """Tell whether a word reads as an id."""
    return _ID.fullmatch(fold(word)) is not None

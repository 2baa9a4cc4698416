"""Reads a `/kpi` line: a known KPI first, then verbs, a near miss, or a key that is unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.errors import BadInput
from domain.kpi_errors import KpiUnreadable
from domain.kpi_lines.figures import leading_amount, read_span
from domain.kpi_lines.names import is_id, split_kpi, stripped
from domain.kpi_lines.new import parse_change
from domain.kpi_lines.reading import read_reading
from domain.kpi_lines.values import (
    Chart,
    KpiIntent,
    KpiRef,
    Record,
    Scoreboard,
    ShowKpi,
    UnknownKey,
)
from domain.kpi_lines.verbs import AFTER_KPI, ALIASES, FORGIVING, VERBS
from domain.kpis.names import RESERVED, nearly
from domain.kpis.values import KEY_MAX
from domain.text import Text, is_cjk
from domain.verbs import Help, first_word, near_miss, read_line_of

_FIRST_WORD = re.compile(r"[a-z]+(?=\s|$)|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|k\d)")
_KEY_WORDS = 4
_WORD = re.compile(r"\S+")


def parse_kpi_line(text: str, names: Sequence[str] = ()) -> KpiIntent:
    """Read Slack's raw text after `/kpi`; raises `BadInput` that keeps the text.

    `names` are the keys and names of the KPIs that the writer may see. A known one followed by a
    value is a reading; an unknown one is never created, it comes back as `UnknownKey`.
    """
    line = read_line_of(text)
    if not line.plain:
        return Scoreboard()
    try:
        intent = _known(line, names) or _verb(line, names) or _near_miss(line, names)
        return intent or _unknown(line, names)
    except BadInput as refused:
        refused.text, refused.kind = text, "kpi"
        raise


def _verb(line: Text, names: Sequence[str]) -> KpiIntent | None:
    found = first_word(line, _FIRST_WORD, ALIASES)
    verb = VERBS.get(found[0]) if found else None
    return None if verb is None or found is None else verb(found[1], names)


def _known(line: Text, names: Sequence[str]) -> KpiIntent | None:
    found = split_kpi(line, names)
    if found is None:
        return None
    kpi, rest = found[0], stripped(found[1])
    if not rest.plain:
        return ShowKpi(kpi)
    intent = _chart(kpi, rest) or _record(kpi, found[1]) or _verb_behind(kpi, rest, names)
    if intent is None and rest.folded.startswith((":", "=", ",")):
        rest = stripped(rest.since(1))
    intent = intent or parse_change(kpi, rest)
    if intent is None and kpi.number is None:
        # "signups EU 12" begins with a key that is known and means another.
        intent = _verb(line, names) or _unknown_key(line, names, (kpi.key,))
    if intent is None:
        raise KpiUnreadable(rest.plain.strip(), line.raw)
    return intent


def _chart(kpi: KpiRef, rest: Text) -> KpiIntent | None:
    span = read_span(rest.folded.strip())
    return None if span is None else Chart(kpi, *span)


def _record(kpi: KpiRef, rest: Text) -> KpiIntent | None:
    said = read_reading(rest)
    return None if said is None else Record(kpi, said.amount, said.relative, said.period, said.why)


def _verb_behind(kpi: KpiRef, rest: Text, names: Sequence[str]) -> KpiIntent | None:
    """Read `signups history`: the verb stands behind, its KPI is put in front for its reader."""
    found = first_word(rest, _FIRST_WORD, ALIASES)
    if found is None or found[0] not in AFTER_KPI:
        return None
    name = f"K{kpi.number}" if kpi.number is not None else f'"{kpi.key}"'
    return VERBS[found[0]](found[1].behind(f"{name} "), names)


def _near_miss(line: Text, names: Sequence[str]) -> KpiIntent | None:
    return near_miss(line, _FIRST_WORD, FORGIVING, lambda name, rest: _fits(name, rest, names))


def _fits(name: str, rest: Text, names: Sequence[str]) -> bool:
    if name in AFTER_KPI and not rest.plain.strip():
        return False
    intent = VERBS[name](rest, names)
    return intent is not None and (name == "help" or not isinstance(intent, Help))


def _unknown(line: Text, names: Sequence[str]) -> UnknownKey:
    found = _unknown_key(line, names)
    if found is None:
        first = line.plain.split()[0]
        raise KpiUnreadable(line.plain.strip(), line.raw, nearly(first, names))
    return found


def _unknown_key(line: Text, names: Sequence[str], near: tuple[str, ...] = ()) -> UnknownKey | None:
    """Return the words before a value, or a lone word, as a key that is unknown."""
    words = list(_WORD.finditer(line.folded))[: _KEY_WORDS + 1]
    first = words[0].group()
    if len(words) == 1 and not is_id(first):
        key, value = _split_glued(line)
        if key and len(key) <= KEY_MAX and key not in RESERVED:
            return UnknownKey(key, value, near or nearly(key, names), line.raw)
    for at in range(1, len(words)):
        found = leading_amount(line.folded, words[at].start())
        if found is not None and read_reading(line.since(words[at].start())) is not None:
            key = line.plain[: words[at - 1].end()].strip().strip('"').rstrip(":=,：，")
            if any(map(str.isalpha, key)) and len(key) <= KEY_MAX:
                value = line.plain[words[at].start() :].strip()
                return UnknownKey(key, value, near or nearly(key, names), line.raw)
    return None


def _split_glued(line: Text) -> tuple[str, str]:
    """Split 注册数1280, where no space ends the key; a word without a value has none."""
    word = line.plain.split()[0]
    for at, char in enumerate(word):
        if at and is_cjk(word[at - 1]) and not is_cjk(char) and leading_amount(line.folded, at):
            return word[:at], word[at:]
    return (word, "") if any(map(str.isalpha, word)) else ("", "")

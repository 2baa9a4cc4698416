"""Names and keys of KPIs: the key is what people type, `gross_churn` for "Gross churn %"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from domain.kpi_errors import KpiNameRefused
from domain.kpis.values import KEY_MAX, NAME_MAX
from domain.text import fold
from domain.verbs import is_one_slip

_ID = re.compile(r"[kgtb][1-9]\d*")
_GAPS = re.compile(r"[\s_\-–—]+")
FUNCTIONS = frozenset({"min", "max", "abs", "round"})
"""The functions of formulas."""
RESERVED = FUNCTIONS | frozenset(
    {
        *("list", "mine", "new", "alert", "alerts", "hook", "import", "history", "chart", "find"),
        *("due", "drop", "reopen", "undo", "help", "source", "all", "for", "none"),
        *("列表", "我的", "新建", "提醒", "预警", "导入", "历史", "图表", "查找", "待填", "放弃"),
        *("重开", "撤销", "帮助", "钩子", "数据源"),
    }
)
"""First words of `/kpi` lines (a test holds the two together) and words of formulas."""


def slug_of(name: str) -> str:
    """Return the key that a name suggests: lower case letters and digits, `_` for all else."""
    kept = "".join(char if char.isalnum() else "_" for char in fold(name))
    return re.sub(r"_+", "_", kept).strip("_")[:KEY_MAX].strip("_")


def folded_name(name: str) -> str:
    """Return what makes two names the same: case, width, spaces and dashes do not count."""
    return _GAPS.sub("_", fold(name).strip())


def plan_name(name: str, text: str = "") -> str:
    """Return the name as it is kept; raises `KpiNameRefused`."""
    kept = " ".join(name.replace('"', " ").split())
    if not any(char.isalnum() for char in kept):
        raise KpiNameRefused("name", "missing", NAME_MAX, text)
    if len(kept) > NAME_MAX:
        raise KpiNameRefused("name", "long", NAME_MAX, text)
    return kept


def plan_key(
    name: str, said: str | None = None, *, taken: Iterable[str] = (), text: str = ""
) -> str:
    """Return the key of a KPI: the one said, else the one its name suggests.

    `taken` are keys and names of the others. A suggestion that is taken gets a number; a key that
    was said is refused. Raises `KpiNameRefused`.
    """
    others = {folded_name(each) for each in taken}
    if said is not None:
        key = slug_of(said)
        _require(key, text)
        if key in others:
            raise KpiNameRefused("key", "taken", KEY_MAX, text)
        return key
    if folded_name(name) in others:
        raise KpiNameRefused("name", "taken", NAME_MAX, text)
    key = slug_of(name)
    if key in RESERVED or _ID.fullmatch(key) or not _begins_well(key):
        key = f"kpi_{key}".rstrip("_")
    return _free(key, others)


def _require(key: str, text: str) -> None:
    if not key:
        raise KpiNameRefused("key", "missing", KEY_MAX, text)
    if not _begins_well(key):
        raise KpiNameRefused("key", "letter", KEY_MAX, text)
    if key in RESERVED:
        raise KpiNameRefused("key", "reserved", KEY_MAX, text)
    if _ID.fullmatch(key):
        raise KpiNameRefused("key", "id", KEY_MAX, text)


def _begins_well(key: str) -> bool:
    return key[:1].isalpha()


def _free(key: str, others: set[str]) -> str:
    found, number = key[:KEY_MAX], 2
    while found in others:
        end = f"_{number}"
        found = key[: KEY_MAX - len(end)].rstrip("_") + end
        number += 1
    return found


def names_to_numbers(kpis: Mapping[int, tuple[str, str]]) -> dict[str, int]:
    """Return who is called what: folded keys and names of (number -> key, name); keys win."""
    found = {folded_name(name): number for number, (_, name) in kpis.items()}
    return found | {folded_name(key): number for number, (key, _) in kpis.items()}


def nearly(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return known keys that are one slip away from a word, or begin with it."""
    folded = folded_name(word)
    near = [
        key
        for key in known
        if is_one_slip(folded, folded_name(key))
        or (len(folded) >= 3 and folded_name(key).startswith(folded))
    ]
    return tuple(near[:most])

"""Blocks that show data: table, data_table, data_visualization, with their totals per block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.rules.blockkit import problems as words
from sandbox.rules.blockkit.problems import Walk
from sandbox.rules.blockkit.rich_text import RICH_TEXT_BLOCK
from sandbox.rules.blockkit.shapes import Arr, Bool, Enum, Nullable, Num, Obj, Shape, Str, Typed

TABLE_TEXT_MAX = 10_000
DATA_TABLE_TEXT_MAX = 20_000
CHARTS_PER_MESSAGE = 2
TABLES_PER_MESSAGE = 1

_RAW_TEXT = Obj({"text": Str(least=1)}, required=("text",), typed=True)
_RAW_NUMBER = Obj(
    {"value": Num(whole=False), "text": Str(least=1)}, required=("value", "text"), typed=True
)


def _cells() -> Mapping[str, Shape]:
    return {"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT_BLOCK}


def _rows_of(block: dict[str, Any]) -> list[list[Any]]:
    rows = block.get("rows")
    return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def texts_in(value: object) -> Iterator[str]:
    """Every string under a `text` key, at any depth, in order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def _within_total(limit: int) -> Any:
    def rule(block: dict[str, Any], at: str, walk: Walk) -> None:
        total = sum(len(text) for row in _rows_of(block) for text in texts_in(row))
        if total > limit:
            walk.add(words.too_long(limit), f"{at}/rows")

    return rule


def _columns_equal(block: dict[str, Any], at: str, walk: Walk) -> None:
    rows = _rows_of(block)
    for index, row in enumerate(rows[1:], 1):
        if len(row) != len(rows[0]):
            walk.add("must have the same number of cells as the header", f"{at}/rows/{index}")


def _header_is_plain(block: dict[str, Any], at: str, walk: Walk) -> None:
    for index, cell in enumerate(_rows_of(block)[:1] and _rows_of(block)[0]):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            walk.add(words.unsupported_type("rich_text"), f"{at}/rows/0/{index}/type")


def _row_header_exists(block: dict[str, Any], at: str, walk: Walk) -> None:
    column, rows = block.get("row_header_column_index"), _rows_of(block)
    if isinstance(column, int) and rows and column >= len(rows[0]):
        walk.add(f"must be less than {len(rows[0])}", f"{at}/row_header_column_index")


_COLUMN = Obj({"align": Enum(("left", "center", "right")), "is_wrapped": Bool()})
_SEGMENT = Obj(
    {"label": Str(20, 1), "value": Num(whole=False, over=0)}, required=("label", "value")
)
_POINT = Obj({"label": Str(20, 1), "value": Num(whole=False)}, required=("label", "value"))
_SERIES = Obj({"name": Str(20, 1), "data": Arr(_POINT, 20, 1)}, required=("name", "data"))
_AXES = Obj(
    {"categories": Arr(Str(20, 1), 20, 1), "x_label": Str(50), "y_label": Str(50)},
    required=("categories",),
)


def _series_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    series = chart.get("series")
    return [one for one in series if isinstance(one, dict)] if isinstance(series, list) else []


def _series_names_differ(chart: dict[str, Any], at: str, walk: Walk) -> None:
    names = [one.get("name") for one in _series_of(chart)]
    for index, name in enumerate(names):
        if name in names[:index]:
            walk.add("series names must be unique", f"{at}/series/{index}/name")


def _a_point_per_category(chart: dict[str, Any], at: str, walk: Walk) -> None:
    axes = chart.get("axis_config")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    if not isinstance(categories, list):
        return
    for index, one in enumerate(_series_of(chart)):
        data = one.get("data")
        labels = (
            [p.get("label") if isinstance(p, dict) else None for p in data or ()]
            if (isinstance(data, list))
            else []
        )
        if sorted(map(repr, labels)) != sorted(map(repr, categories)):
            walk.add("must have one data point per category", f"{at}/series/{index}/data")


_AXIS_CHART = Obj(
    {"series": Arr(_SERIES, 12, 1), "axis_config": _AXES},
    required=("series", "axis_config"),
    rules=(_series_names_differ, _a_point_per_category),
    typed=True,
)
CHARTS: Mapping[str, Obj] = {
    "pie": Obj({"segments": Arr(_SEGMENT, 12, 1)}, required=("segments",), typed=True),
    "bar": _AXIS_CHART,
    "area": _AXIS_CHART,
    "line": _AXIS_CHART,
}

DATA_BLOCKS: Mapping[str, Obj] = {
    "table": Obj(
        {
            "block_id": Str(255),
            "rows": Arr(Arr(Typed(_cells), 20, 1), 100, 1),
            "column_settings": Arr(Nullable(_COLUMN), 20),
        },
        required=("rows",),
        rules=(_within_total(TABLE_TEXT_MAX),),
        typed=True,
    ),
    "data_table": Obj(
        {
            "block_id": Str(255),
            "caption": Str(least=1),
            "rows": Arr(Arr(Typed(_cells), 20, 1), 201, 2),
            "page_size": Num(1, 100),
            "row_header_column_index": Num(0),
        },
        required=("caption", "rows"),
        rules=(
            _columns_equal,
            _header_is_plain,
            _row_header_exists,
            _within_total(DATA_TABLE_TEXT_MAX),
        ),
        typed=True,
    ),
    "data_visualization": Obj(
        {"block_id": Str(255), "title": Str(50, 1), "chart": Typed(lambda: CHARTS)},
        required=("title", "chart"),
        typed=True,
    ),
}

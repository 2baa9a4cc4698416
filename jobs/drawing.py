"""A program of its own that draws one chart: JSON on standard input, a PNG on standard output.

matplotlib costs most of a second and a hundred megabytes, so it is loaded nowhere else, and this
ends as soon as the picture is there. It imports nothing else of ours.
"""

import json
import sys
import warnings
from typing import Any

Json = dict[str, Any]
Legend = tuple[Any, str]
"""What was drawn, and its name."""

SIZE = (9.0, 4.8)
"""Inches; with `DPI`, 1350 x 720 pixels: sharp on a phone, whole in Slack's column."""
DPI = 150
INK, FAINT, PAPER = "#1d1c1d", "#e3e3e5", "#ffffff"
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#f0e442")
"""Okabe and Ito: told apart by colour-blind people too."""
GUIDE, ALERT = "#6e6e73", "#d55e00"
DOTS = ("o", "s", "^", "D", "v", "P")
CJK_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK",
    "Noto Sans SC",
    "Source Han Sans",
    "WenQuanYi",
    "PingFang",
    "Hiragino Sans GB",
    "Heiti",
    "STHeiti",
    "Microsoft YaHei",
    "SimHei",
    "SimSun",
    "Droid Sans Fallback",
    "Noto Serif CJK",
    "Arial Unicode",
)
"""Beginnings of names of fonts with Chinese letters, the best first."""


def main(arguments: list[str]) -> int:
    """Draw; with `--font`, print the font for Chinese letters instead (empty: there is none)."""
    if arguments == ["--font"]:
        sys.stdout.write(find_cjk_font())
        return 0
    drawing = json.load(sys.stdin)
    warnings.simplefilter("ignore")  # a letter that no font has is drawn as a box
    sys.stdout.buffer.write(draw(drawing))
    return 0


def find_cjk_font() -> str:
    """The name of the best font with Chinese letters on this machine."""
    from matplotlib import font_manager  # noqa: PLC0415 - see above

    names = sorted({font.name for font in font_manager.fontManager.ttflist})
    found = (name for begins in CJK_FONTS for name in names if name.startswith(begins))
    return next(found, "")


def draw(drawing: Json) -> bytes:
    """The picture of what `views.charts.picture.drawing_of` has put together."""
    import io  # noqa: PLC0415 - see above

    import matplotlib as mpl  # noqa: PLC0415 - see above
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see above
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    families = [name for name in ("DejaVu Sans", find_cjk_font()) if name]
    mpl.rcParams.update(
        {
            "font.family": families,
            "font.size": 11,
            "text.parse_math": False,  # a dollar sign begins no formula
            "text.color": INK,
            "figure.constrained_layout.w_pad": 0.12,
            "figure.constrained_layout.h_pad": 0.1,
        }
    )
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    figure.suptitle(drawing["title"], x=0.015, ha="left", fontsize=14, fontweight="bold")
    _frame(axes, drawing)
    drawn = [*_measured(axes, drawing), *_guides(axes, drawing), *_fan(axes, drawing)]
    _marks(axes, drawing)
    if drawn:
        handles, names = zip(*drawn, strict=True)
        figure.legend(
            handles, names, loc="outside lower left", ncols=min(4, len(drawn)), frameon=False
        )
    out = io.BytesIO()
    figure.savefig(out, format="png", pad_inches=0.15)
    return out.getvalue()


def _frame(axes: Any, drawing: Json) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=INK)
    places, names = _columns(drawing["x_labels"])
    axes.set_xticks(places, names)
    heights, figures = _columns(drawing["y_labels"])
    axes.set_yticks(heights, figures)
    if heights:
        axes.set_ylim(heights[0], heights[-1])


def _columns(rows: list[list[Any]]) -> tuple[list[Any], list[Any]]:
    return [row[0] for row in rows], [row[1] for row in rows]


def _measured(axes: Any, drawing: Json) -> list[Legend]:
    rows = drawing["series"]
    if drawing["kind"] == "bar":
        return _bars(axes, rows)
    drawn: list[Legend] = []
    for n, row in enumerate(rows):
        (line,) = axes.plot(
            row["x"], row["y"], color=COLOURS[n % len(COLOURS)], linewidth=2.4, zorder=4,
            marker=DOTS[n % len(DOTS)], markersize=6 if len(row["x"]) <= 40 else 0,
        )  # fmt: skip
        drawn.append((line, row["name"]))
    return drawn


def _bars(axes: Any, rows: list[Json]) -> list[Legend]:
    width = 0.8 * _gap(rows) / max(1, len(rows))
    drawn: list[Legend] = []
    for n, row in enumerate(rows):
        left = (n - (len(rows) - 1) / 2) * width
        bars = axes.bar(
            [x + left for x in row["x"]], row["y"],
            width=width * 0.92, color=COLOURS[n % len(COLOURS)], zorder=2,
        )  # fmt: skip
        drawn.append((bars, row["name"]))
    return drawn


def _gap(rows: list[Json]) -> float:
    """The smallest distance between two neighbours."""
    gaps = [b - a for row in rows for a, b in zip(row["x"], row["x"][1:], strict=False)]
    return min(gaps, default=1.0) or 1.0


def _guides(axes: Any, drawing: Json) -> list[Legend]:
    drawn: list[Legend] = []
    for n, row in enumerate(drawing["guides"]):
        (line,) = axes.plot(
            row["x"], row["y"], color=GUIDE, linewidth=1.6, linestyle=("--", ":", "-.")[n % 3],
            marker="" if len(row["x"]) > 1 else "_", markersize=14, zorder=3,
        )  # fmt: skip
        drawn.append((line, row["name"]))
    return drawn


def _fan(axes: Any, drawing: Json) -> list[Legend]:
    fan = drawing["fan"]
    if fan is None:
        return []
    axes.plot(fan["x"], fan["likely"], color=COLOURS[0], linewidth=1.6, linestyle=":", zorder=3)
    area = axes.fill_between(fan["x"], fan["low"], fan["high"], color=COLOURS[0], alpha=0.18, lw=0)
    return [(area, fan["name"])]


def _marks(axes: Any, drawing: Json) -> None:
    if drawing["marks"]:
        places, heights = _columns(drawing["marks"])
        axes.plot(
            places, heights, linestyle="", marker="o", markersize=15, markerfacecolor="none",
            markeredgecolor=ALERT, markeredgewidth=2.4, zorder=5, clip_on=False,
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Pictures are drawn by a child of their own, in time, with the letters that the words need."""

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jobs import pictures
from jobs.pictures import DrawingFailed, draw
from views.charts.chart import Chart, Kind, Mark, Series
from views.charts.picture import drawing_of
from views.words import words_for

PROGRAM = Path(pictures.PROGRAM)


def weeks(kind: Kind = Kind.BAR, title: str = "每周注册人数 _$x$_") -> dict[str, Any]:
    rows = tuple((f"第{n}周", 900.0 + n * 137 % 400) for n in range(1, 14))
    target = tuple((place, 1200.0) for place, _ in rows)
    chart = Chart(
        title=title,
        series=(Series("注册", rows),),
        guides=(Series("_目标", target),),
        marks=(Mark("第5周", "低于红线"),),
        kind=kind,
        caption="最近一周 1,130。",
    )
    return drawing_of(chart, words_for("zh-CN"))


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("kind", list(Kind))
async def test_a_picture_is_drawn_in_a_child(kind: Kind) -> None:
    png = await draw(weeks(kind))
    assert size_of(png) == (1350, 720)
    assert len(png) < 200_000
    assert "matplotlib" not in sys.modules


async def test_a_chart_with_nothing_in_it_is_an_empty_picture() -> None:
    drawing = drawing_of(Chart("x", (), "nothing"), words_for("en-US"))
    assert size_of(await draw(drawing)) == (1350, 720)


async def test_what_cannot_be_drawn_is_told_apart_from_a_picture() -> None:
    with pytest.raises(DrawingFailed):
        await draw({"title": "x"})


async def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.pictures.TIME_LIMIT", 0.01)
    with pytest.raises(DrawingFailed, match="too late"):
        await draw(weeks())


def test_the_program_knows_which_font_has_chinese_letters() -> None:
    """Empty where no such font is installed: then they are boxes, and `doctor` says so."""
    found = subprocess.run(
        [sys.executable, "-P", str(PROGRAM), "--font"], capture_output=True, text=True, check=True
    )
    assert found.stdout == found.stdout.strip()


def test_chinese_letters_are_no_boxes() -> None:
    """Two different characters look different; two that no font has are both the same box."""
    code = (
        "import sys, io; sys.path.insert(0, sys.argv[1]); import drawing, warnings\n"
        "if not drawing.find_cjk_font(): sys.exit(3)\n"
        "warnings.simplefilter('error')\n"
        "import json; sys.stdout.buffer.write(drawing.draw(json.load(sys.stdin)))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(PROGRAM.parent)],
        input=json.dumps(weeks()).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode == 3:
        pytest.skip("no font with Chinese letters on this machine")
    assert done.returncode == 0, done.stderr[-2000:]
    assert size_of(done.stdout) == (1350, 720)

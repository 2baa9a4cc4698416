"""What the doctor says of pictures: fine, without Chinese letters, not possible."""

from pathlib import Path

import pytest

from bot.doctor.pictures import picture_findings

PROGRAMS = [
    ("print('Noto Sans CJK SC', end='')", "ok", "Chinese letters in Noto Sans CJK SC"),
    ("print(end='')", "warn", "Install a font"),
    ("import nothing_of_that_name", "warn", "Install the packages"),
]


@pytest.mark.parametrize(("program", "state", "says"), PROGRAMS)
async def test_the_doctor_tells_whether_charts_can_be_drawn(
    program: str, state: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "drawing.py"
    file.write_text(program, encoding="utf-8")
    monkeypatch.setattr("jobs.pictures.PROGRAM", file)
    (found,) = await picture_findings()
    assert (found.name, found.state) == ("pictures", state)
    assert says in found.what

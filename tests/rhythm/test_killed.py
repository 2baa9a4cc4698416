"""Two days of standups through two processes of which ten are killed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from storage.migrate import upgrade
from tests.rhythm.killed import besiege, judged
from tests.rhythm.worlds import three_weeks


@pytest.mark.slow
async def test_ten_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    """Saturday to Tuesday; `python -m tests.rhythm.killed` plays three weeks and 200 kills."""
    script = three_weeks()
    script = replace(script, ends=script.begins + dt.timedelta(days=3, hours=4))
    url = f"sqlite:///{tmp_path}/siege.db"
    upgrade(url)
    siege = await besiege(script, url, tmp_path, kills=10)
    assert judged(siege) == []
    assert siege.kills >= 10
    assert len(siege.record().posts) > 30

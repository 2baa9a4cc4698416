"""Three weeks of sixteen people in eight zones, judged by the checker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.migrate import upgrade
from tests.rhythm.checker import violations
from tests.rhythm.driver import Play, sandbox_for
from tests.rhythm.worlds import three_weeks
from tests.stage import staged


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    """The bot at work in the world of three weeks."""
    script = three_weeks()
    url = f"sqlite:///{tmp_path}/weeks.db"
    upgrade(url)
    async with sandbox_for(script) as sandbox, staged(sandbox, url) as stage:
        yield Play(stage, script)


@pytest.mark.slow
async def test_three_weeks_break_no_rule(play: Play) -> None:
    await play.begin()
    await play.until(play.script.ends)
    assert play.company.failures == []
    assert violations(play.script, play.record(), play.script.ends) == []
    assert len(play.record().posts) > 400

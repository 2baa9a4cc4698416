"""The process is killed at each step of a picture: it is shown once, and never lost."""

import pytest

from sandbox.state import Json
from tests.jobs.carrying import deaf
from tests.processes.town import Bot, Town

pytestmark = pytest.mark.slow

UPLOAD = "files.completeUploadExternal"


async def _asked(town: Town) -> Bot:
    """A goal in a workspace that has only refused native charts so far."""
    bot = await town.start()
    deaf(town.sandbox)
    town.sandbox.withhold_block("data_visualization")
    ann = town.sandbox.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45 by 30 Jun")
    await town.go_on_until(town.all_sent)
    return bot


def _pictures(town: Town) -> list[Json]:
    ann = town.sandbox.person("ann")
    blocks = [block for each in town.cards(ann.dm) for block in each.get("blocks") or ()]
    return [block for block in blocks if block["type"] == "image"]


async def _ask(town: Town) -> None:
    await town.sandbox.person("ann").command("#launch", "/goal", "G1 chart")


async def _shown_once(town: Town, posts: int) -> None:
    await town.go_on_until(lambda: bool(_pictures(town)))
    await town.go_on_until(town.all_sent)
    assert len(_pictures(town)) == 1
    assert town.posts() == posts + 1
    (row,) = await town.rows("chart")
    assert (row.state, row.payload) == ("done", {})


@pytest.mark.parametrize(
    ("method", "when", "lost"),
    [
        ("files.getUploadURLExternal", "before", True),
        (UPLOAD, "before", True),
        (UPLOAD, "before", False),
        (UPLOAD, "after", False),
        ("chat.postMessage", "before", True),
        ("chat.postMessage", "before", False),
        ("chat.postMessage", "after", False),
    ],
)
async def test_killed_while_a_picture_is_made_or_posted(
    town: Town, method: str, when: str, lost: bool
) -> None:
    bot = await _asked(town)
    posts = town.posts()
    hold = town.sandbox.faults.hold(method, "before" if when == "before" else "after")
    await _ask(town)
    await town.go_on_until(lambda: hold.is_reached)
    await town.kill_at(hold, bot, lost=lost)

    await town.replace()
    await _shown_once(town, posts)


async def test_killed_between_the_refusal_and_the_picture(town: Town) -> None:
    """The upload stands still, then the process is dead; the next one still knows of the
    refusal."""
    bot = await _asked(town)
    posts = town.posts()
    hold = town.sandbox.faults.hold("files.getUploadURLExternal")
    await _ask(town)
    await town.go_on_until(lambda: hold.is_reached)
    (row,) = await town.rows("chart")
    assert row.sent_rev == 0
    await town.kill_at(hold, bot, lost=True)
    town.sandbox.grant_block("data_visualization")

    await town.replace()
    await _shown_once(town, posts)

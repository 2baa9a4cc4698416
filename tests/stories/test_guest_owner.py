"""A guest owns only what belongs to a channel of theirs, whichever way they would come by it.

Eve is a guest in #launch; #ops is not hers to see.
"""

from collections.abc import Awaitable, Callable

import pytest

from tests.stage import Stage, words_in

REFUSED = "Eve is a guest and not in this conversation, so its work is not theirs to see."


async def _by_form(stage: Stage, ts: str) -> str:
    ann = stage.person("ann")
    await ann.click("#ops", ts, "task.edit")
    await ann.fill("owner", stage.person("eve").id)
    return str((await ann.submit()).errors["owner"])


async def _by_menu(stage: Stage, ts: str) -> str:
    ann = stage.person("ann")
    await ann.click("#ops", ts, "task.hand", selected=stage.person("eve").id)
    await stage.settle()
    return words_in(ann.ephemerals("#ops")[-1])


def _by_line(line: str, place: str = "#ops") -> Callable[[Stage, str], Awaitable[str]]:
    async def typed(stage: Stage, _: str) -> str:
        return str((await stage.person("ann").command(place, "/task", line)).text)

    return typed


@pytest.mark.parametrize(
    "way",
    [
        _by_form,
        _by_menu,
        _by_line("hand T1 @eve"),
        _by_line("T1 @eve"),
        # Said in a channel that is theirs, about work that is not.
        _by_line("hand T1 @eve", "#launch"),
        _by_line("T1 @eve", "#launch"),
        _by_line("Count the chairs #ops @eve", "#launch"),
        _by_line("sub T1 Count the chairs @eve", "#launch"),
    ],
)
async def test_nobody_hands_a_guest_what_is_not_theirs_to_see(
    stage: Stage, way: Callable[[Stage, str], Awaitable[str]]
) -> None:
    await stage.person("ann").command("#ops", "/task", "Prepare the room")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#ops")
    assert REFUSED in await way(stage, card["ts"])
    await stage.pass_time(seconds=10)
    assert stage.direct("eve") == []
    assert "There is no T1 here" in str(
        (await stage.person("eve").command("#launch", "/task", "T1")).text
    )


async def test_a_guest_is_asked_about_what_belongs_to_their_channel(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare the stage")
    await stage.pass_time(seconds=5)
    # Where it is said does not matter.
    said = await ann.command("#ops", "/task", "hand T1 @eve")
    await stage.pass_time(seconds=5)
    assert "Offered T1 Prepare the stage to Eve." in str(said.text)
    assert "wants to hand a task over to you" in words_in(stage.direct("eve")[0])


async def test_a_goal_of_another_channel_is_not_for_a_guest_either(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#ops", "/goal", "Raise NPS from 31 to 45")
    await stage.pass_time(seconds=5)
    said = await ann.command("#launch", "/goal", "G1 @eve")
    assert REFUSED in str(said.text)
    (card,) = stage.cards("#ops")
    await ann.click("#ops", card["ts"], "goal.edit")
    await ann.fill("owner", stage.person("eve").id)
    assert REFUSED in (await ann.submit()).errors["owner"]


async def test_a_guest_adds_nothing_but_finishes_what_is_theirs(stage: Stage) -> None:
    ann, eve = stage.person("ann"), stage.person("eve")
    for command, line in (("/task", "Rake the leaves fri"), ("/goal", "Rake from 1 to 9 leaves")):
        refused = await eve.command("#launch", command, line)
        assert refused.text is not None
        assert "Guests can answer and finish what is theirs" in refused.text
        assert f"{command} {line}" in words_in(refused.message or {})
    await ann.command("#launch", "/task", "Water the plants @eve")
    done = await eve.command("#launch", "/task", "done T1")
    assert done.text is not None
    assert "Done: T1 Water the plants" in done.text

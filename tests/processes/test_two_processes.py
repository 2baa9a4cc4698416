"""Several processes on one workspace and one store: ids without gaps, one card each.

`DRUMBEAT_TEST_TASKS` changes how many tasks the big one makes (default 1000).
"""

import asyncio
import os
import re
from datetime import timedelta

import pytest

from sandbox.actors import Actor
from tests.processes.town import Town

pytestmark = pytest.mark.slow

MANY = int(os.environ.get("DRUMBEAT_TEST_TASKS", "1000"))
PEOPLE, CHANNELS = 20, 50
PATIENCE = 240.0
"""Real seconds for one of these tests, on a machine that does other things too."""
_ADDED = re.compile(r"Added \*?T(\d+)")
_CARD = re.compile(r"T(\d+)\b")


def _populate(town: Town) -> tuple[list[Actor], list[str]]:
    """Twenty people in fifty channels with the bot."""
    workspace = town.sandbox.workspace
    people = [
        workspace.add_user(f"p{number}", f"Person {number}", tz="Europe/Berlin", locale="en-GB")
        for number in range(PEOPLE)
    ]
    for number in range(CHANNELS):
        members = [person.id for person in people]
        channel = workspace.add_channel(f"c{number}", creator=members[0], members=members)
        channel.members.append(town.sandbox.bot_user_id)
    actors = [town.sandbox.person(person.id) for person in people]
    return actors, [f"#c{number}" for number in range(CHANNELS)]


async def _introduced(town: Town) -> None:
    """Everybody and every channel has been looked up."""
    await town.go_on_until(town.all_sent, PATIENCE, step=timedelta(seconds=10))


async def _add_all(people: list[Actor], channels: list[str], count: int) -> list[int]:
    """The people add `count` tasks at the same time; the numbers that they were told."""

    async def add(start: int) -> list[int]:
        numbers = []
        for number in range(start, count, len(people)):
            place = channels[number % len(channels)]
            numbers.append(await _add(people[start], place, f"Task no-{number}"))
        return numbers

    told = await asyncio.gather(*(add(start) for start in range(len(people))))
    return [number for numbers in told for number in numbers]


async def _add(person: Actor, place: str, title: str) -> int:
    """Add a task; who is told that nothing was saved (a busy machine) sends it once more."""
    for _ in range(20):
        said = await person.command(place, "/task", title)
        assert said.ok, said
        told = _ADDED.search(said.text)
        if told:
            return int(told[1])
        assert "nothing was saved" in said.text
    raise AssertionError(f"{title} was never saved")


async def _one_card_each(town: Town, people: list[Actor], channels: list[str], count: int) -> None:
    """Wait for the cards; every number stands on exactly one, and its ✅ finishes that task."""
    await town.go_on_until(lambda: town.posts() >= count, PATIENCE)
    await town.go_on_until(town.all_sent, PATIENCE)
    by_handle = {int(person.user.name[1:]): person for person in people}
    shown: dict[int, tuple[str, str]] = {}
    for channel in channels:
        for card in town.cards(channel, people[0].id):
            found = _CARD.search(card["text"])
            assert found
            assert int(found[1]) not in shown
            shown[int(found[1])] = (channel, card["ts"])
    assert sorted(shown) == list(range(1, count + 1))
    assert town.posts() == count

    creators = {task.number: int(task.title.rpartition("-")[2]) for task in await town.tasks()}
    for number, (channel, ts) in shown.items():
        await by_handle[creators[number] % len(people)].react(channel, ts, "white_check_mark")
        if number % len(people) == 0:
            await town.sandbox.quiet(PATIENCE)

    async def all_done() -> bool:
        return all(task.status == "done" for task in await town.tasks())

    await town.until(all_done, PATIENCE)
    assert [task.number for task in await town.tasks()] == list(range(1, count + 1))


async def _run(town: Town, modes: tuple[str, ...], count: int) -> None:
    # Whether an answer comes within three seconds is not asked here.
    town.sandbox.delivery.ack_window = 8.0
    town.sandbox.delivery.retry_delays = (0.5, 2.0, 5.0)
    people, channels = _populate(town)
    await asyncio.gather(*(town.start(mode) for mode in modes))
    await _introduced(town)
    told = await _add_all(people, channels, count)
    assert sorted(told) == list(range(1, count + 1))
    await _one_card_each(town, people, channels, count)


@pytest.mark.only_on("postgresql")
async def test_two_processes_make_a_thousand_tasks_without_a_gap_or_a_double(town: Town) -> None:
    await _run(town, ("run", "run"), MANY)


@pytest.mark.only_on("postgresql")
async def test_two_web_processes_and_a_worker_share_the_work(town: Town) -> None:
    await _run(town, ("worker", "web", "web"), 100)


@pytest.mark.only_on("sqlite")
async def test_two_processes_on_one_host_share_a_file(town: Town) -> None:
    await _run(town, ("run", "run"), 200)

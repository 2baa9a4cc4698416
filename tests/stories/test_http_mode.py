"""The same bot over signed HTTP, as behind a load balancer."""

import contextlib
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.manifest import manifest
from bot.runtime import Runtime
from bot.settings import given_settings
from sandbox.clock import SandboxClock
from sandbox.sample import sample_workspace
from sandbox.server import Sandbox
from tests.conftest import MONDAY_0900
from tests.stage import Stage, words_in


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
async def http_stage(database_url: str) -> AsyncIterator[Stage]:
    """A Slack that sends signed requests, and a bot that knows the signing secret only."""
    port = free_port()
    sandbox = Sandbox(
        manifest=manifest(http="https://drumbeat.example.com"),
        workspace=sample_workspace(),
        clock=SandboxClock(MONDAY_0900, rate=0.0),
        http_target=f"http://127.0.0.1:{port}/slack/events",
    )
    async with sandbox, http_bot(sandbox, database_url, port) as stage:
        yield stage
    assert not sandbox.unknown_methods


@contextlib.asynccontextmanager
async def http_bot(sandbox: Sandbox, database_url: str, port: int) -> AsyncIterator[Stage]:
    settings = given_settings(
        slack_bot_token=sandbox.bot_token,
        slack_signing_secret=sandbox.signing_secret,
        slack_api_url=sandbox.api_url,
        database_url=database_url,
        port=port,
        host="127.0.0.1",
    )
    async with Runtime(settings, clock=sandbox.clock) as runtime:
        stage = Stage(sandbox, runtime)
        await stage.settle()
        yield stage


async def test_commands_buttons_forms_and_events_work_over_signed_http(http_stage: Stage) -> None:
    ann, ben = http_stage.person("ann"), http_stage.person("ben")
    said = await ann.command("#launch", "/task", "Prepare deck @ben fri")
    await http_stage.settle()
    assert said.text is not None
    assert said.text.startswith("Added T1: Prepare deck")
    (card,) = http_stage.cards("#launch")

    await ann.click("#launch", card["ts"], "task.edit")
    await ann.fill("title", "Prepare the deck")
    sent = await ann.submit()
    assert sent.closed

    await ben.react("#launch", card["ts"], "white_check_mark")
    await http_stage.pass_time(seconds=5)
    (card,) = http_stage.cards("#launch")
    assert "T1 Prepare the deck ✅ Done by Ben" in words_in(card)


async def test_the_metrics_tell_of_answers_and_waiting_deliveries(http_stage: Stage) -> None:
    await http_stage.person("ann").command("#launch", "/task", "Prepare deck")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{http_stage.bot.settings.port}/metrics") as answer,
    ):
        shown = await answer.text()
    assert 'drumbeat_answer_seconds_count{status="200",surface="command"}' in shown
    assert 'drumbeat_deliveries_waiting{state="due"}' in shown
    assert "Prepare deck" not in shown


async def test_what_slack_repeats_has_no_second_effect(http_stage: Stage) -> None:
    http_stage.sandbox.faults.duplicate_events(3)
    await http_stage.person("ann").say("#launch", "@drumbeat task Prepare deck")
    await http_stage.settle()
    assert len(http_stage.cards("#launch")) == 1

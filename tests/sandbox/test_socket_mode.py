"""Socket Mode on the wire: links, greeting, one socket per envelope, windows, goodbyes."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from sandbox.delivery import NotQuiet
from tests.sandbox.playground import SILENCE, SocketApp, client, playground, socket_app

pytestmark = pytest.mark.asyncio


async def test_hello_counts_the_connections_and_names_the_app() -> None:
    async with playground() as sandbox:
        first, second = SocketApp(sandbox), SocketApp(sandbox)
        hello = await first.connect()
        assert hello == {
            "type": "hello",
            "num_connections": 1,
            "debug_info": hello["debug_info"],
            "connection_info": {"app_id": sandbox.workspace.installed_app.id},
        }
        assert set(hello["debug_info"]) == {"host", "build_number", "approximate_connection_time"}
        assert (await second.connect())["num_connections"] == 2
        await first.close()
        await second.close()


async def test_a_link_works_once() -> None:
    async with playground() as sandbox:
        app, late = SocketApp(sandbox), SocketApp(sandbox)
        link = await app.open_link()
        await app.connect(link)
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await late.connect(link)
        assert refused.value.status == 401
        await app.close()
        await late.close()


async def test_apps_connections_open_refuses_the_bot_token() -> None:
    async with playground() as sandbox:
        answer = await client(sandbox).api_call("auth.test")
        assert answer["ok"]
        headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{sandbox.api_url}apps.connections.open", headers=headers) as response,
        ):
            assert not (await response.json())["ok"]


async def test_an_envelope_goes_to_exactly_one_of_several_sockets() -> None:
    async with playground() as sandbox:
        apps = [SocketApp(sandbox) for _ in range(3)]
        for app in apps:
            await app.connect()
        ann = sandbox.person("ann")
        for number in range(9):
            await ann.say("#launch", f"line {number}")
        await sandbox.quiet(5)
        counts = [len(app.envelopes) for app in apps]
        assert sum(counts) == 9
        assert min(counts) > 0
        for app in apps:
            await app.close()


async def test_the_eleventh_socket_is_refused() -> None:
    async with playground() as sandbox:
        apps = [SocketApp(sandbox) for _ in range(10)]
        for app in apps:
            await app.connect()
        eleventh = SocketApp(sandbox)
        frame = await eleventh.connect()
        assert (frame["type"], frame["reason"]) == ("disconnect", "too_many_websockets")
        assert frame["num_connections"] == 11
        assert (await eleventh.frame())["type"] == "closed"
        assert sandbox.delivery.hub.connections == 10
        for app in [*apps, eleventh]:
            await app.close()


async def test_an_event_without_ack_comes_again_with_the_same_event_id() -> None:
    silent = [SILENCE, SILENCE, SILENCE, SILENCE]
    async with (
        playground(ack_window=0.05) as sandbox,
        socket_app(sandbox, lambda _e: silent.pop() if silent else None) as app,
    ):
        await sandbox.person("ann").say("#launch", "hello")
        await sandbox.quiet(5)
        tries = [(e["retry_attempt"], e["retry_reason"]) for e in app.envelopes]
        assert tries == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
        assert len({e["payload"]["event_id"] for e in app.envelopes}) == 1
        assert len({e["envelope_id"] for e in app.envelopes}) == 4
        assert len(sandbox.delivery.lost) == 1


async def test_a_retry_stops_once_it_is_acknowledged() -> None:
    async with playground(ack_window=0.05) as sandbox:
        first = [SILENCE]
        async with socket_app(sandbox, lambda _e: first.pop() if first else None) as app:
            await sandbox.person("ann").say("#launch", "hello")
            await sandbox.quiet(5)
            assert [e["retry_attempt"] for e in app.envelopes] == [0, 1]
            assert sandbox.delivery.lost == []


async def test_a_ping_is_answered_with_the_same_payload() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        assert app.ws is not None
        await app.ws.ping(b"sdk-ping-pong:123")
        assert await app.frame() == {"type": "pong", "data": b"sdk-ping-pong:123"}


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_goodbye_frames_leave_the_socket_open(reason: str) -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        await sandbox.delivery.hub.disconnect(reason)
        frame = await app.frame()
        assert (frame["type"], frame["reason"]) == ("disconnect", reason)
        assert "host" in frame["debug_info"]
        await sandbox.person("ann").say("#launch", "still delivered")
        await sandbox.quiet(5)
        assert len(app.envelopes) == 1


async def test_after_link_disabled_there_is_no_new_link() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        await sandbox.delivery.hub.disconnect("link_disabled")
        assert (await app.frame())["reason"] == "link_disabled"
        assert (await app.frame())["type"] == "closed"
        with pytest.raises(AssertionError, match="forbidden_team"):
            await app.open_link()


async def test_cut_sockets_are_gone_and_a_new_one_works() -> None:
    async with playground() as sandbox:
        async with socket_app(sandbox) as app:
            assert sandbox.faults.cut_sockets() == 1
            assert (await app.frame())["type"] == "closed"
            assert sandbox.delivery.hub.connections == 0
        async with socket_app(sandbox) as again:
            await sandbox.person("ann").say("#launch", "hello")
            await sandbox.quiet(5)
            assert len(again.envelopes) == 1


async def test_events_wait_for_a_socket_to_open() -> None:
    async with playground(socket_wait=5.0) as sandbox:
        await sandbox.person("ann").say("#launch", "early")
        async with socket_app(sandbox) as app:
            await sandbox.quiet(5)
            assert [e["retry_attempt"] for e in app.envelopes] == [0]


async def test_without_any_socket_an_event_is_lost_after_its_retries() -> None:
    async with playground(socket_wait=0.01) as sandbox:
        await sandbox.person("ann").say("#launch", "nobody hears")
        await sandbox.quiet(5)
        assert len(sandbox.delivery.lost) == 1
        attempts = [row.attempt for row in sandbox.journal if hasattr(row, "attempt")]
        assert attempts == [0, 1, 2, 3]


async def test_without_any_socket_a_command_fails_at_once() -> None:
    async with playground(socket_wait=30.0) as sandbox:
        result = await sandbox.person("ann").command("#launch", "/task", "list")
        assert not result.ok
        assert result.error == "dispatch_failed"


async def test_an_ack_from_another_socket_counts() -> None:
    async with (
        playground(ack_window=2.0) as sandbox,
        socket_app(sandbox, lambda _e: SILENCE) as deaf,
        socket_app(sandbox) as other,
    ):
        deaf_got: list[dict[str, object]] = []
        while not deaf_got:
            await sandbox.person("ann").say("#launch", "hello")
            deaf_got = await _until_received(deaf, other)
        assert other.ws is not None
        await other.ws.send_json({"envelope_id": deaf_got[0]["envelope_id"]})
        await sandbox.quiet(1.5)
        assert sandbox.delivery.lost == []


async def _until_received(one: SocketApp, two: SocketApp) -> list[dict[str, object]]:
    before = len(one.envelopes) + len(two.envelopes)
    for _ in range(10_000):
        if len(one.envelopes) + len(two.envelopes) > before:
            return list(one.envelopes)
        await asyncio.sleep(0)
    raise AssertionError("no envelope came")


async def test_an_ack_payload_that_was_not_asked_for_is_a_protocol_error() -> None:
    async with playground() as sandbox, socket_app(sandbox, lambda _e: {"text": "?"}):
        await sandbox.person("ann").say("#launch", "hello")
        await sandbox.quiet(5)
        assert sandbox.delivery.hub.protocol_errors == ["payload in the ack of event message"]


async def test_quiet_names_what_is_still_under_way() -> None:
    async with playground(ack_window=5.0) as sandbox, socket_app(sandbox, lambda _e: SILENCE):
        await sandbox.person("ann").say("#launch", "hello")
        with pytest.raises(NotQuiet, match="event message Ev"):
            await sandbox.quiet(0.05)

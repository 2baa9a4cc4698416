"""Slack's side of the two doors: sends slash commands and waits for their acks."""

import asyncio
import itertools
import json
import time
from typing import Protocol
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.fake_slack import SIGNING_SECRET, FakeSlack, command

TEXT = "Prepare the deck for the board fri p1 +launch"


class Door(Protocol):
    """One way of sending."""

    async def send(self) -> float:
        """Send one command; seconds until its ack."""


class Clients:
    """Any number of commands at a time, and how many were answered so far."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.answered = 0

    async def _send(self, took: list[float]) -> None:
        took.append(await self._door.send())
        self.answered += 1

    async def one_at_a_time(self, count: int) -> list[float]:
        """Seconds of each of `count` commands sent one after the other."""
        took: list[float] = []
        for _ in range(count):
            await self._send(took)
        return took

    async def crowd(self, callers: int, count: int) -> tuple[list[float], float]:
        """`callers` at a time, `count` in all: seconds of each, and commands per second."""
        took: list[float] = []
        left = itertools.count()

        async def caller() -> None:
            while next(left) < count:
                await self._send(took)

        begun = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(callers)))
        return took, len(took) / (time.perf_counter() - begun)

    async def steady(self, rate: float, seconds: float) -> list[float]:
        """An open loop: a command every 1/rate seconds, whether or not earlier ones are done."""
        took: list[float] = []
        begun = time.perf_counter()
        under_way = []
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            under_way.append(asyncio.create_task(self._send(took)))
        await asyncio.gather(*under_way)
        return took


class HttpDoor:
    """Signed requests over kept connections."""

    def __init__(self, port: int, numbers: "itertools.count[int]") -> None:
        self._port = port
        self._numbers = numbers
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._sign = SignatureVerifier(SIGNING_SECRET)

    async def send(self) -> float:
        """Send one command; seconds until its ack."""
        while self._free and self._free[-1][0].at_eof():
            self._free.pop()[1].close()  # the server has closed it: it was idle for too long
        if self._free:
            reader, writer = self._free.pop()
        else:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        body = urlencode(command(next(self._numbers), TEXT))
        stamp = str(int(time.time()))
        signature = self._sign.generate_signature(timestamp=stamp, body=body)
        head = (
            "POST /slack/events HTTP/1.1\r\nhost: bench\r\n"
            "content-type: application/x-www-form-urlencoded\r\n"
            f"x-slack-request-timestamp: {stamp}\r\nx-slack-signature: {signature}\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        begun = time.perf_counter()
        writer.write(f"{head}{body}".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in answer.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        said = await reader.readexactly(length)
        took = time.perf_counter() - begun
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.decode())
        expect(said)
        self._free.append((reader, writer))
        return took

    def close(self) -> None:
        """Let go of the connections."""
        for _, writer in self._free:
            writer.close()


class SocketDoor:
    """Envelopes over the bot's WebSocket."""

    def __init__(self, slack: FakeSlack, numbers: "itertools.count[int]") -> None:
        self._slack = slack
        self._numbers = numbers
        self._waiting: dict[str, asyncio.Future[None]] = {}
        slack.on_envelope = self._acked

    async def send(self) -> float:
        """Send one command; seconds until its ack."""
        number = next(self._numbers)
        envelope = {
            "envelope_id": f"e{number}",
            "type": "slash_commands",
            "accepts_response_payload": True,
            "payload": command(number, TEXT),
        }
        acked = self._waiting[f"e{number}"] = asyncio.get_running_loop().create_future()
        text = json.dumps(envelope)
        begun = time.perf_counter()
        await self._slack.sockets[-1].send_str(text)
        await asyncio.wait_for(acked, 30)
        return time.perf_counter() - begun

    def _acked(self, envelope_id: str) -> None:
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is not None:
            waiting.set_result(None)

    def close(self) -> None:
        """Nothing to let go of."""


def expect(said: bytes) -> None:
    """An empty ack (the bare app) or the answer to a new task; anything else is an error."""
    if said and b"Added" not in said:
        raise RuntimeError(said.decode())

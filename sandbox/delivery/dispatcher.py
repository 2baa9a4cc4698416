"""From an event of the workspace to the app: filter, wrap, queue, deliver, redeliver.

Commands and interactions take the same door through `request`, once and without retries.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from sandbox.delivery.door_faults import DoorFaults
from sandbox.delivery.http_door import HttpDoor
from sandbox.delivery.parcel import ACK_WINDOW, Answer, Door, NoAnswer, Parcel
from sandbox.delivery.pending import Pending
from sandbox.delivery.sockets import SocketHub
from sandbox.delivery.subscriptions import hears
from sandbox.delivery.traffic import Traffic
from sandbox.delivery.wrapper import wrap_event
from sandbox.limits import Limits
from sandbox.state.records import Json
from sandbox.state.workspace import Workspace

RETRY_DELAYS = (0.0, 0.05, 0.15)
"""Real seconds before redelivery 1, 2 and 3 (Slack: at once, a minute, five minutes)."""
SOCKET_WAIT = 2.0
"""Real seconds that an event waits for an open socket before the attempt counts as failed."""
SHUFFLE_WAIT = 0.2


@dataclass(frozen=True)
class Envelope:
    """One attempt to bring something to the app; `took` real seconds until it was acknowledged."""

    kind: str
    payload: Json
    attempt: int
    reason: str
    at: datetime
    answer: Json | None
    failure: str | None
    took: float = 0.0


class Delivery:
    """Everything that leaves the workspace for the app, over one door."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        http_target: str | None = None,
        ack_window: float = ACK_WINDOW,
        socket_wait: float = SOCKET_WAIT,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
        record: Callable[[Envelope], None] = lambda _envelope: None,
        limits: Limits | None = None,
    ) -> None:
        app = workspace.installed_app
        self.workspace = workspace
        self.events_enabled = True
        self._traffic = Traffic(limits or Limits(workspace.now), workspace.now)
        self.pending = Pending()
        self.hub = SocketHub(app.id, ack_window=ack_window)
        self.http = None
        if http_target is not None:
            self.http = HttpDoor(http_target, app.signing_secret, ack_window=ack_window)
        self.door: Door = self.http or self.hub
        self.faults = DoorFaults(self.hub.cut)
        self.hub.take_ack = self.faults.take_ack
        self.socket_wait = socket_wait
        self.retry_delays = retry_delays
        self.lost: list[Json] = []
        self._record = record
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: ContextVar[list[Json] | None] = ContextVar("held_events", default=None)
        self._shuffled: list[Json] = []
        workspace.event_sinks.append(self.hear)

    @property
    def ack_window(self) -> float:
        """Real seconds that the app has to acknowledge; tests may shorten them."""
        return self.hub.ack_window

    @ack_window.setter
    def ack_window(self, seconds: float) -> None:
        self.hub.ack_window = seconds
        if self.http is not None:
            self.http.ack_window = seconds

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Register the WebSocket endpoint."""
        router.add_get("/link/", self.hub.serve)

    # -- events -----------------------------------------------------------------------------

    def hear(self, event: Json, channel_id: str | None) -> None:
        """Take one event of the workspace; it goes out if the app may hear it."""
        app = self.workspace.installed_app
        channel = self.workspace.channels.get(channel_id) if channel_id is not None else None
        if not self.events_enabled or not hears(app, event, channel) or not self._admitted():
            return
        payload = wrap_event(
            event,
            app=app,
            team_id=self.workspace.id,
            unix=self.workspace.unix(),
            channel_id=channel_id,
            shared=channel.is_ext_shared if channel is not None else False,
        )
        held = self._held.get()
        if held is None:
            self._send_out(payload)
        else:
            held.append(payload)

    def _admitted(self) -> bool:
        """Count an event; one above the hourly limit is lost, which is told once a minute."""
        if self._traffic.admit():
            return True
        if self._traffic.tell():
            self.send_rate_limited()
        return False

    def enable_events(self) -> None:
        """Switch the subscription on again, as its owner does after Slack switched it off."""
        self._traffic.forget()
        self.events_enabled = True

    @contextmanager
    def after_response(self) -> Iterator[None]:
        """Hold back the events caused inside the block until it ends.

        The Web API wraps a call and the writing of its response in it: Slack's events come
        after the answer to the call that caused them.
        """
        held: list[Json] = []
        mark = self._held.set(held)
        try:
            yield
        finally:
            self._held.reset(mark)
            for payload in held:
                self._send_out(payload)

    def _send_out(self, payload: Json) -> None:
        if self.faults.shuffle_size:
            self._shuffle(payload)
            return
        for _ in range(self.faults.take_copies()):
            self._start(payload)

    def _shuffle(self, payload: Json) -> None:
        self._shuffled.append(payload)
        if len(self._shuffled) == 1:
            number = self.pending.begin("events held for reordering")
            asyncio.get_running_loop().call_later(SHUFFLE_WAIT, self._release, number)
        if len(self._shuffled) >= self.faults.shuffle_size:
            self._release(None)

    def _release(self, number: int | None) -> None:
        if self._shuffled:
            self.faults.shuffle_size = 0
        for payload in reversed(self._shuffled):
            for _ in range(self.faults.take_copies()):
                self._start(payload)
        self._shuffled = []
        if number is not None:
            self.pending.end(number)

    def _start(self, payload: Json) -> None:
        parcel = Parcel("events_api", payload)
        delay = self.faults.take_delay()
        number = self.pending.begin(f"{parcel.label} {payload.get('event_id', '')}")
        task = asyncio.get_running_loop().create_task(self._deliver_event(parcel, delay))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _task: self.pending.end(number))

    async def _deliver_event(self, parcel: Parcel, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        reason = ""
        for attempt in range(len(self.retry_delays) + 1):
            if attempt:
                await asyncio.sleep(self.retry_delays[attempt - 1])
            try:
                await self._attempt(parcel, attempt, reason, self.socket_wait)
            except NoAnswer as silence:
                if silence.no_retry:
                    break
                reason = "timeout" if self.http is None else silence.reason
            else:
                return
        self.lost.append(parcel.payload)
        self._traffic.fail()
        if self._traffic.is_hopeless:
            self.events_enabled = False

    # -- commands and interactions ----------------------------------------------------------

    async def request(self, parcel: Parcel) -> Answer:
        """Bring a command or interaction to the app once. Raises `NoAnswer`."""
        app = self.workspace.installed_app
        interactivity = app.manifest.get("settings", {}).get("interactivity", {})
        off = parcel.kind == "interactive" and not interactivity.get("is_enabled")
        if off or not app.installed:
            raise NoAnswer("not_configured")
        with self.pending.hold(parcel.label):
            return await self._attempt(parcel, 0, "", 0.0)

    async def _attempt(self, parcel: Parcel, attempt: int, reason: str, wait: float) -> Answer:
        begun = time.monotonic()
        try:
            answer = await self._door_answer(parcel, attempt, reason, wait)
        except NoAnswer as silence:
            self._note(parcel, attempt, reason, begun, silence.reason)
            raise
        self._note(parcel, attempt, reason, begun, answer)
        return answer

    async def _door_answer(self, parcel: Parcel, attempt: int, reason: str, wait: float) -> Answer:
        answer = await self.door.deliver(parcel, attempt=attempt, reason=reason, wait=wait)
        if self.http is not None and not self.faults.take_ack():
            raise NoAnswer("http_timeout")
        return answer

    def _note(
        self, parcel: Parcel, attempt: int, reason: str, begun: float, outcome: Answer | str
    ) -> None:
        now, took = self.workspace.now(), time.monotonic() - begun
        failure = outcome if isinstance(outcome, str) else None
        answer = None if isinstance(outcome, str) else outcome.body
        self._record(
            Envelope(parcel.kind, parcel.payload, attempt, reason, now, answer, failure, took)
        )

    def send_rate_limited(self) -> None:
        """Tell the app that it lost events this minute (`app_rate_limited`, not wrapped)."""
        app, minute = self.workspace.installed_app, self.workspace.unix() // 60 * 60
        payload: Json = {
            "token": app.verification_token,
            "type": "app_rate_limited",
            "team_id": self.workspace.id,
            "minute_rate_limited": minute,
            "api_app_id": app.id,
        }
        self._start(payload)

    # -- waiting and stopping ---------------------------------------------------------------

    async def quiet(self, within: float = 30.0) -> None:
        """Wait until nothing is queued or in flight. Raises `NotQuiet` after `within` seconds."""
        await self.pending.quiet(within)

    async def verify_url(self) -> bool:
        """The `url_verification` handshake with the HTTP target; True if the app passed."""
        if self.http is None:
            raise LookupError("url_verification needs an http_target")
        return await self.http.verify_url(self.workspace.installed_app.verification_token)

    async def close(self) -> None:
        """Stop all deliveries and close all connections."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.hub.close()
        if self.http is not None:
            await self.http.close()

"""The carrier: claims what is due, renders it, calls Slack, confirms. Never lost, not doubled."""

import asyncio
import datetime as dt
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Protocol

import structlog
from sqlmodel import Session

from jobs.arrivals import arrived, close_way, drop, nothing_to_send, refused
from jobs.calls import Call, Proof
from jobs.charts import goes_otherwise, judge
from jobs.outcomes import Outcome, Verdict
from jobs.pacing import Pacer
from jobs.rendering import Claimed, render_all
from jobs.search import LOOK_UP, find_post
from jobs.slack import TIMEOUT, Slack
from storage import deliveries
from storage.database import Database
from storage.workspaces import end_workspace

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(seconds=30)
"""Twice a call's time-out must be left when it starts, and the next carrier looks a lost call up
no earlier than its time-out and ten seconds more."""
LOOK_AGAIN = dt.timedelta(seconds=TIMEOUT + 10)
BATCH = 64
POLL = 0.5
"""Seconds of real time between looks for what other processes have written."""
BACK_OFF = (1, 5, 15, 60, 180, 600, 1800, 3600)

Write = Callable[[Session], None]


class Clock(Protocol):
    """The time that leases and back-off go by."""

    def now(self) -> dt.datetime: ...


class Carrier:
    """One per process. `run()` works until cancelled; `settle()` until nothing is due."""

    def __init__(
        self, db: Database, slack: Slack, clock: Clock, pacer: Pacer | None = None
    ) -> None:
        self._db = db
        self._slack = slack
        self._clock = clock
        self._pacer = pacer or Pacer()
        self._name = secrets.token_hex(4)
        self._wake = asyncio.Event()
        self._claiming = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()
        self.last_turn: dt.datetime | None = None

    def wake(self, whom: frozenset[str]) -> None:
        """Called after a commit that noted something to deliver."""
        if "carrier" in whom:
            self._wake.set()

    async def run(self) -> None:
        """Carry until cancelled; a turn that fails is logged and does not end the loop."""
        while True:
            self._wake.clear()
            try:
                claimed = await _to_its_end(self._turn())
            except Exception:
                log.exception("carrier_turn_failed")
                claimed = 0
            if not claimed:
                await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL):
                await self._wake.wait()
        except TimeoutError:
            return

    async def settle(self) -> None:
        """Return once nothing is due and nothing under way."""
        while True:
            claimed = await self._turn()
            if self._under_way:
                await asyncio.wait(set(self._under_way), return_when=asyncio.FIRST_COMPLETED)
            elif not claimed:
                if not await self._db.read(deliveries.is_anything_due, self._clock.now()):
                    return
                # Due, but held by a transaction that is about to end (an event on PostgreSQL).
                await asyncio.sleep(0.01)

    async def close(self) -> None:
        """Let calls under way end; no new ones begin."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=TIMEOUT)

    async def _turn(self) -> int:
        """Claim what there is room for and start carrying it; the number of rows claimed."""
        async with self._claiming:
            room = BATCH - len(self._under_way)
            if room <= 0:
                await asyncio.wait(set(self._under_way), return_when=asyncio.FIRST_COMPLETED)
                return 1
            now = self._clock.now()
            rows = await self._db.write(
                deliveries.claim,
                now=now,
                lease=LEASE,
                carrier=self._name,
                limit=room,
                lane="job",
            )
            self.last_turn = now
            if not rows:
                return 0
            rendered = await self._db.read(render_all, rows, now, now + LEASE)
        for each in rendered:
            task = asyncio.create_task(self._carry(each))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(rows)

    async def _carry(self, it: Claimed) -> None:
        """One row, inside its own error boundary: whatever happens, the others go on."""
        broken = it.error
        if broken is None:
            try:
                await self._deliver(it)
            except Exception as error:  # noqa: BLE001 - one broken row must not stop the others
                broken = error
        if broken is None:
            return
        log.error("delivery_failed", delivery=it.id, kind=it.row.kind, exc_info=broken)
        in_doubt = it.error is None or it.row.begun_at is not None
        try:
            await self._note(it, lambda session: self._fail(session, it, "broken", in_doubt))
        except Exception:
            log.exception("delivery_not_noted", delivery=it.id)

    async def _deliver(self, it: Claimed) -> None:
        row, call = it.row, it.call
        if call is None or (call.proof is Proof.FIND and row.ts is not None):
            await self._note(it, lambda session: nothing_to_send(session, row, self._clock.now()))
            return
        in_doubt = row.begun_at is not None and call.proof is not Proof.REPEAT
        if in_doubt and not await self._is_clear(it, call):
            return
        now = self._clock.now()
        slot = self._pacer.reserve(it.id, row.workspace_id, call.method, call.place, now)
        if slot > now or it.until - now < dt.timedelta(seconds=2 * TIMEOUT):
            when = max(slot, now)
            await self._note(it, lambda session: deliveries.release(session, it.id, when, None))
            return
        await self._take_in(it, call, await self._slack.send(call))

    async def _is_clear(self, it: Claimed, call: Call) -> bool:
        """Whether a call that may have been made before was certainly not made."""
        row = it.row
        if call.proof is Proof.NONE:
            await self._note(it, lambda session: drop(session, row, "unknown"))
            return False
        now = self._clock.now()
        slot = self._pacer.reserve(it.id, row.workspace_id, LOOK_UP, "", now)
        if slot > now:
            begun = row.begun_at
            await self._note(it, lambda session: deliveries.release(session, it.id, slot, begun))
            return False
        found = await find_post(self._slack, row, call)
        if found.ts:
            data = {"channel": found.channel, "ts": found.ts}
            # What was posted then is older than what is wanted now: one update will follow.
            old = replace(call, rev=1)
            await self._write(lambda session: arrived(session, row, old, data, self._clock.now()))
            return False
        if found.complete:
            return True
        outcome = found.outcome or Outcome(Verdict.LATER, "too_many_pages")
        self._heed(it, LOOK_UP, outcome)
        if outcome.verdict is Verdict.DEAD:
            await self._note(it, lambda session: self._end_workspace(session, it, outcome.error))
            return False
        await self._note(it, lambda session: self._fail(session, it, outcome.error, True,
                                                        after=outcome.retry_after))  # fmt: skip
        return False

    async def _take_in(self, it: Claimed, call: Call, outcome: Outcome) -> None:
        """Write down what a call's answer means."""
        self._heed(it, call.method, outcome)
        if outcome.verdict is Verdict.SENT:
            data = outcome.data or {}
            await self._write(
                lambda session: arrived(session, it.row, call, data, self._clock.now())
            )
        else:
            await self._note(it, lambda session: self._record(session, it, call, outcome))

    def _record(self, session: Session, it: Claimed, call: Call, outcome: Outcome) -> None:
        row, now = it.row, self._clock.now()
        outcome = judge(row, call, outcome)
        if goes_otherwise(session, row, call, outcome, now):
            return
        error = outcome.error
        match outcome.verdict:
            case Verdict.LATER:
                self._fail(session, it, error, False, after=outcome.retry_after)
            case Verdict.DOUBT if call.proof is not Proof.NONE:
                self._fail(session, it, error, True)
            case Verdict.GONE if call.otherwise is not None:
                close_way(session, row, call, now)
            case Verdict.GONE:
                refused(session, row, error, now)
            case Verdict.FROZEN if not row.payload.get("successor"):
                deliveries.replace_message(session, row, now)
            case Verdict.DEAD:
                self._end_workspace(session, it, error)
            case Verdict.WRONG:
                log.error("slack_refused", delivery=it.id, kind=row.kind, error=error)
                deliveries.give_up(session, row, error)
            case _:
                drop(session, row, error)

    def _heed(self, it: Claimed, method: str, outcome: Outcome) -> None:
        """Slack said how long to wait: so does everybody else with this method."""
        if outcome.verdict is Verdict.LATER and outcome.retry_after is not None:
            until = self._clock.now() + dt.timedelta(seconds=outcome.retry_after)
            self._pacer.stop(it.row.workspace_id, method, until)

    def _end_workspace(self, session: Session, it: Claimed, error: str) -> None:
        now = self._clock.now()
        end_workspace(session, it.row.workspace_id, error, now)
        deliveries.release(session, it.id, now, it.row.begun_at)

    def _fail(
        self,
        session: Session,
        it: Claimed,
        error: str,
        in_doubt: bool,
        *,
        after: float | None = None,
    ) -> None:
        now = self._clock.now()
        wait = dt.timedelta(seconds=BACK_OFF[min(it.row.attempts, len(BACK_OFF) - 1)])
        if in_doubt:
            wait = max(wait, LOOK_AGAIN)
        if after is not None:
            wait = dt.timedelta(seconds=after)
        deliveries.retry_later(
            session, it.row, error=error, not_before=now + wait, in_doubt=in_doubt,
            counts=after is None,
        )  # fmt: skip

    async def _note(self, it: Claimed, step: Write) -> None:
        """Write down what was learnt, unless the row is no longer ours: its lease was over and
        another carrier has it, or our own message's event has confirmed it."""

        def write(session: Session) -> None:
            if deliveries.is_held(session, it.id, self._name, it.until):
                step(session)

        await self._write(write)

    async def _write(self, step: Write) -> None:
        await self._db.write(step, lane="job")


async def _to_its_end(turn: Coroutine[Any, Any, int]) -> int:
    """Await a turn that a cancellation does not cut short: a row must not stay claimed, its call
    never made, because the program was asked to stop at that moment."""
    task = asyncio.ensure_future(turn)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise

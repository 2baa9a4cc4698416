"""The carrier: claims what is due, renders it, calls Slack, confirms. Never lost, not doubled."""

import asyncio
import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

import structlog
from sqlmodel import Session

from jobs.arrivals import arrived, refused
from jobs.calls import Call, Proof
from jobs.kinds import render
from jobs.outcomes import Outcome, Verdict
from jobs.pacing import Pacer
from jobs.search import find_post
from jobs.slack import TIMEOUT, Slack
from storage import deliveries
from storage.database import Database
from storage.tables import Delivery
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


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A claimed row and its call, or what went wrong in rendering it."""

    row: Delivery
    call: Call | None = None
    error: Exception | None = None


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
                claimed = await self._turn()
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
                return

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
            rendered = await self._db.read(_render_all, rows, now)
        for each in rendered:
            task = asyncio.create_task(self._carry(each, now + LEASE))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(rows)

    async def _carry(self, rendered: _Rendered, lease_ends: dt.datetime) -> None:
        """One row, inside its own error boundary: whatever happens, the others go on."""
        row, broken = rendered.row, rendered.error
        if broken is None:
            try:
                await self._deliver(row, rendered.call, lease_ends)
            except Exception as error:  # noqa: BLE001 - one broken row must not stop the others
                broken = error
        if broken is None:
            return
        log.error("delivery_failed", delivery=row.id, kind=row.kind, exc_info=broken)
        in_doubt = rendered.error is None or row.begun_at is not None
        try:
            await self._write(lambda session: self._fail(session, row, "broken", in_doubt=in_doubt))
        except Exception:
            log.exception("delivery_not_noted", delivery=row.id)

    async def _deliver(self, row: Delivery, call: Call | None, lease_ends: dt.datetime) -> None:
        if call is None:
            await self._write(
                lambda session: deliveries.confirm(
                    session, row.id or 0, rev=row.wanted_rev, now=self._clock.now()
                )
            )
            return
        if row.begun_at is not None and not await self._is_clear(row, call):
            return
        now = self._clock.now()
        slot = self._pacer.reserve(row.id or 0, row.workspace_id, call.method, call.place, now)
        if slot > now or lease_ends - now < dt.timedelta(seconds=2 * TIMEOUT):
            await self._write(lambda session: deliveries.release(session, row, max(slot, now)))
            return
        await self._take_in(row, call, await self._slack.send(call))

    async def _is_clear(self, row: Delivery, call: Call) -> bool:
        """Whether a call that may have been made before can be made (again)."""
        if call.proof is Proof.REPEAT:
            return True
        if call.proof is Proof.NONE:
            await self._write(lambda session: deliveries.end(session, row.id or 0, "unknown"))
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
        if outcome.verdict is Verdict.DEAD:
            await self._take_in(row, call, outcome)
            return False
        await self._write(lambda session: self._fail(session, row, outcome.error, in_doubt=True,
                                                     after=outcome.retry_after))  # fmt: skip
        return False

    async def _take_in(self, row: Delivery, call: Call, outcome: Outcome) -> None:
        """Write down what a call's answer means."""
        if outcome.verdict is Verdict.GONE and call.otherwise is not None:
            await self._take_in(row, call.otherwise, await self._slack.send(call.otherwise))
            return
        if outcome.verdict is Verdict.LATER and outcome.retry_after is not None:
            until = self._clock.now() + dt.timedelta(seconds=outcome.retry_after)
            self._pacer.stop(row.workspace_id, call.method, until)
        await self._write(lambda session: self._record(session, row, call, outcome))

    def _record(self, session: Session, row: Delivery, call: Call, outcome: Outcome) -> None:
        now = self._clock.now()
        match outcome.verdict:
            case Verdict.SENT:
                arrived(session, row, call, outcome.data or {}, now)
            case Verdict.LATER:
                self._fail(session, row, outcome.error, in_doubt=False, after=outcome.retry_after)
            case Verdict.DOUBT if call.proof is Proof.NONE:
                deliveries.end(session, row.id or 0, outcome.error)
            case Verdict.DOUBT:
                self._fail(session, row, outcome.error, in_doubt=True)
            case Verdict.FROZEN if not row.payload.get("successor"):
                deliveries.replace_message(session, row, now)
            case Verdict.DEAD:
                end_workspace(session, row.workspace_id, outcome.error, now)
                deliveries.release(session, row, now)
            case Verdict.WRONG:
                log.error("slack_refused", delivery=row.id, kind=row.kind, error=outcome.error)
                deliveries.give_up(session, row, outcome.error)
            case _:
                refused(session, row, outcome.error, now)

    def _fail(
        self,
        session: Session,
        row: Delivery,
        error: str,
        *,
        in_doubt: bool,
        after: float | None = None,
    ) -> None:
        now = self._clock.now()
        wait = dt.timedelta(seconds=BACK_OFF[min(row.attempts, len(BACK_OFF) - 1)])
        if in_doubt:
            wait = max(wait, LOOK_AGAIN)
        if after is not None:
            wait = dt.timedelta(seconds=after)
        deliveries.retry_later(
            session, row, error=error, not_before=now + wait, in_doubt=in_doubt,
            counts=after is None,
        )  # fmt: skip

    async def _write(self, step: Write) -> None:
        await self._db.write(step, lane="job")


def _render_all(session: Session, rows: list[Delivery], now: dt.datetime) -> list[_Rendered]:
    """Render rows with the revision that is wanted in this very read transaction."""
    wanted: dict[int, int] = deliveries.wanted_revs(session, [row.id or 0 for row in rows])
    rendered: list[_Rendered] = []
    for row in rows:
        try:
            call = render(session, row, now)
        except Exception as error:  # noqa: BLE001 - told apart per row by the carrier
            rendered.append(_Rendered(row, error=error))
            continue
        rev = wanted.get(row.id or 0, row.wanted_rev)
        rendered.append(_Rendered(row, _at_rev(call, rev)))
    return rendered


def _at_rev(call: Call | None, rev: int) -> Call | None:
    if call is None:
        return None
    fallback: Any = _at_rev(call.otherwise, rev)
    return replace(call, rev=rev, otherwise=fallback)

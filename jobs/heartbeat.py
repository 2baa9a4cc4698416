"""The heartbeat: a tick looks for what is due in the database. APScheduler only wakes it."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlmodel import Session

from jobs.arrivals import ask_for_everything
from jobs.rhythms import STEPS, Step, failed, look
from storage import rhythms
from storage.database import Database
from storage.seen import forget_requests
from storage.workspaces import live_workspaces

log = structlog.get_logger(__name__)

EVERY = 1
"""Seconds of real time between two ticks."""
BATCH = 64
"""Rows that are looked at before it is asked anew what is due."""
AT_ONCE = 16
"""Rows that are looked at side by side, each in a transaction of its own: those that wait for each
other share the wait for the disk, which costs more than all the rest."""
KEEP_REQUESTS = dt.timedelta(hours=24)
"""Slack repeats a request within minutes ("delayed events": for a day at most)."""


class Clock(Protocol):
    """The time that due things are judged by."""

    def now(self) -> dt.datetime: ...


class Heartbeat:
    """`tick()` does what is due; `start()` has it done every second until `stop()`."""

    def __init__(self, db: Database, clock: Clock, steps: Mapping[str, Step] = STEPS) -> None:
        self._db = db
        self._clock = clock
        self._steps = steps
        self._scheduler: AsyncIOScheduler | None = None
        self._looked_up: dt.date | None = None
        self._ticking = asyncio.Lock()

    def start(self) -> None:
        """Begin to tick; a late tick is not dropped, several late ones are one."""
        self._scheduler = AsyncIOScheduler(timezone=dt.UTC)
        self._scheduler.add_job(
            self._safe_tick,
            "interval",
            seconds=EVERY,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def _safe_tick(self) -> None:
        try:
            await self.tick()
        except Exception:
            log.exception("tick_failed")

    async def tick(self) -> None:
        """Do everything that is due now; rows that other processes hold are theirs."""
        async with self._ticking:
            await self._look_up_daily()
            while True:
                now = self._clock.now()
                due = await self._db.read(rhythms.due_ids, now, BATCH)
                done = False
                for first in range(0, len(due), AT_ONCE):
                    some = due[first : first + AT_ONCE]
                    looks = await asyncio.gather(*(self._look(each, now) for each in some))
                    done = done or any(looks)
                if not done:
                    return

    async def _look(self, rhythm_id: int, now: dt.datetime) -> bool:
        """One row in its own transaction and its own error boundary."""
        try:
            return await self._db.write(look, rhythm_id, now, self._steps, lane="job")
        except Exception as error:
            log.exception("rhythm_failed", rhythm=rhythm_id)
            await self._db.write(failed, rhythm_id, now, type(error).__name__, lane="job")
            return True

    async def _look_up_daily(self) -> None:
        """Once per day of UTC: look everybody and every channel up again, purge what is old."""
        now = self._clock.now()
        if self._looked_up == now.date():
            return
        await self._db.write(_daily, now, lane="job")
        self._looked_up = now.date()


def _daily(session: Session, now: dt.datetime) -> None:
    """The slot is the date, so that any number of processes does this once."""
    for workspace in live_workspaces(session):
        ask_for_everything(session, workspace.id or 0, now.date().isoformat(), now)
    forget_requests(session, now - KEEP_REQUESTS)

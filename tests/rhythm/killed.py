"""The same worlds through real processes that are killed at any point, refused and left unanswered.

`python -m tests.rhythm.killed --kills 200` does it on PostgreSQL with two processes at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from sqlmodel import Session

from storage import deliveries, rhythms
from storage.migrate import upgrade
from tests.processes.town import Bot, Town
from tests.rhythm.checker import violations
from tests.rhythm.driver import Company, Observer, configure_team, sandbox_for
from tests.rhythm.script import Crew, Record, Script
from tests.rhythm.worlds import three_weeks
from tests.rhythm.year import memory

CALM = 0.12
"""Real seconds without any traffic, nothing being due, after which the clock goes on."""
PATIENCE = 90.0
TELL = 20
"""After so many kills it is said how things stand."""
LATE = dt.timedelta(minutes=5)
"""A lease, a look-up and a refusal or two; far below every catch-up rule."""
HOLDS = ("chat.postMessage", "chat.postMessage", "chat.update")


class Siege:
    """Two processes in a town; `kills` of them die while a script is played."""

    def __init__(self, town: Town, script: Script, *, kills: int, seed: int = 1) -> None:
        self.town, self.script = town, script
        self.sandbox = town.sandbox
        self.observer = Observer(self.sandbox, script)
        self.company = Company(self.sandbox, script, self.observer)
        self.company.settle = self._calm  # type: ignore[method-assign]
        self.kills = 0
        self.storms = 0
        self._told = 0
        self._wanted = kills
        self._random = random.Random(seed)
        self._bots: list[Bot] = []
        self._starting: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Two processes, everybody met, the standups defined."""
        await self._start()
        await self._calm()
        await self._start()

        async def configure(crew: Crew, number: int) -> None:
            now = self.sandbox.clock.now()
            await self.town.db.write(configure_team, crew, number, now)

        await self.company.set_up(configure)
        await self._calm()

    async def until(self, moment: dt.datetime) -> None:
        """Live on to an instant, being killed on the way."""
        begins = self.sandbox.clock.now()
        while (now := self.sandbox.clock.now()) < moment:
            await self._calm()
            self.company.read()
            if await self.company.act(now):
                continue
            if self.kills >= self._told + TELL:
                self._told = self.kills
                self._tell(now)
            due = [await self.town.db.read(_next_due, now), self.company.next_at(), moment]
            target = min(each for each in due if each is not None)
            share = (target - begins) / (moment - begins)
            await self._strike(target, self._wanted * share)
        await self._calm()
        self.company.read()

    def _tell(self, now: dt.datetime) -> None:
        broken = violations(self.script, self.record(), now, late=LATE)
        line = f"{now:%d %b %H:%M}  {self.kills} kills  {len(broken)} broken rules"
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def record(self) -> Record:
        """All that happened so far."""
        return Record(tuple(self.company.acts), self.observer.posts())

    async def _strike(self, target: dt.datetime, quota: float) -> None:
        """Go on to an instant, and perhaps kill whoever works then."""
        if self._random.random() < 0.15:
            self._storm()
        if self.kills >= quota:
            self.sandbox.clock.set(target)
            return
        if self._random.random() < 0.5:
            self.sandbox.clock.set(target)
            await asyncio.sleep(self._random.random() * 1.2)
            await self._kill(self._random.choice(self._bots))
        else:
            await self._kill_at_a_call(target)

    async def _kill_at_a_call(self, target: dt.datetime) -> None:
        """Both die while a call of one of them stands before or after its effect."""
        when = self._random.choice(("before", "after"))
        hold = self.sandbox.faults.hold(self._random.choice(HOLDS), when)  # type: ignore[arg-type]
        self.sandbox.clock.set(target)
        try:
            await hold.reached(2.0)
        except TimeoutError:
            self.sandbox.faults.clear()
            hold.release()
            return
        for bot in list(self._bots):
            await self._kill(bot)
        hold.release(lost=when == "before" and self._random.random() < 0.5)

    def _storm(self) -> None:
        """Slack refuses for a while, or carries out what it never answers."""
        self.storms += 1
        if self._random.random() < 0.5:
            times = self._random.randrange(1, 8)
            self.sandbox.faults.api("chat.postMessage", "429", times=times, retry_after=2)
        else:
            self.sandbox.faults.api("chat.postMessage", "lost_answer")

    async def _kill(self, bot: Bot) -> None:
        await bot.kill()
        self.kills += 1
        self._bots.remove(bot)
        starting = asyncio.create_task(self._start())
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)

    async def _start(self) -> None:
        self._bots.append(await self.town.start())

    async def _calm(self) -> None:
        """Until two processes are up, nothing is due and nothing moves."""
        async with asyncio.timeout(PATIENCE):
            while self._starting:
                await asyncio.wait(set(self._starting))
            seen, since = -1, time.monotonic()
            while time.monotonic() - since < CALM:
                await asyncio.sleep(0.02)
                journal, busy = self.sandbox.journal.last, self.sandbox.delivery.pending.labels()
                if journal != seen or busy:
                    seen, since = journal, time.monotonic()
                elif await self.town.db.read(_is_due, self.sandbox.clock.now()):
                    since = time.monotonic()


def _is_due(session: Session, now: dt.datetime) -> bool:
    return bool(rhythms.due_ids(session, now, 1)) or deliveries.is_anything_due(session, now)


def _next_due(session: Session, now: dt.datetime) -> dt.datetime | None:
    found = (deliveries.next_due(session, now), rhythms.next_due(session, now))
    return min((each for each in found if each is not None), default=None)


async def besiege(script: Script, url: str, folder: Path, kills: int, seed: int = 1) -> Siege:
    """Play a script under siege."""
    async with sandbox_for(script) as sandbox:
        sandbox.delivery.socket_wait, sandbox.delivery.retry_delays = 2.0, (0.0,)
        town = Town(sandbox, url, folder)
        try:
            siege = Siege(town, script, kills=kills, seed=seed)
            await siege.begin()
            await siege.until(script.ends)
        finally:
            await town.close()
    return siege


def judged(siege: Siege) -> list[str]:
    """What went wrong."""
    record, ends = siege.record(), siege.script.ends
    return [*siege.company.failures, *violations(siege.script, record, ends, late=LATE)]


def main() -> int:
    """Three weeks under siege; prints every broken rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    begun = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=memory())))
        url = f"sqlite:///{folder}/siege.db"
        if chosen.db == "postgresql":
            from tests.postgres import Postgres

            url = stack.enter_context(Postgres()).url.format("postgres")
        upgrade(url)
        siege = asyncio.run(besiege(three_weeks(), url, folder, chosen.kills, chosen.seed))
    broken = judged(siege)
    sys.stdout.write(
        f"{chosen.db}: {siege.kills} kills, {siege.storms} storms, "
        f"{len(siege.record().posts)} posts, {len(siege.company.acts)} acts, "
        f"{time.monotonic() - begun:.0f} s, {len(broken)} broken rules\n"
    )
    sys.stdout.writelines(f"  {sentence}\n" for sentence in broken[:100])
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())

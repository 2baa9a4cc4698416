"""`Database`: runs a function of a Session in one transaction and hands its result back."""

import asyncio
import contextvars
import time
from collections.abc import Callable, Iterator
from functools import partial
from threading import Thread
from typing import Any, Concatenate, Literal, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from storage.database.attempts import Store, run_together, run_unit
from storage.database.deadlines import Watch
from storage.database.lanes import Another, Lane, Workers
from storage.database.postgres import POOL, PostgresStore
from storage.database.sqlite import SqliteStore
from storage.database.units import DatabaseClosed, TooLate, Unit
from storage.database.urls import parse_database_url
from storage.revisions import find_revision, head_revision

T = TypeVar("T")
# The first half is for lambdas: mypy infers them from a plain callable only.
Work = Callable[[Session], T] | Callable[Concatenate[Session, ...], T]
OnCommit = Callable[[frozenset[str]], None]

READY_WITHIN = 2.0
TOGETHER = 0.01
"""Seconds after which a group of writes takes no more: nobody waits long for the others."""


class Database:
    """One database and the threads that work on it.

    `read` and `write` run `fn(session, *args, **kwargs)` in a worker thread; `run_read` and
    `run_write` in the calling thread. A write is one transaction: saved when the call returns,
    not saved when it raises. `deadline` is a `time.monotonic()` value; when it comes before the
    commit has begun, the call raises TooLate at once. A unit may run more than once, so it must
    have no effect but on the session. `on_commit` callbacks get, in the event loop's thread,
    what committed units have put into `session.info["wakes"]` (a set of strings).
    """

    def __init__(self, url: str, *, readers: int = 4) -> None:
        self.url = parse_database_url(url)
        self.on_commit: list[OnCommit] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch = Watch()
        self.dialect: Literal["sqlite", "postgresql"]
        self._store: Store
        if self.url.get_backend_name() == "sqlite":
            self.dialect = "sqlite"
            self._store = SqliteStore(self.url, readers=readers)
            # One writer, so writes never compete for SQLite's one lock.
            self._writers = Workers("writer", self._run_waiting, threads=1, jobs=1)
            self._readers = Workers("reader", self._run_queued, threads=readers, jobs=readers)
        else:
            self.dialect = "postgresql"
            self._store = PostgresStore(self.url)
            # Two threads are never taken by jobs.
            self._writers = Workers("worker", self._run_queued, threads=POOL, jobs=POOL - 2)
            self._readers = self._writers

    async def read(
        self, fn: Work[T], *args: Any, deadline: float | None = None, **kwargs: Any
    ) -> T:
        """Run `fn` where it sees one moment of the database and cannot change it."""
        work = partial(_call, fn, args, kwargs)
        return await self._queued(self._readers, work, "door", write=False, deadline=deadline)

    async def write(
        self,
        fn: Work[T],
        *args: Any,
        lane: Lane = "door",
        deadline: float | None = None,
        **kwargs: Any,
    ) -> T:
        """Run `fn` in one transaction and commit; jobs wait until no door does."""
        work = partial(_call, fn, args, kwargs)
        return await self._queued(self._writers, work, lane, write=True, deadline=deadline)

    def run_read(self, fn: Work[T], *args: Any, deadline: float | None = None, **kwargs: Any) -> T:
        """`read` in the calling thread."""
        return self._run_here(partial(_call, fn, args, kwargs), write=False, deadline=deadline)

    def run_write(self, fn: Work[T], *args: Any, deadline: float | None = None, **kwargs: Any) -> T:
        """`write` in the calling thread."""
        return self._run_here(partial(_call, fn, args, kwargs), write=True, deadline=deadline)

    async def ready(self) -> bool:
        """True when the database answers and its schema is the one this build works with."""
        try:
            found = await self.read(_revision, deadline=time.monotonic() + READY_WITHIN)
        except (SQLAlchemyError, TooLate, DatabaseClosed):
            return False
        return found == head_revision()

    async def close(self) -> None:
        """Let running units finish, drop queued ones with DatabaseClosed, end all threads."""
        loop = asyncio.get_running_loop()
        over = loop.create_future()

        def end() -> None:
            self.close_here()
            loop.call_soon_threadsafe(_resolve, over, None, None)

        closer = Thread(target=end, name="drumbeat-closer", daemon=True)
        closer.start()
        await over
        closer.join()

    def close_here(self) -> None:
        """`close` for programs without an event loop."""
        for workers in (self._writers, self._readers):
            workers.stop()
        for workers in (self._writers, self._readers):
            workers.join()
        self._watch.close()
        self._store.dispose()

    async def _queued(
        self,
        workers: Workers,
        work: Callable[[Session], T],
        lane: Lane,
        *,
        write: bool,
        deadline: float | None,
    ) -> T:
        loop = self._loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def deliver(result: T, error: BaseException | None, wakes: frozenset[str]) -> None:
            if wakes:
                self._announce(loop, wakes)
            _from_thread(loop, _resolve, future, result, error)

        context = contextvars.copy_context()
        unit = Unit(
            lambda session: context.run(work, session),
            write=write,
            deadline=deadline,
            deliver=deliver,
        )
        workers.put(unit, lane)
        self._watch.add(unit)
        try:
            return await future
        except asyncio.CancelledError:
            unit.drop()
            raise

    def _run_here(self, work: Callable[[Session], T], *, write: bool, deadline: float | None) -> T:
        unit = Unit(work, write=write, deadline=deadline)
        if not unit.begin():
            raise TooLate("the time was over before the work began")
        self._watch.add(unit)
        result: T
        result, wakes = run_unit(self._store, unit)
        if wakes:
            self._announce(self._loop, wakes)
        return result

    def _run_waiting(self, unit: Unit, another: Another) -> None:
        """Save with one commit whatever waits in a lane: it costs as much as all the rest."""
        second = another()
        if second is None:
            self._run_queued(unit, another)
            return
        until = time.monotonic() + TOGETHER
        taken, begun = [unit, second], list[Unit]()

        def waiting() -> Iterator[Unit]:
            yield from (unit, second)
            while time.monotonic() < until and (following := another()) is not None:
                taken.append(following)
                yield following

        if not run_together(self._store, waiting(), begun):
            for each in taken:
                if each in begun or each.begin():
                    self._run_begun(each)

    def _run_queued(self, unit: Unit, _another: Another) -> None:
        if unit.begin():
            self._run_begun(unit)

    def _run_begun(self, unit: Unit) -> None:
        try:
            result, wakes = run_unit(self._store, unit)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the caller waits for it
            unit.deliver(None, error, frozenset())
        else:
            unit.deliver(result, None, wakes)

    def _announce(self, loop: asyncio.AbstractEventLoop | None, wakes: frozenset[str]) -> None:
        for callback in list(self.on_commit):
            if loop is None:
                callback(wakes)
            else:
                _from_thread(loop, callback, wakes)


def _revision(session: Session) -> str | None:
    return find_revision(session.connection())


def _call(fn: Work[T], args: tuple[Any, ...], kwargs: dict[str, Any], session: Session) -> T:
    return fn(session, *args, **kwargs)


def _from_thread(loop: asyncio.AbstractEventLoop, act: Callable[..., None], *args: Any) -> None:
    try:
        loop.call_soon_threadsafe(act, *args)
    except RuntimeError:
        # The loop was closed meanwhile: nobody is waiting there any more.
        if not loop.is_closed():
            raise


def _resolve(future: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if future.done():
        return
    if isinstance(error, StopIteration):
        # A future refuses this one, and its caller would wait for ever.
        error = RuntimeError("the unit raised StopIteration").with_traceback(error.__traceback__)
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)

"""Runs one unit of work in the calling thread: attempts until one commits or none can.

Queues, threads and event loops are somebody else's business.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from typing import Any, Never, Protocol

from sqlalchemy import Connection
from sqlmodel import Session
from typing_extensions import override

from storage.database.units import TooLate, Unit

TRIES = 5
NEARLY = 0.05
"""A server's clock may call the deadline this many seconds before ours does."""


class Store(Protocol):
    """What differs between the databases."""

    def connect(self, unit: Unit) -> AbstractContextManager[Connection]:
        """A connection for one attempt of a unit."""

    def interrupter(self, connection: Connection) -> Callable[[], None] | None:
        """What stops the statement running on this connection, from any thread."""

    def check_before_commit(self, connection: Connection) -> None:
        """Raise if the transaction is gone and a commit would save nothing."""

    def is_transient(self, error: BaseException) -> bool:
        """True for an error after which the same unit may succeed."""

    def is_cut_off(self, error: BaseException) -> bool:
        """True when the database has stopped a statement for taking too long."""

    def dispose(self) -> None:
        """Close the connections."""


class _UnitSession(Session):
    """The session of a unit: the runner alone commits and rolls back."""

    @override
    def commit(self) -> Never:
        raise RuntimeError("the runner commits; use begin_nested() for a part that may fail")

    @override
    def rollback(self) -> Never:
        raise RuntimeError("the runner rolls back; use begin_nested() for a part that may fail")


def run_unit(store: Store, unit: Unit) -> tuple[Any, frozenset[str]]:
    """The result of a unit that has begun and what it wants woken; ends the unit."""
    try:
        unit.start_again()
        for attempt in range(1, TRIES):
            try:
                return _attempt(store, unit)
            except Exception as error:
                if not store.is_transient(error) or unit.late:
                    raise
            unit.start_again()
            # A worker thread may wait: it is not the event loop's.
            time.sleep(random.uniform(0.2, 1) * 0.005 * 2**attempt)  # noqa: S311
        return _attempt(store, unit)
    except Exception as error:
        cut_off = unit.late or (unit.remaining() < NEARLY and store.is_cut_off(error))
        if cut_off and not isinstance(error, TooLate):
            raise TooLate("the time was over before the work was done") from error
        raise
    finally:
        unit.end()


def run_together(store: Store, units: Iterator[Unit], begun: list[Unit]) -> bool:
    """Run writes in one transaction, which one commit saves, and deliver what they return.

    All or nothing: False means that one of them failed and none is saved. Those that have run
    are in `begun` then, and each can run again on its own.
    """
    outcomes: list[tuple[Any, frozenset[str]]] = []
    try:
        first = next(units)
        with store.connect(first) as connection, connection.begin():
            for unit in chain((first,), units):
                if unit.begin():
                    begun.append(unit)
                    outcomes.append(_part(store, unit, connection))
            for unit in begun:
                unit.start_saving()
            store.check_before_commit(connection)
    except BaseException:  # noqa: BLE001 - whose it is shows when each runs on its own
        return False
    for unit, (result, wakes) in zip(begun, outcomes, strict=True):
        unit.end()
        unit.deliver(result, None, wakes)
    return True


def _part(store: Store, unit: Unit, connection: Connection) -> tuple[Any, frozenset[str]]:
    with _session_of(unit, connection) as (session, wakes):
        with unit.interruptible(store.interrupter(connection)):
            result = unit.work(session)
            session.flush()
        return result, frozenset(wakes)


def _attempt(store: Store, unit: Unit) -> tuple[Any, frozenset[str]]:
    with store.connect(unit) as connection, _session_of(unit, connection) as (session, wakes):
        with unit.interruptible(store.interrupter(connection)):
            result = unit.work(session)
            session.flush()
            unit.start_saving()
        store.check_before_commit(connection)
    return result, frozenset(wakes if unit.write else ())


@contextmanager
def _session_of(unit: Unit, connection: Connection) -> Iterator[tuple[Session, set[str]]]:
    """A session in a transaction, the connection's if it has one; and what the unit wakes."""
    wakes: set[str] = set()
    connection.info["unit"] = unit
    session = _UnitSession(connection, expire_on_commit=False, info={"wakes": wakes})
    try:
        # A read ends with a commit too: a rollback would expire the rows it returns.
        with session, session.begin():
            yield session, wakes
    finally:
        connection.info.pop("unit", None)

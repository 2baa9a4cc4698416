"""From claimed rows to the calls that are due: revisions, threads, and ways that are closed.

What one kind looks like is said in `jobs/kinds.py`; nothing is sent from here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from jobs.calls import Call
from jobs.kinds import facts_of_cards, render
from storage import deliveries
from storage.tables import Delivery
from storage.tasks import TaskFacts

CLOSED_WAYS = "closed"
"""In a row's payload: the methods that were refused for good while another way was left."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this carrier holds until `until`, with its call (None: nothing left to show) or
    with what went wrong in rendering it."""

    row: Delivery
    until: dt.datetime
    call: Call | None = None
    error: Exception | None = None

    @property
    def id(self) -> int:
        """The row's primary key."""
        return self.row.id or 0


def render_all(
    session: Session, rows: list[Delivery], now: dt.datetime, until: dt.datetime
) -> list[Claimed]:
    """Render rows with the revision that is wanted in this very read transaction."""
    wanted = deliveries.wanted_revs(session, [row.id or 0 for row in rows])
    cards = facts_of_cards(session, rows)
    rendered: list[Claimed] = []
    for row in rows:
        try:
            call = _call_of(session, row, now, cards)
        except Exception as error:  # noqa: BLE001 - told apart per row by the carrier
            rendered.append(Claimed(row, until, error=error))
            continue
        rev = wanted.get(row.id or 0, row.wanted_rev)
        rendered.append(Claimed(row, until, call and _at_rev(call, rev)))
    return rendered


def _call_of(
    session: Session, row: Delivery, now: dt.datetime, cards: Mapping[int, TaskFacts]
) -> Call | None:
    call = render(session, row, now, cards)
    closed = row.payload.get(CLOSED_WAYS, ())
    while call is not None and call.otherwise is not None and call.method in closed:
        call = call.otherwise
    if call is not None and row.parent_id is not None and row.ts is None:
        return _below(session, row.parent_id, call)
    return call


def _below(session: Session, parent_id: int, call: Call) -> Call:
    """The same call in the thread under its parent's message, wherever that ended up."""
    parent = deliveries.get_delivery(session, parent_id)
    args = {**call.args, "channel": parent.channel, "thread_ts": parent.ts}
    return replace(call, args=args)


def _at_rev(call: Call, rev: int) -> Call:
    return replace(call, rev=rev, otherwise=call.otherwise and _at_rev(call.otherwise, rev))

"""Drumbeat's own figures for /metrics: answers to Slack, and what waits to be delivered."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from prometheus_client import Gauge, Histogram

from storage import deliveries
from storage.database import Database

ANSWERS = Histogram(
    "drumbeat_answer_seconds",
    "Time from a request of Slack to its answer; Slack waits three seconds",
    ["surface", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0),
)
WAITING = Gauge("drumbeat_deliveries_waiting", "Deliveries that Slack does not have yet", ["state"])
OLDEST = Gauge("drumbeat_delivery_oldest_seconds", "Age of the oldest delivery that is overdue")
SURFACES = {
    "block_actions": "button",
    "view_submission": "form",
    "view_closed": "form",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "block_suggestion": "options",
    "event_callback": "event",
}


class Timed:
    """One answer under way; its `status` is set when it is known."""

    status = 500


@contextmanager
def answering(body: Mapping[str, Any]) -> Iterator[Timed]:
    """Measure one answer to Slack."""
    kind = "command" if body.get("command") else SURFACES.get(str(body.get("type")), "other")
    answer, began = Timed(), time.perf_counter()
    try:
        yield answer
    finally:
        seconds = time.perf_counter() - began
        ANSWERS.labels(kind, str(answer.status)).observe(seconds)


async def measure_deliveries(db: Database, now: dt.datetime) -> None:
    """Read what waits, just before it is shown."""
    waiting, oldest = await db.read(deliveries.waiting_figures, now)
    for state in ("due", "uncertain"):
        WAITING.labels(state).set(waiting.get(state, 0))
    OLDEST.set((now - oldest).total_seconds() if oldest and oldest < now else 0)

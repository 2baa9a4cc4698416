"""Asking for a chart: one delivery to whoever asked, drawn from the rows of that moment."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from services.scene import Scene
from storage import deliveries
from storage.deliveries import Wish
from storage.tables import Workspace

CHART = "chart"
"""The kind of delivery."""
AS_PICTURE = "as_picture"
"""In a row's payload: whether it is to become a picture. What was begun in one way is looked for
in that way, whatever is learnt of the workspace meanwhile."""
TRY_AGAIN = dt.timedelta(days=30)
"""A workspace that refused Slack's own chart is asked again after this; Slack gives them out by
and by."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chart is of: a kind that `jobs/charts.py` can draw, a primary key, and choices."""

    kind: str
    id: int
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer to a request goes. `key` is the same in every repeat of the request."""

    key: str
    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""


def takes_charts(workspace: Workspace, now: dt.datetime) -> bool:
    """Whether Slack's own chart block is to be tried in this workspace."""
    refused = workspace.charts_refused_at
    return refused is None or now - refused >= TRY_AGAIN


def want_chart(session: Session, scene: Scene, address: Address, subject: Subject) -> None:
    """Note a chart for the acting person; they alone see it. The caller has found its subject, so
    they may see that."""
    payload = {
        AS_PICTURE: not takes_charts(scene.workspace, scene.now),
        "of": subject.kind,
        "options": dict(subject.options),
        "channel": address.channel,
        "thread_ts": address.thread_ts,
        "response_url": address.response_url,
    }
    wish = Wish(
        CHART,
        scene.person.slack_id,
        subject_id=subject.id,
        slot=address.key,
        payload=payload,
        urgent=True,
    )
    deliveries.want(session, scene.workspace_id, wish, scene.now)

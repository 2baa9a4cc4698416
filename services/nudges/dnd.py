"""Slack's do-not-disturb: asked for before something is sent, at most hourly, 50 people at a time.

A durable row asks; whoever waits for its answer is looked at again when it comes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from services.nudges.reach import Reach
from services.nudges.wake import NUDGES, look_at_people
from storage import deliveries, nudges, people
from storage.deliveries import Wish
from storage.tables import Delivery

LOOK_UP = "look_up_dnd"
FRESH = dt.timedelta(hours=1)
"""What was read is good for so long."""
PATIENCE = dt.timedelta(minutes=10)
"""A message waits so long for the answer; without one it goes."""
GIVEN_UP = dt.timedelta(days=1)
"""Slack refused (the scope is missing): it is not asked again for so long."""
AT_ONCE = 50
AHEAD = dt.timedelta(minutes=30)
"""Whoever is looked at within this time is asked about along with the first."""


def ask_first(session: Session, reach: Reach) -> dt.datetime | None:
    """When to look again, if Slack's word has to be waited for; None = it is known, or will not
    come."""
    now = reach.now
    known = nudges.find_dnd(session, reach.person_id)
    if known is not None and known.read_at > now - FRESH:
        until = known.read_at + PATIENCE
        return until if known.spans == nudges.ASKED and now < until else None
    if _is_refused(nudges.last_look_up(session, reach.workspace_id, LOOK_UP), now):
        return None
    _ask(session, reach)
    return now + PATIENCE


def _is_refused(last: Delivery | None, now: dt.datetime) -> bool:
    return (
        last is not None and last.state in {"stuck", "ended"} and last.created_at > now - GIVEN_UP
    )


def _ask(session: Session, reach: Reach) -> None:
    soon = nudges.soon_to_ask(
        session, reach.workspace_id, NUDGES, reach.now, fresh=FRESH, ahead=AHEAD, limit=AT_ONCE
    )
    asked = {person.id or 0: person for person in soon}
    asked = {**dict(list(asked.items())[: AT_ONCE - 1]), reach.person_id: reach.person}
    for person_id in sorted(asked):
        nudges.set_dnd(session, person_id, nudges.ASKED, reach.now)
    users = [asked[person_id].slack_id for person_id in sorted(asked)]
    slot = f"{reach.now.isoformat()} {reach.person_id}"
    wish = Wish(LOOK_UP, "", slot=slot, payload={"users": users})
    deliveries.want(session, reach.workspace_id, wish, reach.now)


def take_answer(
    session: Session, row: Delivery, users: Mapping[str, Mapping[str, Any]], now: dt.datetime
) -> None:
    """Write down what Slack said of those in the row, and look at them again."""
    found: list[int] = []
    for slack_id in row.payload.get("users") or ():
        person = people.find_person(session, row.workspace_id, str(slack_id))
        if person is not None:
            nudges.set_dnd(session, person.id or 0, _spans(users.get(slack_id) or {}), now)
            found.append(person.id or 0)
    look_at_people(session, row.workspace_id, found, now)


def _spans(said: Mapping[str, Any]) -> list[list[int]]:
    start, end = int(said.get("next_dnd_start_ts") or 0), int(said.get("next_dnd_end_ts") or 0)
    return [[start, end]] if said.get("dnd_enabled") and start < end else []

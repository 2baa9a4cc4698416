"""One person's day: the heartbeat looks at it whenever something may have to be told."""

import datetime as dt
from collections.abc import Iterable
from itertools import chain

from sqlmodel import Session

from domain.dates.values import Clock
from domain.nudges.day import Message, Plan, plan_day
from domain.nudges.values import Kind, Nudge, Sent, Why
from domain.recurrence.instants import instant_of
from domain.rhythms import CatchUp, plan_catch_up
from domain.rhythms import Kind as Rhythmic
from services.goals.cards import GOAL_CARD
from services.nudges.collect import Waiting, collect
from services.nudges.dnd import ask_first
from services.nudges.late import add_late, leads_needed
from services.nudges.reach import DAY, Reach, can_be_told, reach_of
from services.nudges.stand_in import receiver_on
from services.nudges.wake import ALONE, DIGEST, NUDGES, look_at_people
from services.tasks.cards import CARD
from storage import deliveries, nudge_sources, nudges, people, rhythms, standups
from storage.deliveries import Wish
from storage.rhythms import Look
from storage.tables import Rhythm

KEPT = dt.timedelta(days=45)
"""The last step of a due date is reached within so many days: what is older was said, or was not
worth saying."""
MARGIN = dt.timedelta(days=15)
LONGEST = dt.timedelta(days=400)
_CARDS = {Why.OVERDUE: CARD, Why.TEAM_OVERDUE: CARD, Why.CHECK_IN_DUE: GOAL_CARD}
"""Whose cards show something else as time goes on: that a date is over, how far the pace is."""
A_MOMENT = dt.timedelta(minutes=1)


def look_at_day(session: Session, row: Rhythm, now: dt.datetime) -> Look:
    """Send what is due, write it down, and say when to look again."""
    person = people.get_person(session, row.workspace_id, row.subject_id)
    if not can_be_told(person):
        return Look(None)
    reach = reach_of(session, person, now)
    waiting, plan = plan_now(session, reach)
    _look_at_others(session, reach, waiting)
    if plan.send:
        again = ask_first(session, reach)
        if again is not None:
            return Look(again)
    folded = [message for message in plan.send if _is_too_late(message, reach)]
    for message in plan.send:
        if message not in folded:
            _send(session, reach, waiting, message)
    _note(session, row, reach, plan, folded)
    return Look(_next_look(reach, waiting, plan, is_folded=bool(folded)))


def plan_now(session: Session, reach: Reach) -> tuple[Waiting, Plan]:
    """Everything that waits for a person, and what of it goes now."""
    since = _since(session, reach)
    told = nudges.said_since(session, reach.person_id, since)
    said = frozenset(chain.from_iterable(each.said for each in told))
    waiting = collect(session, reach, since, said)
    add_late(session, reach, waiting, since)
    sent = [Sent(each.at, each.said, digest=each.digest) for each in told]
    silenced = nudges.silences_of(session, reach.person_id)
    plan = plan_day(reach.now, waiting.nudges, sent, reach.receiver, acknowledged=silenced)
    return waiting, plan


def _since(session: Session, reach: Reach) -> dt.datetime:
    """How far back to look; who was away hears of what was due then."""
    since = reach.now - KEPT
    left = nudge_sources.first_day_away(session, reach.person_id, since.date())
    if left is not None:
        gone = dt.datetime.combine(left, dt.time(), dt.UTC) - MARGIN
        since = max(min(since, gone), reach.now - LONGEST)
    return since


def _is_too_late(message: Message, reach: Reach) -> bool:
    """A digest that could have gone many hours ago is a part of the next day's."""
    usual = reach.digest_on(reach.today)
    if not message.digest or usual is None or usual > reach.now:
        return False
    return plan_catch_up(Rhythmic.NUDGES, usual, reach.now) is CatchUp.FOLD


def _send(session: Session, reach: Reach, waiting: Waiting, message: Message) -> None:
    sent_id = nudges.add_sent(
        session,
        {
            "workspace_id": reach.workspace_id,
            "person_id": reach.person_id,
            "at": reach.now,
            "said": [list(one.name) for one in message.nudges],
            "lines": [_line(one, waiting.keys[one.key]) for one in message.nudges],
            "digest": message.digest,
        },
    )
    kind = DIGEST if message.digest else ALONE
    wish = Wish(kind, reach.person.slack_id, sent_id, slot=reach.today.isoformat())
    deliveries.want(session, reach.workspace_id, wish, reach.now)
    reminded = {"reminded_at": reach.now}
    for one in message.nudges:
        if one.kind is Kind.STANDUP:
            standups.change_seats(session, waiting.keys[one.key], [reach.person_id], reminded)
        card = _CARDS.get(one.why)
        if card is not None:
            deliveries.redraw(session, reach.workspace_id, card, waiting.keys[one.key], reach.now)


def _line(one: Nudge, key: int) -> dict[str, str]:
    """What is kept of a line: for drawing the message, and for "why did I get this"."""
    found: dict[str, object] = {
        "subject": one.key,
        "key": key,
        "kind": one.kind.value,
        "why": one.why.value,
        "window": one.window,
        "due": one.due or "",
        "workdays": "" if one.workdays is None else one.workdays,
        "covers": one.covers or "",
    }
    return {name: str(value) for name, value in found.items()}


def _note(
    session: Session, row: Rhythm, reach: Reach, plan: Plan, folded: Iterable[Message]
) -> None:
    """Write down what can no longer be said in time, and that a digest is a part of the next."""
    for one in plan.dropped:
        slot = " ".join(one.name)
        at = one.at or reach.now
        rhythms.note_occurrence(
            session, row, slot, due_at=at, now=reach.now, outcome="missed", why=one.why.value
        )
    for _ in folded:
        slot = reach.today.isoformat()
        rhythms.note_occurrence(
            session, row, slot, due_at=reach.now, now=reach.now, outcome="folded"
        )


def _next_look(
    reach: Reach, waiting: Waiting, plan: Plan, *, is_folded: bool
) -> dt.datetime | None:
    moments = [moment for moment in waiting.moments if moment > reach.now]
    days = [max(day, reach.today + DAY) for day in waiting.days]
    days += [reach.today + DAY] if is_folded else []
    coming = reach.digest_on(min(days)) if days else None
    wanted = [each for each in (*moments, plan.next_at, coming) if each is not None]
    return max(min(wanted), reach.now + A_MOMENT) if wanted else None


# --- others ---------------------------------------------------------------------------------------


def _look_at_others(session: Session, reach: Reach, waiting: Waiting) -> None:
    """Leads are looked at when a task of this person's will be late for long enough, and whoever
    stands in for them. In time to come, but for a stand-in who is there now: two people whose looks
    brought each other about at once would go on for ever."""
    needed = leads_needed(session, reach, waiting)
    if needed is not None:
        leads, day = needed
        rhythms.look_by(session, reach.workspace_id, NUDGES, leads, _begins(day, reach))
    for stay in reach.stays:
        if stay.cover_id is not None and stay.first_day > reach.today:
            begins = _begins(stay.first_day, reach)
            rhythms.look_by(session, reach.workspace_id, NUDGES, {stay.cover_id}, begins)
    if waiting.tasks and reach.receiver.calendar.is_away(reach.today):
        stand_in = receiver_on(session, reach.person_id, reach.today)
        if stand_in is not None and stand_in != reach.person_id:
            look_at_people(session, reach.workspace_id, {stand_in}, reach.now)


def _begins(day: dt.date, reach: Reach) -> dt.datetime:
    """When a day to come begins where the person is: always later than now."""
    return instant_of(day, Clock(0), reach.zone)

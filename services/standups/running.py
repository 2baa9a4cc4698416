"""Rounds by hand: run now, close now; which one is the latest, when the next one begins."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.rhythm_errors import NothingOwed
from domain.standups.rounds import plan_round
from services.history import record
from services.scene import Scene
from services.standups.asking import ask
from services.standups.define import allow
from services.standups.figures import RoundFacts, round_facts
from services.standups.planning import write_plan
from services.standups.rounds import ROUND, planned_rounds
from services.standups.stored import definition_of, participants, round_team, team_of
from storage import rhythms
from storage import standups as store
from storage.rhythms import Look
from storage.tables import Round, Standup


def next_begin(session: Session, standup: Standup, now: dt.datetime) -> dt.datetime | None:
    """When the next round begins; None while it is paused."""
    begins = [each.opens_at for each in planned_rounds(session, standup, now)]
    written = store.unfinished_rounds(session, [standup.id or 0])
    seats = [store.seats_of(session, each.id or 0) for each in written if not each.opened_at]
    begins += [seat.prompt_at for each in seats for seat in each.values()]
    return min((at for at in begins if at is not None and at > now), default=None)


def latest_round(session: Session, standup: Standup, now: dt.datetime) -> RoundFacts | None:
    """The newest round that has begun."""
    found = store.last_rounds(session, standup.id or 0, 1)
    return round_facts(session, found[0].id or 0, now) if found else None


def run_now(session: Session, scene: Scene, standup: Standup) -> Round:
    """Ask everybody now; the round is today's, so it is not asked again at its time."""
    team = team_of(session, standup)
    allow(session, scene, team)
    today = scene.now.astimezone(ZoneInfo(team.zone)).date()
    known = store.find_round(session, standup.id or 0, today)
    if known is not None and known.opened_at is not None:
        return known
    people, _ = participants(session, standup, team, scene.now)
    planned = plan_round(definition_of(standup), today, people, round_team(team, scene.now))
    made = known or store.add_round(session, standup, today)
    made_id = made.id or 0
    rhythms.hold(session, scene.workspace_id, ROUND, [made_id])
    write_plan(session, made, planned, store.seats_of(session, made_id))
    store.change_round(session, made_id, {"state": "planned", "closed_at": None})
    waiting = [
        each for each, seat in store.seats_of(session, made_id).items() if seat.state == "planned"
    ]
    closes = scene.now + definition_of(standup).open_for
    now = {"prompt_at": scene.now, "closes_at": closes, "remind_at": None}
    store.change_seats(session, made_id, waiting, now)
    ask(session, standup, made, waiting, scene.now)
    record(session, scene, "run", (ROUND, made_id), {"run": [False, True]})
    look = Look(scene.now, today.isoformat())
    rhythms.look_at(session, scene.workspace_id, ROUND, made_id, look, team_id=standup.team_id)
    return store.get_round(session, made_id)


def close_now(session: Session, scene: Scene, standup: Standup) -> Round:
    """End the round that is open; raises NothingOwed if there is none."""
    allow(session, scene, team_of(session, standup))
    found = store.last_rounds(session, standup.id or 0, 1)
    if not found or found[0].closed_at is not None:
        raise NothingOwed
    made = found[0]
    rhythms.hold(session, scene.workspace_id, ROUND, [made.id or 0])
    store.change_round(session, made.id or 0, {"closed_early_at": scene.now})
    seats = store.seats_of(session, made.id or 0)
    now = scene.now
    waiting = [each for each, seat in seats.items() if seat.closes_at and seat.closes_at > now]
    store.change_seats(session, made.id or 0, waiting, {"closes_at": scene.now})
    record(session, scene, "close", (ROUND, made.id or 0), {"close": [False, True]})
    rhythms.look_soon(session, scene.workspace_id, ROUND, [made.id or 0], scene.now)
    return made

"""What a lead is told of their teams: tasks late for days, blockers that nobody answers."""

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Session

from domain.nudges.levels import RUNGS
from domain.nudges.rungs import LEAD_FROM, Ladder, next_rung_day, rung_day, told_by
from domain.nudges.values import Kind, Level, Nudge, Why
from services.nudges.collect import Waiting, add_task, revision_at, teams_around
from services.nudges.reach import Reach
from services.scene import calendar_of
from storage import absence, conversations, nudge_sources
from storage.tables import Team
from storage.visibility import Audience

UNANSWERED_AFTER = 2
"""Working days without an answer until the lead hears of a blocker."""


def add_late(session: Session, reach: Reach, found: Waiting, since: dt.datetime) -> None:
    """Add what a lead is told by now; nothing that is in their digest anyway."""
    led = teams_led(session, reach)
    if not led:
        return
    audience = Audience(person=reach.person)
    mine = {nudge.key for nudge in found.nudges}
    tasks = nudge_sources.late_in_teams(
        session, reach.workspace_id, led, audience, since=since, now=reach.now
    )
    for task in tasks:
        if task.owner_id != reach.person_id and f"T{task.number}" not in mine:
            add_task(found, reach, task, led[task.team_id or 0], kind=Kind.TEAM)
    coming = nudge_sources.next_in_teams(session, reach.workspace_id, led, reach.now)
    if coming is not None and coming.due_date is not None:
        team = led[coming.team_id or 0]
        steps = RUNGS[Kind.TEAM][reach.level(Kind.TEAM, team)]
        day = next_rung_day(coming.due_date, reach.today, steps, calendar_of(team, reach.now))
        found.days += [day] if day is not None else []
    _blockers(session, reach, found, led, audience)


def teams_led(session: Session, reach: Reach) -> Mapping[int, Team]:
    """The teams of whose late work a person is told: as lead, as deputy while no lead is there,
    as admin of a team that nobody leads."""
    led = {
        team_id: reach.teams[team_id]
        for team_id, role in reach.roles.items()
        if role == "lead" or (role == "deputy" and _is_leadless_today(session, reach, team_id))
    }
    if reach.person.is_admin and not reach.person.is_guest:
        alone = nudge_sources.teams_without_lead(session, reach.workspace_id)
        led |= {team.id or 0: team for team in alone}
    return led


def _is_leadless_today(session: Session, reach: Reach, team_id: int) -> bool:
    leads = conversations.people_with_role(session, team_id, ["lead"])
    stays = absence.coming(session, leads, reach.today)
    return {stay.person_id for stay in stays if stay.first_day <= reach.today} >= set(leads)


def _blockers(
    session: Session, reach: Reach, found: Waiting, led: Mapping[int, Team], audience: Audience
) -> None:
    for blocker in nudge_sources.unanswered_blockers(session, reach.workspace_id, led, audience):
        team = led[blocker.team_id or 0]
        calendar = calendar_of(team, reach.now)
        if reach.level(Kind.TEAM, team) is Level.OFF or blocker.creator_id == reach.person_id:
            continue
        day = rung_day(blocker.since, UNANSWERED_AFTER, calendar)
        if not told_by(Ladder.BLOCKER, blocker.since, reach.today, calendar):
            found.days.append(day)
            continue
        nudge = Nudge(
            f"B{blocker.number}",
            Kind.TEAM,
            f"team {blocker.since.isoformat()}",
            day,
            Why.BLOCKER_UNANSWERED,
            blocker.since,
            revision=revision_at(blocker.updated_at),
        )
        found.add(nudge, blocker.id or 0)


def leads_needed(session: Session, reach: Reach, found: Waiting) -> tuple[set[int], dt.date] | None:
    """Who leads the teams of these tasks, and the first day to come on which one is late enough to
    tell them."""
    teams = teams_around(session, found, found.tasks)
    first: dt.date | None = None
    concerned: set[int] = set()
    for task in found.tasks:
        team = teams.get(task.team_id or 0)
        if team is None or task.due_date is None:
            continue
        day = rung_day(task.due_date, LEAD_FROM, calendar_of(team, reach.now))
        if day > reach.today:
            concerned.add(team.id or 0)
            first = min(first or day, day)
    if first is None:
        return None
    leads = nudge_sources.leads_of(session, reach.workspace_id, concerned)
    return leads - {reach.person_id}, first

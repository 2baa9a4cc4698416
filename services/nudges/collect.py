"""Everything that waits for one person: own tasks, those they stand in for, goals, standups,
blockers. What a lead is told of others is in `services.nudges.late`."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from domain.cycles import Cycle
from domain.goals.checkins import Ask, Asked, CheckInDue, check_in_due, next_ask_at
from domain.nudges.levels import RUNGS
from domain.nudges.rungs import CHAIN_MAX, Absent, due_nudge, next_rung_day, receiver_of
from domain.nudges.sources import blocker_nudge, check_in_nudge, standup_reminder
from domain.nudges.values import Kind, Level, Nudge
from domain.standups.definition import ask_the_same
from domain.standups.values import Standup as Definition
from domain.workdays import WorkCalendar
from services.nudges.reach import DAY, Reach
from services.nudges.stand_in import absent
from services.scene import calendar_of
from services.standups.stored import definition_of, window_of
from storage import goal_lists, nudge_sources
from storage.tables import Goal, Task, Team
from storage.visibility import Audience

Name = tuple[str, str]
"""Subject and window: what is never said twice."""
FAR = dt.timedelta(days=14)
"""More than the steps before a due date can lie apart by level and calendar."""


@dataclass(slots=True)
class Waiting:
    """What waits: nudges, the primary keys behind their subjects, and when there may be more."""

    nudges: list[Nudge] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    days: list[dt.date] = field(default_factory=list)
    moments: list[dt.datetime] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    """The person's own dated tasks, without those far off that others come before."""
    teams: dict[int, Team] = field(default_factory=dict)

    def add(self, nudge: Nudge | None, key: int) -> None:
        """Keep a nudge, if there is one."""
        if nudge is not None:
            self.nudges.append(nudge)
            self.keys[nudge.key] = key


def collect(session: Session, reach: Reach, since: dt.datetime, said: Collection[Name]) -> Waiting:
    """What waits for a person now; what became due before `since` is left alone."""
    found = Waiting(teams={**reach.teams})
    dated = nudge_sources.dated_tasks(session, reach.workspace_id, reach.person_id, since)
    found.tasks = near(dated, reach.today)
    teams = teams_around(session, found, found.tasks)
    for task in found.tasks:
        add_task(found, reach, task, teams.get(task.team_id or 0))
    _stand_in(session, reach, found, since)
    _goals(session, reach, found, said)
    _standups(session, reach, found)
    _blockers(session, reach, found)
    return found


def near(tasks: Iterable[Task], today: dt.date) -> list[Task]:
    """Those of these tasks, which come in the order of their dates, that may say when to look next:
    what is due much later than another one far off does not."""
    found: list[Task] = []
    enough = dt.date.max
    for task in tasks:
        due = task.due_date or dt.date.max
        if due > enough:
            break
        if due > today + FAR:
            enough = min(enough, due + FAR)
        found.append(task)
    return found


def teams_around(
    session: Session, found: Waiting, things: Iterable[Task | Goal]
) -> Mapping[int, Team]:
    """The teams of these, most of which are the person's own."""
    missing = {each.team_id for each in things if each.team_id is not None} - set(found.teams)
    if missing:
        found.teams |= goal_lists.teams_by_id(session, missing)
    return found.teams


def revision_at(updated_at: dt.datetime) -> int:
    """The revision of a thing that was changed then."""
    return int(updated_at.timestamp())


def add_task(
    found: Waiting, reach: Reach, task: Task, team: Team | None, *,
    kind: Kind = Kind.TASK, covers: int | None = None,
) -> None:  # fmt: skip
    """What a task's date asks for by now, and when the next step of it comes."""
    level = reach.level(kind, team)
    if level is Level.OFF or task.due_date is None:
        return
    calendar = calendar_of(team, reach.now)
    # A lead did not set the date: what they know is what they were told.
    set_at = (task.due_set_at or task.created_at) if kind is Kind.TASK else None
    nudge = due_nudge(
        f"T{task.number}",
        task.due_date,
        reach.today,
        level=level,
        calendar=calendar,
        since=set_at.astimezone(reach.zone).date() if set_at else None,
        kind=kind,
        revision=revision_at(task.updated_at),
        covers=covers,
    )
    found.add(nudge, task.id or 0)
    following = next_rung_day(task.due_date, reach.today, RUNGS[kind][level], calendar)
    if following is not None:
        found.days.append(following)


# --- as a stand-in --------------------------------------------------------------------------------


def _stand_in(session: Session, reach: Reach, found: Waiting, since: dt.datetime) -> None:
    """The tasks of those who are away today and whose stand-in this person is, as far as they may
    see them."""
    absences, coming = _absences_around(session, reach)
    found.days += coming
    for owner_id in absences:
        is_mine = receiver_of(owner_id, reach.today, absences) == reach.person_id
        if owner_id == reach.person_id or not is_mine:
            continue
        theirs = nudge_sources.dated_tasks(session, reach.workspace_id, owner_id, since)
        ids = [task.id or 0 for task in theirs]
        audience = Audience(person=reach.person)
        seen = nudge_sources.seen_tasks(session, reach.workspace_id, ids, audience) if ids else {}
        teams = teams_around(session, found, seen.values())
        for task in seen.values():
            add_task(found, reach, task, teams.get(task.team_id or 0), covers=owner_id)


def _absences_around(
    session: Session, reach: Reach
) -> tuple[dict[int, Sequence[Absent]], list[dt.date]]:
    """Everybody away today for whom it may come to this person, and the days on which others go."""
    covers, absences, coming = {reach.person_id}, dict[int, Sequence[Absent]](), list[dt.date]()
    for _ in range(CHAIN_MAX):
        stays = nudge_sources.covered_by(session, covers, reach.today - DAY)
        coming += [stay.first_day for stay in stays if stay.first_day > reach.today]
        gone = {s.person_id for s in stays if s.first_day <= reach.today <= s.last_day}
        covers = gone - set(absences) - {reach.person_id}
        if not covers:
            break
        absences |= absent(session, covers, reach.today)
    if absences:
        # Whoever is away does not stand in for others.
        absences |= absent(session, {reach.person_id}, reach.today)
    return absences, coming


# --- goals, standups, blockers --------------------------------------------------------------------


def _goals(session: Session, reach: Reach, found: Waiting, said: Collection[Name]) -> None:
    goals = goal_lists.open_goals_of(session, reach.workspace_id, reach.person_id)
    teams = teams_around(session, found, goals)
    for goal in goals:
        team = teams.get(goal.team_id or 0)
        level = reach.level(Kind.CHECK_IN, team)
        if level is Level.OFF:
            continue
        key = f"G{goal.number}"
        calendar = calendar_of(team, reach.now).with_away(reach.receiver.calendar.away)
        asked = _asked(key, said)
        due = _check_in_due(reach, goal, calendar, asked)
        if due is not None:
            nudge = check_in_nudge(
                key, due, reach.zone, level, revision=revision_at(goal.updated_at)
            )
            found.add(nudge, goal.id or 0)
        following = next_ask_at(
            now=reach.now,
            zone=reach.zone,
            cycle=Cycle(goal.cycle_start, goal.cycle_end),
            cadence=goal.check_in_weeks,
            calendar=calendar,
            asked=asked,
        )
        if following is not None:
            found.moments.append(following)


def _check_in_due(
    reach: Reach, goal: Goal, calendar: WorkCalendar, asked: Asked | None
) -> CheckInDue | None:
    last = goal.last_check_in_at
    return check_in_due(
        now=reach.now,
        zone=reach.zone,
        cycle=Cycle(goal.cycle_start, goal.cycle_end),
        cadence=goal.check_in_weeks,
        calendar=calendar,
        written=goal.created_at.astimezone(reach.zone).date(),
        last=last.astimezone(reach.zone).date() if last else None,
        asked=asked,
    )


def _asked(key: str, said: Collection[Name]) -> Asked | None:
    """What was last asked about a goal, as the windows of its nudges tell."""
    slots: dict[str, set[str]] = {}
    for subject, window in said:
        slot, _, ask = window.partition(" ")
        if subject == key and ask in {Ask.PROMPT, Ask.REMINDER}:
            slots.setdefault(slot, set()).add(ask)
    if not slots:
        return None
    newest = max(slots)
    return Asked(dt.date.fromisoformat(newest), Ask.REMINDER in slots[newest])


def _standups(session: Session, reach: Reach, found: Waiting) -> None:
    reminded: list[Definition] = []
    for seat in reversed(nudge_sources.open_seats(session, reach.person_id, reach.now)):
        window = window_of(seat.seat, seat.round.day)
        definition = definition_of(seat.standup)
        # One answer serves standups that ask the same, so one reminder does.
        if window is None or any(ask_the_same(definition, other) for other in reminded):
            continue
        reminded.append(definition)
        if seat.seat.reminded_at is not None:
            continue
        level = reach.level(Kind.STANDUP, reach.teams.get(seat.standup.team_id))
        nudge = standup_reminder(f"S{seat.standup.id}", window, reach.zone, level)
        found.add(nudge, seat.round.id or 0)


def _blockers(session: Session, reach: Reach, found: Waiting) -> None:
    tags = nudge_sources.waiting_tags(session, reach.workspace_id, reach.person_id)
    for blocker, tagged in tags:
        team = reach.teams.get(blocker.team_id or 0)
        level = reach.level(Kind.BLOCKER, team)
        nudge = blocker_nudge(
            f"B{blocker.number}",
            tagged,
            reach.today,
            calendar_of(team, reach.now),
            level,
            revision=revision_at(blocker.updated_at),
        )
        found.add(nudge, blocker.id or 0)
        if level is not Level.OFF:
            found.days.append(max(reach.today, tagged) + DAY)

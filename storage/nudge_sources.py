"""Questions to everything that may wait for one person, and to who leads and stands in."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Table, and_, bindparam, exists, or_, select
from sqlmodel import Session

from storage import rows
from storage.columns import UtcDateTime
from storage.tables import (
    Away,
    Blocker,
    BlockerTag,
    Goal,
    Member,
    Participation,
    Person,
    RosterEntry,
    Round,
    Standup,
    Task,
    Team,
)
from storage.visibility import Audience, visible_to

_task = rows.table_of(Task)
_team = rows.table_of(Team)
_member = rows.table_of(Member)
_roster = rows.table_of(RosterEntry)
_person = rows.table_of(Person)
_away = rows.table_of(Away)
_seat = rows.table_of(Participation)
_round = rows.table_of(Round)
_standup = rows.table_of(Standup)
_blocker = rows.table_of(Blocker)
_tag = rows.table_of(BlockerTag)

TASKS_MAX = 200
"""So many dated tasks of one person are looked through; the earliest ones come first."""
SEATS_MAX = 20
"""So many of a person's newest rounds are looked through for one that is open."""
LEADS = ("lead", "deputy")


# --- who and where --------------------------------------------------------------------------------

_TEAMS = (
    select(_team, _roster.c.role)
    .join(_member, _member.c.conversation_id == _team.c.conversation_id)
    .outerjoin(
        _roster,
        and_(_roster.c.team_id == _team.c.id, _roster.c.person_id == _member.c.person_id),
    )
    .where(_member.c.person_id == bindparam("person_id"))
    .order_by(_team.c.id)
)
_COVERED = select(_away).where(
    _away.c.cover_id.in_(bindparam("covers", expanding=True)),
    _away.c.last_day >= bindparam("since"),
    _away.c.ended_at.is_(None),
)
_STAYS = select(_away.c.first_day, _away.c.last_day, _away.c.ended_at).where(
    _away.c.person_id == bindparam("person_id"), _away.c.last_day >= bindparam("since")
)


def teams_of(session: Session, person_id: int) -> list[tuple[Team, str | None]]:
    """The teams in whose channel a person is, with the role that the roster names."""
    found = rows.execute(session, _TEAMS, {"person_id": person_id})
    return [(rows.split(row, _team)[0], row.role) for row in found]


def covered_by(session: Session, covers: Collection[int], since: dt.date) -> list[Away]:
    """Absences not over on that day in which these people stand in."""
    keys = {"covers": sorted(covers), "since": since}
    return rows.every(session, Away, _COVERED, keys)


def first_day_away(session: Session, person_id: int, since: dt.date) -> dt.date | None:
    """When the earliest absence began that touched the days since then."""
    found = rows.execute(session, _STAYS, {"person_id": person_id, "since": since})
    return min((row.first_day for row in found if row.ended_at is None), default=None)


def teams_without_lead(session: Session, workspace_id: int) -> list[Team]:
    """Teams that nobody leads: an admin is told in place of the lead."""
    led = exists().where(_roster.c.team_id == _team.c.id, _roster.c.role.in_(LEADS))
    statement = select(_team).where(_team.c.workspace_id == workspace_id, ~led)
    return rows.every(session, Team, statement, {})


def leads_of(session: Session, workspace_id: int, team_ids: Collection[int]) -> set[int]:
    """Who may have to be told about these teams: leads and deputies, of a team without either the
    admins."""
    wanted = sorted(team_ids)
    if not wanted:
        return set()
    statement = select(_roster.c.team_id, _roster.c.person_id).where(
        _roster.c.team_id.in_(wanted), _roster.c.role.in_(LEADS)
    )
    found = rows.execute(session, statement).all()
    leads = {row.person_id for row in found}
    if {row.team_id for row in found} < set(wanted):
        leads |= admins_of(session, workspace_id)
    return leads


def admins_of(session: Session, workspace_id: int) -> set[int]:
    """The admins of a workspace."""
    statement = select(_person.c.id).where(
        _person.c.workspace_id == workspace_id,
        _person.c.is_admin,
        ~_person.c.is_deleted,
        ~_person.c.is_bot,
        ~_person.c.is_guest,
    )
    return {row.id for row in rows.execute(session, statement)}


# --- what may wait for somebody -------------------------------------------------------------------

_DATED = (
    select(_task)
    .where(
        _task.c.workspace_id == bindparam("workspace_id"),
        _task.c.owner_id == bindparam("owner_id"),
        _task.c.closed_at.is_(None),
        _task.c.due_until >= bindparam("since", type_=UtcDateTime()),
        _task.c.due_date.is_not(None),
    )
    .order_by(_task.c.due_until, _task.c.id)
    .limit(TASKS_MAX)
)
_ASKED = (
    select(_seat, _round, _standup)
    .join(_round, _round.c.id == _seat.c.round_id)
    .join(_standup, _standup.c.id == _round.c.standup_id)
    .where(_seat.c.person_id == bindparam("person_id"))
    .order_by(_seat.c.round_id.desc())
    .limit(SEATS_MAX)
)
_TAGS = (
    select(_blocker, _tag.c.since.label("tagged_on"))
    .join(_tag, _tag.c.blocker_id == _blocker.c.id)
    .where(
        _tag.c.person_id == bindparam("person_id"),
        ~_tag.c.settled,
        _blocker.c.workspace_id == bindparam("workspace_id"),
        _blocker.c.state == "open",
    )
    .order_by(_blocker.c.id)
)


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A round in which somebody was asked and has not answered yet."""

    seat: Participation
    round: Round
    standup: Standup


def dated_tasks(
    session: Session, workspace_id: int, owner_id: int, since: dt.datetime
) -> list[Task]:
    """A person's open tasks with a due date not before `since`, the earliest first."""
    keys = {"workspace_id": workspace_id, "owner_id": owner_id, "since": since}
    return rows.every(session, Task, _DATED, keys)


def late_in_teams(
    session: Session,
    workspace_id: int,
    team_ids: Collection[int],
    audience: Audience,
    *,
    since: dt.datetime,
    now: dt.datetime,
) -> list[Task]:
    """Overdue tasks of these teams as far as the audience may see them, the latest first."""
    statement = (
        select(_task)
        .where(
            _task.c.workspace_id == workspace_id,
            _task.c.team_id.in_(sorted(team_ids)),
            _task.c.closed_at.is_(None),
            _task.c.due_until.between(since, now),
            visible_to(audience),
        )
        .order_by(_task.c.due_until.desc(), _task.c.id)
        .limit(TASKS_MAX)
    )
    return rows.every(session, Task, statement, {})


def next_in_teams(
    session: Session, workspace_id: int, team_ids: Collection[int], now: dt.datetime
) -> Task | None:
    """The task of these teams that is due next."""
    statement = (
        select(_task)
        .where(
            _task.c.workspace_id == workspace_id,
            _task.c.team_id.in_(sorted(team_ids)),
            _task.c.closed_at.is_(None),
            _task.c.due_until > now,
            _task.c.due_date.is_not(None),
        )
        .order_by(_task.c.due_until, _task.c.id)
        .limit(1)
    )
    return rows.first(session, Task, statement, {})


def seen_tasks(
    session: Session, workspace_id: int, ids: Collection[int], audience: Audience
) -> dict[int, Task]:
    """Those of these tasks that the audience may see, closed ones too, by primary key."""
    statement = select(_task).where(
        _task.c.workspace_id == workspace_id, _task.c.id.in_(sorted(ids)), visible_to(audience)
    )
    return {task.id or 0: task for task in rows.every(session, Task, statement, {})}


def open_seats(session: Session, person_id: int, now: dt.datetime) -> list[OpenSeat]:
    """Rounds in which a person was asked, that are open, and that they have not answered."""
    found = [
        OpenSeat(*rows.split(row, _seat, _round, _standup))
        for row in rows.execute(session, _ASKED, {"person_id": person_id})
    ]
    return [
        each
        for each in found
        if each.seat.state == "asked"
        and each.round.closed_at is None
        and each.standup.ended_at is None
        and each.seat.closes_at is not None
        and each.seat.closes_at > now
    ]


def find_seat(session: Session, round_id: int, person_id: int) -> OpenSeat | None:
    """A person's seat in a round, whatever became of it."""
    statement = (
        select(_seat, _round, _standup)
        .join(_round, _round.c.id == _seat.c.round_id)
        .join(_standup, _standup.c.id == _round.c.standup_id)
        .where(_seat.c.person_id == person_id, _seat.c.round_id == round_id)
    )
    row = rows.execute(session, statement).first()
    return None if row is None else OpenSeat(*rows.split(row, _seat, _round, _standup))


def waiting_tags(
    session: Session, workspace_id: int, person_id: int
) -> list[tuple[Blocker, dt.date]]:
    """Blockers that nobody has acknowledged and in which this person was named, with the date."""
    keys = {"workspace_id": workspace_id, "person_id": person_id}
    found = rows.execute(session, _TAGS, keys)
    return [(rows.split(row, _blocker)[0], row.tagged_on) for row in found]


def unanswered_blockers(
    session: Session, workspace_id: int, team_ids: Collection[int], audience: Audience
) -> list[Blocker]:
    """Open blockers of these teams that nobody has acknowledged, as far as a person sees them."""
    person = audience.person
    inside = exists().where(
        _member.c.conversation_id == _blocker.c.conversation_id,
        _member.c.person_id == (person.id if person else None),
    )
    statement = (
        select(_blocker)
        .where(
            _blocker.c.workspace_id == workspace_id,
            _blocker.c.team_id.in_(sorted(team_ids)),
            _blocker.c.resolved_at.is_(None),
            _blocker.c.state == "open",
            or_(
                _blocker.c.visibility == "workspace",
                and_(_blocker.c.visibility == "conversation", inside),
            ),
        )
        .order_by(_blocker.c.id)
        .limit(TASKS_MAX)
    )
    return rows.every(session, Blocker, statement, {})


def blockers_by_id(session: Session, workspace_id: int, ids: Collection[int]) -> dict[int, Blocker]:
    """These blockers, by primary key."""
    statement = select(_blocker).where(
        _blocker.c.workspace_id == workspace_id, _blocker.c.id.in_(sorted(ids))
    )
    return {each.id or 0: each for each in rows.every(session, Blocker, statement, {})}


CHANGING: Mapping[str, Table] = MappingProxyType(
    {"T": _task, "G": rows.table_of(Goal), "B": _blocker}
)
"""The tables of what a message tells, by the letter with which its name begins."""


def changed_at(
    session: Session, letter: str, workspace_id: int, ids: Collection[int]
) -> dict[int, dt.datetime]:
    """When each of these was last changed, by primary key."""
    if not ids:
        return {}
    table = CHANGING[letter]
    statement = select(table.c.id, table.c.updated_at).where(
        table.c.workspace_id == workspace_id, table.c.id.in_(sorted(ids))
    )
    return {row.id: row.updated_at for row in rows.execute(session, statement)}

"""What happens today, in this channel and for the one who asks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.standups.rounds import Attendance, plan_round, round_dates
from domain.standups.values import Zones
from domain.standups.windows import NotAsked, Window
from domain.task_lines import Filters
from domain.workdays import DateRange
from services.absence import Absence, today_of
from services.goals.due import my_due_goals
from services.scene import Scene
from services.standups.choose import standups_here
from services.standups.preview import begins_later
from services.standups.running import next_begin
from services.standups.stored import (
    definition_of,
    participants,
    round_team,
    team_of,
)
from services.tasks.lists import chosen_by
from storage import absence, conversations, rosters
from storage import standups as store
from storage.tables import Conversation, Standup
from storage.task_lists import count_tasks


@dataclass(frozen=True, slots=True)
class StandupToday:
    """One standup on the reader's date. `window` is when they are asked, `excluded` why not; both
    None = they only read along. `is_on` is False on a date without a round."""

    standup: Standup
    place: Conversation
    is_on: bool
    window: Window | None = None
    excluded: NotAsked | None = None
    state: Attendance | None = None
    opens_at: dt.datetime | None = None
    """When the first of all is asked."""
    next_at: dt.datetime | None = None
    """When the next round begins, if there is none on this date."""


@dataclass(frozen=True, slots=True)
class Today:
    """The day of the reader; `place` is None where there is no team. `due` and `overdue` count
    their own tasks, `team_due` those of the team that they may see, due today or before."""

    day: dt.date
    place: Conversation | None
    standups: Sequence[StandupToday]
    away: Sequence[Absence]
    due: int
    overdue: int
    team_due: int
    check_ins: int


def today(session: Session, scene: Scene) -> Today:
    """What happens today: in a channel of a team that team's, elsewhere the person's own."""
    place = scene.place if scene.team is not None else None
    overdue = _count(session, scene, Filters(mine=True, overdue=True))
    until_tonight = Filters(mine=True, today=True)
    team_id = scene.team.id if scene.team else None
    return Today(
        day=today_of(scene.person, scene.now),
        place=place,
        standups=[_standup(session, scene, each) for each in standups_here(session, scene)],
        away=_away(session, scene) if scene.team is not None else (),
        due=_count(session, scene, until_tonight) - overdue,
        overdue=overdue,
        team_due=_count(session, scene, until_tonight, team_id) if team_id else 0,
        check_ins=len(my_due_goals(session, scene)),
    )


def _count(session: Session, scene: Scene, filters: Filters, team_id: int | None = None) -> int:
    chosen = chosen_by(session, scene, filters)
    if team_id is not None:
        chosen = replace(chosen, owner_id=None, team_id=team_id)
    return count_tasks(session, scene.workspace_id, scene.audience, chosen)


def _standup(session: Session, scene: Scene, standup: Standup) -> StandupToday:
    definition, team = definition_of(standup), team_of(session, standup)
    around = round_team(team, scene.now)
    own = ZoneInfo(scene.person.zone)
    zone = own if definition.zones is Zones.EACH_LOCAL else around.zone
    day = scene.now.astimezone(zone).date()
    place = conversations.get_conversation(session, standup.conversation_id)
    paused = standup.paused and standup.paused_until is None
    dates = round_dates(definition, around, day, day, not_before=standup.paused_until)
    people, _ = participants(session, standup, team, scene.now)
    planned = plan_round(definition, day, people, around)
    known = store.find_round(session, standup.id or 0, day)
    is_on = bool(dates) and (known is not None or begins_later(standup, planned))
    if paused or not is_on:
        following = None if paused else next_begin(session, standup, scene.now)
        return StandupToday(standup, place, is_on=False, next_at=following)
    seats = store.seats_of(session, known.id or 0) if known else {}
    seat = seats.get(scene.person_id)
    found = planned.window(scene.person_id)
    gone = [each for each in planned.excluded if each.person == scene.person_id]
    return StandupToday(
        standup,
        place,
        is_on=True,
        window=found,
        excluded=gone[0].reason if gone and found is None else None,
        state=Attendance(seat.state) if seat and seat.state != "excluded" else None,
        opens_at=planned.opens_at,
    )


def _away(session: Session, scene: Scene) -> tuple[Absence, ...]:
    """Who of the team is away now, each once."""
    assert scene.team is not None  # noqa: S101 - asked for teams only
    people = {each.person.id or 0: each.person for each in rosters.roster_of(session, scene.team)}
    since = scene.now.date() - dt.timedelta(days=1)
    found: dict[int, Absence] = {}
    for stay in absence.coming(session, people, since):
        person = people[stay.person_id]
        days = DateRange(stay.first_day, stay.last_day)
        if today_of(person, scene.now) in days:
            by_status = stay.source == absence.STATUS
            found[stay.person_id] = Absence(stay.id or 0, person, days, None, by_status)
    return tuple(found.values())

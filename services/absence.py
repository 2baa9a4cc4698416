"""Being away: saying so, taking it back, and what follows for dates and for others."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.absence import OPEN_END_DAYS, FromStatus, Status, Step, days_of_status, plan_status
from domain.away import CannotCover, NoCover, NoSuchAbsence, Stay, join_stays, plan_range
from domain.workdays import DateRange, WorkCalendar
from services.history import record
from services.home import HOME, refresh_home
from services.scene import Scene, calendar_of, meet
from services.tasks.resolve import name_of
from services.teams.rhythm import look_again_at_person
from storage import absence as store
from storage import deliveries, people
from storage.tables import Away, Person, Team
from storage.tasks import TaskFacts

WORKS_UNTIL = dt.time(18)
"""The end of the day of somebody who has not said otherwise."""
MARGIN = dt.timedelta(days=1)
"""Somewhere on earth it is still yesterday."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person is away, and who stands in; `by_status` = as their Slack status says,
    which need not say until when (`is_open`)."""

    id: int
    person: Person
    days: DateRange
    cover: Person | None = None
    by_status: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody knows the last day."""
        lasts = (self.days.last - self.days.first).days + 1
        return self.by_status and lasts >= OPEN_END_DAYS


def today_of(person: Person, now: dt.datetime) -> dt.date:
    """The person's own date."""
    return now.astimezone(ZoneInfo(person.zone)).date()


def calendar_for(
    session: Session, team: Team | None, person_id: int | None, now: dt.datetime
) -> WorkCalendar:
    """The team's calendar less the days on which this person is away: for dates that Drumbeat
    chooses for one person. What a line says is counted in the team's."""
    calendar = calendar_of(team, now)
    if person_id is None:
        return calendar
    stays = store.coming(session, [person_id], now.date() - MARGIN)
    return calendar.with_away(DateRange(stay.first_day, stay.last_day) for stay in stays)


def absences_of(session: Session, scene: Scene) -> tuple[Absence, ...]:
    """The acting person's present and coming absences, in order."""
    stays = store.coming(session, [scene.person_id], today_of(scene.person, scene.now))
    return _with_people(session, scene, stays, {scene.person_id: scene.person})


def go_away(session: Session, scene: Scene, first: dt.date, last: dt.date, cover: str) -> None:
    """Say that one is away from `first` to `last`; `cover` is the stand-in's Slack id or "".

    Absences that meet become one. Raises AwayReversed, AwayOver, AwayTooLong and CannotCover.
    """
    days = plan_range(first, last, today_of(scene.person, scene.now))
    cover_id = _cover(session, scene, cover)
    said = [
        Stay(DateRange(each.first_day, each.last_day), each.cover_id, each.id)
        for each in store.coming(session, [scene.person_id], first - MARGIN)
        if each.source == store.WORD
    ]
    kept, joined = join_stays(Stay(days, cover_id), said)
    if len(joined) == 1 and (joined[0].days, joined[0].cover) == (kept.days, kept.cover):
        return
    store.end(session, [stay.key or 0 for stay in joined], scene.now)
    store.add(session, scene.person_id, kept.days.first, kept.days.last, kept.cover)
    _record(session, scene, "away", [_told(stay) for stay in joined], [_told(kept)])


def come_back(session: Session, scene: Scene, absence_id: int) -> None:
    """Take an absence back, or end one that has begun; raises NoSuchAbsence."""
    today = today_of(scene.person, scene.now)
    found = [a for a in store.coming(session, [scene.person_id], today) if a.id == absence_id]
    if not found:
        raise NoSuchAbsence
    store.end(session, [absence_id], scene.now)
    stay = Stay(DateRange(found[0].first_day, found[0].last_day), found[0].cover_id)
    _record(session, scene, "back", [_told(stay)], [])


def be_back(session: Session, scene: Scene) -> tuple[Absence, ...]:
    """There again, whatever was said and whatever Slack's status says: every absence that holds
    today ends, and those are returned. The same status does not begin one anew."""
    today = today_of(scene.person, scene.now)
    present = tuple(each for each in absences_of(session, scene) if today in each.days)
    if present:
        store.end(session, [each.id for each in present], scene.now)
        told = [_told(Stay(each.days, each.cover.id if each.cover else None)) for each in present]
        _record(session, scene, "back", list(told), [])
    return present


def note_status(
    session: Session, workspace_id: int, person: Person, status: Status, now: dt.datetime
) -> None:
    """A Slack status was read: it may begin an absence, or end the one it began. Replays and what
    the person said themselves ("back") stand."""
    before = store.last_of_status(session, person.id or 0)
    last = FromStatus(before.status_key, before.ended_at is not None) if before else None
    step = plan_status(status, last)
    if step is Step.NOTHING:
        return
    if before is not None and before.ended_at is None:
        store.end(session, [before.id or 0], now)
    if step is Step.BEGIN:
        until = person.works_until or WORKS_UNTIL
        days = days_of_status(status, since=now, zone=ZoneInfo(person.zone), works_until=until)
        if days is not None:
            store.add(session, person.id or 0, days.first, days.last, status_key=status.key)
    look_again_at_person(session, workspace_id, person.id or 0, now)
    deliveries.redraw(session, workspace_id, HOME, person.id or 0, now)


def absent_owners(
    session: Session, scene: Scene, tasks: Iterable[TaskFacts]
) -> tuple[Absence, ...]:
    """The absences of others who own these tasks, or are asked to, where they are away on the day
    it is due (today, if it has no date), each once."""
    theirs = [(each.task, each.offered_to or each.owner) for each in tasks]
    asked = [(task, person) for task, person in theirs if person and person.id != scene.person_id]
    known = {person.id or 0: person for _, person in asked}
    stays = store.coming(session, known, scene.now.date() - MARGIN)
    found: dict[int | None, Away] = {}
    for task, person in asked:
        day = task.due_date or today_of(person, scene.now)
        found |= {
            stay.id: stay
            for stay in stays
            if stay.person_id == person.id and stay.first_day <= day <= stay.last_day
        }
    return _with_people(session, scene, found.values(), known)


def _with_people(
    session: Session, scene: Scene, stays: Iterable[Away], known: dict[int, Person]
) -> tuple[Absence, ...]:
    stays = list(stays)
    wanted = [stay.cover_id for stay in stays if stay.cover_id is not None]
    covers = people.people_of(session, scene.workspace_id, wanted)
    return tuple(
        Absence(
            stay.id or 0,
            known[stay.person_id],
            DateRange(stay.first_day, stay.last_day),
            covers.get(stay.cover_id or 0),
            stay.source == store.STATUS,
        )
        for stay in stays
    )


def _cover(session: Session, scene: Scene, slack_id: str) -> int | None:
    if not slack_id:
        return None
    cover = meet(session, scene.workspace_id, slack_id, scene.now)
    why = _why_no_cover(scene, cover)
    if why is not None:
        raise CannotCover(name_of(cover), why)
    return cover.id


def _why_no_cover(scene: Scene, cover: Person) -> NoCover | None:
    reasons = {
        NoCover.SELF: cover.id == scene.person_id,
        NoCover.BOT: cover.is_bot or cover.slack_id == scene.workspace.bot_user_id,
        NoCover.GONE: cover.is_deleted or cover.is_stranger,
        NoCover.GUEST: cover.is_guest,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _told(stay: Stay) -> list[str | int | None]:
    """An absence as history keeps it."""
    return [stay.days.first.isoformat(), stay.days.last.isoformat(), stay.cover]


def _record(
    session: Session, scene: Scene, verb: str, before: list[object], after: list[object]
) -> None:
    record(session, scene, verb, ("person", scene.person_id), {"away": [before, after]})
    refresh_home(session, scene, scene.person_id)
    look_again_at_person(session, scene.workspace_id, scene.person_id, scene.now)

"""Saving the form of a team's rhythm: every field is read, then all is written or nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.dates.values import Clock
from domain.errors import BadInput, TeamNotAllowed
from domain.languages import Language, reader_locale
from domain.personal import Nudges, plan_hours, plan_work
from domain.standups.definition import plan_standup
from domain.standups.lines.values import NewStandup
from domain.teams import (
    LEADS_MAX,
    CannotLead,
    Role,
    TeamStale,
    TooManyLeads,
    check_days,
    parse_days,
    plan_place,
    plan_week,
    why_no_lead,
)
from domain.zones import known_zone
from services.goals.form_fields import Reading
from services.history import record
from services.scene import Scene, meet, team_here
from services.standups.define import define_standup
from services.tasks.resolve import is_day_first, name_of
from services.teams.form import (
    CLOSE,
    PROMPT,
    WORKS_FROM,
    WORKS_UNTIL,
    YES,
    TeamFields,
    digests,
    fields_of,
    given,
    has_standup,
    is_set_up,
)
from services.teams.rhythm import look_again, show_rhythm
from services.teams.rights import allow_settings, check_place
from storage import conversations
from storage.people import locale_of
from storage.tables import Conversation, Person, Team


@dataclass(frozen=True, slots=True)
class SentForm:
    """What was filled in, and the digests of what had been shown; `standup_name` is what a new
    standup is called."""

    said: TeamFields
    seen: Mapping[str, str]
    standup_name: str


@dataclass(frozen=True, slots=True)
class SavedTeam:
    """The team as it was saved; `is_new` tells whether it had a rhythm before."""

    team: Team
    place: Conversation
    is_new: bool


def save_team(
    session: Session,
    scene: Scene,
    place: Conversation,
    form: SentForm,
) -> SavedTeam:
    """Write what was filled in; whoever saves a team without a lead becomes its lead.

    Raises what `form_for` does, FieldsRefused with the reason for each field that cannot be used,
    and TeamStale if a field was changed by somebody else meanwhile.
    """
    check_place(session, scene, place)
    team = conversations.find_team(session, scene.workspace_id, place.id or 0)
    allow_settings(session, scene, team)
    known, said = is_set_up(session, team), form.said
    changed = _changed(session, scene, team, form) if known else set(given(said))
    reading = Reading()
    wanted = _read(reading, scene, said, changed)
    roles = _read_roles(reading, session, scene, place, said)
    new = _read_standup(reading, scene, said, form.standup_name)
    reading.done()
    team = _team(session, replace(scene, place=place, team=team), place)
    here = replace(scene, place=place, team=team)
    _write(session, here, team, wanted)
    if new is not None and not has_standup(session, team):
        define_standup(session, here, new)
    leaderless = not conversations.people_with_role(session, team.id or 0, (Role.LEAD.value,))
    if leaderless or changed & {"leads", "deputy"}:
        _give_roles(session, here, team, *roles)
    look_again(session, team, scene.now)
    show_rhythm(session, team, scene.now)
    return SavedTeam(
        conversations.get_team(session, scene.workspace_id, team.id or 0), place, not known
    )


def _changed(
    session: Session,
    scene: Scene,
    team: Team | None,
    form: SentForm,
) -> set[str]:
    now = digests(fields_of(session, scene, team))
    changed = {name for name, value in digests(form.said).items() if value != form.seen.get(name)}
    stale = tuple(sorted(name for name in changed if now.get(name) != form.seen.get(name)))
    if stale:
        raise TeamStale(0, stale, kind="team")
    return changed


def _team(session: Session, scene: Scene, place: Conversation) -> Team:
    team = team_here(session, scene, place)
    if team is None:
        raise TeamNotAllowed(place.name, "not_member")
    return team


def _read(reading: Reading, scene: Scene, said: TeamFields, changed: set[str]) -> dict[str, Any]:
    """The columns to write; what is wrong is noted for its field."""
    found: dict[str, Any] = {}
    zone = known_zone(said.zone)
    if not zone:
        reading.errors["zone"] = BadInput("zone", "unknown", kind="team")
    found["zone"] = zone
    found["working_days"] = reading.take("working_days", lambda: plan_week(said.working_days or ""))
    found |= _read_hours(reading, said)
    found |= _read_days(reading, scene, said, zone)
    place = None
    try:
        place = plan_place(said.country or "", said.subdivision or "")
    except BadInput as error:
        reading.errors[error.field] = error
    found["country"], found["subdivision"] = place or (None, None)
    found["locale"] = reader_locale(locale_of(scene.person), Language(said.language or "en").value)
    found["nudges"] = Nudges(said.nudges or Nudges.STANDARD).value
    found["pin_makes_task"] = said.pin == YES
    return {name: value for name, value in found.items() if _SOURCES.get(name, name) in changed}


_SOURCES = {"locale": "language", "pin_makes_task": "pin"}
"""Columns whose field has another name."""


def _read_hours(reading: Reading, said: TeamFields) -> dict[str, Any]:
    start, end = _time(said.works_from), _time(said.works_until)
    try:
        hours = plan_work(plan_hours(start, end, ("works_from", "works_until")))
    except BadInput as error:
        reading.errors[error.field] = error
        return {}
    usual = dt.time.fromisoformat(WORKS_FROM), dt.time.fromisoformat(WORKS_UNTIL)
    first, last = (hours.start, hours.end) if hours else usual
    return {"works_from": first, "works_until": last}


def _time(written: str | None) -> dt.time | None:
    return dt.time.fromisoformat(written) if written else None


def _read_days(reading: Reading, scene: Scene, said: TeamFields, zone: str) -> dict[str, Any]:
    day_first = is_day_first(locale_of(scene.person))

    def days(field: str, text: str | None) -> tuple[dt.date, ...]:
        around = ZoneInfo(zone or "UTC")
        return parse_days(text or "", field, now=scene.now, zone=around, day_first=day_first)

    free = reading.take("days_off", lambda: days("days_off", said.days_off))
    worked = reading.take("extra_days", lambda: days("extra_days", said.extra_days))
    if free is not None and worked is not None:
        reading.take("extra_days", lambda: check_days(free, worked))
    return {
        "days_off": [day.isoformat() for day in free or ()] or None,
        "extra_days": [day.isoformat() for day in worked or ()] or None,
    }


def _read_roles(
    reading: Reading, session: Session, scene: Scene, place: Conversation, said: TeamFields
) -> tuple[list[Person], Person | None]:
    named = (said.leads or "").split()
    leads = reading.take("leads", lambda: _leads(session, scene, place, named))
    deputy = None
    if said.deputy:
        slack_id = said.deputy
        deputy = reading.take("deputy", lambda: _lead(session, scene, place, "deputy", slack_id))
    return leads or [scene.person], deputy


def _leads(session: Session, scene: Scene, place: Conversation, named: list[str]) -> list[Person]:
    if len(named) > LEADS_MAX:
        raise TooManyLeads
    return [_lead(session, scene, place, "leads", slack_id) for slack_id in named]


def _lead(session: Session, scene: Scene, place: Conversation, field: str, slack_id: str) -> Person:
    person = meet(session, scene.workspace_id, slack_id, scene.now)
    is_self = person.id == scene.person_id
    why = why_no_lead(
        is_bot=person.is_bot or person.slack_id == scene.workspace.bot_user_id,
        is_gone=person.is_deleted or person.is_stranger,
        is_guest=person.is_guest,
        is_member=is_self or conversations.is_member(session, place.id or 0, person.id or 0),
    )
    if why is not None:
        raise CannotLead(field, name_of(person), why)
    return person


def _read_standup(reading: Reading, scene: Scene, said: TeamFields, name: str) -> NewStandup | None:
    if said.standup != YES:
        return None
    prompt, closes = _clock(said.prompt or PROMPT), _clock(said.closes or CLOSE)
    today = scene.now.date()
    reading.take("closes", lambda: plan_standup(name, today=today, prompt=prompt, close=closes))
    return NewStandup(name=name, prompt=prompt, close=closes)


def _clock(written: str) -> Clock:
    time = dt.time.fromisoformat(written)
    return Clock(time.hour, time.minute)


def _write(session: Session, scene: Scene, team: Team, wanted: Mapping[str, Any]) -> None:
    changes = {
        name: [_plain(getattr(team, name)), _plain(value)]
        for name, value in wanted.items()
        if getattr(team, name) != value
    }
    if changes:
        values = {name: wanted[name] for name in changes}
        conversations.change_team(session, team.id or 0, values)
        record(session, scene, "settings", ("team", team.id or 0), changes)


def _plain(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, dt.time) else value


def _give_roles(
    session: Session, scene: Scene, team: Team, leads: list[Person], deputy: Person | None
) -> None:
    """Those named lead the team, and nobody else does."""
    team_id = team.id or 0
    wanted = {deputy.id or 0: Role.DEPUTY} if deputy else {}
    wanted |= {lead.id or 0: Role.LEAD for lead in leads}
    before = {
        person_id: role
        for role in (Role.LEAD, Role.DEPUTY)
        for person_id in conversations.people_with_role(session, team_id, (role.value,))
    }
    for person_id in sorted({*before, *wanted}):
        old, new = before.get(person_id), wanted.get(person_id)
        if old != new:
            conversations.set_role(session, team_id, person_id, new.value if new else None)
            change = {"role": [old, new]}
            record(
                session, scene, "role", ("team", team_id), {**change, "person": [None, person_id]}
            )

"""Define a standup, change it, pause it, end it. The form of one is in `form.py`."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.errors import TeamNotAllowed
from domain.people import PersonRef
from domain.recurrence import to_json
from domain.rhythm_errors import StandupNameRefused, StandupNotAllowed
from domain.standups.definition import plan_standup
from domain.standups.lines.values import NewStandup
from domain.standups.values import NAME_MAX, Part
from domain.standups.values import Standup as Definition
from domain.text import fold
from services.history import record
from services.placing import spot_for
from services.scene import Scene
from services.standups.rounds import ROUND, STANDUP
from services.tasks.resolve import resolve_person
from services.teams.rhythm import redraw_rhythm
from storage import conversations, rhythms
from storage import standups as store
from storage.rhythms import Look
from storage.tables import Conversation, Standup, Team

SUBJECT = "standup"
"""The kind of its subject in the history."""


@dataclass(frozen=True, slots=True)
class Defined:
    """A standup with its team and the channel where it happens; `change_group` is what Undo takes
    back."""

    standup: Standup
    team: Team
    place: Conversation
    people: int
    change_group: str = ""


def define_standup(session: Session, scene: Scene, new: NewStandup) -> Defined:
    """Write a new standup down; its first round is the next one that begins.

    Raises the errors of `domain.standups.definition`, TeamUnknown and TeamNotAllowed.
    """
    team, _ = spot_of(session, scene, new)
    allow(session, scene, team)
    today = scene.now.astimezone(ZoneInfo(team.zone)).date()
    planned = plan_standup(
        new.name,
        today=today,
        days=new.days,
        prompt=new.prompt,
        close=new.close,
        zones=new.zones,
        questions=new.questions,
        reminder=new.reminder,
        mood=new.mood,
        name_missing=new.name_missing,
    )
    parts = parts_named(session, scene, new.optional, new.observers)
    return write_new(session, scene, team, planned, parts)


def spot_of(session: Session, scene: Scene, new: NewStandup) -> tuple[Team, Conversation]:
    """The team and channel of a new standup; raises TeamUnknown and TeamNotAllowed."""
    spot = spot_for(session, scene, new.team)
    place = spot.share_with or spot.channel
    team = spot.team
    if spot.share_with is not None and place is not None:
        team = conversations.find_team(session, scene.workspace_id, place.id or 0)
    if team is None or place is None or not place.bot_is_member:
        raise TeamNotAllowed(place.name if place else "", "dm" if place is None else "not_member")
    return team, place


def parts_named(
    session: Session, scene: Scene, optional: Iterable[PersonRef], observers: Iterable[PersonRef]
) -> dict[int, str]:
    """The parts that a line names, by the person's primary key."""
    found: dict[int, str] = {}
    for part, people in ((Part.OPTIONAL, optional), (Part.OBSERVER, observers)):
        for ref in people:
            found[resolve_person(session, scene, ref).id or 0] = part.value
    return found


def write_new(
    session: Session, scene: Scene, team: Team, planned: Definition, parts: Mapping[int, str]
) -> Defined:
    """Write a standup down that holds together; raises StandupNameRefused for a taken name."""
    refuse_taken(session, team, planned.name, None)
    values = {
        **columns_of(planned),
        "workspace_id": scene.workspace_id,
        "team_id": team.id,
        "conversation_id": team.conversation_id,
        "paused": False,
        "creator_id": scene.person_id,
        "created_at": scene.now,
        "updated_at": scene.now,
    }
    standup_id = store.add_standup(session, values)
    for person_id, part in parts.items():
        store.set_part(session, standup_id, person_id, part)
    record(session, scene, "standup_new", (SUBJECT, standup_id), {"ended": [True, False]})
    look = Look(scene.now)
    rhythms.look_at(session, scene.workspace_id, STANDUP, standup_id, look, team_id=team.id)
    redraw_rhythm(session, scene.workspace_id, team.id or 0, scene.now)
    return defined(session, store.get_standup(session, standup_id), scene.change_group)


def refuse_taken(session: Session, team: Team, name: str, own_id: int | None) -> None:
    """Raise StandupNameRefused if another standup of the team has that name."""
    others = store.standups_of_teams(session, {team.id or 0})
    if any(each.folded == fold(name) and each.id != own_id for each in others):
        raise StandupNameRefused("taken", NAME_MAX)


def defined(session: Session, standup: Standup, change_group: str = "") -> Defined:
    """A standup with what is around it."""
    return Defined(
        standup,
        conversations.get_team(session, standup.workspace_id, standup.team_id),
        conversations.get_conversation(session, standup.conversation_id),
        sum(part != Part.OBSERVER for _, part in store.takers_of(session, standup)),
        change_group,
    )


def columns_of(planned: Definition) -> dict[str, Any]:
    """A definition as the table has it."""
    return {
        "name": planned.name,
        "folded": fold(planned.name),
        "days": to_json(planned.days),
        "prompt_at": dt.time(planned.prompt.hour, planned.prompt.minute),
        "close_at": dt.time(planned.close.hour, planned.close.minute),
        "zones": planned.zones.value,
        "questions": [[question.kind.value, question.text] for question in planned.questions],
        "reminder": planned.reminder,
        "mood": planned.mood,
        "name_missing": planned.name_missing,
    }


def allow(session: Session, scene: Scene, team: Team) -> None:
    """Settings of a team: its lead or an admin; while it has no lead, any full member.

    Raises StandupNotAllowed.
    """
    if scene.person.is_admin and not scene.person.is_guest:
        return
    role = conversations.role_in(session, team.id or 0, scene.person_id)
    if role in {"lead", "deputy"}:
        return
    leads = conversations.people_with_role(session, team.id or 0, ("lead",))
    outsider = scene.person.is_guest or scene.person.is_stranger
    if leads or outsider:
        raise StandupNotAllowed("change", None, "team")


def pause_standup(
    session: Session, scene: Scene, standup: Standup, until: dt.date | None
) -> Defined:
    """No rounds until that local date; None = until somebody resumes it."""
    values = {"paused": until is None, "paused_until": until}
    return change_standup(session, scene, standup, "pause", values)


def resume_standup(session: Session, scene: Scene, standup: Standup) -> Defined:
    """Rounds again, from today on."""
    team = conversations.get_team(session, scene.workspace_id, standup.team_id)
    today = scene.now.astimezone(ZoneInfo(team.zone)).date()
    values = {"paused": False, "paused_until": today}
    return change_standup(session, scene, standup, "resume", values)


def end_standup(session: Session, scene: Scene, standup: Standup) -> Defined:
    """It happens no more; what was answered stays."""
    return change_standup(session, scene, standup, "end", {"ended_at": scene.now})


def change_standup(
    session: Session, scene: Scene, standup: Standup, verb: str, values: Mapping[str, Any]
) -> Defined:
    """Set columns of a standup; raises NotAllowed and StandupNameRefused."""
    team = conversations.get_team(session, scene.workspace_id, standup.team_id)
    allow(session, scene, team)
    if "name" in values:
        refuse_taken(session, team, str(values["name"]), standup.id)
    return write_change(session, scene, standup, verb, values)


def write_change(
    session: Session,
    scene: Scene,
    standup: Standup,
    verb: str,
    values: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> Defined:
    """Write it, note it in the history, and have the rhythm looked at anew from now on."""
    standup_id = standup.id or 0
    wanted = {name: value for name, value in values.items() if getattr(standup, name) != value}
    store.change_standup(session, standup_id, {**wanted, "updated_at": scene.now})
    changes = {
        name: [plain(name, standup), plain_of(name, value)] for name, value in wanted.items()
    }
    shown = {("ended" if name == "ended_at" else name): both for name, both in changes.items()}
    record(session, scene, verb, (SUBJECT, standup_id), shown, undoes=undoes)
    follow_change(session, scene, store.get_standup(session, standup_id))
    return defined(session, store.get_standup(session, standup_id), scene.change_group)


def follow_change(session: Session, scene: Scene, standup: Standup) -> None:
    """Rounds to come follow a changed standup; what lay in a pause is not missed."""
    standup_id = standup.id or 0
    paused = standup.paused or standup.ended_at is not None
    look = Look(scene.now)
    team_id = standup.team_id
    rhythms.look_at(session, scene.workspace_id, STANDUP, standup_id, look, team_id=team_id)
    rhythms.pause(session, scene.workspace_id, STANDUP, standup_id, paused=paused)
    rounds = [each.id or 0 for each in store.unfinished_rounds(session, [standup_id])]
    rhythms.look_soon(session, scene.workspace_id, ROUND, rounds, scene.now)
    redraw_rhythm(session, scene.workspace_id, team_id, scene.now)


def plain(name: str, standup: Standup) -> Any:
    """A column as history keeps it."""
    return plain_of(name, getattr(standup, name))


def plain_of(name: str, value: Any) -> Any:
    """The value of a column as history keeps it."""
    if name == "ended_at":
        return value is not None
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value

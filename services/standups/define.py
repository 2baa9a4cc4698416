"""Define a standup, change it, pause it, end it; choose the one that a line means."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.errors import NotAllowed, TeamNotAllowed
from domain.recurrence import to_json
from domain.rhythm_errors import NoSuchStandup
from domain.standups.definition import plan_standup
from domain.standups.lines.values import NewStandup
from domain.standups.values import Part
from domain.standups.values import Standup as Definition
from domain.text import fold
from services.history import record
from services.placing import spot_for
from services.scene import Scene
from services.standups.rounds import STANDUP
from services.tasks.resolve import resolve_person
from storage import conversations, rhythms
from storage import standups as store
from storage.rhythms import Look
from storage.tables import Conversation, Standup, Team


@dataclass(frozen=True, slots=True)
class Defined:
    """A standup with its team and the channel where it happens."""

    standup: Standup
    team: Team
    place: Conversation
    people: int


def define_standup(session: Session, scene: Scene, new: NewStandup) -> Defined:
    """Write a new standup down; its first round is the next one that begins.

    Raises the errors of `domain.standups.definition`, TeamUnknown and TeamNotAllowed.
    """
    spot = spot_for(session, scene, new.team)
    place = spot.share_with or spot.channel
    team = spot.team
    if spot.share_with is not None:
        team = (
            conversations.find_team(session, scene.workspace_id, place.id or 0) if place else None
        )
    if team is None or place is None or not place.bot_is_member:
        raise TeamNotAllowed(place.name if place else "", "dm" if place is None else "not_member")
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
    values = {
        **columns_of(planned),
        "workspace_id": scene.workspace_id,
        "team_id": team.id,
        "conversation_id": place.id,
        "paused": False,
        "creator_id": scene.person_id,
        "created_at": scene.now,
        "updated_at": scene.now,
    }
    standup_id = store.add_standup(session, values)
    for part, people in ((Part.OPTIONAL, new.optional), (Part.OBSERVER, new.observers)):
        for ref in people:
            person = resolve_person(session, scene, ref)
            store.set_part(session, standup_id, person.id or 0, part.value)
    record(session, scene, "standup_new", ("standup", standup_id), {"name": [None, planned.name]})
    look = Look(scene.now)
    rhythms.look_at(session, scene.workspace_id, STANDUP, standup_id, look, team_id=team.id)
    return defined(session, store.get_standup(session, standup_id))


def defined(session: Session, standup: Standup) -> Defined:
    """A standup with what is around it."""
    return Defined(
        standup,
        conversations.get_team(session, standup.workspace_id, standup.team_id),
        conversations.get_conversation(session, standup.conversation_id),
        sum(part != Part.OBSERVER for _, part in store.takers_of(session, standup)),
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

    Raises NotAllowed.
    """
    if scene.person.is_admin and not scene.person.is_guest:
        return
    role = conversations.role_in(session, team.id or 0, scene.person_id)
    if role in {"lead", "deputy"}:
        return
    leads = conversations.people_with_role(session, team.id or 0, ("lead",))
    outsider = scene.person.is_guest or scene.person.is_stranger
    if leads or outsider:
        raise NotAllowed("standup", None, "team")


def standups_here(session: Session, scene: Scene) -> list[Standup]:
    """The standups of this channel; elsewhere those of the person's own channels."""
    if scene.team is not None:
        return store.standups_of_teams(session, {scene.team.id or 0})
    return store.standups_of_person(session, scene.workspace_id, scene.person_id)


def choose_standup(session: Session, scene: Scene, name: str | None) -> Standup:
    """The standup that a line means: by name, else the only one here; raises NoSuchStandup."""
    here = standups_here(session, scene)
    named = _named(here, name) if name else here
    if len(named) == 1:
        return named[0]
    raise NoSuchStandup(name or "", tuple(standup.name for standup in here))


def _named(standups: Sequence[Standup], name: str) -> list[Standup]:
    folded = fold(name)
    exact = [standup for standup in standups if standup.folded == folded]
    return exact or [standup for standup in standups if standup.folded.startswith(folded)]


def pause_standup(
    session: Session, scene: Scene, standup: Standup, until: dt.date | None
) -> Defined:
    """No rounds until that local date; None = until somebody resumes it."""
    allow(session, scene, conversations.get_team(session, scene.workspace_id, standup.team_id))
    values = {"paused": until is None, "paused_until": until, "updated_at": scene.now}
    _change(session, scene, standup, "pause", values)
    return defined(session, store.get_standup(session, standup.id or 0))


def resume_standup(session: Session, scene: Scene, standup: Standup) -> Defined:
    """Rounds again, from today on."""
    allow(session, scene, conversations.get_team(session, scene.workspace_id, standup.team_id))
    team = conversations.get_team(session, scene.workspace_id, standup.team_id)
    today = scene.now.astimezone(ZoneInfo(team.zone)).date()
    values = {"paused": False, "paused_until": today, "updated_at": scene.now}
    _change(session, scene, standup, "resume", values)
    return defined(session, store.get_standup(session, standup.id or 0))


def end_standup(session: Session, scene: Scene, standup: Standup) -> None:
    """It happens no more; what was answered stays."""
    allow(session, scene, conversations.get_team(session, scene.workspace_id, standup.team_id))
    _change(session, scene, standup, "end", {"ended_at": scene.now, "updated_at": scene.now})


def _change(
    session: Session, scene: Scene, standup: Standup, verb: str, values: dict[str, Any]
) -> None:
    """Write it, note it in the history, and have the rhythm looked at anew."""
    standup_id = standup.id or 0
    store.change_standup(session, standup_id, values)
    changes = {
        name: [_plain(getattr(standup, name)), _plain(value)]
        for name, value in values.items()
        if name != "updated_at" and getattr(standup, name) != value
    }
    record(session, scene, verb, ("standup", standup_id), changes)
    paused = bool(values.get("paused", standup.paused))
    rhythms.pause(session, scene.workspace_id, STANDUP, standup_id, paused=paused)
    rhythms.look_soon(session, scene.workspace_id, STANDUP, [standup_id], scene.now)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value

"""A person as Slack describes them now, and all that follows: offers, teams, absence by status."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from domain.absence import STATUS_MAX, Status
from services.absence import note_status
from services.people import describe_person
from services.tasks.handing import end_offers_to
from services.teams.leaving import deactivated
from services.teams.rhythm import look_again_at_person
from storage import people
from storage.tables import Person, Workspace

_FELT = ("zone", "is_guest", "is_bot", "is_stranger", "is_deleted")
"""What the next times of a person's teams depend on."""


def take_profile(
    session: Session, workspace: Workspace, user: Mapping[str, Any], now: dt.datetime
) -> Person:
    """Write down a Slack user object (`users.info`, `users.list`, `user_change`, `team_join`)."""
    workspace_id = workspace.id or 0
    before = people.find_person(session, workspace_id, str(user["id"]))
    person = describe_person(session, workspace, user)
    end_offers_to(session, workspace, person, now)
    if before is not None:
        _follow(session, workspace_id, before, person, now)
    if not (person.is_bot or person.is_deleted):
        note_status(session, workspace_id, person, _status(user), now)
    return person


def _follow(
    session: Session, workspace_id: int, before: Person, person: Person, now: dt.datetime
) -> None:
    if person.is_deleted and not before.is_deleted:
        deactivated(session, workspace_id, person, now)
    elif any(getattr(before, name) != getattr(person, name) for name in _FELT):
        look_again_at_person(session, workspace_id, person.id or 0, now)


def _status(user: Mapping[str, Any]) -> Status:
    profile: Mapping[str, Any] = user.get("profile") or {}
    until = profile.get("status_expiration") or 0
    return Status(
        emoji=str(profile.get("status_emoji") or ""),
        text=str(profile.get("status_text") or "")[:STATUS_MAX],
        expires_at=dt.datetime.fromtimestamp(until, dt.UTC) if until else None,
    )

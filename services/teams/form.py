"""The form of a team's rhythm: its fields as texts, and what it shows."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields

from sqlmodel import Session

from domain.languages import Language
from domain.personal import Nudges
from domain.teams import Role, render_days
from domain.zones import country_of
from services.scene import Scene
from services.teams.rhythm import RHYTHM
from services.teams.rights import allow_settings, check_place
from storage import conversations, deliveries, rosters, standups
from storage.people import locale_of
from storage.tables import Conversation, Team

YES = "yes"
"""The value of a ticked box."""
PROMPT, CLOSE = "09:30", "11:30"
WORKS_FROM, WORKS_UNTIL = "09:00", "18:00"


@dataclass(frozen=True, slots=True)
class TeamFields:
    """The fields of the form as texts; None = the form did not have this field.

    People are Slack ids, several separated by spaces; days of the week are digits, Monday is 0;
    times are HH:MM; a box is YES or "".
    """

    leads: str | None = ""
    deputy: str | None = ""
    zone: str | None = ""
    working_days: str | None = ""
    works_from: str | None = ""
    works_until: str | None = ""
    language: str | None = ""
    country: str | None = ""
    subdivision: str | None = ""
    days_off: str | None = ""
    extra_days: str | None = ""
    nudges: str | None = ""
    pin: str | None = ""
    standup: str | None = None
    prompt: str | None = None
    closes: str | None = None


@dataclass(frozen=True, slots=True)
class TeamForm:
    """What the form is opened with."""

    place: Conversation
    shown: TeamFields
    seen: Mapping[str, str]
    is_new: bool


def form_for(session: Session, scene: Scene, place: Conversation | None) -> TeamForm:
    """The form of the channel's team.

    Raises NoTeamHere, TeamNotAllowed, GuestCannot and NotTheLead.
    """
    place = check_place(session, scene, place)
    team = conversations.find_team(session, scene.workspace_id, place.id or 0)
    allow_settings(session, scene, team)
    shown = fields_of(session, scene, team)
    return TeamForm(place, shown, digests(shown), not is_set_up(session, team))


def is_set_up(session: Session, team: Team | None) -> bool:
    """Whether somebody has saved the form of this team before."""
    if team is None:
        return False
    if conversations.people_with_role(session, team.id or 0, (Role.LEAD.value,)):
        return True
    return bool(deliveries.shown(session, team.workspace_id, RHYTHM, team.id or 0))


def fields_of(session: Session, scene: Scene, team: Team | None) -> TeamFields:
    """The form as the present settings fill it; what a new team begins with comes from whoever
    sets it up."""
    if not is_set_up(session, team):
        return _usual(session, scene, team)
    assert team is not None  # noqa: S101 - one that is not there has not been set up
    leads = rosters.people_with(session, team.id or 0, (Role.LEAD,))
    deputies = rosters.people_with(session, team.id or 0, (Role.DEPUTY,))
    asks = {} if has_standup(session, team) else _NO_STANDUP
    return TeamFields(
        leads=" ".join(lead.slack_id for lead in leads) or scene.person.slack_id,
        deputy=deputies[0].slack_id if deputies else "",
        zone=team.zone,
        working_days=team.working_days,
        works_from=f"{team.works_from:%H:%M}",
        works_until=f"{team.works_until:%H:%M}",
        language=_language(team.locale),
        country=team.country or "",
        subdivision=team.subdivision or "",
        days_off=render_days(map(dt.date.fromisoformat, team.days_off or ())),
        extra_days=render_days(map(dt.date.fromisoformat, team.extra_days or ())),
        nudges=team.nudges,
        pin=YES if team.pin_makes_task else "",
        **asks,
    )


_NO_STANDUP = {"standup": "", "prompt": PROMPT, "closes": CLOSE}


def _usual(session: Session, scene: Scene, team: Team | None) -> TeamFields:
    zone = team.zone if team else scene.person.zone
    asks = team is None or not has_standup(session, team)
    return TeamFields(
        leads=scene.person.slack_id,
        zone=zone,
        working_days=team.working_days if team else "01234",
        works_from=WORKS_FROM,
        works_until=WORKS_UNTIL,
        language=_language(team.locale if team else locale_of(scene.person)),
        country=country_of(zone),
        nudges=team.nudges if team else Nudges.STANDARD.value,
        pin=YES if team is None or team.pin_makes_task else "",
        **({**_NO_STANDUP, "standup": YES} if asks else {}),
    )


def has_standup(session: Session, team: Team) -> bool:
    """Whether the team has a standup already."""
    return bool(standups.standups_of_teams(session, {team.id or 0}))


def _language(locale: str) -> str:
    return Language.CHINESE.value if locale.startswith("zh") else Language.ENGLISH.value


def digests(shown: TeamFields) -> dict[str, str]:
    """What a form remembers of the fields it was opened with: enough to see what changed."""
    return {name: _digest(value) for name, value in given(shown).items()}


def given(said: TeamFields) -> dict[str, str]:
    """The fields that the form had, by name."""
    every = {each.name: getattr(said, each.name) for each in fields(said)}
    return {name: value for name, value in every.items() if value is not None}


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(sorted(text.split())).encode()).hexdigest()[:12]

"""Who acts, where, when and through which door: what every use case is told first."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.workdays import WorkCalendar, calendar_around
from storage import conversations, deliveries, people, scenes, workspaces
from storage.deliveries import Wish
from storage.tables import Conversation, Person, Team, Workspace
from storage.visibility import Audience


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, in Slack's ids."""

    team: str
    user: str
    channel: str = ""
    thread_ts: str = ""
    message_ts: str = ""


class NotMetYet(Exception):
    """A request that only reads names somebody or some place that is not written down yet: it is
    to be carried out where that can be done."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One request: `change_group` is what Undo takes back, `origin` names a message and emoji."""

    workspace: Workspace
    person: Person
    place: Conversation | None
    now: dt.datetime
    door: str
    change_group: str
    thread_ts: str = ""
    origin: str = ""
    team: Team | None = None
    """The team of `place` as it was when the request came."""

    @property
    def workspace_id(self) -> int:
        return self.workspace.id or 0

    @property
    def person_id(self) -> int:
        return self.person.id or 0

    @property
    def only_reads(self) -> bool:
        """Whether the request runs where nothing can be written: there is no change to undo."""
        return not self.change_group

    @property
    def audience(self) -> Audience:
        """The acting person, for replies that only they see."""
        return Audience(person=self.person)

    def through(self, door: str, origin: str = "") -> "Scene":
        """The same scene seen as coming through another door."""
        return replace(self, door=door, origin=origin)


def enter(session: Session, origin: Origin, *, now: dt.datetime, door: str) -> Scene:
    """Load the scene of a request, writing stubs for people and places not met before."""
    known = _known(session, origin)
    workspace_id = known.workspace.id or 0
    person = known.person or meet(session, workspace_id, origin.user, now)
    place = known.conversation
    if place is None and origin.channel:
        place = visit(session, workspace_id, origin.channel, now)
    elif place is not None and not place.known and place.kind != "im":
        # Slack's answer about this place may be arriving at this very moment: what is written
        # here must come before it, or know it.
        place = conversations.hold_conversation(session, place.id or 0)
    return Scene(
        workspace=known.workspace,
        person=person,
        place=place,
        now=now,
        door=door,
        change_group=uuid.uuid4().hex,
        thread_ts=origin.thread_ts,
        team=known.team,
    )


def _known(session: Session, origin: Origin) -> scenes.Known:
    found = scenes.find_known(session, origin.team, origin.user, origin.channel)
    if found is None or found.workspace.ended_at is not None:
        # What is saved for an ended workspace would be shown to nobody.
        raise workspaces.WorkspaceUnknown(origin.team)
    return found


def look_in(session: Session, origin: Origin, *, now: dt.datetime, door: str) -> Scene | None:
    """The scene of a request that only reads; None if somebody or some place in it is new."""
    known = _known(session, origin)
    if known.person is None or (origin.channel and known.conversation is None):
        return None
    return Scene(
        workspace=known.workspace,
        person=known.person,
        place=known.conversation,
        now=now,
        door=door,
        change_group="",
        thread_ts=origin.thread_ts,
        team=known.team,
    )


def meet(session: Session, workspace_id: int, slack_id: str, now: dt.datetime) -> Person:
    """The person with this Slack id; a stranger is written down and Slack is asked about them."""
    known = people.find_person(session, workspace_id, slack_id)
    if known is not None:
        return known
    deliveries.want(session, workspace_id, Wish("look_up_person", slack_id), now)
    return people.add_stub(session, workspace_id, slack_id)


def visit(session: Session, workspace_id: int, slack_id: str, now: dt.datetime) -> Conversation:
    """The conversation with this Slack id; Slack is asked about a new one."""
    known = conversations.find_conversation(session, workspace_id, slack_id)
    if known is not None:
        return known
    if slack_id.startswith("D"):
        return conversations.add_conversation(session, workspace_id, slack_id, "im")
    deliveries.want(session, workspace_id, Wish("look_up_conversation", slack_id), now)
    return conversations.add_conversation(session, workspace_id, slack_id, "public")


def team_here(session: Session, scene: Scene, place: Conversation | None) -> Team | None:
    """The team of a place, created silently where that is allowed.

    Never for direct messages, places the bot cannot see or channels shared with another company,
    and never by a guest.
    """
    if place is None or place.id is None:
        return None
    if scene.place is not None and scene.place.id == place.id and scene.team is not None:
        return scene.team
    known = conversations.find_team(session, scene.workspace_id, place.id)
    if known is not None:
        return known
    can_be_team = (
        place.known
        and place.kind in {"public", "private"}
        and (place.kind == "public" or place.bot_is_member)
        and not place.is_shared
        and not place.is_archived
    )
    outsider = scene.person.is_guest or scene.person.is_stranger
    if not can_be_team or outsider:
        return None
    return conversations.add_team(
        session,
        scene.workspace_id,
        place.id,
        zone=scene.person.zone,
        locale=people.locale_of(scene.person),
        now=scene.now,
    )


def place_of(scene: Scene, place: Conversation) -> Scene:
    """The same scene as if the request had come from that place."""
    return replace(scene, place=place, team=None, thread_ts="")


def zone_of(scene: Scene, team: Team | None) -> ZoneInfo:
    """The zone in which dates are meant: the team's, else the person's own."""
    return ZoneInfo(team.zone if team else scene.person.zone)


def calendar_of(team: Team | None, now: dt.datetime) -> WorkCalendar:
    """The working days that dates around `now` are counted in: the team's week less the holidays
    of its country and its own days off; without a team Monday to Friday."""
    if team is None:
        return calendar_around(now.year)
    return calendar_around(
        now.year,
        working_days=frozenset(int(day) for day in team.working_days),
        country=team.country,
        subdivision=team.subdivision,
        days_off=frozenset(map(dt.date.fromisoformat, team.days_off or ())),
        extra_days=frozenset(map(dt.date.fromisoformat, team.extra_days or ())),
    )

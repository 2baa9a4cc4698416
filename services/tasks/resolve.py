"""From what a line names (`@ana`, `#ops`, "fri") to people, teams and dates of this workspace."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.dates import Due, When, resolve_when
from domain.errors import PersonCannotOwn, PersonUnknown, TeamNotAllowed, TeamUnknown
from domain.people import ChannelRef, PersonKind, PersonRef
from services.scene import NotMetYet, Scene, calendar_of, meet, team_here, visit, zone_of
from storage import conversations, people
from storage.people import locale_of
from storage.tables import NEVER, Conversation, Goal, Person, Task, Team

CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class DueColumns:
    """The three columns of a due date; `until` is the instant at which it becomes overdue."""

    due_date: dt.date | None
    due_at: dt.datetime | None
    due_until: dt.datetime


NO_DUE = DueColumns(None, None, NEVER)


def resolve_person(session: Session, scene: Scene, ref: PersonRef) -> Person:
    """The person meant, who can own a task; raises PersonUnknown or PersonCannotOwn."""
    if ref.kind is PersonKind.ME:
        return scene.person
    if ref.kind in {PersonKind.GROUP, PersonKind.SPECIAL, PersonKind.BOT}:
        raise PersonCannotOwn(ref.kind.value, ref.name or "", _members(session, scene.place))
    if ref.slack_id:
        found = _meet(session, scene, ref.slack_id)
    else:
        found = _by_name(session, scene, ref.name or "")
    if found.slack_id == scene.workspace.bot_user_id or found.is_bot:
        raise PersonCannotOwn("bot", name_of(found), _members(session, scene.place))
    if found.is_deleted:
        raise PersonCannotOwn("deactivated", name_of(found), _members(session, scene.place))
    return found


def resolve_owner(
    session: Session, scene: Scene, ref: PersonRef, place: Conversation | None = None
) -> Person:
    """The person who shall own what is made or changed; raises as `resolve_person` does.

    Guests see what their channels see and nothing else, so they own only what belongs there:
    to `place`, or to where the request came from.
    """
    person, place = resolve_person(session, scene, ref), place or scene.place
    if not (person.is_guest or person.is_stranger) or person.id == scene.person_id:
        return person
    if place is None or (place.kind != "im" and not place.bot_is_member):
        return person  # who is there cannot be told
    if not conversations.is_member(session, place.id or 0, person.id or 0):
        raise PersonCannotOwn("guest", name_of(person), _members(session, place))
    return person


def place_of(session: Session, thing: Task | Goal) -> Conversation | None:
    """The conversation whose members see a task or goal: its team's, else where it was made."""
    if thing.team_id is not None:
        team = conversations.get_team(session, thing.workspace_id, thing.team_id)
        return conversations.get_conversation(session, team.conversation_id)
    if thing.conversation_id is not None:
        return conversations.get_conversation(session, thing.conversation_id)
    return None


def _meet(session: Session, scene: Scene, slack_id: str) -> Person:
    if scene.only_reads and people.find_person(session, scene.workspace_id, slack_id) is None:
        raise NotMetYet(slack_id)
    return meet(session, scene.workspace_id, slack_id, scene.now)


def _visit(session: Session, scene: Scene, slack_id: str) -> Conversation:
    known = conversations.find_conversation(session, scene.workspace_id, slack_id)
    if known is None and scene.only_reads:
        raise NotMetYet(slack_id)
    return known or visit(session, scene.workspace_id, slack_id, scene.now)


def _by_name(session: Session, scene: Scene, name: str) -> Person:
    matches = people.named(session, scene.workspace_id, name)
    if len(matches) == 1:
        return matches[0]
    # Namesakes are told apart by their full names.
    candidates = tuple(p.real_name or name_of(p) for p in matches) or _members(session, scene.place)
    raise PersonUnknown(name, candidates)


def _members(session: Session, place: Conversation | None) -> tuple[str, ...]:
    """Handles of the people there, to choose an owner from."""
    if place is None or place.id is None:
        return ()
    here = people.members_of(session, place.id, CANDIDATES)
    return tuple(f"@{person.handle or name_of(person)}" for person in here)


def name_of(person: Person) -> str:
    """The name by which people know each other in Slack."""
    return person.display_name or person.real_name or person.handle or person.slack_id


def resolve_channel(session: Session, scene: Scene, ref: ChannelRef) -> Conversation:
    """The channel meant; raises TeamUnknown."""
    if ref.slack_id:
        return _visit(session, scene, ref.slack_id)
    found = conversations.named_conversation(session, scene.workspace_id, ref.name or "")
    if found is None or not _may_name(session, scene, found):
        raise TeamUnknown(ref.name or "")
    return found


def _may_name(session: Session, scene: Scene, place: Conversation) -> bool:
    """A private channel is only known by name to those who are in it."""
    if place.kind == "public" or place.id is None:
        return True
    return conversations.is_member(session, place.id, scene.person_id)


def resolve_team(session: Session, scene: Scene, ref: ChannelRef) -> tuple[Team, Conversation]:
    """The team of the channel meant; raises TeamUnknown or TeamNotAllowed."""
    place = resolve_channel(session, scene, ref)
    team = team_here(session, scene, place)
    if team is None:
        raise TeamNotAllowed(place.name or ref.name or "", _why_no_team(scene, place))
    return team, place


def _why_no_team(scene: Scene, place: Conversation) -> str:
    if scene.person.is_guest or scene.person.is_stranger:
        return "guest"
    if place.is_archived:
        return "archived"
    if place.is_shared:
        return "shared"
    if place.kind in {"im", "mpim"}:
        return "dm"
    return "not_member"


def resolve_due(scene: Scene, team: Team | None, when: When | None) -> DueColumns:
    """A date phrase in the team's zone (else the person's); raises PastDate and NoSuchDate."""
    if when is None:
        return NO_DUE
    zone = zone_of(scene, team)
    due = resolve_when(
        when,
        now=scene.now,
        zone=zone,
        day_first=is_day_first(locale_of(scene.person)),
        calendar=calendar_of(team, scene.now),
    )
    return due_columns(due, zone)


def due_columns(due: Due, zone: ZoneInfo) -> DueColumns:
    """A date without a time becomes overdue when that day is over in the team's zone."""
    if due.at is not None:
        return DueColumns(due.date, due.at, due.at)
    day_after = dt.datetime.combine(due.date + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    return DueColumns(due.date, None, day_after.astimezone(dt.UTC))


def is_day_first(locale: str) -> bool:
    """Whether `1/2` means the first of February to readers of this locale."""
    return not (locale.replace("_", "-") == "en-US" or locale.startswith("zh"))

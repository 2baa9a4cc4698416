"""What Slack says of people and conversations, written down."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from domain.zones import known_zone
from services.scene import meet
from services.showing import bring_back, open_up
from services.standups.halting import place_changed
from services.teams.leaving import joined_channel, left_channel
from services.teams.rhythm import redraw_rhythm
from storage import conversations, deliveries, people, rosters
from storage.deliveries import Wish
from storage.tables import Conversation, Person, Workspace

SlackObject = Mapping[str, Any]


def describe_person(session: Session, workspace: Workspace, user: SlackObject) -> Person:
    """Write down a Slack user object (`users.info`, `users.list`, `user_change`)."""
    profile = user.get("profile") or {}
    known = people.find_person(session, workspace.id or 0, str(user["id"]))
    foreign = (user.get("team_id") or workspace.slack_id) != workspace.slack_id
    facts = {
        "handle": user.get("name") or "",
        "real_name": user.get("real_name") or profile.get("real_name") or "",
        "display_name": profile.get("display_name") or "",
        # Not every event carries zone and locale, so what is known stays.
        "zone": known_zone(user.get("tz")) or (known.zone if known else "UTC"),
        "locale": user.get("locale") or (known.locale if known else "en-US"),
        "is_bot": bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
        "is_guest": bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        "is_stranger": bool(user.get("is_stranger")) or foreign,
        "is_admin": bool(user.get("is_admin") or user.get("is_owner")),
        "is_deleted": bool(user.get("deleted")),
    }
    return people.describe_person(session, workspace.id or 0, str(user["id"]), facts)


def forget_unknown(session: Session, workspace: Workspace, slack_id: str) -> None:
    """Slack does not know this person or hides them: they can own nothing new."""
    people.describe_person(session, workspace.id or 0, slack_id, {"is_deleted": True})


def kind_of(channel: SlackObject) -> str:
    """public, private, im or mpim, from a Slack conversation object."""
    if channel.get("is_im"):
        return "im"
    if channel.get("is_mpim"):
        return "mpim"
    private = channel.get("is_private") or channel.get("is_group")
    return "private" if private else "public"


def describe_conversation(
    session: Session, workspace: Workspace, channel: SlackObject, now: dt.datetime
) -> Conversation:
    """Write down a Slack conversation object and show there what had been waiting for it."""
    kind = kind_of(channel)
    before = conversations.find_conversation(session, workspace.id or 0, str(channel["id"]))
    facts: dict[str, Any] = {
        "kind": kind,
        "name": channel.get("name") or "",
        "is_archived": bool(channel.get("is_archived")),
        "is_shared": bool(channel.get("is_ext_shared")),
        "bot_is_member": kind == "im" or bool(channel.get("is_member")),
        "known": True,
    }
    described = conversations.describe_conversation(
        session, workspace.id or 0, str(channel["id"]), facts
    )
    if described.bot_is_member and kind != "im" and not (before and before.bot_is_member):
        deliveries.want(
            session,
            workspace.id or 0,
            Wish("look_up_members", described.slack_id, slot=now.isoformat()),
            now,
        )
    if before and (before.is_archived or not before.bot_is_member) and _takes_posts(described):
        bring_back(session, workspace.id or 0, described.slack_id, now)
    open_up(session, workspace, described, now)
    place_changed(session, described, now)
    return described


def _takes_posts(place: Conversation) -> bool:
    return place.bot_is_member and not place.is_archived


def hide_conversation(
    session: Session, workspace: Workspace, slack_id: str, now: dt.datetime
) -> None:
    """The bot cannot see this conversation: nothing made there leaves the people concerned."""
    facts = {"kind": "private", "bot_is_member": False, "known": True}
    change_conversation(session, workspace, slack_id, facts, now)


def bot_left(session: Session, workspace: Workspace, slack_id: str, now: dt.datetime) -> None:
    """The bot was removed from a conversation."""
    change_conversation(session, workspace, slack_id, {"bot_is_member": False}, now)


def look_again(session: Session, workspace: Workspace, slack_id: str, now: dt.datetime) -> None:
    """A conversation may take posts again: ask Slack what it is like now."""
    wish = Wish("look_up_conversation", slack_id, slot=now.isoformat())
    deliveries.want(session, workspace.id or 0, wish, now)


def change_conversation(
    session: Session,
    workspace: Workspace,
    slack_id: str,
    facts: Mapping[str, Any],
    now: dt.datetime,
) -> None:
    """Renamed, archived, shared: write down what an event says of a conversation."""
    place = conversations.describe_conversation(session, workspace.id or 0, slack_id, facts)
    place_changed(session, place, now)
    team = conversations.find_team(session, place.workspace_id, place.id or 0)
    if team is not None and "name" in facts:
        redraw_rhythm(session, place.workspace_id, team.id or 0, now)


def follow_channel(session: Session, workspace: Workspace, old: str, new: str) -> None:
    """Slack gave a channel another id: its row, and the messages known in it, follow."""
    conversations.change_id(session, workspace.id or 0, old, new)
    deliveries.change_channel(session, workspace.id or 0, old, new)


def set_members(
    session: Session,
    workspace: Workspace,
    place: Conversation,
    slack_ids: Iterable[str],
    now: dt.datetime,
    *,
    complete: bool,
) -> None:
    """Write down who is in a conversation; `complete` removes everybody else."""
    ids = [meet(session, workspace.id or 0, slack_id, now).id or 0 for slack_id in slack_ids]
    before = rosters.members_of(session, place.id or 0)
    conversations.add_members(session, place.id or 0, ids)
    if set(ids) - before:
        joined_channel(session, place, now)
    if complete:
        conversations.keep_members(session, place.id or 0, ids)
        gone = people.people_of(session, workspace.id or 0, before - set(ids))
        for person in gone.values():
            left_channel(session, place, person, now)


def member_joined(
    session: Session, workspace: Workspace, channel: str, user: str, now: dt.datetime
) -> None:
    """Somebody joined a conversation; the bot itself means that it was invited."""
    if user == workspace.bot_user_id:
        look_again(session, workspace, channel, now)
        return
    place = conversations.find_conversation(session, workspace.id or 0, channel)
    if place is not None and place.id is not None:
        person = meet(session, workspace.id or 0, user, now)
        conversations.add_members(session, place.id, [person.id or 0])
        joined_channel(session, place, now)


def member_left(
    session: Session, workspace: Workspace, channel: str, user: str, now: dt.datetime
) -> None:
    """Somebody left a conversation, and with it its team."""
    if user == workspace.bot_user_id:
        bot_left(session, workspace, channel, now)
        return
    place = conversations.find_conversation(session, workspace.id or 0, channel)
    person = people.find_person(session, workspace.id or 0, user)
    if place is None or person is None:
        return
    if conversations.is_member(session, place.id or 0, person.id or 0):
        conversations.remove_member(session, place.id or 0, person.id or 0)
        left_channel(session, place, person, now)

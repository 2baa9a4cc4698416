"""Channels and direct messages: creating, joining, leaving, archiving, renaming, sharing.

Every change is told as Slack tells it: the narrow event plus the service line in the channel.
"""

from __future__ import annotations

import unicodedata

from sandbox.state import render
from sandbox.state.messages import Messages
from sandbox.state.records import Channel, Json, Refused

_NAME_MAX = 80


class Conversations(Messages):
    """Everything that changes a channel or who is in it."""

    def add_channel(
        self, name: str, *, creator: str, members: list[str], private: bool = False
    ) -> Channel:
        """Put a channel with its members into the workspace silently (setting up)."""
        channel = Channel(
            id=self.new_id("C", name),
            name=name,
            kind="private" if private else "public",
            creator=self.user(creator).id,
            created=self.unix(),
            members=[self.user(m).id for m in members],
        )
        self.channels[channel.id] = channel
        return channel

    def create_channel(self, name: str, *, creator: str, private: bool = False) -> Channel:
        """A person creates a channel and is its first member: `channel_created` for public ones."""
        self._check_name(name)
        channel = self.add_channel(name, creator=creator, members=[creator], private=private)
        if not private:
            body = {**self.channel_json(channel, creator), "is_member": None}
            del body["is_member"]
            self.emit({"type": "channel_created", "channel": body, **self._stamp()}, None)
        self.changed({"topic": "channels"})
        return channel

    def open_dm(self, user_ref: str) -> Channel:
        """The direct message of a person with the app, made on first use."""
        user = self.user(user_ref)
        bot = self.installed_app.bot_user_id
        if user.id in self.dms:
            return self.channels[self.dms[user.id]]
        channel = Channel(
            id=self.new_id("D", user.name),
            name="directmessage",
            kind="im",
            creator=bot,
            created=self.unix(),
            members=[user.id, bot],
            with_user=user.id,
        )
        self.channels[channel.id] = channel
        self.dms[user.id] = channel.id
        self.changed({"topic": "channels"})
        return channel

    def open_im(self, user_ref: str, other_ref: str) -> Channel:
        """The direct message of two people (or of one with themselves), made on first use.

        With the app as one of them it is the app's own direct message.
        """
        user, other = self.user(user_ref), self.user(other_ref)
        if self.app is not None and other.id == self.app.bot_user_id:
            return self.open_dm(user.id)
        members = list(dict.fromkeys([user.id, other.id]))
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == set(members):
                return channel
        channel = Channel(
            id=self.new_id("D", user.name),
            name="directmessage",
            kind="im",
            creator=user.id,
            created=self.unix(),
            members=members,
            with_user=other.id,
        )
        self.channels[channel.id] = channel
        self.changed({"topic": "channels"})
        return channel

    def open_group(self, user_refs: list[str], creator: str) -> Channel:
        """The group DM of these people, made on first use; all of them are in it for good."""
        people = sorted((self.user(ref) for ref in user_refs), key=lambda user: user.name)
        ids = [user.id for user in people]
        if (found := self.group_of(ids)) is not None:
            return found
        names = [user.name for user in people]
        text = "Group messaging with: " + " ".join(f"@{name}" for name in names)
        channel = Channel(
            id=self.new_id("C", "mpdm"),
            name=f"mpdm-{'--'.join(names)}-1",
            kind="mpim",
            creator=creator,
            created=self.unix(),
            members=ids,
            purpose={"value": text, "creator": creator, "last_set": self.unix()},
        )
        self.channels[channel.id] = channel
        self.changed({"topic": "channels"})
        return channel

    def group_of(self, user_ids: list[str]) -> Channel | None:
        """The group DM of exactly these people, None if they have none."""
        wanted = set(user_ids)
        groups = (c for c in self.channels.values() if c.kind == "mpim")
        return next((c for c in groups if set(c.members) == wanted), None)

    def dm_exists(self, user_id: str) -> bool:
        """True once the direct message of that person with the app was opened."""
        return user_id in self.dms

    def join(self, channel_ref: str, user_ref: str, inviter: str | None = None) -> Channel:
        """Somebody joins or is invited: `channel_join` line and `member_joined_channel`."""
        channel, user = self._open(channel_ref), self.user(user_ref)
        if user.deleted:
            raise Refused("user_not_found")
        if user.id in channel.members:
            raise Refused("already_in_channel")
        channel.members.append(user.id)
        extra = {"inviter": inviter} if inviter else {}
        self._line(channel, user.id, "join", f"<@{user.id}> has joined the channel", extra)
        self._tell_member("member_joined_channel", channel, user.id, extra)
        return channel

    def leave(self, channel_ref: str, user_ref: str, kicked_by: str | None = None) -> Channel:
        """Somebody leaves or is removed: line, `member_left_channel` (the app: `channel_left`)."""
        channel, user = self._open(channel_ref), self.user(user_ref)
        if user.id not in channel.members:
            raise Refused("not_in_channel")
        if channel.is_general and not user.is_bot:
            raise Refused("cant_kick_from_general" if kicked_by else "cant_leave_general")
        self._line(channel, user.id, "leave", f"<@{user.id}> has left the channel", {})
        self._tell_member("member_left_channel", channel, user.id, {})
        if self.app is not None and user.id == self.app.bot_user_id:
            event = {"type": _kind(channel, "left"), "channel": channel.id}
            actor = {"actor_id": kicked_by or user.id}
            self.emit({**event, **actor, **self._stamp()}, channel.id)
        channel.members.remove(user.id)
        self.changed({"topic": "channels"})
        return channel

    def set_archived(self, channel_ref: str, actor: str, archived: bool) -> Channel:
        """Archive or unarchive: service line and `channel_archive`/`channel_unarchive`."""
        channel = self.channel(channel_ref)
        if channel.is_direct:
            raise Refused("method_not_supported_for_channel_type")
        if channel.is_general and archived:
            raise Refused("cant_archive_general")
        if channel.is_archived == archived:
            raise Refused("already_archived" if archived else "not_archived")
        verb = "archive" if archived else "unarchive"
        if archived:
            self._line(channel, actor, verb, f"<@{actor}> archived the channel", {})
        channel.is_archived = archived
        if not archived:
            self._line(channel, actor, verb, f"<@{actor}> un-archived the channel", {})
        event = {"type": _kind(channel, verb), "channel": channel.id, "user": actor}
        self.emit({**event, **self._stamp()}, channel.id)
        self.changed({"topic": "channels"})
        return channel

    def rename(self, channel_ref: str, actor: str, name: str) -> Channel:
        """Rename: `channel_name` line and `channel_rename`/`group_rename`."""
        channel = self._open(channel_ref)
        self._check_name(name)
        old, channel.name = channel.name, name
        channel.previous_names.insert(0, old)
        text = f'<@{actor}> has renamed the channel from "{old}" to "{name}"'
        self._line(channel, actor, "name", text, {"old_name": old, "name": name})
        body = {
            "id": channel.id,
            "is_channel": True,
            "is_mpim": False,
            "name": name,
            "name_normalized": name,
            "created": channel.created,
        }
        event = {"type": _kind(channel, "rename"), "channel": body}
        self.emit({**event, **self._stamp()}, channel.id)
        self.changed({"topic": "channels"})
        return channel

    def set_topic(self, channel_ref: str, actor: str, topic: str) -> Channel:
        """Change the topic: `channel_topic` line."""
        channel = self._open(channel_ref, groups=True)
        channel.topic = {"value": topic, "creator": actor, "last_set": self.unix()}
        text = f"<@{actor}> set the channel's topic: {topic}"
        self._line(channel, actor, "topic", text, {"topic": topic})
        self.changed({"topic": "channels"})
        return channel

    def set_purpose(self, channel_ref: str, actor: str, purpose: str) -> Channel:
        """Change the description: `channel_purpose` line."""
        channel = self._open(channel_ref, groups=True)
        channel.purpose = {"value": purpose, "creator": actor, "last_set": self.unix()}
        text = f"<@{actor}> set the channel's purpose: {purpose}"
        self._line(channel, actor, "purpose", text, {"purpose": purpose})
        self.changed({"topic": "channels"})
        return channel

    def convert_to_private(self, channel_ref: str, actor: str) -> Channel:
        """A public channel becomes private, keeping its id; later events are `group_*`."""
        channel = self._open(channel_ref)
        if channel.kind != "public":
            raise Refused("method_not_supported_for_channel_type")
        text = f"<@{actor}> made this channel private."
        self._line(channel, actor, "convert_to_private", text, {})
        channel.kind = "private"
        self.changed({"topic": "channels"})
        return channel

    def share(self, channel_ref: str, team_id: str) -> Channel:
        """Connect a channel with another company: `channel_shared`."""
        channel = self._open(channel_ref)
        channel.is_ext_shared = True
        channel.shared_team_ids.append(team_id)
        event = {"type": "channel_shared", "connected_team_id": team_id, "channel": channel.id}
        self.emit({**event, **self._stamp()}, channel.id)
        self.changed({"topic": "channels"})
        return channel

    def unshare(self, channel_ref: str, team_id: str) -> Channel:
        """Cut the connection with another company: `channel_unshared`."""
        channel = self._open(channel_ref)
        channel.shared_team_ids.remove(team_id)
        channel.is_ext_shared = bool(channel.shared_team_ids)
        event = {
            "type": "channel_unshared",
            "previously_connected_team_id": team_id,
            "channel": channel.id,
            "is_ext_shared": channel.is_ext_shared,
        }
        self.emit({**event, **self._stamp()}, channel.id)
        self.changed({"topic": "channels"})
        return channel

    def change_channel_id(self, channel_ref: str) -> Channel:
        """Slack gives a channel another id, with all its messages: `channel_id_changed`."""
        channel = self._open(channel_ref)
        old, channel.id = channel.id, self.new_id("C")
        del self.channels[old]
        self.channels[channel.id] = channel
        for message in [*channel.messages.values(), *channel.ephemerals]:
            message.channel_id = channel.id
        for file in self.files.values():
            if old in file.shares:
                file.shares[channel.id] = file.shares.pop(old)
        event = {
            "type": "channel_id_changed",
            "old_channel_id": old,
            "new_channel_id": channel.id,
        }
        self.emit({**event, **self._stamp()}, channel.id)
        self.changed({"topic": "channels"})
        return channel

    def delete_channel(self, channel_ref: str, actor: str) -> None:
        """Delete a channel with its history: `channel_deleted`/`group_deleted`."""
        channel = self.channel(channel_ref)
        event = {"type": _kind(channel, "deleted"), "channel": channel.id, "actor_id": actor}
        self.emit({**event, **self._stamp()}, channel.id)
        del self.channels[channel.id]
        self.changed({"topic": "channels"})

    def channel_json(self, channel: Channel, viewer: str) -> Json:
        """The conversation object as `viewer` gets it."""
        return render.channel_json(self, channel, viewer)

    def visible_channels(self, user_id: str) -> list[Channel]:
        """What a person finds: public channels (a guest only own ones), own private ones, DMs."""
        guest = self.users[user_id].is_guest or self.users[user_id].is_single_channel_guest
        return [
            c
            for c in self.channels.values()
            if user_id in c.members or (c.kind == "public" and not guest)
        ]

    def _check_name(self, name: str) -> None:
        """Refuse a new channel name with Slack's `invalid_name_*` codes or `name_taken`."""
        if not name:
            raise Refused("invalid_name_required")
        if len(name) > _NAME_MAX:
            raise Refused("invalid_name_maxlength")
        if not all(_may_name(char) for char in name):
            raise Refused("invalid_name_specials")
        if not name.strip("-_"):
            raise Refused("invalid_name_punctuation")
        if any(c.name == name for c in self.channels.values() if c.kind != "im"):
            raise Refused("name_taken")

    def _open(self, channel_ref: str, *, groups: bool = False) -> Channel:
        channel = self.channel(channel_ref)
        if channel.is_direct and not (groups and channel.kind == "mpim"):
            raise Refused("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise Refused("is_archived")
        return channel

    def _line(self, channel: Channel, user_id: str, what: str, text: str, extra: Json) -> None:
        subtype = f"{'channel' if channel.kind == 'public' else 'group'}_{what}"
        self.post(channel.id, user=user_id, text=text, subtype=subtype, extra=extra)

    def _tell_member(self, kind: str, channel: Channel, user_id: str, extra: Json) -> None:
        event = {
            "type": kind,
            "user": user_id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "public" else "G",
            "team": self.id,
            **extra,
            **self._stamp(),
        }
        self.emit(event, channel.id)
        self.changed({"topic": "channels"})


def _kind(channel: Channel, verb: str) -> str:
    return f"{'channel' if channel.kind == 'public' else 'group'}_{verb}"


def _may_name(char: str) -> bool:
    """Whether a channel's name may hold it: small or caseless letters, marks, digits, - and _."""
    return char in "-_" or (unicodedata.category(char)[0] in "LMN" and char == char.lower())

"""People: adding, changing and deactivating users, user groups and do-not-disturb."""

from __future__ import annotations

import re
from typing import Any

from sandbox.state import render
from sandbox.state.core import Core
from sandbox.state.records import Json, Refused, User, Usergroup

_COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c")


class People(Core):
    """Everything that changes a user or a user group."""

    def add_user(
        self, handle: str, real_name: str, *, tz: str = "America/Los_Angeles", **fields: Any
    ) -> User:
        """Put a user into the workspace silently (setting up); `fields` are those of `User`."""
        user = User(
            id=fields.pop("id", "") or self.new_id("U", handle),
            name=handle,
            real_name=real_name,
            display_name=fields.pop("display_name", real_name.split(" ", maxsplit=1)[0]),
            tz=tz,
            color=_COLORS[len(self.users) % len(_COLORS)],
            updated=self.unix(),
            **fields,
        )
        if not user.is_bot and not user.email:
            user.email = f"{handle}@{self.domain}.example"
        self.users[user.id] = user
        return user

    def join_team(
        self, handle: str, real_name: str, *, tz: str = "America/Los_Angeles", **fields: Any
    ) -> User:
        """A new person joins the workspace: `team_join`."""
        user = self.add_user(handle, real_name, tz=tz, **fields)
        self.emit({"type": "team_join", "user": self.user_json(user), **self._stamp()}, None)
        self.changed({"topic": "people"})
        return user

    def update_user(self, user_ref: str, **changes: Any) -> User:
        """Change fields of `User` (tz, status_text, is_guest, …): `user_change` and kin."""
        user = self.user(user_ref)
        for name, value in changes.items():
            if not hasattr(user, name) or name == "id":
                raise AttributeError(name)
            setattr(user, name, value)
        user.updated = self.unix()
        body = self.user_json(user)
        kinds = ["user_change", "user_profile_changed"]
        if {"status_text", "status_emoji", "status_expiration"} & changes.keys():
            kinds.append("user_status_changed")
        for kind in kinds:
            self.emit({"type": kind, "user": body, "cache_ts": user.updated, **self._stamp()}, None)
        self.changed({"topic": "people"})
        return user

    def deactivate(self, user_ref: str) -> User:
        """Deactivate an account: out of every channel, and `user_change` says deleted."""
        user = self.user(user_ref)
        for channel in self.channels.values():
            if not channel.is_direct and user.id in channel.members:
                channel.members.remove(user.id)
        self.stacks.pop(user.id, None)
        return self.update_user(user.id, deleted=True)

    def set_dnd(self, user_ref: str, *, start: int, end: int, enabled: bool = True) -> None:
        """Set a person's next do-not-disturb window (Unix seconds): `dnd_updated_user`."""
        user = self.user(user_ref)
        user.dnd_enabled, user.dnd_start, user.dnd_end = enabled, start, end
        event = {"type": "dnd_updated_user", "user": user.id, "dnd_status": self.dnd_json(user)}
        self.emit({**event, **self._stamp()}, None)

    def add_usergroup(self, handle: str, name: str, users: list[str]) -> Usergroup:
        """Create a user group: `subteam_created`."""
        group = Usergroup(
            id=self.new_id("S", handle),
            handle=handle,
            name=name,
            users=[self.user(u).id for u in users],
            created=self.unix(),
        )
        self.usergroups[group.id] = group
        body = {"type": "subteam_created", "subteam": self.usergroup_json(group)}
        self.emit({**body, **self._stamp()}, None)
        return group

    def set_usergroup_members(self, group_id: str, users: list[str]) -> Usergroup:
        """Replace a group's members: `subteam_updated` and `subteam_members_changed`."""
        group = self.usergroups.get(group_id)
        if group is None:
            raise Refused("no_such_subteam")
        before, after = group.users, [self.user(u).id for u in users]
        group.users = after
        added, removed = (
            [u for u in after if u not in before],
            [u for u in before if u not in after],
        )
        self.emit(
            {
                "type": "subteam_members_changed",
                "subteam_id": group.id,
                "team_id": self.id,
                "date_previous_update": group.created,
                "date_update": self.unix(),
                "added_users": added,
                "added_users_count": len(added),
                "removed_users": removed,
                "removed_users_count": len(removed),
                **self._stamp(),
            },
            None,
        )
        body = {"type": "subteam_updated", "subteam": self.usergroup_json(group)}
        self.emit({**body, **self._stamp()}, None)
        return group

    def user_json(self, user: User) -> Json:
        """The user object of users.info and user events (with locale and email)."""
        return render.user_json(self, user)

    def usergroup_json(self, group: Usergroup) -> Json:
        """The user group object of usergroups.list and subteam events."""
        return render.usergroup_json(self, group)

    def dnd_json(self, user: User) -> Json:
        """The three keys of dnd.info for another person."""
        return {
            "dnd_enabled": user.dnd_enabled,
            "next_dnd_start_ts": user.dnd_start,
            "next_dnd_end_ts": user.dnd_end,
        }

    def mentioned(self, text: str) -> set[str]:
        """Ids of the users mentioned in Slack text."""
        return set(re.findall(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", text))

    def _stamp(self) -> Json:
        return {"event_ts": self.next_ts()}

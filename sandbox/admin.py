"""What an administrator or the other members do to the workspace: acts for tests, with events."""

from __future__ import annotations

from typing import Any

from sandbox.state import Channel, User, Workspace


class AdminActs:
    """Mixed into `Sandbox`. People are named by id or handle, channels by id, name or `#name`."""

    workspace: Workspace

    def invite(self, user: str, channel: str, by: str | None = None) -> Channel:
        """Somebody (`by`, else an old member) invites a person or the app into a channel."""
        target = self.workspace.channel(channel)
        inviter = self.workspace.user(by).id if by else next(iter(target.members), None)
        return self.workspace.join(target.id, user, inviter)

    def kick(self, user: str, channel: str, by: str = "dana") -> Channel:
        """Remove a person or the app from a channel."""
        return self.workspace.leave(channel, user, kicked_by=self._actor(by))

    def leave(self, user: str, channel: str) -> Channel:
        """A person leaves a channel by themselves."""
        return self.workspace.leave(channel, user)

    def create_channel(
        self, name: str, *, by: str, private: bool = False, members: tuple[str, ...] = ()
    ) -> Channel:
        """A person creates a channel and invites `members`."""
        creator = self.workspace.user(by).id
        channel = self.workspace.create_channel(name, creator=creator, private=private)
        for member in members:
            self.workspace.join(channel.id, member, creator)
        return channel

    def archive(self, channel: str, by: str = "dana") -> Channel:
        """Archive a channel."""
        return self.workspace.set_archived(channel, self._actor(by), archived=True)

    def unarchive(self, channel: str, by: str = "dana") -> Channel:
        """Bring an archived channel back."""
        return self.workspace.set_archived(channel, self._actor(by), archived=False)

    def rename(self, channel: str, name: str, by: str = "dana") -> Channel:
        """Rename a channel."""
        return self.workspace.rename(channel, self._actor(by), name)

    def delete_channel(self, channel: str, by: str = "dana") -> None:
        """Delete a channel with its history."""
        self.workspace.delete_channel(channel, self._actor(by))

    def convert_to_private(self, channel: str, by: str = "dana") -> Channel:
        """Make a public channel private."""
        return self.workspace.convert_to_private(channel, self._actor(by))

    def share_channel(self, channel: str, team_id: str = "T0PARTNER00") -> Channel:
        """Connect a channel with another company."""
        return self.workspace.share(channel, team_id)

    def unshare_channel(self, channel: str, team_id: str = "T0PARTNER00") -> Channel:
        """Cut the connection again."""
        return self.workspace.unshare(channel, team_id)

    def deactivate(self, user: str) -> User:
        """Deactivate an account."""
        return self.workspace.deactivate(user)

    def update_user(self, user: str, **profile: Any) -> User:
        """Change fields of a person: tz, locale, real_name, display_name, status_text, …"""
        return self.workspace.update_user(user, **profile)

    def join_team(self, handle: str, real_name: str, **fields: Any) -> User:
        """A new person joins the workspace."""
        return self.workspace.join_team(handle, real_name, **fields)

    def set_dnd(self, user: str, *, start: int, end: int, enabled: bool = True) -> None:
        """Set a person's next do-not-disturb window in Unix seconds."""
        self.workspace.set_dnd(user, start=start, end=end, enabled=enabled)

    def withhold_block(self, kind: str) -> None:
        """Be a workspace to which Slack has not given this type of block yet."""
        self.workspace.blocks_missing.add(kind)

    def grant_block(self, kind: str) -> None:
        """Slack gives it the block."""
        self.workspace.blocks_missing.discard(kind)

    def uninstall(self, *, tokens_last: bool = False) -> None:
        """Remove the app: `tokens_revoked` and `app_uninstalled`, in either order as in Slack."""
        first, second = self.workspace.revoke_tokens, self.workspace.uninstall_app
        if tokens_last:
            first, second = second, first
        first()
        second()

    def revoke_tokens(self) -> None:
        """Revoke the bot token only."""
        self.workspace.revoke_tokens()

    def _actor(self, by: str) -> str:
        """The id of who acts; in a workspace without that person, of anybody."""
        users = self.workspace.users.values()
        found = next((u.id for u in users if by in {u.id, u.name}), None)
        return found or next(u.id for u in users)

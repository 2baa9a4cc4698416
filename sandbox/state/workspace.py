"""The one object that holds the sandbox's Slack: composes all state and installs the app."""

from __future__ import annotations

import secrets

from sandbox.rules.text import ChannelName, Names
from sandbox.state import render
from sandbox.state.records import App, Json, Refused, View
from sandbox.state.uploads import Uploads


class Workspace(Uploads):
    """A workspace in memory; every mutation goes through a method of it."""

    def install_app(self, manifest: Json) -> App:
        """Install the app of a manifest: its bot user, ids, tokens and signing secret.

        The bot silently becomes a member of the channels named in `app_channels`.
        """
        name = manifest["display_information"]["name"]
        handle = manifest.get("features", {}).get("bot_user", {}).get("display_name", name)
        handle = handle.lower().replace(" ", "")
        app_id, bot_id = self.new_id("A", name), self.new_id("B", name)
        bot = self.add_user(
            handle,
            name,
            tz="America/Los_Angeles",
            display_name="",
            is_bot=True,
            bot_id=bot_id,
            app_id=app_id,
        )
        self.app = App(
            id=app_id,
            name=name,
            bot_id=bot_id,
            bot_user_id=bot.id,
            manifest=manifest,
            bot_token=_bot_token(),
            app_token=f"xapp-1-{app_id}-{secrets.randbelow(10**12):012d}-{secrets.token_hex(32)}",
            signing_secret=secrets.token_hex(16),
            verification_token=secrets.token_urlsafe(18)[:24],
            client_id=f"{secrets.randbelow(10**12):012d}.{secrets.randbelow(10**13):013d}",
            client_secret=secrets.token_hex(16),
        )
        for ref in self.app_channels:
            self.channel(ref).members.append(bot.id)
        return self.app

    def add_emoji(self, name: str) -> None:
        """Somebody adds an emoji of the workspace's own: `emoji_changed`."""
        self.custom_emoji.add(name)
        address = f"{self.base_url}emoji/{name}.png"
        event = {"type": "emoji_changed", "subtype": "add", "name": name, "value": address}
        self.emit({**event, **self._stamp()}, None)

    def rename_team(self, name: str) -> None:
        """The workspace gets another name: `team_rename`."""
        self.name = name
        self.emit({"type": "team_rename", "name": name}, None)

    def change_domain(self, domain: str) -> None:
        """The workspace moves to another address: `team_domain_change`."""
        self.domain = domain
        self.emit({"type": "team_domain_change", "url": self.base_url, "domain": domain}, None)

    def reinstall_app(self) -> App:
        """Bring an uninstalled app back with a new bot token; its bot is in no channel."""
        app = self.installed_app
        if not app.installed:
            for channel in self.channels.values():
                if not channel.is_direct and app.bot_user_id in channel.members:
                    channel.members.remove(app.bot_user_id)
        if not app.installed or app.bot_token in app.dead_tokens:
            app.bot_token = _bot_token()
        app.installed = True
        self.users[app.bot_user_id].deleted = False
        self.changed({"topic": "people"})
        return app

    def uninstall_app(self) -> None:
        """Remove the app: `app_uninstalled`; its tokens answer `account_inactive` from then on."""
        app = self.installed_app
        self.emit({"type": "app_uninstalled"}, None)
        app.installed = False
        for token in (app.bot_token, *app.expiring):
            app.dead_tokens[token] = "account_inactive"
        self.users[app.bot_user_id].deleted = True
        self.changed({"topic": "people"})

    def revoke_tokens(self) -> None:
        """Revoke the bot token: `tokens_revoked`; calls answer `token_revoked` from then on."""
        app = self.installed_app
        event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.bot_user_id]}}
        self.emit(event, None)
        for token in (app.bot_token, *app.expiring):
            app.dead_tokens.setdefault(token, "token_revoked")

    def names(self, viewer: str) -> Names:
        """Who and what names stand for, as that user sees the workspace."""
        return Names(
            user=self._user_called,
            channel=lambda name: self._channel_called(viewer, name),
            group=self._group_called,
            known_id=lambda known: known in self.users or known in self.usergroups,
            label=self._label,
        )

    def _label(self, known: str) -> str | None:
        if known in self.users:
            return f"@{self.users[known].name}"
        if known in self.channels:
            return f"#{self.channels[known].name}"
        return f"@{self.usergroups[known].handle}" if known in self.usergroups else None

    def _user_called(self, name: str) -> str | None:
        for user in self.users.values():
            known = {user.name, user.display_name.lower(), user.real_name.lower()}
            if name in known and not user.deleted:
                return user.id
        return None

    def _channel_called(self, viewer: str, name: str) -> ChannelName | None:
        for channel in self.visible_channels(viewer):
            if channel.kind != "im" and name in {channel.id, channel.name}:
                return ChannelName(channel.id, channel.name if channel.kind == "public" else "")
        return None

    def _group_called(self, handle: str) -> str | None:
        for group in self.usergroups.values():
            if group.handle == handle and not group.disabled_at:
                return group.id
        return None

    # -- views (the stack rules live with the interactions) ------------------------------------

    def stack(self, user_id: str) -> list[View]:
        """The open modals of a person, top last."""
        return [self.views[v] for v in self.stacks.get(user_id, [])]

    def view(self, view_id: str) -> View:
        """A modal or Home by id; refuses with `not_found`."""
        view = self.views.get(view_id)
        if view is None:
            raise Refused("not_found")
        return view

    def view_json(self, view: View) -> Json:
        """The view object of the views.* answers and of interaction payloads."""
        return render.view_json(self, view)


def _bot_token() -> str:
    return f"xoxb-{secrets.randbelow(10**12):012d}-{secrets.token_hex(12)}"

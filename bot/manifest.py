"""The Slack app's manifest, as a dictionary and as the text of manifest.yaml. Tables: slack_app."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bot.slack_app import (
    COLOUR,
    DESCRIPTION,
    EVENTS,
    EVENTS_PATH,
    LONG_DESCRIPTION,
    NAME,
    SCOPES,
    SHORTCUTS,
    Shortcut,
    commands,
)

if TYPE_CHECKING:
    from handlers.commands import Command


def manifest(
    *, http: str | None = None, renames: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The manifest as Slack reads it: for Socket Mode, or for HTTP under the address `http`.

    `renames` gives commands other names (`{"task": "todo"}`), without the slash.
    """
    url = f"{http.rstrip('/')}{EVENTS_PATH}" if http else None
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": [_command(c, renames or {}, url) for c in commands()],
        },
        "oauth_config": {"scopes": {"bot": [scope.name for scope in SCOPES]}},
        "settings": {
            "event_subscriptions": _with_url({}, "request_url", url)
            | {"bot_events": [event.name for event in EVENTS]},
            "interactivity": _with_url(
                _with_url({"is_enabled": True}, "request_url", url),
                "message_menu_options_url",
                url,
            ),
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_yaml(*, http: str | None = None, renames: Mapping[str, str] | None = None) -> str:
    """The manifest as text to paste into Slack, with the reason of each scope as a comment."""
    import yaml

    text = yaml.safe_dump(
        manifest(http=http, renames=renames), sort_keys=False, allow_unicode=True, width=96
    )
    return "\n".join([*_header(http), *_with_reasons(text.splitlines())]) + "\n"


def _header(http: str | None) -> list[str]:
    command = f"drumbeat manifest --http {http}" if http else "drumbeat manifest"
    return [
        f"# Written by `{command}`; change bot/manifest.py instead.",
        "# Slack: api.slack.com/apps > Create New App > From a manifest, then paste this.",
    ]


def _with_reasons(lines: Iterable[str]) -> Iterable[str]:
    reasons = {f"- {scope.name}": scope.why for scope in SCOPES}
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        for comment in textwrap.wrap(reasons.get(line.strip(), ""), 90):
            yield f"{indent}# {comment}"
        yield line


def _shortcut(shortcut: Shortcut) -> dict[str, str]:
    return {
        "name": shortcut.name,
        "type": shortcut.kind,
        "callback_id": shortcut.callback_id,
        "description": shortcut.summary,
    }


def _command(command: Command, renames: Mapping[str, str], url: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "command": f"/{renames.get(command.name, command.name)}",
        "description": command.summary,
        "usage_hint": command.usage,
        "should_escape": True,  # @ana arrives as her id, so a name is never guessed
    }
    return _with_url(row, "url", url)


def _with_url(row: dict[str, Any], key: str, url: str | None) -> dict[str, Any]:
    return row | {key: url} if url else row

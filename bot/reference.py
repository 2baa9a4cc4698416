"""Texts written from the code: .env.example and pages of docs/reference. No facts of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import field_names
from bot.slack_app import EVENTS, SCOPES, commands


def settings_example() -> str:
    """The text of .env.example: each setting commented out, with its meaning and its default."""
    lines = [
        "# Copy this file to .env and fill it in. Written by `drumbeat settings-example`.",
        "# The environment wins over .env. Everything has a default except the Slack tokens.",
    ]
    for name, field in field_names().items():
        lines += ["", *(f"# {line}" for line in textwrap.wrap(field.description or "", 90))]
        lines.append(f"{'' if _is_token(name) else '# '}{name}={_default(field)}")
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """docs/reference/settings.md."""
    rows = [
        f"| `{name}` | {_code(_default(field))} | {field.description} |"
        for name, field in field_names().items()
    ]
    return _page(
        "Settings",
        """
        Drumbeat reads its settings from the environment and from a file `.env` in the folder it is
        started in; the environment wins. A missing or malformed one is reported by name, all at
        once, before anything starts. `.env.example` has the same list ready to fill in.
        """,
        ["| Setting | Default | Meaning |", "|---|---|---|", *rows],
        """
        What each way of running needs: `run` and `web` need `SLACK_BOT_TOKEN`, and either
        `SLACK_APP_TOKEN` (Socket Mode) or `SLACK_SIGNING_SECRET` (HTTP mode); `worker` needs
        `SLACK_BOT_TOKEN`; `demo`, `migrate`, `manifest` and `doctor` need none.
        """,
        "settings",
    )


def scopes_page() -> str:
    """docs/reference/scopes.md."""
    scopes = [f"| `{s.name}` | {s.why} | {_needed_by(s.name)} |" for s in SCOPES]
    events = [f"| `{e.name}` | {_names(e.scopes)} | {e.why} |" for e in EVENTS]
    return _page(
        "Scopes and events",
        """
        What Drumbeat asks of a workspace, and why. It does not ask for `chat:write.public` or
        `channels:join`: it writes only where someone invited it. The app-level token of Socket
        Mode has one scope, `connections:write`.
        """,
        [
            "| Bot scope | What for | Events that need it |",
            "|---|---|---|",
            *scopes,
            "",
            "## Events",
            "",
            "| Event | Scope | What for |",
            "|---|---|---|",
            *events,
        ],
        "",
        "scopes",
    )


def commands_page() -> str:
    """docs/reference/commands.md."""
    table = []
    for command in commands():
        table += [f"## `/{command.name}`", "", f"{command.summary}.", ""]
        table += ["| Write | Meaning |", "|---|---|"]
        table += [f"| {_cell(line)} | {meaning} |" for line, meaning in command.words.lines]
        table.append("")
    return _page(
        "Commands",
        """
        Each command also works by mention (`@Drumbeat task …`) in channels, threads, and in a
        direct message to Drumbeat. A first word counts as a verb only if all that follows fits it;
        otherwise the line adds a task. Other names: `DRUMBEAT_COMMANDS` in
        [settings](settings.md). What a line may hold: [quick-add](quick-add.md).
        """,
        table[:-1],
        "",
        "commands",
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands": commands_page,
    "scopes": scopes_page,
    "settings": settings_page,
}


def _page(title: str, intro: str, table: list[str], outro: str, name: str) -> str:
    parts = [
        f"# {title}",
        f"<!-- Written by `drumbeat reference {name}`; change the code instead. -->",
        _paragraph(intro),
        "\n".join(table),
        _paragraph(outro),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 100)


def _needed_by(scope: str) -> str:
    return _names(tuple(e.name for e in EVENTS if scope in e.scopes))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def _is_token(name: str) -> bool:
    return name in {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return str(value) if value else ""


def _cell(line: str) -> str:
    """Code in a table: a bar would end the cell, so alternatives stand side by side."""
    return " · ".join(f"`{part.strip()}`" for part in line.split("|"))


def _code(text: str) -> str:
    return f"`{text}`" if text else "–"

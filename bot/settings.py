"""All settings: their names, shapes, and what each way of running needs.

Read from the environment and `.env`, checked all at once. Nothing else in the project reads them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

from bot import setting_shapes as shapes

Mode = Literal["demo", "run", "web", "worker", "migrate", "doctor", "manifest"]
Transport = Literal["socket", "http"]

ENV_FILE = Path(".env")
SLACK_API = "https://slack.com/api/"
_WHERE = {
    "SLACK_BOT_TOKEN": "Slack app > OAuth & Permissions > Bot User OAuth Token",
    "SLACK_APP_TOKEN": "Slack app > Basic Information > App-Level Tokens, scope connections:write",
    "SLACK_SIGNING_SECRET": "Slack app > Basic Information > Signing Secret",
}


@dataclass(frozen=True)
class Problem:
    """One setting that is missing or malformed, and the next step. Never holds a secret's value."""

    name: str
    what: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.name} {self.what}. {self.next_step}"


class SettingsError(Exception):
    """All problems of the settings at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} settings need attention")
        self.problems = problems


class Settings(BaseSettings):
    """The settings of one process; build with `load_settings`, or `given_settings` in tests."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        validate_default=False,  # checking the database address loads the database's packages
        hide_input_in_errors=True,
    )

    slack_bot_token: shapes.BotToken = Field(
        default=None,
        validation_alias="SLACK_BOT_TOKEN",
        description=f"The bot's token, begins with xoxb-. {_WHERE['SLACK_BOT_TOKEN']}.",
    )
    slack_app_token: shapes.AppToken = Field(
        default=None,
        validation_alias="SLACK_APP_TOKEN",
        description="The app-level token, begins with xapp-. With it Drumbeat uses Socket Mode and"
        f" needs no public address. {_WHERE['SLACK_APP_TOKEN']}.",
    )
    slack_signing_secret: shapes.SigningSecret = Field(
        default=None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="Proves that a request comes from Slack; needed without an app-level token"
        f" (HTTP mode). {_WHERE['SLACK_SIGNING_SECRET']}.",
    )
    slack_api_url: shapes.ApiAddress = Field(
        default=SLACK_API,
        validation_alias="SLACK_API_URL",
        description="The Slack Web API; every client uses it. Change it for a local workspace.",
    )
    database_url: shapes.DatabaseAddress = Field(
        default=SecretStr("sqlite:///drumbeat.db"),
        validation_alias="DATABASE_URL",
        description="Where everything is kept: a SQLite file, or"
        " postgresql://user:password@host/name.",
    )
    port: int = Field(
        default=3000,
        ge=1,
        le=65535,
        validation_alias="PORT",
        description="The port of the web server: health, metrics, and Slack in HTTP mode.",
    )
    log_level: shapes.LogLevel = Field(
        default="info",
        validation_alias="LOG_LEVEL",
        description="How much is logged: debug, info, warning or error. Never message text.",
    )
    log_format: shapes.LogFormat = Field(
        default="auto",
        validation_alias="DRUMBEAT_LOG_FORMAT",
        description="console for people, json for log collectors; auto: console in a terminal.",
    )
    host: str | None = Field(
        default=None,
        validation_alias="DRUMBEAT_HOST",
        description="The network interface of the web server. Left out: 0.0.0.0 in HTTP mode,"
        " 127.0.0.1 in Socket Mode.",
    )
    base_url: shapes.WebAddress = Field(
        default=None,
        validation_alias="DRUMBEAT_BASE_URL",
        description="The public address of this server in HTTP mode, such as"
        " https://drumbeat.example.com; `manifest` then prints the manifest for it.",
    )
    commands: shapes.CommandNames = Field(
        default_factory=dict,
        validation_alias="DRUMBEAT_COMMANDS",
        description="Other names for slash commands that another app already owns,"
        " such as task=/todo, goal=/okr. Print the manifest again afterwards.",
    )
    clock_url: shapes.WebAddress = Field(
        default=None,
        validation_alias="DRUMBEAT_CLOCK_URL",
        description="Follow the movable clock of a local workspace instead of the real one."
        " Only for trying things out.",
    )

    @property
    def transport(self) -> Transport:
        """Socket Mode when there is an app-level token, else HTTP."""
        return "socket" if self.slack_app_token else "http"

    @property
    def bind_host(self) -> str:
        """The interface the web server listens on."""
        every_interface = "0.0.0.0"  # noqa: S104 - in HTTP mode Slack has to reach it
        return self.host or ("127.0.0.1" if self.transport == "socket" else every_interface)


class _GivenSettings(Settings):
    @override
    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def given_settings(**values: Any) -> Settings:
    """Settings from these values only, by attribute name; environment and `.env` are not read."""
    return _GivenSettings(**values)


def load_settings(mode: Mode, *, env_file: Path | None = ENV_FILE) -> Settings:
    """The settings for one way of running; raises `SettingsError` with everything wrong in them."""
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        malformed = [_malformed(str(e["loc"][0]), e["msg"]) for e in error.errors()]
        raise SettingsError([*malformed, *missing(mode, env_file=env_file)]) from None
    problems = [*missing(mode, env_file=env_file), *_unknown_commands(settings)]
    if problems:
        raise SettingsError(problems)
    return settings


def field_names() -> dict[str, FieldInfo]:
    """Every setting by its outside name, in the order of the documentation."""
    return {str(field.validation_alias): field for field in Settings.model_fields.values()}


def given_names(env_file: Path | None = ENV_FILE) -> frozenset[str]:
    """The outside names that have a value in the environment or in `.env`."""
    in_file: Mapping[str, str | None] = (
        dotenv_values(env_file) if env_file and env_file.is_file() else {}
    )
    return frozenset(name for name, value in {**in_file, **os.environ}.items() if value)


def unknown_names(names: frozenset[str]) -> list[str]:
    """Given names that look like ours and are none: most often a typing mistake."""
    return sorted(n for n in names if n.startswith("DRUMBEAT_") and n not in field_names())


def missing(mode: Mode, *, env_file: Path | None = ENV_FILE) -> list[Problem]:
    """What this way of running needs and nobody gave."""
    given = given_names(env_file)
    problems = []
    if mode in {"run", "web", "worker"} and "SLACK_BOT_TOKEN" not in given:
        problems.append(_absent("SLACK_BOT_TOKEN"))
    if mode in {"run", "web"} and not given & {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}:
        problems.append(
            Problem(
                "SLACK_APP_TOKEN",
                "is missing (or SLACK_SIGNING_SECRET for HTTP mode)",
                f"Find it in {_WHERE['SLACK_APP_TOKEN']}, and put it into .env",
            )
        )
    return problems


_SENTENCES = ("must", "holds", "gives")


def _absent(name: str) -> Problem:
    return Problem(name, "is missing", f"Find it in {_WHERE[name]}, and put it into .env")


def _malformed(name: str, message: str) -> Problem:
    what = message.removeprefix("Value error, ")
    what = what if what.startswith(_SENTENCES) else f"is not valid: {what}"
    where = f"Copy it again from {_WHERE[name]}" if name in _WHERE else "Correct it in .env"
    return Problem(name, what, where)


def _unknown_commands(settings: Settings) -> list[Problem]:
    if not settings.commands:
        return []
    from bot.slack_app import commands  # only now: it loads the command table

    known = {command.name for command in commands()}
    return [
        Problem(
            "DRUMBEAT_COMMANDS",
            f"renames an unknown command: {name}",
            f"Known: {', '.join(sorted(known))}",
        )
        for name in sorted(settings.commands.keys() - known)
    ]

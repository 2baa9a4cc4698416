"""The shapes of single settings, as annotated types. No defaults, no reading of anything here."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

TOKEN_PREFIXES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


def _token(name: str) -> AfterValidator:
    prefix = TOKEN_PREFIXES[name]

    def check(value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else prefix
        for other, other_prefix in TOKEN_PREFIXES.items():
            if other != name and text.startswith(other_prefix):
                raise ValueError(
                    f"holds a token that belongs in {other} (it begins {other_prefix})"
                )
        if not text.startswith(prefix) or re.search(r"\s", text):
            raise ValueError(f"must begin with {prefix} and have no spaces")
        return value

    return AfterValidator(check)


def _signing_secret(value: SecretStr | None) -> SecretStr | None:
    if value and not re.fullmatch(r"\S{16,}", value.get_secret_value()):
        raise ValueError("must be the long code without spaces")
    return value


def _database_address(value: SecretStr) -> SecretStr:
    from storage.database.urls import parse_database_url  # only when one is given: it is heavy

    parse_database_url(value.get_secret_value())
    return value


def _web_address(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://drumbeat.example.com")
    return value.rstrip("/")


def _api_address(value: str) -> str:
    return f"{_web_address(value)}/"


def _command_names(value: object) -> object:
    """`task=/todo, goal=/okr` as a dictionary without the slash in front."""
    if not isinstance(value, str):
        return value
    names: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in value.split(","))):
        known, _, wanted = (part.strip() for part in pair.partition("="))
        names[known.removeprefix("/")] = wanted.removeprefix("/")
    return names


def _checked_command_names(names: dict[str, str]) -> dict[str, str]:
    for known, wanted in names.items():
        if not known or not re.fullmatch(r"[a-z0-9_-]{1,31}", wanted):
            raise ValueError("must look like task=/todo, goal=/okr (lower case, at most 32 signs)")
    if len(set(names.values())) < len(names):
        raise ValueError("gives two commands the same name")
    return names


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


BotToken = Annotated[SecretStr | None, _token("SLACK_BOT_TOKEN")]
AppToken = Annotated[SecretStr | None, _token("SLACK_APP_TOKEN")]
SigningSecret = Annotated[SecretStr | None, AfterValidator(_signing_secret)]
DatabaseAddress = Annotated[SecretStr, AfterValidator(_database_address)]
WebAddress = Annotated[str | None, AfterValidator(_web_address)]
ApiAddress = Annotated[str, AfterValidator(_api_address)]
CommandNames = Annotated[
    dict[str, str],
    NoDecode,
    BeforeValidator(_command_names),
    AfterValidator(_checked_command_names),
]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)]
LogFormat = Annotated[Literal["auto", "console", "json"], BeforeValidator(_lower)]

"""Arguments of a call: query, form, multipart and JSON merged, and read with Slack's leniency."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from sandbox.state import Json, Refused

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_JSON = "application/json"
_TRUE = {"1", "true", "True", "yes", "on"}


async def read_arguments(request: web.Request, *, takes_json: bool = True) -> tuple[Json, str]:
    """All arguments of a request and Slack's warning about its charset ("" for none).

    A JSON body of a method that takes none is not read, as Slack does not read it.
    Refuses with invalid_json, json_not_object, invalid_form_data, invalid_post_type.
    """
    args: Json = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return args, ""
    kind = request.content_type
    if kind == _JSON:
        body = _parse_json(await request.read())
        if takes_json:
            args |= body
        return args, "" if request.charset else "missing_charset"
    if kind in {_FORM, _MULTIPART}:
        try:
            form = await request.post()
        except ValueError:
            raise Refused("invalid_form_data") from None
        args |= {k: v for k, v in form.items() if isinstance(v, str)}
        return args, "superfluous_charset" if request.charset and kind == _FORM else ""
    if await request.read():
        raise Refused("invalid_post_type")
    return args, ""


def _parse_json(raw: bytes) -> Json:
    try:
        body = json.loads(raw)
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


class Arguments:
    """Typed reading of merged arguments; every value may come as a string."""

    def __init__(self, values: Json) -> None:
        self.values = {k: v for k, v in values.items() if v is not None}

    def given(self, name: str) -> bool:
        """True if the argument came with a value, even an empty one."""
        return name in self.values

    def text(self, name: str, default: str = "", *, numbers: bool = False) -> str:
        """A string; another JSON value is `invalid_arguments`, a number too unless `numbers`."""
        value = self.values.get(name, default)
        if numbers and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise invalid_argument("must be a string", name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean: true, 1 and their spellings."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        return value if isinstance(value, bool) else str(value) in _TRUE

    def number(self, name: str, default: int, *, error: str = "invalid_arguments") -> int:
        """A whole number; anything else refuses with `error`."""
        value = self.values.get(name, default)
        try:
            return int(value) if value != "" else default
        except (TypeError, ValueError):
            if error == "invalid_arguments":
                raise invalid_argument("must be an integer", name) from None
            raise Refused(error) from None

    def nested(self, name: str, error: str) -> Any:
        """A JSON value given as such or as a string of JSON; None if absent or empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def words(self, name: str) -> list[str]:
        """A comma-separated list (or JSON list) of words."""
        value = self.values.get(name, "")
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]


def invalid_argument(problem: str, name: str) -> Refused:
    """Slack's `invalid_arguments` for one argument."""
    message = f"[ERROR] {problem} [json-pointer:/{name}]"
    return Refused("invalid_arguments", response_metadata={"messages": [message]})


def missing_argument(name: str) -> Refused:
    """Slack's answer when a required argument did not come."""
    message = f"[ERROR] missing required field: {name}"
    return Refused("invalid_arguments", response_metadata={"messages": [message]})

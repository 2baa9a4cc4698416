"""From what a person picks or types to the value of an element; refuses what the client would."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from sandbox.interactions.elements import (
    INITIAL_KEYS,
    LIST_KEYS,
    VALUE_KEYS,
    Placed,
    options_of,
)
from sandbox.interactions.results import Impossible
from sandbox.rules.text import plain_text, typed_message
from sandbox.state import Channel, Json, Refused, Workspace

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
SINGLE_KEYS = (*INITIAL_KEYS, "files")
FILE_KEYS = ("id", "name", "mimetype", "filetype", "size", "url_private", "url_private_download")


class Filler:
    """Converts for one person; `offered` are the options an external select showed last."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id
        self._by_type: dict[str, Callable[[Placed, object], object]] = {
            "plain_text_input": self._text,
            "email_text_input": self._text,
            "url_text_input": self._text,
            "number_input": self._text,
            "rich_text_input": self._rich_text,
            "datepicker": self._date,
            "timepicker": self._time,
            "datetimepicker": self._moment,
            "users_select": self._person,
            "multi_users_select": self._person,
            "channels_select": self._public_channel,
            "multi_channels_select": self._public_channel,
            "conversations_select": self._conversation,
            "multi_conversations_select": self._conversation,
            "file_input": self._file,
        }

    def chosen(self, placed: Placed, given: object, offered: list[Json] | None = None) -> Json:
        """The value keys of an action or state entry. Raises `Impossible`.

        `given`: text, an option's value or label or object, ids or names, dates, lists of these;
        None empties the element. A dict with the element's own value key is unwrapped first.
        """
        given = _unwrapped(given)
        if placed.type == "overflow":
            return {"selected_option": self._option(placed, given, None)}
        key = VALUE_KEYS.get(placed.type)
        if placed.type == "feedback_buttons":
            return {"value": self._feedback(placed, given)}
        if key is None:
            self._check_button(placed, given)
            return {}
        if key in LIST_KEYS:
            many = _as_list(given)
            most = placed.element.get("max_selected_items") or placed.element.get("max_files")
            if most is not None and len(many) > int(most):
                raise Impossible("too_many_selected", f"{placed.action_id} takes at most {most}")
            return {key: [self._one(placed, each, offered) for each in many]}
        if given is None or given == "":
            return {key: None}
        return {key: self._one(placed, given, offered)}

    def _one(self, placed: Placed, given: object, offered: list[Json] | None) -> object:
        convert = self._by_type.get(placed.type)
        if convert is not None:
            return convert(placed, given)
        return self._option(placed, given, offered)

    def _check_button(self, placed: Placed, given: object) -> None:
        if placed.type == "workflow_button":
            raise Impossible("not_supported", "the sandbox runs no workflows")
        if given is not None and given != placed.element.get("value"):
            held = placed.element.get("value")
            raise Impossible("no_such_button", f"{placed.action_id} has value {held!r}")

    def _feedback(self, placed: Placed, given: object) -> object:
        buttons = (placed.element.get("positive_button"), placed.element.get("negative_button"))
        values = [button.get("value") for button in buttons if isinstance(button, dict)]
        if given not in values:
            raise Impossible("no_such_button", f"{placed.action_id} offers {values}")
        return given

    def _option(self, placed: Placed, given: object, offered: list[Json] | None) -> Json:
        options = offered if offered is not None else options_of(placed.element)
        wanted = given.get("value") if isinstance(given, dict) else given
        for option in options:
            if wanted == option.get("value"):
                return option
        for option in options:
            if option.get("text", {}).get("text") in (wanted, plain_text(str(wanted))):
                return option
        known = ", ".join(str(option.get("value")) for option in options)
        raise Impossible(
            "no_such_option", f"{placed.action_id} does not offer {wanted!r} (offers: {known})"
        )

    def _text(self, placed: Placed, given: object) -> str:
        text = str(given)
        if "\n" in text and not placed.element.get("multiline"):
            raise Impossible("single_line", f"{placed.action_id} takes one line only")
        return text

    def _rich_text(self, _placed: Placed, given: object) -> Json:
        if isinstance(given, dict):
            return given
        return typed_message(str(given), self._workspace.names(self._user_id)).block

    def _date(self, placed: Placed, given: object) -> str:
        if isinstance(given, dt.date):
            return given.isoformat()[:10]
        try:
            return dt.date.fromisoformat(str(given)).isoformat()
        except ValueError:
            raise Impossible("bad_date", f"{placed.action_id} takes YYYY-MM-DD") from None

    def _time(self, placed: Placed, given: object) -> str:
        text = given.strftime("%H:%M") if isinstance(given, dt.time) else str(given)
        if not _TIME.fullmatch(text):
            raise Impossible("bad_time", f"{placed.action_id} takes HH:MM")
        return text

    def _moment(self, placed: Placed, given: object) -> int:
        if isinstance(given, dt.datetime) and given.tzinfo is not None:
            return int(given.timestamp())
        if isinstance(given, int) and 10**9 <= given < 10**10:
            return given
        raise Impossible("bad_moment", f"{placed.action_id} takes Unix seconds")

    def _person(self, _placed: Placed, given: object) -> str:
        try:
            user = self._workspace.user(str(given))
        except Refused:
            raise Impossible("no_such_person", f"nobody is called {given!r}") from None
        if user.deleted:
            raise Impossible("no_such_person", f"{user.name} is deactivated")
        return user.id

    def _public_channel(self, placed: Placed, given: object) -> str:
        channel = self._visible(given)
        if channel.kind != "public":
            raise Impossible("no_such_channel", f"{placed.action_id} lists public channels only")
        return channel.id

    def _conversation(self, placed: Placed, given: object) -> str:
        channel = self._visible(given)
        include = (placed.element.get("filter") or {}).get("include")
        if include and channel.kind not in include:
            raise Impossible("no_such_channel", f"{placed.action_id} lists {include} only")
        return channel.id

    def _visible(self, given: object) -> Channel:
        try:
            channel = self._workspace.channel(str(given))
        except Refused:
            raise Impossible("no_such_channel", f"no conversation {given!r}") from None
        if channel not in self._workspace.visible_channels(self._user_id):
            raise Impossible("no_such_channel", f"{given!r} is not visible to this person")
        return channel

    def _file(self, placed: Placed, given: object) -> Json:
        file = self._workspace.files.get(str(given))
        if file is None:
            raise Impossible("no_such_file", f"{placed.action_id}: no file {given!r}")
        body = self._workspace.file_json(file)
        return {key: body[key] for key in FILE_KEYS}


def _unwrapped(given: object) -> object:
    if not isinstance(given, dict):
        return given
    for key in SINGLE_KEYS:
        if key != "value" and key in given:
            return given[key]
    if set(given) <= {"type", "value"} and "value" in given:
        return given["value"]
    return given


def _as_list(given: object) -> list[object]:
    if given is None or given == "":
        return []
    if isinstance(given, (list, tuple, set, frozenset)):
        return list(given)
    return [given]

"""Composition objects: text, option, option group, confirm, filter, slack_file, image element.

Only their shapes and limits; which element uses which is in `elements`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.rules.blockkit import problems as words
from sandbox.rules.blockkit.problems import Walk
from sandbox.rules.blockkit.shapes import Arr, Bool, Enum, Obj, Str, check_length

TEXT_MAX = 3000
KINDS = ("plain_text", "mrkdwn")
OPTIONS_MAX = 100
_FLAG = {"plain_text": "emoji", "mrkdwn": "verbatim"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of 1..`most` characters; where two kinds are allowed Slack answers a breach
    with two complaints, the first about the choice."""

    most: int = TEXT_MAX
    kinds: tuple[str, ...] = KINDS
    choice_complaint: bool = True

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse a wrong kind, unknown keys, an empty or too long text."""
        inner = Walk(walk.surface)
        self._look(value, at, inner)
        if inner.problems and len(self.kinds) > 1 and self.choice_complaint:
            walk.add(words.NO_SCHEMA, at)
        walk.problems.extend(inner.problems)

    def _look(self, value: object, at: str, walk: Walk) -> None:
        if not isinstance(value, dict):
            walk.add("must provide an object", at)
            return
        kind = value.get("type")
        if "type" not in value:
            walk.add(words.missing_field("type"), at)
        elif kind not in self.kinds:
            walk.add(words.unsupported_type(kind), f"{at}/type")
            return
        self._look_inside(value, _FLAG.get(str(kind), ""), at, walk)

    def _look_inside(self, value: dict[str, Any], flag: str, at: str, walk: Walk) -> None:
        for name in value:
            if name not in ("type", "text", flag):
                walk.add(words.extra_property(name), at)
        if "text" not in value:
            walk.add(words.missing_field("text"), at)
        elif not isinstance(value["text"], str):
            walk.add("must provide a string", f"{at}/text")
        else:
            check_length(value["text"], 1, self.most, f"{at}/text", walk)
        if flag in value:
            Bool().check(value[flag], f"{at}/{flag}", walk)


def plain(most: int) -> Text:
    """A plain_text object of 1..`most` characters."""
    return Text(most, ("plain_text",))


CONFIRM = Obj(
    {
        "title": plain(100),
        "text": Text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": Enum(("primary", "danger")),
    },
    required=("title", "text", "confirm", "deny"),
)
"""The docs require all four; the SDK's types leave some open."""

OPTION = Obj(
    {"text": plain(75), "value": Str(150, 1), "description": plain(75)},
    required=("text", "value"),
)
CHOICE_OPTION = Obj(
    {"text": Text(75), "value": Str(150, 1), "description": Text(75)},
    required=("text", "value"),
)
OVERFLOW_OPTION = Obj(
    {"text": plain(75), "value": Str(150, 1), "description": plain(75), "url": Str(3000, 1)},
    required=("text", "value"),
)
OPTION_GROUP = Obj(
    {"label": plain(75), "options": Arr(OPTION, OPTIONS_MAX, 1)},
    required=("label", "options"),
)

FILTER = Obj(
    {
        "include": Arr(Enum(("im", "mpim", "private", "public")), 4, 1),
        "exclude_external_shared_channels": Bool(),
        "exclude_bot_users": Bool(),
    },
    at_least_one=("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

IMAGE_URL = Str(3000, 1, pattern=re.compile(r"https?://\S+"), complaint=words.NO_IMAGE)
"""Slack fetches the image itself and refuses what it cannot fetch."""

SLACK_FILE = Obj({"id": Str(least=1), "url": Str(3000, 1)}, exactly_one=("id", "url"))
DISPATCH = Obj(
    {"trigger_actions_on": Arr(Enum(("on_enter_pressed", "on_character_entered")), 2, 1)}
)

"""Legacy attachments: the types of their fields, and whether one shows anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.rules.blockkit.problems import Problem, Walk
from sandbox.rules.blockkit.shapes import Anything, Arr, Bool, Shape, Str

FOOTER_MAX = 300
_UNIX = re.compile(r"\d+(\.\d+)?", re.ASCII)
_SHOWN = (
    "text",
    "fallback",
    "pretext",
    "title",
    "author_name",
    "footer",
    "image_url",
    "thumb_url",
    "fields",
    "actions",
    "blocks",
    "files",
)


class _Moment:
    """Unix seconds as a number or in digits."""

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse everything else."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number and not (isinstance(value, str) and _UNIX.fullmatch(value)):
            walk.add("must provide a number", at)


class _Keys:
    """An object whose known keys have their shapes; Slack ignores the others, and nulls."""

    def __init__(self, fields: Mapping[str, Shape]) -> None:
        self._fields = fields

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Refuse what is no object, then each bad value."""
        if not isinstance(value, dict):
            walk.add("must provide an object", at)
            return
        for name, shape in self._fields.items():
            if value.get(name) is not None:
                shape.check(value[name], f"{at}/{name}", walk)


_TEXTS = (
    "author_icon",
    "author_link",
    "author_name",
    "callback_id",
    "color",
    "fallback",
    "footer_icon",
    "from_url",
    "image_url",
    "pretext",
    "service_name",
    "text",
    "thumb_url",
    "title",
    "title_link",
)
ATTACHMENT = _Keys(
    {
        **{name: Str() for name in _TEXTS},
        "footer": Str(FOOTER_MAX),
        "ts": _Moment(),
        "mrkdwn_in": Arr(Str()),
        "fields": Arr(_Keys({"title": Str(), "value": Str(), "short": Bool()})),
        "actions": Arr(Anything()),
    }
)


def attachment_problems(attachment: object, at: str) -> list[Problem]:
    """Say what Slack would refuse in one attachment beside its blocks."""
    walk = Walk("message")
    ATTACHMENT.check(attachment, at, walk)
    return walk.problems


def shows_something(attachment: Any) -> bool:
    """Whether an attachment has anything to show; a colour alone is nothing."""
    return isinstance(attachment, dict) and any(attachment.get(name) for name in _SHOWN)

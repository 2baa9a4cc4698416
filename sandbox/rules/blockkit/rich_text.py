"""The `rich_text` block: sections, lists, quotes, preformatted text and every inline element.

People's messages carry it; apps may send it too.
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.rules.blockkit.shapes import Anything, Arr, Bool, Enum, Num, Obj, Shape, Str, Typed

_STYLE = Obj({name: Bool() for name in ("bold", "italic", "strike", "underline", "code")})
_MENTION_STYLE = Obj(
    {
        name: Bool()
        for name in (
            "bold",
            "italic",
            "strike",
            "underline",
            "code",
            "highlight",
            "client_highlight",
            "unlink",
        )
    }
)
_BORDER = Enum((0, 1))


def _inline(fields: Mapping[str, Shape], *needed: str, style: Shape = _STYLE) -> Obj:
    return Obj({**fields, "style": style}, required=needed, typed=True)


INLINE: Mapping[str, Obj] = {
    "text": _inline({"text": Str(least=1)}, "text"),
    "link": _inline({"url": Str(3000, 1), "text": Str(), "unsafe": Bool()}, "url"),
    "user": _inline({"user_id": Str(least=1)}, "user_id", style=_MENTION_STYLE),
    "channel": _inline({"channel_id": Str(least=1)}, "channel_id", style=_MENTION_STYLE),
    "usergroup": _inline({"usergroup_id": Str(least=1)}, "usergroup_id", style=_MENTION_STYLE),
    "team": _inline({"team_id": Str(least=1)}, "team_id", style=_MENTION_STYLE),
    "broadcast": _inline(
        {"range": Enum(("here", "channel", "everyone"))}, "range", style=_MENTION_STYLE
    ),
    "emoji": _inline(
        {"name": Str(least=1), "unicode": Str(), "skin_tone": Num(1, 6), "url": Str()}, "name"
    ),
    "date": _inline(
        {
            "timestamp": Num(),
            "format": Str(least=1),
            "url": Str(3000),
            "fallback": Str(),
        },
        "timestamp",
        "format",
    ),
    "color": _inline({"value": Str(least=1)}, "value"),
}


def _inline_table() -> Mapping[str, Obj]:
    return INLINE


def _part_table() -> Mapping[str, Obj]:
    return PARTS


_WORDS = Arr(Typed(_inline_table))

PARTS: Mapping[str, Obj] = {
    "rich_text_section": Obj({"elements": _WORDS}, required=("elements",), typed=True),
    "rich_text_list": Obj(
        {
            "style": Enum(("bullet", "ordered")),
            "elements": Arr(Typed(_part_table, ("rich_text_section",)), None, 1),
            "indent": Num(0, 8),
            "offset": Num(0),
            "border": _BORDER,
        },
        required=("style", "elements"),
        typed=True,
    ),
    "rich_text_quote": Obj(
        {"elements": _WORDS, "border": _BORDER}, required=("elements",), typed=True
    ),
    "rich_text_preformatted": Obj(
        {
            "elements": Arr(Typed(_inline_table, ("text", "link"))),
            "border": _BORDER,
            "language": Anything(),
        },
        required=("elements",),
        typed=True,
    ),
}

RICH_TEXT_BLOCK = Obj(
    {"block_id": Str(255), "elements": Arr(Typed(_part_table))},
    required=("elements",),
    typed=True,
)


def _block_table() -> Mapping[str, Obj]:
    return {"rich_text": RICH_TEXT_BLOCK}


RICH_TEXT = Typed(_block_table)
"""A whole rich_text block where one is nested in another object."""

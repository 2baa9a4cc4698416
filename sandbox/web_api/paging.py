"""Cursors: opaque, good for the same list only, "" at the end.

Lists of things go by position. Lists of messages go by `ts`, so that a message that arrives
between two pages is neither shown twice nor hides another.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from sandbox.limits import COMMERCIAL_PAGE
from sandbox.state import Message, Refused
from sandbox.web_api.arguments import invalid_argument
from sandbox.web_api.call import TS, Call

T = TypeVar("T")


def one_page(
    call: Call,
    rows: Sequence[T],
    *,
    default: int,
    most: int,
    bad_limit: str = "invalid_limit",
    cut: bool = False,
) -> tuple[list[T], str]:
    """The page that `limit` and `cursor` ask for, and the next cursor.

    Refuses with `bad_limit` ("" where the method has no such code: invalid_arguments) and
    invalid_cursor; with `cut` a limit above `most` is cut to it.
    """
    size = _size(call, default, most, bad_limit, cut=cut)
    start = 0
    if cursor := call.args.text("cursor"):
        position = _unpacked(cursor, "next")
        if not position.isdigit() or not 0 < int(position) <= len(rows):
            raise Refused("invalid_cursor")
        start = int(position)
    end = start + size
    return list(rows[start:end]), _packed("next", str(end)) if end < len(rows) else ""


def one_page_of_messages(
    call: Call, rows: Sequence[Message], *, default: int, most: int
) -> tuple[list[Message], str]:
    """Like `one_page` for messages in either order; the cursor names the next message."""
    size = _size(call, default, most, "invalid_limit")
    if call.sandbox.limits.on and call.sandbox.limits.is_commercial:
        size = min(size, COMMERCIAL_PAGE)
    start = 0
    if cursor := call.args.text("cursor"):
        ts = _unpacked(cursor, "next_ts")
        if not TS.fullmatch(ts):
            raise Refused("invalid_cursor")
        falling = len(rows) > 1 and rows[0].ts > rows[-1].ts
        before = [m for m in rows if (m.ts > ts if falling else m.ts < ts)]
        start = len(before)
    page, rest = list(rows[start : start + size]), rows[start + size :]
    return page, _packed("next_ts", rest[0].ts) if rest else ""


def _size(call: Call, default: int, most: int, bad_limit: str, *, cut: bool = False) -> int:
    bad = bad_limit or "invalid_arguments"
    limit = call.args.number("limit", default, error=bad) or default
    if cut:
        limit = min(limit, most)
    if not 0 < limit <= most:
        raise Refused(bad_limit) if bad_limit else invalid_argument("out of range", "limit")
    return min(limit, call.sandbox.page_most or limit)


def _packed(kind: str, value: str) -> str:
    return base64.b64encode(f"{kind}:{value}".encode()).decode()


def _unpacked(cursor: str, kind: str) -> str:
    try:
        found, _, value = base64.b64decode(cursor, validate=True).decode().partition(":")
    except ValueError:
        raise Refused("invalid_cursor") from None
    if found != kind:
        raise Refused("invalid_cursor")
    return value

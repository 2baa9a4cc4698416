"""Cursors: opaque, valid for the same list, "" at the end."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from sandbox.state import Refused
from sandbox.web_api.arguments import Arguments

T = TypeVar("T")


def one_page(
    rows: Sequence[T],
    args: Arguments,
    *,
    default: int,
    most: int,
    most_served: int | None = None,
    bad_limit: str = "invalid_limit",
) -> tuple[list[T], str]:
    """The page that `limit` and `cursor` ask for, and the next cursor.

    `most` is the largest limit allowed, `most_served` what one page really holds at most (Slack
    may give fewer than asked for). Refuses with `bad_limit` or invalid_cursor.
    """
    limit = args.number("limit", default, error=bad_limit)
    if limit == 0:
        limit = default
    if not 0 < limit <= most:
        raise Refused(bad_limit)
    size = min(limit, most_served or limit)
    start = _position(args.text("cursor"), len(rows))
    page = list(rows[start : start + size])
    end = start + size
    return page, _cursor(end) if end < len(rows) else ""


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str, length: int) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        position = int(number)
    except ValueError:
        raise Refused("invalid_cursor") from None
    if word != "next" or not 0 < position <= length:
        raise Refused("invalid_cursor")
    return position

"""What Slack's own client checks in a modal before it submits anything."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from sandbox.interactions.elements import LIST_KEYS, VALUE_KEYS, Placed, placed_elements
from sandbox.state.records import Json

REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
TEXT_MAX = 3000


def client_errors(blocks: list[Json] | None, values: Json) -> dict[str, str]:
    """block_id → complaint for every input that the client would not let through."""
    errors: dict[str, str] = {}
    for placed in placed_elements(blocks):
        if not placed.is_input or placed.type not in VALUE_KEYS:
            continue
        key = VALUE_KEYS[placed.type]
        held = values.get(placed.block_id, {}).get(placed.action_id, {}).get(key)
        complaint = _complaint(placed, key, held)
        if complaint:
            errors[placed.block_id] = complaint
    return errors


def _complaint(placed: Placed, key: str, held: object) -> str | None:
    if held in (None, "", []):
        return None if placed.block.get("optional") else REQUIRED
    if key in LIST_KEYS:
        return None
    check = {
        "plain_text_input": _text_complaint,
        "number_input": _number_complaint,
        "email_text_input": _email_complaint,
        "url_text_input": _url_complaint,
    }.get(placed.type)
    return check(placed.element, str(held)) if check else None


def _text_complaint(element: Json, text: str) -> str | None:
    least = int(element.get("min_length") or 0)
    most = int(element.get("max_length") or TEXT_MAX)
    if len(text) < least:
        return f"Please lengthen this text to {least} characters or more."
    if len(text) > most:
        return f"Please shorten this text to {most} characters or less."
    return None


def _number_complaint(element: Json, text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(str(least)):
        return f"Please enter a number of at least {least}."
    if most is not None and number > Decimal(str(most)):
        return f"Please enter a number of at most {most}."
    return None


def _email_complaint(_element: Json, text: str) -> str | None:
    return None if _EMAIL.fullmatch(text) else "Please enter a valid email address."


def _url_complaint(_element: Json, text: str) -> str | None:
    try:
        parts = urlsplit(text)
    except ValueError:
        return "Please enter a valid URL."
    good = parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in text
    return None if good else "Please enter a valid URL."

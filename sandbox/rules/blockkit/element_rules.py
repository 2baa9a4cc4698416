"""Rules between the fields of one element, which no single field can show.

Each takes the element, its pointer and the walk; values of the wrong type are left to the shapes.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.rules.blockkit.problems import Walk

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
NOT_AN_OPTION = "initial option must exactly match one of the options"


def offered(element: dict[str, Any]) -> list[Any]:
    """All options of an element, those in groups included."""
    own = element.get("options")
    found = list(own) if isinstance(own, list) else []
    groups = element.get("option_groups")
    for group in groups if isinstance(groups, list) else []:
        inside = group.get("options") if isinstance(group, dict) else None
        found.extend(inside if isinstance(inside, list) else [])
    return found


def initial_option_is_offered(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`initial_option` must equal one of the options, to the last key."""
    if "initial_option" in element and element["initial_option"] not in offered(element):
        walk.add(NOT_AN_OPTION, f"{at}/initial_option")


def initial_options_are_offered(element: dict[str, Any], at: str, walk: Walk) -> None:
    """Each of `initial_options` must equal one of the options."""
    chosen = element.get("initial_options")
    options = offered(element)
    for index, option in enumerate(chosen if isinstance(chosen, list) else []):
        if option not in options:
            walk.add(NOT_AN_OPTION, f"{at}/initial_options/{index}")


def selected_within_limit(element: dict[str, Any], at: str, walk: Walk) -> None:
    """No more initial choices than `max_selected_items`."""
    limit = element.get("max_selected_items")
    if not isinstance(limit, int):
        return
    for name, chosen in element.items():
        if name.startswith("initial_") and isinstance(chosen, list) and len(chosen) > limit:
            walk.add(f"no more than {limit} items allowed", f"{at}/{name}")


def lengths_in_order(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`min_length` may not exceed `max_length`."""
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        walk.add("must be less than or equal to max_length", f"{at}/min_length")


def lines_in_order(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`min_lines` may not exceed `max_lines`."""
    least, most = element.get("min_lines"), element.get("max_lines")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        walk.add("must be less than or equal to max_lines", f"{at}/min_lines")


def numbers_in_order(element: dict[str, Any], at: str, walk: Walk) -> None:
    """Numbers of a `number_input` are decimal strings, whole if decimals are not allowed, and
    min ≤ initial ≤ max."""
    whole = element.get("is_decimal_allowed") is False
    seen: dict[str, Decimal] = {}
    for name in ("min_value", "initial_value", "max_value"):
        text = element.get(name)
        if not isinstance(text, str):
            continue
        number = _decimal(text)
        if number is None or (whole and number != number.to_integral_value()):
            walk.add("must be a valid number", f"{at}/{name}")
        else:
            seen[name] = number
    for low, high in (
        ("min_value", "max_value"),
        ("min_value", "initial_value"),
        ("initial_value", "max_value"),
    ):
        if low in seen and high in seen and seen[low] > seen[high]:
            walk.add(f"must be greater than or equal to {low}", f"{at}/{high}")


def _decimal(text: str) -> Decimal | None:
    if not re.fullmatch(r"-?\d{1,40}(\.\d{1,40})?", text, re.ASCII):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def date_is_real(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`initial_date` is YYYY-MM-DD and exists."""
    text = element.get("initial_date")
    if not isinstance(text, str):
        return
    if not _is_date(text):
        walk.add("must be a valid date in the format YYYY-MM-DD", f"{at}/initial_date")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def time_is_real(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`initial_time` is HH:mm of 24 hours, `timezone` an IANA name."""
    text = element.get("initial_time")
    if isinstance(text, str) and not _TIME.fullmatch(text):
        walk.add("must be a valid time in the format HH:mm", f"{at}/initial_time")
    zone = element.get("timezone")
    if not isinstance(zone, str):
        return
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        walk.add("must be a valid timezone", f"{at}/timezone")


def moment_has_ten_digits(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`initial_date_time` is a Unix second of ten digits."""
    moment = element.get("initial_date_time")
    if isinstance(moment, int) and len(str(moment)) != 10:
        walk.add("must be a 10 digit integer", f"{at}/initial_date_time")


def answers_only_in_modal_input(element: dict[str, Any], at: str, walk: Walk) -> None:
    """`response_url_enabled` works in an input block of a modal and nowhere else."""
    if element.get("response_url_enabled") is True and (walk.surface, walk.parent) != (
        "modal",
        "input",
    ):
        walk.add("response_url_enabled is only allowed in modal inputs", at)

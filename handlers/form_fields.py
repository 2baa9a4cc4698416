"""The values of a sent form, whichever kinds of field it has."""

from collections.abc import Mapping
from typing import Any

from domain.text import decode_entities

CHOICES = {
    "users_select": "selected_user",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}


def read_form(body: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each field, by block id (which is the field's action id too); an empty field
    is an empty string, choices of checkboxes and of menus for several are joined by spaces."""
    state: Mapping[str, Any] = (body.get("view") or {}).get("state") or {}
    values: Mapping[str, Any] = state.get("values") or {}
    return {name: field_value(held.get(name) or {}) for name, held in values.items()}


def field_value(state: Mapping[str, Any]) -> str:
    """What stands in one field."""
    chosen = state.get("selected_option")
    if isinstance(chosen, Mapping):
        return str(chosen.get("value") or "")
    if isinstance(people := state.get("selected_users"), list):
        return " ".join(map(str, people))
    many = state.get("selected_options")
    if isinstance(many, list):
        return " ".join(str(each.get("value") or "") for each in many)
    people = state.get("selected_users")
    if isinstance(people, list):
        return " ".join(map(str, people))
    return decode_entities(str(state.get(CHOICES.get(str(state.get("type")), "value")) or ""))

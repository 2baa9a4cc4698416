"""Our tables of methods, events and emoji, compared with the collected facts name by name."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.rules import emoji
from sandbox.rules.events import EVENTS, NOT_SUBSCRIBED
from sandbox.rules.methods import METHODS, PER_MINUTE
from tests.contract.facts import data_dir, read_json

Json = dict[str, Any]
METHOD_FACTS = read_json("facts", "web_api_methods.json")["methods"]
EVENT_FACTS = read_json("facts", "events.json")["events"]
TIERS = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": None, None: None}


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_agrees_with_its_fact(name: str) -> None:
    method, fact = METHODS[name], METHOD_FACTS[name]
    assert sorted(method.required) == sorted(fact["required"])
    assert method.per_minute == TIERS[fact["tier"]]
    assert method.takes_json is bool(fact["json_body"])
    scopes = fact["scope"].get("bot") or fact["scope"].get("user") or []
    assert method.all_scopes == set(scopes)
    assert ("bot" in method.tokens) is (bool(fact["scope"].get("bot")) or not scopes) or (
        method.tokens == {"app"}
    )
    assert set(method.answers) | set(method.may_answer) == set(fact["response_properties"])
    assert set(method.answers) <= set(fact["response_required"] or ())
    known = {*fact["args"], *fact["required"]}
    assert set(method.one_of) <= known
    for argument, error in method.own_errors.items():
        assert argument in known
        assert error in fact["errors"]


FAMILIES = ("chat.", "conversations.", "users.", "reactions.", "views.", "dnd.", "usergroups.")
LEFT_OUT = {"conversations.canvases.create", "users.identity", "users.discoverableContacts.lookup"}


def test_no_method_of_the_families_is_missing() -> None:
    wanted = {name for name in METHOD_FACTS if name.startswith(FAMILIES)} - LEFT_OUT
    assert wanted <= set(METHODS)
    assert {"auth.test", "api.test", "apps.connections.open", "team.info"} <= set(METHODS)
    assert set(PER_MINUTE.values()) < set(TIERS.values())


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_an_event_agrees_with_its_fact(name: str) -> None:
    if name not in EVENT_FACTS:
        recorded = read_json_names()
        assert name in recorded, f"{name} is in no source"
        return
    fact = EVENT_FACTS[name]
    assert "Events" in fact["apis"]
    # The facts spell this one scope with a dot; the manifest and the docs use a colon.
    scopes = {
        scope.replace("app_mentions.read", "app_mentions:read") for scope in fact["scopes"] or ()
    }
    assert EVENTS[name].all_scopes == scopes


def read_json_names() -> set[str]:
    """Event types seen in the recorded samples, and their private-channel twins."""
    folder = data_dir() / "json-logs" / "events"
    seen = {
        "".join(
            f"_{c.lower()}" if c.isupper() else c for c in path.name.removesuffix("Payload.json")
        ).lstrip("_")
        for path in folder.glob("*Payload.json")
    }
    return seen | {name.replace("channel_", "group_") for name in seen}


def test_no_event_of_an_app_is_missing() -> None:
    wanted = {
        name
        for name, fact in EVENT_FACTS.items()
        if "Events" in fact["apis"]
        and name != "message"
        and not any(scope.startswith("admin.") for scope in fact["scopes"] or ())
    }
    assert wanted - set(EVENTS) == set(NOT_SUBSCRIBED)


def test_reaction_names_of_the_product_are_known() -> None:
    for name in ("white_check_mark", "heavy_check_mark", "ballot_box_with_check", "pushpin"):
        assert emoji.canonical_name(name) == name

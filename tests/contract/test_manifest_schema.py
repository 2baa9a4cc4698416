"""The app manifest: Slack's own JSON schema, and what that schema does not check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from sandbox.rules.events import EVENTS, missing_subscription_scopes
from tests.contract.facts import data_dir, read_json

MANIFEST = Path(__file__).parents[2] / "manifest.yaml"
PUBLISHED = "https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/"
OTHER_SCOPES = {
    "app_mentions:read",
    "chat:write.customize",
    "chat:write.public",
    "commands",
    "incoming-webhook",
    "links.embed:write",
    "metadata.message:read",
}
"""Bot scopes that open no method of the facts."""


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    if not MANIFEST.exists():
        pytest.skip("no manifest.yaml in the repository yet")
    found: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    parts = {
        f"{PUBLISHED}{path.name}": Resource.from_contents(json.loads(path.read_text()))
        for path in (data_dir() / "manifest" / "schemas").glob("*.json")
    }
    whole = read_json("manifest", "manifest.schema.json")
    registry: Registry[Any] = Registry().with_resources(parts.items())
    return jsonschema.Draft7Validator(whole, registry=registry)


def test_the_schema_tells_good_from_bad(schema: jsonschema.protocols.Validator) -> None:
    examples = data_dir() / "manifest" / "examples"
    for version in ("v1", "v2"):
        folder = examples / version
        assert schema.is_valid(json.loads((folder / "manifest.valid.json").read_text()))
        assert not schema.is_valid(json.loads((folder / "manifest.invalid.json").read_text()))


def test_the_manifest_fits_the_schema(
    manifest: dict[str, Any], schema: jsonschema.protocols.Validator
) -> None:
    errors = [f"{error.json_path}: {error.message}" for error in schema.iter_errors(manifest)]
    assert errors == []


def test_every_scope_exists(manifest: dict[str, Any]) -> None:
    methods = read_json("facts", "web_api_methods.json")["methods"].values()
    # A method whose scope depends on the call has a sentence there instead of lists.
    lists = [fact["scope"] for fact in methods if isinstance(fact["scope"], dict)]
    known = {scope for scopes in lists for scope in scopes.get("bot") or ()}
    events = read_json("facts", "events.json")["events"].values()
    known |= {scope for fact in events for scope in fact["scopes"] or ()} | OTHER_SCOPES
    asked = manifest["oauth_config"]["scopes"]["bot"]
    assert set(asked) <= known
    assert len(set(asked)) == len(asked)


def test_every_event_exists_and_has_its_scope(manifest: dict[str, Any]) -> None:
    asked = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert set(asked) <= set(EVENTS)
    assert len(set(asked)) == len(asked)
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    assert missing_subscription_scopes(asked, scopes) == {}


def test_commands_and_shortcuts_have_the_scope_for_them(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    if features.get("slash_commands") or features.get("shortcuts"):
        assert "commands" in manifest["oauth_config"]["scopes"]["bot"]
        assert manifest["settings"]["interactivity"]["is_enabled"] is True
    callbacks = [shortcut["callback_id"] for shortcut in features.get("shortcuts", [])]
    assert len(set(callbacks)) == len(callbacks)


def test_addresses_are_there_exactly_when_socket_mode_is_off(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]
    socket = settings.get("socket_mode_enabled", False)
    commands = manifest["features"].get("slash_commands", [])
    given = [
        "request_url" in settings["event_subscriptions"],
        "request_url" in settings["interactivity"],
        *("url" in command for command in commands),
    ]
    assert not any(given) if socket else all(given)

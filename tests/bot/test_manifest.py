"""The manifest is one Slack accepts, asks for no more than is used, and says why."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.manifest import manifest, manifest_yaml
from bot.slack_app import EVENTS, SCOPES, SHORTCUTS, commands
from handlers import people, surfaces

URL = "https://drumbeat.example.com"

slack_data = pytest.mark.skipif(
    "SLACK_DATA_DIR" not in os.environ, reason="needs Slack's published samples (SLACK_DATA_DIR)"
)


def facts(name: str) -> Any:
    return json.loads((Path(os.environ["SLACK_DATA_DIR"]) / name).read_text(encoding="utf-8"))


@slack_data
@pytest.mark.parametrize("http", [None, URL])
def test_slacks_own_schema_accepts_it(http: str | None) -> None:
    jsonschema.validate(manifest(http=http), facts("manifest/schemas/manifest.schema.2.0.0.json"))


@slack_data
def test_every_event_is_granted_by_a_scope_slack_asks_for() -> None:
    known = facts("facts/events.json")["events"]
    granted = {scope.name for scope in SCOPES}
    for event in EVENTS:
        if event.name in known:  # the list lacks a few live names, such as channel_archive
            needed = {
                scope.replace("mentions.read", "mentions:read")
                for scope in known[event.name]["scopes"]
            }
            assert set(event.scopes) <= needed, event.name
            assert bool(event.scopes) == bool(needed), event.name
        assert set(event.scopes) <= granted, event.name


@slack_data
def test_every_scope_exists_at_slack() -> None:
    text = json.dumps(facts("facts/web_api_methods.json"))
    special = {"commands", "app_mentions:read"}  # no method needs them
    for scope in SCOPES:
        assert f'"{scope.name}"' in text or scope.name in special, scope.name


def test_scopes_that_reach_further_than_an_invitation_are_not_asked_for() -> None:
    names = {scope.name for scope in SCOPES}
    assert not names & {"chat:write.public", "channels:join", "chat:write.customize", "admin"}


def test_tables_have_no_doubles_and_are_sorted() -> None:
    for names in ([scope.name for scope in SCOPES], [event.name for event in EVENTS]):
        assert names == sorted(set(names))


def test_every_row_has_its_reason() -> None:
    assert all(row.why for row in (*SCOPES, *EVENTS))


def test_socket_mode_needs_no_address() -> None:
    text = manifest_yaml()
    assert "url" not in text
    assert manifest()["settings"]["socket_mode_enabled"] is True


def test_http_mode_sends_everything_to_one_address() -> None:
    made = manifest(http=URL + "/")
    door = f"{URL}/slack/events"
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == door
    assert settings["interactivity"]["request_url"] == door
    assert settings["interactivity"]["message_menu_options_url"] == door
    assert {row["url"] for row in made["features"]["slash_commands"]} == {door}


def test_every_command_is_there_and_escapes_names() -> None:
    rows = manifest()["features"]["slash_commands"]
    assert [row["command"] for row in rows] == [f"/{command.name}" for command in commands()]
    assert all(row["should_escape"] is True for row in rows)


def test_every_shortcut_has_a_form_and_every_form_a_shortcut() -> None:
    assert {shortcut.callback_id for shortcut in SHORTCUTS} == set(surfaces.SHORTCUTS)


def test_every_event_that_is_handled_is_subscribed_to() -> None:
    subscribed = {event.name for event in EVENTS}
    assert set(people.STEPS) <= subscribed


def test_a_renamed_command_is_renamed_everywhere() -> None:
    rows = manifest(renames={"task": "todo"})["features"]["slash_commands"]
    assert "/todo" in {row["command"] for row in rows}
    assert "/task" not in {row["command"] for row in rows}


def test_texts_keep_to_slacks_lengths() -> None:
    made = manifest(http=URL)
    about = made["display_information"]
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert all(len(shortcut.name) <= 24 for shortcut in SHORTCUTS)
    for row in made["features"]["slash_commands"]:
        assert len(row["command"]) <= 32
        assert len(row["description"]) <= 2000
        assert len(row["usage_hint"]) <= 1000


@pytest.mark.parametrize("http", [None, URL])
def test_the_text_is_the_dictionary_with_a_reason_for_each_scope(http: str | None) -> None:
    text = manifest_yaml(http=http)
    assert yaml.safe_load(text) == manifest(http=http)
    flat = " ".join(line.strip().removeprefix("# ") for line in text.splitlines())
    for scope in SCOPES:
        assert f"{scope.why} - {scope.name}" in flat

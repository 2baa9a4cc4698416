"""Methods, events and emoji: what follows from the tables alone."""

from __future__ import annotations

import pytest

from sandbox.rules.emoji import canonical_name, name_by_unicode, to_unicode, unicode_by_name
from sandbox.rules.emoji_table import ALIASES, TAKES_TONE
from sandbox.rules.events import is_delivered, missing_subscription_scopes, subscription_name
from sandbox.rules.methods import METHODS, missing_argument, missing_scope


def test_a_missing_argument_is_named() -> None:
    update = METHODS["chat.update"]
    assert missing_argument(update, {"channel": "C1", "ts": "1.2"}) is None
    assert missing_argument(update, {"channel": "C1"}) == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": ["[ERROR] missing required field: ts"]},
    }


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("conversations.open", {}, "users_list_not_supplied"),
        ("dnd.teamInfo", {}, "no_users_provided"),
        ("reactions.add", {"name": "eyes", "channel": "C1"}, "no_item_specified"),
        ("views.open", {"view": {}}, "invalid_arguments"),
        ("views.update", {"view": {}}, "invalid_arguments"),
    ],
)
def test_some_methods_have_their_own_word_for_it(
    method: str, args: dict[str, object], error: str
) -> None:
    answer = missing_argument(METHODS[method], args)
    assert answer is not None
    assert answer["error"] == error


def test_one_of_two_arguments_is_enough() -> None:
    assert missing_argument(METHODS["views.open"], {"view": {}, "trigger_id": "1"}) is None
    assert missing_argument(METHODS["views.update"], {"view": {}, "external_id": "1"}) is None


def test_the_scope_depends_on_the_kind_of_conversation() -> None:
    history = METHODS["conversations.history"]
    assert missing_scope(history, {"channels:history"}, "public") is None
    assert missing_scope(history, {"channels:history"}) is None
    assert missing_scope(history, {"channels:history", "chat:write"}, "private") == {
        "ok": False,
        "error": "missing_scope",
        "needed": "groups:history",
        "provided": "channels:history,chat:write",
    }
    join = METHODS["conversations.join"]
    answer = missing_scope(join, {"channels:join"}, "im")
    assert answer is not None
    assert answer["error"] == "method_not_supported_for_channel_type"


def test_methods_without_scope_are_open_to_all() -> None:
    assert missing_scope(METHODS["views.open"], ()) is None
    assert METHODS["chat.postMessage"].per_minute is None
    assert METHODS["chat.update"].per_minute == 50


def test_an_event_needs_a_subscription_and_a_scope() -> None:
    names = {"message.channels", "reaction_added", "member_joined_channel", "app_home_opened"}
    scopes = {"channels:history", "reactions:read", "channels:read"}
    assert subscription_name("message", "im") == "message.im"
    assert is_delivered("message", "public", names, scopes)
    assert not is_delivered("message", "private", names, scopes)
    assert not is_delivered("message", "public", names, set())
    assert is_delivered("reaction_added", "im", names, scopes)
    assert is_delivered("member_joined_channel", "public", names, scopes)
    assert not is_delivered("member_joined_channel", "private", names, scopes)
    assert is_delivered("app_home_opened", None, names, set())
    assert not is_delivered("team_join", None, names, scopes)
    assert is_delivered("app_rate_limited", None, set(), set())


def test_subscriptions_slack_would_not_save() -> None:
    wrong = missing_subscription_scopes({"reaction_added", "made_up", "app_uninstalled"}, set())
    assert wrong == {"reaction_added": frozenset({"reactions:read"}), "made_up": frozenset()}


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("heavy_check_mark", "heavy_check_mark"),
        ("white_check_mark", "white_check_mark"),
        ("ballot_box_with_check", "ballot_box_with_check"),
        ("thumbsup", "+1"),
        ("wave::skin-tone-3", "wave::skin-tone-3"),
        ("thumbsup::skin-tone-6", "+1::skin-tone-6"),
        ("tada::skin-tone-3", None),
        ("wave::skin-tone-1", None),
        ("wave::skin-tone-7", None),
        (":eyes:", None),
        ("made_up", None),
        ("", None),
    ],
)
def test_reaction_names(name: str, stored: str | None) -> None:
    assert canonical_name(name) == stored


def test_custom_emoji_are_names_too() -> None:
    assert canonical_name("party_parrot", {"party_parrot"}) == "party_parrot"
    assert to_unicode("party_parrot") is None


def test_the_emoji_table_is_sound() -> None:
    table = unicode_by_name()
    assert len(set(table.values())) == len(table) > 700
    assert set(ALIASES.values()) <= set(table)
    assert not set(ALIASES) & set(table)
    assert set(TAKES_TONE.split()) <= set(table)
    assert all(name_by_unicode()[text] == name for name, text in table.items())
    assert to_unicode("wave::skin-tone-3") == "👋🏼"

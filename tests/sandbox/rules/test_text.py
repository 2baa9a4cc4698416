"""What Slack does to text: when an app posts it, when a person types it, in slash commands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.rules.blockkit import check_blocks
from sandbox.rules.text import (
    ChannelName,
    Names,
    command_text,
    escape,
    mrkdwn_text,
    plain_text,
    posted_arguments,
    posted_text,
    stored_blocks,
    typed_message,
    unescape,
)

USERS = {"ann": "U0ANN", "ann zhou": "U0ANN", "ben": "U0BEN", "李雷": "U0LI"}
OPS, LEADS = ChannelName("C0OPS", "ops"), ChannelName("C0LEADS", "")
CHANNELS = {"ops": OPS, OPS.id: OPS, "leads": LEADS, LEADS.id: LEADS}
NAMES = Names(
    user=USERS.get,
    channel=CHANNELS.get,
    group={"devs": "S0DEVS"}.get,
    known_id=lambda name: name in {*USERS.values(), "S0DEVS"},
    label={"U0BEN": "@ben", "C0OPS": "#ops", "S0DEVS": "@devs"}.get,
)

POSTED = [
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("a &lt; b &amp; c", "a &lt; b &amp; c"),
    ("<@U0ANN> and <!here> in <#C0OPS|ops>", "<@U0ANN> and <!here> in <#C0OPS|ops>"),
    ("<!date^1700000000^{date}|then>", "<!date^1700000000^{date}|then>"),
    ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
    ("see https://a.b/c?d=1&e=2.", "see <https://a.b/c?d=1&amp;e=2>."),
    ("<https://a.b|label>", "<https://a.b|label>"),
    ("mail ann@acme.example", "mail <mailto:ann@acme.example|ann@acme.example>"),
    ("example.com", "<http://example.com|example.com>"),
    ("file.py and v1.2 and 3.5", "file.py and v1.2 and 3.5"),
    ("`https://a.b` stays", "`https://a.b` stays"),
    ("done ✅ 👍🏽", "done :white_check_mark: :+1::skin-tone-4:"),
    ("@ann @devs #ops", "@ann @devs #ops"),
]


@pytest.mark.parametrize(("sent", "stored"), POSTED)
def test_posted_text_is_escaped_and_linked(sent: str, stored: str) -> None:
    assert posted_text(sent, NAMES) == stored


def test_parse_modes_and_link_names() -> None:
    line = "@devs #ops @ann @here https://a.b <@U0ANN>"
    assert posted_text(line, NAMES, link_names=True) == (
        "<!subteam^S0DEVS|@devs> <#C0OPS|ops> @ann <!here> <https://a.b> <@U0ANN>"
    )
    assert posted_text(line, NAMES, parse="none") == line
    assert posted_text(line, NAMES, parse="full") == (
        "<!subteam^S0DEVS|@devs> <#C0OPS|ops> @ann <!here> <https://a.b> &lt;@U0ANN&gt;"
    )
    sent = {"text": "https://a.b #ops", "link_names": "1", "parse": "none"}
    assert posted_arguments(sent, NAMES) == "https://a.b <#C0OPS|ops>"


def test_text_objects_come_back_as_slack_stores_them() -> None:
    assert mrkdwn_text("https://a.b") == "<https://a.b>"
    assert mrkdwn_text("https://a.b", verbatim=True) == "https://a.b"
    assert plain_text("✅ a & https://a.b") == ":white_check_mark: a &amp; https://a.b"
    assert plain_text("✅", emoji=False) == "✅"
    sent = [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "a & b"},
            "accessory": {
                "type": "button",
                "value": "a & b",
                "text": {"type": "plain_text", "text": "R&D"},
            },
        }
    ]
    assert stored_blocks(sent) == [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "a &amp; b", "verbatim": False},
            "accessory": {
                "type": "button",
                "value": "a & b",
                "text": {"type": "plain_text", "text": "R&amp;D", "emoji": True},
            },
        }
    ]


TYPED = [
    ("hello @ben", "hello <@U0BEN>"),
    ("@Ann Zhou, please", "<@U0ANN>, please"),
    ("@ann's and @annx", "<@U0ANN>'s and @annx"),
    ("@李雷明天交", "<@U0LI>明天交"),
    (
        "@devs @here #ops #leads #nope",
        "<!subteam^S0DEVS|@devs> <!here> <#C0OPS|ops> <#C0LEADS|> #nope",
    ),
    ("<@U0ANN> <@ben> <#ops> <@U9>", "<@U0ANN> <@U0BEN> <#C0OPS|ops> &lt;@U9&gt;"),
    ("a & b < c", "a &amp; b &lt; c"),
    ("https://a.b/c_d_e", "<https://a.b/c_d_e>"),
    ("ann@acme.example", "<mailto:ann@acme.example|ann@acme.example>"),
    ("✅ :tada: :nope:", ":white_check_mark: :tada: :nope:"),
    ("*bold _both_* ~gone~ `c<d`", "*bold _both_* ~gone~ `c&lt;d`"),
    ("3*4*5 a_b_c", "3*4*5 a_b_c"),
    ("- a\n- b", "• a\n• b"),
    ("1. a\n2. b", "1. a\n2. b"),
    ("> said", "&gt; said"),
    ("```x < y```", "```x &lt; y```"),
    ("a\n\nb", "a\n\nb"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "text"), TYPED)
def test_typed_messages_become_markup(typed: str, text: str) -> None:
    assert typed_message(typed, NAMES).text == text


def test_typed_messages_carry_rich_text() -> None:
    elements = typed_message("*bold* @ben\n- one\n- two\n> said\n```code```", NAMES).block[
        "elements"
    ]
    assert [part["type"] for part in elements] == [
        "rich_text_section",
        "rich_text_list",
        "rich_text_quote",
        "rich_text_preformatted",
    ]
    assert elements[0]["elements"] == [
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "text", "text": " "},
        {"type": "user", "user_id": "U0BEN"},
    ]
    assert [len(elements[1]["elements"]), elements[1]["style"]] == [2, "bullet"]


COMMANDS = [
    ("Deck @ben #ops", "Deck <@U0BEN> <#C0OPS|ops>"),
    ("#leads https://a.b?c&d", "<#C0LEADS|> <https://a.b?c&amp;d>"),
    ("*as* _typed_ `x` ✅ :tada:", "*as* _typed_ `x` ✅ :tada:"),
    ("a & b", "a &amp; b"),
    ("@stranger", "@stranger"),
]


@pytest.mark.parametrize(("typed", "escaped"), COMMANDS)
def test_command_text_follows_should_escape(typed: str, escaped: str) -> None:
    assert command_text(typed, NAMES, should_escape=True) == escaped
    assert command_text(typed, NAMES, should_escape=False) == typed


def test_chosen_suggestions_show_by_name_in_commands_without_escaping() -> None:
    typed = "<@U0BEN> <@ben> <#ops> <!subteam^S0DEVS> <!here> <@U9> <b>"
    shown = "@ben @ben #ops @devs @here <@U9> <b>"
    assert command_text(typed, NAMES, should_escape=False) == shown


PIECES = st.sampled_from(
    [*"*_~`<>&@#:|\n ab", "@ann", "#ops", "https://a.b/", "ann@a.co", "✅", ":tada:", "```", "- "]
)
LINES = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_storing_text_twice_changes_nothing(text: str) -> None:
    once = posted_text(text, NAMES)
    assert posted_text(once, NAMES) == once
    assert plain_text(plain_text(text)) == plain_text(text)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_whatever_is_typed_gives_a_block_slack_takes(typed: str) -> None:
    message = typed_message(typed, NAMES)
    assert check_blocks([message.block]) == []
    assert isinstance(command_text(typed, NAMES, should_escape=True), str)


@given(st.text())
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    assert unescape(escape(text)) == text

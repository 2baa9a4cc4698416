"""Slack's raw text: markup, entities, and a folded twin of the same length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import ChannelRef, PersonKind, PersonRef
from domain.text import (
    MarkKind,
    drop_bot_mention,
    escape_entities,
    fold,
    parse_slack_text,
    readable,
)


@pytest.mark.parametrize(
    ("raw", "plain", "kind"),
    [
        ("<@U012ABC>", "<@U012ABC>", MarkKind.PERSON),
        ("<@W012ABC|ann>", "@ann", MarkKind.PERSON),
        ("<#C012|general>", "#general", MarkKind.CHANNEL),
        ("<#C987|>", "<#C987>", MarkKind.CHANNEL),
        ("<!here>", "@here", MarkKind.PERSON),
        ("<!subteam^S1|@ops>", "@ops", MarkKind.PERSON),
        ("<https://x.y>", "https://x.y", MarkKind.LINK),
        ("<https://x.y/a&amp;b>", "https://x.y/a&b", MarkKind.LINK),
        ("<http://x.y|x.y>", "x.y", MarkKind.LINK),
        ("<mailto:a@b.c|a@b.c>", "a@b.c", MarkKind.LINK),
        ("<https://x.y|plan>", "plan (https://x.y)", MarkKind.LINK),
        ("<!date^1^{date}|1 Dec>", "1 Dec", None),
        ("<b>", "<b>", None),
        ("&lt;@U1&gt;", "<@U1>", None),
        ("a <- b -> c", "a <- b -> c", None),
    ],
)
def test_markup_is_shown_as_typed(raw: str, plain: str, kind: MarkKind | None) -> None:
    text = parse_slack_text(f"x {raw} y")
    assert text.plain == f"x {plain} y"
    assert [(mark.kind, text.plain[mark.start : mark.end]) for mark in text.marks] == (
        [] if kind is None else [(kind, plain)]
    )


def test_marks_know_whom_they_mean() -> None:
    text = parse_slack_text("<@U1|ann> <#C1|ops> <!subteam^S1> <!channel> <@B7>")
    assert [mark.person or mark.channel for mark in text.marks] == [
        PersonRef("U1", "ann"),
        ChannelRef("C1", "ops"),
        PersonRef("S1", None, PersonKind.GROUP),
        PersonRef(None, "channel", PersonKind.SPECIAL),
        PersonRef("B7", None, PersonKind.BOT),
    ]
    assert text.since(len("@ann ")).marks[0].start == 0


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Fri １７：３０", "fri 17:30"),
        ("“Hi” ‘there’ 「x」", '"hi" \'there\' "x"'),
        ("a\u00a0b\u3000c\td", "a b c d"),
        ("＠Ann ＃Ops ！High ＋x", "@ann #ops !high +x"),
        ("İSTANBUL", "İstanbul"),
    ],
)
def test_folding_is_for_matching(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_never_moves_a_character(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_escaped_text_comes_back_as_typed(text: str) -> None:
    parsed = parse_slack_text(escape_entities(text))
    assert (parsed.plain, parsed.marks) == (text, ())


@given(st.text(alphabet="<>@#!|&;ampltgUC1 https:/^x\n"))
def test_any_markup_soup_is_read(raw: str) -> None:
    text = parse_slack_text(raw)
    assert len(text.plain) == len(text.folded)
    assert all(0 <= mark.start <= mark.end <= len(text.plain) for mark in text.marks)


def test_the_bots_own_mention_at_the_start_is_dropped() -> None:
    assert drop_bot_mention("<@UBOT> task Call <@UBOT>", "UBOT") == "task Call <@UBOT>"
    assert drop_bot_mention(" <@UBOT|drumbeat>: hello", "UBOT") == "hello"
    assert drop_bot_mention("<@U1> hello", "UBOT") == "<@U1> hello"


def test_ids_left_in_a_text_get_names() -> None:
    names = {"U1": "ann", "C1": "ops"}
    assert readable("see <@U1>'s note in <#C1> with <@U2>", names) == (
        "see @ann's note in #ops with <@U2>"
    )

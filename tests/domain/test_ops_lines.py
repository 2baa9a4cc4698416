"""What an `/ops` line wants, in English and Chinese."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ops_lines import OpsIntent, parse_ops_line
from domain.ops_lines.values import (
    Missed,
    Preview,
    SetRole,
    SetUp,
    ShowRoster,
    ShowSettings,
    Today,
    Why,
)
from domain.people import PersonRef
from domain.teams import OpsUnreadable, Role
from domain.verbs import DidYouMean, Help

EVE = PersonRef("U1", "eve")


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("", Today()),
        ("today", Today()),
        ("今天", Today()),
        ("setup", SetUp()),
        ("Set up", SetUp()),
        ("设置", SetUp()),
        ("settings", ShowSettings()),
        ("why", Why()),
        ("为什么", Why()),
        ("missed", Missed()),
        ("missed 30d", Missed(30)),
        ("missed 2 weeks", Missed(14)),
        ("错过30天", Missed(30)),
        ("preview 7d", Preview(7)),
        ("roster", ShowRoster()),
        ("roster <@U1|eve> optional", SetRole(EVE, Role.OPTIONAL)),
        ("roster <@U1|eve> as observer", SetRole(EVE, Role.OBSERVER)),
        ("roster <@U1|eve>", SetRole(EVE, Role.MEMBER)),
        ("roster <@U1|eve> off", SetRole(EVE, Role.OFF)),
        ("名单 <@U1|eve> 旁听", SetRole(EVE, Role.OBSERVER)),
        ("lead <@U1|eve>", SetRole(EVE, Role.LEAD)),
        ("lead is <@U1|eve>", SetRole(EVE, Role.LEAD)),
        ("负责人 <@U1|eve>", SetRole(EVE, Role.LEAD)),
        ("deputy @bo", SetRole(PersonRef(name="bo"), Role.DEPUTY)),
        ("lead", Help("lead")),
        ("help", Help()),
        ("?", Help()),
        ("help missed", Help("missed")),
        ("帮助", Help()),
        ("setp", DidYouMean("setup", "setp")),
        ("rooster <@U1|eve> off", DidYouMean("roster <@U1|eve> off", "rooster <@U1|eve> off")),
    ],
)
def test_lines(line: str, intent: OpsIntent) -> None:
    assert parse_ops_line(line) == intent


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        "today please",
        "missed everything",
        "missed 0d",
        "missed 999d",
        "roster optional",
        "roster <@U1|eve> boss",
        "roster <@U1|eve> <@U2|bo> optional",
        "lead <@U1|eve> tomorrow",
        "setup #launch now",
        "set",
    ],
)
def test_what_is_no_verb_is_refused_and_kept(line: str) -> None:
    with pytest.raises(OpsUnreadable) as refused:
        parse_ops_line(line)
    assert refused.value.text == line


@given(st.text(max_size=60))
def test_any_text_is_an_intent_or_a_refusal(line: str) -> None:
    with suppress(OpsUnreadable):
        parse_ops_line(line)

"""Any line in: a value or one of our refusals out, and every letter typed is still there."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cycles import Beside, Length, Named
from domain.dates import parse_when
from domain.errors import BadInput, DomainError
from domain.goal_lines import (
    parse_goal_change,
    parse_goal_line,
    parse_new_goal,
    render_new_goal,
)
from domain.goal_lines.values import AddGoal, NewGoal, Token
from domain.goals.amounts import unit_of
from domain.goals.measures import Figures
from domain.goals.values import Amount
from domain.people import ChannelRef, PersonRef
from domain.text import parse_slack_text
from tests.domain.reading import rows

TITLES = [title for title, _ in rows("titles.txt")]
PHRASES = [phrase for name in ("dates_en.txt", "dates_zh.txt") for phrase, _ in rows(name)]
TOKENS = [
    *("from 31 to 45", "from 4% to 3%", "to 45", "31→45", "从31到45", "到5万", "from €1m to €3m"),
    *("Q3", "Q3 2026", "in September", "next quarter", "下半年", "三季度", "1 Aug..15 Oct", "H2"),
    *("under G1", "under:G4", "for G1", "K2", "weight 2", "check every 2 weeks", "G3", "T12"),
    *("@ben", "<@U1>", "<@U2|ann>", "@none", "#ops", "<#C1|ops>", "+growth", "!high", "~2h"),
    *('"Q3"', "“to 45”", '"', "--", "\n", "\n- a\n- b", "&amp;", "<https://x.y|z>", 'title:"x"'),
    *(
        "list",
        "done",
        "by",
        "for",
        "in",
        "to",
        "from",
        "从",
        "到",
        "，",
        "-",
        "\u200b",
        "🟢",
        "amber",
    ),
]


def letters(text: str) -> list[str]:
    return sorted(char for char in text if char.isalnum())


def said(goal: NewGoal, *, bullets: str) -> list[str]:
    parts = [c.text for c in goal.claims if c.token is not Token.LITERAL and not c.in_title]
    if not any(claim.token is Token.TITLE for claim in goal.claims):
        parts.append(goal.title)
    return letters("".join([*parts, goal.why, *goal.milestones, bullets]))


def goal_or_text(line: str) -> tuple[NewGoal | None, str]:
    try:
        return parse_new_goal(line), line
    except BadInput as refused:
        return None, refused.text


def check_line(line: str) -> None:
    goal, kept = goal_or_text(line)
    if goal is None:
        assert kept == line
        return
    if not goal.milestones:
        assert said(goal, bullets="") == letters(parse_slack_text(line).plain)
    assert goal.title == goal.title.strip()
    assert 0 < len(goal.title) <= 200
    assert parse_new_goal(render_new_goal(goal)) == goal


def made_up_line(chance: random.Random) -> str:
    pieces = [chance.choice(TITLES)] if chance.random() < 0.8 else []
    for _ in range(chance.randint(0, 5)):
        pool = chance.choice((TOKENS, TOKENS, PHRASES, TITLES))
        pieces.insert(chance.randint(0, len(pieces)), chance.choice(pool))
    return chance.choice((" ", " ", " ", "", "  ", "\u00a0")).join(pieces)


@pytest.mark.parametrize("seed", range(20))
def test_ten_thousand_made_up_lines_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        line = made_up_line(chance)
        check_line(line)
        with suppress(DomainError):
            intent = parse_goal_line(line)
            if isinstance(intent, AddGoal):
                assert intent.goal == parse_new_goal(line)


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_goal_or_a_refusal_that_keeps_it(text: str) -> None:
    check_line(text)
    for line, parse in ((text, parse_goal_line), (f"G3 {text}", parse_goal_line)):
        kept = line
        try:
            parse(line)
        except BadInput as refused:
            kept = refused.text
        assert kept == line


@given(st.lists(st.sampled_from([*TOKENS, *PHRASES, "目标", "Goal"]), max_size=8), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_heap_of_tokens_is_a_goal_or_a_refusal(pieces: list[str], glued: bool) -> None:
    line = ("" if glued else " ").join(pieces)
    check_line(line)
    with suppress(BadInput):
        change = parse_goal_change(line)
        assert all(char in parse_slack_text(line).plain for char in letters(change.leftover))


DUES = [phrase for phrase in PHRASES if parse_new_goal(f"Ship it by noon {phrase}").cycle is None]
"""Phrases such as \"next quarter\" are the cycle of a goal."""
IDS = st.from_regex(r"U[A-Z0-9]{2,8}", fullmatch=True)
PEOPLE = st.builds(PersonRef, slack_id=IDS)
UNITS = st.sampled_from([None, *map(unit_of, ("%", "EUR", "h", "d"))])
AMOUNTS = st.builds(Amount, st.decimals(-(10**6), 10**6, places=2), UNITS)
CYCLES = (
    st.builds(
        Named, st.just(Length.QUARTER), st.integers(1, 4), st.none() | st.integers(2020, 2030)
    )
    | st.builds(Named, st.just(Length.HALF), st.integers(1, 2), st.none() | st.just(2027))
    | st.builds(Named, st.just(Length.MONTH), st.integers(1, 12), st.none() | st.just(2027))
    | st.builds(Named, st.just(Length.YEAR), st.just(1), st.integers(2020, 2030))
    | st.builds(
        Beside,
        st.sampled_from([Length.MONTH, Length.QUARTER, Length.HALF, Length.YEAR]),
        st.integers(-1, 1),
    )
)
PRINTABLE = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"], blacklist_characters="\0"),
    min_size=1,
    max_size=60,
)


@given(
    st.builds(
        NewGoal,
        title=PRINTABLE.map(str.strip).filter(lambda title: any(map(str.isalnum, title)))
        | st.sampled_from([*TITLES, *PHRASES, *TOKENS[:20]]),
        why=PRINTABLE.map(str.strip) | st.just(""),
        figures=st.none() | st.builds(Figures, st.none() | AMOUNTS, AMOUNTS),
        kpi=st.none() | st.integers(1, 99),
        owner=st.none() | PEOPLE,
        team=st.none() | st.builds(ChannelRef, slack_id=st.just("C1"), name=st.just("ops")),
        labels=st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), max_size=2, unique=True).map(
            tuple
        ),
        cycle=st.none() | CYCLES,
        due=st.none() | st.sampled_from(DUES).map(parse_when),
        parent=st.none() | st.integers(1, 99),
        weight=st.none() | st.integers(1, 10),
        cadence=st.none() | st.sampled_from([1, 2, 4]),
    ),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_what_is_rendered_reads_as_the_same(goal: NewGoal, steps: bool) -> None:
    if steps and goal.figures is None:
        goal = replace(goal, milestones=("design", "beta test", "上线"))
    assert parse_new_goal(render_new_goal(goal)) == goal


@pytest.mark.parametrize(
    "piece", ["a ", '"a" ', "<@U1> ", "G1 ", " ", "fri ", "到5", "Q3 ", '"', "1,"]
)
def test_endless_lines_are_read_or_refused_in_no_time(piece: str) -> None:
    for line in (piece * 4_000, f"G1 {piece * 4_000}x", piece * 900, f"x\n{piece * 4_000}"):
        check_line(line)
        with suppress(BadInput):
            parse_goal_line(line)

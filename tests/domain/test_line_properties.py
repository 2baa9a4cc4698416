"""Any line in: a value or one of our refusals out, and every letter typed is still there."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates import parse_when
from domain.errors import BadInput, DomainError
from domain.people import ChannelRef, PersonKind, PersonRef
from domain.quickadd import ClaimKind, QuickAdd, parse_change, parse_quick_add, render_quick_add
from domain.recurrence import parse_recurrence
from domain.task_lines import Add, parse_task_line
from domain.tasks import Priority
from domain.text import parse_slack_text
from tests.domain.reading import rows

RECURRENCES = [
    phrase for name in ("recurrences_en.txt", "recurrences_zh.txt") for phrase, _ in rows(name)
]
TITLES = [title for title, _ in rows("titles.txt")]
PHRASES = [phrase for name in ("dates_en.txt", "dates_zh.txt") for phrase, _ in rows(name)]
SIGNED = [
    *("@ben", "<@U1>", "<@U2|ann>", "<!here>", "<!subteam^S1|@ops>", "@none", "#ops", "<#C1|ops>"),
    *("+budget", "+预算", "!high", "!low", "p1", "p4", "~2h", "for G3", "after T9", "every mon"),
    *("G3", "K2", "and", "for K2, G4", "after T9-T11", "~30m", "~1.5d", "daily", "每周一", "每天"),
    *("starting", "every! 10 days", 'note:"see fri"', "none", "every none", "not", "to:#x", "of"),
    *(
        '"fri"',
        "“by mon”",
        '"',
        "--",
        " — ",
        "\n",
        "&amp;",
        "&lt;",
        "<https://x.y|z>",
        "T12",
        "done",
    ),
    *("by", "on", "due", "for", "at", "，", ",", "-", 'title:"x"', "note:", "list", "\u200b", "🙂"),
]


def letters(text: str) -> list[str]:
    return sorted(char for char in text if char.isalnum())


def said(quick: QuickAdd) -> list[str]:
    # A note is shown in the description already.
    silent = (ClaimKind.LITERAL, ClaimKind.NOTE)
    claims = [claim.text for claim in quick.claims if claim.kind not in silent]
    claims += ["note" for claim in quick.claims if claim.kind is ClaimKind.NOTE]
    if any(claim.kind is ClaimKind.TITLE for claim in quick.claims):
        return letters("".join([quick.description, *claims]))
    return letters("".join([quick.title, quick.description, *claims]))


def quick_or_refusal(line: str) -> QuickAdd | None:
    text = line
    try:
        return parse_quick_add(line)
    except BadInput as refused:
        text = refused.text
    assert text == line
    return None


def check_line(line: str) -> None:
    quick = quick_or_refusal(line)
    if quick is None:
        return
    assert said(quick) == letters(parse_slack_text(line).plain)
    assert quick.title == quick.title.strip()
    assert 0 < len(quick.title) <= 200
    assert parse_quick_add(render_quick_add(quick)) == quick


def made_up_line(chance: random.Random) -> str:
    pieces = [chance.choice(TITLES)] if chance.random() < 0.8 else []
    for _ in range(chance.randint(0, 6)):
        pool = chance.choice((SIGNED, SIGNED, PHRASES, RECURRENCES, TITLES))
        pieces.insert(chance.randint(0, len(pieces)), chance.choice(pool))
    return chance.choice((" ", " ", " ", "", "  ", "\u00a0")).join(pieces)


@pytest.mark.parametrize("seed", range(20))
def test_ten_thousand_made_up_lines_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        line = made_up_line(chance)
        check_line(line)
        try:
            intent = parse_task_line(line)
        except DomainError:
            continue
        if isinstance(intent, Add):
            assert intent.quick == parse_quick_add(line)


@given(st.text(max_size=120))
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_task_or_a_refusal_that_keeps_it(text: str) -> None:
    check_line(text)
    for parse in (parse_task_line, parse_change):
        kept = text
        try:
            parse(text)
        except BadInput as refused:
            kept = refused.text
        assert kept == text


@given(
    st.lists(st.sampled_from([*SIGNED, *PHRASES, *RECURRENCES, "报告", "Report"]), max_size=9),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_any_heap_of_tokens_is_a_task_or_a_refusal(pieces: list[str], glued: bool) -> None:
    line = ("" if glued else " ").join(pieces)
    check_line(line)
    with suppress(BadInput):
        change = parse_change(line)
        assert all(char in parse_slack_text(line).plain for char in letters(change.leftover))


NAMES = st.from_regex(r"[a-z][a-z0-9.]{0,8}[a-z]", fullmatch=True).filter(
    lambda name: name not in ("none", "nobody", "me", "here", "channel", "everyone")
)
IDS = st.from_regex(r"U[A-Z0-9]{2,8}", fullmatch=True)
PEOPLE = (
    st.builds(PersonRef, slack_id=IDS, name=st.none() | NAMES)
    | st.builds(PersonRef, name=NAMES)
    | st.just(PersonRef(name="here", kind=PersonKind.SPECIAL))
    | st.just(PersonRef(name="me", kind=PersonKind.ME))
)
LABELS = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
NUMBERS = st.lists(st.integers(1, 999), max_size=3, unique=True).map(tuple)
PRINTABLE = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"], blacklist_characters="\0"),
    min_size=1,
    max_size=60,
)


@given(
    st.builds(
        QuickAdd,
        title=PRINTABLE.map(str.strip).filter(lambda title: any(map(str.isalnum, title)))
        | st.sampled_from([*TITLES, *PHRASES, *SIGNED[:12]]),
        due=st.none() | st.sampled_from(PHRASES).map(parse_when),
        priority=st.none() | st.sampled_from(list(Priority)),
        owner=st.none() | PEOPLE,
        team=st.none() | st.builds(ChannelRef, slack_id=st.just("C1"), name=st.none() | NAMES),
        labels=st.lists(LABELS, max_size=3, unique=True).map(tuple),
        description=PRINTABLE.map(str.strip) | st.just(""),
        recurrence=st.none() | st.sampled_from(RECURRENCES).map(parse_recurrence),
        estimate=st.none() | st.integers(1, 20_000),
        goals=NUMBERS,
        kpis=NUMBERS,
        after=NUMBERS,
    ),
    st.lists(PEOPLE, max_size=2, unique=True),
)
@settings(max_examples=600, deadline=None)
def test_what_is_rendered_reads_as_the_same(quick: QuickAdd, others: list[PersonRef]) -> None:
    watchers = tuple(person for person in others if person != quick.owner)
    quick = replace(quick, watchers=watchers if quick.owner else ())
    assert parse_quick_add(render_quick_add(quick)) == quick


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        '"a" ',
        "<@U1> ",
        "T1 ",
        "T1 , ",
        " ",
        "fri ",
        "明天",
        "p1 ",
        '"',
        "-- ",
        "\\",
        "title:",
    ],
)
def test_endless_lines_are_read_or_refused_in_no_time(piece: str) -> None:
    for line in (piece * 4_000, f"T1 {piece * 4_000}x", piece * 900, f"x\n{piece * 4_000}"):
        check_line(line)
        with suppress(BadInput):
            parse_task_line(line)

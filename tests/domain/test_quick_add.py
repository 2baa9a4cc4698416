"""Quick add: what is a token, what is a title, and that nothing typed is lost."""

from __future__ import annotations

import pytest

from domain.dates import parse_when
from domain.errors import DescriptionTooLong, TitleMissing, TitleTooLong
from domain.people import ChannelRef, PersonKind, PersonRef
from domain.quickadd import ClaimKind, QuickAdd, parse_change, parse_quick_add, render_quick_add
from domain.tasks import Priority
from tests.domain.reading import rows

ANN, BEN, EVE = PersonRef("U1"), PersonRef("U2"), PersonRef("U3")


def understood(line: str) -> list[tuple[str, str]]:
    return [(claim.kind.value, claim.text) for claim in parse_quick_add(line).claims]


@pytest.mark.parametrize("title", [title for title, _ in rows("titles.txt")])
def test_a_title_without_tokens_comes_back_as_it_is(title: str) -> None:
    quick = parse_quick_add(title)
    assert quick.title == title
    assert quick.claims == ()


HANGING = {"On", "At", "For", "By", "Due", "Log on", "For by on at", "Stand by", "By and by"}
FULL_TITLES = [title for title, _ in rows("titles.txt") if title not in HANGING]


@pytest.mark.parametrize("title", FULL_TITLES)
@pytest.mark.parametrize("tokens", ["<@U1> next fri 5pm p1 +budget", "@none 明天下午3点前"])
def test_a_title_survives_tokens_behind_it(title: str, tokens: str) -> None:
    quick = parse_quick_add(f"{title} {tokens}")
    assert quick.due is not None
    assert quick.title == title


@pytest.mark.parametrize(("line", "meaning"), rows("lines_with_dates.txt"))
def test_a_date_is_taken_from_the_line(line: str, meaning: str) -> None:
    title, phrase = meaning.rsplit(" | ", 1)
    quick = parse_quick_add(line)
    assert (quick.title, quick.due.text if quick.due else "-") == (title, phrase)
    assert "".join(kept(line)) == "".join(said(quick))


def kept(text: str) -> list[str]:
    return sorted(char for char in text if char.isalnum())


def said(quick: QuickAdd) -> list[str]:
    claims = [c.text for c in quick.claims if c.kind is not ClaimKind.LITERAL]
    return kept("".join([quick.title, quick.description, *claims]))


# --- people (rule: first owns, others watch) -----------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "owner", "watchers", "unassigned"),
    [
        ("Call Bob", "Call Bob", None, (), False),
        ("Call Bob <@U1>", "Call Bob", ANN, (), False),
        ("<@U1> call Bob", "call Bob", ANN, (), False),
        ("<@U1>: call Bob", "call Bob", ANN, (), False),
        ("Call <@U1> Bob", "Call Bob", ANN, (), False),
        ("Call Bob <@U1> <@U2> <@U3>", "Call Bob", ANN, (BEN, EVE), False),
        ("Call Bob <@U1> <@U1>", "Call Bob", ANN, (), False),
        ("Call Bob <@U1>, <@U2>", "Call Bob", ANN, (BEN,), False),
        ("Call Bob @ann", "Call Bob", PersonRef(name="ann"), (), False),
        ("Call Bob @Ann.Zhou-2,", "Call Bob", PersonRef(name="Ann.Zhou-2"), (), False),
        ("Call Bob ＠ann", "Call Bob", PersonRef(name="ann"), (), False),
        ("Call Bob @李雷", "Call Bob", PersonRef(name="李雷"), (), False),
        ("Call Bob <@U1|ann>", "Call Bob", PersonRef("U1", "ann"), (), False),
        ("Call Bob @none", "Call Bob", None, (), True),
        ("Call Bob @none <@U1>", "Call Bob", None, (ANN,), True),
        ("Call Bob @me", "Call Bob", PersonRef(name="me", kind=PersonKind.ME), (), False),
        ("Call Bob @here", "Call Bob", PersonRef(name="here", kind=PersonKind.SPECIAL), (), False),
        ("Call <!here>", "Call", PersonRef(name="here", kind=PersonKind.SPECIAL), (), False),
        ("Call <!subteam^S1|@ops>", "Call", PersonRef("S1", "ops", PersonKind.GROUP), (), False),
        ("Call <!subteam^S1>", "Call", PersonRef("S1", None, PersonKind.GROUP), (), False),
        ("Call <@B1>", "Call", PersonRef("B1", None, PersonKind.BOT), (), False),
        ("Review <@U1>'s PR", "Review <@U1>'s PR", None, (), False),
        ("Review <@U1|ann>'s PR", "Review @ann's PR", None, (), False),
        ("请<@U1>交报告", "请交报告", ANN, (), False),
        ("Ask &lt;@U1&gt;", "Ask <@U1>", None, (), False),
    ],
)
def test_people(
    line: str,
    title: str,
    owner: PersonRef | None,
    watchers: tuple[PersonRef, ...],
    unassigned: bool,
) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.owner, quick.watchers, quick.unassigned) == (
        title,
        owner,
        watchers,
        unassigned,
    )


# --- teams, labels, priority ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "team"),
    [
        ("Fix it <#C1|ops>", "Fix it", ChannelRef("C1", "ops")),
        ("Fix it <#C9|>", "Fix it", ChannelRef("C9", None)),
        ("#ops fix it", "fix it", ChannelRef(name="ops")),
        ("Fix #it-desk now", "Fix now", ChannelRef(name="it-desk")),
        ("Fix it ＃ops", "Fix it", ChannelRef(name="ops")),
        ("Fix it #2026-planning", "Fix it", ChannelRef(name="2026-planning")),
        ("Fix it #市场", "Fix it", ChannelRef(name="市场")),
        ("Fix it #ops #finance", "Fix it", ChannelRef(name="finance")),
        ("Fix issue #42", "Fix issue #42", None),
    ],
)
def test_teams(line: str, title: str, team: ChannelRef | None) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.team) == (title, team)


@pytest.mark.parametrize(
    ("line", "title", "labels"),
    [
        ("Pay +budget", "Pay", ("budget",)),
        ("Pay +Budget now +q3-plan", "Pay now", ("Budget", "q3-plan")),
        ("Pay +budget +Budget", "Pay", ("budget",)),
        ("Pay +预算", "Pay", ("预算",)),
        ("Pay ＋budget", "Pay", ("budget",)),
        ("Pay +1 for", "Pay +1 for", ()),
        ("Use C++ +code", "Use C++", ("code",)),
        (f"Pay +{'x' * 51}", f"Pay +{'x' * 51}", ()),
    ],
)
def test_labels_begin_with_a_letter(line: str, title: str, labels: tuple[str, ...]) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.labels) == (title, labels)


@pytest.mark.parametrize(
    ("line", "title", "priority"),
    [
        ("Fix it p1", "Fix it", Priority.P1),
        ("Fix it P4", "Fix it", Priority.P4),
        ("Fix it p1 fri", "Fix it", Priority.P1),
        ("Fix it fri p2", "Fix it", Priority.P2),
        ("p2 design", "p2 design", None),
        ("Fix p1 bug", "Fix p1 bug", None),
        ("!high fix it", "fix it", Priority.P2),
        ("Fix !low it", "Fix it", Priority.P4),
        ("Fix it !urgent", "Fix it", Priority.P1),
        ("Fix it ！high", "Fix it", Priority.P2),
        ("Fix it p1 p3", "Fix it", Priority.P3),
        ("Fix it !high p4", "Fix it", Priority.P4),
        ("Fix it p5", "Fix it p5", None),
        ("Fix it!", "Fix it!", None),
    ],
)
def test_priorities(line: str, title: str, priority: Priority | None) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.priority) == (title, priority)


# --- the tail -------------------------------------------------------------------------------------


def test_the_whole_language_in_one_line() -> None:
    quick = parse_quick_add("Send Q3 forecast <@U1> <@U2> <#C1|ops> fri 5pm p1 +budget for G3")
    assert (quick.title, quick.goals) == ("Send Q3 forecast", (3,))
    assert (quick.owner, quick.watchers, quick.team) == (ANN, (BEN,), ChannelRef("C1", "ops"))
    assert (quick.priority, quick.labels) == (Priority.P1, ("budget",))
    assert quick.due is not None
    assert quick.due.text == "fri 5pm"


def test_the_last_date_wins_and_the_other_is_shown_as_overruled() -> None:
    quick = parse_quick_add("Clean mon p1 tue p2")
    assert quick.title == "Clean"
    assert quick.due is not None
    assert quick.due.text == "tue"
    unused = [claim.text for claim in quick.claims if not claim.used]
    assert unused == ["mon", "p1"]


def test_a_date_that_does_not_reach_into_the_tail_is_text() -> None:
    quick = parse_quick_add("Ask by fri whether Ann agrees")
    assert (quick.title, quick.due) == ("Ask by fri whether Ann agrees", None)


def test_a_hanging_preposition_goes_with_its_date() -> None:
    assert parse_quick_add("Deck for <@U1> fri").title == "Deck"
    assert parse_quick_add("Reviewed by <@U1>").title == "Reviewed by"


def test_every_claim_says_where_it_stood() -> None:
    line = "Prepare deck @ben fri p1"
    quick = parse_quick_add(line)
    assert understood(line) == [("person", "@ben"), ("due", "fri"), ("priority", "p1")]
    assert all(line[slice(*claim.span)] == claim.text for claim in quick.claims)


# --- quotes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "due"),
    [
        ('"next friday review" mon', "next friday review", "mon"),
        ("“next friday review” mon", "next friday review", "mon"),
        ('Discuss "fri"', "Discuss fri", None),
        ('Discuss "@ben and #ops" fri', "Discuss @ben and #ops", "fri"),
        ('"ask <@U1>"', "ask <@U1>", None),
        ('"T12 is a robot"', "T12 is a robot", None),
        ('Fix the "Save" button fri', 'Fix the "Save" button', "fri"),
        ('Fix 27" screen fri', 'Fix 27" screen', "fri"),
        ('Say "hello', 'Say "hello', None),
        ("「明天下午3点」提交报告", "明天下午3点提交报告", None),
        ("修复「登录」按钮 明天", "修复「登录」按钮", "明天"),
        ('title:"by \\"fri\\"" mon', 'by "fri"', "mon"),
        ('Set title:"x" in html', 'Set title:"x" in html', None),
    ],
)
def test_quotes_protect_and_are_kept_where_they_protect_nothing(
    line: str, title: str, due: str | None
) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.due and quick.due.text) == (title, due)


# --- the description ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "description"),
    [
        ("Call Bob\nabout fri @ben", "Call Bob", "about fri @ben"),
        ("Call Bob -- about fri", "Call Bob", "about fri"),
        ("Call Bob fri -- about it\nand more", "Call Bob", "about it\nand more"),
        ("Call Bob —\nabout it", "Call Bob", "about it"),
        ("Call Bob --\nabout it", "Call Bob", "about it"),
        ("Call Bob — about it", "Call Bob — about it", ""),
        ("Call a--b", "Call a--b", ""),
        ('Call "a -- b" Bob', 'Call "a -- b" Bob', ""),
        ("Call Bob\r\nabout it", "Call Bob", "about it"),
        ("\nCall Bob\n\n", "Call Bob", ""),
        ("Call Bob\nsee &lt;b&gt; <@U1>", "Call Bob", "see <b> <@U1>"),
    ],
)
def test_the_description_follows_a_line_break_or_two_dashes(
    line: str, title: str, description: str
) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.description) == (title, description)


# --- limits ---------------------------------------------------------------------------------------


def test_a_title_of_200_characters_is_the_longest() -> None:
    assert parse_quick_add(f"{'x' * 200} fri").title == "x" * 200
    line = f"{'x' * 201} fri"
    with pytest.raises(TitleTooLong) as refused:
        parse_quick_add(line)
    assert (refused.value.length, refused.value.text) == (201, line)


@pytest.mark.parametrize(
    "line", ["", "  ", "fri", "<@U1> fri p1", "-- only this", '""', '" " p1', "“” fri", "\u200b"]
)
def test_a_line_without_a_title_is_refused_with_the_text_kept(line: str) -> None:
    with pytest.raises(TitleMissing) as refused:
        parse_quick_add(line)
    assert refused.value.text == line


def test_a_description_of_3000_characters_is_the_longest() -> None:
    assert parse_quick_add(f"x\n{'y' * 3000}").description == "y" * 3000
    with pytest.raises(DescriptionTooLong):
        parse_quick_add(f"x\n{'y' * 3001}")


# --- Slack's text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Fix a &lt;b&gt; &amp; c", "Fix a <b> & c"),
        ("Fix &amp;lt;", "Fix &lt;"),
        ("Read <https://x.y/z>", "Read https://x.y/z"),
        ("Read <https://x.y/fri|x.y/fri> now", "Read x.y/fri now"),
        ("Mail <mailto:a@b.c|a@b.c>", "Mail a@b.c"),
        ("Read <https://x.y|the plan>", "Read the plan (https://x.y)"),
        ("Read\u00a0the\u00a0plan", "Read\u00a0the\u00a0plan"),
        ("Read ’it’ – “all”", "Read ’it’ – “all”"),
    ],
)
def test_titles_keep_the_characters_typed(line: str, title: str) -> None:
    assert parse_quick_add(f"{line} fri").title == title
    assert parse_quick_add(f"{line}\u00a0fri p１").title == title


# --- there and back -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        *(line for line, _ in rows("lines_with_dates.txt")),
        *(line for line, _ in rows("titles.txt")),
        'title:"a \\"b\\" \\\\ fri" mon @ben @eve #ops +x p1 -- more',
        "x <@U1|ann> <!subteam^S1|@g> <#C1|> @none on 12/1",
    ],
)
def test_what_is_rendered_reads_as_the_same(line: str) -> None:
    quick = parse_quick_add(line)
    assert parse_quick_add(render_quick_add(quick)) == quick


@pytest.mark.parametrize("phrase", ["sun", "12/1", "the 15th", "noon", "3点", "周末", "月底"])
def test_a_date_from_a_form_is_rendered_so_that_a_line_takes_it(phrase: str) -> None:
    quick = QuickAdd("Report", due=parse_when(phrase))
    assert parse_quick_add(render_quick_add(quick)) == quick


# --- changes --------------------------------------------------------------------------------------


def test_a_change_takes_tokens_and_says_what_is_left() -> None:
    change = parse_change("mon <@U1> <@U2> p2 +x -y #ops really")
    assert change.leftover == "mon p2 really"
    assert (change.owner, change.watchers) == (ANN, (BEN,))
    assert (change.labels, change.unlabels) == (("x",), ("y",))


def test_a_change_is_a_date_field() -> None:
    for phrase in (
        "sun",
        "12/1",
        "the 15th",
        "weekend",
        "noon",
        "this week",
        "3点",
        "周末",
        "月底",
    ):
        change = parse_change(phrase)
        assert change.due is not None, phrase
        assert change.leftover == ""


def test_a_change_can_set_title_and_note_and_take_the_date_away() -> None:
    change = parse_change('title:"By fri" note:"call \\"her\\"" due:none @none')
    assert (change.title, change.note) == ("By fri", 'call "her"')
    assert change.clear_due
    assert change.unassign
    assert change.leftover == ""
    assert parse_change('fri title:"x"') == parse_change('title:"x" fri')
    assert parse_change("p1 note:call her fri").note == "call her fri"
    assert parse_change("fri -- more about it").description == "more about it"


def test_an_empty_title_is_no_change() -> None:
    with pytest.raises(TitleMissing):
        parse_change('title:""')

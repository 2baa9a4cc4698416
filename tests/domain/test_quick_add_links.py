"""Quick add: recurrences, estimates, goals, what a task waits for, notes; there and back."""

from __future__ import annotations

import pytest

from domain.errors import DescriptionTooLong, TitleMissing
from domain.estimates import parse_estimate, render_estimate, split_estimate
from domain.quickadd import (
    Change,
    ClaimKind,
    QuickAdd,
    parse_change,
    parse_quick_add,
    render_change_tokens,
    render_quick_add,
)
from domain.recurrence import parse_recurrence, render_recurrence
from tests.domain.reading import rows

LINES = rows("lines_with_tokens.txt")


@pytest.mark.parametrize(("line", "rendered"), LINES)
def test_a_line_is_understood_and_rendered(line: str, rendered: str) -> None:
    quick = parse_quick_add(line)
    assert render_quick_add(quick).replace("\n", " -- ") == rendered
    assert parse_quick_add(render_quick_add(quick)) == quick


def test_the_table_stays_big() -> None:
    assert len(LINES) >= 75


@pytest.mark.parametrize(
    ("line", "title", "rule"),
    [
        ("Water plants every mon", "Water plants", "every mon"),
        ("Water plants on every mon", "Water plants", "every mon"),
        ("Water plants, every mon.", "Water plants", "every mon"),
        ("Water plants every mon @ben p1", "Water plants", "every mon"),
        ("Water plants @ben every mon", "Water plants", "every mon"),
        ("Water plants every mon -- and the cactus", "Water plants", "every mon"),
        ("Water plants every mon every tue", "Water plants", "every mon and tue"),
        ("Water plants every mon p1 every 15th", "Water plants", "every month on the 15th"),
        ("Water plants every mon and the cactus", "Water plants every mon and the cactus", None),
        ('Water plants "every mon"', "Water plants every mon", None),
        ("Water plants daily", "Water plants daily", None),
        ("Water plants daily at 9am", "Water plants", "every day at 09:00"),
        ("Water plants for every day", "Water plants for every day", None),
        ("每周一开会", "开会", "every mon"),
        ("「每周一」开会", "每周一开会", None),
        ("请在每周一开会", "请在每周一开会", None),
    ],
)
def test_recurrences_are_claimed_in_the_tail_only(line: str, title: str, rule: str | None) -> None:
    quick = parse_quick_add(line)
    found = None if quick.recurrence is None else render_recurrence(quick.recurrence)
    assert (quick.title, found) == (title, rule)


def test_a_due_date_beside_a_recurrence_is_its_first_date() -> None:
    quick = parse_quick_add("Retro every 2 weeks starting mon 9am")
    assert quick.recurrence == parse_recurrence("every 2 weeks")
    assert quick.due is not None
    assert (quick.title, quick.due.text) == ("Retro", "mon 9am")
    assert [claim.text for claim in quick.claims] == ["every 2 weeks", "starting", "mon 9am"]


def test_what_was_overruled_is_shown() -> None:
    quick = parse_quick_add("Clean ~1h every mon p1 every tue ~2h")
    unused = [claim.text for claim in quick.claims if not claim.used]
    assert sorted(unused) == ["every mon", "~1h"]
    assert all(claim.kind in ClaimKind for claim in quick.claims)


@pytest.mark.parametrize(
    ("line", "title", "goals", "kpis"),
    [
        ("Prepare numbers for G3", "Prepare numbers", (3,), ()),
        ("Prepare numbers for G3 for G3", "Prepare numbers", (3,), ()),
        ("Prepare numbers for G3 G4 K2", "Prepare numbers", (3, 4), (2,)),
        ("Prepare numbers for G3, G4 and K2 fri", "Prepare numbers", (3, 4), (2,)),
        ("Prepare numbers K2", "Prepare numbers", (), (2,)),
        ("Prepare numbers k2", "Prepare numbers k2", (), ()),
        ("Prepare numbers G3 today", "Prepare numbers", (3,), ()),
        ("Prepare G3 numbers", "Prepare G3 numbers", (), ()),
        ("Prepare numbers of G3", "Prepare numbers of G3", (), ()),
        ("Prepare numbers for G0", "Prepare numbers for G0", (), ()),
        ("Prepare numbers for G3x", "Prepare numbers for G3x", (), ()),
        ('Prepare numbers "for G3"', "Prepare numbers for G3", (), ()),
        ("准备数据 G3", "准备数据", (3,), ()),
        ("准备数据 Ｋ2 明天", "准备数据", (), (2,)),
    ],
)
def test_goals_and_kpis(
    line: str, title: str, goals: tuple[int, ...], kpis: tuple[int, ...]
) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.goals, quick.kpis) == (title, goals, kpis)


@pytest.mark.parametrize(
    ("line", "title", "after"),
    [
        ("Follow up after T9", "Follow up", (9,)),
        ("Follow up after T9 after T8", "Follow up", (9, 8)),
        ("Follow up after T9, T8; T7", "Follow up", (9, 8, 7)),
        ("Follow up after T9-T11", "Follow up", (9, 10, 11)),
        ("Follow up after T9 fri p1", "Follow up", (9,)),
        ("Follow up fri p1 after T9", "Follow up", (9,)),
        ("Follow up after T9 ships", "Follow up after T9 ships", ()),
        ("Follow up after lunch", "Follow up after lunch", ()),
        ("Follow up after 9", "Follow up after 9", ()),
        ("Follow up after T1-T500", "Follow up after T1-T500", ()),
        ("Look after T9", "Look after T9", ()),
    ],
)
def test_what_a_task_waits_for(line: str, title: str, after: tuple[int, ...]) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.after) == (title, after)


@pytest.mark.parametrize(
    ("token", "minutes", "rendered"),
    [
        ("~2h", 120, "~2h"),
        ("~2hrs", 120, "~2h"),
        ("~30m", 30, "~30m"),
        ("~30min", 30, "~30m"),
        ("~90m", 90, "~1h30m"),
        ("~1h30", 90, "~1h30m"),
        ("~1h05m", 65, "~1h05m"),
        ("~0.5h", 30, "~30m"),
        ("~1.5d", 720, "~12h"),
        ("~1d", 480, "~1d"),
        ("~3days", 1440, "~3d"),
        ("~1w", 2400, "~5d"),
        ("~2小时", 120, "~2h"),
        ("~2个小时", 120, "~2h"),
        ("~30分钟", 30, "~30m"),
        ("~1天", 480, "~1d"),
        ("~0h", None, ""),
        ("~2", None, ""),
        ("~h", None, ""),
        ("~9999w", None, ""),
        ("~1h75", None, ""),
        ("2h", None, ""),
        ("~2x", None, ""),
    ],
)
def test_estimates(token: str, minutes: int | None, rendered: str) -> None:
    assert parse_estimate(token) == minutes
    if minutes is not None:
        assert render_estimate(minutes) == rendered
        assert parse_estimate(rendered) == minutes


def test_every_estimate_comes_back() -> None:
    for minutes in (*range(1, 3000), 59_999, 60_000, 60_001, 175_200):
        assert parse_estimate(render_estimate(minutes)) == minutes
    assert split_estimate(8 * 60 + 90) == (1, 1, 30)


@pytest.mark.parametrize(
    ("line", "title", "minutes"),
    [
        ("Write it ~2h", "Write it", 120),
        ("~2h write it", "write it", 120),
        ("Write ~2h it", "Write it", 120),
        ("Write it ~2h,", "Write it", 120),
        ("A trip of ~2h to Bath", "A trip of ~2h to Bath", None),
        ("~2h of work", "~2h of work", None),
        ("Order ~20m cable", "Order ~20m cable", None),
        ("Order cable ~20m", "Order cable", 20),
    ],
)
def test_an_estimate_may_stand_anywhere_but_in_a_sentence(
    line: str, title: str, minutes: int | None
) -> None:
    quick = parse_quick_add(line)
    assert (quick.title, quick.estimate) == (title, minutes)


def test_a_note_is_a_part_of_the_description() -> None:
    quick = parse_quick_add('Call Bob note:"say \\"hi\\"" fri -- and more')
    assert (quick.title, quick.description) == ("Call Bob", 'say "hi"\nand more')
    assert parse_quick_add('Call Bob note:""').title == 'Call Bob note:""'
    assert parse_quick_add("Release note: version 3").title == "Release note: version 3"
    with pytest.raises(DescriptionTooLong):
        parse_quick_add(f'Call Bob note:"{"x" * 1600}" -- {"y" * 1600}')


@pytest.mark.parametrize("line", ["every mon", "for G3", "after T9", "~2h", "每周一", "~2h K2 p1"])
def test_tokens_alone_are_no_task(line: str) -> None:
    with pytest.raises(TitleMissing) as refused:
        parse_quick_add(line)
    assert refused.value.text == line


# --- changes --------------------------------------------------------------------------------------

MON = parse_recurrence("every mon")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("every mon", Change(recurrence=MON)),
        ("weekly on mon", Change(recurrence=MON)),
        ("每周一", Change(recurrence=MON)),
        ("daily", Change(recurrence=parse_recurrence("every day"))),
        ("monthly", Change(recurrence=parse_recurrence("every month"))),
        ("every none", Change(clear_recurrence=True)),
        ("every:none", Change(clear_recurrence=True)),
        ("no repeat", Change(clear_recurrence=True)),
        ("不重复", Change(clear_recurrence=True)),
        ("every none every mon", Change(recurrence=MON)),
        ("~2h", Change(estimate=120)),
        ("~none", Change(clear_estimate=True)),
        ("~0", Change(clear_estimate=True)),
        ("for G3", Change(goals=(3,))),
        ("g3 k2", Change(goals=(3,), kpis=(2,))),
        ("for none", Change(no_goal=True)),
        ("for:none", Change(no_goal=True)),
        ("for none for G3", Change(no_goal=True, goals=(3,))),
        ("after T9 T10", Change(after=(9, 10))),
        ("not after T9", Change(not_after=(9,))),
        ("not after T9, T10 after T11", Change(not_after=(9, 10), after=(11,))),
        ("after none", Change(after_nothing=True)),
        ("after nothing", Change(after_nothing=True)),
        (
            "every none for none ~none after none",
            Change(clear_recurrence=True, no_goal=True, clear_estimate=True, after_nothing=True),
        ),
    ],
)
def test_a_change(text: str, change: Change) -> None:
    found = parse_change(text)
    assert found == change
    assert parse_change(" ".join(render_change_tokens(found))) == found
    assert not found.is_empty


@pytest.mark.parametrize("text", ["not after", "for", "every", "none", "after the party", "~soon"])
def test_what_is_no_change_is_left_over(text: str) -> None:
    assert parse_change(text).leftover == text


def test_quick_adds_without_tokens_have_none_of_it() -> None:
    assert parse_quick_add("Call Bob") == QuickAdd("Call Bob")

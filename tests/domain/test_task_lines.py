"""Lines of `/task`: verbs, ids first, filters, slips, and everything else a new task."""

from __future__ import annotations

import pytest

from domain.errors import (
    BadInput,
    LeftoverWords,
    NothingToChange,
    TitleMissing,
    TitleTooLong,
    TooManyTasks,
)
from domain.people import ChannelRef, PersonKind, PersonRef
from domain.task_lines import (
    VERBS,
    Accept,
    Add,
    ChangeTask,
    Decline,
    Drop,
    Filters,
    Finish,
    HandOver,
    ListTasks,
    Mine,
    Reopen,
    ShowTask,
    Snooze,
    Suggest,
    TaskIntent,
    parse_task_line,
)
from domain.verbs import DidYouMean, Find, Help, Undo, is_one_slip


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("", Mine()),
        ("   ", Mine()),
        ("mine", Mine()),
        ("我的", Mine()),
        ("T12", ShowTask(12)),
        ("t12", ShowTask(12)),
        (" Ｔ12 ", ShowTask(12)),
        ("done T12", Finish((12,))),
        ("Done t12 T15-T18, T20", Finish((12, 15, 16, 17, 18, 20))),
        ("done T12,T13", Finish((12, 13))),
        ("done T12 and T13", Finish((12, 13))),
        ("done T15–18", Finish((15, 16, 17, 18))),
        ("done T18-T15", Finish((15, 16, 17, 18))),
        ("done T12 T12", Finish((12,))),
        ("finish T12", Finish((12,))),
        ("T12 done", Finish((12,))),
        ("T12 T13 done", Finish((12, 13))),
        ("完成 T12", Finish((12,))),
        ("完成T12、T13", Finish((12, 13))),
        ("T12 完成", Finish((12,))),
        ("reopen T12", Reopen((12,))),
        ("drop T12", Drop((12,))),
        ("drop T12 duplicate of T9", Drop((12,), "duplicate of T9")),
        ("drop T12 T13: not ours & late", Drop((12, 13), "not ours & late")),
        ("cancel T12", Drop((12,))),
        ("T12 drop duplicate", Drop((12,), "duplicate")),
        ("snooze T12", Snooze((12,))),
        ("hand T12 @me", HandOver((12,), PersonRef(name="me", kind=PersonKind.ME))),
        ("take T12 T13", HandOver((12, 13), PersonRef(name="me", kind=PersonKind.ME))),
        ("take back T12", HandOver((12,), PersonRef(name="me", kind=PersonKind.ME))),
        ("收回T12", HandOver((12,), PersonRef(name="me", kind=PersonKind.ME))),
        ("take", Help("take")),
        ("accept T12", Accept((12,))),
        ("T12 decline no time", Decline((12,), "no time")),
        ("suggest T12", Help("suggest")),
        ("undo", Undo()),
        ("撤销", Undo()),
        ("find forecast", Find("forecast")),
        ("find a venue for fri", Find("a venue for fri")),
        ("查找 报告", Find("报告")),
        ("help", Help()),
        ("?", Help()),
        ("帮助", Help()),
        ("help snooze", Help("snooze")),
        ("help dates", Help("dates")),
        ("done", Help("done")),
        ("snooze", Help("snooze")),
        ("find", Help("find")),
    ],
)
def test_a_line_is_understood(line: str, intent: TaskIntent) -> None:
    assert parse_task_line(line) == intent


ANA = PersonRef("U1")


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        ("list", Filters()),
        ("list <@U1>", Filters(people=(ANA,))),
        ("list @ana @bo", Filters(people=(PersonRef(name="ana"), PersonRef(name="bo")))),
        ("list <#C1|ops>", Filters(teams=(ChannelRef("C1", "ops"),))),
        (
            "list #ops +budget overdue",
            Filters((), (ChannelRef(name="ops"),), ("budget",), overdue=True),
        ),
        ("list overdue today", Filters(overdue=True, today=True)),
        ("list week", Filters(week=True)),
        ("list this week", Filters(week=True)),
        ("list blocked", Filters(blocked=True)),
        ("list unassigned", Filters(unassigned=True)),
        ("list @none", Filters(unassigned=True)),
        ("list mine", Filters(mine=True)),
        ("list @me", Filters(mine=True)),
        ("list all", Filters(everything=True)),
        ("list done", Filters(done_days=7)),
        ("list done 7d", Filters(done_days=7)),
        ("list done 14 days <@U1>", Filters(people=(ANA,), done_days=14)),
        ("list done 2w overdue", Filters(done_days=14, overdue=True)),
        ("列表 逾期", Filters(overdue=True)),
    ],
)
def test_lists_are_narrowed(line: str, filters: Filters) -> None:
    assert parse_task_line(line) == ListTasks(filters)


@pytest.mark.parametrize(
    "line",
    [
        "list venues for offsite",
        "list overdue invoices",
        "done is better than perfect",
        "done T12 foo",
        "drop shipment for ana",
        "reopen the cafeteria",
        "undo the changes",
        "help ana with slides",
        "help me",
        "snooze button colour",
        "snooze T12 whenever",
        "suggest T12 whenever",
        "suggest venues for the offsite",
        "take the minutes",
        "take back control",
        "mine the data",
        "T-shirts for the team",
        "T12-shirt",
        "T0",
        "T1234567890",
        "find-and-replace dialog",
        "mind the gap",
        "fine print",
        "完成报告",
        "取消订阅",
        "lost and found",
        "undone work",
        "last words",
    ],
)
def test_everything_else_is_a_new_task_with_all_its_words(line: str) -> None:
    intent = parse_task_line(line)
    assert isinstance(intent, Add)
    assert intent.quick.title == line


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("lst @ana", "list @ana"),
        ("lits overdue", "list overdue"),
        ("lisst", "list"),
        ("dome T12", "done T12"),
        ("doen T12-T14", "done T12-T14"),
        ("reopn T12", "reopen T12"),
        ("drp T12 duplicate &amp; old", "drop T12 duplicate &amp; old"),
        ("snoze T12 mon", "snooze T12 mon"),
        ("udno", "undo"),
        ("hepl snooze", "help snooze"),
        ("list <@U1>", None),
        ("lisp lessons", None),
        ("dome over the stadium", None),
        ("gone", None),
    ],
)
def test_a_slip_is_asked_about_and_not_executed(line: str, meant: str | None) -> None:
    intent = parse_task_line(line)
    if meant is None:
        assert not isinstance(intent, DidYouMean)
        return
    assert intent == DidYouMean(meant, line)
    assert not isinstance(parse_task_line(meant), Add | DidYouMean)


@pytest.mark.parametrize(
    ("word", "other", "slip"),
    [
        ("list", "list", False),
        ("lst", "list", True),
        ("lisst", "list", True),
        ("mist", "list", True),
        ("lsit", "list", True),
        ("lists", "list", True),
        ("ilst", "list", True),
        ("lsti", "list", False),
        ("ls", "list", False),
        ("undo", "done", False),
    ],
)
def test_one_slip_is_one_letter_or_one_swap(word: str, other: str, slip: bool) -> None:
    assert is_one_slip(word, other) is slip
    assert is_one_slip(other, word) is slip


def test_an_id_first_means_change_that_one() -> None:
    intent = parse_task_line("T12 T14 fri <@U1> p2 +x")
    assert isinstance(intent, ChangeTask)
    assert intent.numbers == (12, 14)
    assert intent.change.due is not None
    assert intent.change.owner == ANA


def test_snooze_and_suggest_take_any_date() -> None:
    for phrase in (
        "mon",
        "to mon",
        "until mon",
        "sun",
        "12/1",
        "3d",
        "下周一",
        "in 2 hours",
        "weekend",
    ):
        intent = parse_task_line(f"snooze T12 {phrase}")
        assert isinstance(intent, Snooze), phrase
        assert intent.when is not None
        suggested = parse_task_line(f"T12 suggest {phrase}")
        assert isinstance(suggested, Suggest), phrase
        assert suggested.when == intent.when


@pytest.mark.parametrize(
    ("line", "words", "tokens"),
    [
        ("T12 is broken fri p1", "is broken", "fri p1"),
        ("T12 really", "really", ""),
        ('T12 say "hi" <@U1>', 'say "hi"', "<@U1>"),
        ("T12 a &lt;b&gt; mon", "a <b>", "mon"),
        ("T12 开会", "开会", ""),
        ("T12-T14 开会 明天", "开会", "明天"),
    ],
)
def test_words_left_over_change_nothing_and_can_be_pasted_back(
    line: str, words: str, tokens: str
) -> None:
    with pytest.raises(LeftoverWords) as refused:
        parse_task_line(line)
    assert (refused.value.words, refused.value.text) == (words, line)
    as_title, as_note, as_new = map(parse_task_line, refused.value.suggestions)
    assert isinstance(as_title, ChangeTask)
    assert isinstance(as_note, ChangeTask)
    assert isinstance(as_new, Add)
    assert (as_title.change.title, as_note.change.note) == (words, words)
    assert all(suggestion.endswith(tokens) for suggestion in refused.value.suggestions[:2])
    assert as_title.change.leftover == as_note.change.leftover == ""


def test_titles_and_notes_can_be_set_by_key() -> None:
    intent = parse_task_line('T12 title:"Send by fri" p1')
    assert isinstance(intent, ChangeTask)
    assert intent.change.title == "Send by fri"
    intent = parse_task_line("T12 note: call her first, fri")
    assert isinstance(intent, ChangeTask)
    assert intent.change.note == "call her first, fri"
    assert intent.change.due is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T12 T13", NothingToChange),
        ("done T1-T101", TooManyTasks),
        ("T1-T500 fri", TooManyTasks),
        ("fri p1", TitleMissing),
        (f"Call {'x' * 200}", TitleTooLong),
        (f'T12 title:"{"x" * 201}"', TitleTooLong),
    ],
)
def test_refusals_keep_the_line(line: str, reason: type[BadInput]) -> None:
    with pytest.raises(reason) as refused:
        parse_task_line(line)
    assert refused.value.text == line


def test_every_verb_explains_itself() -> None:
    for verb in VERBS:
        assert parse_task_line(f"help {verb}") == Help(verb)

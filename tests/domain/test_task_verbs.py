"""Lines of `/task` that block, hand over, watch, move many, add under another."""

from __future__ import annotations

import pytest

from domain.dates import parse_when
from domain.errors import (
    BadInput,
    LeftoverWords,
    ReasonTooLong,
    TitleMissing,
    TitleTooLong,
    TooManyTasks,
)
from domain.people import ChannelRef, PersonKind, PersonRef
from domain.quickadd import Change, QuickAdd
from domain.recurrence import parse_recurrence
from domain.task_lines import (
    Accept,
    Add,
    AddSub,
    Block,
    ChangeTask,
    Decline,
    Filters,
    HandOver,
    History,
    ListTasks,
    Move,
    TaskIntent,
    Unblock,
    Unwatch,
    Watch,
    parse_task_line,
)
from domain.tasks import Priority
from domain.verbs import DidYouMean, Help

BEN, BO = PersonRef("U2"), PersonRef(name="bo")
FRI, WEEK = parse_when("fri"), parse_when("+1w")


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("block T12 waiting for legal", Block((12,), "waiting for legal")),
        ("block T12", Block((12,))),
        ("block T12 T14-T15: no budget & no people", Block((12, 14, 15), "no budget & no people")),
        ('block T12 "waiting"', Block((12,), "waiting")),
        ("T12 blocked waiting for legal", Block((12,), "waiting for legal")),
        ("T12 block", Block((12,))),
        ("阻塞 T12 等法务", Block((12,), "等法务")),
        ("T12 卡住 等法务", Block((12,), "等法务")),
        ("unblock T12", Unblock((12,))),
        ("T12 unblock", Unblock((12,))),
        ("解除阻塞 T12", Unblock((12,))),
        ("hand T12 @bo", HandOver((12,), BO)),
        ("hand T12 <@U2>", HandOver((12,), BEN)),
        ("hand T12 to <@U2>", HandOver((12,), BEN)),
        ("hand over T12 to <@U2>", HandOver((12,), BEN)),
        ("hand T12 T13 over to <@U2>", HandOver((12, 13), BEN)),
        ("handover T12 @bo", HandOver((12,), BO)),
        ("T12 hand <@U2>", HandOver((12,), BEN)),
        ("T12 hand over to <@U2>", HandOver((12,), BEN)),
        ("转交 T12 <@U2>", HandOver((12,), BEN)),
        ("hand T12 @here", HandOver((12,), PersonRef(name="here", kind=PersonKind.SPECIAL))),
        ("accept T12", Accept((12,))),
        ("accept T12, T13", Accept((12, 13))),
        ("T12 accept", Accept((12,))),
        ("接受 T12", Accept((12,))),
        ("decline T12", Decline((12,))),
        ("decline T12 not ours", Decline((12,), "not ours")),
        ("T12 decline not ours", Decline((12,), "not ours")),
        ("婉拒 T12 没时间", Decline((12,), "没时间")),
        ("watch T12 T13", Watch((12, 13))),
        ("T12 watch", Watch((12,))),
        ("关注 T12", Watch((12,))),
        ("unwatch T12", Unwatch((12,))),
        ("取消关注 T12", Unwatch((12,))),
        ("history T12", History(12)),
        ("T12 history", History(12)),
        ("历史 T12", History(12)),
        ("sub T12 Draft slides", AddSub(12, QuickAdd("Draft slides"))),
        (
            "sub T12 Draft slides <@U2> fri p1",
            AddSub(12, QuickAdd("Draft slides", due=FRI, owner=BEN, priority=Priority.P1)),
        ),
        ("T12 sub Draft slides <@U2>", AddSub(12, QuickAdd("Draft slides", owner=BEN))),
        ("sub T12: Draft", AddSub(12, QuickAdd("Draft"))),
        ("子任务 T12 起草", AddSub(12, QuickAdd("起草"))),
        ("sub T12", Help("sub")),
        ("block", Help("block")),
        ("hand", Help("hand")),
        ("move", Help("move")),
        ("watch", Help("watch")),
        ("help hand", Help("hand")),
        ("help 转交", Help("hand")),
    ],
)
def test_a_line_is_understood(line: str, intent: TaskIntent) -> None:
    assert parse_task_line(line) == intent


@pytest.mark.parametrize(
    ("line", "filters", "change"),
    [
        (
            "move +budget overdue +1w",
            Filters(labels=("budget",), overdue=True),
            Change(due=WEEK),
        ),
        ("move overdue +budget", Filters(overdue=True), Change(labels=("budget",))),
        ("move overdue fri p2", Filters(overdue=True), Change(due=FRI, priority=Priority.P2)),
        ("move overdue to fri", Filters(overdue=True), Change(due=FRI)),
        ("move today fri", Filters(today=True), Change(due=FRI)),
        ("move this week fri", Filters(week=True), Change(due=FRI)),
        ("move <@U2> fri", Filters(people=(BEN,)), Change(due=FRI)),
        ("move @bo overdue <@U2>", Filters(people=(BO,), overdue=True), Change(owner=BEN)),
        (
            "move #ops unassigned @bo",
            Filters(teams=(ChannelRef(name="ops"),), unassigned=True),
            Change(owner=BO),
        ),
        ("move for G3 +1w", Filters(goals=(3,)), Change(due=WEEK)),
        ("move mine due:none", Filters(mine=True), Change(clear_due=True)),
        ("move all p4", Filters(everything=True), Change(priority=Priority.P4)),
        ("移动 逾期 明天", Filters(overdue=True), Change(due=parse_when("明天"))),
    ],
)
def test_many_are_moved_at_once(line: str, filters: Filters, change: Change) -> None:
    assert parse_task_line(line) == Move(filters, change)


def test_moving_by_id_is_a_change() -> None:
    assert parse_task_line("move T12 to fri") == ChangeTask((12,), Change(due=FRI))
    assert parse_task_line("move T12 T13 fri p1") == ChangeTask(
        (12, 13), Change(due=FRI, priority=Priority.P1)
    )


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        ("list for G3", Filters(goals=(3,))),
        ("list G3 overdue", Filters(goals=(3,), overdue=True)),
        ("list for g3, g4 K2 <@U2>", Filters(people=(BEN,), goals=(3, 4), kpis=(2,))),
        ("list mine for G3", Filters(mine=True, goals=(3,))),
    ],
)
def test_lists_are_narrowed_to_goals(line: str, filters: Filters) -> None:
    assert parse_task_line(line) == ListTasks(filters)


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("T12 every mon", Change(recurrence=parse_recurrence("every mon"))),
        ("T12 weekly", Change(recurrence=parse_recurrence("every week"))),
        ("T12 every none", Change(clear_recurrence=True)),
        ("T12 ~2h for G3 after T9", Change(estimate=120, goals=(3,), after=(9,))),
        ("T12 after T9", Change(after=(9,))),
        ("T12 not after T9", Change(not_after=(9,))),
        ("T12 for none", Change(no_goal=True)),
    ],
)
def test_fields_of_a_task_are_changed(line: str, change: Change) -> None:
    assert parse_task_line(line) == ChangeTask((12,), change)


@pytest.mark.parametrize(
    "line",
    [
        "block the calendar for the offsite",
        "blocked drains in the kitchen",
        "Block party permits",
        "unblock the sink",
        "sub contractors list",
        "Sub-task template",
        "sub T12 T13",
        "move the office",
        "Move to Berlin",
        "move overdue invoices to the archive",
        "move today's meeting",
        "move today",
        "move overdue",
        "move week planning to fri morning slot",
        "move all files to S3",
        "move mine shaft model",
        "Move +1 to the list",
        "hand out flyers",
        "hand sanitizer for the office",
        "Hand over the keys to Bob",
        "hand T12",
        "hand T12 to Bob",
        "hand T12 @bo @al",
        "hand T12 @bo please",
        "accept the offer",
        "Accept T12 terms",
        "decline the invitation politely",
        "watch the launch video",
        "watch T12 video",
        "Watches for the raffle",
        "unwatch the show",
        "history of the company",
        "history T12 T13",
        "History lesson",
        "love",
        "mode",
        "cove overdue",
        "accent wall",
        "band T-shirts",
        "关注竞品动态",
        "移动端适配",
        "历史数据迁移",
        "接受采访",
        "拒绝服务攻击演练",
        "转交材料给财务",
        "阻塞队列实现",
    ],
)
def test_everything_else_is_a_new_task_with_all_its_words(line: str) -> None:
    intent = parse_task_line(line)
    assert isinstance(intent, Add)
    words = intent.quick.title
    kept = [*words.split(), *(claim.text for claim in intent.quick.claims)]
    assert sorted(" ".join(kept).split()) == sorted(line.split())


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("blcok T12 waiting", "block T12 waiting"),
        ("blok T12", "block T12"),
        ("unblok T12", "unblock T12"),
        ("mov overdue +1w", "move overdue +1w"),
        ("hadn T12 <@U2>", "hand T12 <@U2>"),
        ("acept T12", "accept T12"),
        ("declin T12 not ours", "decline T12 not ours"),
        ("wach T12", "watch T12"),
        ("unwach T12", "unwatch T12"),
        ("histroy T12", "history T12"),
        ("sbu T12 Draft", "sub T12 Draft"),
        ("match T12 jerseys", None),
        ("sum T12 fri", None),
        ("mode overdue", None),
        ("land T12", None),
    ],
)
def test_a_slip_is_asked_about_and_not_executed(line: str, meant: str | None) -> None:
    intent = parse_task_line(line)
    if meant is None:
        assert isinstance(intent, Add)
        return
    assert intent == DidYouMean(meant, line)
    assert not isinstance(parse_task_line(meant), Add | DidYouMean)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("sub T12 fri", TitleMissing),
        (f"sub T12 {'x' * 201}", TitleTooLong),
        (f"T12 sub {'x' * 201}", TitleTooLong),
        ("block T1-T500 waiting", TooManyTasks),
        ("T12 hand to Bob", LeftoverWords),
        ("T12 accept maybe", LeftoverWords),
    ],
)
def test_refusals_keep_the_line(line: str, reason: type[BadInput]) -> None:
    with pytest.raises(reason) as refused:
        parse_task_line(line)
    assert refused.value.text == line


@pytest.mark.parametrize(
    ("line", "tokens"),
    [
        ("T12 soon every mon", "every mon"),
        ("T12 soon ~2h for G3 after T9 fri", "~2h for G3 after T9 fri"),
        ("T12 soon every mon by fri", "every mon due by fri"),
        ("T12 soon every none", "every:none"),
        ("T12 soon not after T9", "not after T9"),
    ],
)
def test_what_was_understood_is_in_the_lines_to_paste_back(line: str, tokens: str) -> None:
    with pytest.raises(LeftoverWords) as refused:
        parse_task_line(line)
    as_title, as_note, as_new = refused.value.suggestions
    assert as_title.endswith(tokens)
    assert as_note.endswith(tokens)
    one, other = parse_task_line(as_title), parse_task_line(as_note)
    assert isinstance(one, ChangeTask)
    assert isinstance(other, ChangeTask)
    assert (one.change.title, other.change.note) == ("soon", "soon")
    assert isinstance(parse_task_line(as_new), Add)


def test_a_reason_that_is_too_long_is_refused_as_a_reason() -> None:
    with pytest.raises(ReasonTooLong):
        parse_task_line(f"block T12 {'x ' * 200}")


def test_long_lines_of_move_cost_nothing() -> None:
    for line in ("move " + "overdue " * 400, "move " + "@a " * 900 + "x"):
        try:
            intent = parse_task_line(line)
        except BadInput:
            continue
        assert isinstance(intent, Add)

"""Meetings: decisions and actions of a thread, the agenda, turns, carry-over; `/meet` lines."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates import parse_when
from domain.dates.values import Clock, When
from domain.errors import BadInput
from domain.kpi_errors import MeetingUnreadable, NoSuchPoint, PointRefused
from domain.meet_lines import VERBS, parse_meet_line, render_meet_line
from domain.meet_lines import values as v
from domain.meet_lines.parse import ALIASES
from domain.meetings import (
    Acted,
    Decided,
    Entry,
    MeetingState,
    Point,
    PointState,
    Section,
    Unreadable,
    carried_over,
    closes_at,
    marked_lines,
    may_become,
    next_facilitator,
    plan_agenda,
    plan_point,
    point_at,
)
from domain.people import ChannelRef, PersonRef
from domain.recurrence import OnWeekdays, Recurrence, Unit
from domain.verbs import DidYouMean, Help, Undo

ANA, BO = PersonRef(name="ana"), PersonRef("U2")
MONDAYS = Recurrence(Unit.WEEK, on=OnWeekdays(frozenset({0})))


# --- the thread ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("decide: raise the price", ["raise the price"]),
        ("Decision: yes &amp; soon", ["yes & soon"]),
        ("decided : go", ["go"]),
        ("*Decided:* go", ["go"]),
        ("- decide: one\n- decide: two", ["one", "two"]),
        ("1. agreed: x", ["x"]),
        ("决定：涨价", ["涨价"]),
        ("决议: 周五上线", ["周五上线"]),
        ("decide:", []),
        ("we must decide: now or never", []),
        ("decide now", []),
        ("decider: no", []),
        ("", []),
    ],
)
def test_decisions_are_found_at_the_start_of_a_line(raw: str, words: list[str]) -> None:
    assert marked_lines(raw) == tuple(map(Decided, words))


def test_actions_are_new_tasks_with_owner_and_date() -> None:
    (action,) = marked_lines("well then\naction: ask legal &lt;now&gt; <@U2> fri p1")
    assert isinstance(action, Acted)
    assert (action.task.title, action.task.owner) == ("ask legal <now>", BO)
    assert action.task.due is not None
    assert action.raw == "ask legal &lt;now&gt; <@U2> fri p1"
    (chinese,) = marked_lines("行动：问法务 @ana 周五")
    assert isinstance(chinese, Acted)
    assert (chinese.task.title, chinese.task.owner) == ("问法务", ANA)
    assert [type(each) for each in marked_lines("todo: a\nhello\ndecide: b")] == [Acted, Decided]


def test_what_cannot_be_kept_is_given_back() -> None:
    (nothing,) = marked_lines("action: @ana fri")
    assert isinstance(nothing, Unreadable)
    assert nothing.raw == "action: @ana fri"
    (long,) = marked_lines(f"decide: {'x' * 1001}")
    assert isinstance(long, Unreadable)


@given(st.text(max_size=120))
@settings(deadline=None)
def test_any_message_is_read_without_a_word(text: str) -> None:
    for raw in (text, f"decide: {text}", f"action: {text}"):
        marked_lines(raw)


# --- agenda, turns, points ----------------------------------------------------------------------


def day(number: int) -> dt.date:
    return dt.date(2026, 6, number)


def test_the_agenda_has_its_order() -> None:
    entries = [
        Entry(Section.ADDED, "point 9", day(7), 2),
        Entry(Section.ADDED, "point 8", day(8), 1),
        Entry(Section.CARRIED, "point 3", day(1), carried=1),
        Entry(Section.CARRIED, "point 4", day(2), carried=2),
        Entry(Section.BLOCKERS, "blocker 1", day(3)),
        Entry(Section.OVERDUE, "task 5", day(5)),
        Entry(Section.OVERDUE, "task 6", day(4)),
        Entry(Section.AMBER, "kpi 2", day(1)),
        Entry(Section.RED, "goal 3", day(6)),
        Entry(Section.RED, "kpi 2", day(6), 1),
    ]
    random.Random(3).shuffle(entries)
    parts = plan_agenda(entries)
    assert [[entry.subject for entry in part.shown] for part in parts] == [
        ["goal 3", "kpi 2"],
        ["task 6", "task 5"],
        ["blocker 1"],
        ["point 4", "point 3"],
        ["point 8", "point 9"],
    ]
    assert [part.section for part in parts] == [Section.RED, *list(Section)[2:]]


def test_a_long_section_is_counted() -> None:
    entries = [Entry(Section.OVERDUE, f"task {n}", day(1), n) for n in range(1, 12)]
    (part,) = plan_agenda(entries, shown=8)
    assert (len(part.shown), part.more) == (8, 3)
    assert plan_agenda([]) == ()


def test_turns_go_round_and_skip_who_is_away() -> None:
    people, turns = [1, 2, 3], dict[int, dt.date]()
    chosen = []
    for week, away in enumerate([(), (2,), (), (), (1, 2, 3), ()]):
        who = next_facilitator(people, turns, away)
        chosen.append(who)
        if who is not None:
            turns[who] = day(1 + week)
    assert chosen == [1, 3, 2, 1, None, 3]


@given(st.integers(1, 6), st.integers(1, 40))
def test_everybody_has_the_same_number_of_turns(count: int, weeks: int) -> None:
    people, turns, done = list(range(count)), dict[int, dt.date](), [0] * count
    for week in range(weeks):
        who = next_facilitator(people, turns)
        assert who is not None
        turns[who] = dt.date(2026, 1, 1) + dt.timedelta(weeks=week)
        done[who] += 1
    assert max(done) - min(done) <= 1


def test_open_points_carry_over_until_they_are_stuck() -> None:
    points = (Point(1, "a"), Point(2, "b", PointState.DONE), Point(3, "c", carried=2))
    following = carried_over(points)
    assert [(each.number, each.carried, each.is_stuck) for each in following] == [
        (1, 1, False),
        (3, 3, True),
    ]
    assert point_at(points, 2).number == 3
    for position in (0, 3):
        with pytest.raises(NoSuchPoint):
            point_at(points, position)


def test_a_point_has_words_and_a_length() -> None:
    assert plan_point("  new   pricing ", 0) == "new pricing"
    for words, count, reason in (("…", 0, "missing"), ("x" * 301, 0, "long"), ("x", 30, "many")):
        with pytest.raises(PointRefused) as refused:
            plan_point(words, count)
        assert refused.value.reason == reason


def test_a_closed_meeting_stays_closed() -> None:
    planned, is_open, closed, skipped = MeetingState
    allowed = {(a, b) for a in MeetingState for b in MeetingState if may_become(a, b)}
    assert allowed == {
        (planned, is_open),
        (planned, skipped),
        (is_open, closed),
        (is_open, skipped),
        (skipped, is_open),
    }
    ten = dt.datetime(2026, 6, 8, 10, tzinfo=dt.UTC)
    assert closes_at(ten) == ten + dt.timedelta(minutes=90)


# --- /meet --------------------------------------------------------------------------------------


def when(text: str) -> When:
    found = parse_when(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("", v.ShowAgenda()),
        ("agenda", v.ShowAgenda()),
        ("议程", v.ShowAgenda()),
        ("add new pricing", v.AddPoint("new pricing")),
        ("add: new pricing", v.AddPoint("new pricing")),
        ("add", v.AddPoint()),
        ("new pricing page by fri", v.AddPoint("new pricing page by fri")),
        ('new "Growth" whenever', None),
        ('new "Growth"', v.NewMeeting("Growth")),
        ("pricing &amp; plans", v.AddPoint("pricing & plans")),
        ("agenda for the offsite", v.AddPoint("agenda for the offsite")),
        ("close the Berlin deal", v.AddPoint("close the Berlin deal")),
        ("添加 新价格", v.AddPoint("新价格")),
        ("done 3", v.FinishPoints((3,))),
        ("done 1, 4 and 4", v.FinishPoints((1, 4))),
        ("done with it", v.AddPoint("done with it")),
        ("drop 2", v.DropPoints((2,))),
        ("decide raise the price", v.Decide("raise the price")),
        ("决定 涨价", v.Decide("涨价")),
        ("action ask legal <@U2> fri", v.Act("ask legal <@U2> fri")),
        ("行动 问法务 @ana", v.Act("问法务 @ana")),
        ("decisions pricing", v.Decisions("pricing")),
        ("decisions about pricing", v.Decisions("pricing")),
        ("decisions", v.Decisions()),
        ("决议 价格", v.Decisions("价格")),
        ("start", v.StartMeeting()),
        ("close", v.CloseMeeting()),
        ("结束", v.CloseMeeting()),
        ("skip", v.SkipMeeting()),
        ("skip this week -- retreat", v.SkipMeeting(reason="retreat")),
        ("skip because of the retreat", v.SkipMeeting(reason="of the retreat")),
        ("skip until 3 Aug", v.SkipMeeting(when("3 Aug"))),
        ("跳过 本周", v.SkipMeeting()),
        ("skip level meetings", v.AddPoint("skip level meetings")),
        ("facilitator", v.Facilitate()),
        ("facilitator @ana", v.Facilitate(ANA)),
        ("facilitator is late", v.AddPoint("facilitator is late")),
        ("settings", v.ChangeForm()),
        ("new", v.NewForm()),
        (
            "new “Growth weekly” every mon 10:00 agenda 18:00 90m facilitators @ana <@U2> #growth",
            v.NewMeeting(
                "Growth weekly",
                MONDAYS,
                Clock(10),
                Clock(18),
                90,
                (ANA, BO),
                ChannelRef(name="growth"),
            ),
        ),
        ("new Growth weekly mon 10:00", v.NewMeeting("Growth", MONDAYS, Clock(10))),
        ("new mon 10:00 for 1h", v.NewMeeting("", MONDAYS, Clock(10), minutes=60)),
        ("新建 增长周会 每周一10:00", v.NewMeeting("增长周会", MONDAYS, Clock(10))),
        ("undo", Undo()),
        ("help", Help()),
        ("help 决定", Help("decide")),
        ("done", Help("done")),
        ("clsoe", DidYouMean("close", "clsoe")),
        ("agneda", DidYouMean("agenda", "agneda")),
    ],
)
def test_each_line_wants_one_thing(line: str, intent: v.MeetIntent | None) -> None:
    if intent is None:
        with pytest.raises(MeetingUnreadable) as refused:
            parse_meet_line(line)
        assert refused.value.text == line
        return
    assert parse_meet_line(line) == intent
    assert parse_meet_line(render_meet_line(intent)) == intent


def test_every_alias_is_of_a_verb() -> None:
    assert set(ALIASES.values()) <= set(VERBS)


PIECES = [
    *("add", "done", "3", "decide", "action", "@ana", "<@U2>", "fri", "skip", "until", "--", "new"),
    *('"x y"', "every mon", "10:00", "agenda", "90m", "#ops", "close", "决定：", "pricing", "\n"),
]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_understood_or_refused_and_kept(text: str) -> None:
    kept = text
    try:
        intent = parse_meet_line(text)
    except BadInput as refused:
        kept = refused.text
    else:
        if not isinstance(intent, Help | DidYouMean):
            assert parse_meet_line(render_meet_line(intent)) == intent
    assert kept == text


CLOCKS = st.none() | st.builds(Clock, st.integers(0, 23), st.integers(0, 59))


@given(
    st.builds(
        v.NewMeeting,
        st.sampled_from(["", "Growth weekly", "every mon", "10:00", "周会", "a & b"]),
        st.none()
        | st.builds(
            Recurrence,
            st.just(Unit.WEEK),
            on=st.builds(OnWeekdays, st.frozensets(st.integers(0, 6), min_size=1, max_size=3)),
        ),
        CLOCKS,
        CLOCKS,
        st.none() | st.integers(1, 600),
        st.lists(st.sampled_from([ANA, BO]), max_size=2, unique=True).map(tuple),
        st.none() | st.just(ChannelRef("C1", "ops")),
    )
)
@settings(deadline=None)
def test_new_meetings_are_written_and_read_as_the_same(new: v.NewMeeting) -> None:
    if new.name or (new.days and new.at):
        assert parse_meet_line(render_meet_line(new)) == new

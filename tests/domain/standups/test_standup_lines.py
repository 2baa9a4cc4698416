"""`/standup` in English and Chinese: what each line wants, and that nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.away import AwayReversed, AwayTooLong
from domain.dates import parse_when
from domain.dates.values import Clock, When
from domain.errors import BadInput, DomainError, PastDate
from domain.people import ChannelRef, PersonKind, PersonRef
from domain.recurrence import OnNth, OnWeekdays, Recurrence, Unit
from domain.rhythm_errors import StandupUnreadable, TooManyBlockers
from domain.standups.lines import VERBS, parse_standup_line, render_standup_line
from domain.standups.lines import values as v
from domain.standups.lines.away import parse_away, resolve_away
from domain.standups.lines.verbs import ALIASES, TOPICS
from domain.standups.values import Zones
from domain.verbs import DidYouMean, Help, Undo
from domain.workdays import DateRange, WorkCalendar

LI, ANA = PersonRef(name="li"), PersonRef("U1", "ana")
LEGAL = PersonRef("S1", "legal", PersonKind.GROUP)


def when(text: str) -> When:
    found = parse_when(text)
    assert found is not None
    return found


def parse(line: str) -> v.StandupIntent:
    return parse_standup_line(line, ["Daily", "Design weekly"])


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("", v.Answer()),
        ("  ", v.Answer()),
        ("finished the deck", v.Answer("finished the deck")),
        ("tomorrow", v.AnswerAhead()),
        ("Tomorrow Daily", v.AnswerAhead("Daily")),
        ("明天", v.AnswerAhead()),
        ("tomorrow I will rest", v.Answer("tomorrow I will rest")),
        ("edit", v.EditAnswer()),
        ("修改", v.EditAnswer()),
        ("edit daily", v.EditAnswer("Daily")),
        ("edit the draft", v.Answer("edit the draft")),
        ("skip", v.SkipToday()),
        ("skip at the dentist", v.SkipToday("at the dentist")),
        ("skip today: dentist", v.SkipToday("dentist")),
        ("跳过 开会", v.SkipToday("开会")),
        ("back", v.ComeBack()),
        ("回来了", v.ComeBack()),
        ("back from lunch", v.Answer("back from lunch")),
        ("list", v.ListStandups()),
        ("list of things", v.Answer("list of things")),
        ("status", v.ShowStatus()),
        ('status "Unknown One"', v.ShowStatus("Unknown One")),
        ("status design weekly", v.ShowStatus("Design weekly")),
        ("who", v.ShowPeople()),
        ("谁", v.ShowPeople()),
        ("who knows", v.Answer("who knows")),
        ("history", v.ShowHistory()),
        ("history <@U1|ana> 2w", v.ShowHistory((ANA,), 14)),
        ("history 30d @li", v.ShowHistory((LI,), 30)),
        ("history Daily 3 weeks", v.ShowHistory((), 21, "Daily")),
        ("历史 最近2周", v.ShowHistory((), 14)),
        ("history lesson", v.Answer("history lesson")),
        ("history 900d", v.ShowHistory((), 366)),
        ("pause", v.Pause()),
        ("pause until mon", v.Pause(when("mon"))),
        ("pause Daily till 12 Jun", v.Pause(when("12 Jun"), "Daily")),
        ("暂停 到下周一", v.Pause(when("下周一"))),
        ("暂停到下周一", v.Pause(when("下周一"))),
        ("pause the music", v.Answer("pause the music")),
        ("resume", v.Resume()),
        ("恢复", v.Resume()),
        ("preview", v.Preview()),
        ("preview 14d", v.Preview(14)),
        ("preview Daily 2w", v.Preview(14, "Daily")),
        ("预览14天", v.Preview(14)),
        ("preview 999d", v.Preview(92)),
        ("close", v.CloseNow()),
        ("close now", v.CloseNow()),
        ("close Daily now", v.CloseNow("Daily")),
        ("close the deal", v.Answer("close the deal")),
        ("run", v.RunNow()),
        ("run tests", v.Answer("run tests")),
        ("join", v.Join()),
        ("leave Daily", v.Leave("Daily")),
        ("settings", v.ChangeForm()),
        ("new", v.NewForm()),
        ("new idea for the site", v.Answer("new idea for the site")),
        ("undo", Undo()),
        ("help", Help()),
        ("help away", Help("away")),
        ("help times", Help("times")),
        ("help me please", v.Answer("help me please")),
        ("?", Help()),
        ("帮助", Help()),
    ],
)
def test_what_a_line_wants(line: str, intent: v.StandupIntent) -> None:
    assert parse(line) == intent


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("B7", v.ShowBlocker(7)),
        ("b7 tag <!subteam^S1|legal>", v.TagBlockers((7,), (LEGAL,))),
        ("B7 tag <@U1|ana> @li", v.TagBlockers((7,), (ANA, LI))),
        ("B7 ack", v.Acknowledge((7,))),
        ("ack B7 B8", v.Acknowledge((7, 8))),
        ("B7, B8 acknowledged", v.Acknowledge((7, 8))),
        ("B7 update signed by Monday", v.UpdateBlockers((7,), "signed by Monday")),
        ("B7 signed by Monday", v.UpdateBlockers((7,), "signed by Monday")),
        ("B7: signed", v.UpdateBlockers((7,), "signed")),
        ("B7 done", v.Resolve((7,))),
        ("B7 done ref 4471", v.Resolve((7,), "ref 4471")),
        ("resolve B7", v.Resolve((7,))),
        ("B7 reopen came back", v.ReopenBlockers((7,), "came back")),
        ("B7 收到", v.Acknowledge((7,))),
        ("B7 解决", v.Resolve((7,))),
        ("解决 B7", v.Resolve((7,))),
        ("解决B7", v.Resolve((7,))),
        ("B7 更新 今天签", v.UpdateBlockers((7,), "今天签")),
        ("blockers", v.ListBlockers()),
        ("阻碍", v.ListBlockers()),
        ("ack", Help("ack")),
        ("done", Help("done")),
        ("B7 tag the release", v.UpdateBlockers((7,), "tag the release")),
        ("done with the deck", v.Answer("done with the deck")),
        ("update the site", v.Answer("update the site")),
        ("B2B meeting", v.Answer("B2B meeting")),
        ("b12-vitamin", v.Answer("b12-vitamin")),
    ],
)
def test_blockers(line: str, intent: v.StandupIntent) -> None:
    assert parse(line) == intent


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("staus", "status"),
        ("preveiw 14d", "preview 14d"),
        ("histroy <@U1|ana> 2w", "history <@U1|ana> 2w"),
        ("awya 20 jun..3 jul", "away 20 jun..3 jul"),
        ("tomorow", "tomorrow"),
        ("hlep", "help"),
    ],
)
def test_a_near_miss_is_asked_about(line: str, meant: str) -> None:
    assert parse(line) == DidYouMean(meant, line)


@pytest.mark.parametrize("line", ["ship it", "skin deep", "lint fixed", "rum and coke", "hi"])
def test_other_words_are_an_answer(line: str) -> None:
    assert parse(line) == v.Answer(line)


# --- new ----------------------------------------------------------------------------------------

WORKDAYS = Recurrence(Unit.WORKDAY)


def new(name: str, **said: Any) -> v.NewStandup:
    return v.NewStandup(name, **said)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        (
            (
                "new Daily weekdays 9:30 close 11:30 each-local "
                'ask "Yesterday?" | "Today?" | "Blockers?"'
            ),
            new(
                "Daily",
                days=WORKDAYS,
                prompt=Clock(9, 30),
                close=Clock(11, 30),
                zones=Zones.EACH_LOCAL,
                questions=("Yesterday?", "Today?", "Blockers?"),
            ),
        ),
        ("new Daily", new("Daily")),
        ('new Daily someday ask "Well?"', new("Daily someday", questions=("Well?",))),
        ('new "Monday mood" mood', new("Monday mood", mood=True)),
        (
            "new Design weekly every mon 10:00 team-zone",
            new(
                "Design weekly",
                days=Recurrence(Unit.WEEK, 1, OnWeekdays(frozenset({0}))),
                prompt=Clock(10),
                zones=Zones.TEAM,
            ),
        ),
        (
            "new Sync mon, wed and fri at 9am remind 15 min name missing",
            new(
                "Sync",
                days=Recurrence(Unit.WEEK, 1, OnWeekdays(frozenset({0, 2, 4}))),
                prompt=Clock(9),
                reminder=15,
                name_missing=True,
            ),
        ),
        (
            "new Review every 3rd fri 15:00-17:00 no reminder optional @li <@U1|ana> #ops",
            new(
                "Review",
                days=Recurrence(Unit.MONTH, 1, OnNth(3, 4)),
                prompt=Clock(15),
                close=Clock(17),
                reminder=0,
                optional=(LI, ANA),
                team=ChannelRef(name="ops"),
            ),
        ),
        (
            "new Night daily 18:00 close 10:00 observer <@U1|ana> ask Well? | Tired?",
            new(
                "Night",
                days=WORKDAYS,
                prompt=Clock(18),
                close=Clock(10),
                observers=(ANA,),
                questions=("Well?", "Tired?"),
            ),
        ),
        (
            "新建 早会 工作日 9:30 截止 11:30 各自时区 提问 “昨天？” | “今天？”",
            new(
                "早会",
                days=WORKDAYS,
                prompt=Clock(9, 30),
                close=Clock(11, 30),
                zones=Zones.EACH_LOCAL,
                questions=("昨天？", "今天？"),
            ),
        ),
        (
            "new 周会 每周一 上午10点 提前15分钟提醒",
            new(
                "周会",
                days=Recurrence(Unit.WEEK, 1, OnWeekdays(frozenset({0}))),
                prompt=Clock(10),
                reminder=15,
            ),
        ),
        ("new Daily every day", new("Daily", days=Recurrence(Unit.DAY))),
        ('new Daily ask "a | b?" | c', new("Daily", questions=("a | b?", "c"))),
    ],
)
def test_a_new_standup(line: str, intent: v.NewStandup) -> None:
    assert parse(line) == intent


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("new Daily weekdayz 9:30", "weekdayz 9:30"),
        ("new Daily weekdays 25:30", "25:30"),
        ("new Daily weekdays close noonish", "close noonish"),
        ('new Daily each-locl ask "Well?"', "each-locl"),
    ],
)
def test_what_is_meant_as_a_standup_but_cannot_be_read_is_refused(line: str, unread: str) -> None:
    with pytest.raises(StandupUnreadable) as refused:
        parse(line)
    assert refused.value.words == unread
    assert refused.value.text == line


# --- away ---------------------------------------------------------------------------------------

NOW = dt.datetime(2026, 5, 12, 4, tzinfo=dt.UTC)  # a Tuesday
SHANGHAI = ZoneInfo("Asia/Shanghai")


def days_of(text: str) -> DateRange:
    phrase = parse_away(text)
    assert phrase is not None
    return resolve_away(phrase, now=NOW, zone=SHANGHAI, day_first=True, calendar=WorkCalendar())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-05-12", "2026-05-12"),
        ("tomorrow", "2026-05-13", "2026-05-13"),
        ("fri", "2026-05-15", "2026-05-15"),
        ("20 jun", "2026-06-20", "2026-06-20"),
        ("20 jun..3 jul", "2026-06-20", "2026-07-03"),
        ("20 jun - 3 jul", "2026-06-20", "2026-07-03"),
        ("20 jun to 3 jul", "2026-06-20", "2026-07-03"),
        ("from 20 jun until 3 jul", "2026-06-20", "2026-07-03"),
        ("20-24 jun", "2026-06-20", "2026-06-24"),
        ("jun 20-24", "2026-06-20", "2026-06-24"),
        ("28 dec..3 jan", "2026-12-28", "2027-01-03"),
        ("2026-06-20..2026-07-03", "2026-06-20", "2026-07-03"),
        ("mon-wed", "2026-05-18", "2026-05-20"),
        ("fri..mon", "2026-05-15", "2026-05-18"),
        ("tomorrow to fri", "2026-05-13", "2026-05-15"),
        ("20 jun..the 24th", "2026-06-20", "2026-06-24"),
        ("until mon", "2026-05-12", "2026-05-17"),
        ("back on 1 jun", "2026-05-12", "2026-05-31"),
        ("through fri", "2026-05-12", "2026-05-15"),
        ("this week", "2026-05-12", "2026-05-17"),
        ("next week", "2026-05-18", "2026-05-24"),
        ("next month", "2026-06-01", "2026-06-30"),
        ("3 days", "2026-05-12", "2026-05-14"),
        ("5 days", "2026-05-12", "2026-05-18"),
        ("for 2 weeks", "2026-05-12", "2026-05-25"),
        ("20 jun for 2 weeks", "2026-06-20", "2026-07-03"),
        ("a week", "2026-05-12", "2026-05-18"),
        ("今天", "2026-05-12", "2026-05-12"),
        ("明天到周五", "2026-05-13", "2026-05-15"),
        ("6月20日到7月3日", "2026-06-20", "2026-07-03"),
        ("6月20日-24日", "2026-06-20", "2026-06-24"),
        ("下周", "2026-05-18", "2026-05-24"),
        ("到周五", "2026-05-12", "2026-05-15"),
        ("下周一回来", "2026-05-12", "2026-05-17"),
        ("3天", "2026-05-12", "2026-05-14"),
        ("两周", "2026-05-12", "2026-05-25"),
    ],
)
def test_days_away(text: str, first: str, last: str) -> None:
    expected = DateRange(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert days_of(text) == expected


@pytest.mark.parametrize("text", ["", "5pm", "lunch", "team", "fri 5pm..mon", "0 days", "x" * 70])
def test_what_says_no_days(text: str) -> None:
    assert parse_away(text) is None


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("2026-07-03..2026-06-20", AwayReversed),
        ("2026-06-20..2028-06-20", AwayTooLong),
        ("yesterday", PastDate),
        ("until today", AwayReversed),
    ],
)
def test_days_that_cannot_be(text: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        days_of(text)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("away", v.AwayForm()),
        ("away 20 jun..3 jul cover @li", v.GoAway(v.AwayPhrase(when("20 jun"), when("3 jul")), LI)),
        ("away fri dentist", v.GoAway(v.AwayPhrase(when("fri")), None, "dentist")),
        (
            "away until mon cover <@U1|ana> moving house",
            v.GoAway(v.AwayPhrase(back=when("mon")), ANA, "moving house"),
        ),
        ("away 2 weeks, covered by @li", v.GoAway(v.AwayPhrase(weeks=2), LI)),
        ("away sick", v.GoAway(v.AwayPhrase(), None, "sick")),
        ("away 🤒", v.GoAway(v.AwayPhrase(), None, "🤒")),
        ("away cover @li", v.GoAway(v.AwayPhrase(), LI)),
        ("请假 明天", v.GoAway(v.AwayPhrase(when("明天")))),
        ("请假明天到周五", v.GoAway(v.AwayPhrase(when("明天"), when("周五")))),
        ("休假 下周 代班 @li", v.GoAway(v.AwayPhrase(when("下周")), LI)),
        ("请假 下周 由 @li 代班", v.GoAway(v.AwayPhrase(when("下周")), LI)),
        ("ooo tomorrow", v.GoAway(v.AwayPhrase(when("tomorrow")))),
        ("away team won", v.Answer("away team won")),
        ("vacation photos sorted", v.Answer("vacation photos sorted")),
        ("away with @li", v.Answer("away with @li")),
    ],
)
def test_going_away(line: str, intent: v.StandupIntent) -> None:
    assert parse(line) == intent


# --- properties ---------------------------------------------------------------------------------

PIECES = [
    *VERBS,
    *ALIASES,
    *TOPICS,
    *("B7", "B8,", "<@U1|ana>", "@li", "<#C1|ops>", "2w", "14d", "until", "mon", "20 jun..3 jul"),
    *("cover", "weekdays", "9:30", "close", "11:30", "each-local", "ask", '"Well?"', "|", "Daily"),
    *("每周一", "明天", "到", "周五", "&amp;", "sick", "remind 15", "mood", "optional", "\n", "--"),
]


def check(line: str) -> None:
    kept = line
    try:
        intent = parse(line)
    except BadInput as refused:
        intent, kept = None, refused.text
    if intent is None:
        assert kept == line
        return
    if not isinstance(intent, DidYouMean | Help):
        assert parse(render_standup_line(intent)) == intent
    if isinstance(intent, v.Answer):
        assert intent.words == line.strip()


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_made_up_lines_read_as_what_they_are_written_back_as(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(1000):
        count = chance.randint(1, 7)
        check(" ".join(chance.choice(PIECES) for _ in range(count)))


@given(st.text(max_size=100))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_kept(text: str) -> None:
    check(text)
    with suppress(DomainError):
        parse(f"new {text}")
    with suppress(DomainError):
        parse(f"away {text}")


def test_too_many_blockers_are_refused() -> None:
    with pytest.raises(TooManyBlockers):
        parse(" ".join(f"B{number}" for number in range(1, 30)))


def test_every_verb_can_be_asked_about_and_no_alias_hides_one() -> None:
    for name in VERBS:
        assert parse(f"help {name}") == Help(name)
    assert not set(ALIASES) & set(VERBS)
    assert set(ALIASES.values()) <= set(VERBS)

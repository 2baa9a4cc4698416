"""`/kpi` in English and Chinese: what each line wants, and that nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.dates.values import Clock, DaysAhead
from domain.errors import BadInput
from domain.goal_errors import ReasonTooLong
from domain.goals.amounts import unit_of
from domain.goals.values import Amount
from domain.kpi_errors import (
    AlertUnreadable,
    FormulaUnreadable,
    KpiNameRefused,
    KpiUnreadable,
)
from domain.kpi_lines import VERBS, parse_kpi_line, render_kpi_line
from domain.kpi_lines import values as v
from domain.kpi_lines.alerts import rule_of
from domain.kpi_lines.verbs import ALIASES
from domain.kpis.alerts import AlertKind
from domain.kpis.names import RESERVED
from domain.kpis.periods import Cadence
from domain.kpis.phrases import Beside, Month, OnDay, PeriodPhrase, Week
from domain.kpis.values import Bounds, Combine, Health, Limit, Sign
from domain.people import ChannelRef, PersonRef
from domain.recurrence import OnWeekdays, Recurrence, Unit
from domain.verbs import DidYouMean, Find, Help, Undo

NAMES = ["signups", "gross_churn", "Gross churn %", "orders", "visits", "注册数", "New customers"]
NAMES += ["orders_net", "lead_time", "List"]
SIGNUPS, K2 = v.KpiRef(key="signups"), v.KpiRef(2)
WEEKLY = Cadence.WEEKLY


def parse(line: str) -> v.KpiIntent:
    return parse_kpi_line(line, NAMES)


def amount(text: str, unit: str = "") -> Amount:
    return Amount(Decimal(text), unit_of(unit) if unit else None)


def reading(
    kpi: v.KpiRef, value: str, period: PeriodPhrase | None = None, why: str = "", unit: str = ""
) -> v.Record:
    return v.Record(kpi, amount(value, unit), period=period, why=why)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("signups 1280", reading(SIGNUPS, "1280")),
        ("Signups: 1,280", reading(SIGNUPS, "1280")),
        ("signups = 1.2k", reading(SIGNUPS, "1200")),
        ("signups is 12", reading(SIGNUPS, "12")),
        ("signups -5", reading(SIGNUPS, "-5")),
        ("signups +200", v.Record(SIGNUPS, amount("200"), relative=True)),
        ("K2 39", reading(K2, "39")),
        ("k2 39%", reading(K2, "39", unit="%")),
        ("K2 W23 39", reading(K2, "39", Week(23))),
        ("K2 for last week: 39", reading(K2, "39", Beside(WEEKLY, -1))),
        (
            "signups 1261 for W23 -- annual prepay moved",
            reading(SIGNUPS, "1261", Week(23), "annual prepay moved"),
        ),
        ("signups 1261 W23, prepaid", reading(SIGNUPS, "1261", Week(23), "prepaid")),
        ("signups 1280 May", reading(SIGNUPS, "1280", Month(5))),
        ("signups 1280 may be low", reading(SIGNUPS, "1280", why="may be low")),
        ("signups 1280 mon is closed", reading(SIGNUPS, "1280", why="mon is closed")),
        ("signups 12 yesterday", reading(SIGNUPS, "12", OnDay(DaysAhead(-1)))),
        ("signups 12\nbecause\nof it", reading(SIGNUPS, "12", why="because\nof it")),
        ("signups 1261 上周 年付", reading(SIGNUPS, "1261", Beside(WEEKLY, -1), "年付")),
        ("注册数1280", reading(v.KpiRef(key="注册数"), "1280")),
        ("注册数：1280", reading(v.KpiRef(key="注册数"), "1280")),
        ("注册数 1261 为W23", reading(v.KpiRef(key="注册数"), "1261", Week(23))),
        ("gross churn 3.2", reading(v.KpiRef(key="gross_churn"), "3.2")),
        ("gross churn % 3.2%", reading(v.KpiRef(key="Gross churn %"), "3.2", unit="%")),
        ("orders net 5", reading(v.KpiRef(key="orders_net"), "5")),
        ("new customers 12", reading(v.KpiRef(key="New customers"), "12")),
        ("“new customers” 12", reading(v.KpiRef(key="New customers"), "12")),
        ("signups 26m", reading(SIGNUPS, "26000000")),
        ("signups", v.ShowKpi(SIGNUPS)),
        ("K7", v.ShowKpi(v.KpiRef(7))),
        ("signups 26w", v.Chart(SIGNUPS, 26, WEEKLY)),
        ("signups 90 days", v.Chart(SIGNUPS, 90, Cadence.DAILY)),
        ("signups 12个月", v.Chart(SIGNUPS, 12, Cadence.MONTHLY)),
        ("signups chart", v.Chart(SIGNUPS)),
        ("chart signups 26周", v.Chart(SIGNUPS, 26, WEEKLY)),
        ("", v.Scoreboard()),
        ("  ", v.Scoreboard()),
        ("list", v.ListKpis()),
        ("mine", v.ListKpis(v.KpiFilters(mine=True))),
        ("我的", v.ListKpis(v.KpiFilters(mine=True))),
        (
            "list off target @ana #ops for G3",
            v.ListKpis(
                v.KpiFilters(
                    (PersonRef(name="ana"),),
                    (ChannelRef(name="ops"),),
                    (3,),
                    frozenset({Health.RED, Health.AMBER}),
                )
            ),
        ),
        (
            "list no target, missing all",
            v.ListKpis(
                v.KpiFilters(healths=frozenset({Health.NO_TARGET, Health.MISSING}), everything=True)
            ),
        ),
        ("new", v.NewForm()),
        ("新建", v.NewForm()),
        ("due", v.Due()),
        ("import", v.Import()),
        ("导入", v.Import()),
        ("hook signups", v.MakeHook(SIGNUPS)),
        ("hook signups off", v.StopHook(SIGNUPS)),
        ("signups source", v.SourceForm(SIGNUPS)),
        ("history signups", v.History(SIGNUPS)),
        ("signups history", v.History(SIGNUPS)),
        ("K2 历史", v.History(K2)),
        ("drop signups nobody looks", v.DropKpi(SIGNUPS, "nobody looks")),
        ("reopen K2", v.ReopenKpi(K2)),
        ("find churn", Find("churn")),
        ("undo", Undo()),
        ("撤销", Undo()),
        ("help", Help()),
        ("?", Help()),
        ("help 提醒", Help("alert")),
        ("hook", Help("hook")),
        ("lsit red", DidYouMean("list red", "lsit red")),
        ("hisory signups", DidYouMean("history signups", "hisory signups")),
    ],
)
def test_each_line_wants_one_thing(line: str, intent: v.KpiIntent) -> None:
    assert parse(line) == intent
    again = render_kpi_line(intent)
    assert parse(again) == intent


@pytest.mark.parametrize(
    ("line", "key", "value", "candidates"),
    [
        ("churn 3", "churn", "3", ()),
        ("churn 3.2% for W23 -- x", "churn", "3.2% for W23 -- x", ()),
        ("churn", "churn", "", ()),
        ("signup 1280", "signup", "1280", ("signups",)),
        ("sign-ups: 1280", "sign-ups", "1280", ("signups",)),
        ("new customers EU 12", "new customers EU", "12", ("New customers",)),
        ("new buyers 12", "new buyers", "12", ()),
        ("signups EU 12", "signups EU", "12", ("signups",)),
        ("monthly active users 1280", "monthly active users", "1280", ()),
        ("活跃用户 1280", "活跃用户", "1280", ()),
        ("活跃用户1280", "活跃用户", "1280", ()),
    ],
)
def test_an_unknown_key_creates_nothing(
    line: str, key: str, value: str, candidates: tuple[str, ...]
) -> None:
    assert parse(line) == v.UnknownKey(key, value, candidates, line)


def test_the_new_kpi_of_the_product() -> None:
    line = 'new "Gross churn" % target &lt;=3 red &gt;4 weekly mon 10:00 @bo #growth for G3'
    new = parse(line)
    assert new == v.NewKpi(
        "Gross churn",
        v.Spec(
            unit=unit_of("%"),
            target=Limit(Sign.AT_MOST, amount("3")),
            red=Limit(Sign.ABOVE, amount("4")),
            cadence=WEEKLY,
            ask=Recurrence(Unit.WEEK, on=OnWeekdays(frozenset({0})), at=Clock(10)),
            owner=PersonRef(name="bo"),
            team=ChannelRef(name="growth"),
            goals=(3,),
        ),
    )


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("new Gross churn % target <=3 red >4", 'new "Gross churn" unit:% target <=3 red >4'),
        ("new “NPS” target 45 up", 'new "NPS" up target 45'),
        ('new "pH" band 5..7', None),
        ('new "pH" target 5..7 red 3-9 mean', 'new "pH" target 5..7 red 3..9 combine mean'),
        ('new "pH" target 5 to 7', 'new "pH" target 5..7'),
        ('new "T" target at least 5h amber below 4h', 'new "T" target >=5h amber <4h'),
        (
            'new "Marketing" budget €50k monthly last workday 17:00',
            'new "Marketing" ceiling 50000EUR monthly ask every month on the last workday at 17:00',
        ),
        (
            'new "注册" 目标 不低于1000 红线 低于800 每周一10:00 @li',
            'new "注册" target >=1000 red <800 weekly ask every mon at 10:00 @li',
        ),
        ('new "D" daily 17:00 sum', 'new "D" combine sum daily ask every workday at 17:00'),
        ('new "C" formula: orders / visits', 'new "C" formula: orders / visits'),
        ('new "C" formula: a*(b+c) % target >3', 'new "C" unit:% target >3 formula: a * (b + c)'),
        ('new "C" 公式：orders÷visits weekly', 'new "C" weekly formula: orders / visits'),
        ('new "C" formula:"orders / visits" @bo', 'new "C" @bo formula: orders / visits'),
        ('new "C" formula: "net sales" / 2', 'new "C" formula: net_sales / 2'),
        ('new "X" key:x2 in EUR -- all of it', 'new "X" unit:EUR key:x2 -- all of it'),
        ('new "X" @none', 'new "X" @none'),
        ("K2 target >=1200 @bo weekly", "K2 target >=1200 weekly @bo"),
        ('K2 title:"New name" red <3', 'K2 title:"New name" red <3'),
        ("signups note:counts all", "signups -- counts all"),
        ("alert signups below 1000 2 periods to #leads", "alert signups <1000 2 periods to #leads"),
        ("signups alert if above 5% for 3 weeks", "alert signups >5% 3 periods"),
        ("alert signups outside 5..7", "alert signups 5..7"),
        ("alert K2 3 periods off target", "alert K2 off target 3 periods"),
        ("alert K2 off target", "alert K2 off target 3 periods"),
        ("alert K2 stale", "alert K2 stale 2 periods"),
        ("alert K2 unusual to #ops", "alert K2 unusual to #ops"),
        ("alert K2 red", "alert K2 red"),
        ("alert K2 off", "alert K2 off"),
        ("alerts K2", "alert K2"),
        ("预警 注册数 低于 1000 连续2期 发到 #ops", "alert 注册数 <1000 2 periods to #ops"),
    ],
)
def test_definitions_and_alerts_are_written_back(line: str, again: str | None) -> None:
    if again is None:
        with pytest.raises(KpiUnreadable):
            parse(line)
        return
    intent = parse(line)
    raw = render_kpi_line(intent)
    assert raw.replace("&lt;", "<").replace("&gt;", ">") == again
    assert parse(raw) == intent


@pytest.mark.parametrize(
    ("line", "refusal", "words"),
    [
        ("signups are great", KpiUnreadable, "are great"),
        ("K2 great", KpiUnreadable, "great"),
        ("K2 @bo nonsense here", KpiUnreadable, "nonsense here"),
        ("foo bar baz", KpiUnreadable, "foo bar baz"),
        ("list my stuff", KpiUnreadable, "list my stuff"),
        ("1280", KpiUnreadable, "1280"),
        ('new "x" nonsense here', KpiUnreadable, "nonsense here"),
        ('new "x" target <=3 target <=4', KpiUnreadable, "target <=4"),
        ("alert signups blah", AlertUnreadable, "blah"),
        ("alert signups 1000", AlertUnreadable, "1000"),
        ("alert signups below 5 99 periods", AlertUnreadable, "below 5 99 periods"),
    ],
)
def test_what_is_not_understood_is_named(line: str, refusal: type[BadInput], words: str) -> None:
    with pytest.raises(refusal) as refused:
        parse(line)
    assert isinstance(refused.value, KpiUnreadable | AlertUnreadable)
    assert (refused.value.words, refused.value.text) == (words, line)


def test_refusals_keep_the_line() -> None:
    refusals: list[tuple[str, type[BadInput]]] = [
        ('new "C" formula: orders /', FormulaUnreadable),
        ("new @bo", KpiUnreadable),
        ('new "%"', KpiNameRefused),
        (f"signups 5 {'x' * 1001}", ReasonTooLong),
    ]
    for line, refusal in refusals:
        with pytest.raises(refusal) as refused:
            parse(line)
        assert (refused.value.text, refused.value.kind) == (line, "kpi")


def test_a_rule_is_silent_within_its_bounds() -> None:
    alert = parse("alert signups below 2h 2 periods")
    assert isinstance(alert, v.SetAlert)
    minutes = unit_of("min")
    assert minutes is not None
    rule = rule_of(alert, minutes)
    assert (rule.kind, rule.periods) == (AlertKind.STREAK, 2)
    assert rule.bounds == Bounds(low=Decimal(120))
    plain = parse("alert signups stale")
    assert isinstance(plain, v.SetAlert)
    assert rule_of(plain, minutes).bounds is None


def test_a_chart_line_of_a_duration_is_a_reading() -> None:
    chart = parse("lead_time 3d")
    assert isinstance(chart, v.Chart)
    assert v.reading_of(chart) == reading(v.KpiRef(key="lead_time"), "3", unit="d")
    assert v.reading_of(v.Chart(SIGNUPS)) is None
    assert v.reading_of(v.Chart(SIGNUPS, 3, Cadence.MONTHLY)) is None


def test_what_a_new_line_wants_is_one_value() -> None:
    new = parse('new "C" % formula: orders / visits sum')
    assert isinstance(new, v.NewKpi)
    wanted = new.spec.wanted
    assert (wanted.formula, wanted.combine) == ("orders / visits", Combine.SUM)


def test_no_key_can_hide_a_verb() -> None:
    first_words = {*VERBS, *ALIASES} - {"?"}
    assert first_words <= RESERVED
    assert {ALIASES.get(word, word) for word in first_words} == set(VERBS)

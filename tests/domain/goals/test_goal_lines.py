"""Lines of `/goal`: verbs, ids first, check-ins, filters, slips, and everything else a new goal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.cycles import Beside, Length, Named
from domain.errors import (
    BadInput,
    DescriptionTooLong,
    LeftoverWords,
    NothingToChange,
    TitleMissing,
    TitleTooLong,
)
from domain.goal_errors import AmountTooLarge, MilestonesRefused, ReasonTooLong, TooManyGoals
from domain.goal_lines import (
    VERBS,
    parse_goal_ids,
    parse_goal_line,
    parse_new_goal,
    render_goal_ids,
)
from domain.goal_lines.values import (
    AddGoal,
    AddToSwot,
    ChangeGoal,
    Chart,
    CheckIn,
    CheckInForm,
    CloseCycle,
    CloseGoal,
    DropGoal,
    FinishGoal,
    GoalChange,
    GoalFilters,
    GoalIntent,
    History,
    Link,
    ListGoals,
    Mine,
    NewForm,
    NewGoal,
    Pillars,
    ReopenGoal,
    ShowGoal,
    Swot,
    Tick,
    Tree,
    Unlink,
)
from domain.goals.amounts import parse_amount
from domain.goals.measures import Figures
from domain.goals.values import Amount, GoalStatus
from domain.people import ChannelRef, PersonRef
from domain.swot import Quadrant
from domain.verbs import DidYouMean, Find, Help, Undo
from tests.domain.reading import rows

GREEN, AMBER, RED = GoalStatus.GREEN, GoalStatus.AMBER, GoalStatus.RED
ANA, BO = PersonRef("U1"), PersonRef("U2")
THIRD = Named(Length.QUARTER, 3)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("", Mine()),
        ("  ", Mine()),
        ("mine", Mine()),
        ("我的", Mine()),
        ("G3", ShowGoal(3)),
        (" Ｇ3 ", ShowGoal(3)),
        ("new", NewForm()),
        ("check", CheckInForm()),
        ("check-in", CheckInForm()),
        ("check in", CheckInForm()),
        ("check G3 G5-G7", CheckInForm((3, 5, 6, 7))),
        ("G3 check", CheckInForm((3,))),
        ("tree", Tree()),
        ("目标树", Tree()),
        ("tree G1", Tree(roots=(1,))),
        ("tree #ops Q3", Tree(GoalFilters(teams=(ChannelRef(name="ops"),), cycle=THIRD))),
        ("chart G3", Chart(3)),
        ("G3 chart", Chart(3)),
        ("G3 图表", Chart(3)),
        ("history G3", History(3)),
        ("G3 history", History(3)),
        ("tick G3 1 2", Tick(3, (1, 2))),
        ("G3 tick 2, 4", Tick(3, (2, 4))),
        ("G3 untick 2", Tick(3, (2,), done=False)),
        ("link G3 T12 K2", Link(3, (12,), (2,))),
        ("link T12 to G3", Link(3, (12,))),
        ("G3 link T12, T13", Link(3, (12, 13))),
        ("关联 G3 T12", Link(3, (12,))),
        ("unlink G3 K2", Unlink(3, (), (2,))),
        ("done G3", FinishGoal((3,))),
        ("G3 done", FinishGoal((3,))),
        ("G3 done we made it", FinishGoal((3,), "we made it")),
        ("完成G3", FinishGoal((3,))),
        ("drop G3 not ours & late", DropGoal((3,), "not ours & late")),
        ("reopen G3 G4", ReopenGoal((3, 4))),
        ("close Q3", CloseCycle(THIRD)),
        ("close", CloseCycle()),
        ("close this quarter", CloseCycle(Beside(Length.QUARTER, 0))),
        ("close G3", CloseGoal(3)),
        ("close G3 0.7", CloseGoal(3, Decimal("0.7"))),
        ("G3 close 70%", CloseGoal(3, Decimal("0.7"))),
        ("swot", Swot()),
        ("swot G3", Swot(3)),
        ("G3 swot", Swot(3)),
        ("swot <#C1|ops>", Swot(team=ChannelRef("C1", "ops"))),
        ("swot G3 s: Loyal customers", AddToSwot(Quadrant.STRENGTHS, "Loyal customers", 3)),
        (
            "swot #ops 威胁：价格战",
            AddToSwot(Quadrant.THREATS, "价格战", team=ChannelRef(name="ops")),
        ),
        ("pillars", Pillars()),
        ("undo", Undo()),
        ("撤销", Undo()),
        ("find nps", Find("nps")),
        ("help", Help()),
        ("?", Help()),
        ("help tree", Help("tree")),
        ("help figures", Help("figures")),
        ("chart", Help("chart")),
        ("done", Help("done")),
        ("Q3", ListGoals(GoalFilters(cycle=THIRD))),
        ("list", ListGoals()),
        ("list mine", ListGoals(GoalFilters(mine=True))),
        ("list @me", ListGoals(GoalFilters(mine=True))),
        ("list <@U1> Q3", ListGoals(GoalFilters(people=(ANA,), cycle=THIRD))),
        ("list at-risk", ListGoals(GoalFilters(statuses=frozenset({AMBER, RED})))),
        (
            "list at risk stale",
            ListGoals(GoalFilters(statuses=frozenset({AMBER, RED}), stale=True)),
        ),
        ("list red under G1", ListGoals(GoalFilters(statuses=frozenset({RED}), under=(1,)))),
        (
            "list this quarter due",
            ListGoals(GoalFilters(cycle=Beside(Length.QUARTER, 0), due=True)),
        ),
        ("list unassigned +growth", ListGoals(GoalFilters(unassigned=True, labels=("growth",)))),
        ("列表 有风险", ListGoals(GoalFilters(statuses=frozenset({AMBER, RED})))),
        ("lsit mine", DidYouMean("list mine", "lsit mine")),
        ("tre", DidYouMean("tree", "tre")),
        ("dnoe G3", DidYouMean("done G3", "dnoe G3")),
    ],
)
def test_a_line_is_understood(line: str, intent: GoalIntent) -> None:
    assert parse_goal_line(line) == intent


@pytest.mark.parametrize(
    "line",
    [
        *("list venues for offsite", "tree of life", "check the numbers", "chart the course"),
        *(
            "link building",
            "close the gap",
            "close 5 deals",
            "swot analysis for ops",
            "done is done",
        ),
        *(
            "drop the price",
            "new pricing page",
            "undo the damage",
            "help customers",
            "pillars of trust",
        ),
        *("history of the firm", "tick boxes", "G3-shirt", "G0", "reopen the office", "mine data"),
        *("Q3 forecast", "三季度报告", "treat customers well", "link G3 and G4", "2026"),
    ],
)
def test_everything_else_is_a_title(line: str) -> None:
    assert parse_goal_line(line) == AddGoal(NewGoal(line))


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_alone_is_no_goal(verb: str) -> None:
    assert not isinstance(parse_goal_line(verb), AddGoal)
    assert not isinstance(parse_goal_line(f"help {verb}"), AddGoal)


# --- check-ins ----------------------------------------------------------------------------------


def value(text: str) -> Amount:
    amount = parse_amount(text)
    assert amount is not None
    return amount


@pytest.mark.parametrize(
    ("rest", "intent"),
    [
        ("39 amber two accounts at risk", (value("39"), AMBER, "two accounts at risk")),
        ("39", (value("39"), None, "")),
        ("39%, amber: two accounts", (value("39%"), AMBER, "two accounts")),
        ("39 — two accounts", (value("39"), None, "two accounts")),
        ("1.2k green", (value("1.2k"), GREEN, "")),
        ("€1.2m red", (value("€1.2m"), RED, "")),
        ("amber", (None, AMBER, "")),
        ("amber 39", (value("39"), AMBER, "")),
        ("amber 39, slow week", (value("39"), AMBER, "slow week")),
        ("amber 2 accounts lost", (None, AMBER, "2 accounts lost")),
        ("on track", (None, GREEN, "")),
        ("at risk: legal", (None, AMBER, "legal")),
        ("🟡 waiting", (None, AMBER, "waiting")),
        ("39 🔴", (value("39"), RED, "")),
        (":large_yellow_circle: waiting", (None, AMBER, "waiting")),
        ("39 :red_circle: waiting", (value("39"), RED, "waiting")),
        ("39 黄 两个大客户有风险", (value("39"), AMBER, "两个大客户有风险")),
        ("39黄，两个大客户", (value("39"), AMBER, "两个大客户")),
        ("3.5万 绿", (value("3.5万"), GREEN, "")),
        ("=-2", (value("-2"), None, "")),
        ("39 amber line one\nline two", (value("39"), AMBER, "line one\nline two")),
        ("39 amber *bold* <@U1>", (value("39"), AMBER, "*bold* <@U1>")),
        ("39 redesign is late", (value("39"), None, "redesign is late")),
    ],
)
def test_a_check_in_is_value_status_why(
    rest: str, intent: tuple[Amount | None, GoalStatus | None, str]
) -> None:
    amount, status, why = intent
    assert parse_goal_line(f"G3 {rest}") == CheckIn((3,), amount, status=status, why=why)


def test_a_check_in_may_be_relative_of_a_whole_or_confident() -> None:
    assert parse_goal_line("G3 +3") == CheckIn((3,), value("3"), relative=True)
    assert parse_goal_line("G3 -2.5 red") == CheckIn((3,), value("-2.5"), True, status=RED)
    assert parse_goal_line("G3 2/5") == CheckIn((3,), value("2"), of=5)
    assert parse_goal_line("G3 2 of 5 green") == CheckIn((3,), value("2"), of=5, status=GREEN)
    assert parse_goal_line("G3 39 slow conf 70%") == CheckIn(
        (3,), value("39"), why="slow", confidence=70
    )
    assert parse_goal_line("G3 39 amber conf 60% the shop is slow") == CheckIn(
        (3,), value("39"), status=AMBER, why="the shop is slow", confidence=60
    )
    assert parse_goal_line("G3 39 信心7，客户满意") == CheckIn(
        (3,), value("39"), why="客户满意", confidence=70
    )
    assert parse_goal_line("G3 39 conf 7th grade") == CheckIn(
        (3,), value("39"), why="conf 7th grade"
    )
    assert parse_goal_line("G3 39 信心7") == CheckIn((3,), value("39"), confidence=70)
    assert parse_goal_line("G3 G4 green") == CheckIn((3, 4), status=GREEN)


def test_a_why_too_long_or_a_figure_too_large_keeps_the_text() -> None:
    for line, reason in (
        (f"G3 39 {'w' * 1001}", ReasonTooLong),
        (f"G3 {'9' * 20}", AmountTooLarge),
    ):
        with pytest.raises(reason) as refused:
            parse_goal_line(line)
        assert isinstance(refused.value, BadInput)
        assert refused.value.text == line


# --- changes ------------------------------------------------------------------------------------


def changed(line: str) -> GoalChange:
    intent = parse_goal_line(line)
    assert isinstance(intent, ChangeGoal)
    assert intent.numbers == (3,)
    return intent.change


def test_tokens_behind_an_id_change_the_goal() -> None:
    assert changed("G3 <@U1> <@U2>") == GoalChange(owner=ANA, watchers=(BO,))
    assert changed("G3 @none #ops +growth") == GoalChange(
        unassign=True, team=ChannelRef(name="ops"), labels=("growth",)
    )
    assert changed("G3 to 50").figures == Figures(None, value("50"))
    assert changed("G3 from 30% to 50%").figures == Figures(value("30%"), value("50%"))
    assert changed("G3 Q4").cycle == Named(Length.QUARTER, 4)
    assert changed("G3 under G1") == GoalChange(parent=1)
    assert changed("G3 under none") == GoalChange(no_parent=True)
    assert changed("G3 weight 3 check every 2 weeks K2") == GoalChange(weight=3, cadence=2, kpi=2)
    assert changed("G3 due:none") == GoalChange(clear_due=True)
    assert changed('G3 title:"New title" note:"hm"') == GoalChange(title="New title", note="hm")
    due = changed("G3 +1w").due
    assert due is not None
    assert due.text == "+1w"
    for line in ("G3 30 Sep", "G3 9月30日", "G3 12/1", "G3 fri"):
        assert changed(line).due is not None


def test_words_left_over_are_refused_with_lines_to_paste() -> None:
    with pytest.raises(LeftoverWords) as refused:
        parse_goal_line("G3 two accounts lost")
    assert refused.value.suggestions == (
        "G3 green two accounts lost",
        'G3 title:"two accounts lost"',
        'G3 note:"two accounts lost"',
        'title:"G3 two accounts lost"',
    )
    first, *others = map(parse_goal_line, refused.value.suggestions)
    assert first == CheckIn((3,), status=GREEN, why="two accounts lost")
    assert all(isinstance(intent, ChangeGoal | AddGoal) for intent in others)
    with pytest.raises(NothingToChange):
        parse_goal_line("G3 G4")


# --- new goals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [title for title, _ in rows("titles.txt")])
def test_a_title_without_tokens_comes_back_as_it_is(title: str) -> None:
    if title in GOAL_TOKENS:
        return
    assert parse_new_goal(title) == NewGoal(title)


GOAL_TOKENS = {"Grow 10% by q4", "Renew passport in may", "第一季度"}
"""What is a plain title of a task and names a cycle behind a goal."""


@pytest.mark.parametrize(
    ("line", "title", "figures"),
    [
        ("Raise NPS from 31 to 45", "Raise NPS", ("31", "45")),
        ("Raise NPS from 31 up to 45", "Raise NPS", ("31", "45")),
        ("Raise NPS 31 -> 45", "Raise NPS", ("31", "45")),
        ("Raise NPS 31→45", "Raise NPS", ("31", "45")),
        ("Raise NPS to 45", "Raise NPS", (None, "45")),
        ("Grow revenue from €1.2m to €3m", "Grow revenue", ("€1.2m", "€3m")),
        ("Answer from 90 min to 1 h", "Answer", ("90min", "1h")),
        ("提升NPS从31到45", "提升NPS", ("31", "45")),
        ("提升 NPS 从 31 到 45", "提升 NPS", ("31", "45")),
        ("用户增长到5万", "用户增长到5万", (None, "5万")),
        ("把NPS从31提升到45", "把NPS从31提升到45", ("31", "45")),
        ("Upgrade Python to 3.12", "Upgrade Python to 3.12", None),
        ("Postpone the move to 2027", "Postpone the move to 2027", None),
        ("Open 9 to 5", "Open 9 to 5", None),
        ("Get to 45 customers", "Get to 45 customers", None),
        ("Cut churn from 4% to 3% for enterprise", "Cut churn from 4% to 3% for enterprise", None),
        ('Raise "NPS to 45"', "Raise NPS to 45", None),
        ("to 45", "to 45", None),
    ],
)
def test_figures_are_taken_from_the_end(
    line: str, title: str, figures: tuple[str | None, str] | None
) -> None:
    goal = parse_new_goal(line)
    wanted = None
    if figures is not None:
        wanted = Figures(value(figures[0]) if figures[0] else None, value(figures[1]))
    assert (goal.title, goal.figures) == (title, wanted)


def test_the_line_of_the_handbook() -> None:
    goal = parse_new_goal("Raise NPS from 31 to 45 by 30 Sep <@U1> <#C1|support> under G1")
    assert goal.title == "Raise NPS"
    assert goal.figures == Figures(value("31"), value("45"))
    assert goal.due is not None
    assert goal.due.text == "by 30 Sep"
    assert (goal.owner, goal.team, goal.parent) == (ANA, ChannelRef("C1", "support"), 1)
    said = [(claim.token.value, claim.text) for claim in goal.claims]
    assert said == [
        ("figures", "from 31 to 45"),
        ("due", "by 30 Sep"),
        ("person", "<@U1>"),
        ("team", "#support"),
        ("parent", "under G1"),
    ]


@pytest.mark.parametrize(
    ("line", "title", "cycle"),
    [
        ("Launch the app Q3 2026", "Launch the app", Named(Length.QUARTER, 3, 2026)),
        ("Launch the app in Q3", "Launch the app", THIRD),
        ("Launch the app next quarter", "Launch the app", Beside(Length.QUARTER, 1)),
        ("Launch the app in September", "Launch the app", Named(Length.MONTH, 9)),
        ("Launch the app in 2027", "Launch the app", Named(Length.YEAR, 1, 2027)),
        ("Launch the app cycle:H2", "Launch the app", Named(Length.HALF, 2)),
        ("上线新版 下半年", "上线新版", Named(Length.HALF, 2)),
        ("三季度提升NPS", "提升NPS", THIRD),
        ("Beat the results of Q2", "Beat the results of Q2", None),
        ("Plan next quarter", "Plan next quarter", None),
        ("Forecast for Q1 2027", "Forecast for Q1 2027", None),
        ("Best of 2026", "Best of 2026", None),
        ("Prepare March", "Prepare March", None),
    ],
)
def test_a_cycle_is_taken_from_the_end(line: str, title: str, cycle: object) -> None:
    goal = parse_new_goal(line)
    assert (goal.title, goal.cycle) == (title, cycle)


def test_keys_and_rarer_tokens() -> None:
    goal = parse_new_goal("Launch the app under:G4 weight:2 check:2w K2 +growth @none")
    assert goal == NewGoal(
        "Launch the app", parent=4, weight=2, cadence=2, kpi=2, labels=("growth",), unassigned=True
    )
    kept = parse_new_goal("Launch the app !high ~2h")
    assert kept == NewGoal("Launch the app !high ~2h")


def test_bullets_below_the_line_are_milestones() -> None:
    goal = parse_new_goal(
        "Launch the app Q3\nOur customers ask for it\n- design\n* [ ] beta\n3. store"
    )
    assert goal.milestones == ("design", "beta", "store")
    assert goal.why == "Our customers ask for it"
    assert parse_new_goal("Launch -- why not").why == "why not"
    assert parse_new_goal("Launch\n- one bullet").why == "- one bullet"
    assert parse_new_goal("Grow from 1 to 2\n- a\n- b").why == "- a\n- b"
    with pytest.raises(MilestonesRefused):
        parse_goal_line("Launch\n- a\n- a")


def test_what_is_no_goal_is_refused_and_kept() -> None:
    for line, reason in (
        ("from 31 to 45 Q3", TitleMissing),
        ("x" * 201, TitleTooLong),
        ("x\n" + "y" * 3001, DescriptionTooLong),
        ("done G1-G500", TooManyGoals),
        ("G1-G500 green", TooManyGoals),
    ):
        with pytest.raises(reason) as refused:
            parse_goal_line(line)
        assert isinstance(refused.value, BadInput)
        assert refused.value.text == line


@pytest.mark.parametrize("text", ["G3", "G3 G5", "G3-G5", "G3 G5-G7 G9", "G1 G2 G4"])
def test_ids_are_written_and_read_as_the_same(text: str) -> None:
    numbers = parse_goal_ids(text)
    assert numbers is not None
    assert parse_goal_ids(render_goal_ids(numbers)) == numbers

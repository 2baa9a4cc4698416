"""Every refusal has kind words, a next step, and keeps what was typed."""

import datetime as dt
import inspect
from decimal import Decimal

import pytest

from domain import errors, goal_errors, rhythm_errors
from domain.errors import DomainError
from domain.hand_over import CLOSED
from domain.standups.blockers import State, Step
from domain.tasks import NoSub
from storage.tables import Goal
from tests.limits import assert_within_slack_limits
from tests.stage import words_in
from views.errors import SAYINGS, field_name, refusal, sentence
from views.words import words_for

WORDS = words_for("en-GB", "Europe/Berlin")
DAY = dt.date(2026, 5, 8)

EXAMPLES: list[DomainError] = [
    errors.BadInput("labels", "too_long", "x"),
    errors.FieldsRefused({"value_1": goal_errors.AmountUnreadable("soon")}),
    errors.TitleMissing("@ben"),
    errors.TitleTooLong(231, "x" * 231),
    errors.DescriptionTooLong(3200, "x"),
    errors.LeftoverWords("soon please", ('T12 title:"soon please"', 'T12 note:"soon please"'), "x"),
    errors.NothingToChange((12,), "T12"),
    errors.TooManyTasks(140, 100, "done T1-T140"),
    errors.PastDate(DAY, DAY + dt.timedelta(days=7), "fri"),
    errors.PastDate(DAY),
    errors.NoSuchDate("30 Feb", DAY),
    errors.NoSuchDate("30 Feb"),
    errors.NoSuchTask(12),
    errors.NoSuchKpi(2),
    errors.WaitLoop(12, 9),
    errors.WaitLoop(12, 12),
    *(errors.NoPart(12, why.value) for why in NoSub),
    errors.NotAllowed("edit", 12),
    errors.NotAllowed("edit"),
    errors.NoSuchStep("done", "doing", 12),
    errors.AcceptFirst("finish", 12),
    errors.NoOffer(12),
    *(errors.OfferOver(12, state.value, "Ben") for state in CLOSED),
    errors.NotYourAnswer(12, "Ben"),
    errors.NothingSuggested(12),
    errors.GiverGone(12, "Ben"),
    errors.StaleChange(12, ("title",), "Ben"),
    errors.NothingToUndo(),
    errors.UndoExpired(24),
    errors.UndoConflict(("title", "due_date", "due_until"), "Ben", 12),
    errors.UndoConflict(("title",), None, 12),
    errors.UndoConflict(("title",), "Ben", 12, by_oneself=True),
    errors.TakenBackAlready(),
    errors.InTheWay("loop", "task", 12, 9),
    *(errors.InTheWay(reason, "goal", 3, 1) for reason in ("loop", "deep", "pillar")),
    errors.PersonUnknown("benn", ("@ben", "@benny")),
    errors.PersonUnknown("benn"),
    *(errors.PersonCannotOwn(kind, "ops", ("@ann",)) for kind in ("group", "special", "bot")),
    errors.PersonCannotOwn("deactivated", "Dan"),
    errors.PersonCannotOwn("guest", "Eve", ("@ann",)),
    errors.TeamUnknown("opps"),
    *(
        errors.TeamNotAllowed("ops", reason)
        for reason in ("dm", "group_dm", "shared", "archived", "guest", "not_member")
    ),
    errors.GuestCannot("team"),
    errors.GuestCannot("add"),
    errors.ReasonTooLong(320, "x"),
    errors.VerbUnclear("list", "list p1"),
    errors.VerbUnclear("list", "list p1", "goal"),
    errors.TooLate("Prepare deck"),
    goal_errors.AmountUnreadable("soon", "x"),
    goal_errors.AmountTooLarge("x"),
    goal_errors.UnitMismatch("EUR", "%", "x"),
    goal_errors.UnitMismatch("", "EUR", "x"),
    goal_errors.UnitMismatch("h", "", "x"),
    goal_errors.StartIsTarget(Decimal("1E+2"), "x"),
    *(goal_errors.MilestonesRefused(why, 21, 20, "x") for why in ("few", "many", "long", "twice")),
    goal_errors.NoSuchMilestone(9, 3),
    goal_errors.NoSuchMilestone(1, 0),
    goal_errors.NothingSaid(),
    goal_errors.ReasonTooLong(1200, 1000, "x"),
    goal_errors.ScoreOutOfRange("x"),
    goal_errors.WeightOutOfRange(10, "x"),
    goal_errors.TooManyGoals(140, 100, "x"),
    *(goal_errors.EntryRefused(why, 9, 8, "x") for why in ("missing", "long", "full", "twice")),
    goal_errors.CycleRefused("backwards", DAY, DAY - dt.timedelta(days=7), 1830),
    goal_errors.CycleRefused("long", DAY, dt.date(2036, 5, 8), 1830),
    goal_errors.DueOutsideCycle(DAY, dt.date(2026, 7, 1), dt.date(2026, 9, 30)),
    goal_errors.NoSuchGoal(3),
    goal_errors.GoalLoop(1, 3, (3, 2, 1)),
    goal_errors.GoalLoop(1, 1, (1,)),
    goal_errors.TreeTooDeep(7, 6, 7, 6),
    goal_errors.GoalClosed("check_in", "done", 3),
    goal_errors.GoalClosed("edit", "dropped", 3),
    goal_errors.GoalClosed("parent", "done", 3),
    goal_errors.GoalClosed("edit", "done"),
    goal_errors.ClosedMeanwhile(3),
    goal_errors.NotFilledIn("title"),
    goal_errors.NoSuchGoalStep("done", "dropped", 3),
    goal_errors.NoSuchGoalStep("done", "dropped"),
    *(goal_errors.ValueNotTaken(kind, 3) for kind in ("yes_no", "kpi", "milestones")),
    goal_errors.ValueNotTaken("yes_no"),
    rhythm_errors.StandupUnreadable("weakdays 9:30", "x"),
    *(rhythm_errors.StandupNameRefused(why, 60, "x") for why in ("missing", "long", "taken")),
    *(
        rhythm_errors.QuestionsRefused(why, 12, 10, "x")
        for why in ("missing", "many", "long", "empty", "twice")
    ),
    *(rhythm_errors.StandupDaysRefused("x", why) for why in ("from_completion", "unreadable")),
    *(rhythm_errors.WindowRefused(why, 1410, "x") for why in ("same", "long")),
    rhythm_errors.ReminderRefused(200, 120, "x"),
    rhythm_errors.MoodOutOfRange("x"),
    rhythm_errors.TooManyBlockers(30, 20, "x"),
    rhythm_errors.TooManyTags(30, 20),
    rhythm_errors.NoSuchStandup("Daily", ("Weekly",)),
    rhythm_errors.NoSuchStandup("", ("Daily", "Weekly")),
    rhythm_errors.NoSuchStandup("Daily"),
    rhythm_errors.NothingOwed(),
    rhythm_errors.NothingOwed(dt.datetime(2026, 5, 8, 9, 30, tzinfo=dt.UTC)),
    rhythm_errors.NoSuchBlocker(7),
    *(rhythm_errors.BlockerNotAllowed(step.value, 7) for step in Step),
    rhythm_errors.BlockerNotAllowed(Step.RESOLVE.value),
    *(rhythm_errors.NoSuchBlockerStep(state.value, Step.UPDATE.value, 7) for state in State),
    rhythm_errors.CannotHelp("bot", "ops", ("@ann",)),
    rhythm_errors.RoundOver(DAY),
    *(rhythm_errors.NotTakenBack(what) for what in ("run", "close")),
    *(
        rhythm_errors.StandupNotAllowed(what, None, "standup")
        for what in ("change", "skip", "others")
    ),
]


def kinds() -> set[type[DomainError]]:
    found = {
        kind
        for module in (errors, goal_errors, rhythm_errors)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, DomainError)
    }
    return found - {DomainError}


def test_every_refusal_of_the_domain_has_words_and_an_example_here() -> None:
    assert set(SAYINGS) >= kinds()
    assert {type(example) for example in EXAMPLES} == kinds()


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_a_refusal_is_a_sentence_without_gaps_that_fits_slack(error: DomainError) -> None:
    text = sentence(error, WORDS)
    assert text[0].isupper() or text.startswith(("#", "@", "“"))
    last = text.rsplit("\n", 1)[-1]
    assert text.rstrip()[-1] in ".:)5" or any(name in last for name in ("/task", "/standup"))
    assert "{" not in text
    assert type(error).__name__ not in text
    message = refusal(error, WORDS, typed="/task Prepare deck @benn fri")
    assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_a_refusal_that_asks_for_the_line_shows_a_line_to_paste_back(error: DomainError) -> None:
    typed = "/task Prepare <b> *deck* & more @benn fri"
    message = refusal(error, WORDS, typed=typed)
    shown = words_in({"blocks": list(message.blocks)})
    if sentence(error, WORDS).endswith(":"):
        kept = list(getattr(error, "suggestions", ())) or [typed]
        if isinstance(error, errors.PastDate) and error.suggestion:
            kept = [typed.replace("fri", error.suggestion.isoformat())]
        assert all(line in shown for line in kept)
    else:
        assert typed not in shown


@pytest.mark.parametrize(
    ("typed", "phrase", "line"),
    [
        ("/task Call today 1am", "today 1am", "/task Call 2026-05-15 1am"),
        ("/task Call by 30 feb", "by 30 feb", "/task Call by 2026-05-15"),
        ("task Pay 1 May\nsaid on 1 May", "1 May", "task Pay 2026-05-15\nsaid on 1 May"),
        ("/task Call today -- not today", "today", "/task Call 2026-05-15 -- not today"),
    ],
)
def test_a_wrong_date_is_put_right_in_the_line_to_paste(typed: str, phrase: str, line: str) -> None:
    error = errors.PastDate(DAY, DAY + dt.timedelta(days=7), phrase)
    shown = refusal(error, WORDS, typed=typed).blocks
    assert shown[1]["elements"][0]["elements"][0]["text"] == line


@pytest.mark.parametrize("before", ["/goal ", "@Drumbeat goal ", "goal "])
def test_a_suggested_change_of_a_goal_begins_as_the_typed_line_did(before: str) -> None:
    error = errors.LeftoverWords("soon", ("G3 green soon", 'title:"g3 soon"'), "soon")
    shown = refusal(error, WORDS, typed=f"{before}g3 soon").blocks
    lines = [block["elements"][0]["elements"][0]["text"] for block in shown[1:]]
    assert lines == [f"{before}G3 green soon", f'{before}title:"g3 soon"']


@pytest.mark.parametrize(
    ("error", "start"),
    [
        (errors.TitleMissing("x"), "A goal needs a title"),
        (errors.DescriptionTooLong(3200, "x"), "The why has 3200"),
        (errors.NothingToChange((3,), "G3"), "Say what is new after the id. For example: /goal G3"),
    ],
)
def test_what_a_goal_lacks_is_said_of_a_goal(error: errors.BadInput, start: str) -> None:
    error.kind = "goal"
    assert sentence(error, WORDS).startswith(start)


@pytest.mark.parametrize("before", ["/task ", "@Drumbeat task ", "task "])
def test_a_suggested_change_begins_as_the_typed_line_did(before: str) -> None:
    error = errors.LeftoverWords("soon", ('T12 title:"soon"',), "soon")
    shown = refusal(error, WORDS, typed=f"{before}t12 soon").blocks
    assert shown[1]["elements"][0]["elements"][0]["text"] == f'{before}T12 title:"soon"'


def test_without_a_typed_line_no_colon_is_left_hanging() -> None:
    assert refusal(errors.TooLate(), WORDS).text.endswith("once more.")


def test_every_column_that_history_keeps_has_a_name() -> None:
    for column in ("title", "description", "owner_id", "team_id", "due_date", "status", "labels"):
        assert field_name(column, WORDS) == field_name(column, WORDS).lower()


def test_every_column_of_a_goal_has_a_name_of_its_own() -> None:
    silent = {"id", "workspace_id", "number", "creator_id", "created_at", "updated_at"}
    follows = {"closed_at", "carried_from_id"}
    for column in {*Goal.model_fields, "check_in", "tasks"} - silent - follows - {"status"}:
        name = field_name(column, WORDS)
        assert name == name.lower()
        assert name != "status" or column == "health", column

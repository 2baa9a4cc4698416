"""Whatever goals are called, their lists, trees and rows on the desk are within Slack's limits."""

import datetime as dt
import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.goals import fill_goals, scene_of
from domain.cycles import Cycle
from domain.goal_lines.values import GoalFilters
from domain.goals.measures import Progress
from domain.goals.rollup import draw_tree
from domain.goals.status import Shown
from domain.goals.values import DEPTH_MAX, GoalStatus, Metric, YesNo
from services.goals.figures import GoalFigures
from services.goals.lists import PAGE, GoalListing, GoalRow, Page, list_goals
from services.goals.trees import TREE_PAGE, show_tree
from storage.database import Database
from storage.tables import Goal, Person
from tests.limits import assert_within_slack_limits
from tests.views.test_card_limits import LOCALES, NAME, NOW, SHOWN, check, people
from views.goals.lists import MORE, goal_list, goal_row
from views.goals.tree import goal_tree
from views.words import words_for

Q2 = Cycle(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
STATUSES = st.sampled_from(list(GoalStatus))


@st.composite
def goal_rows(draw: st.DrawFn, most: int) -> tuple[GoalRow, ...]:
    """Rows of a tree of any shape, each goal under an earlier one or at the top."""
    count = draw(st.integers(1, most))
    parents: dict[int, int | None] = {}
    depth: dict[int | None, int] = {None: 0}
    for number in range(1, count + 1):
        above = draw(st.none() | st.integers(1, max(number - 1, 1)))
        fits = above in parents and depth[above] < DEPTH_MAX
        parents[number] = above if fits else None
        depth[number] = depth[parents[number]] + 1
    owner = draw(st.none() | people())
    return tuple(
        GoalRow(
            _goal(branch.number, draw(st.text(SHOWN, min_size=1, max_size=200)), owner),
            _figures(draw(STATUSES), draw(st.none() | st.floats(-2, 3)), draw(st.booleans())),
            owner,
            is_due=draw(st.booleans()),
            branch=branch,
        )
        for branch in draw_tree(parents)
    )


def _goal(number: int, title: str, owner: Person | None) -> Goal:
    return Goal(
        id=number,
        workspace_id=1,
        number=number * 10_000,
        title=title,
        creator_id=1,
        owner_id=owner.id if owner else None,
        cycle_start=Q2.start,
        cycle_end=Q2.end,
        created_at=NOW,
        updated_at=NOW,
    )


def _figures(status: GoalStatus, share: float | None, stale: bool) -> GoalFigures:
    return GoalFigures(
        measure=Metric(Decimal(0), Decimal(10) ** 12) if share else YesNo(),
        cycle=Q2,
        today=NOW.date(),
        value=Decimal(10) ** 11 if share else None,
        progress=Progress(share),
        expected=0.5,
        forecast=None,
        shown=Shown(status),
        suggestion=None,
        is_stale=stale,
    )


@settings(max_examples=60, deadline=None)
@given(goal_rows(TREE_PAGE), NAME, st.text(SHOWN, max_size=2500), LOCALES)
def test_lists_trees_and_rows_fit(
    rows: tuple[GoalRow, ...], found: str, line: str, locale: str
) -> None:
    words = words_for(locale)
    counts = dict.fromkeys(GoalStatus, 200)
    tree = GoalListing(
        rows, GoalFilters(), 1, counts, (1, 30), above=tuple(row.goal for row in rows[:6])
    )
    check(goal_tree(tree, words, typed=line))
    page = GoalListing(rows[:PAGE], GoalFilters(), 1, counts, (1, 2, 3), words=found, is_cut=True)
    check(goal_list(page, words, NOW, typed=line))
    home = [goal_row(row, words, NOW, reader_id=1, owner=False, circle=True) for row in rows]
    assert_within_slack_limits({"type": "home", "blocks": home})


def test_each_of_five_hundred_goals_is_on_one_page_of_its_tree(db: Database) -> None:
    fill_goals(db, 500, 500)
    words = words_for("en-US")
    seen: list[int] = []
    after = None
    for _ in range(500 // TREE_PAGE + 1):
        listing = db.run_read(
            lambda session, after=after: show_tree(
                session, scene_of(session), GoalFilters(), (), after
            )
        )
        check(goal_tree(listing, words, typed="tree"))
        seen += [row.goal.number for row in listing.rows]
        after = listing.after
    assert after is None
    assert sorted(seen) == list(range(1, 501))
    assert len(seen) == len(set(seen))


def test_each_of_many_goals_is_on_one_page_of_a_list(db: Database) -> None:
    fill_goals(db, 60, 60, closed=30)
    words = words_for("en-US")
    seen: list[int] = []
    after = None
    for _ in range(9):
        page = Page(after)
        listing = db.run_read(
            lambda session, page=page: list_goals(
                session, scene_of(session), GoalFilters(everything=True), page
            )
        )
        message = goal_list(listing, words, NOW, typed="list all")
        check(message)
        seen += [row.goal.number for row in listing.rows]
        after = listing.after
        assert (MORE in json.dumps(message.blocks)) is (after is not None)
    assert sorted(seen) == list(range(1, 91))

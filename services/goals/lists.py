"""Reading goals: my own, lists by filter, search, trees, one card.

The status of a goal is computed, so a list looks at all that could be in it (`CANDIDATES` at most)
before it can show the worst first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from domain.cycles import Cycle
from domain.goal_lines.values import GoalFilters
from domain.goals.rollup import Branch
from domain.goals.status import BADNESS, CLOSED
from domain.goals.values import GoalStatus
from services.goals.chosen import chosen_by, goal_named, names_of
from services.goals.due import due_check_ins
from services.goals.figures import GoalFigures, figures_of
from services.scene import Scene
from storage import goal_lists, people
from storage import goals as store
from storage.goal_lists import GoalFilter
from storage.goals import GoalFacts
from storage.tables import Goal, Person

PAGE = 10
"""Rows of a list: each is a section with its button."""
CANDIDATES = 1000
"""A list looks at no more goals; who has more narrows it, and is told so."""
MINE = GoalFilters(mine=True)
ORDER = {status: place for place, status in enumerate((*reversed(BADNESS), GoalStatus.DROPPED))}

After = tuple[int, ...]
"""Where a page ended: the key of its last row."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: after this place, at most so many rows."""

    after: After | None = None
    limit: int = PAGE


FIRST_PAGE = Page()


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal with everything around it; `said_by` spoke in its last check-in."""

    facts: GoalFacts
    figures: GoalFigures
    said_by: Person | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One line of a list; `branch` is its place in a tree."""

    goal: Goal
    figures: GoalFigures
    owner: Person | None
    is_due: bool = False
    branch: Branch | None = None


@dataclass(frozen=True, slots=True)
class GoalListing:
    """One page as a person sees it. `counts` are of all pages together.

    `above` are the goals over the first row of a further page of a tree. `is_cut` if there were
    more candidates than are looked at.
    """

    rows: tuple[GoalRow, ...]
    filters: GoalFilters
    reader_id: int
    counts: Mapping[GoalStatus, int] = field(default_factory=dict)
    after: After | None = None
    words: str = ""
    roots: tuple[int, ...] = ()
    above: tuple[Goal, ...] = ()
    is_cut: bool = False
    cycle: Cycle | None = None
    """The time that was named."""

    @property
    def total(self) -> int:
        """Goals on all pages."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Found:
    """All goals of a list with their figures, in no order yet."""

    goals: Sequence[Goal]
    figures: Mapping[int, GoalFigures]
    due: frozenset[int] | None
    is_cut: bool = False
    cycle: Cycle | None = None

    def of(self, goal: Goal) -> GoalFigures:
        """The figures of one of them."""
        return self.figures[goal.id or 0]


def show_goal(session: Session, scene: Scene, number: int) -> ShownGoal:
    """One goal as the acting person sees it; raises NoSuchGoal."""
    found = goal_named(session, scene, number)
    goal_id = found.id or 0
    facts = store.get_goal_facts(session, scene.workspace_id, goal_id)
    around = figures_of(session, scene.workspace_id, [facts.goal], scene.audience, scene.now)
    last = around[goal_id].last
    said_by = people.get_person(session, scene.workspace_id, last.person_id) if last else None
    return ShownGoal(facts, around[goal_id], said_by)


def my_goals(session: Session, scene: Scene, page: Page = FIRST_PAGE) -> GoalListing:
    """What the person owns that is open, the worst first, with a mark where a word is due."""
    return list_goals(session, scene, MINE, page)


def list_goals(
    session: Session,
    scene: Scene,
    filters: GoalFilters,
    page: Page = FIRST_PAGE,
) -> GoalListing:
    """One page of the goals that match, as far as the person may see them, the worst first.

    Raises NoSuchGoal, PersonUnknown, TeamUnknown and the errors of cycles.
    """
    found = matching(session, scene, chosen_by(session, scene, filters), filters)
    return _listing(session, scene, found, filters, page)


def find_goals(session: Session, scene: Scene, words: str, page: Page = FIRST_PAGE) -> GoalListing:
    """Goals, open or closed, whose title or why has all the words."""
    filters = GoalFilters(everything=True)
    chosen = GoalFilter(words=tuple(words.split()), closed=names_of(CLOSED))
    found = matching(session, scene, chosen, filters)
    return replace(_listing(session, scene, found, filters, page), words=words)


def matching(session: Session, scene: Scene, chosen: GoalFilter, filters: GoalFilters) -> Found:
    """What the database chooses, with figures, less what they rule out."""
    goals = goal_lists.list_goals(
        session, scene.workspace_id, scene.audience, chosen, limit=CANDIDATES + 1
    )
    is_cut, goals = len(goals) > CANDIDATES, goals[:CANDIDATES]
    found = narrowed(session, scene, goals, filters, is_cut=is_cut)
    if chosen.ends is None or not chosen.open_ends:
        return found
    return replace(found, cycle=Cycle(*chosen.ends))


def narrowed(
    session: Session, scene: Scene, goals: list[Goal], filters: GoalFilters, *, is_cut: bool
) -> Found:
    """The same less what only figures can tell: other statuses, not stale, not due."""
    figures = figures_of(session, scene.workspace_id, goals, scene.audience, scene.now, brief=True)
    due = due_check_ins(session, goals, scene.now) if filters.due else None
    left = [
        goal
        for goal in goals
        if (not filters.statuses or figures[goal.id or 0].shown.status in filters.statuses)
        and (not filters.stale or figures[goal.id or 0].is_stale)
        and (due is None or goal.id in due)
    ]
    return Found(left, figures, due, is_cut)


def _key(goal: Goal, figures: GoalFigures) -> After:
    """The worst first, of those what ends first; closed goals the newest first."""
    status = figures.shown.status
    end, goal_id = goal.cycle_end.toordinal(), goal.id or 0
    return (ORDER[status], -end, -goal_id) if status in CLOSED else (ORDER[status], end, goal_id)


def _listing(
    session: Session, scene: Scene, found: Found, filters: GoalFilters, page: Page
) -> GoalListing:
    ordered = sorted((_key(goal, found.of(goal)), goal) for goal in found.goals)
    left = [pair for pair in ordered if page.after is None or pair[0] > page.after]
    shown = left[: page.limit]
    return GoalListing(
        rows=rows_of(session, scene, found, [goal for _, goal in shown]),
        filters=filters,
        reader_id=scene.person_id,
        counts=counts_of(found),
        after=shown[-1][0] if len(left) > page.limit else None,
        is_cut=found.is_cut,
        cycle=found.cycle,
    )


def counts_of(found: Found) -> dict[GoalStatus, int]:
    """How many goals there are of each status."""
    counts: dict[GoalStatus, int] = {}
    for goal in found.goals:
        status = found.of(goal).shown.status
        counts[status] = counts.get(status, 0) + 1
    return counts


def rows_of(
    session: Session, scene: Scene, found: Found, goals: Sequence[Goal]
) -> tuple[GoalRow, ...]:
    """These of the goals found as lines, in this order."""
    owners = goal_lists.people_by_id(session, {goal.owner_id for goal in goals if goal.owner_id})
    due = due_check_ins(session, goals, scene.now) if found.due is None else found.due
    return tuple(
        GoalRow(goal, found.of(goal), owners.get(goal.owner_id or 0), goal.id in due)
        for goal in goals
    )

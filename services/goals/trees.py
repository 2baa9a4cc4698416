"""Trees of goals: what lies under what, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from domain.goal_lines.values import GoalFilters
from domain.goals.rollup import Branch, draw_tree
from domain.goals.values import GoalStatus
from services.goals.chosen import chosen_by, goal_named
from services.goals.lists import (
    CANDIDATES,
    After,
    Found,
    GoalListing,
    counts_of,
    matching,
    narrowed,
    rows_of,
)
from services.scene import Scene
from storage import goal_lists

TREE_PAGE = 30
"""Rows of a page: a line or two each."""


def show_tree(
    session: Session,
    scene: Scene,
    filters: GoalFilters,
    roots: tuple[int, ...] = (),
    after: After | None = None,
) -> GoalListing:
    """One page of goals under their parents: those that match, or everything from `roots` down.

    A goal whose parent the person may not see, or that is not in the list, stands at the top.
    """
    if roots:
        found = _from(session, scene, roots, filters)
    else:
        found = matching(session, scene, chosen_by(session, scene, filters), filters)
    numbers = {goal.id: goal.number for goal in found.goals}
    parents = {goal.number: numbers.get(goal.parent_id) for goal in found.goals}
    order = [goal.number for goal in sorted(found.goals, key=lambda g: (g.cycle_end, g.number))]
    drawn = draw_tree(parents, order=order)
    start = _start(drawn, after)
    page = drawn[start : start + TREE_PAGE]
    by_number = {goal.number: goal for goal in found.goals}
    rows = rows_of(session, scene, found, [by_number[branch.number] for branch in page])
    return GoalListing(
        rows=tuple(replace(row, branch=at) for row, at in zip(rows, page, strict=True)),
        filters=filters,
        reader_id=scene.person_id,
        counts=counts_of(found),
        after=(page[-1].number, start + len(page)) if start + len(page) < len(drawn) else None,
        roots=roots,
        above=tuple(by_number[each] for each in _path(page[0], parents)) if start and page else (),
        is_cut=found.is_cut,
        cycle=found.cycle,
    )


def _from(session: Session, scene: Scene, roots: Sequence[int], filters: GoalFilters) -> Found:
    """These goals and all under them but what was dropped."""
    tops = [goal_named(session, scene, number) for number in dict.fromkeys(roots)]
    ids = [goal.id or 0 for goal in tops]
    below = goal_lists.goals_below(session, scene.workspace_id, ids, scene.audience)
    alive = [goal for goal in below if goal.status != GoalStatus.DROPPED]
    goals = [*tops, *alive][: CANDIDATES + 1]
    is_cut = len(goals) > CANDIDATES
    return narrowed(session, scene, goals[:CANDIDATES], filters, is_cut=is_cut)


def _start(drawn: Sequence[Branch], after: After | None) -> int:
    """Where a page begins: behind the goal that ended the last one, else (it has gone meanwhile)
    at as many rows as there were before."""
    if after is None:
        return 0
    number, rows = after
    behind = (place for place, branch in enumerate(drawn, 1) if branch.number == number)
    return next(behind, min(rows, len(drawn)))


def _path(branch: Branch, parents: Mapping[int, int | None]) -> list[int]:
    """The goals above a row, from the top."""
    found: list[int] = []
    above = parents.get(branch.number)
    while above is not None and above not in found and len(found) < branch.level:
        found.append(above)
        above = parents.get(above)
    return found[::-1]

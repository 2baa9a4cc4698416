"""Trees of goals: no loops, not too deep, and what a parent shows of its children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.goal_errors import GoalLoop, TreeTooDeep, WeightOutOfRange
from domain.goals.status import BADNESS
from domain.goals.values import DEPTH_MAX, WEIGHT_MAX, GoalStatus


@dataclass(frozen=True, slots=True)
class Child:
    """What a parent takes from one child; `progress` raw, None = not known."""

    progress: float | None
    status: GoalStatus
    weight: int = 1


@dataclass(frozen=True, slots=True)
class RollUp:
    """`progress` clamped, None if no child has any; `counted` children of `children`."""

    progress: float | None
    status: GoalStatus | None
    counted: int
    children: int


def roll_up(children: Iterable[Child]) -> RollUp:
    """Return the weighted mean of the children's progress and their worst status.

    Dropped children do not count at all. Each progress is clamped to 0..1 first, so that one
    child beyond its target does not hide another. Children without progress are left out of the
    mean (a guess would be a lie) but not out of the status. Whoever calls leaves out what the
    reader may not see.
    """
    alive = [child for child in children if child.status is not GoalStatus.DROPPED]
    known = [
        (child.weight, min(1.0, max(0.0, child.progress)))
        for child in alive
        if child.progress is not None
    ]
    weights = sum(weight for weight, _ in known)
    mean = sum(weight * share for weight, share in known) / weights if weights else None
    return RollUp(mean, worst(child.status for child in alive), len(known), len(alive))


def worst(statuses: Iterable[GoalStatus]) -> GoalStatus | None:
    """Return the worst status; dropped goals are not compared."""
    ranked = [status for status in statuses if status in BADNESS]
    return max(ranked, key=BADNESS.index, default=None)


def plan_weight(weight: int, text: str = "") -> int:
    """Return the weight if it is a whole number from 1 to 10, else raise `WeightOutOfRange`."""
    if not 1 <= weight <= WEIGHT_MAX:
        raise WeightOutOfRange(WEIGHT_MAX, text)
    return weight


def plan_parent(number: int, parent: int, parents: Mapping[int, int | None]) -> int:
    """Return `parent` if goal `number` may lie under it.

    `parents` maps every goal of the workspace to the one above. Raises `GoalLoop` and
    `TreeTooDeep` (6 levels).
    """
    path = _upwards(parent, parents)
    if number in path:
        raise GoalLoop(number, parent, path[: path.index(number) + 1])
    depth = len(path) + _height(number, parents)
    if depth > DEPTH_MAX:
        raise TreeTooDeep(number, parent, depth, DEPTH_MAX)
    return parent


def _upwards(number: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    path: dict[int, None] = {}
    above: int | None = number
    # The store may hold an old loop: whoever walks it must still arrive.
    while above is not None and above not in path:
        path[above] = None
        above = parents.get(above)
    return tuple(path)


def _height(number: int, parents: Mapping[int, int | None]) -> int:
    """Return the levels of the goal and everything under it."""
    children = _children(parents)
    level, seen, height = [number], {number}, 0
    while level:
        height += 1
        level = [c for above in level for c in children.get(above, ()) if c not in seen]
        seen.update(level)
    return height


def _children(parents: Mapping[int, int | None]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for number in sorted(parents):
        found.setdefault(parents[number], []).append(number)
    return found


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of a drawn tree; `last` tells for each level whether it is the last of its kind."""

    number: int
    level: int
    last: tuple[bool, ...] = ()


def draw_tree(
    parents: Mapping[int, int | None], root: int | None = None, order: Sequence[int] = ()
) -> tuple[Branch, ...]:
    """Return the rows of the tree, parents before children, once each.

    A goal whose parent is not among `parents` (another cycle, or hidden from the reader) stands
    at the top. `order` sorts neighbours (numbers not in it come after, by number).
    """
    place = {number: index for index, number in enumerate(order)}
    shown = {n: above if above in parents and n != root else None for n, above in parents.items()}
    children = _children(shown)
    for group in children.values():
        group.sort(key=lambda number: (place.get(number, len(place)), number))
    tops = children.get(None, []) if root is None else [root]
    rows: list[Branch] = []
    seen: set[int] = set()
    stack = [Branch(number, 0, (index == 0,)) for index, number in enumerate(reversed(tops))]
    while stack:
        branch = stack.pop()
        if branch.number in seen:
            continue
        seen.add(branch.number)
        rows.append(branch)
        below = [number for number in children.get(branch.number, ()) if number not in seen]
        stack += [
            Branch(number, branch.level + 1, (*branch.last, index == 0))
            for index, number in enumerate(reversed(below))
        ]
    return tuple(rows)


def bottom_up(parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return all goals with every child before its parent, so that one pass rolls all up."""
    return tuple(branch.number for branch in reversed(draw_tree(parents)))

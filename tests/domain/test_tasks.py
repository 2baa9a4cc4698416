"""Steps, rights and groups of tasks."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NoSuchStep, NotAllowed
from domain.tasks import (
    ACTIVE,
    BULK_ASK_ABOVE,
    CLOSED,
    SUBS_MAX,
    Action,
    Bucket,
    Family,
    NoSub,
    Standing,
    Status,
    bucket_of,
    find_loop,
    is_closed,
    is_ready,
    may,
    must_ask,
    plan_status,
    require,
    why_no_sub,
    would_loop,
)

STEPS = {
    "open": "doing blocked done dropped",
    "doing": "open blocked done dropped",
    "blocked": "open doing done dropped",
    "done": "open",
    "dropped": "open",
}


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_steps(before: Status, after: Status) -> None:
    if after == before or after.value in STEPS[before.value].split():
        assert plan_status(before, after) is after
        return
    with pytest.raises(NoSuchStep) as refused:
        plan_status(before, after, 12)
    assert (refused.value.before, refused.value.after, refused.value.number) == (before, after, 12)


def test_a_task_is_active_or_closed() -> None:
    assert set(Status) == ACTIVE | CLOSED
    assert [status for status in Status if is_closed(status)] == [Status.DONE, Status.DROPPED]


EVERYBODY = {Action.WATCH, Action.VOTE}


@pytest.mark.parametrize("role", ["owner", "creator", "watcher", "lead", "admin"])
@pytest.mark.parametrize("action", Action)
def test_who_is_concerned_may_do_everything_but_answer_for_another(
    role: str, action: Action
) -> None:
    assert may(action, Standing(**{role: True})) is (action is not Action.ANSWER)


def test_who_is_asked_answers_and_no_more() -> None:
    allowed = {action for action in Action if may(action, Standing(offered=True))}
    assert allowed == {Action.ANSWER, *EVERYBODY}


@pytest.mark.parametrize("action", sorted(set(Action) - EVERYBODY))
def test_a_bystander_may_only_take_what_nobody_owns(action: Action) -> None:
    free = Standing(member=True, unassigned=True)
    assert may(action, free) is (action is Action.TAKE)
    assert not may(action, Standing(member=True))
    assert not may(action, Standing(unassigned=True))
    with pytest.raises(NotAllowed) as refused:
        require(action, Standing(member=True), 12)
    assert (refused.value.action, refused.value.number) == (action.value, 12)


def test_who_sees_a_task_may_watch_it_and_vote() -> None:
    assert all(may(action, Standing()) for action in EVERYBODY)


@pytest.mark.parametrize("count", [0, 1, 5, 6, 100])
def test_more_than_five_at_once_need_a_yes(count: int) -> None:
    assert must_ask(count) is (count > 5)
    assert BULK_ASK_ABOVE == 5


# --- what waits for what --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edges", "new", "loop"),
    [
        ("", "1>1", "1 1"),
        ("", "1>2", None),
        ("2>1", "1>2", "1 2 1"),
        ("2>3 3>1", "1>2", "1 2 3 1"),
        ("2>3 3>4 2>1", "1>2", "1 2 1"),
        ("2>3 3>4 4>5", "1>2", None),
        ("1>2 1>3 2>4 3>4", "4>5", None),
        ("1>2 1>3 2>4 3>4", "4>1", "4 1 2 4"),
        ("1>2", "1>2", None),
        # A loop elsewhere, which should not be there, is none of this one's.
        ("2>3 3>2", "1>2", None),
    ],
)
def test_nothing_waits_for_itself(edges: str, new: str, loop: str | None) -> None:
    waits: dict[int, list[int]] = {}
    for edge in edges.split():
        task, after = map(int, edge.split(">"))
        waits.setdefault(task, []).append(after)
    task, after = map(int, new.split(">"))
    found = find_loop(waits, task, after)
    assert (None if found is None else " ".join(map(str, found))) == loop
    assert would_loop(waits, (task, after)) is (loop is not None)


PAIRS = st.tuples(st.integers(1, 12), st.integers(1, 12))


@given(st.lists(PAIRS, max_size=60))
def test_pairs_that_close_no_loop_can_always_be_worked_off(pairs: list[tuple[int, int]]) -> None:
    waits: dict[int, set[int]] = {}
    for task, after in pairs:
        loop = find_loop(waits, task, after)
        if loop is None:
            waits.setdefault(task, set()).add(after)
            continue
        assert loop[0] == loop[-1] == task
        assert loop[1] == after
        assert all(then in waits.get(first, ()) for first, then in pairwise(loop[1:]))
    left = set(range(1, 13))
    while ready := {task for task in left if not waits.get(task, set()) & left}:
        left -= ready
    assert not left


def test_a_long_chain_is_no_trouble() -> None:
    chain = {number: [number + 1] for number in range(1, 20_000)}
    assert find_loop(chain, 20_001, 1) is None
    assert len(find_loop(chain, 20_000, 1) or ()) == 20_001


def test_a_task_is_ready_when_all_it_waits_for_is_closed() -> None:
    assert is_ready([])
    assert is_ready([Status.DONE, Status.DROPPED])
    assert not is_ready([Status.DONE, Status.BLOCKED])


@pytest.mark.parametrize(
    ("parent", "child", "why"),
    [
        (Family(1), None, None),
        (Family(1, subs=SUBS_MAX - 1), None, None),
        (Family(1, subs=SUBS_MAX), None, NoSub.TOO_MANY),
        (Family(1, parent=9), None, NoSub.UNDER_SUB),
        (Family(1, closed=True), None, NoSub.CLOSED),
        (Family(1), Family(2), None),
        (Family(1), Family(2, parent=9), None),
        (Family(1), Family(1), NoSub.ITSELF),
        (Family(1), Family(2, subs=1), NoSub.HAS_SUBS),
        (Family(1, parent=2), Family(2, subs=1), NoSub.UNDER_SUB),
        (Family(1, subs=SUBS_MAX), Family(2, parent=1), None),
    ],
)
def test_sub_tasks_have_one_level(parent: Family, child: Family | None, why: NoSub | None) -> None:
    assert why_no_sub(parent, child) is why


NOW = dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "hours", "bucket"),
    [
        (None, None, Bucket.NO_DATE),
        (-1, None, Bucket.OVERDUE),
        (0, None, Bucket.TODAY),
        (0, 2, Bucket.TODAY),
        (0, 0, Bucket.OVERDUE),
        (0, -2, Bucket.OVERDUE),
        (1, None, Bucket.WEEK),
        (7, None, Bucket.WEEK),
        (8, None, Bucket.LATER),
    ],
)
def test_groups_of_a_list(days: int | None, hours: int | None, bucket: Bucket) -> None:
    date = None if days is None else TODAY + dt.timedelta(days)
    at = None if hours is None else NOW + dt.timedelta(hours=hours)
    assert bucket_of(date, at, now=NOW, today=TODAY) is bucket

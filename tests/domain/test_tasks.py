"""Steps, rights and groups of tasks."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.errors import NoSuchStep, NotAllowed
from domain.tasks import (
    ACTIVE,
    CLOSED,
    Action,
    Bucket,
    Standing,
    Status,
    bucket_of,
    is_closed,
    may,
    plan_status,
    require,
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


@pytest.mark.parametrize("role", ["owner", "creator", "watcher", "lead", "admin"])
@pytest.mark.parametrize("action", Action)
def test_who_is_concerned_may_do_everything(role: str, action: Action) -> None:
    assert may(action, Standing(**{role: True}))


@pytest.mark.parametrize("action", Action)
def test_a_bystander_may_only_take_what_nobody_owns(action: Action) -> None:
    free = Standing(member=True, unassigned=True)
    assert may(action, free) is (action is Action.TAKE)
    assert not may(action, Standing(member=True))
    assert not may(action, Standing(unassigned=True))
    with pytest.raises(NotAllowed) as refused:
        require(action, Standing(member=True), 12)
    assert (refused.value.action, refused.value.number) == (action.value, 12)


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

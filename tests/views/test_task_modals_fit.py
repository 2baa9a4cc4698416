"""The detail modal, the form that asks why and the replies about many fit Slack's limits."""

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.past import PAGE, Names, Past
from services.tasks.change import Changed
from services.tasks.details import Details
from storage.tables import Activity, Person, Task
from storage.tasks import TaskFacts
from tests.limits import assert_within_slack_limits
from tests.views.test_card_limits import LOCALES, NOW, SHOWN, check, facts, tasks
from views.tasks.blocking import blocked, why_form, why_question
from views.tasks.bulk import bulk_question, with_others
from views.tasks.details import details_modal
from views.tasks.history import history_message
from views.words import words_for

LONG = st.text(SHOWN, min_size=1, max_size=3000)
DAY = dt.date(2026, 5, 15)


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    changes: dict[str, Any] = {
        "title": [draw(LONG)[:200], draw(LONG)[:200]],
        "description": ["", draw(LONG)],
        "owner_id": [None, 1],
        "due_date": [DAY.isoformat(), None],
        "due_at": [NOW.isoformat(), None],
        "status": ["open", "blocked"],
        "reason": ["", draw(LONG)[:300]],
        "watchers": [[], list(range(1, 40))],
        "labels": [["a"], draw(st.lists(st.text(SHOWN, min_size=1, max_size=50), max_size=30))],
        "after": [[1], [1, 2]],
        "goals": [[], [7]],
        "team_id": [None, 3],
        "estimate": [None, 90],
        "votes": [[], [1]],
    }
    line = Activity(
        id=9, workspace_id=1, change_group="g", at=NOW, actor_id=1, door="reaction", verb="edit",
        subject_kind="task", subject_id=1, changes=changes, undoes=draw(st.none() | st.just("x")),
    )  # fmt: skip
    person = Person(id=1, workspace_id=1, slack_id="U01", real_name=draw(LONG)[:80])
    names = Names({1: person}, {1: 4}, {}, {})
    return Past((line,) * PAGE, names, older=3, newest=False)


@settings(max_examples=25, deadline=None)
@given(facts(), pasts(), st.lists(tasks(), max_size=60), LOCALES)
def test_the_details_fit(found: TaskFacts, past: Past, parts: list[Task], locale: str) -> None:
    words = words_for(locale)
    assert_within_slack_limits(details_modal(Details(found, tuple(parts), past), words, NOW))
    check(history_message(found, past, words))


@settings(max_examples=25, deadline=None)
@given(st.lists(tasks(), min_size=6, max_size=100), LONG, LOCALES)
def test_the_question_about_many_fits(found: list[Task], line: str, locale: str) -> None:
    words = words_for(locale)
    check(with_others(bulk_question(found, words, line=line, shown=line), 3, words))


@settings(max_examples=25, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=100), LOCALES)
def test_asking_why_fits(found: list[TaskFacts], locale: str) -> None:
    words = words_for(locale)
    results = [Changed(each, "block", {"status": ["open", "blocked"]}) for each in found]
    check(blocked(results, words, NOW, "f" * 32))
    check(why_question(found[0].task, words))
    assert_within_slack_limits(why_form([each.task for each in found], words, memory="1 2"))

"""Forms and messages of settings, absence and watching are within Slack's limits; refusals of
theirs are sentences."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import away, personal
from domain.away import NoCover
from domain.errors import DomainError
from domain.tasks import Status
from domain.workdays import DateRange
from services.absence import Absence
from services.personal import Fields, fields_of
from services.tasks.watched import News
from storage.tables import Person
from storage.tasks import TaskFacts
from tests.limits import assert_within_slack_limits
from tests.views.test_card_limits import LOCALES, NOW, check, facts, people
from views.absence import HINTS_MAX, absence_form, absence_row, with_absences
from views.errors import field_of, sentence
from views.personal import settings_form, settings_line
from views.tasks.replies import simple
from views.tasks.watched import watched_message
from views.words import words_for

REFUSALS: list[tuple[DomainError, str]] = [
    (away.AwayReversed(), "last_day"),
    (away.AwayOver(dt.date(2026, 5, 8)), "last_day"),
    (away.AwayTooLong(734), "last_day"),
    *((away.CannotCover("Eve", why), "cover") for why in NoCover),
    (away.NoSuchAbsence(), ""),
    (personal.HoursIncomplete("quiet_from"), "quiet_from"),
    (personal.HoursReversed(), "works_until"),
]


@pytest.mark.parametrize(("error", "field"), REFUSALS)
def test_a_refusal_stands_under_its_field_in_a_sentence(error: DomainError, field: str) -> None:
    text = sentence(error, words_for("en-GB"))
    assert text[0].isupper()
    assert text[-1] in ".?"
    assert "{" not in text
    assert len(text) < 150
    assert field_of(error) == field


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_forms_fit(locale: str) -> None:
    words = words_for(locale)
    assert_within_slack_limits(absence_form(NOW.date(), words))
    assert_within_slack_limits(settings_form(Fields(), words))
    chosen = Person(
        id=1, workspace_id=1, slack_id="U1", language="zh", nudges="light",
        works_from=dt.time(8), works_until=dt.time(16, 30),
        quiet_from=dt.time(22), quiet_until=dt.time(6),
    )  # fmt: skip
    assert_within_slack_limits(settings_form(fields_of(chosen), words))
    assert len(settings_line(chosen, words).splitlines()) == 4


@settings(max_examples=60, deadline=None)
@given(people(), st.none() | people(), st.integers(-9, 9), st.integers(0, 300), LOCALES)
def test_absences_fit_in_home_and_in_replies(
    person: Person, cover: Person | None, begins: int, lasts: int, locale: str
) -> None:
    first = NOW.date() + dt.timedelta(begins)
    gone = Absence(1, person, DateRange(first, first + dt.timedelta(lasts)), cover)
    words = words_for(locale)
    check(with_absences(simple("Added"), [gone] * 20, words, NOW))
    assert HINTS_MAX < 20
    assert_within_slack_limits({"type": "home", "blocks": [absence_row(gone, words, NOW)]})


@settings(max_examples=80, deadline=None)
@given(
    facts(),
    st.sampled_from(list(Status)),
    st.none() | people(),
    st.booleans(),
    LOCALES,
)
def test_what_a_watcher_is_told_fits(
    found: TaskFacts, before: Status, by: Person | None, watching: bool, locale: str
) -> None:
    was = {"status": before.value, "due_date": None, "due_at": None}
    news = News(found, was, status_by=by, due_by=by, is_watching=watching)
    check(watched_message(news, words_for(locale), NOW))

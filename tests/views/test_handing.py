"""The questions and news of a hand-over, with the longest of everything, are within Slack's
limits."""

import datetime as dt

import pytest

from domain.task_lines import Filters
from domain.tasks import DESCRIPTION_MAX, REASON_MAX, TITLE_MAX, Bucket
from services.tasks.handing import SHOWN
from services.tasks.lists import FIRST_PAGE, Listing
from services.tasks.offers import Asked
from storage.tables import Activity, Conversation, Person, Task
from storage.task_lists import TaskRow
from storage.tasks import TaskFacts
from tests.limits import assert_within_slack_limits
from views.blocks import Message
from views.tasks import handing, handing_forms
from views.tasks.card import task_card
from views.tasks.lists import task_list
from views.words import words_for

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
LONG = "<!channel> & " + "x" * 80
WORDS = words_for("en-US")


TASK = Task(
    id=2**31,
    workspace_id=1,
    number=10**7,
    title="W" * TITLE_MAX,
    description="y" * DESCRIPTION_MAX,
    creator_id=1,
    owner_id=1,
    offered_to_id=2,
    given_by_id=1,
    due_date=NOW.date(),
    due_at=NOW,
    due_until=NOW,
    asked_date=NOW.date(),
    asked_at=NOW,
    created_at=NOW,
    updated_at=NOW,
)
ANN = Person(id=1, workspace_id=1, slack_id="U01", real_name=LONG)
BEN = Person(id=2, workspace_id=1, slack_id="U02", real_name=LONG)
FACTS = TaskFacts(
    task=TASK,
    owner=ANN,
    creator=ANN,
    watchers=(ANN, BEN) * 10,
    labels=("l" * 50,) * 20,
    team=None,
    team_channel=Conversation(workspace_id=1, slack_id="C01", name="launch"),
    conversation=None,
    offered_to=BEN,
    given_by=ANN,
)
DECLINED = Activity(
    workspace_id=1,
    change_group="g",
    at=NOW,
    actor_id=2,
    door="form",
    verb="decline",
    subject_kind="task",
    subject_id=1,
    origin="r" * REASON_MAX,
)


def _within(message: Message) -> None:
    assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "de-DE"])
def test_questions_fit(locale: str) -> None:
    words = words_for(locale, "Asia/Kathmandu")
    _within(handing.offer_card(FACTS, words, NOW, by=ANN))
    _within(handing.offer_card(FACTS, words, NOW, by=ANN, keeps_date=True))
    _within(handing.date_card(FACTS, words, NOW, by=BEN))
    _within(task_card(FACTS, words, NOW, given_by=ANN, back=True))
    assert_within_slack_limits(handing_forms.decline_form(FACTS.task, words))
    assert_within_slack_limits(handing_forms.suggest_form(FACTS.task, words))


@pytest.mark.parametrize("may_see", [True, False])
def test_what_is_settled_fits_and_keeps_a_title_from_those_who_lost_sight(*, may_see: bool) -> None:
    for ended in (None, DECLINED):
        card = handing.settled_card(
            FACTS.task, Asked(False, ended), BEN, WORDS, may_see=may_see, own_group="g"
        )
        _within(card)
        assert ("WWW" in card.text) is may_see


@pytest.mark.parametrize(
    "what", ["accepted", "declined", "agreed", "left", "undecided", "given", "freed"]
)
@pytest.mark.parametrize("may_see", [True, False])
def test_news_fit_and_keep_a_title_from_those_who_lost_sight(what: str, *, may_see: bool) -> None:
    told = handing.news(FACTS, WORDS, what=what, by=BEN, reason="r" * REASON_MAX, may_see=may_see)
    _within(told)
    assert ("WWW" in told.text) is may_see
    assert "<!channel>" not in told.text


@pytest.mark.parametrize("reader", [1, 2])
def test_a_full_list_with_all_questions_above_it_fits(reader: int) -> None:
    waiting = handing.waiting_rows([FACTS] * SHOWN, reader, WORDS, NOW)
    rows = tuple(TaskRow(FACTS.task, ANN, BEN) for _ in range(FIRST_PAGE.limit))
    buckets = (Bucket.OVERDUE,) * len(rows)
    listing = Listing(rows, buckets, 300, None, filters=Filters(mine=True))
    _within(task_list(listing, WORDS, NOW, waiting=waiting))

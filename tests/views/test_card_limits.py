"""Whatever a task holds, its card, list row, reply and form are within Slack's limits."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.task_lines import Filters
from domain.tasks import Bucket, Status
from domain.workdays import DateRange
from services.absence import Absence
from services.desk import ROWS, Desk
from services.tasks.change import Changed
from services.tasks.handing import SHOWN as SHOWN_QUESTIONS
from services.tasks.lists import Listing
from storage.tables import NEVER, Conversation, Person, Task
from storage.task_lists import TaskRow
from storage.tasks import TaskFacts
from tests.limits import assert_within_slack_limits
from views.blocks import Message
from views.home import home_page
from views.home.page import BLOCKS_MAX
from views.tasks import replies
from views.tasks.card import task_card
from views.tasks.form import EDIT, Filled, task_form
from views.tasks.lists import task_list
from views.words import words_for

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
SHOWN = st.characters(blacklist_categories=["Cs", "Cc"])
NAME = st.text(SHOWN, min_size=1, max_size=80)
LOCALES = st.sampled_from(["en-US", "en-GB", "zh-CN", "de-DE", "xx-YY"])
ZONES = st.sampled_from(["UTC", "Asia/Kathmandu", "Pacific/Apia", "America/New_York"])


@st.composite
def people(draw: st.DrawFn) -> Person:
    name = draw(NAME)
    return Person(id=draw(st.integers(1, 9)), workspace_id=1, slack_id="U01", real_name=name)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    status = draw(st.sampled_from(list(Status)))
    date = draw(st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
    timed = date is not None and draw(st.booleans())
    at = dt.datetime.combine(date, dt.time(9), tzinfo=dt.UTC) if date else None
    return Task(
        id=draw(st.integers(1, 2**31)),
        workspace_id=1,
        number=draw(st.integers(1, 10**7)),
        title=draw(st.text(SHOWN, min_size=1, max_size=200)),
        description=draw(st.text(SHOWN, max_size=3000)),
        status=status.value,
        reason=draw(st.text(SHOWN, max_size=300)),
        priority=draw(st.integers(1, 4)),
        creator_id=1,
        due_date=date,
        due_at=at if timed else None,
        due_until=at or NEVER,
        created_at=NOW,
        updated_at=NOW,
        closed_at=NOW if status in {Status.DONE, Status.DROPPED} else None,
    )


@st.composite
def facts(draw: st.DrawFn) -> TaskFacts:
    return TaskFacts(
        task=draw(tasks()),
        owner=draw(st.none() | people()),
        creator=draw(people()),
        watchers=tuple(draw(st.lists(people(), max_size=30))),
        labels=tuple(draw(st.lists(st.text(SHOWN, min_size=1, max_size=50), max_size=30))),
        team=None,
        team_channel=Conversation(workspace_id=1, slack_id="C01", name=draw(NAME)),
        conversation=None,
    )


def check(message: Message) -> None:
    assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


@settings(max_examples=150, deadline=None)
@given(facts(), st.none() | people(), st.text(SHOWN, max_size=80), LOCALES, ZONES)
def test_a_card_fits(
    found: TaskFacts, person: Person | None, channel: str, locale: str, zone: str
) -> None:
    words = words_for(locale, zone)
    check(task_card(found, words, NOW, given_by=person, closed_by=person, invite_to=channel))


@settings(max_examples=80, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=30), LOCALES)
def test_a_reply_about_many_tasks_fits(found: list[TaskFacts], locale: str) -> None:
    fields = ("title", "description", "owner_id", "priority", "due_until", "labels", "watchers")
    changes = {name: [None, 1] for name in fields}
    results = [Changed(each, "edit", changes) for each in found]
    check(replies.changed(results, words_for(locale), NOW, "f" * 32))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(tasks(), max_size=40, unique_by=lambda task: task.id),
    st.lists(facts(), max_size=SHOWN_QUESTIONS),
    people(),
    st.text(SHOWN, max_size=4000),
    LOCALES,
)
def test_a_list_and_the_home_tab_fit(
    found: list[Task], asked: list[TaskFacts], reader: Person, line: str, locale: str
) -> None:
    rows = tuple(TaskRow(task, None) for task in found)
    buckets = tuple(list(Bucket)[number % 5] for number in range(len(rows)))
    page = Listing(rows[:10], buckets[:10], 200, (NOW, 1), Filters(mine=True), words=line[:200])
    check(task_list(page, words_for(locale), NOW, typed=line))
    mine = Listing(rows[:ROWS], buckets[:ROWS], 200, (NOW, 1), Filters(mine=True))
    days = DateRange(NOW.date(), NOW.date() + dt.timedelta(days=9))
    absences = tuple(Absence(number, reader, days, reader) for number in range(len(rows)))
    desk = Desk(reader, mine, tuple(asked), absences, is_first=False)
    page_of_home = home_page(desk, words_for(locale), NOW)
    assert_within_slack_limits(page_of_home)
    assert len(page_of_home["blocks"]) < BLOCKS_MAX


@settings(max_examples=80, deadline=None)
@given(
    st.text(SHOWN, max_size=200),
    st.text(SHOWN, max_size=3000),
    st.integers(1, 4),
    st.lists(st.text(SHOWN, min_size=1, max_size=50), max_size=30),
)
def test_the_form_fits(title: str, about: str, priority: int, labels: list[str]) -> None:
    filled = Filled(title=title, description=about, priority=priority, labels=tuple(labels))
    assert_within_slack_limits(task_form(EDIT, filled, words_for("en-US")))

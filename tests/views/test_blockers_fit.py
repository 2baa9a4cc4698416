"""Whatever a blocker holds, its card, list, forms, news and replies are within Slack's limits."""

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.standups.blockers import TAGS_MAX, TEXT_MAX, State
from domain.task_lines import Filters
from services.blockers.add import BlockerAdded
from services.blockers.change import BlockerChanged
from services.blockers.history import Said
from services.blockers.lists import ROWS, BlockerListing, Group
from services.desk import Desk
from services.tasks.lists import Listing
from storage.blockers import Asked, BlockerFacts
from storage.tables import Blocker, Conversation, Person
from tests.limits import assert_within_slack_limits
from tests.views.test_card_limits import LOCALES, NOW, ZONES, check
from views.blockers import forms, replies
from views.blockers.card import blocker_card, blocker_news, not_yours
from views.blockers.lists import blocker_list
from views.home.blockers import my_blockers
from views.words import words_for

TODAY = NOW.date()


def long(most: int) -> st.SearchStrategy[str]:
    """Texts up to that length, of what is short, wide or markup."""
    return st.builds(
        lambda letter, length: (letter * length)[:length],
        st.sampled_from(["x", "<!here> ", "&", "字", "a b ", "*", "\n"]),
        st.integers(1, most),
    )


def who() -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.integers(1, 9),
        workspace_id=st.just(1),
        slack_id=st.just("U1"),
        real_name=long(80),
    )


@st.composite
def facts(draw: st.DrawFn) -> BlockerFacts:
    state = draw(st.sampled_from(list(State)))
    helping = st.sampled_from([0, 1, TAGS_MAX])
    blocker = Blocker(
        id=draw(st.integers(1, 2**31)),
        workspace_id=1,
        number=draw(st.integers(1, 10**9)),
        title=draw(long(TEXT_MAX)),
        state=state.value,
        since=draw(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))),
        creator_id=draw(st.integers(1, 9)),
        owner_id=draw(st.none() | st.integers(1, 9)),
        news=draw(st.just("") | long(TEXT_MAX)),
        created_at=NOW,
        updated_at=NOW,
    )
    return BlockerFacts(
        blocker=blocker,
        creator=draw(who()),
        taker=draw(st.none() | who()),
        asked=tuple(Asked(draw(who()), TODAY, draw(st.booleans())) for _ in range(draw(helping))),
        team_channel=Conversation(id=1, workspace_id=1, slack_id="C1", name=draw(long(80))),
    )


def said() -> st.SearchStrategy[Said]:
    person, when = st.none() | who(), st.sampled_from([None, NOW])
    return st.builds(Said, person, when, person, when)


@settings(max_examples=15)
@given(facts(), said(), LOCALES, ZONES)
def test_cards_news_forms_and_replies_fit(
    found: BlockerFacts, told: Said, locale: str, zone: str
) -> None:
    words = words_for(locale, zone)
    by = found.creator
    check(blocker_card(found, told, words, NOW, asked_by=by, invite_to="x" * 80))
    check(blocker_news(found, told, words))
    check(not_yours(found, words))
    for form in (forms.ask_form, forms.update_form):
        assert_within_slack_limits(form(found.blocker, words, memory="{}"))
    names = tuple("x" * 200 for _ in range(30))
    check(replies.blockers_added([BlockerAdded(found, "g", None, names)] * 30, words))
    changes: dict[str, list[Any]] = {
        "state": ["open", "resolved"],
        "tags": [[], []],
        "news": ["", "x"],
    }
    for verb in ("tag", "acknowledge", "update", "resolve", "reopen"):
        many = [BlockerChanged(found, verb, changes)] * 30
        check(replies.blockers_changed(many, words, "g", 1))
        check(replies.blockers_changed([BlockerChanged(found, verb, {})], words, "g", 1))
    replies.differences(BlockerChanged(found, "undo", changes), words)


@settings(max_examples=20)
@given(st.lists(facts(), min_size=1, max_size=3), LOCALES)
def test_lists_and_home_fit(found: list[BlockerFacts], locale: str) -> None:
    words, group = words_for(locale), Group(tuple((found * ROWS)[:ROWS]), 10**6)
    listing = BlockerListing(found[0].creator, group, group, group)
    check(blocker_list(listing, words, NOW))
    desk = Desk(found[0].creator, Listing((), (), 0, None, Filters()), blockers=(group, group))
    rows = my_blockers(desk, words, NOW)
    assert len(rows) <= 7
    assert_within_slack_limits({"type": "home", "blocks": rows})

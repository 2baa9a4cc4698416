"""Where a blocker is shown: its card in the round's thread or the channel, one card in the direct
messages of each person asked, and the news for its author."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session

from services.home import refresh_home
from services.scene import Scene
from services.standups.posts import PARENT, PARTS_MAX
from storage import answers as answer_store
from storage import blockers as store
from storage import deliveries
from storage import standups as standup_store
from storage.blockers import BlockerFacts
from storage.deliveries import DEBOUNCE, Wish
from storage.tables import Blocker, Conversation, Delivery, Person

BLOCKER_CARD = "blocker_card"
BLOCKER_NEWS = "blocker_news"
NEWS_OF = frozenset({"state", "news"})
"""Changes by somebody else that the author hears of."""


def blocker_place(facts: BlockerFacts) -> Conversation | None:
    """The channel that shows the card, None if only direct messages do: that of its team, else
    where it was said; the bot must be there."""
    for place in (facts.team_channel, facts.conversation):
        if place is None or place.kind == "im" or not place.bot_is_member or place.is_archived:
            continue
        if _may_show(facts.blocker, place):
            return place
    return None


def _may_show(blocker: Blocker, place: Conversation) -> bool:
    if blocker.visibility == "workspace":
        return True
    return blocker.visibility == "conversation" and blocker.conversation_id == place.id


def show_blocker(session: Session, facts: BlockerFacts, now: dt.datetime) -> Conversation | None:
    """Post the card where it belongs; returns the channel, None if it went to a direct message.

    In the thread of a round it comes below the answer; before that begins it waits for it.
    """
    place, blocker = blocker_place(facts), facts.blocker
    if place is not None and blocker.round_id is not None:
        parent = _thread_of(session, blocker, place)
        if parent is not None:
            _want(session, facts, now, _below(session, blocker, parent))
            return place
        if standup_store.get_round(session, blocker.round_id).opened_at is None:
            return place
    destination = place.slack_id if place else facts.creator.slack_id
    _want(session, facts, now, Wish(BLOCKER_CARD, destination, blocker.id or 0))
    return place


def _thread_of(session: Session, blocker: Blocker, place: Conversation) -> Delivery | None:
    shown = deliveries.shown(session, blocker.workspace_id, PARENT, blocker.round_id or 0)
    return next((row for row in shown if row.destination == place.slack_id), None)


def _below(session: Session, blocker: Blocker, parent: Delivery) -> Wish:
    answer = answer_store.find_answer(session, blocker.round_id or 0, blocker.creator_id)
    return Wish(
        BLOCKER_CARD,
        parent.destination,
        blocker.id or 0,
        parent_id=parent.id,
        # After every part of the answer that it is taken from.
        order_key=((answer.id or 0) + 1) * PARTS_MAX if answer else 0,
    )


def _want(session: Session, facts: BlockerFacts, now: dt.datetime, wish: Wish) -> None:
    workspace_id, blocker_id = facts.blocker.workspace_id, facts.blocker.id or 0
    if not deliveries.want(session, workspace_id, wish, now):
        deliveries.reopen(
            session, workspace_id, BLOCKER_CARD, wish.destination, now, subject_id=blocker_id
        )


def show_blockers_of_round(
    session: Session, workspace_id: int, round_id: int, now: dt.datetime
) -> None:
    """The thread of a round has begun: what was said to be in the way before is shown in it."""
    found = store.blockers_of_round(session, workspace_id, round_id)
    keys = [blocker.id or 0 for blocker in found if blocker.resolved_at is None]
    for facts in store.blocker_facts(session, workspace_id, keys).values():
        show_blocker(session, facts, now)


def tell_asked(
    session: Session, scene: Scene, facts: BlockerFacts, person_ids: Iterable[int]
) -> None:
    """Give each of these, but for whoever asks and those who cannot read, a card of their own."""
    new = set(person_ids) - {scene.person_id}
    for asked in facts.asked:
        person = asked.person
        if person.id in new and not (person.is_bot or person.is_deleted):
            wish = Wish(
                BLOCKER_CARD,
                person.slack_id,
                facts.blocker.id or 0,
                payload={"by": scene.person_id},
            )
            deliveries.want(session, scene.workspace_id, wish, scene.now)


def redraw_blocker(session: Session, scene: Scene, facts: BlockerFacts) -> None:
    """Let every card, the news and the desks of those concerned show the present state."""
    blocker_id = facts.blocker.id or 0
    for kind in (BLOCKER_CARD, BLOCKER_NEWS):
        deliveries.redraw(session, scene.workspace_id, kind, blocker_id, scene.now)
    people = {facts.blocker.creator_id, facts.blocker.owner_id}
    people |= {asked.person.id for asked in facts.asked}
    for person_id in sorted(each for each in people if each is not None):
        refresh_home(session, scene, person_id)


def tell_author(
    session: Session, scene: Scene, facts: BlockerFacts, before: Blocker, changed: Iterable[str]
) -> None:
    """The author hears what somebody else did about it: one message a day, brought up to date."""
    author = facts.creator
    if not NEWS_OF & set(changed) or not _hears(author, scene.person_id):
        return
    wish = Wish(
        BLOCKER_NEWS,
        author.slack_id,
        facts.blocker.id or 0,
        slot=scene.now.date().isoformat(),
        payload={"state": before.state, "news": before.news},
        # Who changes their mind at once has told nobody.
        not_before=scene.now + DEBOUNCE,
    )
    if deliveries.want(session, scene.workspace_id, wish, scene.now):
        deliveries.let_rest(session, scene.workspace_id, wish)


def _hears(author: Person, actor_id: int) -> bool:
    return author.id != actor_id and not (author.is_bot or author.is_deleted)

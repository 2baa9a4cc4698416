"""What is in the way, as a list for one reader."""

import datetime as dt

from domain.standups.blockers import State
from services.blockers.lists import BlockerListing, Group
from storage.blockers import BlockerFacts
from views import blocks
from views.blockers.facts import (
    RESOLVE,
    TAKE,
    blocker_code,
    one_line,
    since_name,
    standing,
)
from views.blocks import Block, Element, Message
from views.tasks.facts import person_name
from views.words import Words

ROW_MAX = 200


def blocker_list(listing: BlockerListing, words: Words, now: dt.datetime) -> Message:
    """The groups of a list; an empty one says how blockers come about."""
    total = listing.mine.total + listing.asked.total + listing.others.total
    if not total:
        return _nothing(words)
    head = words.count("{n} blocker", "{n} blockers", total)
    shown: list[Block] = [{"type": "header", "text": blocks.plain(f"🚧 {head}")}]
    others = words.say("In my channels")
    if listing.place is not None and listing.place.name:
        others = words.say("In {channel}", channel=f"#{listing.place.name}")
    reader_id = listing.reader.id or 0
    for title, group in (
        (words.say("Asked of me"), listing.asked),
        (words.say("In my way"), listing.mine),
        (others, listing.others),
    ):
        shown += _group(title, group, words, now, reader_id)
    hint = words.say("Or type, for example: /standup B7 tag @somebody · B7 ack · B7 done …")
    shown.append(blocks.context(blocks.plain(hint)))
    return Message(blocks.escape(head), shown)


def _group(title: str, group: Group, words: Words, now: dt.datetime, reader_id: int) -> list[Block]:
    if not group.rows:
        return []
    heading = f"*{blocks.escape(title)}* · {group.total}"
    shown: list[Block] = [blocks.context(blocks.mrkdwn(heading))]
    shown += [blocker_row(facts, words, now, reader_id) for facts in group.rows]
    rest = group.total - len(group.rows)
    if rest > 0:
        told = words.count("and {n} more", "and {n} more", rest)
        shown.append(blocks.context(blocks.plain(told)))
    return shown


def blocker_row(facts: BlockerFacts, words: Words, now: dt.datetime, reader_id: int) -> Block:
    """Two lines, and the likeliest step of this reader."""
    blocker = facts.blocker
    found = [] if blocker.creator_id == reader_id else [person_name(facts.creator, words)]
    found += [since_name(blocker, words, now), _standing(facts, words, reader_id)]
    title = blocks.cut(one_line(blocker.title), ROW_MAX)
    text = f"{blocker_code(blocker)}  {title}\n{' · '.join(found)}"
    return blocks.section(blocks.plain(text), _likeliest(facts, words, reader_id))


def _standing(facts: BlockerFacts, words: Words, reader_id: int) -> str:
    if facts.blocker.state == State.ACKNOWLEDGED and facts.blocker.owner_id == reader_id:
        return words.say("you take care of it")
    return standing(facts, words)


def _likeliest(facts: BlockerFacts, words: Words, reader_id: int) -> Element | None:
    blocker, value = facts.blocker, str(facts.blocker.id)
    if reader_id in {blocker.creator_id, blocker.owner_id}:
        return blocks.button(words.say("Resolve"), RESOLVE, value)
    if blocker.state == State.OPEN:
        return blocks.button(words.say("I'll take it"), TAKE, value)
    return None


def _nothing(words: Words) -> Message:
    text = words.say(
        "Nothing is in the way, as far as I know. What you answer to the question about blockers "
        "in a standup is kept here until it is resolved."
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])

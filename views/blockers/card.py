"""The card of a blocker in a thread, a channel or a direct message, and the news for its author."""

import datetime as dt

from domain.standups.blockers import State
from services.blockers.history import Said
from storage.blockers import BlockerFacts
from storage.tables import Person
from views import blocks
from views.blockers.facts import (
    CLOSED,
    blocker_code,
    blocker_name,
    names_of,
    since_name,
    spoken,
    standing,
    steps_of,
)
from views.blocks import Block, Element, Message
from views.opening import invitation
from views.tasks.facts import person_name
from views.words import Words

MARKS = {
    State.OPEN: "🚧",
    State.ACKNOWLEDGED: "🤝",
    State.RESOLVED: "✅",
    State.WITHDRAWN: "🗑",
}


def blocker_card(
    facts: BlockerFacts,
    said: Said,
    words: Words,
    now: dt.datetime,
    *,
    asked_by: Person | None = None,
    invite_to: str = "",
) -> Message:
    """The card; `asked_by` heads that of somebody asked for help, `invite_to` names a channel
    without the bot."""
    blocker, state = facts.blocker, State(facts.blocker.state)
    closed = state in CLOSED
    shown: list[Block] = []
    head = _asking(facts, asked_by, words) if asked_by is not None and not closed else ""
    if head:
        shown.append(blocks.line(blocks.words(f"{head}:")))
    title = blocks.struck(blocker.title) if closed else blocks.words(blocker.title)
    code = blocker_code(blocker)
    shown.append(blocks.line(blocks.bold(f"{MARKS[state]} {code}  "), title))
    shown.append(blocks.context(*_facts(facts, said, words, now)))
    if blocker.news:
        shown.append(blocks.quote(blocker.news))
        if said.news_by is not None and said.news_at is not None:
            shown.append(blocks.context(*_news_by(said.news_by, said.news_at, words, now)))
    shown.append(blocks.actions(*steps_of(blocker, words)))
    if invite_to:
        shown.append(invitation(invite_to, words))
    author = person_name(facts.creator, words)
    text = f"{code} {blocker.title} — {author}, {standing(facts, words)}"
    return Message(spoken(f"{head}: {text}" if head else text), shown)


def _asking(facts: BlockerFacts, asked_by: Person, words: Words) -> str:
    name, author = person_name(asked_by, words), person_name(facts.creator, words)
    if asked_by.id == facts.creator.id:
        return words.say("{name} needs your help", name=name)
    return words.say("{name} asks you to help {author}", name=name, author=author)


def _facts(facts: BlockerFacts, said: Said, words: Words, now: dt.datetime) -> list[Element]:
    """Whose it is, since when, who was asked, who takes care of it, where."""
    blocker, state = facts.blocker, State(facts.blocker.state)
    found = [f"👤 {person_name(facts.creator, words)}"]
    if state is State.OPEN:
        found.append(f"📅 {since_name(blocker, words, now)}")
    asked = names_of([each.person for each in facts.asked], words)
    if state is State.ACKNOWLEDGED:
        found.append(standing(facts, words))
    elif state in CLOSED:
        found.append(_closed_by(said, state, words))
    elif asked:
        found.append(words.say("🙋 asked: {names}", names=asked))
    else:
        found.append(words.say("nobody takes care of it yet"))
    if facts.team_channel is not None and facts.team_channel.name:
        found.append(f"#{facts.team_channel.name}")
    return [blocks.plain(each) for each in found]


def _closed_by(said: Said, state: State, words: Words) -> str:
    if said.state_by is None:
        return words.say("resolved") if state is State.RESOLVED else words.say("withdrawn")
    name = person_name(said.state_by, words)
    if state is State.RESOLVED:
        return words.say("resolved by {name}", name=name)
    return words.say("withdrawn by {name}", name=name)


def _news_by(person: Person, at: dt.datetime, words: Words, now: dt.datetime) -> list[Element]:
    moment = words.moment(at, today=words.today(now))
    date = blocks.date_token(at, moment, form="{date_short_pretty}")
    return [blocks.plain(f"💬 {person_name(person, words)}"), blocks.mrkdwn(date)]


def not_yours(facts: BlockerFacts, words: Words) -> Message:
    """In place of a card whose reader may no longer see what it is about."""
    text = words.say(
        "You are no longer asked about {blocker}.", blocker=blocker_code(facts.blocker)
    )
    return Message(blocks.escape(text), [blocks.context(blocks.plain(text))])


def blocker_news(facts: BlockerFacts, said: Said, words: Words) -> Message:
    """What somebody else did about what is in the reader's way, as it is now."""
    blocker, state = facts.blocker, State(facts.blocker.state)
    head = f"{MARKS[state]} {_what_is_new(facts, said, words)}"
    shown: list[Block] = [
        blocks.line(blocks.bold(head)),
        blocks.line(blocks.bold(f"{blocker_code(blocker)}  "), blocks.words(blocker.title)),
    ]
    if blocker.news:
        shown.append(blocks.quote(blocker.news))
    shown.append(blocks.actions(*[each for each in steps_of(blocker, words) if _for_author(each)]))
    text = f"{_what_is_new(facts, said, words)}: {blocker_name(blocker)}"
    return Message(spoken(text), shown)


def _for_author(button: Element) -> bool:
    return bool(button.get("style") != "primary")


def _what_is_new(facts: BlockerFacts, said: Said, words: Words) -> str:
    state = State(facts.blocker.state)
    name = person_name(said.state_by, words)
    if state is State.ACKNOWLEDGED:
        taker = person_name(facts.taker, words)
        return words.say("{name} takes care of what is in your way", name=taker)
    if state is State.RESOLVED and said.state_by is not None:
        return words.say("{name} has resolved what was in your way", name=name)
    if state is State.OPEN and facts.blocker.news and said.news_by is not None:
        teller = person_name(said.news_by, words)
        return words.say("News from {name} about what is in your way", name=teller)
    if state in CLOSED:
        return words.say("It is no longer in your way")
    return words.say("It is in your way again")

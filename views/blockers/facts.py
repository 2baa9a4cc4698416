"""The short facts of a blocker in words, and its buttons."""

import datetime as dt
from collections.abc import Sequence

from domain.standups.blockers import State
from storage.blockers import BlockerFacts
from storage.tables import Blocker, Person
from views import blocks
from views.blocks import Element
from views.tasks.facts import person_name
from views.words import Words

TAKE, RESOLVE, ASK, UPDATE, REOPEN = (
    "blocker.take",
    "blocker.resolve",
    "blocker.ask",
    "blocker.update",
    "blocker.reopen",
)
"""Buttons; their value is the primary key of the blocker."""
NAMED = 5
SPOKEN_MAX = 700
CLOSED = frozenset({State.RESOLVED, State.WITHDRAWN})


def blocker_code(blocker: Blocker) -> str:
    """The id that people use."""
    return f"B{blocker.number}"


def blocker_name(blocker: Blocker, limit: int = 200) -> str:
    """Id and words, for a sentence."""
    return f"{blocker_code(blocker)} {blocks.cut(one_line(blocker.title), limit)}"


def one_line(text: str) -> str:
    """Typed text without its line breaks."""
    return " ".join(text.split())


def state_word(state: str, words: Words) -> str:
    """The state in one or two words."""
    names = {
        State.OPEN: words.say("open"),
        State.ACKNOWLEDGED: words.say("taken"),
        State.RESOLVED: words.say("resolved"),
        State.WITHDRAWN: words.say("withdrawn"),
    }
    return names[State(state)]


def standing(facts: BlockerFacts, words: Words) -> str:
    """Who takes care of it, or who could."""
    state = State(facts.blocker.state)
    if state in CLOSED:
        return state_word(state, words)
    if state is State.ACKNOWLEDGED:
        name = person_name(facts.taker, words)
        return words.say("{name} takes care of it", name=name)
    names = waited_for(facts, words)
    if names:
        return words.say("waits for {names}", names=names)
    return words.say("nobody takes care of it yet")


def waited_for(facts: BlockerFacts, words: Words) -> str:
    """Those who were asked and whom nobody has answered for."""
    return names_of([each.person for each in facts.asked if not each.settled], words)


def names_of(people: Sequence[Person], words: Words) -> str:
    """A few people by name, and how many more."""
    names = [person_name(person, words) for person in people[:NAMED]]
    if len(people) > NAMED:
        names.append(words.count("{n} more", "{n} more", len(people) - NAMED))
    return ", ".join(names)


def since_name(blocker: Blocker, words: Words, now: dt.datetime) -> str:
    """Since when somebody waits."""
    return words.say("since {day}", day=words.day(blocker.since, today=words.today(now)))


def steps_of(blocker: Blocker, words: Words) -> list[Element]:
    """The buttons that make sense in its state, the likeliest first."""
    value, state = str(blocker.id), State(blocker.state)
    if state in CLOSED:
        return [blocks.button(words.say("Reopen"), REOPEN, value)]
    take = blocks.button(words.say("I'll take it"), TAKE, value, style="primary")
    return [
        *([take] if state is State.OPEN else []),
        blocks.button(words.say("Resolve"), RESOLVE, value),
        blocks.button(words.say("Ask somebody"), ASK, value),
        blocks.button(words.say("Update"), UPDATE, value),
    ]


def spoken(text: str) -> str:
    """What a notification and a screen reader say: short enough however it is escaped."""
    return blocks.escape(blocks.cut(text, SPOKEN_MAX))

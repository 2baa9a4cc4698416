"""Hand-over: the line that answers each step, and the words for steps that cannot be taken."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from domain import errors
from domain.hand_over import State
from services.tasks.change import Changed
from views.tasks.facts import asked_name, due_name, number_of, person_name
from views.words import Words

STEPS = frozenset({"hand", "take", "take_back", "accept", "decline", "suggest", "agree", "insist"})
"""Verbs of history whose reply is worded here."""


def handed(result: Changed, words: Words, now: dt.datetime) -> str:
    """One line of a reply about a hand-over."""
    facts, task = result.facts, result.facts.task
    name = f"{number_of(task)} {task.title}"
    told = {"task": name, "name": person_name(facts.offered_to, words)}
    told["owner"] = person_name(facts.owner, words)
    if not result.changes:
        return _nothing_handed(result, words, told)
    told["date"] = asked_name(task, words, now)
    told["due"] = due_name(task, words, now)
    if result.verb == "hand" and facts.offered_to is None:
        return words.say("{task} stays with {owner}.", **told)
    sentences: Mapping[str, str] = {
        "hand": words.say(
            "Offered {task} to {name}. Until they accept, it stays where it is.", **told
        ),
        "take": words.say("You took {task}. It is on your list now.", **told),
        "take_back": words.say("{task} stays on your list; the offer is taken back.", **told),
        "accept": words.say("You accepted {task}. It is on your list now.", **told),
        "decline": words.say("You declined {task}. It stays with {owner}.", **told),
        "suggest": words.say("You suggested {date} for {task}.", **told),
        "agree": words.say("Agreed: {task} is due {due} and now with {owner}.", **told),
        "insist": words.say("{task} keeps its date, {due}; {name} is asked again.", **told),
    }
    return sentences[result.verb]


def _nothing_handed(result: Changed, words: Words, told: Mapping[str, str]) -> str:
    if result.verb == "hand" and result.facts.offered_to is not None:
        return words.say("{task} is already offered to {name}.", **told)
    if result.verb in {"accept", "take", "take_back", "hand"}:
        return words.say("{task} is already with {owner}; nothing changed.", **told)
    return words.say("{task} is already like that; nothing changed.", **told)


def _over(error: errors.OfferOver, words: Words) -> str:
    told = {"number": error.number, "name": error.by}
    if error.state == State.ACCEPTED:
        return words.say(
            "T{number} was handed over already ({name}), so nothing changed. See it with "
            "/task T{number}",
            **told,
        )
    if error.state == State.DECLINED:
        return words.say(
            "{name} declined T{number}, so nobody is asked any more. Offer it once more: "
            "/task hand T{number} @name",
            **told,
        )
    return words.say(
        "T{number} is no longer offered to anybody, so nothing changed. See it with "
        "/task T{number}",
        **told,
    )


SAYINGS: dict[type[BaseException], Callable[[Any, Words], str]] = {
    errors.AcceptFirst: lambda error, words: words.say(
        "T{number} is offered to you but not yours yet. Take it over first: /task accept T{number}",
        number=error.number,
    ),
    errors.NoOffer: lambda error, words: words.say(
        "Nobody is waiting for your answer about T{number}, so nothing changed.",
        number=error.number,
    ),
    errors.OfferOver: _over,
    errors.NotYourAnswer: lambda error, words: words.say(
        "That answer about T{number} is for {name} to give. If the task is yours to give, you can "
        "take it back: /task take back T{number}",
        number=error.number,
        name=error.waits_for,
    ),
    errors.NothingSuggested: lambda error, words: words.say(
        "No other date for T{number} is waiting for an answer, so nothing changed. See it with "
        "/task T{number}",
        number=error.number,
    ),
    errors.GiverGone: lambda error, words: words.say(
        "{name} has left, so nobody would answer. Accept T{number} and then change its date: "
        "/task accept T{number}, then /task T{number} fri",
        number=error.number,
        name=error.name,
    ),
}

"""The words for every refusal about blockers: what is wrong, and what to do next."""

from collections.abc import Callable
from typing import Any

from domain import rhythm_errors as errors
from domain.standups.blockers import State, Step
from views.words import Words


def _code(number: int | None, words: Words) -> str:
    return f"B{number}" if number else words.say("This blocker")


def _not_allowed(error: errors.BlockerNotAllowed, words: Words) -> str:
    code = _code(error.number, words)
    if error.step == Step.ACKNOWLEDGE:
        return words.say(
            "{blocker} is in your own way, so somebody else has to take it. Ask them, with "
            "/standup {blocker} tag @somebody",
            blocker=code,
        )
    return words.say(
        "Only whose way it is in, who was asked for help and a lead can do that with {blocker}. "
        "You can take it yourself, with /standup {blocker} ack, or tell what is new, with "
        "/standup {blocker} update …",
        blocker=code,
    )


def _no_step(error: errors.NoSuchBlockerStep, words: Words) -> str:
    code = _code(error.number, words)
    state = {
        State.RESOLVED: words.say("resolved"),
        State.WITHDRAWN: words.say("withdrawn"),
    }.get(State(error.state), words.say("not there yet"))
    return words.say(
        "{blocker} is {state}. If it is in the way again, open it first, with "
        "/standup reopen {blocker}",
        blocker=code,
        state=state,
    )


def _cannot_help(error: errors.CannotHelp, words: Words) -> str:
    reasons = {
        "group": words.say("I cannot see who is in a group, so a group cannot be asked for help."),
        "special": words.say("@{name} is everybody, so nobody would feel asked.", name=error.name),
        "bot": words.say("A bot cannot help here."),
        "deactivated": words.say("{name} is no longer active here.", name=error.name),
        "guest": words.say(
            "{name} is a guest and not in the channel of this blocker, so it is not theirs to see.",
            name=error.name,
        ),
        "author": words.say(
            "It is in the way of {name}, who cannot help out there.", name=error.name
        ),
    }
    people = ", ".join(error.candidates)
    if people:
        ask = words.say("Nobody was asked. Name people, for example {people}:", people=people)
    else:
        ask = words.say("Nobody was asked. Name people, as in @somebody:")
    return f"{reasons[error.kind]} {ask}"


SAYINGS: dict[type[BaseException], Callable[[Any, Words], str]] = {
    errors.NoSuchBlocker: lambda error, words: words.say(
        "There is no B{number} here. See what is in the way with /standup blockers, or change the "
        "number:",
        number=error.number,
    ),
    errors.BlockerNotAllowed: _not_allowed,
    errors.NoSuchBlockerStep: _no_step,
    errors.TooManyBlockers: lambda error, words: words.say(
        "That names {count} blockers; one line takes {limit}. Split it, please:",
        count=error.count,
        limit=error.limit,
    ),
    errors.TooManyTags: lambda error, words: words.say(
        "That would be {count} people for one blocker; {limit} can be asked. Name fewer:",
        count=error.count,
        limit=error.limit,
    ),
    errors.CannotHelp: _cannot_help,
}
"""The words for the classes of `domain.rhythm_errors` that are about blockers."""


def field_names(words: Words) -> dict[str, str]:
    """The columns of a blocker in the reader's words."""
    return {
        "state": words.say("state"),
        "tags": words.say("people asked"),
        "people": words.say("people asked"),
        "news": words.say("news"),
        "since": words.say("waiting since"),
        "escalated": words.say("lead told"),
        "resolved_at": words.say("state"),
    }

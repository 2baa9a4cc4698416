"""The words for every refusal about standups: what is wrong, and what to do next."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from domain import rhythm_errors as errors
from views.words import Words


def _name(error: errors.StandupNameRefused, words: Words) -> str:
    return {
        "missing": words.say("A standup needs a name. Put it first:"),
        "long": words.say("The name is longer than {limit} characters:", limit=error.limit),
        "taken": words.say("This team has a standup with that name. Choose another one:"),
    }[error.reason]


def _questions(error: errors.QuestionsRefused, words: Words) -> str:
    return {
        "missing": words.say("A standup needs at least one question:"),
        "empty": words.say("One of the questions is empty. Fill it in or take it out:"),
        "many": words.say(
            "These are {count} questions; a standup takes {limit}:",
            count=error.count,
            limit=error.limit,
        ),
        "long": words.say(
            "One question has {count} characters; {limit} fit. Shorten it:",
            count=error.count,
            limit=error.limit,
        ),
        "twice": words.say("The same question is there twice. Change one of them:"),
    }[error.reason]


def _days(error: errors.StandupDaysRefused, words: Words) -> str:
    if error.reason == "unreadable":
        return words.say(
            "I did not understand the days. Write them like every workday, every mon and wed, or "
            "every 2 weeks on tue:"
        )
    return words.say(
        "A standup has days of its own; they cannot count from when it was answered. Write every "
        "without the exclamation mark:"
    )


def _window(error: errors.WindowRefused, words: Words) -> str:
    if error.reason == "same":
        return words.say("It would close the moment it asks. Choose a later time to close:")
    return words.say(
        "There may be at most {hours} hours between asking and closing:",
        hours=f"{error.limit / 60:g}",
    )


def _reminder(error: errors.ReminderRefused, words: Words) -> str:
    return words.say(
        "A reminder {minutes} minutes before the close does not fit: it is open for {window} "
        "minutes. Choose fewer, or 0 for none:",
        minutes=error.minutes,
        window=error.window,
    )


def _no_standup(error: errors.NoSuchStandup, words: Words) -> str:
    names = ", ".join(error.candidates[:10])
    if len(error.candidates) > 1 and not error.name:
        return words.say(
            "There are several standups here: {names}. Name one behind the verb, like "
            "/standup status {example}",
            names=names,
            example=error.candidates[0],
        )
    if names:
        return words.say("There is no such standup here. There are: {names}.", names=names)
    return words.say(
        "There is no such standup here. Make one with /standup new Daily weekdays 9:30 close 11:30"
    )


def _nothing_owed(error: errors.NothingOwed, words: Words) -> str:
    if error.next_at is None:
        return words.say("No standup waits for you. /standup list shows those that there are.")
    return words.say(
        "No standup waits for you now; the next one asks on {time}. To answer ahead of time, type "
        "/standup tomorrow",
        time=words.moment(error.next_at),
    )


def _not_allowed(error: errors.StandupNotAllowed, words: Words) -> str:
    return {
        "skip": words.say("You have answered already. Change your answer with /standup edit"),
        "others": words.say("Only they themselves can take that back."),
    }.get(
        error.action,
        words.say("Only a lead of the team or an administrator can do that. Ask one of them."),
    )


SAYINGS: Mapping[type[BaseException], Callable[[Any, Words], str]] = {
    errors.StandupUnreadable: lambda error, words: words.say(
        "I did not understand “{words}” in your standup. Put a name of several words in quotes, "
        "or begin with the form: /standup new. Your line:",
        words=error.words,
    ),
    errors.StandupNameRefused: _name,
    errors.QuestionsRefused: _questions,
    errors.StandupDaysRefused: _days,
    errors.WindowRefused: _window,
    errors.ReminderRefused: _reminder,
    errors.MoodOutOfRange: lambda _, words: words.say("The mood is a number from 1 to 5:"),
    errors.NoSuchStandup: _no_standup,
    errors.NothingOwed: _nothing_owed,
    errors.RoundOver: lambda error, words: words.say(
        "The standup of {day} closed more than a week ago and takes no more answers. /standup has "
        "the one that is open.",
        day=words.day(error.day, today=dt.date.min),
    ),
    errors.NotTakenBack: lambda error, words: (
        words.say("The round has asked people already, so it goes on. End it with /standup close")
        if error.what == "run"
        else words.say("The summary is out, so the round stays closed. Late answers still count.")
    ),
    errors.StandupNotAllowed: _not_allowed,
}

"""The words for what cannot be done with a team."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from domain import teams
from domain.teams import NoLead
from views.words import Words

KNOWN_MAX = 12


def _no_lead(name: str, why: str, words: Words) -> str:
    reasons = {
        NoLead.BOT: words.say("Only a person can be that; choose one."),
        NoLead.GUEST: words.say("{name} is a guest; choose a full member.", name=name),
        NoLead.GONE: words.say("{name} is not active here; choose somebody else.", name=name),
        NoLead.NOT_HERE: words.say(
            "{name} is not in this channel; invite them first, or choose somebody else.", name=name
        ),
    }
    return reasons[NoLead(why)]


def _part_unknown(error: teams.SubdivisionUnknown, words: Words) -> str:
    if not error.country:
        return words.say("Choose the country first, then its state or province.")
    if not error.known:
        return words.say("No holidays of single parts are known there. Leave this empty.")
    known = ", ".join(error.known[:KNOWN_MAX])
    if len(error.known) > KNOWN_MAX:
        return words.say(
            "I know no “{name}” there. Write its code, as in {known} …",
            name=error.name,
            known=known,
        )
    return words.say("I know no “{name}” there, only {known}.", name=error.name, known=known)


def _not_the_lead(error: teams.NotTheLead, words: Words) -> str:
    if not error.leads:
        return words.say("Only a full member of this channel can do that. Ask one, please.")
    return words.say(
        "Only the lead of this team ({names}), its deputy or an admin can do that. Ask one of "
        "them, please.",
        names=", ".join(error.leads),
    )


def _no_team_here(error: teams.NoTeamHere, words: Words) -> str:
    if error.can_be:
        return words.say("This channel has no rhythm yet. Set it up: /ops setup.")
    return words.say("Type that in the channel of the team; here I do not know which one is meant.")


SAYINGS: Mapping[type[BaseException], Callable[[Any, Words], str]] = {
    teams.DaysUnreadable: lambda error, words: (
        words.say(
            "“{words}” is no day I understand. Write them like 24 Dec, 31 Dec..2 Jan",
            words=error.words,
        )
        + "."
    ),
    teams.DayOver: lambda error, words: words.say(
        "{day} is over. Leave it out, or write the year that is meant.",
        day=words.day(error.day, today=dt.date.min),
    ),
    teams.TooManyDays: lambda error, words: words.say(
        "That is {count} days; {limit} fit. Are the years right?",
        count=error.count,
        limit=error.limit,
    ),
    teams.DayOffAndWorked: lambda error, words: words.say(
        "{day} is among the days off as well. Take it out of one of the two.",
        day=words.day(error.day, today=dt.date.min),
    ),
    teams.NoWorkingDay: lambda _, words: words.say("Choose at least one working day."),
    teams.CountryUnknown: lambda error, words: words.say(
        "I know no public holidays of “{country}”. Choose another, or leave it empty.",
        country=error.country,
    ),
    teams.SubdivisionUnknown: _part_unknown,
    teams.CannotLead: lambda error, words: _no_lead(error.name, error.reason, words),
    teams.TooManyLeads: lambda error, words: words.count(
        "A team has {n} lead at most.", "A team has {n} leads at most.", error.limit
    ),
    teams.OpsUnreadable: lambda _, words: words.say(
        "I do not know that one. All you can do: /ops help. Your line:"
    ),
    teams.NotTheLead: _not_the_lead,
    teams.LastLead: lambda error, words: (
        words.say(
            "{name} is the only lead. Name another one first, with /ops lead @ana", name=error.name
        )
        + "."
    ),
    teams.CannotTakePart: lambda error, words: _no_lead(error.name, error.why, words),
    teams.NoTeamHere: _no_team_here,
    teams.TeamStale: lambda _, words: words.say(
        "Somebody changed these settings while you had the form open, so nothing was saved. What "
        "you typed is still here: copy it, close the form and open it again."
    ),
}

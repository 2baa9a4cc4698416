"""The words of teams that several views share: roles, days of the week, countries."""

import functools

from babel.dates import get_day_names

from domain.teams import Role, known_countries
from views.words import Words


def role_name(role: str, words: Words) -> str:
    """A part in a team."""
    return {
        Role.LEAD: words.say("lead"),
        Role.DEPUTY: words.say("deputy"),
        Role.MEMBER: words.say("member"),
        Role.OPTIONAL: words.say("optional: asked, not counted"),
        Role.OBSERVER: words.say("observer: reads summaries only"),
        Role.OFF: words.say("not on the list"),
    }[Role(role)]


def day_names(words: Words, *, short: bool = False) -> list[str]:
    """The days of the week, Monday first."""
    names = get_day_names("abbreviated" if short else "wide", locale=words.locale)
    return [str(names[day]) for day in range(7)]


def week_name(days: str, words: Words) -> str:
    """Working days in short: "Mon – Fri", "Sun – Thu", "Mon, Wed, Fri"."""
    names, chosen = day_names(words, short=True), sorted({int(day) for day in days})
    if len(chosen) == 7:
        return words.say("every day")
    first = next((day for day in chosen if (day - 1) % 7 not in chosen), None)
    if first is not None and len(chosen) > 2:
        run = [(first + step) % 7 for step in range(len(chosen))]
        if set(run) == set(chosen):
            return f"{names[run[0]]} – {names[run[-1]]}"
    return ", ".join(names[day] for day in chosen)


def country_name(country: str, words: Words) -> str:
    """A country in the reader's language."""
    return _names(words).get(country, country)


@functools.lru_cache(maxsize=16)
def _names(words: Words) -> dict[str, str]:
    known = words.locale.territories
    return {code: str(known.get(code, code)) for code in known_countries()}


@functools.lru_cache(maxsize=16)
def countries(words: Words) -> tuple[tuple[str, str], ...]:
    """All countries whose holidays are known as (name, code), by name."""
    return tuple(sorted((name, code) for code, name in _names(words).items()))

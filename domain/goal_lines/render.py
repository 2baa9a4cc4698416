"""Writes a new goal or a change back as the line that reads as the same."""

from __future__ import annotations

from itertools import chain, product

from domain.cycles import MONTHS_OF, Beside, Between, CyclePhrase, Length
from domain.dates.values import CalendarDate, DaysAhead, MonthEnd, SlashDate
from domain.errors import DomainError
from domain.goal_lines.figures import render_figures
from domain.goal_lines.quick import parse_new_goal
from domain.goal_lines.values import GoalChange, NewGoal
from domain.quickadd.line import quoted
from domain.quickadd.render import render_when
from domain.text import escape_entities

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def render_new_goal(goal: NewGoal) -> str:
    """Return Slack's raw text for which `parse_new_goal` gives `goal` again.

    The title stands bare where that is safe, else as `title:"…"`. One value cannot be written: a
    why that is itself a list of bullets, for a goal without figures; it reads as milestones.
    """
    steps = "\n".join(f"- {title}" for title in goal.milestones)
    below = "\n\n".join(part for part in (goal.why, steps) if part)
    titles = (goal.title, f'"{goal.title}"', f"title:{quoted(goal.title)}")
    line = ""
    for title, date_first in product(titles, (True, False)):
        line = " ".join([escape_entities(title), *_tokens(goal, date_first=date_first)])
        line += f"\n{escape_entities(below)}" if below else ""
        if _reads_as(line, goal):
            return line
    return line


def _reads_as(line: str, goal: NewGoal) -> bool:
    try:
        return parse_new_goal(line) == goal
    except DomainError:
        return False


def _tokens(goal: NewGoal, *, date_first: bool) -> list[str]:
    tokens = _people(goal)
    tokens += ["@none"] if goal.unassigned else []
    return [*tokens, *_rest(goal, date_first=date_first)]


def render_change_tokens(change: GoalChange) -> list[str]:
    """Return the tokens of a change, without title, note, why and leftover, as raw text."""
    tokens = _people(change)
    tokens += ["@none"] if change.unassign else []
    tokens += ["due:none"] if change.clear_due else []
    tokens += ["under none"] if change.no_parent else []
    return [*tokens, *_rest(change)]


def _people(said: NewGoal | GoalChange) -> list[str]:
    people = [*([said.owner] if said.owner else []), *said.watchers]
    return [person.render() for person in people]


def _rest(said: NewGoal | GoalChange, *, date_first: bool = True) -> list[str]:
    """Return all tokens that are no people.

    The date comes before all that ends in a figure: "weight 2 月底" would read as 2月底. But
    "at 9 to 45" would be hours, so there is another order to try.
    """
    tokens = [[render_when(said.due)] if said.due else []]
    tokens.append(render_figures(said.figures) if said.figures else [])
    return [*chain(*(tokens if date_first else reversed(tokens))), *_others(said)]


def _others(said: NewGoal | GoalChange) -> list[str]:
    tokens = [said.team.render()] if said.team else []
    tokens += [f"+{label}" for label in said.labels]
    tokens += [f"under G{said.parent}"] if said.parent else []
    tokens += [f"K{said.kpi}"] if said.kpi else []
    tokens += [f"weight {said.weight}"] if said.weight else []
    tokens += [_cadence(said.cadence)] if said.cadence else []
    return tokens + ([render_cycle_phrase(said.cycle)] if said.cycle else [])


def _cadence(weeks: int) -> str:
    return "check every week" if weeks == 1 else f"check every {weeks} weeks"


def render_cycle_phrase(phrase: CyclePhrase) -> str:
    """Return the words that read as this cycle in the tail of a line."""
    if isinstance(phrase, Between):
        return f"{_day(phrase.first)}..{_day(phrase.last)}"
    if isinstance(phrase, Beside):
        return f"in {('last', 'this', 'next')[phrase.ahead + 1]} {phrase.length.value}"
    year = f" {phrase.year}" if phrase.year else ""
    if phrase.length is Length.YEAR:
        return f"in{year}"
    if phrase.length is Length.MONTH:
        return f"in {_MONTHS[phrase.nth - 1]}{year}"
    sign = "Q" if MONTHS_OF[phrase.length] == 3 else "H"
    return f"in {sign}{phrase.nth}{year}"


def _day(day: CalendarDate | SlashDate | MonthEnd | DaysAhead) -> str:
    if isinstance(day, DaysAhead):
        return "today" if day.days == 0 else f"in {day.days} days"
    year = f" {day.year}" if day.year else ""
    if isinstance(day, MonthEnd):
        return f"end of {_MONTHS[day.month - 1]}{year}"
    if isinstance(day, SlashDate):
        return f"{day.first}/{day.second}" + (f"/{day.year}" if day.year else "")
    if day.years is not None:
        return f"{('今年', '明年', '后年')[day.years]}{day.month}月{day.day}日"
    if day.year:
        return f"{day.year}-{day.month:02}-{day.day:02}"
    name = f"{_DAYS[day.weekday]} " if day.weekday is not None else ""
    return f"{name}{day.day} {_MONTHS[day.month - 1]}"

"""Writes a quick-add value back as the line that reads as that value."""

from __future__ import annotations

from domain.dates.parse import parse_when
from domain.dates.values import When
from domain.errors import DomainError
from domain.estimates import render_estimate
from domain.ids import render_task_ids
from domain.quickadd.line import has_cjk, quoted
from domain.quickadd.parse import parse_quick_add
from domain.quickadd.values import Change, QuickAdd
from domain.recurrence.render import render_recurrence
from domain.text import escape_entities, fold


def render_quick_add(quick: QuickAdd) -> str:
    """Return Slack's raw text for which `parse_quick_add` gives `quick` again.

    The title stands bare where that is safe, else as `title:"…"`.
    """
    tokens = _tokens(quick)
    for title in (quick.title, f'"{quick.title}"', f"title:{quoted(quick.title)}"):
        line = " ".join([escape_entities(title), *tokens])
        if quick.description:
            line += f"\n{escape_entities(quick.description)}"
        if _reads_as(line, quick):
            return line
    return line


def _reads_as(line: str, quick: QuickAdd) -> bool:
    try:
        return parse_quick_add(line) == quick
    except DomainError:
        return False


def render_change_tokens(change: Change) -> list[str]:
    """Return the tokens of a change, without title, note and leftover, as Slack's raw text."""
    tokens = _people_and_labels(change)
    tokens += ["@none"] if change.unassign else []
    tokens += [f"-{label}" for label in change.unlabels]
    cleared = {
        "due:none": change.clear_due,
        "every:none": change.clear_recurrence,
        "~none": change.clear_estimate,
        "for:none": change.no_goal,
        "after:none": change.after_nothing,
    }
    tokens += [token for token, wanted in cleared.items() if wanted]
    tokens += [f"not after {render_task_ids(change.not_after)}"] if change.not_after else []
    return tokens + _tail(change)


def _tokens(quick: QuickAdd) -> list[str]:
    tokens = _people_and_labels(quick)
    tokens += ["@none"] if quick.unassigned else []
    return tokens + _tail(quick)


def _people_and_labels(line: QuickAdd | Change) -> list[str]:
    people = [*([line.owner] if line.owner else []), *line.watchers]
    tokens = [person.render() for person in people]
    tokens += [line.team.render()] if line.team else []
    return tokens + [f"+{label}" for label in line.labels]


def _tail(line: QuickAdd | Change) -> list[str]:
    links = [*(f"G{number}" for number in line.goals), *(f"K{number}" for number in line.kpis)]
    tokens = [render_estimate(line.estimate)] if line.estimate else []
    tokens += [f"for {' '.join(links)}"] if links else []
    tokens += [f"after {render_task_ids(line.after)}"] if line.after else []
    tokens += [render_recurrence(line.recurrence)] if line.recurrence else []
    if line.due:
        # "every mon 9am" would be one phrase, "every mon due 9am" is two.
        tokens += ["due"] if line.recurrence and _may_follow_due(line.due.text) else []
        tokens.append(render_when(line.due))
    return tokens + ([f"p{line.priority.value}"] if line.priority else [])


def _may_follow_due(text: str) -> bool:
    return not has_cjk(text) and not fold(text).startswith(("for ", "due", "deadline"))


def render_when(when: When) -> str:
    """Return the phrase as typed, with "by" if a title would not take it for a date otherwise."""
    text = escape_entities(when.text)
    again = parse_when(when.text)
    if again is None or not again.weak:
        return text
    return f"{text}前" if has_cjk(text) else f"by {text}"

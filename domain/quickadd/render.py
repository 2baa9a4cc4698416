"""Writes a quick-add value back as the line that reads as that value."""

from __future__ import annotations

from domain.dates.parse import parse_when
from domain.dates.values import When
from domain.errors import DomainError
from domain.quickadd.line import has_cjk, quoted
from domain.quickadd.parse import parse_quick_add
from domain.quickadd.values import Change, QuickAdd
from domain.text import escape_entities


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
    people = [*([change.owner] if change.owner else []), *change.watchers]
    tokens = [person.render() for person in people]
    tokens += ["@none"] if change.unassign else []
    tokens += [change.team.render()] if change.team else []
    tokens += [f"+{label}" for label in change.labels]
    tokens += [f"-{label}" for label in change.unlabels]
    tokens += ["due:none"] if change.clear_due else []
    tokens += [render_when(change.due)] if change.due else []
    tokens += [f"p{change.priority.value}"] if change.priority else []
    return tokens


def _tokens(quick: QuickAdd) -> list[str]:
    people = [*([quick.owner] if quick.owner else []), *quick.watchers]
    tokens = [person.render() for person in people]
    tokens += ["@none"] if quick.unassigned else []
    tokens += [quick.team.render()] if quick.team else []
    tokens += [f"+{label}" for label in quick.labels]
    tokens += [render_when(quick.due)] if quick.due else []
    tokens += [f"p{quick.priority.value}"] if quick.priority else []
    return tokens


def render_when(when: When) -> str:
    """Return the phrase as typed, with "by" if a title would not take it for a date otherwise."""
    text = escape_entities(when.text)
    again = parse_when(when.text)
    if again is None or not again.weak:
        return text
    return f"{text}前" if has_cjk(text) else f"by {text}"

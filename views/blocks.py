"""Small builders of Block Kit. What people typed becomes plain or rich text, never mrkdwn."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]

BUTTON_TEXT_MAX = 75


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack: blocks, and the text of notifications and screen readers."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)


def escape(text: str) -> str:
    """Typed text for a mrkdwn string: Slack's three characters (contract of message text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis if something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def plain(text: str) -> Element:
    """A plain_text object in which nothing typed turns into an emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Element:
    """A mrkdwn object; only for our own words and escaped text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def bold(text: str) -> Element:
    """A bold piece of rich text."""
    return {"type": "text", "text": text, "style": {"bold": True}}


def struck(text: str) -> Element:
    """A struck-through piece of rich text."""
    return {"type": "text", "text": text, "style": {"strike": True}}


def words(text: str) -> Element:
    """A piece of rich text."""
    return {"type": "text", "text": text}


def line(*pieces: Element) -> Block:
    """One rich text paragraph, in which typed text is shown as typed."""
    section = {"type": "rich_text_section", "elements": list(pieces)}
    return {"type": "rich_text", "elements": [section]}


def code(text: str) -> Element:
    """A piece of rich text to be typed as it stands."""
    return {"type": "text", "text": text, "style": {"code": True}}


def bullets(*rows: Sequence[Element]) -> Block:
    """A list of rich text paragraphs."""
    sections = [{"type": "rich_text_section", "elements": list(row)} for row in rows]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": sections}
    return {"type": "rich_text", "elements": [listed]}


def quote(text: str) -> Block:
    """Typed text as a quotation."""
    section = {"type": "rich_text_quote", "elements": [words(text)]}
    return {"type": "rich_text", "elements": [section]}


def to_copy(text: str) -> Block:
    """Typed text in a box, to copy and paste back."""
    section = {"type": "rich_text_preformatted", "elements": [words(text)]}
    return {"type": "rich_text", "elements": [section]}


def section(text: Element, accessory: Element | None = None) -> Block:
    """A section, with an element at its right."""
    block: Block = {"type": "section", "text": text}
    return block if accessory is None else {**block, "accessory": accessory}


def context(*elements: Element) -> Block:
    """Small grey text; at most ten elements."""
    return {"type": "context", "elements": list(elements[:10])}


def contexts(elements: Sequence[Element]) -> list[Block]:
    """Small grey text of any length, ten elements to a block."""
    return [context(*elements[at : at + 10]) for at in range(0, len(elements), 10)]


def actions(*elements: Element) -> Block:
    """A row of buttons and selects."""
    return {"type": "actions", "elements": list(elements)}


def button(text: str, action_id: str, value: str, style: str | None = None) -> Element:
    """A button; `value` comes back with the click."""
    element = {
        "type": "button",
        "action_id": action_id,
        "text": plain(cut(text, BUTTON_TEXT_MAX)),
        "value": value,
    }
    return element if style is None else {**element, "style": style}


def select(placeholder: str, action_id: str, options: Iterable[tuple[str, str]]) -> Element:
    """A menu of (text, value)."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "options": [option(text, value) for text, value in options],
    }


def option(text: str, value: str) -> Element:
    """One choice of a menu."""
    return {"text": plain(cut(text, BUTTON_TEXT_MAX)), "value": value}


def date_token(instant: dt.datetime, fallback: str, *, form: str = "{date_long}") -> str:
    """An instant that every reader sees in their own zone (mrkdwn).

    `form` is Slack's: `{date_long}` has the weekday, `{date_short_pretty}` says "today".
    """
    return f"<!date^{int(instant.timestamp())}^{form} {{time}}|{escape(fallback)}>"

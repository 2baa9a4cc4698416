"""What a person is told, and how each surface can carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from views.blocks import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """At most one message, one form to open, or errors to show in a form (block id to text).

    `replaces` puts the message in place of the private one that was clicked, or the form in place
    of the one in which the click was.
    """

    message: Message | None = None
    form: Mapping[str, Any] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    replaces: bool = False

    def to_json(self) -> dict[str, Any]:
        """The answer as it is kept for a repeat of the request."""
        kept: dict[str, Any] = {}
        if self.message is not None:
            kept["text"], kept["blocks"] = self.message.text, list(self.message.blocks)
        if self.form is not None:
            kept["form"] = dict(self.form)
            kept["replaces"] = self.replaces
        if self.errors:
            kept["errors"] = dict(self.errors)
        return kept


NOTHING = Answer()


def from_json(kept: Mapping[str, Any] | None) -> Answer:
    """The answer that the first arrival of a request got."""
    if not kept:
        return NOTHING
    message = Message(kept["text"], kept["blocks"]) if "text" in kept else None
    return Answer(
        message, kept.get("form"), kept.get("errors", {}), replaces=bool(kept.get("replaces"))
    )


def command_ack(answer: Answer) -> dict[str, Any]:
    """The body that answers a slash command; empty shows nothing."""
    if answer.message is None:
        return {}
    return {
        "response_type": "ephemeral",
        "text": answer.message.text,
        "blocks": list(answer.message.blocks),
    }


def form_ack(answer: Answer) -> dict[str, Any]:
    """The body that answers a sent form; empty closes it."""
    if answer.errors:
        return {"response_action": "errors", "errors": dict(answer.errors)}
    return {}

"""What a person sees after acting (`…Result`), and the error for acts that cannot be done."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.delivery.parcel import NoAnswer
from sandbox.state.records import Json

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack's client says when a modal's submission went wrong (wording unverified)."""


class Impossible(Exception):
    """An act that Slack's client does not offer; `code` for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True)
class CommandResult:
    """What a slash command showed. `text`, `blocks`: of the ack, or the client's error text.

    `message` is the message the ack posted, None if it posted nothing.
    """

    ok: bool
    error: str | None = None
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    message: Json | None = None


@dataclass(frozen=True)
class ActionResult:
    """Whether a click, choice or shortcut was acknowledged; `error` as the client shows it."""

    ok: bool
    error: str | None = None


@dataclass(frozen=True)
class SubmitResult:
    """What became of a submission. `errors`: block_id → text; `error`: a general failure.

    `closed` is True when the submitted view is gone from the stack.
    """

    closed: bool
    errors: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True)
class OptionsResult:
    """What an external select offered; `groups` when the app answered with option groups."""

    ok: bool
    options: list[Json] = field(default_factory=list)
    groups: list[Json] = field(default_factory=list)
    error: str | None = None


def failure_code(silence: NoAnswer) -> str:
    """The error a person is shown when the app did not answer."""
    return "operation_timeout" if silence.timed_out else "dispatch_failed"

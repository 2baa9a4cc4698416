"""What is said about one Web API method, and the refusals that follow from it alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.rules.errors import Answer, invalid_arguments, refusal

Kind = Literal["public", "private", "im", "mpim"]
Token = Literal["bot", "user", "app", "none"]
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute by tier, per method, workspace and app; bursts are tolerated."""
POSTS_PER_SECOND_PER_CHANNEL = 1

KINDS: tuple[Kind, ...] = ("public", "private", "im", "mpim")


@dataclass(frozen=True, slots=True)
class Method:
    """One method; `tier` None means limits of its own.

    `scopes`: any one of them is enough. `scopes_by_kind` replaces it where the scope depends on
    the conversation; a kind that is absent is refused by Slack with
    `method_not_supported_for_channel_type`.
    """

    name: str
    tier: int | None
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    own_errors: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    scopes_by_kind: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    tokens: frozenset[Token] = frozenset({"bot", "user"})
    answers: tuple[str, ...] = ()
    may_answer: tuple[str, ...] = ()
    takes_json: bool = True

    @property
    def per_minute(self) -> int | None:
        """Published calls a minute, None where Slack gives no number."""
        return None if self.tier is None else PER_MINUTE[self.tier]

    @property
    def all_scopes(self) -> frozenset[str]:
        """Every scope that opens the method for some kind of conversation."""
        by_kind = {scope for scopes in self.scopes_by_kind.values() for scope in scopes}
        return frozenset(self.scopes) | by_kind

    def scopes_for(self, kind: Kind | None = None) -> tuple[str, ...]:
        """Scopes of which one is needed for that kind of conversation (None: for any)."""
        if self.scopes_by_kind and kind is not None:
            return self.scopes_by_kind.get(kind, ())
        return self.scopes or tuple(sorted(self.all_scopes))


def missing_argument(method: Method, args: Mapping[str, Any]) -> Answer | None:
    """Slack's answer when a required argument was not sent; None when all are there."""
    absent = [name for name in method.required if args.get(name) is None]
    if method.one_of and all(args.get(name) is None for name in method.one_of):
        absent.append(method.one_of[0])
    for name in absent:
        if name in method.own_errors:
            return refusal(method.own_errors[name])
    if not absent:
        return None
    return invalid_arguments([f"missing required field: {name}" for name in absent])


def missing_scope(
    method: Method, granted: Collection[str], kind: Kind | None = None
) -> Answer | None:
    """Slack's answer when the token has none of the scopes needed; None when it has one.

    With a `kind` the method does not take: `method_not_supported_for_channel_type`.
    """
    if kind is not None and method.scopes_by_kind and kind not in method.scopes_by_kind:
        return refusal("method_not_supported_for_channel_type")
    needed = method.scopes_for(kind)
    if not needed or any(scope in granted for scope in needed):
        return None
    return refusal("missing_scope", needed=",".join(needed), provided=",".join(sorted(granted)))

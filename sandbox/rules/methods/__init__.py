"""The Web API methods the sandbox may have: arguments, scopes, tokens, tiers, answer keys.

What a method does is in `sandbox.web_api`; here is only what can be said without state.
"""

from collections.abc import Mapping

from sandbox.rules.methods.messages import MESSAGE_METHODS
from sandbox.rules.methods.model import (
    KINDS,
    PER_MINUTE,
    POSTS_PER_SECOND_PER_CHANNEL,
    Kind,
    Method,
    Token,
    missing_argument,
    missing_scope,
)
from sandbox.rules.methods.places import PLACE_METHODS

METHODS: Mapping[str, Method] = {
    method.name: method for method in (*MESSAGE_METHODS, *PLACE_METHODS)
}

__all__ = [
    "KINDS",
    "METHODS",
    "PER_MINUTE",
    "POSTS_PER_SECOND_PER_CHANNEL",
    "Kind",
    "Method",
    "Token",
    "missing_argument",
    "missing_scope",
]

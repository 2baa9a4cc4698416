"""blocks.validate: says what is wrong with blocks, a message or a view, without showing them."""

from __future__ import annotations

import json
import re
from typing import Any

from sandbox.rules.blockkit import Problem, check_attachments, check_blocks, check_view
from sandbox.rules.blockkit.blocks import BLOCKS
from sandbox.state import Json, Refused
from sandbox.web_api.arguments import invalid_argument
from sandbox.web_api.call import Call

MOST = 100_000
"""Characters of each argument."""
_KINDS = ("blocks", "message", "view")
_MISSING = re.compile(r"missing required field: (\S+)")
_LIMITS = (
    ("max_length", re.compile(r"must be less than (\d+) characters"), -1),
    ("min_length", re.compile(r"must be more than (\d+) characters"), 1),
    ("max_items", re.compile(r"no more than (\d+) items allowed"), 0),
    ("min_items", re.compile(r"no fewer than (\d+) items allowed"), 0),
)


def validate(call: Call) -> Json:
    """blocks.validate: exactly one of three arguments; needs no token."""
    given = [name for name in _KINDS if call.args.given(name)]
    if len(given) != 1:
        raise invalid_argument("must define only one of blocks, message or view", given[-1])
    name = given[0]
    value = call.args.values[name]
    text = value if isinstance(value, str) else json.dumps(value)
    if len(text) > MOST:
        raise invalid_argument(f"must be less than {MOST + 1} characters", name)
    try:
        content = json.loads(text)
    except ValueError:
        raise invalid_argument("must be valid JSON", name) from None
    if errors := [_told(problem) for problem in _problems(name, content)]:
        raise Refused(f"invalid_{name}", errors=errors)
    return {}


def _problems(name: str, content: Any) -> list[Problem]:
    """Complaints with pointers into the argument itself."""
    if name == "blocks":
        return check_blocks(content, "message", "")
    if name == "view":
        return check_view(content, "")
    if not isinstance(content, dict):
        return [Problem("must provide an object", "")]
    found: list[Problem] = []
    if content.get("text") is not None and not isinstance(content["text"], str):
        found.append(Problem("must provide a string", "/text"))
    if content.get("blocks") is not None:
        found += check_blocks(content["blocks"], "message", "/blocks")
    if content.get("attachments") is not None:
        found += check_attachments(content["attachments"], "/attachments")
    return found


def _told(problem: Problem) -> Json:
    body: Json = {"message": problem.message, "pointer": problem.pointer}
    if missing := _MISSING.fullmatch(problem.message):
        return {"code": "missing_field", "field": missing[1], **body}
    return {"code": "failed_constraint", **body, "constraint": _constraint(problem.message)}


def _constraint(message: str) -> Json:
    for kind, pattern, shift in _LIMITS:
        if found := pattern.fullmatch(message):
            return {"type": kind, "expected": int(found[1]) + shift}
    if message.startswith("unsupported type"):
        return {"type": "enum", "expected": sorted(BLOCKS)}
    return {"type": "schema"}

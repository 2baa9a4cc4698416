"""What a message of the app may hold (text, blocks, attachments, metadata), checked."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.rules.blockkit.attachments import shows_something
from sandbox.rules.errors import refuse_files, refuse_message, refuse_missing
from sandbox.rules.metadata import refuse_metadata, stored_metadata
from sandbox.rules.text import posted_arguments, stored_blocks
from sandbox.state import Json, Refused
from sandbox.web_api.arguments import Arguments, invalid_argument
from sandbox.web_api.call import Call, refuse
from sandbox.web_api.slack_files import check_slack_files

TRUNCATED_AT = 40_000
MARKDOWN_MAX = 12_000
_PARSE = frozenset({"", "none", "full", "client"})
"""`client` is what chat.update does when nothing is said."""
_CUSTOM = ("username", "icon_emoji", "icon_url")


@dataclass
class Content:
    """The checked content; None means the argument was not given, [] or {} that it was emptied."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to show."""
        if (self.text and self.text.strip()) or self.blocks:
            return False
        return not any(map(shows_something, self.attachments or []))


def read_content(call: Call, *, text_most: int | None = None, metadata: bool = True) -> Content:
    """Check text, markdown_text, blocks, attachments and metadata of a call.

    `text_most`: longer text is `msg_too_long`; without it Slack cuts at 40,000 characters.
    """
    args = call.args
    if args.flag("as_user"):
        raise Refused("as_user_not_supported")
    if args.text("parse") not in _PARSE:
        raise invalid_argument("must be a valid enum value", "parse")
    if any(args.text(name) for name in _CUSTOM if args.given(name)):
        call.require_scope("chat:write.customize")
    blocks = args.nested("blocks", "invalid_blocks_format")
    attachments = args.nested("attachments", "invalid_attachments")
    # Only chat.postMessage has a code of its own for too much text in blocks.
    too_long = "msg_blocks_too_long" if text_most is None else "msg_too_long"
    refuse(refuse_message(blocks, attachments, too_long=too_long))
    refuse(refuse_missing(blocks, call.ws.blocks_missing))
    check_slack_files(call, blocks)
    refuse(refuse_files(blocks, call.ws.knows_image))
    text = stored_text(call, "text") if args.given("text") else None
    if text is not None:
        if text_most is not None and len(text) > text_most:
            raise Refused("msg_too_long")
        text = text[:TRUNCATED_AT]
    if args.text("markdown_text"):
        if args.text("text") or blocks or attachments:
            raise Refused("markdown_text_conflict")
        markdown = args.text("markdown_text")
        if len(markdown) > MARKDOWN_MAX:
            raise Refused("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    return Content(
        text,
        stored_blocks(blocks),
        stored_blocks(attachments),
        _metadata(args) if metadata else None,
    )


def stored_text(call: Call, name: str) -> str:
    """An argument as Slack keeps text: three characters escaped, links and names as asked."""
    values = {**call.args.values, "text": call.args.text(name)}
    return posted_arguments(values, call.ws.names(call.bot))


def _metadata(args: Arguments) -> Json | None:
    value = args.nested("metadata", "invalid_metadata_format")
    if value is None:
        return None
    if value == {}:
        return {}
    refuse(refuse_metadata(value))
    return stored_metadata(value)

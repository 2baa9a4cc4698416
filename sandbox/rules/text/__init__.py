"""What Slack does to text: on posting, in the client's composer, and in slash commands.

Pure functions; who is called what is asked of the `Names` handed in.
"""

from sandbox.rules.text.emoji_names import name_emoji
from sandbox.rules.text.markup import TOKEN, auto_link, escape, escape_bare, unescape
from sandbox.rules.text.names import NOBODY, ChannelName, Names
from sandbox.rules.text.posted import (
    mrkdwn_text,
    plain_text,
    posted_arguments,
    posted_text,
    stored_blocks,
)
from sandbox.rules.text.typed import Typed, command_text, typed_message

__all__ = [
    "NOBODY",
    "TOKEN",
    "ChannelName",
    "Names",
    "Typed",
    "auto_link",
    "command_text",
    "escape",
    "escape_bare",
    "mrkdwn_text",
    "name_emoji",
    "plain_text",
    "posted_arguments",
    "posted_text",
    "stored_blocks",
    "typed_message",
    "unescape",
]

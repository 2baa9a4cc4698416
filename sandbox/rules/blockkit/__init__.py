"""Block Kit as Slack enforces it: which blocks and elements where, with which lengths.

Import the functions from here; the tables are in the modules.
"""

from sandbox.rules.blockkit.checks import check_attachments, check_blocks, check_view
from sandbox.rules.blockkit.ids import generate_ids
from sandbox.rules.blockkit.problems import Problem, Surface
from sandbox.rules.blockkit.totals import MESSAGE_TEXT_MAX, message_text_total, slack_files

__all__ = [
    "MESSAGE_TEXT_MAX",
    "Problem",
    "Surface",
    "check_attachments",
    "check_blocks",
    "check_view",
    "generate_ids",
    "message_text_total",
    "slack_files",
]

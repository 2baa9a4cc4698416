"""What a `/meet` line wants: points, decisions, actions, closing, skipping. Nothing is executed.

The intents live in `values`; import them from there.
"""

from domain.meet_lines.parse import VERBS, parse_meet_line
from domain.meet_lines.render import render_meet_line

__all__ = ["VERBS", "parse_meet_line", "render_meet_line"]

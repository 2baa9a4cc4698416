"""What a `/goal` line wants: verbs, ids, check-ins, filters, or a new goal. Nothing is executed.

The intents live in `values`; import them from there.
"""

from domain.goal_lines.ids import parse_goal_ids, render_goal_ids
from domain.goal_lines.parse import parse_goal_line
from domain.goal_lines.quick import parse_goal_change, parse_new_goal
from domain.goal_lines.render import render_change_tokens, render_new_goal
from domain.goal_lines.verbs import VERBS

__all__ = [
    "VERBS",
    "parse_goal_change",
    "parse_goal_ids",
    "parse_goal_line",
    "parse_new_goal",
    "render_change_tokens",
    "render_goal_ids",
    "render_new_goal",
]

"""What a `/standup` line wants: verbs, ids of blockers, or words for the form that is owed."""

from domain.standups.lines.parse import parse_standup_line
from domain.standups.lines.render import render_standup_line
from domain.standups.lines.verbs import VERBS

__all__ = ["VERBS", "parse_standup_line", "render_standup_line"]

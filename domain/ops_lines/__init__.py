"""What an `/ops` line wants. Nothing is executed here."""

from domain.ops_lines.parse import VERBS, parse_ops_line
from domain.ops_lines.values import OpsIntent

__all__ = ["VERBS", "OpsIntent", "parse_ops_line"]

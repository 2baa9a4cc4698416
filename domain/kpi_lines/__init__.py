"""What a `/kpi` line wants: readings, charts, new KPIs, alerts, hooks. Nothing is executed.

The intents live in `values`; import them from there.
"""

from domain.kpi_lines.parse import parse_kpi_line
from domain.kpi_lines.render import render_kpi_line
from domain.kpi_lines.verbs import VERBS

__all__ = ["VERBS", "parse_kpi_line", "render_kpi_line"]

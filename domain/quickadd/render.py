"""Writes a quick-add value back as the line that reads as that value."""

from __future__ import annotations

from domain.quickadd.values import QuickAdd


def render_quick_add(quick: QuickAdd) -> str:
    """Return Slack's raw text for which `parse_quick_add` gives `quick` again."""
    raise NotImplementedError

"""Reads a quick-add line or a change into values."""

from __future__ import annotations

from domain.quickadd.values import Change, QuickAdd


def parse_quick_add(text: str) -> QuickAdd:
    """Read Slack's raw text as a new task; raises `BadInput` that keeps the text."""
    raise NotImplementedError


def parse_change(text: str, *, weak_dates: bool = True) -> Change:
    """Read Slack's raw text as a change; words that are no tokens end in `leftover`."""
    raise NotImplementedError

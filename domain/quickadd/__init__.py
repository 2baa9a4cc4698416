"""The one-line language of adding and changing: tokens in, values out."""

from domain.quickadd.line import quoted
from domain.quickadd.parse import parse_change, parse_quick_add
from domain.quickadd.render import render_change_tokens, render_quick_add
from domain.quickadd.values import Change, Claim, ClaimKind, QuickAdd

__all__ = [
    "Change",
    "Claim",
    "ClaimKind",
    "QuickAdd",
    "parse_change",
    "parse_quick_add",
    "quoted",
    "render_change_tokens",
    "render_quick_add",
]

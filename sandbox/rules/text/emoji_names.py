"""Unicode emoji in text become `:name:`, as the server stores them."""

from __future__ import annotations

import functools
import re

from sandbox.rules.emoji import SKIN_TONES, name_by_unicode, takes_tone

_TONE_BY_SIGN = {sign: tone for tone, sign in SKIN_TONES.items()}


@functools.cache
def pattern() -> re.Pattern[str]:
    """Any known emoji, the longest first, with a skin tone where one follows."""
    known = sorted(name_by_unicode(), key=len, reverse=True)
    tones = "".join(_TONE_BY_SIGN)
    return re.compile(f"(?P<sign>{'|'.join(map(re.escape, known))})(?P<tone>[{tones}])?")


def _name(match: re.Match[str]) -> str:
    name, tone = name_by_unicode()[match["sign"]], match["tone"]
    if tone and name in takes_tone():
        return f":{name}::skin-tone-{_TONE_BY_SIGN[tone]}:"
    return f":{name}:" + (tone or "")


def name_emoji(text: str) -> str:
    """Replace each emoji of the table; others stay as they are."""
    if text.isascii():
        return text
    return pattern().sub(_name, text)

"""Slack's escapes and the `<…>` tokens of message text.

Reading and writing of single tokens; whole texts are handled in `posted` and `typed`.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"<(?P<body>"
    r"@[UW][A-Z0-9]{2,}(?:\|[^<>\n]*)?"
    r"|#[CGD][A-Z0-9]{2,}(?:\|[^<>\n]*)?"
    r"|!subteam\^S[A-Z0-9]{2,}(?:\|[^<>\n]*)?"
    r"|!(?:here|channel|everyone)(?:\|[^<>\n]*)?"
    r"|!date\^-?\d+\^[^<>\n]+"
    r"|(?:https?|mailto|tel|ftp|slack):[^<>|\s]+(?:\|[^<>\n]*)?"
    r")>"
)
"""Every token Slack reads as markup; anything else between angle brackets is text."""

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
URL = re.compile(r"https?://[^\s<>|`\"]*[^\s<>|`\".,;:!?)\]}'*_~]")
MAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w-])")
DOMAIN = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|cn|de|in|uk|eu|ai)"
    r"(?:/[^\s<>|`\"]*[^\s<>|`\".,;:!?)\]}'*_~])?(?![\w.-]*\w)",
    re.IGNORECASE,
)


def escape(text: str) -> str:
    """Slack's three entities, for text that is not markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The three entities back, once: `&amp;lt;` becomes `&lt;`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape_bare(text: str) -> str:
    """Escape what is not escaped yet, as the server does with text an app sends."""
    return _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str = "") -> str:
    """A link token of escaped parts; a label loses what would end it."""
    shown = re.sub(r"[|<>\n]", " ", label)
    return f"<{url}|{shown}>" if shown else f"<{url}>"


def auto_link(escaped: str) -> str:
    """Turn bare addresses in escaped plain text into link tokens."""
    done: list[str] = []
    at = 0
    for match in _ADDRESS.finditer(escaped):
        done += [escaped[at : match.start()], address_token(match)]
        at = match.end()
    return "".join([*done, escaped[at:]])


_ADDRESS = re.compile(
    f"(?P<url>{URL.pattern})|(?P<mail>{MAIL.pattern})|(?P<domain>{DOMAIN.pattern})", re.IGNORECASE
)
ADDRESS = _ADDRESS


def address_token(match: re.Match[str]) -> str:
    """The token for a match of `ADDRESS`."""
    if match["url"]:
        return link(match["url"])
    if match["mail"]:
        return link(f"mailto:{match['mail']}", match["mail"])
    return link(f"http://{match['domain']}", match["domain"])

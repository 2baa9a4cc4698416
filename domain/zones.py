"""Names of time zones that come from outside."""

from zoneinfo import ZoneInfo


def known_zone(name: object) -> str:
    """The name if this computer has rules for it, else ""."""
    if not isinstance(name, str) or not name:
        return ""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        # An unknown name, a malformed one, the name of a folder of zones.
        return ""

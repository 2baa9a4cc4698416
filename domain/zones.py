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


_COUNTRIES = {
    "Asia/Shanghai": "CN", "Asia/Hong_Kong": "HK", "Asia/Taipei": "TW", "Asia/Singapore": "SG",
    "Asia/Kuala_Lumpur": "MY", "Asia/Manila": "PH", "Asia/Tokyo": "JP", "Asia/Seoul": "KR",
    "Asia/Jakarta": "ID", "Asia/Bangkok": "TH", "Asia/Ho_Chi_Minh": "VN", "Asia/Kolkata": "IN",
    "Asia/Calcutta": "IN", "Asia/Kathmandu": "NP", "Asia/Jerusalem": "IL", "Asia/Dubai": "AE",
    "Europe/London": "GB", "Europe/Dublin": "IE", "Europe/Lisbon": "PT", "Europe/Madrid": "ES",
    "Europe/Paris": "FR", "Europe/Brussels": "BE", "Europe/Amsterdam": "NL",
    "Europe/Berlin": "DE", "Europe/Zurich": "CH", "Europe/Vienna": "AT", "Europe/Rome": "IT",
    "Europe/Prague": "CZ", "Europe/Warsaw": "PL", "Europe/Budapest": "HU",
    "Europe/Copenhagen": "DK", "Europe/Stockholm": "SE", "Europe/Oslo": "NO",
    "Europe/Helsinki": "FI", "Europe/Athens": "GR", "Europe/Istanbul": "TR",
    "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US",
    "America/Phoenix": "US", "America/Los_Angeles": "US", "America/Anchorage": "US",
    "America/Toronto": "CA", "America/Vancouver": "CA", "America/Edmonton": "CA",
    "America/Winnipeg": "CA", "America/Halifax": "CA", "America/Mexico_City": "MX",
    "America/Bogota": "CO", "America/Lima": "PE", "America/Santiago": "CL",
    "America/Sao_Paulo": "BR", "America/Argentina/Buenos_Aires": "AR",
    "Africa/Cairo": "EG", "Africa/Lagos": "NG", "Africa/Nairobi": "KE",
    "Africa/Johannesburg": "ZA", "Australia/Perth": "AU", "Australia/Adelaide": "AU",
    "Australia/Brisbane": "AU", "Australia/Sydney": "AU", "Australia/Melbourne": "AU",
    "Pacific/Auckland": "NZ",
}  # fmt: skip
"""Where most people live who have their clocks on one of these zones."""


def country_of(zone: str) -> str:
    """The country whose holidays somebody in that zone most likely has, "" if that is a guess."""
    return _COUNTRIES.get(zone, "")

"""Time zones in the reader's words, and the list to choose one from."""

import datetime as dt
import functools
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from views.words import Words

REGIONS = {
    "Asia": (
        "Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore Asia/Kuala_Lumpur Asia/Manila "
        "Asia/Tokyo Asia/Seoul Asia/Jakarta Asia/Bangkok Asia/Ho_Chi_Minh Asia/Dhaka "
        "Asia/Kathmandu Asia/Kolkata Asia/Colombo Asia/Karachi Asia/Tashkent Asia/Almaty "
        "Asia/Kabul Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Tehran Asia/Riyadh Asia/Baghdad "
        "Asia/Jerusalem Asia/Beirut"
    ),
    "Europe": (
        "Europe/London Europe/Dublin Europe/Lisbon Europe/Madrid Europe/Paris Europe/Brussels "
        "Europe/Amsterdam Europe/Berlin Europe/Zurich Europe/Vienna Europe/Rome Europe/Prague "
        "Europe/Warsaw Europe/Budapest Europe/Copenhagen Europe/Stockholm Europe/Oslo "
        "Europe/Helsinki Europe/Athens Europe/Bucharest Europe/Sofia Europe/Kyiv "
        "Europe/Istanbul Europe/Moscow"
    ),
    "America": (
        "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles "
        "America/Anchorage America/Toronto America/Winnipeg America/Edmonton America/Vancouver "
        "America/Halifax America/St_Johns America/Mexico_City America/Costa_Rica America/Panama "
        "America/Bogota America/Lima America/Caracas America/La_Paz America/Santiago "
        "America/Sao_Paulo America/Argentina/Buenos_Aires America/Montevideo America/Puerto_Rico"
    ),
    "Africa": (
        "Africa/Casablanca Africa/Algiers Africa/Tunis Africa/Cairo Africa/Lagos Africa/Accra "
        "Africa/Nairobi Africa/Addis_Ababa Africa/Johannesburg"
    ),
    "Pacific": (
        "Australia/Perth Australia/Darwin Australia/Adelaide Australia/Brisbane Australia/Sydney "
        "Australia/Melbourne Australia/Hobart Australia/Lord_Howe Pacific/Auckland Pacific/Fiji "
        "Pacific/Apia Pacific/Tongatapu Pacific/Honolulu Pacific/Pago_Pago"
    ),
}
"""The usual ones; any other that Slack knows somebody by can be kept."""
_CLDR = {
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Europe/Kyiv": "Europe/Kiev",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
}
"""Cities that Babel knows by an older name only."""


def zone_city(zone: str, words: Words) -> str:
    """A zone by its city: "New York", 纽约."""
    return _city(zone, words)


@functools.lru_cache(maxsize=2048)
def _city(zone: str, words: Words) -> str:
    if zone in {"UTC", "Etc/UTC"}:
        return "UTC"
    found = get_timezone_location(_CLDR.get(zone, zone), locale=words.locale, return_city=True)
    return str(found).rsplit("/", 1)[-1]


def zone_choice(zone: str, words: Words, now: dt.datetime) -> str:
    """A zone with what its clocks are ahead of UTC now: "Kathmandu (+05:45)"."""
    written = f"{now.astimezone(ZoneInfo(zone)):%z}"
    return f"{zone_city(zone, words)} ({written[:3]}:{written[3:5]})"


def zone_choices(
    chosen: tuple[str, ...], words: Words, now: dt.datetime
) -> dict[str, list[tuple[str, str]]]:
    """The zones to choose from as (text, value), by region; `chosen` ones stand first."""
    regions = {
        "Asia": words.say("Asia"),
        "Europe": words.say("Europe"),
        "America": words.say("America"),
        "Africa": words.say("Africa"),
        "Pacific": words.say("Australia and Pacific"),
    }
    first = list(dict.fromkeys(chosen))
    found = {words.say("Suggested"): first}
    for region, zones in REGIONS.items():
        rest = [zone for zone in zones.split() if zone not in first]
        found[regions[region]] = sorted(rest, key=lambda zone: zone_city(zone, words))
    found[words.say("Other")] = [] if "UTC" in first else ["UTC"]
    return {
        region: [(zone_choice(zone, words, now), zone) for zone in zones]
        for region, zones in found.items()
        if zones
    }

"""The reader's language: catalogues, plural forms, dates. The only module that knows gettext."""

import datetime as dt
import functools
import gettext
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time

DOMAIN = "drumbeat"
CATALOGUES = Path(__file__).parent / "locale"


class Words:
    """The words and date habits of one locale (`en-US`, `zh-CN`), and the reader's zone."""

    def __init__(self, locale: str, zone: str = "UTC") -> None:
        self.locale = _locale(locale)
        self.zone = ZoneInfo(zone)
        self._catalogue = _catalogue(self.locale.language)

    def say(self, message: str, **values: object) -> str:
        """A sentence in the reader's language; `values` fill its `{names}`."""
        return self._catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence whose form depends on `number` (available as `{n}`)."""
        return self._catalogue.ngettext(one, many, number).format(n=number, **values)

    def day(self, date: dt.date, *, today: dt.date | None = None) -> str:
        """A date with its weekday, and its year when that is not this year's: "Fri 15 May"."""
        with_year = today is not None and date.year != today.year
        return _day("yMMMEd" if with_year else "MMMEd", date, self.locale)

    def short_day(self, date: dt.date, *, with_year: bool = False) -> str:
        """A date without its weekday, for axes and tables: "May 15"."""
        return _day("yMMMd" if with_year else "MMMd", date, self.locale)

    def clock(self, time: dt.time) -> str:
        """A wall time as the reader writes it: 6:00 PM, 18:00."""
        return format_time(time, "short", locale=self.locale).replace("\u202f", " ")

    def time(self, instant: dt.datetime) -> str:
        """The wall time of an instant in the reader's zone."""
        return self.clock(instant.astimezone(self.zone).time())

    def moment(self, instant: dt.datetime, *, today: dt.date | None = None) -> str:
        """Day and wall time of an instant in the reader's zone, in plain words."""
        local = instant.astimezone(self.zone)
        return f"{self.day(local.date(), today=today)} {self.time(instant)}"

    def today(self, now: dt.datetime) -> dt.date:
        """The reader's date at an instant."""
        return now.astimezone(self.zone).date()


@functools.lru_cache(maxsize=1024)
def _day(skeleton: str, date: dt.date, locale: Locale) -> str:
    return format_skeleton(skeleton, date, locale=locale)


@functools.lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "US")


@functools.lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(CATALOGUES), languages=[language], fallback=True)


@functools.lru_cache(maxsize=512)
def words_for(locale: str, zone: str = "UTC") -> Words:
    """The words for a locale and zone; made once each."""
    return Words(locale, zone)

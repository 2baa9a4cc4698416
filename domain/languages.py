"""Which language and habits somebody reads with: their own choice wins over Slack's."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """The languages that people can choose."""

    ENGLISH = "en"
    CHINESE = "zh"


_LOCALES = {Language.ENGLISH: "en-US", Language.CHINESE: "zh-CN"}


def reader_locale(locale: str, chosen: str | None) -> str:
    """Return the locale to write in for somebody to whom Slack speaks in `locale`.

    The date habits of Slack's locale stay if it is one of the chosen language (en-GB).
    """
    if chosen is None or locale.replace("_", "-").split("-")[0] == chosen:
        return locale
    return _LOCALES[Language(chosen)]

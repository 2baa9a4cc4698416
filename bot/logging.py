"""Logs: one event name and ids per line, as JSON or for a terminal. Never what people wrote.

A processor takes out secrets and every key that could carry words, also from other libraries.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

REMOVED = "[removed]"

# Keys that hold what people wrote, who they are in words, or a secret. Log ids and codes instead.
_WORDY = re.compile(
    r"answers?|args|attachments|authorization|blocks?|content|cookie|description|e?mail|form"
    r"|headers|kwargs|leftover|line|message|note|phrase|private_metadata|query|question|raw|reason"
    r"|response|response_url|state|statement|summary|values?|view|words"
    r"|(.*_)?(text|title|token|secret|password|body|payload|name)",
    re.IGNORECASE,
)
_SECRETS = (
    re.compile(r"\b(?:xox[a-z]|xapp|xwfp|xoxe\.xox[a-z])-[\w-]+"),
    re.compile(r"https?://[^\s\"'/]+/(?:commands|actions|services|workflows|response)/[^\s\"'>]+"),
    re.compile(r"https://hooks\.slack\.com/[^\s\"'>]+"),
    re.compile(r"(?<=ticket=)[^&\s\"']+"),
    re.compile(r"(?<=://)[^/\s:@\"']+:[^/\s@\"']+(?=@)"),
    re.compile(r"(?<=Bearer )\S+"),
)
_QUIET_LIBRARIES = ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "sqlalchemy", "alembic")
# Errors whose message is about the program or the system; any other may quote what people wrote.
_TELLING_ERRORS = (OSError, ImportError, AttributeError, TypeError, NameError, NotImplementedError)


def configure_logging(
    level: str = "info",
    form: Literal["auto", "console", "json"] = "auto",
    stream: TextIO | None = None,
) -> None:
    """Send all logs of this process, other libraries' too, to `stream` (standard error)."""
    out = stream or sys.stderr
    as_json = form == "json" or (form == "auto" and not out.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe_exception,
        without_words,
    ]
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(as_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for library in _QUIET_LIBRARIES:  # at debug level they print whole payloads
        logging.getLogger(library).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take out secrets wherever they stand and the values of keys that could carry words."""
    return _cleaned(event)


def describe_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Turn `exc_info` into class names and places; messages only where they cannot quote people."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_described(error))
    return event


def _described(error: BaseException) -> list[str]:
    lines = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        lines += [*_described(cause), "then:"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return [*lines, f"{kind}: {error}" if isinstance(error, _TELLING_ERRORS) else kind]


def _cleaned(fields: MutableMapping[str, Any] | Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: REMOVED if _is_wordy(key) else _clean_value(value) for key, value in fields.items()
    }


def _is_wordy(key: str) -> bool:
    return _WORDY.fullmatch(str(key)) is not None


def _clean_value(value: Any) -> Any:
    if isinstance(value, str):
        for secret in _SECRETS:
            value = secret.sub(REMOVED, value)
        return value
    if isinstance(value, Mapping):
        return _cleaned(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean_value(part) for part in value]
    if isinstance(value, BaseException):
        return type(value).__name__
    return value


def _renderer(as_json: bool) -> Processor:
    if as_json:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer()

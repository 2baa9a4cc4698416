"""Logs hold event names and ids: no secret, nothing that people wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logging import REMOVED, configure_logging

WORDS = "Tell Bob he is fired"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def out() -> io.StringIO:
    stream = io.StringIO()
    configure_logging("debug", "json", stream)
    return stream


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_has_the_event_its_level_time_and_ids(out: io.StringIO) -> None:
    structlog.get_logger("bot.x").info("task_added", task=12, channel="C1")
    (line,) = lines(out)
    assert line["event"] == "task_added"
    assert (line["task"], line["channel"], line["level"], line["logger"]) == (
        12,
        "C1",
        "info",
        "bot.x",
    )
    assert line["timestamp"].endswith("Z")


WORDY_KEYS = """
    text title description payload body blocks real_name name email response_url reason
    command_text new_title values view private_metadata
"""


@pytest.mark.parametrize("key", WORDY_KEYS.split())
def test_keys_that_could_carry_words_are_emptied(key: str, out: io.StringIO) -> None:
    structlog.get_logger().info("x", **{key: WORDS}, deep={"inner": [{key: WORDS}]})
    (line,) = lines(out)
    assert line[key] == REMOVED
    assert WORDS not in out.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1234-abc",
        "xoxe.xoxb-1-abc",
        "xapp-1-A1-abc",
        "https://hooks.slack.com/commands/T1/2/abc",
        "http://127.0.0.1:8765/response/T1/abc",
        "wss://x.slack.com/link/?ticket=abc&app_id=A1",
        "postgresql://bob:abc@db/drumbeat",
        "Authorization: Bearer abc",
    ],
)
def test_secrets_are_cut_out_wherever_they_stand(secret: str, out: io.StringIO) -> None:
    structlog.get_logger().warning("odd", where=f"before {secret} after", many=[secret])
    logging.getLogger("some.library").warning("said %s", secret)
    assert "abc" not in out.getvalue()
    assert REMOVED in out.getvalue()


def test_other_libraries_use_the_same_form(out: io.StringIO) -> None:
    logging.getLogger("some.library").warning("retry %s", 3)
    (line,) = lines(out)
    assert (line["event"], line["logger"], line["level"]) == ("retry 3", "some.library", "warning")


def test_libraries_that_print_payloads_stay_quiet_even_at_debug_level(out: io.StringIO) -> None:
    for name in ("slack_bolt.AsyncApp", "slack_sdk.web.async_client", "aiohttp.client"):
        logging.getLogger(name).debug("request body: %s", WORDS)
        logging.getLogger(name).info("request body: %s", WORDS)
    assert out.getvalue() == ""


def test_an_exception_is_its_kind_and_place_without_its_message(out: io.StringIO) -> None:
    def look_up() -> str:
        try:
            return {"a": "b"}[WORDS]
        except KeyError as error:
            raise ValueError(f"cannot read {WORDS}") from error

    try:
        look_up()
    except ValueError:
        structlog.get_logger().exception("broken", reference="ab12cd")
    (line,) = lines(out)
    assert WORDS not in out.getvalue()
    assert line["reference"] == "ab12cd"
    assert "KeyError" in line["exception"]
    assert "ValueError" in line["exception"]
    assert "test_logging.py" in line["exception"]


def test_a_system_error_keeps_its_message(out: io.StringIO) -> None:
    try:
        raise ConnectionRefusedError("[Errno 111] refused")
    except OSError:
        logging.getLogger("some.library").exception("no luck")
    (line,) = lines(out)
    assert line["exception"].endswith("ConnectionRefusedError: [Errno 111] refused")


def test_an_error_given_as_a_value_is_its_kind(out: io.StringIO) -> None:
    structlog.get_logger().info("refused", error=ValueError(WORDS))
    assert lines(out)[0]["error"] == "ValueError"


def test_bound_ids_are_on_every_line_of_a_request(out: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(reference="ab12cd"):
        logging.getLogger("some.library").warning("inside")
    assert lines(out)[0]["reference"] == "ab12cd"


def test_a_terminal_gets_readable_lines() -> None:
    stream = io.StringIO()
    configure_logging("info", "console", stream)
    structlog.get_logger().info("task_added", task=12, title=WORDS)
    structlog.get_logger().debug("not_shown")
    assert "task_added" in stream.getvalue()
    assert WORDS not in stream.getvalue()
    assert "not_shown" not in stream.getvalue()


def test_without_a_terminal_auto_means_json() -> None:
    stream = io.StringIO()
    configure_logging("info", "auto", stream)
    structlog.get_logger().info("x")
    assert json.loads(stream.getvalue())["event"] == "x"

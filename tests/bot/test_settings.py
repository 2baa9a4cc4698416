"""Settings: read once, everything wrong named at once, no secret ever shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import (
    Settings,
    SettingsError,
    field_names,
    given_names,
    given_settings,
    load_settings,
    unknown_names,
)

BOT = "xoxb-1-2-abcdef"
APP = "xapp-1-A-2-abcdef"
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name in field_names() or name.startswith("DRUMBEAT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def give(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def problems(mode: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(mode)  # type: ignore[arg-type]
    return [str(problem) for problem in caught.value.problems]


def test_two_tokens_are_enough_for_socket_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP)
    settings = load_settings("run")
    assert settings.transport == "socket"
    assert settings.bind_host == "127.0.0.1"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url.get_secret_value() == "sqlite:///drumbeat.db"


def test_a_signing_secret_instead_means_http_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET=SECRET)
    settings = load_settings("web")
    assert settings.transport == "http"
    assert settings.bind_host == "0.0.0.0"


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("run", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ("web", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ("worker", ["SLACK_BOT_TOKEN"]),
    ],
)
def test_each_way_of_running_names_what_it_lacks(mode: str, names: list[str]) -> None:
    assert [problem.split()[0] for problem in problems(mode)] == names


@pytest.mark.parametrize("mode", ["demo", "migrate", "doctor", "manifest"])
def test_other_commands_need_nothing(mode: str) -> None:
    assert load_settings(mode).slack_bot_token is None  # type: ignore[arg-type]


def test_everything_wrong_is_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    give(
        monkeypatch,
        SLACK_APP_TOKEN="abc",
        SLACK_API_URL="slack.com",
        DATABASE_URL="mysql://root:hunter2@db/x",
        PORT="70000",
        LOG_LEVEL="loud",
        DRUMBEAT_COMMANDS="task=Todo",
        DRUMBEAT_CLOCK_URL="ftp://x",
    )
    names = {problem.split()[0] for problem in problems("run")}
    assert names == {
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_API_URL",
        "DATABASE_URL",
        "PORT",
        "LOG_LEVEL",
        "DRUMBEAT_COMMANDS",
        "DRUMBEAT_CLOCK_URL",
    }


def test_every_problem_has_a_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SLACK_BOT_TOKEN=APP, PORT="x")
    with pytest.raises(SettingsError) as caught:
        load_settings("run")
    assert all(problem.next_step for problem in caught.value.problems)


def test_a_swapped_token_says_where_it_belongs(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SLACK_BOT_TOKEN=APP, SLACK_APP_TOKEN=BOT)
    bot, app = problems("run")
    assert "belongs in SLACK_APP_TOKEN" in bot
    assert "belongs in SLACK_BOT_TOKEN" in app


def test_no_secret_is_shown_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    give(
        monkeypatch,
        SLACK_BOT_TOKEN="xoxp-hunter2",
        SLACK_APP_TOKEN="xapp-hunter2 ",
        SLACK_SIGNING_SECRET="hunter2",
        DATABASE_URL="nonsense://u:hunter2@h/d",
    )
    text = "\n".join(problems("run"))
    assert "SLACK_SIGNING_SECRET" in text
    assert "hunter2" not in text
    settings = given_settings(slack_bot_token=BOT, database_url="postgresql://u:hunter2@h/d")
    for shown in (repr(settings), str(settings), str(settings.model_dump())):
        assert "hunter2" not in shown
        assert "abcdef" not in shown


def test_an_empty_value_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN=APP)
    assert [problem.split()[0] for problem in problems("run")] == ["SLACK_BOT_TOKEN"]


def test_the_file_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = [f"SLACK_BOT_TOKEN={BOT}", f'SLACK_APP_TOKEN="{APP}"', "PORT=4000"]
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("PORT", "5000")
    settings = load_settings("run")
    assert settings.port == 5000
    assert settings.slack_app_token is not None
    assert settings.slack_app_token.get_secret_value() == APP


def test_the_api_address_ends_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:8765/api")
    assert load_settings("doctor").slack_api_url == "http://127.0.0.1:8765/api/"


@pytest.mark.parametrize("url", ["sqlite:////tmp/a.db", "postgres://u:p@h/d", "postgresql://h/d"])
def test_known_databases_are_accepted(url: str) -> None:
    assert given_settings(database_url=url).database_url.get_secret_value() == url


def test_commands_are_renamed_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUMBEAT_COMMANDS", " task = /todo ")
    assert load_settings("manifest").commands == {"task": "todo"}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("task=/To Do", "must look like"),
        ("task", "must look like"),
        ("task=/a, goal=/a", "same name"),
        ("tsk=/todo", "unknown command: tsk"),
    ],
)
def test_a_wrong_rename_is_refused(value: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUMBEAT_COMMANDS", value)
    assert says in problems("run")[-1] or says in problems("run")[0]


def test_a_mistyped_name_of_ours_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, DRUMBEAT_COMMAND="task=/todo", DRUMBEAT_HOST="0.0.0.0")
    assert unknown_names(given_names()) == ["DRUMBEAT_COMMAND"]


def test_given_settings_do_not_look_around(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, SLACK_BOT_TOKEN=BOT, PORT="4000")
    settings = given_settings(port=1234)
    assert settings.slack_bot_token is None
    assert settings.port == 1234


def test_every_setting_is_described_and_named_like_its_attribute() -> None:
    for attribute, field in Settings.model_fields.items():
        assert field.description
        name = str(field.validation_alias)
        assert name.removeprefix("DRUMBEAT_").lower() == attribute

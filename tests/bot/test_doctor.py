"""The doctor against a real (local) Slack and a real database: each illness has its remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import Session, text

from bot.clock import SystemClock
from bot.doctor import Finding, examine, report
from bot.doctor.slack import check_drift
from bot.manifest import manifest
from bot.settings import given_settings
from sandbox.sample import sample_workspace
from sandbox.server import Sandbox
from storage.database import Database
from storage.migrate import upgrade
from storage.tables import Delivery, Workspace

NOON = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest(), sample_workspace()) as sandbox:
        yield sandbox


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'd.db'}"
    upgrade(url)
    return url


async def findings(slack: Sandbox, database_url: str, **changes: Any) -> dict[str, Finding]:
    given = {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "database_url": database_url,
    }
    return {finding.name: finding for finding in await examine(given_settings(**given | changes))}


async def test_a_healthy_installation_has_nothing_to_repair(
    slack: Sandbox, database_url: str
) -> None:
    found = await findings(slack, database_url)
    assert {name: finding.state for name, finding in found.items()} == dict.fromkeys(
        ["token", "scopes", "clock", "channels", "app token", "database", "schema", "deliveries"],
        "ok",
    )
    assert "Acme" in found["token"].what
    assert "Member of 3 channels" in found["channels"].what


async def test_a_wrong_token_says_what_to_copy(slack: Sandbox, database_url: str) -> None:
    found = await findings(slack, database_url, slack_bot_token="xoxb-wrong")
    assert found["token"].state == "fail"
    assert "invalid_auth" in found["token"].what
    assert "SLACK_BOT_TOKEN" in found["token"].what
    assert "xoxb-wrong" not in found["token"].what


async def test_a_missing_scope_is_named(database_url: str) -> None:
    lesser = manifest()
    lesser["oauth_config"]["scopes"]["bot"].remove("reactions:read")
    async with Sandbox(lesser, sample_workspace()) as slack:
        found = await findings(slack, database_url)
    assert found["scopes"].state == "fail"
    assert "reactions:read" in found["scopes"].what
    assert "reinstall" in found["scopes"].what


async def test_a_scope_too_many_is_a_hint(database_url: str) -> None:
    greater = manifest()
    greater["oauth_config"]["scopes"]["bot"].append("channels:join")
    async with Sandbox(greater, sample_workspace()) as slack:
        found = await findings(slack, database_url)
    assert found["scopes"].state == "warn"
    assert "channels:join" in found["scopes"].what


async def test_a_wrong_app_token_is_found(slack: Sandbox, database_url: str) -> None:
    found = await findings(slack, database_url, slack_app_token="xapp-wrong")
    assert found["app token"].state == "fail"


async def test_in_http_mode_no_app_token_is_asked_for(slack: Sandbox, database_url: str) -> None:
    found = await findings(slack, database_url, slack_app_token=None)
    assert "app token" not in found


async def test_a_bot_in_no_channel_learns_how_to_be_invited(
    slack: Sandbox, database_url: str
) -> None:
    bot = slack.workspace.installed_app.bot_user_id
    for channel in ("launch", "ops", "finance"):
        slack.kick(bot, channel)
    found = await findings(slack, database_url)
    assert found["channels"].state == "warn"
    assert "/invite" in found["channels"].what


async def test_slack_out_of_reach_is_a_finding_not_a_crash(
    slack: Sandbox, database_url: str
) -> None:
    found = await findings(slack, database_url, slack_api_url="http://127.0.0.1:9/api/")
    assert found["token"].state == "fail"
    assert "cannot be reached" in found["token"].what
    assert found["database"].state == "ok"


async def test_slack_being_ill_is_a_finding_too(slack: Sandbox, database_url: str) -> None:
    slack.faults.api("auth.test", "503")
    found = await findings(slack, database_url)
    assert found["token"].state == "fail"


async def test_a_database_that_is_not_there_yet_is_no_failure(
    slack: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "new.db"
    found = await findings(slack, f"sqlite:///{file}")
    assert found["database"].state == "warn"
    assert not file.exists()


async def test_a_database_out_of_reach_keeps_its_password(slack: Sandbox) -> None:
    found = await findings(slack, "postgresql://u:hunter2@127.0.0.1:9/d")
    assert found["database"].state == "fail"
    assert "DATABASE_URL" in found["database"].what
    assert "hunter2" not in found["database"].what


async def test_an_empty_database_has_to_be_migrated(slack: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    found = await findings(slack, f"sqlite:///{file}")
    assert found["schema"].state == "fail"
    assert "migrate" in found["schema"].what
    assert "deliveries" not in found


async def test_a_database_of_a_newer_build_is_recognised(slack: Sandbox, database_url: str) -> None:
    def from_the_future(session: Session) -> None:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))

    change(database_url, from_the_future)
    found = await findings(slack, database_url)
    assert found["schema"].state == "fail"
    assert "newer" in found["schema"].what


async def test_deliveries_in_trouble_are_counted(slack: Sandbox, database_url: str) -> None:
    def trouble(session: Session) -> None:
        workspace = Workspace(slack_id="T1", created_at=NOON)
        session.add(workspace)
        session.flush()
        for number, state in enumerate(["stuck", "uncertain", "uncertain", "done"]):
            session.add(
                Delivery(
                    workspace_id=workspace.id or 0,
                    kind="card",
                    subject_id=number,
                    uuid=str(number),
                    state=state,
                    created_at=NOON,
                    not_before=NOON,
                )
            )

    change(database_url, trouble)
    found = await findings(slack, database_url)
    assert found["deliveries"].state == "warn"
    assert found["deliveries"].what.startswith("1 gave up after repeated refusals, 2 wait")


def change(database_url: str, work: Callable[[Session], None]) -> None:
    database = Database(database_url)
    database.run_write(work)
    database.close_here()


DRIFTS = [(0, "ok"), (-60, "warn"), (60, "warn"), (600, "fail")]


@pytest.mark.parametrize(("seconds", "state"), DRIFTS)
async def test_a_wrong_clock_is_measured_against_slacks(seconds: int, state: str) -> None:
    then = SystemClock().now() - dt.timedelta(seconds=seconds)
    found = check_drift(format_datetime(then, usegmt=True))
    assert found.state == state
    assert ("time synchronisation" in found.what) == (state != "ok")


async def test_the_report_ends_with_a_sum() -> None:
    lines = report(
        [Finding("token", "ok", "Signed in."), Finding("schema", "fail", "Not up to date.")]
    ).splitlines()
    assert lines[0].startswith("ok    token   Signed in.")
    assert lines[1].startswith("FAIL  schema")
    assert lines[-1] == "1 to repair, 0 to look at, 2 checked."

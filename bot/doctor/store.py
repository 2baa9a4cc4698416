"""Checks that ask the database: reachable, schema, deliveries in trouble."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.doctor.findings import Finding
from bot.settings import Settings
from bot.typed import as_typed
from storage.database import Database, DatabaseClosed, TooLate
from storage.deliveries import counts_by_state
from storage.revisions import find_revision, head_revision, is_known

DATABASE_TIMEOUT = 5.0  # seconds


async def store_findings(settings: Settings) -> list[Finding]:
    """Whether the database answers and is up to date, and what it says of deliveries."""
    url = settings.database_url.get_secret_value()
    if file := _absent_file(url):
        what = f"The file {file} is not there yet; the first start makes it."
        return [Finding("database", "warn", what)]
    database = Database(url, readers=1)
    try:
        revision = await _read(database, _revision)
        findings = [Finding("database", "ok", f"Answers ({database.dialect}).")]
        findings.append(_check_revision(revision))
        if revision == head_revision():
            findings.append(_check_deliveries(await _read(database, counts_by_state)))
    except (SQLAlchemyError, TooLate, DatabaseClosed, OSError) as error:
        what = f"Does not answer ({type(error).__name__}). Check DATABASE_URL and that it runs."
        return [Finding("database", "fail", what)]
    finally:
        await database.close()
    return findings


async def _read(database: Database, question: Callable[[Session], Any]) -> Any:
    return await database.read(question, deadline=time.monotonic() + DATABASE_TIMEOUT)


def _revision(session: Session) -> str | None:
    return find_revision(session.connection())


def _check_revision(revision: str | None) -> Finding:
    if revision == head_revision():
        return Finding("schema", "ok", f"Up to date (revision {revision}).")
    if revision is not None and not is_known(revision):
        what = f"Revision {revision} is from a newer Drumbeat. Start that version."
        return Finding("schema", "fail", what)
    return Finding("schema", "fail", f"Not up to date. Run: {as_typed('migrate')}")


def _check_deliveries(counts: dict[str, int]) -> Finding:
    stuck, uncertain = counts.get("stuck", 0), counts.get("uncertain", 0)
    if stuck or uncertain:
        what = (
            f"{stuck} gave up after repeated refusals, {uncertain} wait to learn whether Slack"
            " took them. The log names each by its delivery id."
        )
        return Finding("deliveries", "warn", what)
    return Finding("deliveries", "ok", f"{counts.get('due', 0)} waiting, none in trouble.")


def _absent_file(url: str) -> str | None:
    file = url.removeprefix("sqlite:///")
    return file if file != url and not Path(file).is_file() else None

"""Importing a module does nothing: no file, socket, thread or process, no environment read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, dotted, modules

WATCHER = str(Path(__file__).with_name("watch_imports.py"))
# Loaded before the watch begins: what other packages do on import is theirs.
THIRD_PARTY = (
    "aiohttp,aiohttp.web,apscheduler.schedulers.asyncio,babel,babel.support,dateutil.rrule,"
    "holidays,prometheus_client,psycopg,pydantic,pydantic_settings,rich,slack_bolt.async_app,"
    "slack_bolt.adapter.socket_mode.aiohttp,slack_bolt.adapter.starlette.async_handler,slack_sdk,"
    "sqlalchemy,sqlmodel,starlette.applications,structlog,typer,uvicorn,yaml,zoneinfo"
)


def watch(root: Path, names: list[str], others: str) -> str:
    done = subprocess.run(
        [sys.executable, WATCHER, str(root), others, ",".join(names)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_importing_any_module_does_nothing() -> None:
    names = [
        dotted(path)
        for path in modules()
        if "migrations" not in path.parts and path.name != "__main__.py"
    ]
    assert watch(ROOT, names, THIRD_PARTY) == ""


THREAD = "import threading as t; t.Thread(target=t.Event().wait, daemon=True).start()"
IMPURE = [
    ("open('pure.py').close()", "open pure.py"),
    ("import os; os.environ.get('HOME')", "reads HOME"),
    ("import os; os.getenv('HOME')", "reads HOME"),
    ("import pathlib; pathlib.Path('pure.py').read_text()", "open pure.py"),
    (THREAD, "starts a thread"),
    ("import sqlite3; sqlite3.connect(':memory:')", "sqlite3.connect"),
    ("import sqlalchemy; sqlalchemy.create_engine('sqlite://').connect()", "sqlite3.connect"),
]


@pytest.mark.parametrize(("code", "says"), IMPURE)
def test_the_watch_sees_what_it_should(code: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "pure.py").write_text(code, encoding="utf-8")
    assert says in watch(tmp_path, ["pure"], "sqlalchemy,sqlalchemy.dialects.sqlite")

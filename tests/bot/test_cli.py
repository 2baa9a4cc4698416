"""The command line: what a person sees, exit codes, and what each command does not load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.manifest import manifest_yaml
from bot.reference import settings_example

ROOT = Path(__file__).parents[2]


def drumbeat(tmp_path: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the real program in an empty folder, with nothing but `env` set."""
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *args],
        cwd=tmp_path,
        env=keep | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"} | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_help_lists_the_commands(tmp_path: Path) -> None:
    done = drumbeat(tmp_path, "--help")
    assert done.returncode == 0
    for command in ("demo", "run", "web", "worker", "migrate", "doctor", "manifest"):
        assert f" {command} " in done.stdout


def test_settings_errors_are_one_readable_list(tmp_path: Path) -> None:
    done = drumbeat(tmp_path, "run", SLACK_APP_TOKEN="xapp-hunter2 x", PORT="many")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "3 settings need attention" in done.stderr
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT"):
        assert f"  - {name} " in done.stderr
    assert "hunter2" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "python3 bootstrap.py doctor" in done.stderr


def test_manifest_prints_the_file(tmp_path: Path) -> None:
    done = drumbeat(tmp_path, "manifest")
    assert (done.returncode, done.stdout) == (0, manifest_yaml())


def test_manifest_for_http_uses_the_address_and_the_names(tmp_path: Path) -> None:
    url = "https://drumbeat.example.com"
    done = drumbeat(tmp_path, "manifest", "--http", url, DRUMBEAT_COMMANDS="task=/todo")
    assert done.stdout == manifest_yaml(http=url, renames={"task": "todo"})


def test_manifest_uses_the_public_address_of_the_settings(tmp_path: Path) -> None:
    url = "https://drumbeat.example.com"
    assert drumbeat(tmp_path, "manifest", DRUMBEAT_BASE_URL=url).stdout == manifest_yaml(http=url)
    app = {"DRUMBEAT_BASE_URL": url, "SLACK_APP_TOKEN": "xapp-1"}
    assert drumbeat(tmp_path, "manifest", **app).stdout == manifest_yaml()


def test_manifest_refuses_an_address_slack_would_not_call(tmp_path: Path) -> None:
    done = drumbeat(tmp_path, "manifest", "--http", "drumbeat.example.com")
    assert done.returncode == 2
    assert "https://" in done.stderr


def test_settings_example_prints_the_file(tmp_path: Path) -> None:
    assert drumbeat(tmp_path, "settings-example").stdout == settings_example()


def test_doctor_without_anything_says_what_is_missing(tmp_path: Path) -> None:
    done = drumbeat(tmp_path, "doctor")
    assert done.returncode == 1
    assert "SLACK_BOT_TOKEN is missing" in done.stdout
    assert not list(tmp_path.iterdir()), "a look must not create a database"


def test_migrate_makes_the_database_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'd.db'}"
    first, second = (drumbeat(tmp_path, "migrate", DATABASE_URL=url) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert "migrated from empty" in first.stdout
    assert "up to date" in second.stdout


LIGHT = {"slack_bolt", "aiohttp", "alembic", "apscheduler"}


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        ("--help", LIGHT | {"sqlmodel"}),
        ("settings-example", LIGHT | {"sqlmodel"}),
        ("manifest", LIGHT),  # the command table loads the use cases
    ],
)
def test_a_small_command_does_not_load_the_bot(
    command: str, heavy: set[str], tmp_path: Path
) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['drumbeat', {command!r}]\n"
        "from bot.cli import main\n"
        f"heavy = {heavy!r}\n"
        "try:\n    main()\n"
        "finally:\n    print('LOADED', sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "LOADED []" in done.stderr

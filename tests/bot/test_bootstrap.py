"""bootstrap.py: its decisions, and the lock files it installs from."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import bootstrap
from views.commands import noted
from views.words import Words

ROOT = Path(__file__).parents[2]
WANTED = {"requirements.lock": "a", "requirements-dev.lock": "b"}


def test_help_is_the_default_and_needs_nothing_installed(tmp_path: Path) -> None:
    alone = tmp_path / "bootstrap.py"
    alone.write_bytes((ROOT / "bootstrap.py").read_bytes())
    done = subprocess.run([sys.executable, str(alone)], capture_output=True, text=True, check=True)
    assert "demo" in done.stdout
    assert list(tmp_path.iterdir()) == [alone]


def test_every_tool_is_in_the_help() -> None:
    for command in bootstrap.TOOLS:
        assert f"  {command} " in bootstrap.HELP


def test_every_make_target_is_a_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert targets == {*bootstrap.TOOLS, "demo", "help"}


@pytest.mark.parametrize(
    ("stamp", "lock", "current"),
    [
        ({}, "requirements.lock", False),
        ({"requirements.lock": "a"}, "requirements.lock", True),
        ({"requirements.lock": "old"}, "requirements.lock", False),
        ({"requirements.lock": "a"}, "requirements-dev.lock", False),
        (WANTED, "requirements-dev.lock", True),
        ({"requirements-dev.lock": "b"}, "requirements.lock", True),
    ],
)
def test_it_installs_only_when_the_lock_has_changed(
    stamp: dict[str, str], lock: str, current: bool
) -> None:
    assert bootstrap.is_current(stamp, WANTED, lock) is current


def test_line_ends_do_not_count_as_a_change(tmp_path: Path) -> None:
    for name in WANTED:
        (tmp_path / name).write_bytes(b"a==1\nb==2\n")
    unix = bootstrap.lock_hashes(tmp_path)
    for name in WANTED:
        (tmp_path / name).write_bytes(b"a==1\r\nb==2\r\n")
    assert bootstrap.lock_hashes(tmp_path) == unix


def test_where_python_is_in_an_environment() -> None:
    assert bootstrap.venv_python(Path("v"), "posix") == Path("v/bin/python")
    assert bootstrap.venv_python(Path("v"), "nt") == Path("v/Scripts/python.exe")


def test_a_missing_venv_module_says_what_to_install() -> None:
    assert bootstrap.venv_missing(True, True, "linux") is None
    said = bootstrap.venv_missing(True, False, "linux")
    assert said is not None
    assert "apt install python3" in said
    assert "again" in said
    assert "official installer" in (bootstrap.venv_missing(False, False, "win32") or "")


def test_an_old_python_is_told_so() -> None:
    said = bootstrap.too_old("3.9")
    assert "3.11 or newer" in said
    assert "this is 3.9" in said


def test_translations_are_looked_for_in_the_calls_that_show_them() -> None:
    calls = {mark.partition(":")[0] for mark in bootstrap.MESSAGE_MARKS}
    assert calls == {Words.say.__name__, Words.count.__name__, noted.__name__}


def test_a_new_language_begins_with_an_empty_catalogue(tmp_path: Path) -> None:
    python = Path("python")
    assert [step[4] for step in bootstrap.message_steps(python, tmp_path)] == [
        "extract",
        "init",
        "update",
        "compile",
    ]
    file = tmp_path / "views" / "locale" / "zh" / "LC_MESSAGES" / "drumbeat.po"
    file.parent.mkdir(parents=True)
    file.touch()
    assert "init" not in {step[4] for step in bootstrap.message_steps(python, tmp_path)}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_every_locked_package_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", "\n" + "\n".join(text.splitlines()[2:]))
    pinned = [entry for entry in entries if entry.strip()]
    assert len(pinned) > 30
    for entry in pinned:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]
    assert not re.search(r"://|--index|--find-links|file:|@ ", text)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


def test_the_development_lock_has_all_of_the_other_in_the_same_versions() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_locks_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=, ]", r, maxsplit=1)[0].lower() for r in requirements}

    assert names(project["dependencies"]) <= set(pins("requirements.lock"))
    assert names(project["optional-dependencies"]["dev"]) <= set(pins("requirements-dev.lock"))

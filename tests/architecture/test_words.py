"""What no file of the project may contain: registry hosts, paths of somebody's machine, secrets."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

# Written in pieces so that this file does not contain them.
HOSTS = ("python" + "hosted.org", "py" + "pi.org", "registry.npm" + "js", "deb.deb" + "ian.org")
FORBIDDEN = {
    "a registry host": "|".join(map(re.escape, HOSTS)),
    "a folder beside the checkout": re.escape("../" + "shared"),
    "a path of one machine": r"(?<![\w./-])/(?:wo" + r"rk|fa" + r"rm|ho" + r"me/\w+|ro" + r"ot)/\w",
    "a Slack token": r"xox[bp]-\d{10,}-\d{10,}-\w{20,}|xapp-1-A\w+-\d{10,}-[0-9a-f]{60}",
}
MAY = {(".ci/run", "a folder beside the checkout")}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: nothing is tracked")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
    return found


def test_no_file_says_where_it_was_made() -> None:
    assert not [
        f"{name} contains {what}: {match.group()}"
        for name, text in texts().items()
        for what, pattern in FORBIDDEN.items()
        if (name, what) not in MAY and (match := re.search(pattern, text))
    ]


@pytest.mark.parametrize("name", [".env", "drumbeat.db"])
def test_what_a_running_drumbeat_writes_is_ignored(name: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False)
    assert ignored.returncode in {0, 128}  # 128: not a checkout

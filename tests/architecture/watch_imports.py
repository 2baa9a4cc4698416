"""Run in a fresh interpreter: imports modules one by one and prints what each of them does.

Arguments: the root of our code, modules of others to load first, our modules to watch; both lists
joined by commas.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import threading
from types import FrameType
from typing import Any

EFFECTS = {
    "socket.__new__",
    "socket.connect",
    "socket.bind",
    "sqlite3.connect",
    "subprocess.Popen",
    "os.system",
    "os.mkdir",
    "os.remove",
    "os.rename",
}
LOOKS = {"open", "os.listdir", "os.scandir"}
STDLIB = os.path.dirname(os.__file__)  # noqa: PTH120 - pathlib would be one of the watched


class Watch:
    """Notes what happens while `current` is being imported, if our code causes it."""

    def __init__(self, root: str) -> None:
        self.root = root + os.sep
        self.current = ""
        self.seen: list[str] = []

    def hook(self, event: str, args: tuple[Any, ...]) -> None:
        """Python's audit hook."""
        if not self.current:
            return
        if event in EFFECTS and self._called_by_us(directly=False):
            self.note(event)
        elif event in LOOKS and self._called_by_us(directly=True):
            self.note(f"{event} {args[0]}")

    def environment_read(self, key: object) -> None:
        """Somebody looked into the environment."""
        if self.current and self._called_by_us(directly=True):
            self.note(f"reads {key}")

    def note(self, what: str) -> None:
        """Remember it with the module's name."""
        self.seen.append(f"{self.current}: {what}")

    def _called_by_us(self, *, directly: bool) -> bool:
        """Whether our code is the nearest caller (`directly`), or a caller at all."""
        frame: FrameType | None = sys._getframe(2)
        while frame:
            file = frame.f_code.co_filename
            others = "site-packages" in file
            if file.startswith(self.root) and not others and file != __file__:
                return True
            if file.startswith("<frozen importlib") or f"{os.sep}importlib{os.sep}" in file:
                return False  # loading a module's own file
            passed_on = file == __file__ or (file.startswith(("<frozen", STDLIB)) and not others)
            if directly and not passed_on:
                return False
            frame = frame.f_back
        return False


class WatchedEnvironment(dict[str, str]):
    """`os.environ` that tells who looks."""

    watch: Watch

    def __getitem__(self, key: str) -> str:
        self.watch.environment_read(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.watch.environment_read(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.watch.environment_read(key)
        return super().__contains__(key)


def main(root: str, others: list[str], ours: list[str]) -> None:
    for name in others:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    watch = Watch(root)
    environment = WatchedEnvironment(os.environ)
    environment.watch = watch
    os.environ = environment  # type: ignore[assignment]  # noqa: B003
    sys.addaudithook(watch.hook)
    threads = threading.active_count()
    for name in ours:
        watch.current = name
        importlib.import_module(name)
        if threading.active_count() != threads:
            watch.note("starts a thread")
            threads = threading.active_count()
    watch.current = ""
    sys.stdout.write("\n".join(watch.seen))


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    main(sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(","))

"""One file that makes a fresh clone run: it creates .venv, installs the locked packages and starts
what you asked for. Standard library only, and readable by old Pythons so that they can say so.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "drumbeat-installed.json"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # everything of RUN_LOCK in the same versions, and the tools
OLDEST = (3, 11)

HELP = """\
Usage: python3 bootstrap.py COMMAND [ARGUMENTS]

  demo       start the bot with a local Slack-like workspace in the browser
  test       run the tests (arguments go to pytest)
  check      format, lint, types, import directions
  format     rewrite the code in the project's format
  bench      measure the goals of speed
  year       play a year of a team of forty and judge it (tens of minutes; --days 60)
  lock       write both requirements files again (--upgrade for newer versions)
  messages   collect and compile the translations
  help       show this list

Every other command goes to the bot, for example: run, web, worker, migrate, doctor, manifest.
The first start takes a minute or two: it installs the packages into .venv beside this file.
"""


class SetupError(Exception):
    """What stands in the way, as a sentence with the next step."""


def main(argv: list[str]) -> int:
    """Prepare .venv as far as the command needs it, then run the command; returns its exit code."""
    command, arguments = (argv[0], argv[1:]) if argv else ("help", [])
    if command in ("help", "-h", "--help"):
        print(HELP, end="")
        return 0
    try:
        if sys.version_info < OLDEST:
            return _run_with_newer_python(argv)
        if command in TOOLS:
            python = prepare(DEV_LOCK)
            return TOOLS[command](python, arguments)
        return _replace_by([str(prepare(RUN_LOCK)), "-m", "bot", *argv])
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1


def prepare(lock: str) -> Path:
    """The Python of .venv, with exactly the packages of `lock` installed in it."""
    python = venv_python(VENV, os.name)
    if not _works(python, "import pip"):
        _create_venv(python)
    wanted = lock_hashes(ROOT)
    if not is_current(_read_stamp(), wanted, lock):
        _install(python, lock, wanted)
    return python


def venv_python(venv: Path, os_name: str) -> Path:
    """Where a virtual environment keeps its Python on this kind of system."""
    return venv / "Scripts" / "python.exe" if os_name == "nt" else venv / "bin" / "python"


def lock_hashes(root: Path) -> dict[str, str]:
    """SHA-256 of each lock file; line ends do not count (git may rewrite them on Windows)."""
    return {
        name: hashlib.sha256((root / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for name in (RUN_LOCK, DEV_LOCK)
    }


def is_current(stamp: dict[str, str], wanted: dict[str, str], lock: str) -> bool:
    """Whether the installed packages cover `lock`; the development lock covers both."""
    return any(stamp.get(name) == wanted[name] for name in {lock, DEV_LOCK})


def venv_missing(have_venv: bool, have_ensurepip: bool, platform: str) -> str | None:
    """What to do when this Python cannot create virtual environments, or None when it can."""
    if have_venv and have_ensurepip:
        return None
    version = "{}.{}".format(*sys.version_info[:2])
    hint = f"Install it, for example: sudo apt install python{version}-venv   (or python3-venv)"
    if not platform.startswith("linux"):
        hint = "Install Python again from its official installer, which has it."
    return (
        f"This Python ({sys.executable}) has no working 'venv' module, so Drumbeat cannot make\n"
        f"its own environment. {hint}\nThen run this command again."
    )


def too_old(version: str) -> str:
    """The message for a Python that is too old, with the next step."""
    return (
        f"Drumbeat needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {version}"
        f" ({sys.executable}).\n"
        "Install a newer Python and start again with it, for example:\n"
        "  python3.12 bootstrap.py demo"
    )


def _run_with_newer_python(argv: list[str]) -> int:
    for name in ("python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path and _works(Path(path), "import venv, ensurepip"):
            return _replace_by([path, str(ROOT / "bootstrap.py"), *argv])
    raise SetupError(too_old("{}.{}".format(*sys.version_info[:2])))


def _works(python: Path, code: str) -> bool:
    check = f"import sys; assert sys.version_info >= {OLDEST}; {code}"
    try:
        return (
            subprocess.call(
                [str(python), "-c", check], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            == 0
        )
    except OSError:
        return False


def _create_venv(python: Path) -> None:
    missing = venv_missing(bool(find_spec("venv")), bool(find_spec("ensurepip")), sys.platform)
    if missing:
        raise SetupError(missing)
    _say(f"Creating {VENV.name} with Python {sys.version.split()[0]} ...")
    code = subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if code or not _works(python, "import pip"):
        raise SetupError(
            f"{VENV} could not be created; the lines above say why.\n"
            "Check that the disk is writable and not full, then run this command again."
        )


def _install(python: Path, lock: str, wanted: dict[str, str]) -> None:
    _say("Installing the packages (a minute or two the first time) ...")
    STAMP.unlink(missing_ok=True)  # an interrupted installation must not look complete
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    code = subprocess.call([*pip, "--no-deps", "--require-hashes", "-r", str(ROOT / lock)])
    if code:
        raise SetupError(
            "The packages could not be installed; the lines above say why.\n"
            "Most often the network is in the way: check the connection or the proxy\n"
            "(HTTPS_PROXY, PIP_INDEX_URL), then run this command again."
        )
    covered = (RUN_LOCK, DEV_LOCK) if lock == DEV_LOCK else (RUN_LOCK,)
    STAMP.write_text(json.dumps({name: wanted[name] for name in covered}), encoding="utf-8")


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _replace_by(command: list[str]) -> int:
    os.chdir(ROOT)  # .env, the default database and the packages are found from here
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # signals then reach the program itself
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


def _test(python: Path, arguments: list[str]) -> int:
    return _replace_by([str(python), "-m", "pytest", *arguments])


def _bench(python: Path, arguments: list[str]) -> int:
    return _replace_by([str(python), "-m", "benchmarks", *arguments])


def _year(python: Path, arguments: list[str]) -> int:
    return _replace_by([str(python), "-m", "tests.rhythm.year", *arguments])


def _check(python: Path, arguments: list[str]) -> int:
    steps = {
        "format": [str(python), "-m", "ruff", "format", "--check", "."],
        "lint": [str(python), "-m", "ruff", "check", "."],
        "types": [str(python), "-m", "mypy"],
        "imports": [str(python.with_name("lint-imports"))],
    }
    failed = []
    for name, command in steps.items():
        if arguments and name not in arguments:
            continue
        _say(f"== {name}")
        if subprocess.call(command, cwd=str(ROOT)):
            failed.append(name)
    _say("check: " + (f"failed: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


def _format(python: Path, arguments: list[str]) -> int:
    ruff = [str(python), "-m", "ruff"]
    paths = arguments or ["."]
    return subprocess.call([*ruff, "check", "--fix", *paths], cwd=str(ROOT)) or subprocess.call(
        [*ruff, "format", *paths], cwd=str(ROOT)
    )


def _lock(python: Path, arguments: list[str]) -> int:
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if not _works(python, "import uv") and subprocess.call([*pip, "uv"]):
        raise SetupError("The tool that writes the lock files (uv) could not be installed.")
    for name, extra in ((RUN_LOCK, []), (DEV_LOCK, ["--extra", "dev", "--constraint", RUN_LOCK])):
        if subprocess.call(lock_command(python, name, [*extra, *arguments]), cwd=str(ROOT)):
            raise SetupError(f"{name} could not be written; the lines above say why.")
        _say(f"{name} is up to date")
    return 0


def lock_command(python: Path, lock: str, extra: list[str]) -> list[str]:
    """The call that writes one lock file: for all systems and Pythons, no address in it."""
    return [
        *(str(python), "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
        *("--universal", "--python-version", ".".join(map(str, OLDEST)), "--generate-hashes"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate"),
        *("--custom-compile-command", "make lock", "--output-file", lock, *extra),
    ]


def _messages(python: Path, _arguments: list[str]) -> int:
    (ROOT / POT).parent.mkdir(exist_ok=True)
    for step in message_steps(python, ROOT):
        code = subprocess.call(step, cwd=str(ROOT))
        if code:
            return code
    return 0


def message_steps(python: Path, root: Path) -> list[list[str]]:
    """Collect all sentences, bring each language's catalogue up to date, compile them."""
    babel = [str(python), "-m", "babel.messages.frontend", "-q"]
    catalogues = ["-d", str(Path(POT).parent), "-D", "drumbeat"]
    marks = [word for mark in MESSAGE_MARKS for word in ("-k", mark)]
    new = [
        language
        for language in LANGUAGES
        if not (root / POT).parent.joinpath(language, "LC_MESSAGES", "drumbeat.po").is_file()
    ]
    return [
        [*babel, "extract", "--no-location", *HEADER, *marks, "-o", POT, "views"],
        *([*babel, "init", "-i", POT, *catalogues, "-l", language] for language in new),
        [*babel, "update", "--no-fuzzy-matching", "-i", POT, *catalogues],
        [*babel, "compile", *catalogues],
    ]


def _say(text: str) -> None:
    print(text, flush=True)


POT = "views/locale/drumbeat.pot"
LANGUAGES = ("zh",)  # beside English, in which the sentences are written
HEADER = ("--project=Drumbeat", "--copyright-holder=the Drumbeat contributors")
MESSAGE_MARKS = ("say", "count:1,2", "noted")  # the calls whose texts are translated
TOOLS = {
    "test": _test,
    "check": _check,
    "format": _format,
    "bench": _bench,
    "year": _year,
    "lock": _lock,
    "messages": _messages,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

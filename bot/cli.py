"""The command line: one short function per command, each loading only what it needs.

No wiring here (bot/runtime.py) and no checks (bot/settings.py, bot/doctor.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.typed import as_typed

if TYPE_CHECKING:
    from bot.settings import Mode, Settings

cli = typer.Typer(
    name="drumbeat",
    help="Drumbeat keeps a team's operating rhythm in Slack.",
    epilog="First time here? The demo shows everything without a Slack account.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

SETTINGS_EXIT = 2  # also what typer uses for a wrong option: the call was not right
FAILED_EXIT = 1


def main() -> None:
    """Run the command in `sys.argv`; exits with its code."""
    cli()


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is shown; 0 takes a free one.")] = 8765,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
) -> None:
    """Try everything in the browser: a local workspace with sample people and a movable clock."""
    from bot.demo import main as start_demo

    start_demo(port, no_browser)


@cli.command()
def run() -> None:
    """Everything in one process: Slack traffic, scheduled posts, deliveries."""
    _start("run")


@cli.command()
def web() -> None:
    """Take Slack's traffic, over Socket Mode or HTTP; any number beside workers."""
    _start("web")


@cli.command()
def worker() -> None:
    """Scheduled posts and deliveries; any number beside web processes on PostgreSQL."""
    _start("worker")


@cli.command()
def migrate() -> None:
    """Bring the database to this version. `run`, `worker` and `demo` do it by themselves."""
    settings = _settings("migrate")
    from sqlalchemy.exc import SQLAlchemyError

    from storage.migrate import UnknownRevision, head_revision, upgrade

    try:
        before = upgrade(settings.database_url.get_secret_value())
    except UnknownRevision as error:
        typer.echo(f"The database is from a newer Drumbeat: {error}. Start that one.", err=True)
        raise typer.Exit(FAILED_EXIT) from None
    except SQLAlchemyError as error:
        what = f"The database does not answer ({type(error).__name__})."
        typer.echo(f"{what} Check DATABASE_URL and that it runs.", err=True)
        raise typer.Exit(FAILED_EXIT) from None
    was = "up to date" if before == head_revision() else f"migrated from {before or 'empty'}"
    typer.echo(f"Revision {head_revision()}, {was}.")


@cli.command()
def doctor() -> None:
    """Check settings, tokens, scopes, database, clock and deliveries, and say what to do."""
    from bot.doctor import diagnose, report

    findings = diagnose()
    typer.echo(report(findings))
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(FAILED_EXIT)


@cli.command()
def manifest(
    http: Annotated[
        str | None,
        typer.Option(metavar="URL", help="For HTTP mode at this public address (https://…)."),
    ] = None,
) -> None:
    """Print the Slack app's manifest, to paste at api.slack.com/apps."""
    from bot.manifest import manifest_yaml

    if http is not None and not http.startswith("https://"):
        raise typer.BadParameter("Slack sends only to an address that begins with https://")
    settings = _settings("manifest")
    if http is None and settings.transport == "http":
        http = settings.base_url
    typer.echo(manifest_yaml(http=http, renames=settings.commands), nl=False)


@cli.command("settings-example")
def settings_example() -> None:
    """Print .env.example: every setting with its meaning and default."""
    from bot.reference import settings_example as example

    typer.echo(example(), nl=False)


@cli.command(hidden=True)
def reference(page: Annotated[str, typer.Argument(help="commands, scopes or settings")]) -> None:
    """Print a page of docs/reference that is written from the code."""
    from bot.reference import PAGES

    if page not in PAGES:
        raise typer.BadParameter(f"pages are {', '.join(PAGES)}")
    typer.echo(PAGES[page](), nl=False)


def _start(mode: Mode) -> None:
    settings = _settings(mode)
    from bot.runtime import run as run_until_stopped
    from bot.startup import StartFailed

    try:
        run_until_stopped(mode, settings)
    except StartFailed as failure:
        again = f"To check everything: {as_typed('doctor')}"
        typer.echo(f"Drumbeat cannot start: {failure}\n{again}", err=True)
        raise typer.Exit(FAILED_EXIT) from None


def _settings(mode: Mode) -> Settings:
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings(mode)
    except SettingsError as error:
        lines = [f"Drumbeat cannot start: {_count(len(error.problems))}."]
        lines += [f"  - {problem}." for problem in error.problems]
        lines.append(f"Then start again. To check everything else: {as_typed('doctor')}")
        typer.echo("\n".join(lines), err=True)
        raise typer.Exit(SETTINGS_EXIT) from None


def _count(number: int) -> str:
    return "one setting needs attention" if number == 1 else f"{number} settings need attention"

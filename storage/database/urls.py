"""What `DATABASE_URL` may look like, and what is filled in by default."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
_SQLITE = ("sqlite", "sqlite+pysqlite")


class BadDatabaseUrl(ValueError):
    """The database URL names nothing that the bot can use; never carries a password."""


def parse_database_url(url: str) -> URL:
    """A SQLite file or a PostgreSQL database, with the driver named."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Not chained: the cause repeats the text, which may hold a password.
        raise BadDatabaseUrl(
            "expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from None
    if parsed.drivername in _SQLITE:
        if parsed.database in (None, "", ":memory:") or parsed.query:
            raise BadDatabaseUrl("sqlite:///FILE needs the path of a file and no options")
        return parsed.set(drivername="sqlite+pysqlite")
    if parsed.drivername in _POSTGRESQL:
        return parsed.set(drivername="postgresql+psycopg")
    raise BadDatabaseUrl(
        f"{parsed.drivername}: use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )

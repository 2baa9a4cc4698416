"""Which revisions of the schema this build knows, read from file names: Alembic is not loaded."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

VERSIONS = Path(__file__).parent / "migrations" / "versions"


@cache
def known_revisions() -> tuple[str, ...]:
    """All revisions, oldest first: `0007_kpis.py` is revision 0007."""
    return tuple(sorted(file.stem.split("_")[0] for file in VERSIONS.glob("[0-9]*_*.py")))


def head_revision() -> str:
    """The revision that this build works with."""
    return known_revisions()[-1]


def is_known(revision: str | None) -> bool:
    """False for an empty database and for one that a newer build has migrated."""
    return revision in known_revisions()


def find_revision(connection: Connection) -> str | None:
    """The revision of the database; None when it was never migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision

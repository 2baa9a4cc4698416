"""Drafts the next revision: `python -m storage.migrations.draft "what changes"`.

For developers. Compares the tables with a fresh database; the draft is then cleaned by hand.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.migrate import alembic_config, migrating, upgrade
from storage.revisions import VERSIONS, known_revisions


def draft(message: str) -> Path:
    """Write the file of the next revision and return its path."""
    number = f"{len(known_revisions()) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        if known_revisions():
            upgrade(url)
        with migrating(url) as connection:
            command.revision(alembic_config(connection), message, autogenerate=True, rev_id=number)
    made = next(VERSIONS.glob(f"{number}_*.py"))
    lines = made.read_text(encoding="utf-8").splitlines(keepends=True)
    made.write_text("".join(line for line in lines if "###" not in line), encoding="utf-8")
    return made


if __name__ == "__main__":
    sys.stdout.write(f"{draft(' '.join(sys.argv[1:]))}\n")

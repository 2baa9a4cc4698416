"""Fixtures of the tests of the store."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.storage import notes


@pytest.fixture
async def notebook(empty_database_url: str) -> AsyncIterator[Database]:
    """The runner on a database with one tiny table."""
    db = Database(empty_database_url)
    db.run_write(notes.create)
    yield db
    await db.close()

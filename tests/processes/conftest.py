"""Fixtures for tests with real processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from tests.processes.town import Town


@pytest.fixture
async def town(sandbox: Sandbox, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """The sample workspace without any process yet. Events for a dead process are lost at once."""
    sandbox.delivery.socket_wait = 0.0
    sandbox.delivery.retry_delays = ()
    made = Town(sandbox, database_url, tmp_path)
    yield made
    await made.close()

"""Fixtures of the tests that drive the demo itself: Chromium, the demo, seats before it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.demo import Place, Seat, look_around, running_demo
from tests.page.conftest import browser, devtools

__all__ = ["browser", "devtools"]

Sit = Callable[[str, str], Awaitable[Seat]]


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where pictures go: the folder `SCREENSHOTS`, else one that goes away after the test."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def place(devtools: str) -> Iterator[Place]:
    """The sample workspace with the real bot in it; not started without a browser."""
    with running_demo() as url:
        yield look_around(url)


@pytest.fixture
async def sit(browser: Browser, place: Place, shots: Path) -> AsyncIterator[Sit]:
    """`await sit("ann", "launch")` opens a browser for Ann; its page may log no error."""
    troubles: list[str] = []
    seats: list[Seat] = []

    async def take(handle: str, room: str) -> Seat:
        seat = await Seat.take(browser, place, handle, room, shots)
        seat.page.on("pageerror", lambda error: troubles.append(str(error)))
        seats.append(seat)
        return seat

    yield take
    for seat in seats:
        await seat.leave()
    assert not troubles

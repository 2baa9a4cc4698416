"""Fixtures of the browser tests: Chromium, pages of the sandbox as its people, a tiny app."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from sandbox.server import Sandbox
from tests.page.tiny_app import TinyApp

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
OpenAs = Callable[..., Awaitable[Page]]


def find_chromium() -> str | None:
    """The browser to drive: `CHROMIUM`, else the usual names on the PATH."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for test in items:
        if "tests/page" in test.path.as_posix():
            test.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def devtools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One Chromium for all tests: the address of its DevTools."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium: set CHROMIUM or install one of " + ", ".join(NAMES))
    home = tmp_path_factory.mktemp("chromium")
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    command = [path, *flags, "--remote-debugging-port=0", f"--user-data-dir={home}"]
    with subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, text=True) as chromium:
        assert chromium.stderr is not None
        said = next((line for line in chromium.stderr if "DevTools listening on" in line), "")
        # Whatever else it says must not fill the pipe.
        threading.Thread(target=deque, args=(chromium.stderr, 0), daemon=True).start()
        yield said.rpartition(" ")[2].strip()
        chromium.terminate()


@pytest.fixture
async def browser(devtools: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(devtools)
        yield browser
        await browser.close()


@pytest.fixture
async def open_as(browser: Browser, sandbox: Sandbox) -> AsyncIterator[OpenAs]:
    """`await open_as("ann", "launch", width=390)` opens the page; it may log no error."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_page(handle: str, channel: str, *, width: int = 1280, **extra: Any) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": 800}, **extra)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = await context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        user, room = sandbox.workspace.user(handle).id, channel
        if channel != "app":
            room = sandbox.workspace.channel(channel).id
        await page.goto(f"{sandbox.url}/#as={user}&channel={room}")
        await page.wait_for_selector("#app[aria-busy=false]")
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert not troubles


@pytest.fixture
async def tiny_app(sandbox: Sandbox) -> AsyncIterator[TinyApp]:
    """An app that answers `/task` with a card and opens a form."""
    app = TinyApp(sandbox)
    await app.start()
    yield app
    await app.stop()

"""The real demo as a process of its own, and people who sit before its page in Chromium."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

ROOT = Path(__file__).parents[2]
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 15_000
"""Milliseconds: the demo runs in real time, and a card is redrawn at most every few seconds."""


@contextmanager
def running_demo() -> Iterator[str]:
    """Start `demo` on a free port; its address. It must end by itself when told to."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        said = next((line for line in demo.stdout if "http://" in line), "")
        try:
            assert said, f"the demo ended with code {demo.wait(10)}"
            yield said.split("demo: ")[1].split()[0]
        finally:
            demo.terminate()
    assert demo.returncode == 0


@dataclass(frozen=True)
class Place:
    """Ids of the sample workspace by handle and by channel name."""

    url: str
    users: dict[str, str]
    rooms: dict[str, str]


def look_around(url: str) -> Place:
    """Who and what there is in the workspace at this address."""
    with urllib.request.urlopen(f"{url}/sandbox/state") as answer:
        state = json.load(answer)
    return Place(
        url,
        {person["name"]: person["id"] for person in state["people"]},
        {room["name"]: room["id"] for room in state["channels"] if room["kind"] != "im"},
    )


class Seat:
    """One person at a browser of their own, doing what hands and eyes can do."""

    def __init__(self, page: Page, shots: Path) -> None:
        self.page = page
        self._shots = shots

    @classmethod
    async def take(
        cls, browser: Browser, place: Place, handle: str, room: str, shots: Path, **look: Any
    ) -> Seat:
        """Sit down as somebody, before a channel."""
        context: BrowserContext = await browser.new_context(
            **{"viewport": DESKTOP, "reduced_motion": "reduce", **look}
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        seat = cls(page, shots)
        await page.goto(f"{place.url}/#as={place.users[handle]}&channel={place.rooms[room]}")
        await page.wait_for_selector("#app[aria-busy=false]")
        return seat

    async def leave(self) -> None:
        """Close the browser."""
        await self.page.context.close()

    async def shoot(self, name: str, *, phone: bool = False) -> None:
        """Take a picture, if wanted also as the same page is on a phone."""
        await self.page.screenshot(path=self._shots / f"{name}.png")
        if phone:
            await self.page.set_viewport_size(PHONE)
            await self.page.screenshot(path=self._shots / f"{name}-phone.png")
            await self.page.set_viewport_size(DESKTOP)

    async def go(self, name: str) -> None:
        """Open a channel or the app from the sidebar."""
        await self.page.locator(".side-row", has_text=name).click()

    async def send(self, text: str, field: str = "#composer-text") -> None:
        """Type a line, as it is, and send it."""
        await self.page.fill(field, text)
        await self.page.press(field, "Enter")
        await expect(self.page.locator(field)).to_have_value("")

    def message(self, text: str, box: str = "#messages") -> Locator:
        """The last message that contains the text."""
        return self.page.locator(f"{box} .message", has_text=text).last

    def private(self, text: str, box: str = "#messages") -> Locator:
        """The last answer that only this person sees and that contains the text."""
        only_me = self.page.locator(f"{box} .message", has=self.page.locator(".only-you"))
        return only_me.filter(has_text=text).last

    def card(self, task: str, box: str = "#messages") -> Locator:
        """The message of the bot that everybody sees, by the task's id."""
        private = self.page.locator(".only-you")
        everybody = self.page.locator(f"{box} .message").filter(has_not=private)
        return everybody.filter(has_text=task).last

    async def tool(self, message: Locator, name: str) -> None:
        """Press a button of the toolbar that appears over a message."""
        await message.hover()
        await message.locator(f"[data-tool={name}]").click()

    async def press(self, within: Locator, button: str) -> None:
        """Press a button with these words."""
        await within.get_by_role("button", name=button, exact=True).click()

    async def sees(self, where: Locator, text: str) -> None:
        """Wait until the text is there."""
        await expect(where).to_contain_text(text, timeout=PATIENCE)

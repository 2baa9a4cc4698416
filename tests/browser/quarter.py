"""A short quarter played in the demo, for pictures of goals and all that belongs to them.

By itself it looks at everything, wide and on a phone: python -m tests.browser.quarter FOLDER
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
import urllib.request
from pathlib import Path

from playwright.async_api import Browser, FloatRect, Locator, async_playwright, expect

from tests.browser.demo import DESKTOP, PATIENCE, PHONE, Place, Seat, look_around, running_demo
from tests.page.conftest import find_chromium

LOOK = {"reduced_motion": "reduce"}
WRITTEN = (
    "/goal Delight customers {quarter} -- Happy customers bring others",
    "/goal Raise NPS from 31 to 45 {quarter} under G1 weight:2 @Ben Carter +voice",
    "/goal Answer tickets from 10h to 2h {quarter} under G1",
    "/task Survey customers @Ben Carter fri p2 for G2",
    "/task Weekly report every fri for G2 ~30m +ops",
    "/task Write answers to the ten most asked questions wed p1 for G3",
    "/task hand T3 @Ben Carter",
)
CHECKED = (
    (2, "G2 32", "G3 9h"),
    (7, "G2 33", "G3 8h"),
    (14, "G2 34 conf 80%", "G3 6h"),
    (21, "G2 34 conf 60% the new shop is slow", "G3 5h new answers help"),
)
BOARD = (
    "swot G1 s: a brand that people trust",
    "swot G1 s: quick support since G3",
    "swot G1 w: the new shop is slow, see G2",
    "swot G1 o: a fair in autumn",
    "swot G1 t: a rival with lower prices",
)


def next_monday(place: Place) -> dt.date:
    """The Monday on which the quarter begins; thirteen weeks from there fit into any year."""
    with urllib.request.urlopen(f"{place.url}/sandbox/clock") as answer:
        now = json.load(answer)["now"]
    today = dt.datetime.fromisoformat(str(now)).date()
    return today + dt.timedelta(days=7 - today.weekday())


def step_to(place: Place, day: dt.date) -> None:
    """Let time pass until 9:00 UTC of a day, stopping at everything that falls due."""
    at = dt.datetime.combine(day, dt.time(9), dt.UTC).isoformat()
    asked = urllib.request.Request(
        f"{place.url}/sandbox/clock",
        data=json.dumps({"step_to": at}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=120) as answer:
        assert answer.status == 200


async def say(seat: Seat, line: str) -> None:
    """Send a line, and put its private answer away."""
    await seat.send(line)
    dismiss = seat.page.locator("#messages .only-you").get_by_role("button", name="Dismiss")
    private = seat.page.locator("#messages .message", has=seat.page.locator(".only-you"))
    button = private.get_by_role("button", name="Dismiss").first
    await expect(button.or_(dismiss.first)).to_be_visible(timeout=PATIENCE)
    await button.click()
    await expect(private).to_have_count(0, timeout=PATIENCE)


async def play(place: Place, ann: Seat, ben: Seat) -> None:
    """Three weeks and a day of a quarter: written, handed out, checked in on, and amber."""
    first = next_monday(place)
    quarter = f"{first}..{first + dt.timedelta(weeks=13, days=-1)}"
    await asyncio.to_thread(step_to, place, first)
    for line in WRITTEN:
        await say(ann, line.format(quarter=quarter))
    for days, nps, tickets in CHECKED:
        await asyncio.to_thread(step_to, place, first + dt.timedelta(days=days))
        await say(ben, f"/goal {nps}")
        await say(ann, f"/goal {tickets}")
    await ann.sees(ann.card("G2 Raise NPS"), "at risk")
    for line in BOARD:
        await say(ann, f"/goal {line}")


class Album:
    """Pictures of the same thing, wide and on a phone, light and sometimes dark."""

    def __init__(self, seat: Seat, folder: Path) -> None:
        self._seat, self._page, self._folder = seat, seat.page, folder

    async def add(self, name: str, *, dark: bool = False) -> None:
        """What is on the screen now."""
        await self._page.screenshot(path=self._folder / f"{name}.png")
        await self._page.set_viewport_size(PHONE)
        await self._page.screenshot(path=self._folder / f"{name}-phone.png")
        await self._page.set_viewport_size(DESKTOP)
        if dark:
            await self._page.emulate_media(color_scheme="dark")
            await self._page.screenshot(path=self._folder / f"{name}-dark.png")
            await self._page.emulate_media(color_scheme="light")

    async def cut(self, name: str, what: Locator) -> None:
        """Only this."""
        await what.scroll_into_view_if_needed()
        await what.screenshot(path=self._folder / f"{name}.png")


async def look_at_all(ann: Seat, ben: Seat, folder: Path) -> None:
    """Every surface of tasks and goals."""
    album = Album(ann, folder)
    await ann.card("T3 Write").scroll_into_view_if_needed()
    await album.add("task-card")
    await album.cut("cut-task", ann.card("T3 Write"))
    await ann.press(ann.card("T3 Write"), "Details")
    await expect(ann.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)
    await album.add("task-details")
    await ann.page.keyboard.press("Escape")
    await ann.card("G2 Raise").scroll_into_view_if_needed()
    await album.add("goal-card", dark=True)
    await album.cut("cut-goal", ann.card("G2 Raise"))
    await ann.press(ann.card("G2 Raise"), "Details")
    await expect(ann.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)
    await album.add("goal-details")
    await ann.page.keyboard.press("Escape")
    for name, line, text in (
        ("list", "/goal list", "Goals"),
        ("at-risk", "/goal list at-risk", "at risk"),
        ("tree", "/goal tree G1", "Delight"),
        ("tasks", "/task", "My tasks"),
        ("tasks-goal", "/task list for G2", "Survey"),
        ("board", "/goal swot G1", "STRENGTHS"),
        ("chart", "/goal chart G2", "NPS"),
    ):
        await ann.send(line)
        answer = ann.private(text)
        await expect(answer).to_be_visible(timeout=PATIENCE)
        await ann.page.wait_for_timeout(700)
        await album.add(name, dark=name == "board")
        await album.cut(f"cut-{name}", answer)
        await answer.get_by_role("button", name="Dismiss").first.click()
    for name, line in (
        ("check-in", "/goal check G1 G3"),
        ("closing", "/goal close G3"),
        ("new-goal", "/goal new"),
    ):
        await ann.send(line)
        await expect(ann.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)
        await album.add(f"form-{name}")
        await ann.page.keyboard.press("Escape")
        await expect(ann.page.get_by_role("dialog")).to_have_count(0)
    bens = Album(ben, folder)
    await ben.go("Drumbeat")
    await bens.add("direct")
    await ben.page.locator("#tab-home").click()
    await ben.sees(ben.page.locator("#home"), "My goals")
    await bens.add("home", dark=True)


async def take_for_docs(ann: Seat, folder: Path) -> None:
    """The pictures of goals in the docs: as wide as a message needs."""
    await cut(ann, ann.card("G2 Raise"), folder / "goal.png")
    for name, line, text in (
        ("tree", "/goal tree G1", "Delight"),
        ("board", "/goal swot G1", "STRENGTHS"),
        ("chart", "/goal chart G2", "NPS"),
    ):
        await ann.send(line)
        answer = ann.private(text)
        await expect(answer).to_be_visible(timeout=PATIENCE)
        await ann.page.wait_for_timeout(700)
        await cut(ann, answer, folder / f"{name}.png")
        await answer.get_by_role("button", name="Dismiss").first.click()


async def cut(seat: Seat, message: Locator, file: Path) -> None:
    """A message without the empty space at its right."""
    await seat.page.mouse.move(120, 700)
    await message.scroll_into_view_if_needed()
    box = await message.bounding_box()
    assert box is not None
    clip: FloatRect = {**box, "width": 780}
    await seat.page.screenshot(path=file, clip=clip)


async def main(folder: Path) -> None:
    with running_demo() as url:
        place = look_around(url)
        async with async_playwright() as playwright:
            browser = await open_chromium(playwright)
            ann = await Seat.take(browser, place, "ann", "launch", folder, **LOOK)
            ben = await Seat.take(browser, place, "ben", "launch", folder, **LOOK)
            await play(place, ann, ben)
            await look_at_all(ann, ben, folder)
            await browser.close()


async def open_chromium(playwright: object) -> Browser:
    """The browser of the machine."""
    flags = ["--no-sandbox", "--disable-gpu"]
    launch = playwright.chromium.launch  # type: ignore[attr-defined]
    return await launch(executable_path=find_chromium(), args=flags)  # type: ignore[no-any-return]


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1])))

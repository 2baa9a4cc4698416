"""Make the pictures of docs/images again, from the demo: python -m tests.browser.make_images"""

from __future__ import annotations

import asyncio

from playwright.async_api import async_playwright, expect

from tests.browser.demo import PHONE, ROOT, Seat, look_around, running_demo
from tests.browser.quarter import play, take_for_docs
from tests.page.conftest import find_chromium

IMAGES = ROOT / "docs" / "images"
TALK = (
    ("ann", "Good morning! Ten days to the launch. What is still open?"),
    ("ben", "The deck: I have the story, not the numbers."),
    ("dana", "Catering is settled. They need a head count by Thursday."),
    ("lilei", "新闻稿的中文版我来写"),
)


async def main() -> None:
    """Play a short morning in #launch and take the pictures."""
    with running_demo() as url:
        place = look_around(url)
        async with async_playwright() as playwright:
            path = find_chromium()
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = await playwright.chromium.launch(executable_path=path, args=flags)
            look = {"reduced_motion": "reduce", "color_scheme": "light"}
            seats = {
                handle: await Seat.take(browser, place, handle, "launch", IMAGES, **look)
                for handle in ("ann", "ben", "dana", "lilei")
            }
            await _morning(seats)
            ben = await Seat.take(browser, place, "ben", "launch", IMAGES, viewport=PHONE, **look)
            await ben.sees(ben.card("T2"), "Prepare deck")
            await ben.shoot("phone")
            await _pictures(seats["ann"], seats["ben"])
            await browser.close()


async def quarter() -> None:
    """Play a short quarter and take the pictures of goals."""
    with running_demo() as url:
        place = look_around(url)
        async with async_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = await playwright.chromium.launch(executable_path=find_chromium(), args=flags)
            look = {"reduced_motion": "reduce", "color_scheme": "light"}
            ann, ben = [
                await Seat.take(browser, place, handle, "launch", IMAGES, **look)
                for handle in ("ann", "ben")
            ]
            await play(place, ann, ben)
            await take_for_docs(ann, IMAGES)
            await browser.close()


async def _morning(seats: dict[str, Seat]) -> None:
    """What people say, a task that is done and one that is new."""
    ann, dana = seats["ann"], seats["dana"]
    await ann.page.locator("[data-step=next_workday]").click()
    await expect(ann.page.locator(".clock-now strong")).to_have_text("9:30 AM")
    for handle, text in TALK[:2]:
        await seats[handle].send(text)
    await _add(ann, "Order the catering @Dana Fox p2 +launch")
    await ann.sees(ann.card("T1"), "Order the catering")
    await dana.tool(dana.card("T1"), "white_check_mark")
    await ann.sees(ann.card("T1"), "Done by Dana")
    for handle, text in TALK[2:]:
        await seats[handle].send(text)
    await ann.send("/task Prepare deck @Ben Carter fri p1 +launch")
    await ann.sees(ann.card("T2"), "Prepare deck")


async def _add(seat: Seat, line: str) -> None:
    await seat.send(f"/task {line}")
    await seat.private("Added").get_by_role("button", name="Dismiss").first.click()


async def _pictures(ann: Seat, ben: Seat) -> None:
    await ann.page.mouse.move(120, 700)
    await ann.page.evaluate("document.activeElement.blur()")
    await ann.shoot("demo")
    card = await ann.card("T2").bounding_box()
    assert card is not None
    card["width"] = 760
    await ann.page.screenshot(path=IMAGES / "card.png", clip=card)
    await ben.press(ben.card("T2"), "Edit")
    form = ben.page.get_by_role("dialog", name="Edit task")
    await expect(form).to_be_visible()
    await form.screenshot(path=IMAGES / "edit.png")
    await ben.press(form, "Cancel")
    for line in ("Call the venue today", "Write the invitation mon +launch"):
        await _add(ben, line)
    await ben.go("Drumbeat")
    await ben.page.locator("#tab-home").click()
    await ben.sees(ben.page.locator("#home"), "Call the venue")
    await ben.page.set_viewport_size({"width": 1280, "height": 520})
    await ben.shoot("home")


if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(quarter())

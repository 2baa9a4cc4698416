"""Around the messages: people, clock, Home, channels to join, a narrow window."""

from __future__ import annotations

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.tiny_app import TinyApp


async def test_switching_person_changes_rooms_zone_and_address(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    page = await open_as("ann", "launch")
    await expect(page.locator(".clock-now strong")).to_have_text("5:00 PM")
    await expect(page.locator(".side-row", has_text="leads")).to_be_visible()

    await page.locator(".acting-button").click()
    await page.get_by_role("menuitem", name="Chen Rao").click()
    await expect(page.locator(".acting-name")).to_have_text("Chen Rao")
    await expect(page.locator(".clock-now strong")).to_have_text("14:30")
    await expect(page.locator(".side-row", has_text="leads")).to_have_count(0)
    assert f"as={sandbox.workspace.user('chen').id}" in page.url

    await page.go_back()
    await expect(page.locator(".acting-name")).to_have_text("Ann Zhou")


async def test_the_clock_steps_for_every_open_page(open_as: OpenAs) -> None:
    ann = await open_as("ann", "launch")
    ben = await open_as("ben", "launch")

    await ann.get_by_role("button", name="+1 hour").click()
    await expect(ann.locator(".clock-now strong")).to_have_text("6:00 PM")
    await expect(ben.locator(".clock-now strong")).to_have_text("6:00 AM")
    await ben.get_by_role("button", name="Next workday").click()
    await expect(ben.locator(".clock-date")).to_have_text("Tue, May 12, 2026")
    await expect(ben.locator(".clock-now strong")).to_have_text("9:30 AM")


async def test_home_is_drawn_and_redrawn_when_published(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    page = await open_as("ann", "app")
    await expect(page.locator(".home-empty")).to_be_visible()

    user = sandbox.workspace.user("ann").id
    for words in ("Two tasks today", "One task today"):
        block = {"type": "header", "text": {"type": "plain_text", "text": words}}
        await tiny_app.client.views_publish(user_id=user, view={"type": "home", "blocks": [block]})
        await expect(page.locator("#home .header")).to_have_text(words)


async def test_a_channel_is_joined_before_writing_in_it(open_as: OpenAs) -> None:
    page = await open_as("ann", "finance")

    await expect(page.locator("#composer-text")).to_be_hidden()
    await page.get_by_role("button", name="Join channel").click()
    await page.locator("#composer-text").fill("Hello finance")
    await page.keyboard.press("Enter")
    await expect(page.locator("#messages .message").last).to_contain_text("Hello finance")


async def test_a_narrow_window_has_a_drawer_and_nothing_sticks_out(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    await sandbox.person("ben").say("#launch", "https://example.com/" + "long" * 60)
    page = await open_as("ann", "launch", width=390)

    await expect(page.locator("#sidebar")).to_be_hidden()
    await page.get_by_role("button", name="Channels", exact=True).click()
    await page.locator(".side-row", has_text="ops").click()
    await expect(page.locator("#sidebar")).to_be_hidden()
    await expect(page.locator(".head-name")).to_have_text("ops")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390

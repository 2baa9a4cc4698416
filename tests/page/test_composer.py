"""The message field: completion by keyboard, commands, errors that lose nothing."""

from __future__ import annotations

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.tiny_app import TinyApp


async def test_command_and_person_are_completed_by_keyboard(
    open_as: OpenAs, tiny_app: TinyApp
) -> None:
    ann = await open_as("ann", "launch")
    await ann.focus("#composer-text")

    await ann.keyboard.type("/t")
    first = ann.locator(".completion-row.active")
    await expect(first.locator(".completion-label")).to_have_text("/task")
    await expect(first.locator(".completion-note")).not_to_be_empty()
    await ann.keyboard.press("Tab")
    await ann.keyboard.type("Deck @ca")
    await expect(first.locator(".completion-label")).to_have_text("Ben Carter")
    await ann.keyboard.press("Enter")
    await expect(ann.locator("#composer-text")).to_have_value("/task Deck @Ben Carter ")

    await ann.keyboard.type("fri")
    await ann.keyboard.press("Enter")
    row = ann.locator("#messages .message").last
    await expect(row.locator(".only-you")).to_contain_text("Only visible to you")
    await expect(row.locator(".text")).to_have_text("Added: Deck @Ben Carter fri")
    await row.get_by_role("button", name="Dismiss").first.click()
    await expect(ann.locator(".only-you")).to_have_count(0)


async def test_arrow_keys_choose_and_escape_closes_the_list(open_as: OpenAs) -> None:
    ann = await open_as("ann", "launch")
    await ann.focus("#composer-text")

    await ann.keyboard.type("see #")
    rows = ann.locator(".completion-row")
    await expect(rows.first).to_have_class("completion-row active")
    await ann.keyboard.press("ArrowDown")
    await expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    await ann.keyboard.press("ArrowUp")
    await ann.keyboard.type("op")
    await ann.keyboard.press("Tab")
    await expect(ann.locator("#composer-text")).to_have_value("see #ops ")
    await ann.keyboard.type("@")
    await ann.keyboard.press("Escape")
    await expect(rows).to_have_count(0)


async def test_an_unanswered_command_says_so_and_keeps_the_line(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    sandbox.delivery.ack_window = 0.2
    ann = await open_as("ann", "launch")

    await ann.fill("#composer-text", "/task Send forecast")
    await ann.press("#composer-text", "Enter")
    await expect(ann.locator("#composer .composer-error")).to_contain_text(
        "/task failed with the error"
    )
    await expect(ann.locator("#composer-text")).to_have_value("/task Send forecast")


async def test_an_unknown_command_is_not_sent_as_a_message(open_as: OpenAs) -> None:
    ann = await open_as("ann", "launch")

    await ann.fill("#composer-text", "/nonsense now")
    await ann.press("#composer-text", "Enter")
    await expect(ann.locator("#composer .composer-error")).to_contain_text("not a valid command")
    await expect(ann.locator("#messages .message")).to_have_count(0)


async def test_a_draft_waits_in_its_channel(open_as: OpenAs) -> None:
    ann = await open_as("ann", "launch")

    await ann.fill("#composer-text", "Half a thought")
    await ann.locator(".side-row", has_text="ops").click()
    await expect(ann.locator("#composer-text")).to_have_value("")
    await ann.locator(".side-row", has_text="launch").click()
    await expect(ann.locator("#composer-text")).to_have_value("Half a thought")

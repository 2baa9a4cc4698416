"""Modal views: errors under their fields, the stack, closing, and input that survives."""

from __future__ import annotations

from playwright.async_api import Page, expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.tiny_app import CARD, TinyApp


async def open_form(page: Page) -> None:
    await page.fill("#composer-text", "/task form")
    await page.press("#composer-text", "Enter")
    await expect(page.get_by_role("dialog", name="New task")).to_be_visible()


async def test_errors_stand_under_their_field_and_nothing_typed_is_lost(
    open_as: OpenAs, tiny_app: TinyApp
) -> None:
    ann = await open_as("ann", "launch")
    await open_form(ann)
    title = ann.locator("[data-block=title] input")
    error = ann.locator("[data-block=title] .input-error")
    await expect(title).to_be_focused()

    await ann.get_by_role("button", name="Save").click()
    await expect(error).to_have_text("Please complete this required field.")
    await title.fill("bad")
    await ann.keyboard.press("Enter")
    await expect(error).to_have_text("Say what is to be done.")
    await expect(title).to_have_value("bad")
    await expect(title).to_have_attribute("aria-invalid", "true")

    await title.fill("Send the forecast")
    await ann.get_by_role("button", name="Save").click()
    await expect(ann.get_by_role("dialog")).to_have_count(0)
    assert tiny_app.submitted[-1]["title"]["v"]["value"] == "Send the forecast"


async def test_people_and_days_are_chosen_by_keyboard(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await open_as("ann", "launch")
    await open_form(ann)
    await ann.locator("[data-block=title] input").fill("Send the forecast")

    await ann.locator("[data-block=owner] .select").press("ArrowDown")
    await ann.keyboard.type("chen")
    await ann.keyboard.press("Enter")
    await expect(ann.locator("[data-block=owner] .select-text")).to_have_text("Chen Rao")
    await ann.locator("[data-block=due] .select").press("Enter")
    await expect(ann.locator("[data-day='2026-05-11']")).to_be_focused()
    await ann.keyboard.press("ArrowDown")
    await ann.keyboard.press("Enter")
    await expect(ann.locator("[data-block=due] .select-text")).to_have_text("Mon, May 18, 2026")
    await ann.get_by_role("button", name="Save").click()
    await expect(ann.get_by_role("dialog")).to_have_count(0)

    values = tiny_app.submitted[-1]
    assert values["owner"]["v"]["selected_user"] == sandbox.workspace.user("chen").id
    assert values["due"]["v"]["selected_date"] == "2026-05-18"


async def test_escape_goes_back_through_the_stack_and_tells_the_app(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await open_as("ann", "launch")
    await open_form(ann)
    await ann.locator("[data-block=title] input").fill("Half a thought")

    await ann.get_by_role("button", name="Another").click()
    await expect(ann.get_by_role("dialog", name="Why")).to_be_visible()
    await ann.keyboard.press("Escape")
    await expect(ann.locator("[data-block=title] input")).to_have_value("Half a thought")
    await ann.keyboard.press("Escape")
    await expect(ann.get_by_role("dialog")).to_have_count(0)
    await sandbox.quiet()
    assert tiny_app.closed == [True]


async def test_typing_in_a_message_survives_its_update(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    room = sandbox.workspace.channel("launch").id
    sent = await tiny_app.client.chat_postMessage(channel=room, text="T12", blocks=CARD)
    ann = await open_as("ann", "launch")
    note = ann.locator(".message input.field")

    await note.press_sequentially("waiting for le")
    done = [CARD[0] | {"text": {"type": "mrkdwn", "text": "*T12* Deck, blocked"}}, *CARD[1:]]
    await tiny_app.client.chat_update(channel=room, ts=sent["ts"], text="T12", blocks=done)
    await expect(ann.locator(".section-text")).to_have_text("T12 Deck, blocked")
    await ann.keyboard.type("gal")
    await expect(note).to_have_value("waiting for legal")


async def test_a_button_of_a_card_opens_the_form_and_tab_stays_inside(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    room = sandbox.workspace.channel("launch").id
    await tiny_app.client.chat_postMessage(channel=room, text="T12", blocks=CARD)
    ann = await open_as("ann", "launch")

    await ann.get_by_role("button", name="Edit").click()
    await expect(ann.locator("[data-block=title] input")).to_be_focused()
    for _ in range(12):
        await ann.keyboard.press("Tab")
        assert await ann.evaluate("document.activeElement.closest('.dialog') !== null")

"""Reading in the page: long channels, keeping one's place, moving by keyboard, coming back."""

from __future__ import annotations

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs


async def test_a_new_message_does_not_move_what_one_reads(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    ben = sandbox.person("ben")
    for number in range(40):
        await ben.say("#launch", f"Line {number}")
    ann = await open_as("ann", "launch")
    middle = ann.locator(".message", has_text="Line 10")
    await expect(ann.locator(".message", has_text="Line 39")).to_be_in_viewport()

    await middle.scroll_into_view_if_needed()
    before = await middle.bounding_box()
    await ben.say("#launch", "Something new")
    more = ann.get_by_role("button", name="New messages")
    await expect(more).to_be_visible()
    assert await middle.bounding_box() == before

    await more.click()
    await expect(ann.locator(".message", has_text="Something new")).to_be_in_viewport()
    await expect(more).to_be_hidden()


async def test_older_messages_come_while_scrolling_up(open_as: OpenAs, sandbox: Sandbox) -> None:
    ben = sandbox.person("ben")
    for number in range(130):
        await ben.say("#launch", f"Line {number}")
    ann = await open_as("ann", "launch")
    rows = ann.locator("#messages .message")
    await expect(rows).to_have_count(50)

    first = ann.locator(".message", has_text="Line 80")
    await first.scroll_into_view_if_needed()
    await expect(rows).to_have_count(100)
    await expect(first).to_be_in_viewport()
    await ann.locator("#messages").evaluate("box => { box.scrollTop = 0; }")
    await expect(rows).to_have_count(130)
    await expect(ann.locator(".beginning")).to_contain_text("very beginning")


async def test_messages_are_walked_and_answered_by_keyboard(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    await sandbox.person("ben").say("#launch", "First")
    await sandbox.person("lilei").say("#launch", "Second")
    ann = await open_as("ann", "launch")

    await ann.locator(".message").last.focus()
    await ann.keyboard.press("ArrowUp")
    await expect(ann.locator(".message", has_text="First")).to_be_focused()
    await ann.keyboard.press("t")
    await expect(ann.locator("#thread .message")).to_contain_text("First")
    await expect(ann.locator("#thread-text")).to_be_focused()
    await ann.keyboard.press("Escape")
    await expect(ann.locator("#thread")).to_be_hidden()


async def test_unread_messages_are_marked_and_then_read(open_as: OpenAs, sandbox: Sandbox) -> None:
    ann = await open_as("ann", "ops")
    await sandbox.person("ben").say("#launch", "Read me")
    row = ann.locator(".side-row", has_text="launch")
    await expect(row.locator(".badge")).to_have_text("1")

    await row.click()
    await expect(ann.locator(".new-line + .message")).to_contain_text("Read me")
    await expect(row.locator(".badge")).to_have_count(0)


async def test_a_link_to_a_message_opens_its_channel_and_marks_it(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    ts = await sandbox.person("ben").say("#launch", "The decision")
    room = sandbox.workspace.channel("launch").id
    link = f"{sandbox.url}/archives/{room}/p{ts.replace('.', '')}"
    await sandbox.person("ben").say("#ops", f"See {link}")
    ann = await open_as("ann", "ops")

    await ann.locator(".message .link").click()
    await expect(ann.locator(".head-name")).to_have_text("launch")
    await expect(ann.locator(".message.highlighted")).to_contain_text("The decision")

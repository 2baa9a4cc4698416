"""Between people: direct messages, editing, deleting, unread marks, sharing a reply, emoji."""

from __future__ import annotations

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs


async def test_two_people_write_to_each_other(open_as: OpenAs) -> None:
    ann = await open_as("ann", "launch")
    ben = await open_as("ben", "launch")

    await ann.get_by_role("button", name="New direct message").click()
    await ann.get_by_role("menuitem", name="Ben Carter").click()
    await expect(ann.locator(".head-name")).to_have_text("BCBen Carter")
    await ann.fill("#composer-text", "Lunch?")
    await ann.press("#composer-text", "Enter")

    row = ben.locator(".side-row", has_text="Ann Zhou")
    await expect(row.locator(".badge")).to_have_text("1")
    await row.click()
    await expect(ben.locator("#messages .message").last).to_contain_text("Lunch?")
    await expect(row.locator(".badge")).to_have_count(0)


async def test_the_card_of_a_person_leads_to_a_direct_message(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    await sandbox.person("lilei").say("#launch", "你好")
    ann = await open_as("ann", "launch")

    await ann.locator(".message .author").click()
    await ann.get_by_role("button", name="Message", exact=True).click()
    await expect(ann.locator(".head-name")).to_contain_text("李雷")
    await expect(ann.locator(".beginning")).to_contain_text("direct messages")


async def test_the_last_own_message_is_edited_from_the_empty_field(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    await sandbox.person("ann").say("#launch", "We ship on Thursday")
    await sandbox.person("ben").say("#launch", "Sure?")
    ann = await open_as("ann", "launch")
    editor = ann.locator(".editing textarea")

    await ann.press("#composer-text", "ArrowUp")
    await expect(editor).to_be_focused()
    await editor.fill("Changed my mind")
    await ann.keyboard.press("Escape")
    await expect(editor).to_have_count(0)
    await expect(ann.locator(".message", has_text="We ship on Thursday")).to_be_focused()
    await ann.keyboard.press("e")
    await editor.fill("We ship on Friday")
    await ann.keyboard.press("Enter")
    await expect(ann.locator(".message .text").first).to_have_text("We ship on Friday (edited)")


async def test_a_message_emptied_or_deleted_is_gone_for_everybody(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    for words in ("One", "Two"):
        await sandbox.person("ann").say("#launch", words)
    ann = await open_as("ann", "launch")
    ben = await open_as("ben", "launch")

    await ann.press("#composer-text", "ArrowUp")
    await ann.locator(".editing textarea").fill("")
    await ann.keyboard.press("Enter")
    await ann.get_by_role("button", name="Delete", exact=True).click()
    await expect(ben.locator("#messages .message")).to_have_count(1)
    row = ann.locator("#messages .message")
    await row.hover()
    await row.locator("[data-tool=more]").click()
    await ann.get_by_role("menuitem", name="Delete message").click()
    await ann.get_by_role("button", name="Delete", exact=True).click()
    await expect(ben.locator("#messages .message")).to_have_count(0)


async def test_only_admins_delete_what_others_wrote(open_as: OpenAs, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say("#launch", "Off topic")
    for handle, offers in (("ann", 0), ("dana", 1)):
        page = await open_as(handle, "launch")
        row = page.locator("#messages .message")
        await row.hover()
        await row.locator("[data-tool=more]").click()
        await expect(page.get_by_role("menuitem", name="Mark unread")).to_have_count(1)
        await expect(page.get_by_role("menuitem", name="Edit message")).to_have_count(0)
        await expect(page.get_by_role("menuitem", name="Delete")).to_have_count(offers)


async def test_a_channel_is_marked_unread_and_read_again(open_as: OpenAs, sandbox: Sandbox) -> None:
    for words in ("One", "Two", "Three"):
        await sandbox.person("ben").say("#launch", words)
    ann = await open_as("ann", "launch")
    badge = ann.locator(".side-row", has_text="launch").locator(".badge")
    await expect(badge).to_have_count(0)

    await ann.locator(".message", has_text="Two").focus()
    await ann.keyboard.press("u")
    await expect(ann.locator(".new-line + .message")).to_contain_text("Two")
    await expect(badge).to_have_text("2")
    await sandbox.person("ben").say("#launch", "Four")
    await expect(badge).to_have_text("3")
    await ann.keyboard.press("Escape")
    await expect(ann.locator(".new-line")).to_have_count(0)
    await expect(badge).to_have_count(0)


async def test_a_reply_is_also_sent_to_the_channel(open_as: OpenAs, sandbox: Sandbox) -> None:
    ts = await sandbox.person("ben").say("#launch", "Who takes it?")
    ann = await open_as("ann", "launch")
    await ann.evaluate(f"location.hash += '&thread={ts}'")

    share = ann.get_by_role("checkbox", name="Also send to #launch")
    await share.check()
    await ann.fill("#thread-text", "I do")
    await ann.press("#thread-text", "Enter")
    shared = ann.locator("#messages .message", has_text="replied to a thread")
    await expect(shared).to_contain_text("I do")
    await expect(share).not_to_be_checked()


async def test_an_emoji_is_found_by_its_words_and_remembered(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    await sandbox.person("ben").say("#launch", "Shipped")
    ann = await open_as("ann", "launch")
    picker = ann.locator(".popup-emoji")

    await ann.locator("#composer").get_by_role("button", name="Emoji").click()
    await ann.keyboard.type("zebra lorry")
    await expect(picker.locator(".list-group")).to_have_text("0 found")
    await ann.get_by_label("Search emoji").fill("partying")
    await ann.keyboard.press("ArrowDown")
    await expect(picker.locator(".emoji-word")).to_have_text(":partying_face:")
    await ann.keyboard.press("Enter")
    await expect(ann.locator("#composer-text")).to_have_value(":partying_face: ")
    await ann.locator("#composer").get_by_role("button", name="Emoji").click()
    await expect(picker.locator(".emoji-cell").first).to_have_attribute(
        "data-emoji", "partying_face"
    )

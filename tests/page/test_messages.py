"""Messages in the page: sending, live updates, reactions, threads, and text that stays text."""

from __future__ import annotations

from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs

TRAP = '<img src=x onerror="document.title=1"> & <b>bold</b>'


async def test_what_ann_sends_ben_sees_at_once_and_dana_elsewhere_sees_it_counted(
    open_as: OpenAs,
) -> None:
    ann = await open_as("ann", "launch")
    ben = await open_as("ben", "launch")
    dana = await open_as("dana", "ops")

    await ann.fill("#composer-text", "We ship on *Friday*, @Ben Carter")
    await ann.press("#composer-text", "Enter")

    row = ben.locator("#messages .message").last
    await expect(row.locator(".author")).to_have_text("Ann Zhou")
    await expect(row.locator("strong")).to_have_text("Friday")
    await expect(row.locator(".mention-me")).to_have_text("@Ben Carter")
    await expect(ann.locator("#composer-text")).to_have_value("")
    await expect(dana.locator(".side-row.unread .side-name")).to_have_text("launch")


async def test_text_of_people_is_never_markup(open_as: OpenAs, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say("#launch", TRAP)
    ann = await open_as("ann", "launch")

    row = ann.locator("#messages .message").last
    await expect(row.locator(".text")).to_have_text(TRAP)
    await expect(row.locator("img, b")).to_have_count(0)


async def test_a_reaction_is_added_and_taken_back_by_its_pill(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    ts = await sandbox.person("ben").say("#launch", "Deck is ready")
    await sandbox.person("ben").react("#launch", ts, "eyes")
    ann = await open_as("ann", "launch")
    pill = ann.locator("[data-reaction=eyes]")

    await pill.click()
    await expect(pill).to_have_attribute("aria-pressed", "true")
    await expect(pill.locator(".reaction-count")).to_have_text("2")
    await pill.click()
    await expect(pill).to_have_attribute("aria-pressed", "false")
    await expect(pill.locator(".reaction-count")).to_have_text("1")


async def test_the_picker_finds_an_emoji_by_name(open_as: OpenAs, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say("#launch", "Deck is ready")
    ann = await open_as("ann", "launch")

    row = ann.locator("#messages .message").last
    await row.hover()
    await row.locator("[data-tool=react]").click()
    await ann.keyboard.type("alarm")
    await ann.keyboard.press("Enter")
    await expect(row.locator("[data-reaction=alarm_clock]")).to_be_visible()


async def test_a_thread_shows_its_replies_and_refuses_commands(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    ts = await sandbox.person("ben").say("#launch", "Who takes the press list?")
    await sandbox.person("lilei").say("#launch", "我来", thread_ts=ts)
    ann = await open_as("ann", "launch")

    await ann.locator(".replies").click()
    await expect(ann.locator("#thread .message")).to_have_count(2)
    await ann.fill("#thread-text", "Thanks!")
    await ann.press("#thread-text", "Enter")
    await expect(ann.locator("#thread .message").last).to_contain_text("Thanks!")
    await expect(ann.locator(".replies strong")).to_have_text("2 replies")

    await ann.fill("#thread-text", "/task x")
    await ann.press("#thread-text", "Enter")
    error = ann.locator("#thread .composer-error")
    await expect(error).to_contain_text("/task is not supported in threads. Sorry!")
    await expect(ann.locator("#thread-text")).to_have_value("/task x")


async def test_an_own_message_is_edited_in_place(open_as: OpenAs, sandbox: Sandbox) -> None:
    await sandbox.person("ann").say("#launch", "We ship on Thursday")
    ann = await open_as("ann", "launch")
    row = ann.locator("#messages .message").last

    await row.hover()
    await row.locator("[data-tool=more]").click()
    await ann.get_by_role("menuitem", name="Edit message").click()
    await ann.locator(".editing textarea").fill("We ship on Friday")
    await ann.keyboard.press("Enter")
    await expect(row.locator(".text")).to_have_text("We ship on Friday (edited)")


async def test_a_date_is_shown_in_the_zone_of_the_reader(open_as: OpenAs, sandbox: Sandbox) -> None:
    date = "<!date^1778490000^{date_num} {time}|later>"
    client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    await client.chat_postMessage(channel=sandbox.workspace.channel("launch").id, text=date)
    ann = await open_as("ann", "launch")
    ben = await open_as("ben", "launch")

    await expect(ann.locator("time")).to_have_text("2026-05-11 5:00 PM")
    await expect(ben.locator("time")).to_have_text("2026-05-11 5:00 AM")

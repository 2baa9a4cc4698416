"""The inspector: live rows, refusals, filters, pause, details, and its link."""

from __future__ import annotations

import contextlib

from playwright.async_api import Page, expect
from slack_sdk.errors import SlackApiError

from sandbox.journal import ApiCall
from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.tiny_app import TinyApp


async def open_inspector(page: Page) -> None:
    await page.get_by_role("button", name="Inspector of the traffic").click()
    await expect(page.locator("#inspector")).to_be_visible()


async def refused_post(app: TinyApp) -> None:
    with contextlib.suppress(SlackApiError):
        await app.client.chat_postMessage(channel="C0NOWHERE00", text="x")


async def test_traffic_appears_live_and_a_refusal_stands_out(
    open_as: OpenAs, tiny_app: TinyApp
) -> None:
    ann = await open_as("ann", "launch")
    await open_inspector(ann)
    await ann.fill("#composer-text", "/task Deck @Ben Carter")
    await ann.press("#composer-text", "Enter")

    command = ann.locator(".traffic-row", has_text="/task")
    await expect(command.locator(".traffic-result")).to_have_text("ack")
    await expect(command.locator(".traffic-took")).to_contain_text("s")
    await expect(command.locator(".traffic-note")).to_have_text("Deck @Ben Carter")
    await refused_post(tiny_app)
    refused = ann.locator(".traffic-row.refused")
    await expect(refused.locator(".traffic-result")).to_have_text("channel_not_found")


async def test_a_row_opens_as_a_tree_with_a_link_of_its_own(
    open_as: OpenAs, tiny_app: TinyApp
) -> None:
    ann = await open_as("ann", "launch")
    await refused_post(tiny_app)
    await open_inspector(ann)

    await ann.locator(".traffic-row.refused").click()
    detail = ann.get_by_role("region", name="Details")
    await expect(detail.locator("h3")).to_have_text("chat.postMessage")
    await expect(detail.locator(".detail-failure")).to_contain_text("channel_not_found")
    await expect(detail.locator(".json-leaf", has_text="channel").first).to_contain_text(
        "C0NOWHERE00"
    )
    again = await ann.context.new_page()
    await again.goto(ann.url)
    await expect(again.locator(".detail h3")).to_have_text("chat.postMessage")
    await ann.keyboard.press("Escape")
    await expect(detail).to_be_hidden()
    await expect(ann.locator(".traffic-row.refused")).to_be_focused()
    await ann.keyboard.press("Escape")
    await expect(ann.locator("#inspector")).to_be_hidden()
    assert "inspect" not in ann.url


async def test_filters_choose_by_kind_refusal_and_words(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await open_as("ann", "launch")
    await sandbox.person("ann").command("#launch", "/task", "Deck")
    await refused_post(tiny_app)
    await open_inspector(ann)
    rows = ann.locator(".traffic-row")
    await expect(rows.filter(has_text="/task")).to_have_count(1)

    await ann.get_by_role("button", name="API calls").click()
    await expect(rows.filter(has_text="chat.postMessage")).to_have_count(0)
    await ann.get_by_role("button", name="API calls").click()
    await ann.get_by_role("button", name="Refused only").click()
    await expect(rows.locator(".traffic-result")).to_have_text(["channel_not_found"])
    await ann.get_by_role("searchbox", name="Filter the traffic").fill("nothing like it")
    await expect(ann.locator(".traffic-empty")).to_have_text("Nothing passes the filters.")


async def test_a_pause_holds_the_list_and_going_on_catches_up(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await open_as("ann", "launch")
    await open_inspector(ann)
    await ann.get_by_role("button", name="Pause").click()

    await sandbox.person("ann").command("#launch", "/task", "Deck")
    await expect(ann.locator(".inspector-count")).to_contain_text("new")
    await expect(ann.locator(".traffic-row", has_text="/task")).to_have_count(0)
    await ann.get_by_role("button", name="Go on").click()
    await expect(ann.locator(".traffic-row", has_text="/task")).to_have_count(1)


async def test_a_flood_is_capped_and_what_was_skipped_is_said(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    ann = await open_as("ann", "launch")
    await open_inspector(ann)
    row = ApiCall("api.test", {}, {"ok": True}, sandbox.clock.now(), "")
    sandbox.record(row)
    await expect(ann.locator(".traffic-row")).to_have_count(1)

    for _ in range(900):
        sandbox.record(row)
    await expect(ann.locator(".traffic-gap")).to_contain_text("rows in between are not shown")
    assert await ann.locator(".traffic-row").count() <= 500

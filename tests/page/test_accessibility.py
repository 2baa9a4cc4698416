"""axe-core finds no violation of WCAG 2.2 A or AA on any surface, light and dark, wide and narrow.

The script comes with a package of the development extra; the page itself never loads it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Page, expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.surfaces import HOME, LONG_FORM, fill_channel
from tests.page.tiny_app import TinyApp

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]


@cache
def axe_script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


async def violations(page: Page, where: str) -> list[str]:
    """One line per violated rule and element."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(axe_script())
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found: dict[str, Any] = await page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{where}: {rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.fixture
async def shown(tiny_app: TinyApp, sandbox: Sandbox) -> str:
    ann = sandbox.workspace.user("ann").id
    await tiny_app.client.views_publish(user_id=ann, view={"type": "home", "blocks": HOME})
    return await fill_channel(tiny_app, sandbox)


async def look(open_as: OpenAs, width: int, scheme: str) -> Page:
    return await open_as("ann", "launch", width=width, color_scheme=scheme, reduced_motion="reduce")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
async def test_channel_thread_and_what_opens_over_them(
    open_as: OpenAs, shown: str, width: int, scheme: str
) -> None:
    page = await look(open_as, width, scheme)
    found: list[str] = []
    for part in (".beginning", ".data-table", ".chart-pie", ".carousel", ".image-missing"):
        await page.locator(part).first.scroll_into_view_if_needed()
        found += await violations(page, f"channel at {part}")
    await page.locator(".chart-figures summary").first.click()
    await page.locator(".select").click()
    await expect(page.locator(".list-row").first).to_be_visible()
    found += await violations(page, "select open")
    await page.keyboard.press("Escape")
    await page.fill("#composer-text", "see @")
    await expect(page.locator(".completion-row").first).to_be_visible()
    found += await violations(page, "completion open")
    await page.fill("#composer-text", "")
    await page.locator(".acting-button").click()
    found += await violations(page, "person switcher open")
    await page.keyboard.press("Escape")
    await page.locator("#composer").get_by_role("button", name="Emoji").click()
    found += await violations(page, "emoji picker open")
    await page.keyboard.press("Escape")
    await page.evaluate(f"location.hash += '&thread={shown}'")
    await expect(page.locator("#thread .message")).to_have_count(2)
    found += await violations(page, "thread")
    assert not found


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
async def test_home_inspector_help_and_drawer(
    open_as: OpenAs, shown: str, sandbox: Sandbox, width: int, scheme: str
) -> None:
    page = await look(open_as, width, scheme)
    found: list[str] = []
    await page.evaluate("location.hash += '&inspect=open'")
    await page.get_by_role("button", name="Refused only").click()
    await page.get_by_role("button", name="Refused only").click()
    await page.locator(".traffic-row").last.click()
    await expect(page.locator(".json").first).to_be_visible()
    found += await violations(page, "inspector")
    user = sandbox.workspace.user("ann").id
    await page.evaluate(f"location.hash = '#as={user}&channel=app'")
    await expect(page.locator("#home .header")).to_have_text("Today")
    found += await violations(page, "Home")
    if width < 700:
        await page.get_by_role("button", name="Channels", exact=True).click()
        found += await violations(page, "drawer")
        await page.keyboard.press("Escape")
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    found += await violations(page, "help")
    assert not found


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
async def test_a_form_with_every_input_and_its_errors(
    open_as: OpenAs, tiny_app: TinyApp, width: int, scheme: str
) -> None:
    tiny_app.form = LONG_FORM
    page = await look(open_as, width, scheme)
    await page.fill("#composer-text", "/task form")
    await page.press("#composer-text", "Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".input-error:visible").first).to_be_visible()
    found = await violations(page, "form with errors")
    for block, inside in (("due", ".calendar"), ("hour", ".list-row"), ("helpers", ".list-row")):
        await page.locator(f"[data-block={block}] .select").click()
        await expect(page.locator(f".popup {inside}").first).to_be_visible()
        found += await violations(page, f"{block} open")
        await page.keyboard.press("Escape")
    assert not found

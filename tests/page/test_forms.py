"""Forms: files, the current conversation as a default; the keyboard help and the colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.surfaces import EVERY_INPUT
from tests.page.tiny_app import FORM, TITLE, TinyApp, field

PLACE = field(
    "place",
    "Channel",
    {"type": "conversations_select", "default_to_current_conversation": True},
)
FILES: dict[str, Any] = EVERY_INPUT[-1]


async def open_form(page: Page, app: TinyApp, *blocks: dict[str, Any]) -> None:
    app.form = FORM | {"blocks": [TITLE, *blocks]}
    await page.fill("#composer-text", "/task form")
    await page.press("#composer-text", "Enter")
    await page.locator("[data-block=title] input").fill("Send the forecast")


async def test_files_are_added_refused_removed_and_reach_the_app(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.png", "c.exe"):
        (tmp_path / name).write_text(name)
    ann = await open_as("ann", "launch")
    await open_form(ann, tiny_app, FILES)
    picker = ann.locator("[data-block=files] input[type=file]")
    rows = ann.locator(".file-row")

    await picker.set_input_files([tmp_path / "a.txt", tmp_path / "b.png"])
    await expect(rows).to_have_text(["a.txt5 bytes", "b.png5 bytes"])
    await expect(ann.get_by_role("button", name="Add files")).to_be_disabled()
    await ann.get_by_role("button", name="Remove a.txt").click()
    await picker.set_input_files(tmp_path / "c.exe")
    await expect(ann.locator(".file-drop .input-error")).to_have_text(
        "c.exe: only png, txt can be added here."
    )
    await ann.get_by_role("button", name="Save").click()
    await expect(ann.get_by_role("dialog")).to_have_count(0)

    (file,) = tiny_app.submitted[-1]["files"]["v"]["files"]
    assert (file["name"], file["mimetype"]) == ("b.png", "image/png")
    assert sandbox.workspace.files[file["id"]].content == b"b.png"


async def test_a_select_begins_with_the_conversation_one_is_in(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await open_as("ann", "ops")
    await open_form(ann, tiny_app, PLACE)

    await expect(ann.locator("[data-block=place] .select-text")).to_have_text("ops")
    await ann.get_by_role("button", name="Save").click()
    await expect(ann.get_by_role("dialog")).to_have_count(0)
    place = tiny_app.submitted[-1]["place"]["v"]["selected_conversation"]
    assert place == sandbox.workspace.channel("ops").id


async def test_a_question_mark_opens_the_keyboard_help_but_not_while_writing(
    open_as: OpenAs,
) -> None:
    ann = await open_as("ann", "launch")
    await ann.focus("#composer-text")
    await ann.keyboard.type("why?")
    await expect(ann.get_by_role("dialog")).to_have_count(0)

    await ann.locator(".side-row", has_text="ops").focus()
    await ann.keyboard.press("?")
    await expect(ann.get_by_role("dialog", name="Keyboard")).to_contain_text("Mark unread")
    await ann.keyboard.press("Escape")
    await expect(ann.get_by_role("dialog")).to_have_count(0)


async def test_colours_follow_the_system_until_one_chooses(open_as: OpenAs) -> None:
    ann = await open_as("ann", "launch", color_scheme="dark")
    body = ann.locator("body")
    await expect(body).to_have_css("background-color", "rgb(26, 29, 33)")

    await ann.get_by_role("button", name="Colours").click()
    await ann.get_by_role("menuitem", name="Light").click()
    await expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    await ann.reload()
    await expect(body).to_have_css("background-color", "rgb(255, 255, 255)")


async def test_the_page_asks_nobody_but_the_sandbox(open_as: OpenAs, sandbox: Sandbox) -> None:
    ann = await open_as("ann", "launch")
    asked: list[str] = []
    ann.on("request", lambda request: asked.append(request.url))
    await ann.reload()
    await expect(ann.locator("#app")).to_have_attribute("aria-busy", "false")

    assert asked
    assert [url for url in asked if not url.startswith(sandbox.url)] == []

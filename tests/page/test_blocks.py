"""Block Kit in the page: every kind of block is drawn, and its elements act."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.tiny_app import TinyApp, button, plain

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def points(*values: int) -> list[Json]:
    return [{"label": f"W{n}", "value": value} for n, value in enumerate(values)]


def axes(kind: str) -> Json:
    chart = {"type": kind, "series": [{"name": "Ops", "data": points(3, -1)}]}
    return chart | {"axis_config": {"categories": ["W0", "W1"]}}


PIE = {"type": "pie", "segments": [{"label": "Legal", "value": 5}, {"label": "Us", "value": 8}]}
PICKS = [option("One"), option("Two")]
BLOCKS: dict[str, tuple[Json, str]] = {
    "section": ({"type": "section", "fields": [mrkdwn("*Owner*"), plain("Ann")]}, "Owner"),
    "header": ({"type": "header", "text": plain("Week 19 :tada:")}, "Week 19"),
    "context": ({"type": "context", "elements": [mrkdwn("`T12`"), plain("open")]}, "T12"),
    "image": (
        {"type": "image", "image_url": "https://nowhere.invalid/x.png", "alt_text": "A chart"},
        "A chart",
    ),
    "markdown": (
        {"type": "markdown", "text": "## Agenda\n- [x] *done*\n\n|a|b|\n|-|-|\n|1|2|"},
        "done",
    ),
    "table": (
        {"type": "table", "rows": [[raw("KPI"), raw("Now")], [raw("NPS"), raw("41")]]},
        "NPS",
    ),
    "bar": ({"type": "data_visualization", "title": "Bars", "chart": axes("bar")}, "Bars"),
    "line": ({"type": "data_visualization", "title": "Lines", "chart": axes("line")}, "Lines"),
    "area": ({"type": "data_visualization", "title": "Areas", "chart": axes("area")}, "Areas"),
    "pie": ({"type": "data_visualization", "title": "Slices", "chart": PIE}, "Slices"),
    "card": ({"type": "card", "title": mrkdwn("Goal 12"), "body": mrkdwn("62 %")}, "Goal 12"),
    "container": (
        {"type": "container", "title": plain("Blockers"), "child_blocks": [{"type": "divider"}]},
        "Blockers",
    ),
    "radio": (
        {
            "type": "actions",
            "elements": [{"type": "radio_buttons", "action_id": "r", "options": PICKS}],
        },
        "Two",
    ),
}


async def test_every_block_is_drawn(open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox) -> None:
    room = sandbox.workspace.channel("launch").id
    for kind, (block, _) in BLOCKS.items():
        await tiny_app.client.chat_postMessage(channel=room, text=kind, blocks=[block])
    ann = await open_as("ann", "launch")

    drawn = ann.locator("#messages .message .blocks")
    for at, (_, words) in enumerate(BLOCKS.values()):
        # Pictures load when they come into sight.
        await drawn.nth(at).scroll_into_view_if_needed()
        await expect(drawn.nth(at)).to_contain_text(words)
    await expect(drawn.locator(".unknown")).to_have_count(0)


async def test_a_dangerous_button_asks_first(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    confirm = {"title": plain("Drop T12?"), "text": mrkdwn("It *stays* in the history.")}
    confirm |= {"confirm": plain("Drop it"), "deny": plain("Keep it")}
    drop = button("drop", "Drop") | {"style": "danger", "confirm": confirm}
    room = sandbox.workspace.channel("launch").id
    blocks = [{"type": "actions", "elements": [drop]}]
    await tiny_app.client.chat_postMessage(channel=room, text="T12", blocks=blocks)
    ann = await open_as("ann", "launch")

    await ann.get_by_role("button", name="Drop", exact=True).click()
    await ann.get_by_role("button", name="Keep it").click()
    await sandbox.quiet()
    assert tiny_app.clicked == []
    await ann.get_by_role("button", name="Drop", exact=True).click()
    await ann.get_by_role("button", name="Drop it").click()
    await expect(ann.get_by_role("dialog")).to_have_count(0)
    await sandbox.quiet()
    assert tiny_app.clicked == ["drop"]


async def test_choices_reach_the_app(open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox) -> None:
    more = {"type": "overflow", "action_id": "more", "options": PICKS}
    pick = {"type": "static_select", "action_id": "pick", "options": PICKS}
    room = sandbox.workspace.channel("launch").id
    blocks = [{"type": "actions", "elements": [pick, more]}]
    await tiny_app.client.chat_postMessage(channel=room, text="T12", blocks=blocks)
    ann = await open_as("ann", "launch")

    await ann.locator(".select").click()
    await ann.keyboard.type("two")
    await ann.keyboard.press("Enter")
    await expect(ann.locator(".select-text")).to_have_text("Two")
    await ann.locator(".overflow").click()
    await ann.get_by_role("menuitem", name="One").click()
    await sandbox.quiet()
    assert tiny_app.clicked == ["pick", "more"]

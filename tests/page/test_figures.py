"""Tables, charts, cards and pictures: sorting, paging, figures, and what stands in offline."""

from __future__ import annotations

from playwright.async_api import Page, expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs
from tests.page.surfaces import CARDS, CHART, CONTAINER, DATA_TABLE, IMAGE, PIE, TABLE, Json
from tests.page.tiny_app import TinyApp

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


async def posted(open_as: OpenAs, app: TinyApp, sandbox: Sandbox, *blocks: Json) -> Page:
    room = sandbox.workspace.channel("launch").id
    await app.client.chat_postMessage(channel=room, text="shown", blocks=list(blocks))
    return await open_as("ann", "launch")


async def test_numbers_of_a_table_stand_to_the_right_below_their_heading(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await posted(open_as, tiny_app, sandbox, TABLE)

    await expect(ann.locator(".table th").nth(1)).to_have_css("text-align", "right")
    await expect(ann.locator(".table td").nth(1)).to_have_css("text-align", "right")
    await expect(ann.locator(".table td").nth(0)).to_have_css("text-align", "left")
    await expect(ann.locator(".table th").first).to_have_css("position", "sticky")


async def test_a_data_table_is_sorted_searched_and_paged(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await posted(open_as, tiny_app, sandbox, DATA_TABLE)
    rows, status = ann.locator(".data-table tbody tr"), ann.locator(".pager [role=status]")
    await expect(rows).to_have_count(4)
    await expect(status).to_have_text("1–4 of 10")

    await ann.get_by_role("button", name="Next page").click()
    await ann.get_by_role("button", name="Next page").click()
    await expect(status).to_have_text("9–10 of 10")
    await expect(ann.get_by_role("button", name="Next page")).to_be_disabled()
    days = ann.get_by_role("button", name="Days")
    await days.click()
    await expect(ann.locator("[aria-sort=ascending]")).to_have_text("Days")
    await expect(rows.first.locator("td")).to_have_text("1")
    await days.click()
    await expect(rows.first.locator("td")).to_have_text("10")
    await expect(days).to_be_focused()
    await ann.get_by_label("Search Open tasks").fill("t10")
    await expect(rows).to_have_count(1)
    await expect(status).to_have_text("1–1 of 1")


async def test_a_chart_has_a_legend_and_its_figures_as_a_table(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await posted(open_as, tiny_app, sandbox, CHART, PIE)

    await expect(ann.locator(".chart-line .legend li")).to_have_text(["Launch", "Ops"])
    await expect(ann.locator(".chart-pie .legend li").last).to_have_text("Us1575 %")
    figures = ann.locator(".chart-line table")
    await expect(figures).to_be_hidden()
    await ann.locator(".chart-line summary").click()
    await expect(figures.locator("tr").last).to_have_text("W273")
    await expect(figures.locator("th[scope=col]")).to_have_text(["Week", "Launch", "Ops"])


async def test_cards_are_turned_and_a_container_opens(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ann = await posted(open_as, tiny_app, sandbox, CARDS, CONTAINER)

    last = ann.locator(".card", has_text="Goal 5")
    await expect(last).not_to_be_in_viewport(ratio=1)
    await expect(ann.get_by_role("button", name="Previous card")).to_be_hidden()
    for _ in range(3):
        await ann.get_by_role("button", name="Next card").click()
        await expect(ann.get_by_role("button", name="Previous card")).to_be_visible()
    await ann.locator(".carousel-track").evaluate("track => track.scrollTo({left: 9999})")
    await expect(ann.get_by_role("button", name="Next card")).to_be_hidden()
    await ann.locator(".card", has_text="Goal 5").get_by_role("button", name="Check in").click()
    await sandbox.quiet()
    assert tiny_app.clicked == ["c5"]
    await expect(ann.locator(".container-body")).to_be_hidden()
    await ann.locator("summary.container-head").click()
    await expect(ann.locator(".container-body")).to_contain_text("waits for legal")


async def test_an_uploaded_picture_is_drawn_and_a_missing_one_keeps_its_words(
    open_as: OpenAs, tiny_app: TinyApp, sandbox: Sandbox
) -> None:
    ws = sandbox.workspace
    file = ws.reserve_file("x.png", len(PIXEL), sandbox.bot_user_id)
    ws.receive_file(file.id, PIXEL)
    ws.complete_file(file.id, "Chart")
    picture = {"type": "image", "slack_file": {"id": file.id}, "alt_text": "A pixel"}
    ann = await posted(open_as, tiny_app, sandbox, picture, IMAGE)

    drawn = ann.get_by_role("img", name="A pixel")
    await expect(drawn).to_have_js_property("naturalWidth", 1)
    await expect(ann.locator(".image-missing")).to_have_text("Progress of goal 12")

"""A standup as a team lives it: asked by the clock, answered in the form and in the thread."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Sit
from tests.browser.demo import PATIENCE, Seat

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def step(seat: Seat, name: str) -> None:
    """Press a button of the clock bar, and wait until the clock stands there."""
    await seat.page.locator(f"[data-step={name}]").click()


async def test_a_standup_from_its_definition_to_its_summary(sit: Sit) -> None:
    ann = await sit("ann", "launch")
    lilei = await sit("lilei", "launch")

    await ann.send("/standup new Daily weekdays 9:30 close 11:30 mood")
    told = ann.private("Daily is set up")
    await ann.sees(told, "4 people take part")
    await ann.shoot("40-standup-defined", phone=True)
    await ann.press(told, "Preview")
    await ann.sees(ann.private("until"), "Ann")
    await ann.shoot("41-standup-preview", phone=True)

    await step(ann, "next_0930")
    await ann.sees(ann.message("Daily · "), "0/4")
    await ann.shoot("42-standup-parent", phone=True)
    await ann.go("Drumbeat")
    asked = ann.message("Daily for #launch")
    await ann.sees(asked, "What will you do today?")
    await ann.shoot("43-standup-question", phone=True)
    await ann.press(asked, "Answer")
    form = ann.page.get_by_role("dialog", name="Daily")
    fields = form.locator("textarea")
    await fields.nth(0).fill("Finished the deck\nMet the printer")
    await fields.nth(1).fill("Send agenda fri @ben\nThink about venues")
    await fields.nth(2).fill("No budget for the hall")
    await ann.shoot("44-standup-form", phone=True)
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    await ann.sees(asked, "You have answered")

    await ann.go("launch")
    await ann.sees(ann.message("Daily · "), "1/4")
    head = lilei.message("Daily · ")
    await head.locator(".replies").first.click()
    await lilei.sees(lilei.message("Finished the deck", "#thread"), "Ann")
    await lilei.send("Tested the printer, all good", "#thread-text")
    await lilei.sees(lilei.private("Counted as your answer", "#thread"), "Not my answer")
    await lilei.shoot("45-standup-thread", phone=True)
    await lilei.sees(lilei.message("Daily · ", "#messages"), "2/4")

    await ann.send("/standup close")
    await ann.sees(ann.message("Daily · "), "2 of")
    await lilei.sees(lilei.message("Summary of Daily", "#thread"), "In the way")
    await lilei.shoot("46-standup-summary", phone=True)
    await ann.shoot("47-standup-closed", phone=True)
    await ann.send("/standup history 2w")
    await ann.sees(ann.private("Participation"), "%")
    await ann.send("/standup who")
    await ann.sees(ann.private("who takes part"), "Asked and counted")
    await ann.shoot("48-standup-history-and-people", phone=True)
    await expect(ann.page.locator("#app")).to_be_visible(timeout=PATIENCE)

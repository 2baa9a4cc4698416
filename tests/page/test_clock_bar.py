"""The clock bar: standing, running, fast; and the step to what is planned next."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import OpenAs


class Reminder:
    """One thing that falls due, and what was settled."""

    def __init__(self, sandbox: Sandbox, after: timedelta) -> None:
        self.clock = sandbox.clock
        self.due: datetime | None = sandbox.clock.now() + after

    async def next_due(self) -> datetime | None:
        return self.due

    async def settle(self) -> None:
        if self.due is not None and self.due <= self.clock.now():
            self.due = None


async def test_the_speed_is_chosen_and_shown(open_as: OpenAs, sandbox: Sandbox) -> None:
    ann = await open_as("ann", "launch")
    state = ann.locator(".clock-state")
    await expect(state).to_have_text("Standing")

    fast = ann.get_by_role("button", name="60×")
    await fast.click()
    await expect(state).to_have_text("60× fast")
    await expect(fast).to_have_attribute("aria-pressed", "true")
    await expect(ann.locator(".clock-now strong")).not_to_have_text("5:00 PM")
    await fast.click()
    await expect(state).to_have_text("Running")
    assert sandbox.clock.rate == 1
    await ann.get_by_role("button", name="Stand still").click()
    await expect(state).to_have_text("Standing")


async def test_a_step_goes_to_the_next_event_or_says_there_is_none(
    open_as: OpenAs, sandbox: Sandbox
) -> None:
    sandbox.stepper = Reminder(sandbox, timedelta(hours=3, minutes=20))
    ann = await open_as("ann", "launch")

    await ann.get_by_role("button", name="Next event").click()
    await expect(ann.locator(".clock-now strong")).to_have_text("8:20 PM")
    await ann.get_by_role("button", name="Next event").click()
    await expect(ann.locator(".toast-error")).to_contain_text("Nothing is planned")


async def test_a_narrow_bar_has_everything_in_menus(open_as: OpenAs, sandbox: Sandbox) -> None:
    ann = await open_as("ann", "launch", width=390)

    await ann.get_by_role("button", name="Move the clock").click()
    await ann.get_by_role("menuitem", name="Run in real time").click()
    await expect(ann.locator(".clock-running")).to_be_visible()
    await ann.get_by_role("button", name="Tools", exact=True).click()
    await ann.get_by_role("menuitem", name="Dark").click()
    await expect(ann.locator("html")).to_have_attribute("data-theme", "dark")
    assert await ann.evaluate("document.documentElement.scrollWidth") <= 390

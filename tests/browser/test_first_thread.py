"""The first thread as two people live it: the real demo, two browsers, keyboard and mouse."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Sit
from tests.browser.demo import PATIENCE, Seat

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AS_TYPED = "Print *bold* <b>tags</b> & :tada:"


async def add(seat: Seat, line: str, title: str) -> None:
    """Add a task and dismiss the answer."""
    await seat.send(f"/task {line}")
    told = seat.private(title)
    await expect(told).to_be_visible(timeout=PATIENCE)
    await told.get_by_role("button", name="Dismiss").first.click()


async def test_a_task_is_given_seen_ticked_and_taken_back(sit: Sit) -> None:
    ann, ben = await sit("ann", "launch"), await sit("ben", "launch")

    await ann.page.focus("#composer-text")
    await ann.page.keyboard.type("/t")
    await expect(ann.page.locator(".completion-row.active")).to_contain_text("/task")
    await ann.shoot("01-command-completed")
    await ann.page.keyboard.press("Tab")
    await ann.page.keyboard.type("Prepare deck @be")
    await expect(ann.page.locator(".completion-row.active")).to_contain_text("Ben Carter")
    await ann.shoot("02-person-completed")
    await ann.page.keyboard.press("Tab")
    await ann.page.keyboard.type("fri p1")
    await ann.page.keyboard.press("Enter")

    told = ann.private("Added T1")
    for words in ("Only visible to you", "Prepare deck", "Ben", "Fri", "P1", "Undo", "Edit"):
        await ann.sees(told, words)
    await ann.sees(ann.card("T1 Prepare deck"), "Done")
    await ann.shoot("03-answer-and-card", phone=True)

    await ben.sees(ben.card("T1 Prepare deck"), "Fri")
    await expect(ben.page.locator("#messages .only-you")).to_have_count(0)
    await expect(ben.page.locator(".side-row.unread", has_text="Drumbeat")).to_be_visible()
    await ben.go("Drumbeat")
    await ben.sees(ben.card("T1"), "Ann gave you a task")
    await ben.shoot("04-direct-message", phone=True)

    await ben.go("launch")
    await ben.card("T1").hover()
    await ben.shoot("05-toolbar")
    await ben.tool(ben.card("T1"), "white_check_mark")
    for one in (ann, ben):
        await one.sees(one.card("T1"), "Done by Ben")
    await ann.shoot("06-done", phone=True)

    await ann.press(ann.private("Added T1"), "Undo")
    await ann.sees(ann.private("has changed T1"), "See it with /task T1")
    await ann.shoot("07-undo-too-late")
    await add(ann, "Order cake tomorrow", "Order cake")
    await ann.send("/task undo")
    await ann.sees(ann.private("Withdrawn"), "T2 Order cake")
    await ben.sees(ben.card("T2"), "Withdrawn by Ann")
    await ben.shoot("08-withdrawn", phone=True)


async def test_the_form_changes_a_task_and_says_what_is_wrong(sit: Sit) -> None:
    ann = await sit("ann", "launch")
    await add(ann, "Prepare deck @ben fri p1 +launch -- All twelve slides", "Prepare deck")

    await ann.press(ann.card("T1"), "Edit")
    form = ann.page.get_by_role("dialog", name="Edit task")
    await form.locator("[data-block=title] input").fill(AS_TYPED)
    await ann.shoot("10-form", phone=True)
    await form.locator("[data-block=due_date] .select").press("Enter")
    await expect(ann.page.locator(".calendar-day:focus")).to_be_visible()
    await ann.shoot("11-calendar")
    await ann.page.keyboard.press("PageUp")
    await ann.page.keyboard.press("Enter")
    await ann.press(form, "Save")
    wrong = form.locator("[data-block=due_date] .input-error")
    await ann.sees(wrong, "is over. Choose")
    await ann.shoot("12-form-error", phone=True)

    await form.locator("[data-block=due_date] .select").press("Enter")
    await ann.page.keyboard.press("PageDown")
    await ann.page.keyboard.press("PageDown")
    await ann.page.keyboard.press("Enter")
    await ann.press(form, "Save")
    await expect(form).to_have_count(0)
    await ann.sees(ann.card("T1"), AS_TYPED)
    await ann.shoot("13-typed-text-stays-text", phone=True)


async def test_a_message_and_a_thread_become_tasks(sit: Sit) -> None:
    ann, ben = await sit("ann", "launch"), await sit("ben", "launch")
    await ben.send("Could somebody book the venue for the 12th? It should hold 80 people.")

    asked = ann.message("Could somebody book the venue")
    await ann.tool(asked, "more")
    await ann.shoot("20-message-menu")
    await ann.page.get_by_role("menuitem", name="Make a task").click()
    form = ann.page.get_by_role("dialog", name="Make a task")
    title = form.locator("[data-block=title] input")
    await expect(title).to_have_value(
        "Could somebody book the venue for the 12th? It should hold 80 people."
    )
    await title.fill("Book the venue")
    await ann.shoot("21-form-from-message")
    await ann.press(form, "Add task")
    await expect(form).to_have_count(0)
    await expect(asked.locator("[data-reaction=pushpin]")).to_be_visible(timeout=PATIENCE)

    await asked.locator(".replies").click()
    await ann.sees(ann.card("T1", "#thread"), "Book the venue")
    await ann.page.focus("#thread-text")
    await ann.page.keyboard.type("@Drum")
    await ann.page.keyboard.press("Tab")
    await ann.page.keyboard.type("task Pay the deposit @be")
    await ann.page.keyboard.press("Tab")
    await ann.page.keyboard.type("tomorrow 5pm")
    await ann.page.keyboard.press("Enter")
    await ann.sees(ann.private("Added T2", "#thread"), "Pay the deposit")
    await ann.sees(ann.card("T2 Pay the deposit", "#thread"), "Ben")
    await ann.shoot("22-thread", phone=True)
    await ben.shoot("23-channel-of-a-thread", phone=True)


async def test_lists_home_and_the_clock(sit: Sit) -> None:
    ben = await sit("ben", "launch")
    await ben.go("Drumbeat")
    await ben.sees(ben.page.locator("#home"), "Three steps to begin with")
    await ben.shoot("30-empty-home", phone=True)
    await ben.go("launch")
    for line in ("Send invoice today", "Prepare deck p1 +launch tomorrow", "Water the plants"):
        await add(ben, line, line.split(" p1")[0].split(" today")[0])

    await ben.send("/task")
    mine = ben.private("My tasks · 3 tasks")
    await ben.shoot("31-list", phone=True)
    await mine.get_by_role("button", name="Done").first.click()
    await ben.sees(ben.card("T1"), "Done by Ben")
    await ben.shoot("32-list-after-done")
    await ben.send("/task done T1")
    await ben.sees(ben.private("already done"), "T1 Send invoice")
    await ben.send("/task T2 soon please")
    await ben.sees(ben.private("I did not understand “soon please”"), "/task T2 title:")
    await ben.shoot("33-not-understood", phone=True)
    await ben.send("/task help")
    await ben.sees(ben.private("take back my last change"), "/task undo")
    await ben.shoot("34-help", phone=True)

    await ben.go("Drumbeat")
    await ben.page.locator("#tab-home").click()
    await ben.sees(ben.page.locator("#home"), "T2 Prepare deck")
    await ben.shoot("35-home", phone=True)
    await ben.page.locator("[data-step=next_workday]").click()
    await expect(ben.page.locator(".clock-now strong")).to_have_text("9:30 AM", timeout=PATIENCE)
    await expect(ben.page.locator("#home")).to_contain_text(re.compile("Today|Overdue"))
    await ben.shoot("36-next-working-day")

"""Home as a working desk: rows that act, pages, questions, settings."""

import re
from typing import Any

from tests.limits import assert_within_slack_limits
from tests.stage import Stage, words_in


async def at_home(stage: Stage, handle: str) -> str:
    """Open Home and read it."""
    person = stage.person(handle)
    await person.open_home()
    await stage.settle()
    return read(stage, handle)


def read(stage: Stage, handle: str) -> str:
    home = stage.person(handle).home
    assert home is not None
    assert_within_slack_limits({"type": "home", "blocks": home["blocks"]})
    return words_in(home)


def row_of(home: dict[str, Any], number: str) -> dict[str, Any]:
    """The buttons under the row of a task."""
    shown = home["blocks"]
    at = next(i for i, block in enumerate(shown) if f"{number}  " in str(block.get("elements")))
    found: dict[str, Any] = shown[at + 1]
    return found


async def test_the_day_stands_there_overdue_first(stage: Stage) -> None:
    ann = stage.person("ann")
    for line in ("Some day", "Later on 30 jun", "Call the venue today", "Soon thu"):
        await ann.command("#launch", "/task", line)
    await stage.pass_time(days=1)
    page = await at_home(stage, "ann")
    groups = re.findall(r"\*([^*]+)\*", page)
    assert groups == ["Overdue", "Next 7 days", "Later", "No date"]
    assert page.index("Call the venue") < page.index("Soon") < page.index("Some day")
    assert page.startswith("My day · Tue, May 12")


async def test_every_row_is_done_put_off_or_handed_over_where_it_stands(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    for line in ("Pay invoice today", "Book hall today", "Print badges today"):
        await ann.command("#launch", "/task", line)
    await at_home(stage, "ann")
    assert ann.home is not None
    ids = {number: row_of(ann.home, number)["block_id"] for number in ("T1", "T2", "T3")}

    await ann.click("home", None, "task.done", block_id=ids["T1"])
    await stage.settle()
    assert "Pay invoice" not in read(stage, "ann")

    await ann.click("home", None, "task.snooze", block_id=ids["T2"], selected="2 ")
    await stage.pass_time(seconds=4)
    assert "*Next 7 days* T2 Book hall Tue, May 12" in read(stage, "ann")

    await ann.click("home", None, "task.hand", block_id=ids["T3"], selected=ben.id)
    await stage.pass_time(seconds=4)
    assert "T3 Print badges Mon, May 11 · offered to Ben" in read(stage, "ann")
    assert stage.direct("ann") == []

    assert "Waiting for my answer T3 Print badges" in await at_home(stage, "ben")
    await ben.click("home", None, "task.accept")
    await stage.pass_time(seconds=4)
    page = read(stage, "ben")
    assert "Waiting" not in page
    assert "T3 Print badges" in page
    assert "Print badges" not in read(stage, "ann")


async def test_a_row_that_is_long_gone_disappears_with_the_click_on_it(stage: Stage) -> None:
    """Ann leaves Home open over lunch; meanwhile Ben finishes her task."""
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Pay invoice today")
    await stage.person("ben").command("#launch", "/task", "watch T1")
    await at_home(stage, "ann")
    await stage.pass_time(hours=1)
    await stage.person("ben").command("#launch", "/task", "done T1")
    await stage.pass_time(seconds=5)
    assert "Pay invoice" in read(stage, "ann")

    await ann.click("home", None, "task.done")
    await stage.settle()
    assert "Pay invoice" not in read(stage, "ann")


async def test_five_hundred_tasks_are_read_page_by_page(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Task 1 fri")
    stage.db.run_write(copy_task, 499)
    await at_home(stage, "ann")
    seen: list[str] = []
    while True:
        assert ann.home is not None
        assert len(ann.home["blocks"]) <= 100
        page = read(stage, "ann")
        seen += re.findall(r"(T\d+) Task", page)
        if "Show more" not in page:
            break
        assert "200+ tasks in all" in page
        await ann.click("home", None, "home.more")
        await stage.settle()
    assert sorted(seen, key=lambda number: int(number[1:])) == [f"T{n}" for n in range(1, 501)]

    await ann.click("home", None, "home.top")
    await stage.settle()
    assert "T1 Task" in read(stage, "ann")
    await ann.click("home", None, "home.more")
    await stage.settle()
    assert "T1 Task" not in read(stage, "ann")
    assert "T1 Task" in await at_home(stage, "ann")


def copy_task(session: Any, times: int) -> None:
    from storage import rows
    from storage.tables import Task

    table = rows.table_of(Task)
    first = dict(rows.execute(session, table.select()).mappings().one())
    for number in range(2, times + 2):
        copy = {**first, "id": number, "number": number, "title": f"Task {number}"}
        rows.execute(session, table.insert(), copy)


async def test_settings_are_kept_and_shown(stage: Stage) -> None:
    dana = stage.person("dana")
    page = await at_home(stage, "dana")
    assert "Language: As in Slack" in page
    assert "Quiet hours: 18:00 – 09:00" in page

    await dana.click("home", None, "personal.open")
    await dana.fill("works_from", "08:00")
    sent = await dana.submit()
    assert sent.errors == {"works_until": "Give both times, or leave both empty."}
    await dana.fill("works_until", "07:00")
    sent = await dana.submit()
    assert sent.errors == {"works_until": "Work must end later in the day than it begins."}
    await dana.fill("works_until", "16:30")
    await dana.fill("quiet_from", "17:00")
    await dana.fill("quiet_until", "07:30")
    await dana.fill("nudges", "light")
    assert (await dana.submit()).closed
    await stage.settle()
    page = read(stage, "dana")
    assert "Working hours: 08:00 – 16:30" in page
    assert "Quiet hours: 17:00 – 07:30" in page
    assert "Reminders: Light: on the day, and once when it is late" in page

    await dana.click("home", None, "personal.open")
    shown = {block["block_id"]: block["element"] for block in dana.modal["blocks"]}
    assert shown["quiet_from"]["initial_time"] == "17:00"
    assert shown["works_until"]["initial_time"] == "16:30"


async def test_the_language_chosen_wins_over_slacks(stage: Stage) -> None:
    """Dates follow at once, whatever is translated by then."""
    ann, lilei = stage.person("ann"), stage.person("lilei")
    for person, language, day in ((ann, "zh", "5月11日周一"), (lilei, "en", "Mon, May 11")):
        await person.open_home()
        await stage.settle()
        await person.click("home", None, "personal.open")
        await person.fill("language", language)
        await person.submit()
        await stage.settle()
        assert day in words_in(person.home or {})
    said = await ann.command("#launch", "/task", "Book hall fri")
    assert "5月15日周五" in (said.text or "")
    said = await lilei.command("#launch", "/task", "Book band fri")
    assert "Fri, May 15" in (said.text or "")

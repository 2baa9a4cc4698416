"""Holidays and absence: what they do to dates, and what others are told."""

from sqlmodel import Session

from storage import conversations
from tests.stage import Stage, words_in

CHINA = {"country": "CN"}


def settle_country(session: Session, values: dict[str, object]) -> None:
    conversations.change_team(session, 1, values)


async def go_away(stage: Stage, handle: str, first: str, last: str, cover: str = "") -> None:
    """Open Home, press "I'm away", fill the form in and send it."""
    person = stage.person(handle)
    await person.open_home()
    await stage.settle()
    await person.click("home", None, "absence.open")
    await person.fill("first_day", first)
    await person.fill("last_day", last)
    if cover:
        await person.fill("cover", stage.person(cover).id)
    assert (await person.submit()).closed
    await stage.settle()


async def test_a_weekly_task_steps_over_the_holidays_of_its_team(stage: Stage) -> None:
    """Dragon Boat Festival 2026 is Friday 19 June."""
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Weekly report every fri")
    stage.db.run_write(settle_country, CHINA)
    await ann.command("#launch", "/task", "T1 12 jun")
    await stage.pass_time(days=30)

    said = await ann.command("#launch", "/task", "done T1")
    assert "T2" not in (said.text or "")
    shown = await ann.command("#launch", "/task", "T2")
    assert "Mon, Jun 22" in words_in({"blocks": shown.blocks})


async def test_working_days_of_a_line_are_those_of_the_team(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "First of all")
    stage.db.run_write(settle_country, {"days_off": ["2026-05-12"]})
    said = await ann.command("#launch", "/task", "Count days +2wd")
    assert "Thu, May 14" in (said.text or "")


async def test_a_snooze_goes_past_the_vacation_of_the_owner(stage: Stage) -> None:
    """Monday: Ben will be away from Tuesday to Friday."""
    ann, ben = stage.person("ann"), stage.person("ben")
    await go_away(stage, "ben", "2026-05-12", "2026-05-15")
    await ann.command("#launch", "/task", "Review deck @ben")
    await ann.command("#launch", "/task", "Review budget")

    his = await ben.command("#launch", "/task", "snooze T1")
    assert "Mon, May 18" in (his.text or "")
    hers = await ann.command("#launch", "/task", "snooze T2")
    assert "Tue, May 12" in (hers.text or "")


async def test_who_gives_a_task_to_somebody_away_is_told_of_the_stand_in(stage: Stage) -> None:
    ann = stage.person("ann")
    await go_away(stage, "ben", "2026-05-12", "2026-05-15", cover="lilei")
    away = "Ben is away from Tue, May 12 until Fri, May 15; stand-in: 李雷"

    told = await ann.command("#launch", "/task", "Review deck @ben thu")
    assert (told.text or "").endswith(away)
    assert away in words_in({"blocks": told.blocks})

    later = await ann.command("#launch", "/task", "Review budget @ben 20 may")
    assert "away" not in (later.text or "")
    moved = await ann.command("#launch", "/task", "T2 wed")
    assert away in (moved.text or "")
    renamed = await ann.command("#launch", "/task", "T2 p1")
    assert "away" not in (renamed.text or "")

    await stage.pass_time(days=1, hours=16)
    today = await ann.command("#launch", "/task", "Call back @ben")
    assert "Ben is away until Fri, May 15; stand-in: 李雷" in (today.text or "")


async def test_one_day_is_named_as_one_day(stage: Stage) -> None:
    await go_away(stage, "lilei", "2026-05-13", "2026-05-13")
    told = await stage.person("ann").command("#launch", "/task", "Call the printer @lilei wed")
    assert "李雷 is away on Wed, May 13" in (told.text or "")


async def test_absences_that_meet_become_one_and_can_be_removed(stage: Stage) -> None:
    await go_away(stage, "ben", "2026-05-11", "2026-05-15")
    await go_away(stage, "ben", "2026-05-14", "2026-05-20", cover="ann")
    ben = stage.person("ben")
    page = words_in(ben.home or {})
    assert "🌴 Mon, May 11 – Wed, May 20 · now Stand-in: Ann" in page
    assert page.count("🌴") == 1

    await ben.click("home", None, "absence.remove")
    await stage.settle()
    assert "🌴" not in words_in(ben.home or {})
    told = await stage.person("ann").command("#launch", "/task", "Review deck @ben today")
    assert "away" not in (told.text or "")


async def test_a_range_that_cannot_be_keeps_the_form_with_its_reason(stage: Stage) -> None:
    ben, cases = stage.person("ben"), {
        ("2026-05-15", "2026-05-14", "ann"): {"last_day": "The last day is before the first one."},
        ("2026-05-01", "2026-05-08", "ann"): {
            "last_day": "Fri, May 8, 2026 is over. Choose today or a later day."
        },
        ("2026-05-12", "2028-05-14", "ann"): {
            "last_day": "That is 734 days; 366 fit into one absence. Is the year right?"
        },
        ("2026-05-12", "2026-05-14", "ben"): {
            "cover": "You cannot stand in for yourself. Choose somebody else."
        },
        ("2026-05-12", "2026-05-14", "eve"): {
            "cover": "Eve is a guest and cannot see your work. Choose a full member."
        },
    }  # fmt: skip
    await ben.open_home()
    await stage.settle()
    await ben.click("home", None, "absence.open")
    for (first, last, cover), wrong in cases.items():
        await ben.fill("first_day", first)
        await ben.fill("last_day", last)
        await ben.fill("cover", stage.person(cover).id)
        sent = await ben.submit()
        assert sent.errors == wrong
    await stage.settle()
    assert "🌴" not in words_in(ben.home or {})


async def test_saying_that_one_is_away_is_no_change_that_undo_takes_back(stage: Stage) -> None:
    ben = stage.person("ben")
    await ben.command("#launch", "/task", "Review deck")
    await go_away(stage, "ben", "2026-05-12", "2026-05-15")
    undone = await ben.command("#launch", "/task", "undo")
    assert undone.text == "Withdrawn: T1 Review deck."

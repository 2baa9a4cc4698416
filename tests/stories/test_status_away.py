"""Away as the Slack status says: begun, ended, outvoted by a manual "back", asked or not."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from storage.tables import Away
from tests.stage import Stage, words_in
from tests.stories.test_ops_setup import set_up


def absences(session: Session) -> list[Away]:
    return list(session.exec(select(Away).order_by(Away.id)).all())  # type: ignore[arg-type]


def present(session: Session) -> list[tuple[str, str, str]]:
    return [
        (each.source, each.first_day.isoformat(), each.last_day.isoformat())
        for each in absences(session)
        if each.ended_at is None
    ]


async def says(stage: Stage, who: str, emoji: str, text: str, until: str = "") -> None:
    """Somebody sets their status in Slack."""
    at = int(dt.datetime.fromisoformat(until).timestamp()) if until else 0
    stage.sandbox.update_user(who, status_emoji=emoji, status_text=text, status_expiration=at)
    await stage.pass_time(seconds=5)


@pytest.mark.parametrize(
    ("emoji", "text", "days"),
    [
        (":palm_tree:", "", ("2026-05-11", "2026-05-15")),
        (":face_with_thermometer:", "sick", ("2026-05-11", "2026-05-15")),
        ("", "OOO", ("2026-05-11", "2026-05-15")),
        ("", "休假中", ("2026-05-11", "2026-05-15")),
        (":calendar:", "请假到周五", ("2026-05-11", "2026-05-15")),
        (":no_entry_sign:", "focus time", None),
        (":palm_tree:", "vacation next week", None),
        (":house:", "working from home", None),
    ],
)
async def test_which_status_is_an_absence(
    stage: Stage, emoji: str, text: str, days: tuple[str, str] | None
) -> None:
    """Friday 23:59 in New York is when Slack takes it down."""
    await says(stage, "ben", emoji, text, "2026-05-16T03:59:00+00:00")
    assert stage.db.run_read(present) == ([("status", *days)] if days else [])


async def test_whoever_is_away_is_not_asked_and_is_again_on_return(stage: Stage) -> None:
    """Monday evening Li Lei sets 🌴; on Wednesday it is gone."""
    await set_up(stage)
    await says(stage, "lilei", ":palm_tree:", "休假")
    await stage.pass_time(hours=17)
    assert stage.direct("lilei") == []
    shown = await stage.person("ann").command("#launch", "/ops", "today")
    assert "Away: 李雷" in words_in({"blocks": shown.blocks})

    await says(stage, "lilei", "", "")
    await stage.pass_time(hours=24)
    assert any("Daily standup" in words_in(m) for m in stage.direct("lilei"))


async def test_a_manual_back_wins_until_the_status_changes(stage: Stage) -> None:
    await says(stage, "ben", ":palm_tree:", "OOO")
    ben = stage.person("ben")
    await ben.open_home()
    await stage.settle()
    page = words_in(ben.home or {})
    assert "🌴 from Mon, May 11 on · now · from your Slack status" in page

    await ben.click("home", None, "absence.remove")
    await stage.settle()
    assert stage.db.run_read(present) == []
    stage.sandbox.update_user("ben", real_name="Ben B. Carter")
    await stage.pass_time(seconds=5)
    assert stage.db.run_read(present) == []

    await says(stage, "ben", ":face_with_thermometer:", "sick")
    assert len(stage.db.run_read(present)) == 1
    await says(stage, "ben", "", "")
    assert stage.db.run_read(present) == []


async def test_a_status_replaces_the_one_before_and_replays_change_nothing(stage: Stage) -> None:
    stage.sandbox.faults.duplicate_events(2)
    await says(stage, "ben", ":palm_tree:", "OOO", "2026-05-16T03:59:00+00:00")
    await says(stage, "ben", ":palm_tree:", "OOO", "2026-05-20T03:59:00+00:00")
    assert len(stage.db.run_read(absences)) == 2
    assert stage.db.run_read(present) == [("status", "2026-05-11", "2026-05-19")]


async def test_who_gives_a_task_to_somebody_with_such_a_status_is_told(stage: Stage) -> None:
    await says(stage, "ben", ":palm_tree:", "OOO")
    said = await stage.person("ann").command("#launch", "/task", "Review deck @ben wed")
    assert "Ben is away at present" in (said.text or "")


async def test_a_new_time_zone_moves_the_next_question(stage: Stage) -> None:
    """Ben flies to Shanghai on Monday: on Tuesday he is asked with Ann, not twelve hours later."""
    await set_up(stage)
    stage.sandbox.update_user("ben", tz="Asia/Shanghai")
    await stage.pass_time(hours=17)
    assert any("Daily standup" in words_in(m) for m in stage.direct("ben"))

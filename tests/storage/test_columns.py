"""Column types mean the same on both databases."""

import datetime as dt
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from storage.columns import Choice, Json, UtcDateTime
from storage.database import Database


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Weight(IntEnum):
    LIGHT = 1
    HEAVY = 2


metadata = MetaData()
things = Table(
    "thing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("facts", Json),
    Column("colour", Choice(Colour)),
    Column("weight", Choice(Weight)),
)


@pytest.fixture
def shelf(notebook: Database) -> Database:
    notebook.run_write(lambda session: metadata.create_all(session.connection()))
    return notebook


def put(session: Session, **values: object) -> None:
    session.connection().execute(insert(things).values(**values))


def only(session: Session, column: str) -> object:
    return session.connection().scalar(select(things.c[column]))


def stored(session: Session, column: str) -> object:
    return session.connection().scalar(text(f"SELECT {column} FROM thing"))


def test_an_instant_comes_back_in_utc_whatever_zone_it_went_in(shelf: Database) -> None:
    local = dt.datetime(2026, 5, 11, 9, 30, 0, 123456, tzinfo=ZoneInfo("Asia/Kathmandu"))
    shelf.run_write(put, at=local)
    found = shelf.run_read(only, "at")
    assert found == local
    assert isinstance(found, dt.datetime)
    assert found.tzinfo is dt.UTC


def test_an_instant_without_a_zone_is_refused(shelf: Database) -> None:
    naive = dt.datetime(2026, 5, 11, 9, 30)  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"):
        shelf.run_write(put, at=naive)
    with pytest.raises(StatementError, match="time zone"):
        shelf.run_read(lambda s: s.connection().execute(select(things).where(things.c.at < naive)))


def test_instants_are_compared_as_instants(shelf: Database) -> None:
    shelf.run_write(put, at=dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC))
    same = dt.datetime(2026, 5, 11, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
    for condition in (things.c.at == same, things.c.at <= same, ~(things.c.at < same)):
        question = select(things.c.id).where(condition)
        assert shelf.run_read(lambda s, q=question: s.connection().scalar(q)) == 1


def test_json_keeps_the_order_of_keys_and_any_language(shelf: Database) -> None:
    facts = {"b": [1, 2.5, None, True], "a": {"标题": "提交报告 🚀"}}
    shelf.run_write(put, facts=facts)
    found = shelf.run_read(only, "facts")
    assert found == facts
    assert isinstance(found, dict)
    assert list(found) == ["b", "a"]


def test_no_json_is_null_for_the_database_too(shelf: Database) -> None:
    shelf.run_write(put, facts=None)
    assert shelf.run_read(stored, "facts") is None
    assert shelf.run_read(only, "facts") is None


def test_a_choice_is_kept_as_its_plain_value(shelf: Database) -> None:
    shelf.run_write(put, colour=Colour.BLUE, weight=Weight.HEAVY)
    assert shelf.run_read(stored, "colour") == "blue"
    assert shelf.run_read(stored, "weight") == 2
    assert shelf.run_read(only, "colour") is Colour.BLUE
    assert shelf.run_read(only, "weight") is Weight.HEAVY


def test_what_is_not_among_the_choices_is_refused(shelf: Database) -> None:
    with pytest.raises(StatementError, match="green"):
        shelf.run_write(put, colour="green")


def test_foreign_keys_hold_on_both_databases(db: Database) -> None:
    orphan = "INSERT INTO member (conversation_id, person_id) VALUES (1, 1)"
    with pytest.raises(IntegrityError):
        db.run_write(lambda session: session.connection().execute(text(orphan)))

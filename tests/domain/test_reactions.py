"""What emoji mean: defaults, a team's own, aliases and skin tones."""

from __future__ import annotations

import pytest

from domain.reactions import (
    EMOJI,
    OFF,
    UNDONE_BY_REMOVAL,
    Meaning,
    emoji_for,
    meaning_of,
    merge_meanings,
    parse_emoji,
)


@pytest.mark.parametrize(
    ("emoji", "meaning"),
    [
        ("white_check_mark", Meaning.DONE),
        ("heavy_check_mark", Meaning.DONE),
        ("ballot_box_with_check", Meaning.DONE),
        ("eyes", Meaning.TAKE),
        ("construction", Meaning.BLOCK),
        ("alarm_clock", Meaning.SNOOZE),
        ("pushpin", Meaning.MAKE_TASK),
        ("heavy_plus_sign", Meaning.VOTE),
        ("eyes::skin-tone-3", Meaning.TAKE),
        (":eyes:", Meaning.TAKE),
        ("check", Meaning.DONE),
        ("tada", None),
        ("+1", None),
        ("round_pushpin", None),
        ("construction_worker", None),
        ("", None),
    ],
)
def test_defaults(emoji: str, meaning: Meaning | None) -> None:
    assert meaning_of(emoji) is meaning


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (":alarm_clock:", "alarm_clock"),
        ("alarm_clock", "alarm_clock"),
        (" :Tada: ", "tada"),
        ("✅", "white_check_mark"),
        ("✔️", "heavy_check_mark"),
        ("⏰", "alarm_clock"),
        ("👍🏽", "+1"),
        (":thumbsup:", "+1"),
        (":thumbsup::skin-tone-4:", "+1"),
        (":our-team_ok:", "our-team_ok"),
        ("two words", None),
        ("", None),
        ("::", None),
        ("<!channel>", None),
        ("🙂", None),
    ],
)
def test_emoji_as_people_type_them(text: str, name: str | None) -> None:
    assert parse_emoji(text) == name


def test_a_team_adds_changes_and_switches_off() -> None:
    own = {":shipit:": "done", "thumbsup": "vote", "eyes": "snooze", "pushpin": OFF}
    meanings = merge_meanings(own)
    assert meaning_of("shipit", meanings) is Meaning.DONE
    assert meaning_of("+1::skin-tone-5", meanings) is Meaning.VOTE
    assert meaning_of("eyes", meanings) is Meaning.SNOOZE
    assert meaning_of("pushpin", meanings) is None
    assert meaning_of("white_check_mark", meanings) is Meaning.DONE
    assert meaning_of("eyes") is Meaning.TAKE
    assert emoji_for(Meaning.VOTE, meanings) == ("heavy_plus_sign", "+1")


@pytest.mark.parametrize("own", [{}, {"eyes": "of a later version"}, {"two words": "done"}])
def test_what_is_not_understood_changes_nothing(own: dict[str, str]) -> None:
    assert merge_meanings(own) == EMOJI


def test_every_meaning_has_an_emoji() -> None:
    assert all(emoji_for(meaning) for meaning in Meaning)
    assert frozenset({Meaning.SNOOZE, Meaning.MAKE_TASK}) == set(Meaning) - UNDONE_BY_REMOVAL

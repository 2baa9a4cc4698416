"""Who sees what: every role, every kind of conversation, every surface, in one table.

What somebody may not see must look to them exactly like something that was never written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sandbox.actors import Actor
from tests.stage import Stage, words_in

EVERYBODY = ("ann", "ben", "chen", "dana", "eve", "lilei")
"""Ann writes everything. Dana is an admin, Eve a guest, the others are full members."""


@dataclass(frozen=True)
class Spot:
    """A place where Ann writes, and who may read what she wrote there.

    `line` names further people; `word` is in the title of everything written there.
    """

    word: str
    place: str
    line: str
    readers: frozenset[str]


def _spot(word: str, place: str, line: str, *readers: str) -> Spot:
    return Spot(word, place, line, frozenset(readers))


MATRIX = (
    # A public channel: all full members, and the guests who are in it.
    _spot("apricot", "#launch", "", *EVERYBODY),
    _spot("bamboo", "#ops", "", "ann", "ben", "chen", "dana", "lilei"),
    # The bot is not there, so it does not know which guests are.
    _spot("cactus", "#random", "", "ann", "ben", "chen", "dana", "lilei"),
    # A private channel with the bot: its members, an owner and a watcher from outside too.
    _spot("dahlia", "#leads", "", "ann", "ben", "dana"),
    _spot("ebony", "#leads", "@chen", "ann", "ben", "chen", "dana"),
    _spot("fennel", "#leads", "@ben @lilei", "ann", "ben", "dana", "lilei"),
    # A private channel that the bot cannot see: only the people concerned, admin or not.
    _spot("ginger", "#vault", "", "ann"),
    _spot("hazel", "#vault", "@chen", "ann", "chen"),
    # Direct and group messages.
    _spot("iris", "dm", "", "ann"),
    _spot("juniper", "dm", "@ben", "ann", "ben"),
    # A channel shared with another company: its members.
    _spot("kale", "#partners", "", "ann", "ben", "dana"),
    # A public team named from a private room stays in that room until somebody says otherwise.
    _spot("lotus", "#leads", "#launch", "ann", "ben", "dana"),
)

LOOKS = (
    "{letter}{number}",
    "find {word}",
    "list all",
    "list @ann",
    "list @chen",
    "list #launch",
    "history {letter}{number}",
)
"""Lines that only read."""
CHANGES = ("done {letter}{number}", "drop {letter}{number}", "{letter}{number} @{me}")
"""Lines that change; whoever may see a thing may still be refused, but kindly and by name."""


@pytest.fixture
async def written(stage: Stage) -> Stage:
    """Ann has written a task and a goal in every place of the table."""
    ann = stage.person("ann")
    stage.sandbox.invite("drumbeat", "leads")
    await ann.create_channel("vault", private=True)
    await ann.invite("#vault", "ben")
    await ann.create_channel("partners")
    for handle in ("ben", "dana", "drumbeat"):
        await ann.invite("#partners", handle)
    stage.sandbox.share_channel("partners")
    await stage.pass_time(seconds=10)
    for spot in MATRIX:
        place = ann.dm if spot.place == "dm" else spot.place
        for command in ("/task", "/goal"):
            said = await ann.command(place, command, f"Water the {spot.word} {spot.line}".strip())
            assert f"Water the {spot.word}" in (said.text or ""), said.text
        await stage.pass_time(seconds=10)
    return stage


async def test_nobody_reads_what_is_not_theirs_on_any_surface(written: Stage) -> None:
    stage = written
    for handle in EVERYBODY:
        hidden = [spot.word for spot in MATRIX if handle not in spot.readers]
        seen = await everything_shown_to(stage, handle)
        leaked = {where: word for where, text in seen for word in hidden if word in text}
        assert leaked == {}, handle


async def test_everybody_finds_what_is_theirs_by_its_number(written: Stage) -> None:
    for handle in EVERYBODY:
        person = written.person(handle)
        for number, spot in enumerate(MATRIX, start=1):
            for command, letter in (("/task", "T"), ("/goal", "G")):
                said = await person.command(person.dm, command, f"{letter}{number}")
                found = spot.word in _text(said.message or {}) + (said.text or "")
                assert found == (handle in spot.readers), (handle, command, spot)


async def test_what_is_hidden_is_told_apart_from_nothing_by_no_line(written: Stage) -> None:
    lines = [line for line in (*LOOKS, *CHANGES) if "{number}" in line]
    for handle, number, spot in _hidden():
        person = written.person(handle)
        for command, letter in (("/task", "T"), ("/goal", "G")):
            for line in lines:
                told = [
                    await _answer(person, command, line, letter=letter, number=each, me=handle)
                    for each in (number, 999)
                ]
                assert told[0] == told[1], (handle, spot, line)


def _hidden() -> Iterator[tuple[str, int, Spot]]:
    """Who may not see which number."""
    for handle in EVERYBODY:
        for number, spot in enumerate(MATRIX, start=1):
            if handle not in spot.readers:
                yield handle, number, spot


async def test_a_hidden_thing_is_no_part_parent_or_link(written: Stage) -> None:
    """Chen may not see what is in #leads: linking to it is like linking to nothing."""
    chen = written.person("chen")
    hidden = next(n for n, spot in enumerate(MATRIX, start=1) if spot.word == "dahlia")
    for command, line in (
        ("/task", "Prune after T{number}"),
        ("/task", "Prune for G{number}"),
        ("/task", "sub T{number} Prune"),
        ("/goal", "Prune everything under G{number}"),
        ("/goal", "link G5 T{number}"),
        ("/goal", "tree G{number}"),
        ("/task", "list for G{number}"),
    ):
        told = [await _answer(chen, command, line, number=each) for each in (hidden, 999)]
        assert told[0] == told[1], line
        assert "There is no " in told[0], line


async def test_in_a_public_place_a_hidden_link_has_no_name(written: Stage) -> None:
    """Ann may link her public task to a private one; the channel reads "a private item"."""
    ann = written.person("ann")
    hidden = next(n for n, spot in enumerate(MATRIX, start=1) if spot.word == "dahlia")
    await ann.command("#launch", "/task", f"Prune roses after T{hidden} for G{hidden}")
    await ann.command("#launch", "/goal", f"Prune all under G{hidden}")
    await written.pass_time(seconds=10)
    shown = " ".join(words_in(card) for card in written.cards("#launch"))
    assert "after a private item" in shown
    assert "under a private item" in shown
    assert f"T{hidden}" not in shown
    assert f"G{hidden}" not in shown


async def everything_shown_to(stage: Stage, handle: str) -> list[tuple[str, str]]:
    """Every text that a person can read: conversations, Home, and the answers to many lines."""
    person = stage.person(handle)
    await person.open_home()
    await stage.pass_time(seconds=5)
    seen = [("home", _text(person.home or {}))]
    for channel in stage.sandbox.workspace.channels.values():
        if person.id in channel.members:
            for message in person.messages(channel.id):
                seen.append((channel.name or channel.id, _text(message)))
                if not message.get("ephemeral"):
                    thread = person.thread(channel.id, str(message["ts"]))
                    seen += [(f"thread in {channel.name}", _text(reply)) for reply in thread[1:]]
    for number, spot in enumerate(MATRIX, start=1):
        for command, letter in (("/task", "T"), ("/goal", "G")):
            for line in LOOKS:
                text = await _answer(
                    person, command, line, letter=letter, number=number, word=spot.word
                )
                if "find" in line:
                    # The answer repeats the words looked for.
                    text = text.replace(f"“{spot.word}”", "")
                seen.append((f"{command} {line}", text))
    return seen


async def _answer(person: Actor, command: str, line: str, **values: object) -> str:
    """What a line answers, with its numbers left out."""
    typed = line.format(**values)
    said = await person.command(person.dm, command, typed)
    text = f"{said.text or ''} {_text(said.message or {})}"
    return re.sub(rf"\b([TGtg]){values.get('number')}\b", r"\1#", text)


def _text(message: dict[str, object]) -> str:
    return f"{words_in(message)} {message.get('text') or ''}"

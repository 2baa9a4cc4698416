"""What the stories of standups share: a daily in #launch, and how people answer it."""

from sandbox.state import Json
from tests.stage import Stage, words_in

DAILY = "new Daily weekdays 9:30 close 11:30"


async def set_up(stage: Stage, line: str = DAILY, channel: str = "#launch") -> None:
    """Ann defines a standup."""
    said = await stage.person("ann").command(channel, "/standup", line)
    assert "is set up for" in (said.text or ""), said


def parent(stage: Stage, name: str = "Daily", channel: str = "#launch") -> Json:
    """The newest thread parent of a standup."""
    heads = [each for each in stage.cards(channel) if words_in(each).startswith(f"🗣 {name}")]
    return heads[-1]


def thread(stage: Stage, name: str = "Daily", channel: str = "#launch") -> str:
    """All that is to be read in the newest thread."""
    head = parent(stage, name, channel)
    return "\n".join(words_in(each) for each in stage.person("ann").thread(channel, head["ts"]))


def questions(stage: Stage, handle: str) -> list[Json]:
    """The bot's questions to a person."""
    return [each for each in stage.direct(handle) if words_in(each).startswith("🗣")]


async def answer(stage: Stage, handle: str, *replies: str, button: str = "standup.answer") -> None:
    """Press Answer under the newest question, fill the form in and send it."""
    person = stage.person(handle)
    asked = questions(stage, handle)[-1]
    await person.click(person.dm, asked["ts"], button)
    for place, reply in enumerate(replies):
        await person.fill(f"answer_{place}", reply)
    sent = await person.submit()
    assert sent.closed, sent
    await stage.pass_time(seconds=10)

"""Help of a command, written from its table, and the question after a slip of the pen."""

from collections.abc import Sequence
from dataclasses import dataclass

from views import blocks
from views.blocks import Block, Element, Message
from views.commands import noted
from views.words import Words

VALUE_MAX = 2000
"""Slack's limit for what a button carries."""


def command_help(
    command: str, summary: str, lines: Sequence[tuple[str, str]], words: Words
) -> Message:
    """What a command does and a line for each way to use it: (what to type, what it does)."""
    shown: list[Block] = [
        {"type": "header", "text": blocks.plain(command)},
        blocks.section(blocks.plain(words.say(summary))),
        blocks.bullets(*_typed(command, lines, words)),
    ]
    return Message(blocks.escape(f"{command}: {words.say(summary)}"), shown)


def verb_help(command: str, lines: Sequence[tuple[str, str]], words: Words) -> Message:
    """How one verb is used."""
    text = words.say("Write it like this:")
    typed = _typed(command, lines, words)
    shown = [blocks.section(blocks.plain(text)), blocks.bullets(*typed)]
    return Message(blocks.escape("\n".join([text, *(row[0]["text"] for row in typed)])), shown)


def _typed(command: str, lines: Sequence[tuple[str, str]], words: Words) -> list[list[Element]]:
    """Each line as it is typed here, where the command may have another name, and its meaning."""
    return [
        [
            blocks.code(" ".join([command, *line.split(" ")[1:]])),
            blocks.words(f"  {words.say(meaning)}"),
        ]
        for line, meaning in lines
    ]


@dataclass(frozen=True, slots=True)
class Meant:
    """A line probably meant, as people read it and as Slack writes it, and the one typed."""

    shown: str
    line: str
    typed: str


@dataclass(frozen=True, slots=True)
class AddInstead:
    """What a line is when it is no verb after all; `noun` begins the ids of both buttons. Without
    a label there is nothing else that it can be."""

    noun: str
    label: str


ADD_TASK = AddInstead("task", noted("Add as a task"))
ADD_ANSWER = AddInstead("standup", noted("It is my answer"))
ADD_GOAL = AddInstead("goal", noted("Add as a goal"))
NOTHING_ELSE = AddInstead("ops", "")


def did_you_mean(command: str, meant: Meant, words: Words, instead: AddInstead) -> Message:
    """A near-miss verb is not carried out; one button runs it, one adds the line as it is."""
    text = words.say("Did you mean {line}?", line=f"{command} {meant.shown}")
    shown = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    if max(len(meant.line), len(meant.typed)) <= VALUE_MAX:
        run = f"{instead.noun}.meant"
        add = f"{instead.noun}.add_as_typed"
        buttons = [blocks.button(words.say("Yes, do that"), run, meant.line, style="primary")]
        if instead.label:
            buttons.append(blocks.button(words.say(instead.label), add, meant.typed))
        shown.append(blocks.actions(*buttons))
    else:
        shown.append(blocks.to_copy(blocks.cut(f"{command} {meant.shown}", 3000)))
    return Message(blocks.escape(text), shown)


def unknown_words(commands: Sequence[str], words: Words) -> Message:
    """The answer to a mention or direct message that begins with no known command."""
    first = commands[0]
    text = words.say(
        "Begin with a command, for example: {command} Send the agenda fri 5pm. "
        "All you can do: {help}",
        command=first,
        help=", ".join(f"{command} help" for command in commands),
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])

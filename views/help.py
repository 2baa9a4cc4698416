"""Help of a command, written from its table, and the question after a slip of the pen."""

from collections.abc import Sequence

from views import blocks
from views.blocks import Block, Message
from views.words import Words


def command_help(
    command: str, summary: str, lines: Sequence[tuple[str, str]], words: Words
) -> Message:
    """What a command does and a line for each way to use it: (what to type, what it does)."""
    typed = [f"{line}\n    {words.say(meaning)}" for line, meaning in lines]
    shown: list[Block] = [
        {"type": "header", "text": blocks.plain(command)},
        blocks.section(blocks.plain(words.say(summary))),
        *(blocks.to_copy("\n".join(typed[start : start + 8])) for start in range(0, len(typed), 8)),
    ]
    return Message(blocks.escape(f"{command}: {words.say(summary)}"), shown)


def did_you_mean(command: str, meant: str, typed: str, words: Words) -> Message:
    """A near-miss verb is not carried out; one button runs it, one adds the line as a task."""
    text = words.say("Did you mean {line}?", line=f"{command} {meant}")
    run = blocks.button(words.say("Yes, do that"), "task.meant", meant[:2000], style="primary")
    add = blocks.button(words.say("Add as a task"), "task.add_as_typed", typed[:2000])
    shown = [
        blocks.section(blocks.plain(blocks.cut(text, 3000))),
        blocks.actions(run, add) if len(typed) <= 2000 else blocks.to_copy(typed[:3000]),
    ]
    return Message(blocks.escape(text), shown)


def unknown_words(commands: Sequence[str], words: Words) -> Message:
    """The answer to a mention or direct message that begins with no known command."""
    first = commands[0]
    text = words.say(
        "Start with a command, for example: {command} Send the agenda fri 5pm. "
        "All of them: {commands}",
        command=first,
        commands=", ".join(commands),
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])

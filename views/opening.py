"""The way on: a button to a form that could not open at once, an invitation to a channel."""

from views import blocks
from views.blocks import Block, Message
from views.words import Words


def form_button(text: str, label: str, action_id: str, value: str) -> Message:
    """One sentence and the button behind which the form is."""
    button = blocks.button(label, action_id, value, style="primary")
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )


def invitation(channel: str, words: Words) -> Block:
    """Below a card in a direct message: how it gets to the channel where it belongs."""
    hint = words.say(
        "I am not in #{channel}. Type /invite @Drumbeat there and the card appears for all.",
        channel=channel,
    )
    return blocks.context(blocks.plain(hint))

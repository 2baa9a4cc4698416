"""The way to a form for those whom Slack lets open none at once: a message with a button."""

from views import blocks
from views.blocks import Message


def form_button(text: str, label: str, action_id: str, value: str) -> Message:
    """One sentence and the button behind which the form is."""
    button = blocks.button(label, action_id, value, style="primary")
    return Message(
        blocks.escape(text), [blocks.section(blocks.plain(text)), blocks.actions(button)]
    )

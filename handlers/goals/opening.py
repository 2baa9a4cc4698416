"""Forms asked for by a line: a command opens them at once, a message gets a button to them."""

from collections.abc import Mapping
from typing import Any

from handlers.answers import Answer
from handlers.requests import Request
from views.blocks import Message


def form_or_button(request: Request, form: Mapping[str, Any], button: Message) -> Answer:
    """The form where the request came with a trigger (commands, clicks); where it did not
    (mentions, direct messages) `button`, whose click opens the same form."""
    return Answer(form=form) if request.trigger_id else Answer(button)

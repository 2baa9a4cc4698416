"""The forms of a blocker: whom to ask for help, and what is new."""

from typing import Any

from domain.standups.blockers import TAGS_MAX, TEXT_MAX
from storage.tables import Blocker
from views import blocks
from views.blockers.facts import blocker_code, one_line
from views.blocks import Block
from views.forms import field
from views.words import Words

ASK_FORM, UPDATE_FORM = "blocker.ask_form", "blocker.update_form"
PEOPLE, NEWS = "people", "news"
SHOWN = 300


def ask_form(blocker: Blocker, words: Words, *, memory: str) -> dict[str, Any]:
    """Whom to ask for help."""
    more = {
        "placeholder": blocks.plain(words.say("Choose people")),
        "max_selected_items": TAGS_MAX,
    }
    hint = words.say("Each of them gets a message, and is reminded until one of them takes it.")
    label = words.say("Who can help?")
    asked = field(PEOPLE, label, "multi_users_select", more, hint=hint, required=True)
    named = {"title": words.say("Ask for help"), "submit": words.say("Ask")}
    return {**_form(ASK_FORM, words, memory, **named), "blocks": [_about(blocker), asked]}


def update_form(blocker: Blocker, words: Words, *, memory: str) -> dict[str, Any]:
    """What is new about it."""
    more = {"multiline": True, "max_length": TEXT_MAX}
    said = field(NEWS, words.say("What is new?"), "plain_text_input", more, required=True)
    named = {"title": words.say("Update"), "submit": words.say("Save")}
    return {**_form(UPDATE_FORM, words, memory, **named), "blocks": [_about(blocker), said]}


def _form(
    callback_id: str, words: Words, memory: str, *, title: str, submit: str
) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": blocks.plain(title),
        "submit": blocks.plain(submit),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
    }


def _about(blocker: Blocker) -> Block:
    title = blocks.cut(one_line(blocker.title), SHOWN)
    return blocks.context(blocks.plain(f"{blocker_code(blocker)}  {title}"))

"""Columns and fields in the reader's words."""

from views.blockers import refusals as blocker_refusals
from views.goals import refusals
from views.words import Words


def field_name(name: str, words: Words) -> str:
    """A column in the reader's words."""
    names = {
        "title": words.say("title"),
        "description": words.say("description"),
        "owner_id": words.say("owner"),
        "offered_to_id": words.say("offered to"),
        "given_by_id": words.say("offered to"),
        "asked_date": words.say("suggested date"),
        "asked_at": words.say("suggested date"),
        "team_id": words.say("team"),
        "priority": words.say("priority"),
        "labels": words.say("labels"),
        "watchers": words.say("watchers"),
        "status": words.say("status"),
        "recurrence": words.say("repetition"),
        "estimate": words.say("estimate"),
        "after": words.say("what it waits for"),
        "goals": words.say("goals"),
        "votes": words.say("votes"),
        "reason": words.say("reason"),
    }
    names |= refusals.field_names(words) | blocker_refusals.field_names(words)
    return names.get(name, words.say("due date") if name.startswith("due") else words.say("status"))

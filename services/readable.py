"""Slack's ids in typed text, as the names that people wrote."""

import re

from sqlmodel import Session

from domain.text import parse_slack_text, readable
from services.tasks.resolve import name_of
from storage import conversations, people

_IDS = re.compile(r"<(?:@([UW][A-Z0-9]+)|#([CGD][A-Z0-9]+))>")


def readable_text(session: Session, workspace_id: int, plain: str) -> str:
    """Text in which the ids that are left (`<@U1>`) have become names."""
    if "<" not in plain:
        return plain
    names: dict[str, str] = {}
    for user, channel in _IDS.findall(plain):
        if user:
            person = people.find_person(session, workspace_id, user)
            if person is not None:
                names[user] = person.handle or name_of(person)
        else:
            place = conversations.find_conversation(session, workspace_id, channel)
            if place is not None and place.kind == "public" and place.name:
                names[channel] = place.name
    return readable(plain, names)


def readable_line(session: Session, workspace_id: int, raw: str) -> str:
    """Slack's raw text as the line that a person typed, to be shown and pasted back."""
    return readable_text(session, workspace_id, parse_slack_text(raw).plain)

"""For whom a delivery is drawn: the language, the zone, and the audience of its destination."""

from sqlmodel import Session

from storage import conversations, people
from storage.tables import Conversation, Delivery, Person, Team
from storage.visibility import Audience
from views.words import Words, words_for

NOBODY = Conversation(workspace_id=0, slack_id="")
"""Stands for a conversation that is not known: whoever reads there sees what all may see."""


def reader_of(session: Session, row: Delivery) -> Words:
    """The language and zone of the person that a row goes to."""
    person = person_at(session, row)
    return words_for(people.locale_of(person), person.zone) if person else words_for("en-US")


def reader_in(session: Session, row: Delivery, team: Team | None, zone: str) -> Words:
    """A channel reads in its team's language and in `zone`, a person in their own."""
    person = person_at(session, row)
    if person is not None:
        return words_for(people.locale_of(person), person.zone)
    return words_for(team.locale if team else "en-US", zone)


def person_at(session: Session, row: Delivery) -> Person | None:
    """The person that a row goes to, None if it goes to a channel."""
    if not row.destination.startswith(("U", "W")):
        return None
    return people.find_person(session, row.workspace_id, row.destination)


def audience_of(session: Session, row: Delivery) -> Audience:
    """Everybody who reads what a row shows."""
    person = person_at(session, row)
    if person is not None:
        return Audience(person=person)
    place = conversations.find_conversation(session, row.workspace_id, row.destination)
    return Audience(conversation=place or NOBODY)


def invite_to(row: Delivery, place: Conversation | None) -> str:
    """The channel that would show a card if the bot were there, for a card that went to a direct
    message instead."""
    if not row.destination.startswith(("U", "W")) or row.payload.keys() & {"given_by", "by"}:
        return ""
    if place is None or place.kind in {"im", "mpim"} or place.bot_is_member or not place.name:
        return ""
    return place.name

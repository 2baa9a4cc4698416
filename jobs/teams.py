"""How the rhythm of a team, and the lines about who left it, become Slack calls."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import person_at, reader_in, reader_of
from services.teams.leaving import Gone
from services.teams.rhythm import rhythm_of
from storage import conversations, people, rosters
from storage.tables import Delivery
from views.ops.rhythm import leaderless_line, left_line, rhythm_message


def render_rhythm(session: Session, row: Delivery, _now: dt.datetime) -> Call:
    """The present settings in the channel, in its language."""
    rhythm = rhythm_of(session, row.workspace_id, row.subject_id)
    message = rhythm_message(rhythm, reader_in(session, row, rhythm.team, rhythm.team.zone))
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)


def render_left(session: Session, row: Delivery, _now: dt.datetime) -> Call:
    """Somebody left a team: one line to its lead."""
    team = conversations.get_team(session, row.workspace_id, row.subject_id)
    person = people.get_person(session, row.workspace_id, row.payload["person"])
    place = rosters.channel_of(session, team)
    message = left_line(place, person, Gone(row.payload["how"]), reader_of(session, row))
    shown = {"text": message.text, "blocks": list(message.blocks)}
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)


def render_leaderless(session: Session, row: Delivery, _now: dt.datetime) -> Call | None:
    """A team lost its only lead: one line to an admin, unless it has another by now."""
    if conversations.people_with_role(session, row.subject_id, ("lead",)):
        return None
    team = conversations.get_team(session, row.workspace_id, row.subject_id)
    person = people.get_person(session, row.workspace_id, row.payload["person"])
    place, reader = rosters.channel_of(session, team), person_at(session, row)
    hidden = place.kind != "public" and not (
        reader and conversations.is_member(session, place.id or 0, reader.id or 0)
    )
    message = leaderless_line(None if hidden else place, person, reader_of(session, row))
    shown = {"text": message.text, "blocks": list(message.blocks)}
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)

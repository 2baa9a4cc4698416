"""How a goal's card and the words of a check-in are rendered from present rows."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import audience_of, invite_to, reader_in
from services.goals.figures import figures_of
from services.goals.history import taken_back_by
from storage import goals as store
from storage import people
from storage.tables import CheckIn, Delivery
from views.blocks import Message
from views.goals.card import goal_card
from views.goals.note import check_in_note, taken_back_note


def render_goal_card(session: Session, row: Delivery, now: dt.datetime) -> Call:
    """The card as everybody at its destination may see it."""
    facts = store.get_goal_facts(session, row.workspace_id, row.subject_id)
    audience = audience_of(session, row)
    figures = figures_of(session, row.workspace_id, [facts.goal], audience, now)[row.subject_id]
    given_by, last = row.payload.get("given_by"), figures.last
    message = goal_card(
        facts,
        figures,
        reader_in(session, row, facts.team, facts.team_zone),
        now,
        given_by=people.get_person(session, row.workspace_id, given_by) if given_by else None,
        said_by=people.get_person(session, row.workspace_id, last.person_id) if last else None,
        invite_to=invite_to(row, facts.team_channel or facts.conversation),
    )
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    thread_ts = str(row.payload.get("thread_ts") or "")
    return post(row.destination, shown, row.uuid, thread_ts=thread_ts, rev=row.wanted_rev)


def render_check_in(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """What was said in a check-in; nothing if it was taken back before anybody read it."""
    check_in = store.find_check_in(session, row.subject_id)
    if check_in is None or (check_in.undone and row.ts is None):
        return None
    message = _note(session, row, check_in, now)
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    thread_ts = str(row.payload.get("thread_ts") or "")
    return post(row.destination, shown, row.uuid, thread_ts=thread_ts, rev=row.wanted_rev)


def _note(session: Session, row: Delivery, check_in: CheckIn, now: dt.datetime) -> Message:
    workspace_id = row.workspace_id
    facts = store.get_goal_facts(session, workspace_id, check_in.goal_id)
    around = figures_of(session, workspace_id, [facts.goal], audience_of(session, row), now)
    figures = around[check_in.goal_id]
    by = people.get_person(session, workspace_id, check_in.person_id)
    words = reader_in(session, row, facts.team, facts.team_zone)
    if check_in.undone:
        undone_by = taken_back_by(session, workspace_id, check_in)
        return taken_back_note(facts, check_in, by, figures, words, undone_by=undone_by)
    return check_in_note(facts, check_in, by, figures, words)

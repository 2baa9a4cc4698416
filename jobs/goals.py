"""How a goal's card and the words of a check-in are rendered from present rows."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import audience_of, reader_in
from services.goals.figures import figures_of
from storage import goals as store
from storage import people
from storage.tables import Delivery
from views.goals.card import check_in_note, goal_card


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
    )
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    thread_ts = str(row.payload.get("thread_ts") or "")
    return post(row.destination, shown, row.uuid, thread_ts=thread_ts, rev=row.wanted_rev)


def render_check_in(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """What was said in a check-in; nothing if it was taken back meanwhile."""
    check_in = store.find_check_in(session, row.subject_id)
    if check_in is None or check_in.undone:
        return None
    facts = store.get_goal_facts(session, row.workspace_id, check_in.goal_id)
    audience = audience_of(session, row)
    figures = figures_of(session, row.workspace_id, [facts.goal], audience, now)
    by = people.get_person(session, row.workspace_id, check_in.person_id)
    words = reader_in(session, row, facts.team, facts.team_zone)
    message = check_in_note(facts, check_in, by, figures[check_in.goal_id], words)
    shown = {"text": message.text, "blocks": list(message.blocks)}
    thread_ts = str(row.payload.get("thread_ts") or "")
    return post(row.destination, shown, row.uuid, thread_ts=thread_ts, rev=row.wanted_rev)

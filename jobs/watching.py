"""How what a watcher is told becomes a Slack call."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import reader_of
from services.tasks.watched import news_of
from storage import tasks as store
from storage.tables import Delivery
from views.tasks.watched import watched_message


def render_watched(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """The present state of a watched task; nothing, if all is as before when it could be sent."""
    facts = store.get_facts(session, row.workspace_id, row.subject_id)
    news = news_of(session, row, facts)
    if row.ts is None and not (news.is_watching and news.is_changed):
        return None
    message = watched_message(news, reader_of(session, row), now)
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)

"""How a SWOT board in a channel is rendered from present rows."""

import datetime as dt

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import audience_of, reader_in
from services.goals.boards import shown_board, subject_of_row
from storage import boards, goals
from storage.tables import Delivery
from storage.visibility import may_see_goal
from views.goals.board import board_message


def render_board(session: Session, row: Delivery, _now: dt.datetime) -> Call | None:
    """The board as everybody in its channel may see it; nothing if its goal has become hidden."""
    board = boards.get_board(session, row.workspace_id, row.subject_id)
    subject, audience = subject_of_row(session, board), audience_of(session, row)
    team, zone = subject.team, subject.team.zone if subject.team else "UTC"
    if subject.goal is not None:
        if not may_see_goal(session, audience, subject.goal.id or 0):
            return None
        facts = goals.get_goal_facts(session, row.workspace_id, subject.goal.id or 0)
        team, zone = facts.team, facts.team_zone
    shown = shown_board(session, row.workspace_id, subject, board, audience)
    message = board_message(shown, reader_in(session, row, team, zone), private=False)
    view = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **view}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    return post(row.destination, view, row.uuid, rev=row.wanted_rev)

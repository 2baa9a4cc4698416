"""Who asks and where, in one question: the rows that every request begins with."""

from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlmodel import Session

from storage import rows
from storage.tables import Conversation, Person, Team, Workspace

_workspace = rows.table_of(Workspace)
_person = rows.table_of(Person)
_conversation = rows.table_of(Conversation)
_team = rows.table_of(Team)

_BY_SLACK_IDS = (
    select(_workspace, _person, _conversation, _team)
    .select_from(_workspace)
    .outerjoin(
        _person,
        and_(_person.c.workspace_id == _workspace.c.id, _person.c.slack_id == bindparam("user")),
    )
    .outerjoin(
        _conversation,
        and_(
            _conversation.c.workspace_id == _workspace.c.id,
            _conversation.c.slack_id == bindparam("channel"),
        ),
    )
    .outerjoin(
        _team,
        and_(
            _team.c.workspace_id == _workspace.c.id,
            _team.c.conversation_id == _conversation.c.id,
        ),
    )
    .where(_workspace.c.slack_id == bindparam("team"))
)


class Known(NamedTuple):
    """What is known of a request's surroundings; `team` is that of the conversation."""

    workspace: Workspace
    person: Person | None
    conversation: Conversation | None
    team: Team | None


def find_known(session: Session, team: str, user: str, channel: str) -> Known | None:
    """The rows behind three Slack ids; None for a workspace that is not installed."""
    keys = {"team": team, "user": user, "channel": channel}
    found = rows.execute(session, _BY_SLACK_IDS, keys).first()
    if found is None:
        return None
    return Known(*rows.split(found, _workspace, _person, _conversation, _team))

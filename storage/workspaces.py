"""Questions to `workspace` and its counters."""

import datetime as dt

from sqlalchemy import bindparam, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Counter, Workspace

_workspace = rows.table_of(Workspace)
_counter = rows.table_of(Counter)

_BY_SLACK_ID = select(_workspace).where(_workspace.c.slack_id == bindparam("slack_id"))
_BY_ID = select(_workspace).where(_workspace.c.id == bindparam("id"))
_NEXT_NUMBER = (
    update(_counter)
    .where(
        _counter.c.workspace_id == bindparam("of_workspace"),
        _counter.c.kind == bindparam("of_kind"),
    )
    .values(last=_counter.c.last + 1)
    .returning(_counter.c.last)
)


class WorkspaceUnknown(LookupError):
    """A request from a Slack workspace in which this bot is not installed."""


def find_workspace(session: Session, slack_id: str) -> Workspace | None:
    """The workspace with this Slack team id."""
    return rows.first(session, Workspace, _BY_SLACK_ID, {"slack_id": slack_id})


def get_workspace(session: Session, workspace_id: int) -> Workspace:
    """The workspace with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Workspace, _BY_ID, {"id": workspace_id})
    if found is None:
        raise KeyError(workspace_id)
    return found


def live_workspaces(session: Session) -> list[Workspace]:
    """Every workspace whose token works."""
    return rows.every(
        session, Workspace, select(_workspace).where(_workspace.c.ended_at.is_(None)), {}
    )


def install_workspace(
    session: Session,
    slack_id: str,
    *,
    name: str,
    domain: str,
    bot_user_id: str,
    bot_id: str,
    app_id: str,
    now: dt.datetime,
) -> Workspace:
    """Write down what `auth.test` said; an ended workspace comes back to life."""
    facts = {
        "name": name,
        "domain": domain,
        "bot_user_id": bot_user_id,
        "bot_id": bot_id,
        "app_id": app_id,
        "ended_at": None,
        "ended_why": "",
    }
    known = find_workspace(session, slack_id)
    if known is None:
        rows.insert_new(session, _workspace, {"slack_id": slack_id, "created_at": now, **facts})
        fresh = find_workspace(session, slack_id)
        assert fresh is not None  # noqa: S101 - written a moment ago
        rows.insert_new(session, _counter, {"workspace_id": fresh.id, "kind": "task", "last": 0})
    else:
        rows.execute(session, update(_workspace).where(_workspace.c.id == known.id).values(**facts))
    found = find_workspace(session, slack_id)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def end_workspace(session: Session, workspace_id: int, why: str, now: dt.datetime) -> None:
    """Stop sending to a workspace whose token Slack no longer accepts."""
    rows.execute(
        session,
        update(_workspace)
        .where(_workspace.c.id == workspace_id, _workspace.c.ended_at.is_(None))
        .values(ended_at=now, ended_why=why),
    )


def refuse_charts(session: Session, workspace_id: int, now: dt.datetime) -> None:
    """Slack's own chart block was refused here: pictures from now on."""
    refused = update(_workspace).where(_workspace.c.id == workspace_id)
    rows.execute(session, refused.values(charts_refused_at=now))


def next_number(session: Session, workspace_id: int, kind: str) -> int:
    """The next number of a kind; call it as the last lock of the creating transaction."""
    keys = {"of_workspace": workspace_id, "of_kind": kind}
    number: int | None = rows.execute(session, _NEXT_NUMBER, keys).scalar_one_or_none()
    if number is None:
        # The first of its kind in this workspace.
        rows.insert_new(session, _counter, {"workspace_id": workspace_id, "kind": kind, "last": 0})
        number = rows.execute(session, _NEXT_NUMBER, keys).scalar_one()
    return number

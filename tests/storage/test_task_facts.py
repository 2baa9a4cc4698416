"""What a new task is answered with is what is read back later."""

import datetime as dt

import pytest
from sqlmodel import Session

from domain.quickadd import parse_quick_add
from services.scene import Origin, enter
from services.tasks.add import add_task
from storage import conversations, people
from storage import tasks as store
from storage.database import Database
from storage.workspaces import install_workspace

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)


def _installed(session: Session) -> None:
    workspace = install_workspace(
        session, "T1", name="Acme", domain="", bot_user_id="U9", bot_id="", app_id="", now=NOW
    )
    for number, handle in enumerate(("ann", "ben", "eve"), start=1):
        facts = {"handle": handle, "zone": "Europe/Berlin", "is_guest": handle == "eve"}
        people.describe_person(session, workspace.id or 0, f"U{number}", facts)
    for slack_id, kind in (("C1", "public"), ("C2", "private"), ("C3", "public")):
        facts = {"kind": kind, "name": slack_id.lower(), "bot_is_member": True, "known": True}
        conversations.describe_conversation(session, workspace.id or 0, slack_id, facts)


@pytest.mark.parametrize("channel", ["C1", "C2", "D1", ""])
@pytest.mark.parametrize(
    "line",
    [
        "Plain",
        "Dated <@U2> fri 17:00 p1 +b +A +a",
        "Watched <@U2> <@U1> <@U2> <@U3>",
        "Nobody's @none",
        "Elsewhere <#C3|c3>",
    ],
)
def test_a_new_tasks_facts_are_those_read_back(db: Database, channel: str, line: str) -> None:
    def add(session: Session) -> None:
        scene = enter(session, Origin("T1", "U1", channel), now=NOW, door="command")
        added = add_task(session, scene, parse_quick_add(line)).facts
        read = store.get_facts(session, scene.workspace_id, added.task.id or 0)
        for name in ("task", "owner", "creator", "team", "team_channel", "conversation"):
            written, found = getattr(added, name), getattr(read, name)
            assert (written and tuple(written)) == (found and tuple(found)), name
        assert [tuple(person) for person in added.watchers] == [tuple(p) for p in read.watchers]
        assert added.labels == read.labels
        assert added.team_zone == read.team_zone

    db.run_write(_installed)
    db.run_write(add)

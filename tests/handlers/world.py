"""A small workspace written straight into the store, for tests of handlers without Slack."""

import datetime as dt
import itertools
import time
from typing import Any

from sqlmodel import Session

from handlers.answers import Answer
from handlers.commands import COMMANDS
from handlers.requests import Request, Surface
from handlers.unit import Refused, perform
from services.scene import Origin, Scene
from storage import conversations, people
from storage.database import Database
from storage.workspaces import install_workspace

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
TEAM, LAUNCH = "T0ACME", "C0LAUNCH"
_numbers = itertools.count(1)


def settle_in(session: Session) -> None:
    """Ann in Shanghai, Ben in New York, 李雷, and #launch with the bot in it."""
    workspace = install_workspace(
        session,
        TEAM,
        name="Acme",
        domain="https://acme.example/",
        bot_user_id="U0BOT",
        bot_id="B0BOT",
        app_id="A0BOT",
        now=NOW,
    )
    place = conversations.describe_conversation(
        session,
        workspace.id or 0,
        LAUNCH,
        {"kind": "public", "name": "launch", "bot_is_member": True, "known": True},
    )
    for handle, name, zone, locale in [
        ("ann", "Ann Zhou", "Asia/Shanghai", "en-US"),
        ("ben", "Ben Carter", "America/New_York", "en-US"),
        ("lilei", "李雷", "Asia/Shanghai", "zh-CN"),
    ]:
        person = people.describe_person(
            session,
            workspace.id or 0,
            f"U0{handle.upper()}",
            {"handle": handle, "real_name": name, "zone": zone, "locale": locale},
        )
        conversations.add_members(session, place.id or 0, [person.id or 0])


def command(text: str, *, user: str = "U0ANN", key: str = "") -> Request:
    """`/task text` in #launch, as Slack delivers it."""
    return Request(
        surface=Surface.COMMAND,
        name="/task",
        key=key or f"trigger {next(_numbers)}",
        origin=Origin(TEAM, user, LAUNCH),
        now=NOW,
        deadline=time.monotonic() + 60,
        text=text,
    )


def run_command(db: Database, request: Request) -> Answer | Refused:
    """Parse and carry a command out in one transaction, as the door does."""
    task = COMMANDS["task"]

    def handler(session: Session, scene: Scene, asked: Request) -> Answer:
        intent: Any = task.parse(asked.text)
        return task.run(session, scene, asked, intent)

    try:
        return db.run_write(perform, request, handler)
    except Refused as refusal:
        return refusal

"""What the carrier's tests share: to look at its rows, at the calls it made, and to be deaf."""

import datetime as dt

from sqlmodel import Session, select

from sandbox.journal import ApiCall
from sandbox.server import Sandbox
from sandbox.state import Json
from storage import deliveries
from storage.deliveries import Wish
from storage.tables import Conversation, Delivery, Task, Workspace
from tests.stage import Stage


def deaf(sandbox: Sandbox) -> None:
    """Slack no longer tells the bot of messages: only the look-up can find a lost post."""
    told = sandbox.workspace.installed_app.manifest["settings"]["event_subscriptions"]
    told["bot_events"] = [name for name in told["bot_events"] if not name.startswith("message.")]


async def rows(stage: Stage, kind: str = "task_card") -> list[Delivery]:
    """The deliveries of a kind, oldest first."""

    def read(session: Session) -> list[Delivery]:
        found = select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)  # type: ignore[arg-type]
        return list(session.exec(found))

    return await stage.db.read(read)


async def row(stage: Stage, kind: str = "task_card") -> Delivery:
    """The only delivery of a kind."""
    (found,) = await rows(stage, kind)
    return found


async def task(stage: Stage, number: int) -> Task:
    """The task with this number."""

    def read(session: Session) -> Task:
        return session.exec(select(Task).where(Task.number == number)).one()

    return await stage.db.read(read)


async def place(stage: Stage, name: str) -> Conversation:
    """What the bot knows of a channel."""

    def read(session: Session) -> Conversation:
        return session.exec(select(Conversation).where(Conversation.name == name)).one()

    return await stage.db.read(read)


async def workspace_id(stage: Stage) -> int:
    """The primary key of the only workspace."""

    def read(session: Session) -> int:
        return session.exec(select(Workspace)).one().id or 0

    return await stage.db.read(read)


async def want(stage: Stage, wish: Wish) -> int:
    """Ask for a delivery as a use case does; its primary key."""
    workspace = await workspace_id(stage)

    def write(session: Session) -> int:
        assert deliveries.want(session, workspace, wish, stage.sandbox.clock.now())
        newest = select(Delivery).order_by(Delivery.id.desc())  # type: ignore[union-attr]
        found = session.exec(newest).first()
        assert found is not None
        return found.id or 0

    return await stage.db.write(write)


def calls(stage: Stage, method: str = "chat.postMessage") -> list[ApiCall]:
    """Every call of a method so far, refused ones too."""
    return stage.sandbox.journal.calls(method)


def done(stage: Stage, method: str = "chat.postMessage") -> list[ApiCall]:
    """The calls of a method that took effect, whatever the bot was told."""
    return [call for call in calls(stage, method) if call.done]


def reply_wish(text: str, to: str, **more: object) -> Wish:
    """A message said once to somebody, as a plain direct message."""
    payload: Json = {"text": text, "blocks": [], "direct_only": True}
    return Wish("reply", to, slot=text, payload=payload, **more)  # type: ignore[arg-type]


def seconds(n: float) -> dt.timedelta:
    """That many seconds."""
    return dt.timedelta(seconds=n)

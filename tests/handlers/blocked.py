"""Ann says in a standup what is in her way; Ben is asked, Dana leads, 李雷 only looks on."""

import datetime as dt
import itertools
import time

from sqlmodel import Session, select

from handlers.answers import Answer
from handlers.commands import COMMANDS
from handlers.requests import Request, Surface
from handlers.unit import Refused, perform
from services.blockers.add import BlockerAdded, blockers_from_answer
from services.scene import Origin, Scene, enter
from storage import answers, conversations, people, standups
from storage.database import Database
from storage.tables import Activity, Blocker, BlockerTag
from tests.handlers.world import LAUNCH, NOW, TEAM, settle_in

ROOM = "C0ROOM"
TODAY = NOW.date()
AUTHOR, ASKED, LEAD, MEMBER = "U0ANN", "U0BEN", "U0DANA", "U0LILEI"
STANDUP = 'new {name} weekdays 9:30 close 11:30 ask "Today?" | "Blockers?"'
_numbers = itertools.count(1)


def move_in(db: Database) -> None:
    """Everybody, #launch with its lead, and a private room of Ann, Ben and Dana."""

    def settle(session: Session) -> None:
        settle_in(session)
        room = {"kind": "private", "name": "room", "bot_is_member": True, "known": True}
        private = conversations.describe_conversation(session, 1, ROOM, room)
        launch = conversations.find_conversation(session, 1, LAUNCH)
        facts = {"handle": "dana", "real_name": "Dana Fox", "zone": "Europe/Berlin"}
        dana = people.describe_person(session, 1, LEAD, facts)
        found = [people.find_person(session, 1, each) for each in (AUTHOR, ASKED, LEAD)]
        ids = [person.id or 0 for person in found if person is not None]
        for place in (private, launch):
            assert place is not None
            conversations.add_members(session, place.id or 0, ids)
            team = conversations.add_team(
                session, 1, place.id or 0, zone="Asia/Shanghai", locale="en-US", now=NOW
            )
            conversations.set_role(session, team.id or 0, dana.id or 0, "lead")

    db.run_write(settle)
    for channel, name in ((LAUNCH, "Daily"), (ROOM, "Quiet")):
        told = said(db, STANDUP.format(name=name), user=LEAD, channel=channel)
        assert name in told, told


def request(line: str, user: str, *, channel: str = LAUNCH, key: str = "") -> Request:
    """`/standup line`, as Slack delivers it."""
    return Request(
        surface=Surface.COMMAND,
        name="/standup",
        key=key or f"trigger b{next(_numbers)}",
        origin=Origin(TEAM, user, channel),
        now=NOW,
        deadline=time.monotonic() + 60,
        text=line,
        trigger_id="1.2",
    )


def carry_out(db: Database, asked: Request) -> Answer | Refused:
    """Parse and carry a line out in one transaction, as the door does."""
    command = COMMANDS["standup"]

    def handler(session: Session, scene: Scene, again: Request) -> Answer:
        return command.run(session, scene, again, command.parse(again.text))

    try:
        return db.run_write(perform, asked, handler)
    except Refused as refusal:
        return refusal


def said(db: Database, line: str, user: str = AUTHOR, channel: str = LAUNCH) -> str:
    """What somebody reads after a line; the class of the error if it is refused."""
    answer = carry_out(db, request(line, user, channel=channel))
    if isinstance(answer, Refused):
        return type(answer.error).__name__
    assert answer.message is not None
    return answer.message.text


def answer(
    db: Database,
    text: str,
    *,
    user: str = AUTHOR,
    standup_id: int = 1,
    day: dt.date = TODAY,
) -> list[BlockerAdded]:
    """Say in the round of a day what is in the way; again is an edit."""

    def note(session: Session) -> list[BlockerAdded]:
        standup = standups.get_standup(session, standup_id)
        made = standups.add_round(session, standup, day)
        place = conversations.get_conversation(session, standup.conversation_id)
        at = Origin(TEAM, user, place.slack_id)
        scene = enter(session, at, now=NOW, door="form")
        values = {"workspace_id": 1, "replies": ["", text], "created_at": NOW}
        given = answers.save_answer(session, made.id or 0, scene.person_id, values)
        return blockers_from_answer(session, scene, given, standup, made, text)

    return db.run_write(note)


def blocker(db: Database, number: int) -> Blocker:
    """One blocker as it is stored."""

    def look(session: Session) -> Blocker:
        found = session.exec(select(Blocker).where(Blocker.number == number)).one()
        session.expunge(found)
        return found

    return db.run_read(look)


def tags(db: Database, number: int) -> dict[str, bool]:
    """Who was asked, by Slack id, and whether they need not answer any more."""

    def look(session: Session) -> dict[str, bool]:
        found = session.exec(select(Blocker).where(Blocker.number == number)).one()
        asked = session.exec(select(BlockerTag).where(BlockerTag.blocker_id == found.id)).all()
        return {people.get_person(session, 1, tag.person_id).slack_id: tag.settled for tag in asked}

    return db.run_read(look)


def lines_of_history(db: Database, number: int) -> list[str]:
    """The verbs of a blocker's history, oldest first."""

    def look(session: Session) -> list[str]:
        found = session.exec(select(Blocker).where(Blocker.number == number)).one()
        about = select(Activity).where(
            Activity.subject_kind == "blocker", Activity.subject_id == found.id
        )
        return [line.verb for line in session.exec(about.order_by(Activity.id))]  # type: ignore[arg-type]

    return db.run_read(look)

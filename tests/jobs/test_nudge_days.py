"""Thirty days of nudges over the real use cases: whatever people do, the promises hold.

At most three messages and one digest a day, only when a person can be reached, nothing said twice,
and what is late is said.
"""

import datetime as dt
import itertools
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from domain.dates.values import Due
from domain.nudges.values import BUDGET, Kind
from domain.quickadd import QuickAdd
from jobs.rhythms import STEPS, look
from services.absence import go_away
from services.nudges import answer
from services.scene import Origin, Scene, enter
from services.tasks.add import add_task
from services.tasks.change import apply_changes
from services.tasks.resolve import due_columns
from services.tasks.verbs import due_fields, finish_task
from storage import conversations, nudges, people, rhythms
from storage import tasks as store
from storage.database import Database
from storage.tables import NudgeSent, Person
from storage.workspaces import install_workspace

START = dt.datetime(2026, 5, 11, 4, tzinfo=dt.UTC)
DAYS = 30
HANDLES = ("UANN", "UBEN", "UCHEN")
LOOKS_MAX = 2_000
"""More looks than this in a month would be a loop."""
WORLDS = itertools.count(1)


@dataclass(frozen=True)
class Life:
    """How one person lives."""

    zone: str
    works: tuple[int, int] | None
    quiet: tuple[int, int] | None
    profile: str | None
    away: tuple[int, int] | None
    cover: int
    is_admin: bool


@dataclass(frozen=True)
class Deed:
    """What somebody does some hours after the start."""

    hour: int
    who: int
    what: str
    task: int
    days: int


hours = st.integers(0, 23)
lives = st.builds(
    Life,
    zone=st.sampled_from(["Asia/Shanghai", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]),
    works=st.none() | st.tuples(st.integers(5, 11), st.integers(13, 22)),
    quiet=st.none() | st.tuples(hours, hours),
    profile=st.sampled_from([None, "light", "standard", "active"]),
    away=st.none() | st.tuples(st.integers(0, 20), st.integers(0, 10)),
    cover=st.integers(0, 2),
    is_admin=st.booleans(),
)
deeds = st.builds(
    Deed,
    hour=st.integers(0, DAYS * 24),
    who=st.integers(0, 2),
    what=st.sampled_from(["add", "add", "add", "move", "finish", "give", "got it", "less"]),
    task=st.integers(0, 20),
    days=st.integers(0, 12),
)


class World:
    """One workspace, for itself among those of other examples."""

    def __init__(self, session: Session, people_of_it: list[Life]) -> None:
        self.session = session
        self.slack_id = f"T{next(WORLDS)}"
        workspace = install_workspace(
            session, self.slack_id, name="", domain="", bot_user_id="UBOT", bot_id="", app_id="",
            now=START,
        )  # fmt: skip
        self.workspace_id = workspace.id or 0
        self.people = [
            self._meet(handle, life) for handle, life in zip(HANDLES, people_of_it, strict=True)
        ]
        place = conversations.describe_conversation(
            session, self.workspace_id, "C1",
            {"kind": "public", "name": "launch", "known": True, "bot_is_member": True},
        )  # fmt: skip
        conversations.add_members(session, place.id or 0, [each.id or 0 for each in self.people])
        self.tasks: list[int] = []
        for who, life in enumerate(people_of_it):
            if life.away is not None:
                begin, length = life.away
                first = START.date() + dt.timedelta(days=begin + 1)
                cover = HANDLES[life.cover] if life.cover != who else ""
                last = first + dt.timedelta(days=length)
                go_away(session, self.scene(who, START), first, last, cover)

    def _meet(self, handle: str, life: Life) -> Person:
        works, quiet = life.works, life.quiet
        facts = {
            "zone": life.zone,
            "is_admin": life.is_admin,
            "nudges": life.profile,
            "works_from": dt.time(works[0]) if works else None,
            "works_until": dt.time(works[1]) if works else None,
            "quiet_from": dt.time(quiet[0]) if quiet else None,
            "quiet_until": dt.time(quiet[1]) if quiet else None,
        }
        return people.describe_person(self.session, self.workspace_id, handle, facts)

    def scene(self, who: int, now: dt.datetime) -> Scene:
        at = Origin(self.slack_id, HANDLES[who], "C1")
        return enter(self.session, at, now=now, door="command")

    def do(self, deed: Deed, now: dt.datetime) -> None:
        """One deed; one about a task needs one that is open."""
        scene = self.scene(deed.who, now)
        due = Due((now + dt.timedelta(days=deed.days)).date())
        if deed.what == "add":
            columns = due_columns(due, ZoneInfo(self.people[0].zone))
            added = add_task(self.session, scene, QuickAdd("Task"), due=lambda _: columns)
            self.tasks.append(added.facts.task.id or 0)
        elif deed.what == "less":
            answer.less(self.session, scene, list(Kind)[deed.task % 2])
        elif deed.what == "got it":
            sent = self.sent(deed.who)
            if sent:
                answer.acknowledge(self.session, scene, sent[-1].id or 0)
        elif self.tasks:
            self._change(deed, scene, due)

    def _change(self, deed: Deed, scene: Scene, due: Due) -> None:
        task_id = self.tasks[deed.task % len(self.tasks)]
        task = store.lock_task(self.session, self.workspace_id, task_id)
        if task.closed_at is not None or task.owner_id is None:
            return
        if deed.what == "finish":
            mine = next(n for n, each in enumerate(self.people) if each.id == task.owner_id)
            finish_task(self.session, self.scene(mine, scene.now), task)
        elif deed.what == "move":
            fields = due_fields(due_columns(due, ZoneInfo(self.people[0].zone)))
            apply_changes(self.session, scene, task, "edit", fields)
        else:
            apply_changes(self.session, scene, task, "edit", {"owner_id": scene.person_id})

    def sent(self, who: int) -> list[NudgeSent]:
        return nudges.sent_to(self.session, [self.people[who].id or 0], START)

    def live(self, until: dt.datetime) -> int:
        """Look at everybody whenever it is time, up to an instant; how many looks it took."""
        looks = 0
        while looks < LOOKS_MAX:
            rows = [
                rhythms.find_rhythm(self.session, self.workspace_id, "nudges", each.id or 0)
                for each in self.people
            ]
            due = [(row.next_at, row.id) for row in rows if row and row.next_at]
            if not due or min(due)[0] > until:
                return looks
            at, rhythm_id = min(due)
            self.now = max(self.now, at)
            assert look(self.session, rhythm_id or 0, self.now, STEPS)
            looks += 1
        raise AssertionError("they are looked at for ever")

    now = START


class Enough(Exception):
    """The example has been looked at."""


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(lives, min_size=3, max_size=3), st.lists(deeds, min_size=1, max_size=25))
def test_the_promises_hold_whatever_people_do(
    db: Database, people_of_it: list[Life], what: list[Deed]
) -> None:
    def month(session: Session) -> None:
        world = World(session, people_of_it)
        for deed in sorted(what, key=lambda each: each.hour):
            at = START + dt.timedelta(hours=deed.hour)
            world.live(at)
            world.now = at
            world.do(deed, at)
        world.live(START + dt.timedelta(days=DAYS))
        for who, life in enumerate(people_of_it):
            check(world, who, life)
        raise Enough

    try:
        db.run_write(month)
    except Enough:
        return


def check(world: World, who: int, life: Life) -> None:
    """What one person got in these days."""
    zone = ZoneInfo(life.zone)
    sent = world.sent(who)
    local = [each.at.astimezone(zone) for each in sent]
    a_day = Counter(moment.date() for moment in local)
    assert all(count <= BUDGET for count in a_day.values())
    digests = Counter(m.date() for m, each in zip(local, sent, strict=True) if each.digest)
    assert all(count == 1 for count in digests.values())
    said = Counter(tuple(name) for each in sent for name in each.said)
    assert all(count == 1 for count in said.values()), said
    for moment in local:
        assert moment.weekday() < 5
        assert not _is_away(life, moment.date())
        assert not _is_quiet(life, moment.time())


def _is_away(life: Life, day: dt.date) -> bool:
    if life.away is None:
        return False
    first = START.date() + dt.timedelta(days=life.away[0] + 1)
    return first <= day <= first + dt.timedelta(days=life.away[1])


def _is_quiet(life: Life, time: dt.time) -> bool:
    """Only hours that were set are certain: the usual ones give way to working hours."""
    if life.quiet is None or life.quiet[0] == life.quiet[1]:
        return False
    start, end = dt.time(life.quiet[0]), dt.time(life.quiet[1])
    return start <= time < end if start < end else time >= start or time < end

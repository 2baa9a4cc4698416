"""Whatever is clicked and typed, in any order and twice: a task is on one list, or on nobody's."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from domain.tasks import CLOSED, Status
from services.scene import Origin, look_in
from services.tasks.handing import offers_to
from services.tasks.lists import Page, my_day
from storage import tasks as store
from tests.stage import Stage

PEOPLE = ("ann", "ben", "lilei")
BUTTONS = ("task.accept", "task.agree", "task.insist", "task.take_back", "undo")


@dataclass
class Model:
    """What should be true of one task that Ann made."""

    owner: str | None = "ann"
    offered: str | None = None
    giver: str | None = None
    asked: bool = False
    closed: bool = False

    def may(self, who: str) -> bool:
        return who in {"ann", self.owner, self.giver}

    def end_offer(self) -> None:
        self.offered = self.giver = None
        self.asked = False

    def give(self, who: str | None) -> None:
        self.owner = who
        self.end_offer()

    def name(self, who: str, other: str) -> None:
        """`hand T1 @other`, `T1 @other`, `take T1`."""
        if who != other and not self.may(who):
            return
        if other == self.owner:
            if who == other or self.may(who):
                self.end_offer()
        elif self.closed:
            return
        elif who != other:
            if other != self.offered:
                self.offered, self.giver = other, who
            self.asked = False
        elif who == self.offered or self.may(who) or self.owner is None:
            self.give(who)

    def accept(self, who: str) -> None:
        if who == self.offered or (self.asked and self.may(who)):
            self.give(self.offered)

    def decline(self, who: str) -> None:
        if who == self.offered:
            self.end_offer()
        elif self.may(who):
            self.asked = False

    def suggest(self, who: str) -> None:
        self.asked = self.asked or who == self.offered

    def free(self, who: str) -> None:
        if self.may(who):
            self.give(None)

    def finish(self, who: str) -> None:
        if self.may(who):
            self.end_offer()
            self.closed = True

    def reopen(self, who: str) -> None:
        if self.may(who):
            self.closed = False


@dataclass(frozen=True)
class Seen:
    """Who finds the task on their list, and whose answer it waits for."""

    lists: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """One thing that somebody does, perhaps twice, before or after the cards have followed."""

    what: str
    who: str
    other: str
    door: str
    times: int
    settled: bool


LINES = {
    "hand": "hand {task} @{other}",
    "owner": "{task} @{other}",
    "take": "take {task}",
    "accept": "accept {task}",
    "decline": "decline {task} no time",
    "suggest": "suggest {task} fri",
    "free": "{task} @none",
    "finish": "done {task}",
    "reopen": "reopen {task}",
    "undo": "undo",
}
ACTS = st.builds(
    Act,
    what=st.sampled_from([*LINES, "hand", "accept", "click", "click"]),
    who=st.sampled_from(PEOPLE),
    other=st.sampled_from(PEOPLE),
    door=st.sampled_from(["command", "mention", "direct"]),
    times=st.sampled_from([1, 1, 2]),
    settled=st.booleans(),
)


def follow(model: Model, act: Act) -> None:
    """What an act that is typed does to the task."""
    if act.what in {"hand", "owner"}:
        model.name(act.who, act.other)
    elif act.what == "take":
        model.name(act.who, act.who)
    else:
        getattr(model, act.what)(act.who)


async def perform(stage: Stage, act: Act, task: str) -> None:
    """Do it through its door."""
    person = stage.person(act.who)
    line = LINES[act.what].format(task=task, other=act.other)
    if act.door == "command":
        await person.command("#launch", "/task", line)
    elif act.door == "mention":
        await person.say("#launch", f"@drumbeat task {line}")
    else:
        await person.say("dm", f"task {line}")
    await stage.settle()


async def click(stage: Stage, act: Act) -> bool:
    """Click the newest button of a hand-over that the person sees; False if there is none."""
    person = stage.person(act.who)
    for message in reversed(person.messages("dm")):
        for block in message.get("blocks") or ():
            for element in block.get("elements") or ():
                if element.get("action_id") in BUTTONS:
                    name, value = element["action_id"], element["value"]
                    await person.click("dm", message["ts"], name, value)
                    return True
    return False


def look(session: Session, team: str, users: dict[str, str], number: int, now: dt.datetime) -> Seen:
    """What everybody's own lists say of the task."""
    lists, waiting = [], []
    for who, user in users.items():
        scene = look_in(session, Origin(team, user), now=now, door="command")
        assert scene is not None
        listed = my_day(session, scene, Page(limit=200)).rows
        lists += [who for row in listed if row.task.number == number]
        waiting += [who for facts in offers_to(session, scene) if facts.task.number == number]
    return Seen(tuple(lists), tuple(waiting))


def present(session: Session, number: int, users: dict[str, str]) -> Model:
    """The task as it is kept, after an act whose effect is not foretold here."""
    task = store.find_by_number(session, 1, number)
    assert task is not None
    facts = store.get_facts(session, 1, task.id or 0)
    who = {user: name for name, user in users.items()}
    return Model(
        owner=who[facts.owner.slack_id] if facts.owner else None,
        offered=who[facts.offered_to.slack_id] if facts.offered_to else None,
        giver=who[facts.given_by.slack_id] if facts.given_by else None,
        asked=task.asked_date is not None,
        closed=Status(task.status) in CLOSED,
    )


def expected(model: Model) -> Seen:
    """The invariant: one list or none; the questions stand where the answer is due."""
    lists = () if model.closed or model.owner is None else (model.owner,)
    waiting = {model.offered} | ({model.giver} if model.asked else set())
    return Seen(lists, tuple(who for who in PEOPLE if who in waiting))


async def _play(stage: Stage, acts: list[Act], task: str, users: dict[str, str]) -> None:
    number, model = int(task[1:]), Model()
    for act in acts:
        for _ in range(act.times):
            if act.what == "click":
                if not await click(stage, act):
                    continue
            else:
                await perform(stage, act, task)
                if act.what != "undo":
                    follow(model, act)
        if act.settled:
            await stage.pass_time(seconds=4)
        if act.what in {"click", "undo"}:
            await stage.settle()
            model = await stage.db.read(present, number, users)
        now = stage.sandbox.clock.now()
        team = stage.sandbox.workspace.id
        seen = await stage.db.read(look, team, users, number, now)
        assert seen == expected(model), f"{act} of {acts}"
        assert await stage.db.read(present, number, users) == model, f"{act} of {acts}"


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=3, max_size=10))
async def test_a_task_handed_around_is_always_on_one_list(stage: Stage, acts: list[Act]) -> None:
    users = {who: stage.person(who).id for who in PEOPLE}
    said = await stage.person("ann").command("#launch", "/task", "Prepare deck")
    assert said.text is not None
    task = said.text.split()[1].rstrip(":")
    stage.sandbox.faults.duplicate_events(3)
    try:
        await _play(stage, acts, task, users)
    finally:
        await stage.person("ann").command("#launch", "/task", f"drop {task}")

"""Plays a script through the real bot: the clock stops at everything that falls due, for the bot
and for the people, who react to what they read."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import json
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from typing import Any

from sqlmodel import Session

from bot.manifest import manifest
from sandbox.actors import Actor
from sandbox.clock import SandboxClock
from sandbox.journal import ApiCall
from sandbox.sample import empty_workspace
from sandbox.server import Sandbox
from sandbox.state import Json
from storage import conversations, rhythms
from tests.rhythm.checker import day_in
from tests.rhythm.expected import DAY, wall
from tests.rhythm.script import Act, Crew, Plan, Post, Record, Script
from tests.stage import Stage, words_in

MINUTE = dt.timedelta(minutes=1)
HABITS = (
    (50, "answer", 35), (12, "answer", 150), (5, "skip", 10), (3, "away", 5), (30, "silent", 0),
)  # fmt: skip
"""Of a hundred questions: what people do about them, and after how many minutes."""
AHEAD = 4
"""So many of a hundred answer the evening before."""


def sandbox_for(script: Script) -> Sandbox:
    """A Slack with the script's people and channels; not started."""
    workspace = empty_workspace()
    for person in script.people:
        first = person.zones[0][1]
        workspace.add_user(person.handle, person.name, tz=first, locale="en-US")
    general = workspace.channel("general")
    general.members = [workspace.user(person.handle).id for person in script.people]
    for crew in script.crews:
        early = [m.handle for m in crew.members if m.since is None]
        workspace.add_channel(crew.channel.strip("#"), creator=crew.lead, members=early)
    workspace.app_channels = [crew.channel.strip("#") for crew in script.crews]
    clock = SandboxClock(script.begins, rate=0.0)
    return Sandbox(manifest=manifest(), workspace=workspace, clock=clock)


def chance(*about: object) -> int:
    """A number below 100 that is always the same for the same thing."""
    return blake2b(repr(about).encode(), digest_size=4).digest()[0] * 100 // 256


class Observer:
    """Reads the sandbox's journal: what the bot posted, to whom, and what it became."""

    def __init__(self, sandbox: Sandbox, script: Script) -> None:
        self._sandbox = sandbox
        self._seen = 0
        self._posts: dict[tuple[str, str], Post] = {}
        users = sandbox.workspace.users
        self._handles = {sandbox.workspace.user(p.handle).id: p.handle for p in script.people}
        self._bots = {user.id for user in users.values() if user.is_bot}
        self._changes: dict[tuple[str, str], list[tuple[dt.datetime, str]]] = {}

    def look(self) -> list[tuple[str, Post]]:
        """What was posted since the last look, with the conversation's id."""
        new: list[tuple[str, Post]] = []
        for number, row in self._sandbox.journal.after(self._seen):
            self._seen = number
            if not isinstance(row, ApiCall) or not row.done:
                continue
            if row.method == "chat.postMessage":
                new += self._posted(row)
            elif row.method == "chat.update":
                key = (str(row.args["channel"]), str(row.args["ts"]))
                self._changes.setdefault(key, []).append((row.at, _words(row.args)))
        return new

    def _posted(self, row: ApiCall) -> list[tuple[str, Post]]:
        """Look the message up by what Slack made of it, whether or not the bot was told."""
        uuid = _uuid(row.args)
        place = str(row.response.get("channel") or row.args["channel"])
        if place.startswith("U"):
            place = self._sandbox.workspace.open_dm(place).id
        ts = str(row.response.get("ts") or self._find(place, uuid))
        post = Post(
            at=row.at,
            to=self._whose(place),
            text=str(row.args.get("text", "")),
            words=_words(row.args),
            ts=ts,
            thread=str(row.args["thread_ts"]) if row.args.get("thread_ts") else None,
        )
        self._posts[place, ts] = post
        return [(place, post)]

    def _find(self, place: str, uuid: str) -> str:
        messages = self._sandbox.workspace.channels[place].messages
        for message in messages.values():
            body = self._sandbox.workspace.message_json(message)
            if uuid and uuid in json.dumps(body.get("metadata") or {}):
                return str(message.ts)
        return ""

    def _whose(self, place: str) -> str:
        channel = self._sandbox.workspace.channels[place]
        if not channel.is_direct:
            return f"#{channel.name}"
        people = [each for each in channel.members if each not in self._bots]
        return self._handles.get(people[0], people[0]) if people else place

    def posts(self) -> tuple[Post, ...]:
        """Everything posted, with what it became."""
        return tuple(
            Post(**{**vars(post), "changed": tuple(self._changes.get(key, ()))})
            for key, post in self._posts.items()
        )


def _words(args: Json) -> str:
    blocks = args.get("blocks")
    if isinstance(blocks, str):
        blocks = json.loads(blocks)
    return words_in({"blocks": blocks, "text": args.get("text", "")})


def _uuid(args: Json) -> str:
    metadata = args.get("metadata")
    if isinstance(metadata, str):
        metadata = json.loads(metadata)
    payload = (metadata or {}).get("event_payload", {})
    return str(payload.get("delivery", ""))


class Company:
    """The people of a script: they come, go, travel, go away, define standups and answer.

    Nothing in here knows of the bot's process: `settle` is called before somebody acts again.
    """

    def __init__(self, sandbox: Sandbox, script: Script, observer: Observer) -> None:
        self.sandbox, self.script, self.observer = sandbox, script, observer
        self.acts: list[Act] = []
        self.failures: list[str] = []
        self._heap: list[tuple[dt.datetime, int, Callable[[], Awaitable[None]]]] = []
        self._numbers = itertools.count()
        self._plans = {plan.name: plan for plan in script.plans}
        for person in script.people:
            for at, zone in person.zones[1:]:
                self.at(at, self._travels, person.handle, zone)
            for stay in person.stays:
                self.at(stay.said_at, self._says_away, person.handle, stay.first, stay.last)
        for crew in script.crews:
            for member in crew.members:
                if member.since is not None:
                    self.at(member.since, self._joins, member.handle, crew.channel)
                if member.until is not None:
                    self.at(member.until, self._leaves, member.handle, crew.channel)
        for plan in script.plans:
            if not plan.on_team_clock:
                self._plan_evenings(plan)

    def at(self, when: dt.datetime, act: Callable[..., Awaitable[None]], *args: Any) -> None:
        """Have something done at an instant."""
        heapq.heappush(self._heap, (when, next(self._numbers), lambda: act(*args)))

    def next_at(self) -> dt.datetime | None:
        """When somebody acts next."""
        return self._heap[0][0] if self._heap else None

    async def act(self, now: dt.datetime) -> bool:
        """Do what is due of people; False if nothing was."""
        acted = False
        while self._heap and self._heap[0][0] <= now:
            _, _, step = heapq.heappop(self._heap)
            await step()
            acted = True
        return acted

    def read(self) -> None:
        """People read what is new and decide what to do about it."""
        for place, post in self.observer.look():
            for plan in self.script.plans:
                if post.text.startswith(f"{plan.name} for {plan.channel} · "):
                    self._asked(plan, place, post)

    def _asked(self, plan: Plan, place: str, post: Post) -> None:
        day = day_in(post.text, post.at)
        if day is None:
            self.failures.append(f"a question without a date: {post.text!r}")
            return
        roll = chance("habit", plan.name, post.to, day)
        for share, kind, minutes in HABITS:
            roll -= share
            if roll < 0:
                when = post.at + minutes * MINUTE
                if kind != "silent":
                    self.at(when, self._presses, kind, plan, day, place, post)
                return

    def _plan_evenings(self, plan: Plan) -> None:
        day = plan.since.date() + 2 * DAY
        crew = self.script.crew_of(plan)
        while day < self.script.ends.date():
            for member in crew.members:
                person = self.script.person(member.handle)
                zone = person.zone_at(wall(day, dt.time(17), person.spans()[0][2]))
                when = wall(day, dt.time(17, 20), zone)
                idle = chance("ahead", plan.name, member.handle, day) >= AHEAD
                if not idle and member.holds(when) and not person.is_away(day, when):
                    self.at(when, self._answers_ahead, plan, member.handle)
            day += DAY

    # -- acts ------------------------------------------------------------------------------

    def _actor(self, handle: str) -> Actor:
        return self.sandbox.person(handle)

    async def _travels(self, handle: str, zone: str) -> None:
        self.sandbox.update_user(handle, tz=zone)

    async def _joins(self, handle: str, channel: str) -> None:
        self.sandbox.invite(handle, channel)

    async def _leaves(self, handle: str, channel: str) -> None:
        self.sandbox.leave(handle, channel)

    async def _says_away(self, handle: str, first: dt.date, last: dt.date) -> None:
        person = self._actor(handle)
        await person.open_home()
        await self.settle()
        if person.home is None:  # nobody was there to publish it
            self.at(self.sandbox.clock.now() + MINUTE, self._says_away, handle, first, last)
            return
        await person.click("home", None, "absence.open")
        await person.fill("first_day", first.isoformat())
        await person.fill("last_day", last.isoformat())
        sent = await person.submit()
        if not sent.closed:
            self.failures.append(f"{handle} could not say away {first}..{last}: {sent}")

    async def settle(self) -> None:
        """Until the bot has reacted; set by who drives."""

    def _note(self, handle: str, plan: Plan, day: dt.date, kind: str, text: str = "") -> None:
        now = self.sandbox.clock.now()
        self.acts.append(Act(now, handle, plan.name, day, kind, text))

    async def _presses(self, kind: str, plan: Plan, day: dt.date, place: str, post: Post) -> None:
        handle = post.to
        crew = self.script.crew_of(plan)
        member = next(each for each in crew.members if each.handle == handle)
        if not member.holds(self.sandbox.clock.now()):
            return
        person = self._actor(handle)
        await person.click(place, post.ts, f"standup.{kind}")
        text = ""
        if kind == "answer":
            text = f"{plan.name} {day} by {handle}."
            await person.fill("answer_0", text)
            sent = await person.submit()
            if not sent.closed:
                self.failures.append(f"{handle} could not answer {plan.name} {day}: {sent}")
                return
        self._note(handle, plan, day, kind, text)

    async def _answers_ahead(self, plan: Plan, handle: str) -> None:
        person, now = self._actor(handle), self.sandbox.clock.now()
        await person.command(plan.channel, "/standup", f"tomorrow {plan.name}")
        if not person.modals:
            soon = [stay.first for stay in self.script.person(handle).stays]
            if any(now.date() <= first <= now.date() + 10 * DAY for first in soon):
                return  # they are away on the next date
            self.failures.append(f"{handle} got no form for {plan.name} ahead at {now}")
            return
        shown = person.modal
        day = day_in(words_in(shown), now)
        if day is None:
            self.failures.append(f"a form without a date: {words_in(shown)!r}")
            return
        text = f"{plan.name} {day} by {handle}."
        await person.fill("answer_0", text)
        if (await person.submit()).closed:
            self._note(handle, plan, day, "ahead", text)

    async def set_up(self, configure: Callable[[Crew, int], Awaitable[None]]) -> None:
        """The leads define their standups; `configure` sets the team's country and zone."""
        for number, crew in enumerate(self.script.crews, start=1):
            for plan in self.script.plans:
                if plan.channel == crew.channel:
                    lead = self._actor(crew.lead)
                    said = await lead.command(crew.channel, "/standup", plan.line)
                    if "is set up" not in (said.text or ""):
                        self.failures.append(f"{plan.line}: {said.text}")
            await configure(crew, number)


def configure_team(session: Session, crew: Crew, number: int, now: dt.datetime) -> None:
    """What the lead would set in the form of `/ops setup`."""
    conversations.change_team(session, number, {"country": crew.country, "zone": crew.zone})
    rhythms.look_soon_at_team(session, number, now)


class Play:
    """One process, the bot inside this one; also what the clock stops at."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self.stage, self.script = stage, script
        self.observer = Observer(stage.sandbox, script)
        self.company = Company(stage.sandbox, script, self.observer)
        self.company.settle = stage.settle  # type: ignore[method-assign]
        self.steps = 0

    async def next_due(self) -> dt.datetime | None:
        """The next instant at which the bot or a person does something."""
        bot, people = await self.stage.stepper.next_due(), self.company.next_at()
        return min((each for each in (bot, people) if each is not None), default=None)

    async def settle(self) -> None:
        """Until nobody has anything left to do at this instant."""
        self.steps += 1
        while True:
            await self.stage.settle()
            self.company.read()
            if not await self.company.act(self.stage.sandbox.clock.now()):
                return

    async def begin(self) -> None:
        """Everybody is met, the standups are defined."""

        async def configure(crew: Crew, number: int) -> None:
            now = self.stage.sandbox.clock.now()
            await self.stage.db.write(configure_team, crew, number, now)

        await self.stage.settle()
        await self.company.set_up(configure)
        await self.settle()

    async def until(self, moment: dt.datetime) -> None:
        """Live on to an instant."""
        await self.stage.sandbox.clock.step_to(moment, self)

    def record(self) -> Record:
        """All that happened so far."""
        return Record(tuple(self.company.acts), self.observer.posts())

"""Judges a record of a simulated world: every sentence it returns is a broken rule.

Written from product.md §6 §7 and rules.md 26-28 alone; it knows nothing of the bot's code.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from tests.rhythm.expected import Ask, Expected, is_workday, rounds
from tests.rhythm.script import Act, Plan, Post, Record, Script

SOON = dt.timedelta(seconds=5)
"""A question may be so late: posts to one conversation are a second apart."""
CHANNEL_SOON = dt.timedelta(seconds=30)
"""A channel has answers of others to post before, one a second."""
DAY = r"\w{3}, (\w{3}) (\d{1,2})(?:, (\d{4}))?"
REMIND = dt.timedelta(minutes=30)
BUDGET = 3
DAYS = dt.timedelta(days=1)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NEAR = dt.timedelta(days=20)


def violations(
    script: Script, record: Record, until: dt.datetime, *, late: dt.timedelta = SOON
) -> list[str]:
    """Every broken rule up to an instant; `late` is what the catch-up rule allows."""
    found: list[str] = []
    for plan in script.plans:
        judge = _Judge(script, plan, record, until, late)
        for expected in rounds(script, plan):
            begins = expected.begins_at or expected.notice_at
            if begins is not None and begins + CHANNEL_SOON < until:
                found += judge.round(expected)
        found += judge.unexpected()
    return [*found, *_general(script, record)]


def day_in(text: str, at: dt.datetime) -> dt.date | None:
    """The date that a message speaks of: the one near its posting."""
    found = re.search(DAY, text)
    if found is None:
        return None
    month, day = MONTHS.index(found[1]) + 1, int(found[2])
    for year in (at.year - 1, at.year, at.year + 1):
        if found[3] is None or int(found[3]) == year:
            date = dt.date(year, month, day)
            if abs(date - at.date()) <= NEAR:
                return date
    return None


class _Judge:
    """One standup's record, by date."""

    def __init__(
        self, script: Script, plan: Plan, record: Record, until: dt.datetime, late: dt.timedelta
    ) -> None:
        self.script, self.plan, self.until, self.late = script, plan, until, late
        channel = script.crew_of(plan).channel
        self.prompts = self._by_day(record.posts, rf"^{plan.name} for {channel} · {DAY}$")
        self.parents = self._by_day(record.posts, rf"^{plan.name} · {DAY}( · \d+/\d+|: .*nobody)")
        self.summaries = self._by_day(record.posts, rf"^Summary of {plan.name} · {DAY}")
        self.reminders: dict[str, list[Post]] = defaultdict(list)
        for post in record.posts:
            if post.text.startswith(f"{plan.name} closes at "):
                self.reminders[post.to].append(post)
        self.acts: dict[dt.date, list[Act]] = defaultdict(list)
        for act in record.acts:
            if act.plan == plan.name:
                self.acts[act.day].append(act)
        self.seen: set[dt.date] = set()
        self.threads: dict[str, list[Post]] = defaultdict(list)
        for post in record.posts:
            if post.thread:
                self.threads[post.thread].append(post)

    def _by_day(self, posts: Iterable[Post], pattern: str) -> dict[dt.date | None, list[Post]]:
        found: dict[dt.date | None, list[Post]] = defaultdict(list)
        for post in posts:
            if re.search(pattern, post.text):
                found[day_in(post.text, post.at)].append(post)
        return found

    def unexpected(self) -> Iterator[str]:
        """What was posted for dates that have no round."""
        kinds = (("asked", self.prompts), ("thread", self.parents), ("summary", self.summaries))
        for kind, posts in kinds:
            for day in posts.keys() - self.seen:
                for post in posts[day]:
                    yield f"{self.plan.name} {day}: {kind} at {post.at} ({post.to}), no such round"

    def round(self, expected: Expected) -> Iterator[str]:
        """One date."""
        self.seen.add(expected.day)
        head = f"{self.plan.name} {expected.day}"
        if expected.notice_at is not None:
            yield from self._notice(head, expected)
            return
        parts = (self._asks, self._reminders, self._thread, self._summary)
        for kind in (part(expected) for part in parts):
            for sentence in kind:
                yield f"{head}: {sentence}"

    def _notice(self, head: str, expected: Expected) -> Iterator[str]:
        parents = self.parents[expected.day]
        told = [post for post in parents if "nobody" in post.text]
        if len(told) != 1 or len(parents) != 1:
            yield f"{head}: {len(told)} notices that nobody is there, {len(parents)} threads"
        for post in told:
            if not _is_at(post.at, expected.notice_at, CHANNEL_SOON + self.late):
                yield f"{head}: notice at {post.at} instead of {expected.notice_at}"
        for post in self.prompts[expected.day] + self.summaries[expected.day]:
            yield f"{head}: nobody is there, yet {post.text!r} to {post.to} at {post.at}"

    # -- questions -------------------------------------------------------------------------

    def _asks(self, expected: Expected) -> Iterator[str]:
        asked: dict[str, list[Post]] = defaultdict(list)
        for post in self.prompts[expected.day]:
            asked[post.to].append(post)
        for ask in expected.asks:
            posts = asked.pop(ask.handle, [])
            done = self._before(expected.day, ask)
            if done is not None:
                if posts:
                    yield f"{ask.handle} asked at {posts[0].at} after {done.kind} at {done.at}"
            elif ask.prompt_at + self.late >= self.until:
                continue
            elif len(posts) != 1:
                yield f"{ask.handle} asked {len(posts)} times, due {ask.prompt_at}"
            elif not _is_at(posts[0].at, ask.prompt_at, self.late):
                yield f"{ask.handle} asked at {posts[0].at}, due {ask.prompt_at}"
        for handle, posts in asked.items():
            yield f"{handle} asked at {posts[0].at}, not due at all"

    def _before(self, day: dt.date, ask: Ask) -> Act | None:
        own = [act for act in self.acts[day] if act.handle == ask.handle]
        return next((act for act in own if act.at < ask.prompt_at), None)

    def _reminders(self, expected: Expected) -> Iterator[str]:
        """Once, half an hour before the close, to whoever was asked and has said nothing."""
        for ask in expected.asks:
            due = ask.closes_at - REMIND
            person = self.script.person(ask.handle)
            if any(abs(at - due) < 2 * DAYS for at, _ in person.zones[1:]):
                continue  # two dates may be open at once for whoever crosses the date line
            sent = [
                post
                for post in self.reminders[ask.handle]
                if ask.prompt_at <= post.at < ask.closes_at + self.late
            ]
            own = [a for a in self.acts[expected.day] if a.handle == ask.handle and a.at < due]
            if len(sent) > 1 or (sent and own):
                yield f"{ask.handle} reminded at {[str(post.at) for post in sent]}, acts {own}"
            if not self._can_remind(ask, due) or due + self.late >= self.until or own:
                continue
            if len(sent) != 1 or not _is_at(sent[0].at, due, self.late):
                yield f"{ask.handle} reminded {[str(post.at) for post in sent]}, due {due}"

    def _can_remind(self, ask: Ask, due: dt.datetime) -> bool:
        """On a working day of theirs, in their hours, where they were when asked."""
        person, crew = self.script.person(ask.handle), self.script.crew_of(self.plan)
        member = next(each for each in crew.members if each.handle == ask.handle)
        zone = person.zone_at(due)
        local = due.astimezone(zone)
        return (
            due >= ask.prompt_at
            and member.holds(due + self.late)
            and zone == person.zone_at(ask.prompt_at)
            and is_workday(crew, local.date())
            and not person.is_away(local.date(), due)
            and person.hours[0] <= local.time() < person.hours[1]
        )

    # -- thread ----------------------------------------------------------------------------

    def _thread(self, expected: Expected) -> Iterator[str]:
        parents = self.parents[expected.day]
        if len(parents) != 1:
            yield f"{len(parents)} threads"
            return
        (parent,) = parents
        usual = [ask.prompt_at for ask in expected.asks]
        real = [a.prompt_at for a in expected.asks if self._before(expected.day, a) is None]
        allowed = {min(usual), min(real, default=min(usual))}
        if not any(_is_at(parent.at, at, CHANNEL_SOON + self.late) for at in allowed):
            yield f"thread at {parent.at}, due {min(usual)}"
        if parent.thread is not None:
            yield "the thread's head is itself in a thread"
        posted = Counter(post.text for post in self.threads[parent.ts])
        for act in self.acts[expected.day]:
            if act.kind in {"answer", "ahead"} and act.at + CHANNEL_SOON + self.late < self.until:
                name = self.script.person(act.handle).name.split()[0]
                times = sum(n for text, n in posted.items() if act.text in text)
                if times != 1:
                    yield f"{act.handle}'s answer of {act.at} is {times} times in the thread"
                if times and not any(
                    text.startswith(f"{name}") and act.text in text for text in posted
                ):
                    yield f"{act.handle}'s answer stands under another name than {name}"

    # -- summary ---------------------------------------------------------------------------

    def _summary(self, expected: Expected) -> Iterator[str]:
        due, posts = expected.ends_at, self.summaries[expected.day]
        if due is None or due + CHANNEL_SOON + self.late >= self.until:
            if due is not None and posts and posts[0].at < due:
                yield f"summary at {posts[0].at}, due {due}"
            return
        if len(posts) != 1:
            yield f"{len(posts)} summaries, due {due}"
            return
        (summary,) = posts
        if not _is_at(summary.at, due, CHANNEL_SOON + self.late):
            yield f"summary at {summary.at}, due {due}"
        parents = self.parents[expected.day]
        if parents and summary.thread != parents[0].ts:
            yield "the summary is not in the thread"
        yield from self._figures(expected, summary.at, summary.words, "summary")
        if summary.changed:
            at, words = summary.changed[-1]
            yield from self._figures(expected, at, words, "last summary")
        if parents:
            yield from self._count(expected, parents[0])
        last = max((act.at for act in self.acts[expected.day]), default=due)
        if last > due and last + 4 * CHANNEL_SOON < self.until and not summary.changed:
            yield f"the summary was not refreshed after {last}"

    def _count(self, expected: Expected, parent: Post) -> Iterator[str]:
        at, words = parent.changed[-1] if parent.changed else (parent.at, parent.words)
        found = re.search(r"· (\d+)/(\d+)", words)
        answered, wanted, _, _ = self._tally(expected, at)
        if found is None or (int(found[1]), int(found[2])) != (answered, wanted):
            yield f"the thread says {words[:60]!r} at {at}, {answered}/{wanted} is right"

    def _figures(
        self, expected: Expected, at: dt.datetime, words: str, which: str
    ) -> Iterator[str]:
        found = re.search(r"(\d+) of (\d+) answered(?:, (\d+)(?: of them)? late)?", words)
        told = tuple(int(each or 0) for each in found.groups()) if found else None
        answered, wanted, late, missing = self._tally(expected, at)
        if told != (answered, wanted, late):
            yield f"{which} of {at} says {told}, right is {(answered, wanted, late)}"
        gone = re.search(r"(\d+) (?:\w+ )?without an answer", words)
        if int(gone[1] if gone else 0) != missing:
            yield f"{which} of {at} misses {gone and gone[1]}, right is {missing}"

    def _tally(self, expected: Expected, at: dt.datetime) -> tuple[int, int, int, int]:
        """Answered, expected, late, without an answer: as true at an instant."""
        crew = self.script.crew_of(self.plan)
        members = {member.handle: member for member in crew.members}
        answered = wanted = late = missing = 0
        asked = {ask.handle for ask in expected.asks}
        for act in self.acts[expected.day]:
            if act.kind == "ahead" and act.handle not in asked and act.at <= at:
                # Answered ahead and left before it began: what was said stands.
                answered, wanted = answered + 1, wanted + 1
        for ask in expected.asks:
            own = [a for a in self.acts[expected.day] if a.handle == ask.handle and a.at <= at]
            given = next((a for a in own if a.kind in {"answer", "ahead"}), None)
            if given is not None:
                answered, wanted = answered + 1, wanted + 1
                late += given.at >= ask.closes_at
            elif not own and members[ask.handle].holds(at):
                wanted += 1
                missing += at >= ask.closes_at
        return answered, wanted, late, missing


def _is_at(at: dt.datetime, due: dt.datetime | None, late: dt.timedelta) -> bool:
    return due is not None and due <= at <= due + late


def _general(script: Script, record: Record) -> Iterator[str]:
    """What holds of every message that Drumbeat sends by itself to a person: hours and budget.

    Nobody in these worlds asks anything of anybody, so every direct message is of that kind.
    """
    nudges: Counter[tuple[str, dt.date]] = Counter()
    handles = {person.handle for person in script.people}
    for post in record.posts:
        if post.to not in handles or post.thread:
            continue
        person = script.person(post.to)
        local = post.at.astimezone(person.zone_at(post.at))
        if not _is_question(script, post):
            nudges[post.to, local.date()] += 1
        if not person.hours[0] <= local.time() < person.hours[1]:
            yield f"{post.to} was written to at {local} of their time: {post.text!r}"
        crews = [c for c in script.crews if post.to in {m.handle for m in c.members}]
        if not any(is_workday(crew, local.date()) for crew in crews):
            yield f"{post.to} was written to on a day off, {local}: {post.text!r}"
        if person.is_away(local.date(), post.at - dt.timedelta(minutes=1)):
            yield f"{post.to} was written to while away, {local}: {post.text!r}"
    for (handle, day), count in nudges.items():
        if count > BUDGET:
            yield f"{handle} got {count} nudges on {day}"


def _is_question(script: Script, post: Post) -> bool:
    return any(post.text.startswith(f"{plan.name} for ") for plan in script.plans)

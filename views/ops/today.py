"""What `/ops` tells privately: the day, what was missed, the roster."""

import datetime as dt
from collections.abc import Sequence

from domain.standups.rounds import Attendance
from domain.teams import Role
from services.teams.missed import Missed, NotAsPlanned
from services.teams.roster import RoleGiven, Roster
from services.teams.today import StandupToday, Today
from storage.rosters import Listed
from storage.tables import Person
from views import blocks
from views.blocks import Block, Element, Message
from views.ops.words import role_name
from views.standups.preview import why_not
from views.tasks.facts import person_name
from views.words import Words

ROWS_MAX = 40
NAMES_MAX = 40


def today_message(found: Today, words: Words) -> Message:
    """The standups of the day in the reader's time, who is away, what is due."""
    day = words.day(found.day)
    head = words.say("Today, {day}", day=day)
    if found.place is not None:
        head = words.say("Today in #{channel}, {day}", channel=found.place.name, day=day)
    rows = [_standup(each, words, named=found.place is None) for each in found.standups]
    if found.away:
        rows.append(_labelled(words.say("Away"), _away(found, words)))
    rows.append(_labelled(words.say("Your tasks"), _tasks(found, words)))
    if found.team_due:
        due = words.count(
            "{n} task is due by tonight", "{n} tasks are due by tonight", found.team_due
        )
        rows.append(_labelled(words.say("The team"), due))
    if found.check_ins:
        asked = words.count(
            "{n} goal waits for your check-in: /goal check",
            "{n} goals wait for your check-in: /goal check",
            found.check_ins,
        )
        rows.append(_labelled(words.say("Your goals"), asked))
    shown: list[Block] = [blocks.line(blocks.bold(head)), blocks.bullets(*rows[:ROWS_MAX])]
    if not found.standups:
        hint = words.say("No standup here yet: /ops setup makes one.")
        shown.append(blocks.context(blocks.plain(hint)))
    return Message(blocks.escape(_text(head, rows)), shown)


def _labelled(label: str, text: str) -> list[Element]:
    return [blocks.bold(f"{label}: "), blocks.words(text)]


def _text(head: str, rows: Sequence[Sequence[Element]]) -> str:
    lines = ["".join(piece["text"] for piece in row) for row in rows]
    return blocks.cut("\n".join([head, *lines]), 3000)


def _standup(found: StandupToday, words: Words, *, named: bool) -> list[Element]:
    name = found.standup.name
    if named:
        name = f"{name} (#{found.place.name})"
    return _labelled(name, _asked(found, words))


def _asked(found: StandupToday, words: Words) -> str:
    if not found.is_on and found.next_at is not None:
        return words.say("not today; the next one begins {time}", time=words.moment(found.next_at))
    if not found.is_on:
        return words.say("paused") if found.standup.paused else words.say("not today")
    if found.state is Attendance.ANSWERED:
        return words.say("you have answered")
    if found.state is Attendance.SKIPPED:
        return words.say("you skip today")
    if found.window is not None:
        return words.say(
            "you are asked at {start}, until {end}",
            start=words.time(found.window.prompt_at),
            end=words.time(found.window.closes_at),
        )
    if found.excluded is not None:
        return words.say("you are not asked: {reason}", reason=why_not(found.excluded, words))
    if found.opens_at is not None:
        return words.say("begins at {time}", time=words.time(found.opens_at))
    return words.say("nobody is there")


def _away(found: Today, words: Words) -> str:
    told = []
    for each in found.away[:NAMES_MAX]:
        name = person_name(each.person, words)
        if not each.is_open and each.days.last > found.day:
            last = words.day(each.days.last, today=found.day)
            name = words.say("{name} (until {day})", name=name, day=last)
        told.append(name)
    return ", ".join(told)


def _tasks(found: Today, words: Words) -> str:
    if not found.due and not found.overdue:
        return words.say("nothing is due")
    told = []
    if found.due:
        told.append(words.count("{n} due today", "{n} due today", found.due))
    if found.overdue:
        told.append(words.count("{n} overdue", "{n} overdue", found.overdue))
    return ", ".join(told)


# --- what was missed ----------------------------------------------------------------------------


def missed_message(found: Missed, words: Words, now: dt.datetime) -> Message:
    """What did not come as planned, with the reason, newest first."""
    values = {"channel": found.place.name}
    if not found.found:
        text = words.count(
            "#{channel}: everything came as planned in the last {n} day.",
            "#{channel}: everything came as planned in the last {n} days.",
            found.days,
            **values,
        )
        return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])
    head = words.count(
        "#{channel}: what did not come as planned in the last {n} day",
        "#{channel}: what did not come as planned in the last {n} days",
        found.days,
        **values,
    )
    rows = [_amiss(each, words, now) for each in found.found[:ROWS_MAX]]
    shown: list[Block] = [blocks.line(blocks.bold(head)), blocks.bullets(*rows)]
    if len(found.found) > ROWS_MAX:
        more = len(found.found) - ROWS_MAX
        text = words.count("… and {n} more", "… and {n} more", more)
        shown.append(blocks.context(blocks.plain(text)))
    return Message(blocks.escape(_text(head, rows)), shown)


def _amiss(each: NotAsPlanned, words: Words, now: dt.datetime) -> list[Element]:
    row = each.occurrence
    when = words.moment(row.due_at, today=words.today(now))
    told = {
        "missed": words.say("missed: Drumbeat was not running in time"),
        "skipped": words.say("skipped: nobody was there"),
        "late": words.say("late by {minutes} min", minutes=_minutes(row.at - row.due_at)),
    }[row.outcome]
    return [blocks.bold(f"{when} {each.name}: "), blocks.words(told)]


def _minutes(late: dt.timedelta) -> int:
    return max(1, round(late.total_seconds() / 60))


# --- the roster ---------------------------------------------------------------------------------


def roster_message(found: Roster, words: Words) -> Message:
    """Who is in the team in which part, and how to change that."""
    head = words.count(
        "#{channel}: {n} person",
        "#{channel}: {n} people",
        len(found.listed),
        channel=found.place.name,
    )
    rows = [_part(part, people, words) for part, people in _by_part(found.listed)]
    shown: list[Block] = [blocks.line(blocks.bold(head))]
    if rows:
        shown.append(blocks.bullets(*rows))
    if found.left_out:
        names = _names(found.left_out, words)
        text = words.say("In the channel, not on the list: {names}", names=names)
        shown.append(blocks.context(blocks.plain(blocks.cut(text, 2000))))
    hint = words.say(
        "Everybody in the channel is a member; guests are if you add them. Change it: "
        "/ops roster @eve member, optional, observer or off; /ops lead @ana; /ops deputy @bo"
    )
    shown.append(blocks.context(blocks.plain(hint)))
    return Message(blocks.escape(_text(head, rows)), shown)


def _by_part(listed: Sequence[Listed]) -> list[tuple[Role, list[Person]]]:
    shown = (Role.LEAD, Role.DEPUTY, Role.MEMBER, Role.OPTIONAL, Role.OBSERVER)
    found = [
        (role, [each.person for each in listed if (each.role or Role.MEMBER) == role])
        for role in shown
    ]
    return [(role, people) for role, people in found if people]


def _part(role: Role, people: Sequence[Person], words: Words) -> list[Element]:
    return _labelled(role_name(role, words), _names(people, words))


def _names(people: Sequence[Person], words: Words) -> str:
    shown = ", ".join(person_name(person, words) for person in people[:NAMES_MAX])
    more = len(people) - NAMES_MAX
    return shown if more <= 0 else shown + words.count(" and {n} more", " and {n} more", more)


def role_given(given: RoleGiven, words: Words) -> Message:
    """Somebody has another part now."""
    text = words.say(
        "{name} in #{channel}: {role}",
        name=person_name(given.person, words),
        channel=given.place.name,
        role=role_name(given.role, words),
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])

"""What people answer to a nudge: got it, less of this, more again, why."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from domain.nudges.levels import LEVELS
from domain.nudges.levels import less_of as next_lower
from domain.nudges.values import Kind, Level, Why
from services.history import record
from services.nudges.collect import revision_at
from services.nudges.digest import Line, keys_of
from services.nudges.reach import Reach, reach_of
from services.nudges.wake import look_at_people, redraw_message
from services.scene import Scene
from storage import goals as goal_store
from storage import nudge_sources, nudges, people
from storage.tables import NudgeSent, Person

WHY_FOR = dt.timedelta(days=7)
"""So far back "why did I get this" tells."""
MESSAGES_MAX = 10


@dataclass(frozen=True, slots=True)
class Quieter:
    """How often a kind nudges the person now, and how often before."""

    kind: Kind
    level: Level
    before: Level


@dataclass(frozen=True, slots=True)
class Silenced:
    """What the person acknowledged, or wants to hear of again."""

    sent_id: int
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one thing was told: `title` is "" if the person may no longer see it."""

    subject: str
    title: str
    kind: Kind
    why: Why
    due: dt.date | None
    workdays: int | None
    covers: Person | None
    level: Level


@dataclass(frozen=True, slots=True)
class Reasoned:
    """One message that Drumbeat started by itself, with its reasons."""

    at: dt.datetime
    is_digest: bool
    reasons: tuple[Reason, ...]


# --- got it ---------------------------------------------------------------------------------------


def acknowledge(session: Session, scene: Scene, sent_id: int) -> Silenced:
    """Silence everything that a message to the person tells until it changes."""
    sent = _own(session, scene, sent_id)
    if sent is None:
        return Silenced(sent_id, ())
    revisions = _revisions(session, sent)
    nudges.silence(session, scene.person_id, revisions, scene.now)
    return _answered(session, scene, sent, "acknowledge", tuple(revisions))


def hear_again(session: Session, scene: Scene, sent_id: int) -> Silenced:
    """Take that back."""
    sent = _own(session, scene, sent_id)
    if sent is None:
        return Silenced(sent_id, ())
    subjects = tuple(line["subject"] for line in sent.lines)
    nudges.unsilence(session, scene.person_id, subjects)
    return _answered(session, scene, sent, "hear_again", subjects)


def _own(session: Session, scene: Scene, sent_id: int) -> NudgeSent | None:
    sent = nudges.find_sent(session, sent_id)
    return sent if sent is not None and sent.person_id == scene.person_id else None


def _answered(
    session: Session, scene: Scene, sent: NudgeSent, verb: str, subjects: tuple[str, ...]
) -> Silenced:
    record(session, scene, verb, ("nudge", sent.id or 0), {"subjects": [None, list(subjects)]})
    look_at_people(session, scene.workspace_id, [scene.person_id], scene.now)
    redraw_message(session, scene.workspace_id, sent, scene.now)
    return Silenced(sent.id or 0, subjects)


def _revisions(session: Session, sent: NudgeSent) -> dict[str, int]:
    """The revision that each subject of a message has now, as nudges carry it."""
    found: dict[str, int] = {}
    for letter in nudge_sources.CHANGING:
        keys = keys_of(sent.lines, letter)
        changed = nudge_sources.changed_at(session, letter, sent.workspace_id, keys)
        for line in sent.lines:
            at = changed.get(int(line["key"])) if line["subject"].startswith(letter) else None
            if at is not None:
                found[line["subject"]] = revision_at(at)
    return found


# --- less and more --------------------------------------------------------------------------------


def less(session: Session, scene: Scene, kind: Kind) -> Quieter:
    """Nudge the person less of a kind: one step down."""
    reach = reach_of(session, scene.person, scene.now)
    before = _level(reach, kind)
    return _set_level(session, scene, kind, next_lower(kind, before), before)


def more_again(session: Session, scene: Scene, kind: Kind, level: Level) -> Quieter:
    """Nudge the person of a kind as often as before; never more than their profile says."""
    reach = reach_of(session, scene.person, scene.now)
    wanted = level if level in LEVELS[kind] else LEVELS[kind][0]
    return _set_level(session, scene, kind, wanted, _level(reach, kind))


def _level(reach: Reach, kind: Kind) -> Level:
    """How often a kind nudges the person at most, whatever the team."""
    levels = [reach.level(kind, team) for team in (None, *reach.teams.values())]
    return min(levels, key=LEVELS[kind].index)


def _set_level(session: Session, scene: Scene, kind: Kind, level: Level, before: Level) -> Quieter:
    is_usual = level is LEVELS[kind][0]
    nudges.set_less(session, scene.person_id, kind.value, None if is_usual else level.value)
    changes = {f"less {kind.value}": [before.value, level.value]}
    record(session, scene, "less", ("person", scene.person_id), changes)
    look_at_people(session, scene.workspace_id, [scene.person_id], scene.now)
    return Quieter(kind, level, before)


# --- why ------------------------------------------------------------------------------------------


def why_of(session: Session, scene: Scene) -> list[Reasoned]:
    """What the person was told lately and why, newest first."""
    sent = nudges.sent_to(session, [scene.person_id], scene.now - WHY_FOR)[-MESSAGES_MAX:]
    if not sent:
        return []
    lines = [line for each in sent for line in each.lines]
    titles = _titles(session, scene, lines)
    covered = {int(line["covers"]) for line in lines if line["covers"]}
    known = people.people_of(session, scene.workspace_id, covered)
    reach = reach_of(session, scene.person, scene.now)
    return [
        Reasoned(
            each.at,
            each.digest,
            tuple(_reason(line, titles, known, reach) for line in each.lines),
        )
        for each in reversed(sent)
    ]


def _reason(
    line: Line, titles: Mapping[str, str], known: Mapping[int, Person], reach: Reach
) -> Reason:
    kind = Kind(line["kind"])
    return Reason(
        line["subject"],
        titles.get(line["subject"], ""),
        kind,
        Why(line["why"]),
        dt.date.fromisoformat(line["due"]) if line["due"] else None,
        int(line["workdays"]) if line["workdays"] else None,
        known.get(int(line["covers"])) if line["covers"] else None,
        _level(reach, kind),
    )


def _titles(session: Session, scene: Scene, lines: Sequence[Line]) -> dict[str, str]:
    """The titles of what the person may still see."""
    workspace_id = scene.workspace_id
    tasks = nudge_sources.seen_tasks(session, workspace_id, keys_of(lines, "T"), scene.audience)
    goals = goal_store.goal_facts_by_id(session, workspace_id, keys_of(lines, "G"))
    blockers = nudge_sources.blockers_by_id(session, workspace_id, keys_of(lines, "B"))
    found = {f"T{task.number}": task.title for task in tasks.values()}
    found |= {f"B{blocker.number}": blocker.title for blocker in blockers.values()}
    found |= {f"G{each.goal.number}": each.goal.title for each in goals.values()}
    for line in lines:
        if line["subject"].startswith("S"):
            seat = nudge_sources.find_seat(session, int(line["key"]), scene.person_id)
            found[line["subject"]] = seat.standup.name if seat else ""
    return found

"""What was answered lately, and how many took part, as the reader may see it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.people import PersonRef
from domain.rhythm_errors import NoSuchStandup
from domain.standups.answers import share_answered
from domain.standups.values import Standup as Definition
from services.scene import Scene
from services.standups.choose import may_see_standup
from services.standups.stored import definition_of
from services.tasks.resolve import resolve_person
from storage import answers as answer_store
from storage import people
from storage import standups as store
from storage.tables import Answer, Person, Round, Standup

ANSWERS = 40
"""So many answers are read for one list; Slack's budget for a message holds fewer."""


@dataclass(frozen=True, slots=True)
class Past:
    """Answers newest first; `share` is of these days, `before` of as many days before them, and
    `by_round` is (answered, expected) of each round, oldest first."""

    standup: Standup
    definition: Definition
    days: int
    asked: tuple[Person, ...]
    answers: tuple[tuple[Answer, Round, Person], ...]
    share: float | None
    before: float | None
    by_round: tuple[tuple[int, int], ...]


def past_of(
    session: Session, scene: Scene, standup: Standup, refs: Sequence[PersonRef], days: int
) -> Past:
    """The last `days` of a standup, of these people or of all; raises NoSuchStandup."""
    if not may_see_standup(session, scene, standup):
        raise NoSuchStandup(standup.name)
    asked = [resolve_person(session, scene, ref) for ref in refs]
    ids = [person.id or 0 for person in asked]
    today = scene.now.astimezone(ZoneInfo(scene.person.zone)).date()
    since = today - dt.timedelta(days=days - 1)
    standup_id = standup.id or 0
    found = answer_store.answers_since(session, standup_id, since, ids, ANSWERS)
    known = people.people_of(session, scene.workspace_id, [answer.person_id for answer, _ in found])
    earlier = since - dt.timedelta(days=days)
    counts = store.turnout_since(session, standup_id, earlier, ids)
    now = [(got, wanted) for day, got, wanted in counts if day >= since]
    before = [(got, wanted) for day, got, wanted in counts if day < since]
    return Past(
        standup=standup,
        definition=definition_of(standup),
        days=days,
        asked=tuple(asked),
        answers=tuple((answer, made, known[answer.person_id]) for answer, made in found),
        share=share_answered(now),
        before=share_answered(before),
        by_round=tuple(now),
    )

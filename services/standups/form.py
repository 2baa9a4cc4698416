"""The form of a standup: what stands in it, and what a sent one means."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.dates.values import Clock
from domain.errors import BadInput
from domain.people import PersonRef
from domain.rhythm_errors import StandupDaysRefused
from domain.standups.definition import plan_standup
from domain.standups.lines.new import parse_clock, parse_days
from domain.standups.lines.values import NewStandup
from domain.standups.values import Part, Question, QuestionKind, Zones
from domain.standups.values import Standup as Definition
from services.scene import Scene
from services.standups import define
from services.standups.define import Defined
from services.standups.stored import definition_of
from services.tasks.resolve import resolve_person
from storage import conversations, people
from storage import standups as store
from storage.tables import Standup, Team

MOOD, NAMES = "mood", "names"
"""Options that can be ticked."""


@dataclass(frozen=True, slots=True)
class StandupFields:
    """The fields as they come from the form; `usual` has the questions in the usual words of the
    reader's language, which are kept as kinds."""

    name: str
    questions: str
    days: str
    prompt: str
    closes: str
    zones: str
    reminder: str
    options: str
    optional: str
    observers: str
    usual: Mapping[str, QuestionKind]


@dataclass(frozen=True, slots=True)
class ShownStandup:
    """What the form of an existing standup shows; people are Slack ids."""

    standup: Standup
    definition: Definition
    optional: tuple[str, ...]
    observers: tuple[str, ...]


def shown_standup(session: Session, scene: Scene, standup: Standup) -> ShownStandup:
    """The form of a standup; raises NotAllowed."""
    team = conversations.get_team(session, scene.workspace_id, standup.team_id)
    define.allow(session, scene, team)
    parts = store.parts_of_standup(session, standup.id or 0)
    known = people.people_of(session, scene.workspace_id, list(parts))

    def those(part: Part) -> tuple[str, ...]:
        return tuple(known[each].slack_id for each, its in parts.items() if its == part)

    return ShownStandup(standup, definition_of(standup), those(Part.OPTIONAL), those(Part.OBSERVER))


def new_from_form(session: Session, scene: Scene, fields: StandupFields) -> Defined:
    """A new standup for the scene's place; raises the errors of `define_standup`."""
    team, _ = define.spot_of(session, scene, NewStandup(fields.name))
    define.allow(session, scene, team)
    planned = _planned(scene, team, fields)
    return define.write_new(session, scene, team, planned, _parts(session, scene, fields))


def change_from_form(
    session: Session, scene: Scene, standup: Standup, fields: StandupFields
) -> Defined:
    """An existing standup as the form says; raises the same."""
    team = conversations.get_team(session, scene.workspace_id, standup.team_id)
    planned = _planned(scene, team, fields, standup)
    wanted = _parts(session, scene, fields)
    result = define.change_standup(session, scene, standup, "change", define.columns_of(planned))
    before = store.parts_of_standup(session, standup.id or 0)
    named = {each: part for each, part in before.items() if part in _NAMED}
    for person_id in {*named, *wanted}:
        if named.get(person_id) != wanted.get(person_id):
            store.set_part(session, standup.id or 0, person_id, wanted.get(person_id))
    return replace(result, people=define.defined(session, result.standup).people)


_NAMED = frozenset({Part.OPTIONAL.value, Part.OBSERVER.value})


def _parts(session: Session, scene: Scene, fields: StandupFields) -> dict[int, str]:
    found: dict[int, str] = {}
    for part, ids in ((Part.OPTIONAL, fields.optional), (Part.OBSERVER, fields.observers)):
        for slack_id in ids.split():
            person = resolve_person(session, scene, PersonRef(slack_id=slack_id))
            found[person.id or 0] = part.value
    return found


def _planned(
    scene: Scene, team: Team, fields: StandupFields, before: Standup | None = None
) -> Definition:
    today = scene.now.astimezone(ZoneInfo(team.zone)).date()
    days = parse_days(fields.days) if fields.days.strip() else None
    if fields.days.strip() and days is None:
        raise StandupDaysRefused(fields.days, "unreadable")
    lines = [line.strip() for line in fields.questions.splitlines() if line.strip()]
    planned = plan_standup(
        fields.name,
        today=today,
        days=replace(days, at=None) if days else None,
        prompt=_clock(fields.prompt, "prompt"),
        close=_clock(fields.closes, "closes"),
        zones=Zones(fields.zones) if fields.zones else None,
        questions=lines,
        reminder=_minutes(fields.reminder),
        mood=MOOD in fields.options.split(),
        name_missing=NAMES in fields.options.split(),
    )
    if before is not None:
        planned = _still(planned, definition_of(before))
    questions = tuple(_usual(question, fields.usual) for question in planned.questions)
    return replace(planned, questions=questions)


def _still(planned: Definition, before: Definition) -> Definition:
    """ "Every 2 weeks" goes on counting from where it began."""
    same = replace(before.days, start=None) == replace(planned.days, start=None)
    return replace(planned, days=before.days) if same else planned


def _usual(question: Question, usual: Mapping[str, QuestionKind]) -> Question:
    kind = usual.get(question.text)
    return Question(kind) if kind is not None else question


def _clock(text: str, field: str) -> Clock | None:
    if not text.strip():
        return None
    clock = parse_clock(text)
    if clock is None:
        raise BadInput(field, "unreadable", text)
    return clock


def _minutes(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdigit():
        raise BadInput("reminder", "unreadable", text)
    return int(text)

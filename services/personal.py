"""Personal settings: language, hours, nudges. What is not set comes from Slack or the team."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.languages import Language
from domain.personal import QUIET, Hours, Nudges, plan_hours, plan_work
from services.history import record
from services.home import refresh_home
from services.scene import Scene
from services.teams.rhythm import look_again_at_person
from storage import people
from storage.tables import Person

UNSET = "unset"
"""The choice that leaves it to Slack (the language) or to the team (nudges)."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of the form; times are HH:MM, "" is an empty field."""

    language: str = UNSET
    works_from: str = ""
    works_until: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    nudges: str = UNSET


def quiet_of(person: Person) -> Hours:
    """When Drumbeat does not write to a person by itself."""
    if person.quiet_from is None or person.quiet_until is None:
        return QUIET
    return Hours(person.quiet_from, person.quiet_until)


def fields_of(person: Person) -> Fields:
    """The form as the present settings fill it."""
    quiet = quiet_of(person)
    return Fields(
        language=person.language or UNSET,
        works_from=_written(person.works_from),
        works_until=_written(person.works_until),
        quiet_from=_written(quiet.start),
        quiet_until=_written(quiet.end),
        nudges=person.nudges or UNSET,
    )


def save_settings(session: Session, scene: Scene, fields: Fields) -> None:
    """Write what differs; raises HoursIncomplete and HoursReversed."""
    wanted = _wanted(fields)
    person = people.get_person(session, scene.workspace_id, scene.person_id)
    changes = {
        name: [_kept(getattr(person, name)), _kept(value)]
        for name, value in wanted.items()
        if getattr(person, name) != value
    }
    if not changes:
        return
    people.change_person(session, scene.person_id, wanted)
    record(session, scene, "settings", ("person", scene.person_id), changes)
    refresh_home(session, scene, scene.person_id)
    look_again_at_person(session, scene.workspace_id, scene.person_id, scene.now)


def _wanted(fields: Fields) -> dict[str, Any]:
    work = plan_work(_hours(fields.works_from, fields.works_until, "works"))
    quiet = _hours(fields.quiet_from, fields.quiet_until, "quiet")
    # The usual hours stay unset, so that they follow when the usual ones change.
    quiet = None if quiet == QUIET else quiet
    return {
        "language": None if fields.language == UNSET else Language(fields.language).value,
        "works_from": work.start if work else None,
        "works_until": work.end if work else None,
        "quiet_from": quiet.start if quiet else None,
        "quiet_until": quiet.end if quiet else None,
        "nudges": None if fields.nudges == UNSET else Nudges(fields.nudges).value,
    }


def _hours(start: str, end: str, name: str) -> Hours | None:
    return plan_hours(_read(start), _read(end), (f"{name}_from", f"{name}_until"))


def _read(written: str) -> dt.time | None:
    return dt.time.fromisoformat(written) if written else None


def _written(time: dt.time | None) -> str:
    return f"{time:%H:%M}" if time else ""


def _kept(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, dt.time) else value

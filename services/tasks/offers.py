"""Offers of tasks in columns: what begins and ends one, and who is told of it.

An offered task stays on its owner's list until the person asked has accepted
(docs/decisions/0010-hand-over.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from domain.errors import NoSuchStep, UndoConflict
from domain.hand_over import Offer, State, may_offer
from domain.tasks import CLOSED, Status
from services.scene import Scene
from services.tasks.cards import CARD
from services.tasks.resolve import name_of
from storage import activity, deliveries, people
from storage.deliveries import Wish
from storage.tables import Activity, Person, Task
from storage.tasks import TaskFacts

NEWS = "task_news"
"""The kind of delivery that says once how a hand-over went on."""
NO_DATE: Mapping[str, Any] = MappingProxyType({"asked_date": None, "asked_at": None})
NO_OFFER: Mapping[str, Any] = MappingProxyType(
    {"offered_to_id": None, "given_by_id": None, **NO_DATE}
)

REVIVING = frozenset({"undo", "release"})
"""Verbs that bring back what was before: the card that asked then asks again."""


def name_owner(scene: Scene, task: Task, person: Person | None) -> dict[str, Any]:
    """The columns that change when somebody is named as the owner of an existing task.

    Whoever names themselves takes it, to anybody else it is offered; naming the present owner ends
    an offer. Raises NoSuchStep for a closed task.
    """
    if person is None or person.id == task.owner_id:
        return {"owner_id": person.id if person else None, **NO_OFFER}
    closed = Status(task.status) in CLOSED
    if not may_offer(task.owner_id, person.id or 0, is_closed=closed):
        raise NoSuchStep(task.status, Status.OPEN.value, task.number)
    if person.id == scene.person_id:
        return {"owner_id": person.id, **NO_OFFER}
    if person.id == task.offered_to_id:
        return dict(NO_DATE)
    return {"offered_to_id": person.id, "given_by_id": scene.person_id, **NO_DATE}


def with_offer_ended(task: Task, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is wanted, and the end of an offer if the task is closed or goes to somebody
    (`hand_over.Step.SUPERSEDE`)."""
    if task.offered_to_id is None:
        return wanted
    moves = wanted.get("owner_id", task.owner_id) != task.owner_id
    withdrawn = wanted.get("offered_to_id", task.offered_to_id) is None
    if moves or withdrawn or wanted.get("closed_at") is not None:
        return {**NO_OFFER, **wanted}
    return wanted


def offer_of(task: Task) -> Offer | None:
    """The offer that waits for an answer."""
    if task.offered_to_id is None:
        return None
    state = State.OFFERED if task.asked_date is None else State.DATE_SUGGESTED
    return Offer(task.owner_id, task.offered_to_id, state, task.asked_date)


def last_offer(session: Session, task: Task) -> tuple[Offer, Activity] | None:
    """The newest offer that is over, and the line of history that ended it."""
    for line in activity.history(session, task.workspace_id, ("task", task.id or 0)):
        asked, instead = line.changes.get("offered_to_id", (None, None))
        if asked is not None and instead != asked:
            giver = line.changes.get("owner_id", [task.owner_id])[0]
            return Offer(giver, asked, _how_it_ended(line, asked)), line
    return None


def _how_it_ended(line: Activity, asked: int) -> State:
    if line.changes.get("owner_id", (None, None))[1] == asked:
        return State.ACCEPTED
    return State.DECLINED if line.verb == "decline" else State.WITHDRAWN


def refuse_old_offer(session: Session, task: Task, wanted: Mapping[str, Any], undoes: str) -> None:
    """Raise UndoConflict if an offer would come back to life although the task is closed or has
    gone to somebody since it ended."""
    asked = wanted.get("offered_to_id")
    if asked is None:
        return
    still_closed = wanted.get("closed_at", task.closed_at) is not None
    if still_closed or people.get_person(session, task.workspace_id, asked).is_deleted:
        raise UndoConflict(("offered_to_id",), None, task.number)
    for line in activity.history(session, task.workspace_id, ("task", task.id or 0)):
        if line.change_group == undoes:
            return
        taken_back = activity.is_undone(session, task.workspace_id, line.change_group)
        if "owner_id" in line.changes and not line.undoes and not taken_back:
            by = people.get_person(session, task.workspace_id, line.actor_id)
            raise UndoConflict(("owner_id",), name_of(by), task.number)


# --- who is told ----------------------------------------------------------------------------------


def tell_of_offer(
    session: Session,
    scene: Scene,
    before: Task,
    facts: TaskFacts,
    line: Mapping[str, Any],
    *,
    verb: str,
) -> None:
    """After a change (its fields in `line`): ask whoever is asked now, and tell those who waited
    how it ended. What an undo asks again is asked by the card that asked before."""
    after = facts.task
    undone = verb in REVIVING
    if "offered_to_id" in line and after.offered_to_id is None:
        _tell_end(session, scene, before, facts, verb)
    elif "offered_to_id" in line and undone:
        if "owner_id" not in line and after.offered_to_id == scene.person_id:
            waiting = {after.given_by_id, after.owner_id}
            _tell(session, scene, facts, waiting, "undecided")
    elif "offered_to_id" in line:
        _ask(session, scene, facts, facts.offered_to, {"offer": scene.change_group})
    elif line.keys() & NO_DATE.keys() and after.asked_date is not None and not undone:
        _ask(session, scene, facts, facts.given_by, {"asked": scene.change_group})
    elif "asked_date" in line and not undone:
        payload = {"offer": scene.change_group, "keeps_date": True}
        _ask(session, scene, facts, facts.offered_to, payload)


def _ask(
    session: Session, scene: Scene, facts: TaskFacts, whom: Person | None, payload: dict[str, Any]
) -> None:
    if whom is None or whom.id == scene.person_id:
        return
    (slot,) = (f"{name} {group}" for name, group in payload.items() if name != "keeps_date")
    payload = {**payload, "by": scene.person_id}
    wish = Wish(CARD, whom.slack_id, facts.task.id or 0, slot=slot, payload=payload)
    deliveries.want(session, scene.workspace_id, wish, scene.now)


def _tell_end(session: Session, scene: Scene, before: Task, facts: TaskFacts, verb: str) -> None:
    """The answer of the one asked is news to the giver and the old owner, a yes to another date to
    the one asked; whoever takes an offer back need tell nobody, since the card shows it."""
    asked = before.offered_to_id
    accepted = facts.task.owner_id == asked
    if accepted and asked != scene.person_id:
        _tell(session, scene, facts, {asked}, "agreed")
    elif scene.person_id == asked and verb not in REVIVING:
        answers = {"decline": "declined", "leave": "left"}
        what = "accepted" if accepted else answers.get(verb, "declined")
        reason = scene.origin if verb == "decline" else ""
        waiting = {before.given_by_id, before.owner_id} - {asked}
        _tell(session, scene, facts, waiting, what, reason=reason)


def tell_old_owner(session: Session, scene: Scene, before: Task, facts: TaskFacts) -> None:
    """A task has left somebody's list by another person's act: they hear of it."""
    old = before.owner_id
    if before.offered_to_id == scene.person_id:
        return  # An offer accepted is told already.
    new = facts.task.owner_id
    what = "freed" if new is None else "accepted" if new == scene.person_id else "given"
    _tell(session, scene, facts, {old}, what)


def _tell(
    session: Session,
    scene: Scene,
    facts: TaskFacts,
    whom: set[int | None],
    what: str,
    *,
    reason: str = "",
) -> None:
    payload = {"what": what, "by": scene.person_id, "reason": reason}
    task_id = facts.task.id or 0
    for person_id in sorted(person_id for person_id in whom if person_id is not None):
        person = people.get_person(session, scene.workspace_id, person_id)
        if person.id == scene.person_id or person.is_deleted:
            continue
        wish = Wish(NEWS, person.slack_id, task_id, slot=scene.change_group, payload=payload)
        deliveries.want(session, scene.workspace_id, wish, scene.now)


# --- what became of a question --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a card puts to its reader: it waits, or `ended` tells what settled it."""

    waits: bool
    ended: Activity | None = None


def became_of_offer(session: Session, task: Task, reader: Person, group: str) -> Asked:
    """What became of the offer that the request `group` made to this person."""
    return _became(session, task, "offered_to_id", reader.id, group)


def became_of_date(session: Session, task: Task, group: str) -> Asked:
    """What became of the date that the request `group` suggested."""
    return _became(session, task, "asked_date", None, group)


def _became(session: Session, task: Task, field: str, value: int | None, group: str) -> Asked:
    """Follow a column since the request that set it; an undo of its end revives the question."""
    lines = activity.history(session, task.workspace_id, ("task", task.id or 0))
    ended: Activity | None = None
    since = [*_until(lines, group)]
    for line in reversed(since):
        before, after = line.changes.get(field, (None, None))
        if before == after:
            continue
        if after is None or (value is not None and after != value):
            ended = ended or line
        elif ended is not None and _revives(line, ended):
            ended = None
        elif ended is not None or value is None:
            # Asked anew: another card puts that question.
            ended = ended or line
            break
    present = getattr(task, field)
    waits = ended is None and (present is not None if value is None else present == value)
    return Asked(waits, ended)


def _revives(line: Activity, ended: Activity) -> bool:
    """Whether a line takes back the one that settled a question."""
    if line.verb == "release":
        return ended.verb == "take" and ended.origin == line.origin
    return line.undoes == ended.change_group


def _until(lines: list[Activity], group: str) -> list[Activity]:
    """The lines after those of a request, newest first."""
    found: list[Activity] = []
    for line in lines:
        if line.change_group == group:
            return found
        found.append(line)
    return found

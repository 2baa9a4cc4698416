"""Hand-over: offer a task, and answer an offer: accept, decline, another date, take back."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain import hand_over
from domain.dates import Due, When
from domain.errors import (
    GiverGone,
    NoOffer,
    NoSuchTask,
    NothingSuggested,
    NotYourAnswer,
    OfferOver,
    PersonCannotOwn,
)
from domain.hand_over import Offer, Refusal, Side, State, Step
from domain.people import PersonRef
from domain.tasks import Action, may
from services.scene import Origin, Scene, enter, zone_of
from services.tasks.change import Changed, allow, apply_changes, standing_of
from services.tasks.offers import NO_DATE, NO_OFFER, last_offer, name_owner, offer_of
from services.tasks.resolve import (
    DueColumns,
    due_columns,
    name_of,
    place_of,
    resolve_due,
    resolve_owner,
)
from services.tasks.verbs import due_fields, each_task, team_of
from storage import people, task_offers
from storage import tasks as store
from storage.tables import Person, Task, Workspace
from storage.tasks import TaskFacts

SHOWN = 10
"""So many questions are shown above a list; who answers one sees the next."""
EVERY = 10_000
VERBS = {
    Step.ACCEPT: "accept",
    Step.DECLINE: "decline",
    Step.SUGGEST: "suggest",
    Step.AGREE: "agree",
    Step.INSIST: "insist",
    Step.WITHDRAW: "take_back",
}


def hand_tasks(
    session: Session, scene: Scene, numbers: Iterable[int], ref: PersonRef
) -> list[Changed]:
    """Offer tasks to a person; whoever hands a task to themselves has it at once."""
    return each_task(session, scene, numbers, lambda task: hand_task(session, scene, task, ref))


def hand_task(session: Session, scene: Scene, task: Task, ref: PersonRef) -> Changed:
    """Offer one task; raises NoSuchStep if it is closed."""
    person = resolve_owner(session, scene, ref, place_of(session, task))
    if person.id != scene.person_id:
        allow(session, scene, task, Action.HAND_OVER)
        return apply_changes(session, scene, task, "hand", name_owner(scene, task, person))
    if task.offered_to_id == scene.person_id:
        return answer(session, scene, task, Step.ACCEPT)
    allow(session, scene, task, Action.TAKE)
    verb = "take_back" if task.owner_id == scene.person_id else "take"
    return apply_changes(session, scene, task, verb, name_owner(scene, task, person))


def accept_tasks(session: Session, scene: Scene, numbers: Iterable[int]) -> list[Changed]:
    """Take over what was offered; from its giver, agree to the date suggested instead."""
    return _each(session, scene, numbers, lambda task: accept_task(session, scene, task))


def accept_task(session: Session, scene: Scene, task: Task) -> Changed:
    """The same for one task."""
    step = Step.AGREE if _is_asked_for_date(scene, task) else Step.ACCEPT
    return answer(session, scene, task, step)


def decline_tasks(
    session: Session, scene: Scene, numbers: Iterable[int], reason: str = ""
) -> list[Changed]:
    """Leave what was offered with its giver; from its giver, insist on the present date."""
    return _each(session, scene, numbers, lambda task: decline_task(session, scene, task, reason))


def decline_task(session: Session, scene: Scene, task: Task, reason: str = "") -> Changed:
    """The same for one task; history keeps the reason."""
    if _is_asked_for_date(scene, task):
        return answer(session, scene, task, Step.INSIST)
    return answer(session, replace(scene, origin=reason), task, Step.DECLINE)


def suggest_dates(
    session: Session, scene: Scene, numbers: Iterable[int], when: When
) -> list[Changed]:
    """Say that one would take tasks over, but for another date."""

    def suggest(task: Task) -> Changed:
        due = resolve_due(scene, team_of(session, scene, task), when)
        return suggest_date(session, scene, task, due)

    return _each(session, scene, numbers, suggest)


def suggest_date(session: Session, scene: Scene, task: Task, due: DueColumns) -> Changed:
    """The same for one task and a date in columns; raises GiverGone if nobody could agree."""
    if task.offered_to_id == scene.person_id and task.given_by_id is not None:
        giver = people.get_person(session, scene.workspace_id, task.given_by_id)
        if giver.is_deleted:
            raise GiverGone(task.number, name_of(giver))
    return answer(session, scene, task, Step.SUGGEST, due)


def answer(
    session: Session, scene: Scene, task: Task, step: Step, due: DueColumns | None = None
) -> Changed:
    """Take a step of `domain.hand_over`; one that was taken before changes nothing.

    Raises NoOffer, OfferOver, NotYourAnswer and NothingSuggested.
    """
    offer, over_by = offer_of(task), ""
    if offer is None:
        past = last_offer(session, task)
        if past is None:
            raise NoOffer(task.number)
        offer, line = past
        over_by = name_of(people.get_person(session, scene.workspace_id, line.actor_id))
    side = _side_of(session, scene, task, offer)
    found = hand_over.plan_step(offer, step, side, due.due_date if due else None)
    if found is Refusal.OVER:
        raise OfferOver(task.number, offer.state.value, over_by)
    if found is Refusal.NOT_YOURS:
        raise NotYourAnswer(task.number, _awaited(session, scene, task, offer))
    if found is Refusal.NOTHING_SUGGESTED:
        raise NothingSuggested(task.number)
    assert isinstance(found, Offer)  # noqa: S101 - every refusal is told above
    if not offer.is_open and offer.state is State.ACCEPTED and task.owner_id != offer.receiver:
        raise OfferOver(task.number, offer.state.value, over_by)
    wanted = _columns(session, scene, task, found, due) if offer.is_open else {}
    return apply_changes(session, scene, task, VERBS[step], wanted)


def _columns(
    session: Session, scene: Scene, task: Task, after: Offer, due: DueColumns | None
) -> dict[str, Any]:
    """What the task is like when an offer has come to this state."""
    if after.state is State.DATE_SUGGESTED:
        return {"asked_date": after.date, "asked_at": due.due_at if due else task.asked_at}
    if after.is_open:
        return dict(NO_DATE)
    if after.state is not State.ACCEPTED:
        return dict(NO_OFFER)
    receiver = people.get_person(session, scene.workspace_id, after.receiver)
    if receiver.is_deleted:
        raise PersonCannotOwn("deactivated", name_of(receiver))
    wanted = {"owner_id": hand_over.holder(after), **NO_OFFER}
    if after.date is not None:
        zone = zone_of(scene, team_of(session, scene, task))
        wanted |= due_fields(due_columns(Due(after.date, task.asked_at), zone))
    return wanted


def _side_of(session: Session, scene: Scene, task: Task, offer: Offer) -> Side | None:
    """Whose word the acting person can give: their own, or that of the giver."""
    if offer.receiver == scene.person_id:
        return Side.RECEIVER
    if scene.person_id in {offer.giver, task.given_by_id}:
        return Side.GIVER
    speaks = may(Action.HAND_OVER, standing_of(session, scene, task))
    return Side.GIVER if speaks else None


def _awaited(session: Session, scene: Scene, task: Task, offer: Offer) -> str:
    suggested = offer.state is State.DATE_SUGGESTED
    person_id = (task.given_by_id if suggested else None) or offer.receiver
    return name_of(people.get_person(session, scene.workspace_id, person_id))


def _is_asked_for_date(scene: Scene, task: Task) -> bool:
    return task.asked_date is not None and task.offered_to_id != scene.person_id


def _each(
    session: Session, scene: Scene, numbers: Iterable[int], step: Callable[[Task], Changed]
) -> list[Changed]:
    """Like `each_task`, but whoever was asked about a private task learns how that ended."""
    return [step(get_asked(session, scene, number)) for number in sorted(set(numbers))]


def get_asked(session: Session, scene: Scene, number: int) -> Task:
    """The task with this number, held against other writers, if the person may see it; raises
    OfferOver to somebody who saw it only while it was offered to them, else NoSuchTask."""
    found = store.find_task(session, scene.workspace_id, number, scene.audience, lock=True)
    if found is not None:
        return found
    hidden = store.find_by_number(session, scene.workspace_id, number)
    if hidden is not None:
        refuse_late(session, scene, hidden)
    raise NoSuchTask(number)


def refuse_late(session: Session, scene: Scene, task: Task) -> None:
    """Raise OfferOver if a task that the person may not see was the last time offered to them."""
    past = last_offer(session, task)
    if past is not None and past[0].receiver == scene.person_id:
        offer, line = past
        by = people.get_person(session, scene.workspace_id, line.actor_id)
        raise OfferOver(task.number, offer.state.value, name_of(by))


def offers_to(session: Session, scene: Scene) -> list[TaskFacts]:
    """What waits for the acting person's word: tasks offered to them, then dates suggested for
    tasks that they handed over; each by due date, at most `SHOWN` of both kinds together."""
    me = (session, scene.workspace_id, scene.person_id, SHOWN)
    ids = [*task_offers.offered_to(*me), *task_offers.asked_of(*me)][:SHOWN]
    facts = store.facts_by_id(session, scene.workspace_id, ids) if ids else {}
    return [facts[task_id] for task_id in ids]


def end_offers_to(session: Session, workspace: Workspace, person: Person, now: dt.datetime) -> None:
    """Whatever somebody who is now deactivated was asked to take over stays where it is."""
    if not person.is_deleted:
        return
    at = Origin(workspace.slack_id, person.slack_id)
    scene = enter(session, at, now=now, door="event")
    for task_id in task_offers.offered_to(session, scene.workspace_id, scene.person_id, EVERY):
        task = store.lock_task(session, scene.workspace_id, task_id)
        apply_changes(session, scene, task, "leave", dict(NO_OFFER))

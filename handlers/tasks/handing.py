"""Hand-over: lines, the menu of people, the buttons of both sides, and their forms."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from domain import task_lines as intents
from domain.hand_over import Step
from domain.people import PersonRef
from handlers import answers
from handlers.absence import with_absent_owners
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.requests import Request
from handlers.tasks.clicked import clicked_task
from handlers.unit import Handler, words_of
from services.scene import Scene
from services.tasks import handing
from services.tasks.change import Changed
from services.tasks.form import Fields, due_of
from services.tasks.verbs import team_of
from storage.tables import Task
from views.tasks import handing as views
from views.tasks import handing_forms, replies

One = Callable[[Session, Scene, Task], Changed]


def _told(scene: Scene, results: list[Changed]) -> Answer:
    return Answer(replies.changed(results, words_of(scene), scene.now, scene.change_group))


def _handed(session: Session, scene: Scene, results: list[Changed]) -> Answer:
    """The same, with a word on those who are away when it is due."""
    told = replies.changed(results, words_of(scene), scene.now, scene.change_group)
    asked = [each.facts for each in results if each.changes]
    return Answer(with_absent_owners(session, scene, told, asked))


def hand(session: Session, scene: Scene, _: Request, intent: intents.HandOver) -> Answer:
    """`hand T12 @bo`, `take T12`."""
    results = handing.hand_tasks(session, scene, intent.numbers, intent.person)
    return _handed(session, scene, results)


def accept(session: Session, scene: Scene, _: Request, intent: intents.Accept) -> Answer:
    """`accept T12`."""
    return _told(scene, handing.accept_tasks(session, scene, intent.numbers))


def decline(session: Session, scene: Scene, _: Request, intent: intents.Decline) -> Answer:
    """`decline T12 no time`."""
    return _told(scene, handing.decline_tasks(session, scene, intent.numbers, intent.reason))


def suggest(session: Session, scene: Scene, _: Request, intent: intents.Suggest) -> Answer:
    """`suggest T12 wed`."""
    return _told(scene, handing.suggest_dates(session, scene, intent.numbers, intent.when))


def hand_chosen(session: Session, scene: Scene, request: Request) -> Answer:
    """A person chosen from a card's menu; the id of the block says which task."""
    block_id = str(request.payload["actions"][0].get("block_id") or "")
    task = clicked_task(session, scene, views.task_of_block(block_id))
    offered = handing.hand_task(session, scene, task, PersonRef(request.value))
    return _handed(session, scene, [offered])


def _button(step: One) -> Handler:
    def handler(session: Session, scene: Scene, request: Request) -> Answer:
        return _told(scene, [step(session, scene, _asked_task(session, scene, request.value))])

    return handler


def _asked_task(session: Session, scene: Scene, value: str) -> Task:
    return clicked_task(session, scene, value, otherwise=handing.refuse_late)


def ask_why(session: Session, scene: Scene, request: Request) -> Answer:
    """Decline: opens the form that asks why."""
    task = _asked_task(session, scene, request.value)
    return Answer(form=handing_forms.decline_form(task, words_of(scene)))


def take_decline(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form; the card shows what came of it."""
    task = _asked_task(session, scene, request.value)
    reason = read_form(request.payload).get(handing_forms.REASON, "").strip()
    handing.decline_task(session, scene, task, reason)
    return answers.NOTHING


def ask_date(session: Session, scene: Scene, request: Request) -> Answer:
    """Suggest another date: opens the form."""
    task = _asked_task(session, scene, request.value)
    return Answer(form=handing_forms.suggest_form(task, words_of(scene)))


def take_date(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form; raises PastDate with its field."""
    task = _asked_task(session, scene, request.value)
    sent = read_form(request.payload)
    fields = Fields("", due_date=sent.get("due_date", ""), due_time=sent.get("due_time", ""))
    due = due_of(scene, team_of(session, scene, task), fields)
    handing.suggest_date(session, scene, task, due)
    return answers.NOTHING


def _step(step: Step) -> One:
    return lambda session, scene, task: handing.answer(session, scene, task, step)


ACTIONS: Mapping[str, Handler] = {
    views.HAND: hand_chosen,
    views.ACCEPT: _button(_step(Step.ACCEPT)),
    views.DECLINE: ask_why,
    views.SUGGEST: ask_date,
    views.AGREE: _button(_step(Step.AGREE)),
    views.INSIST: _button(_step(Step.INSIST)),
    views.TAKE_BACK: _button(_step(Step.WITHDRAW)),
}
FORMS: Mapping[str, Handler] = {views.DECLINE: take_decline, views.SUGGEST: take_date}

"""`/task …`: each intent of a line becomes one use case and one answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain import task_lines as intents
from domain.quickadd import parse_quick_add
from domain.task_lines import TaskIntent, parse_task_line
from domain.verbs import DidYouMean, Find, Help, Undo
from handlers import undo
from handlers.absence import with_absent_owners
from handlers.answers import Answer
from handlers.requests import Request
from handlers.tasks import blocking, bulk, details, forms, handing
from handlers.unit import words_of
from services.readable import readable_line
from services.scene import Scene
from services.tasks import lists, verbs
from services.tasks.add import add_task
from services.tasks.change import Changed
from services.tasks.following import unwatch_tasks, watch_tasks
from services.tasks.handing import offers_to
from services.tasks.parts import add_part
from views.blocks import Block
from views.commands import TASK
from views.help import ADD_TASK, Meant, command_help, did_you_mean, verb_help
from views.tasks import replies
from views.tasks.card import task_card
from views.tasks.handing import offer_card, waiting_rows
from views.tasks.lists import task_list

After = tuple[dt.datetime, int] | None
PLANS = frozenset({"owner_id", "offered_to_id", "due_until"})
"""Fields whose change says who does a task when."""

_READS = (
    intents.Mine,
    intents.ListTasks,
    intents.ShowTask,
    Find,
    Help,
    DidYouMean,
    intents.History,
    intents.NewForm,
    intents.EditForm,
)


def parse(text: str) -> TaskIntent:
    """Read the text after `/task`; raises BadInput."""
    return parse_task_line(text)


def only_reads(intent: TaskIntent) -> bool:
    """Whether carrying out the intent changes nothing."""
    return isinstance(intent, _READS)


def run(
    session: Session,
    scene: Scene,
    request: Request,
    intent: TaskIntent,
    after: After = None,
    *,
    confirmed: bool = False,
) -> Answer:
    """Carry out one intent; `after` is where a further page of a list begins. What is about many
    tasks is asked about first, unless it is `confirmed`."""
    if isinstance(intent, intents.Mine | intents.ListTasks | Find):
        return Answer(_list(session, scene, request, intent, after))
    if isinstance(intent, intents.Move):
        return bulk.move(session, scene, request, intent, confirmed=confirmed)
    question = None if confirmed else bulk.question_before(session, scene, request, intent)
    if question is not None:
        return question
    step: Callable[..., Answer] = STEPS[type(intent)]
    return step(session, scene, request, intent)


def _list(
    session: Session,
    scene: Scene,
    request: Request,
    intent: intents.Mine | intents.ListTasks | Find,
    after: After,
) -> Any:
    if isinstance(intent, Find):
        listing = lists.find_tasks(session, scene, intent.words, lists.Page(after))
    elif isinstance(intent, intents.ListTasks):
        listing = lists.list_by(session, scene, intent.filters, lists.Page(after))
    else:
        listing = lists.my_day(session, scene, lists.Page(after))
    waiting = _waiting(session, scene) if isinstance(intent, intents.Mine) and not after else []
    return task_list(listing, words_of(scene), scene.now, typed=request.text, waiting=waiting)


def _waiting(session: Session, scene: Scene) -> list[Block]:
    found = offers_to(session, scene)
    return waiting_rows(found, scene.person_id, words_of(scene), scene.now)


def _add(session: Session, scene: Scene, _request: Request, intent: intents.Add) -> Answer:
    result = add_task(session, scene, intent.quick)
    told = replies.added(result, words_of(scene), scene.now)
    return Answer(with_absent_owners(session, scene, told, [result.facts]))


def add_as_typed(session: Session, scene: Scene, request: Request, line: str) -> Answer:
    """Add a line as a task although it begins like a verb."""
    return _add(session, scene, request, intents.Add(parse_quick_add(line)))


def _show(session: Session, scene: Scene, _request: Request, intent: intents.ShowTask) -> Answer:
    facts = lists.show_task(session, scene, intent.number)
    if facts.given_by is not None and facts.task.offered_to_id == scene.person_id:
        return Answer(offer_card(facts, words_of(scene), scene.now, by=facts.given_by))
    return Answer(task_card(facts, words_of(scene), scene.now))


def _changed(scene: Scene, results: list[Changed]) -> Answer:
    return Answer(replies.changed(results, words_of(scene), scene.now, scene.change_group))


def _planned(session: Session, scene: Scene, results: list[Changed]) -> Answer:
    """The same, with a word on those who are away when what they were given is due."""
    told = replies.changed(results, words_of(scene), scene.now, scene.change_group)
    planned = [each.facts for each in results if PLANS & each.changes.keys()]
    return Answer(with_absent_owners(session, scene, told, planned))


def _change(session: Session, scene: Scene, _: Request, intent: intents.ChangeTask) -> Answer:
    results = verbs.change_tasks(session, scene, intent.numbers, intent.change)
    return _planned(session, scene, results)


def _finish(session: Session, scene: Scene, _: Request, intent: intents.Finish) -> Answer:
    return _changed(scene, verbs.finish_tasks(session, scene, intent.numbers))


def _reopen(session: Session, scene: Scene, _: Request, intent: intents.Reopen) -> Answer:
    return _changed(scene, verbs.reopen_tasks(session, scene, intent.numbers))


def _drop(session: Session, scene: Scene, _: Request, intent: intents.Drop) -> Answer:
    return _changed(scene, verbs.drop_tasks(session, scene, intent.numbers, intent.reason))


def _snooze(session: Session, scene: Scene, _: Request, intent: intents.Snooze) -> Answer:
    return _changed(scene, verbs.snooze_tasks(session, scene, intent.numbers, intent.when))


def _watch(session: Session, scene: Scene, _: Request, intent: intents.Watch) -> Answer:
    return _changed(scene, watch_tasks(session, scene, intent.numbers))


def _unwatch(session: Session, scene: Scene, _: Request, intent: intents.Unwatch) -> Answer:
    return _changed(scene, unwatch_tasks(session, scene, intent.numbers))


def _add_sub(session: Session, scene: Scene, _: Request, intent: intents.AddSub) -> Answer:
    result = add_part(session, scene, intent.number, intent.quick)
    return Answer(replies.added(result, words_of(scene), scene.now))


def _undo(session: Session, scene: Scene, _request: Request, _intent: Undo) -> Answer:
    return undo.take_back(session, scene)


def _help(_: Session, scene: Scene, request: Request, intent: Help) -> Answer:
    words = words_of(scene)
    about = [line for line in TASK.lines if line[0].split()[1:2] == [intent.topic]]
    if about:
        return Answer(verb_help(request.name, about, words))
    return Answer(command_help(request.name, TASK.summary, TASK.lines, words))


def _did_you_mean(session: Session, scene: Scene, request: Request, intent: DidYouMean) -> Answer:
    words = words_of(scene)
    shown = readable_line(session, scene.workspace_id, intent.verb_line)
    meant = Meant(shown, intent.verb_line, intent.original)
    return Answer(did_you_mean(request.name, meant, words, ADD_TASK))


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.Add: _add,
    intents.ShowTask: _show,
    intents.ChangeTask: _change,
    intents.Finish: _finish,
    intents.Reopen: _reopen,
    intents.Drop: _drop,
    intents.Snooze: _snooze,
    Undo: _undo,
    Help: _help,
    DidYouMean: _did_you_mean,
    intents.Block: blocking.block,
    intents.Unblock: blocking.unblock,
    intents.AddSub: _add_sub,
    intents.HandOver: handing.hand,
    intents.Accept: handing.accept,
    intents.Decline: handing.decline,
    intents.Suggest: handing.suggest,
    intents.Watch: _watch,
    intents.Unwatch: _unwatch,
    intents.History: details.history,
    intents.NewForm: forms.by_line,
    intents.EditForm: forms.edit_by_line,
}
"""What carries out an intent that is neither a list nor a move."""

"""Clicks on cards, lists and replies of blockers: values are primary keys."""

from collections.abc import Mapping

from sqlmodel import Session

from domain.standups.blockers import Step
from handlers.answers import Answer
from handlers.blockers import forms
from handlers.blockers.told import told
from handlers.requests import Request
from handlers.unit import Handler
from services.blockers.keys import blocker_by_key
from services.blockers.steps import step_blocker
from services.scene import Scene
from views.blockers import facts


def _step(session: Session, scene: Scene, request: Request, step: Step) -> Answer:
    blocker = blocker_by_key(session, scene, int(request.value), lock=True)
    return told(session, scene, [step_blocker(session, scene, blocker, step)])


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """I'll take it."""
    return _step(session, scene, request, Step.ACKNOWLEDGE)


def resolve(session: Session, scene: Scene, request: Request) -> Answer:
    """Resolve."""
    return _step(session, scene, request, Step.RESOLVE)


def reopen(session: Session, scene: Scene, request: Request) -> Answer:
    """Reopen."""
    return _step(session, scene, request, Step.REOPEN)


ACTIONS: Mapping[str, Handler] = {
    facts.TAKE: take,
    facts.RESOLVE: resolve,
    facts.REOPEN: reopen,
    facts.ASK: forms.ask,
    facts.UPDATE: forms.update,
}

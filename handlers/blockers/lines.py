"""`/standup blockers`, `B7`, `B7 tag @legal` …: each intent becomes one use case and one answer."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.standups.blockers import Step
from domain.standups.lines import values as intents
from handlers.answers import Answer
from handlers.blockers.told import told
from handlers.requests import Request
from handlers.unit import words_of
from services.blockers.lists import list_blockers, show_blocker_facts
from services.blockers.steps import step_blockers
from services.scene import Scene
from views.blockers.card import blocker_card
from views.blockers.lists import blocker_list

READS = (intents.ListBlockers, intents.ShowBlocker)
"""Intents that change nothing."""


def listing(session: Session, scene: Scene, _: Request, _intent: intents.ListBlockers) -> Answer:
    """`/standup blockers`."""
    found = list_blockers(session, scene)
    return Answer(blocker_list(found, words_of(scene), scene.now))


def show(session: Session, scene: Scene, _: Request, intent: intents.ShowBlocker) -> Answer:
    """`/standup B7`."""
    shown = show_blocker_facts(session, scene, intent.number)
    return Answer(blocker_card(shown.facts, shown.said, words_of(scene), scene.now))


def tag(session: Session, scene: Scene, _: Request, intent: intents.TagBlockers) -> Answer:
    """`/standup B7 tag @legal`."""
    numbers, people = intent.numbers, intent.people
    return told(session, scene, step_blockers(session, scene, numbers, Step.TAG, people=people))


def acknowledge(session: Session, scene: Scene, _: Request, intent: intents.Acknowledge) -> Answer:
    """`/standup B7 ack`."""
    return told(session, scene, step_blockers(session, scene, intent.numbers, Step.ACKNOWLEDGE))


def news(session: Session, scene: Scene, _: Request, intent: intents.UpdateBlockers) -> Answer:
    """`/standup B7 update …`."""
    numbers, said = intent.numbers, intent.words
    return told(session, scene, step_blockers(session, scene, numbers, Step.UPDATE, words=said))


def resolve(session: Session, scene: Scene, _: Request, intent: intents.Resolve) -> Answer:
    """`/standup B7 done`."""
    numbers, said = intent.numbers, intent.words
    return told(session, scene, step_blockers(session, scene, numbers, Step.RESOLVE, words=said))


def reopen(session: Session, scene: Scene, _: Request, intent: intents.ReopenBlockers) -> Answer:
    """`/standup reopen B7`."""
    numbers, said = intent.numbers, intent.words
    return told(session, scene, step_blockers(session, scene, numbers, Step.REOPEN, words=said))


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.ListBlockers: listing,
    intents.ShowBlocker: show,
    intents.TagBlockers: tag,
    intents.Acknowledge: acknowledge,
    intents.UpdateBlockers: news,
    intents.Resolve: resolve,
    intents.ReopenBlockers: reopen,
}
"""What carries out each intent that is about blockers."""

"""What there is to see of standups: lists, status, people, history, preview."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.standups.lines import values as intents
from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.scene import Scene
from services.standups import define, running
from services.standups.choose import choose_standup, standup_by_key, standups_here
from services.standups.past import past_of
from services.standups.preview import preview
from services.standups.taking_part import takers
from views.standups import told
from views.standups.people import past_list, people_list
from views.standups.preview import preview_message


def _list(session: Session, scene: Scene, _: Request, __: intents.ListStandups) -> Answer:
    found = [define.defined(session, each) for each in standups_here(session, scene)]
    return Answer(told.standup_list(found, words_of(scene), scene.now))


def _status(session: Session, scene: Scene, _: Request, intent: intents.ShowStatus) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    facts = running.latest_round(session, standup, scene.now)
    words = words_of(scene)
    begins = running.next_begin(session, standup, scene.now)
    if facts is None:
        return Answer(told.not_begun(standup, begins, words))
    return Answer(told.round_status(facts, words, scene.now, begins))


def _people(session: Session, scene: Scene, _: Request, intent: intents.ShowPeople) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    found = takers(session, standup, scene.now)
    return Answer(people_list(standup, found, words_of(scene), scene.now))


def _history(session: Session, scene: Scene, _: Request, intent: intents.ShowHistory) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    past = past_of(session, scene, standup, intent.people, intent.days)
    return Answer(past_list(past, words_of(scene), scene.now))


def _preview(session: Session, scene: Scene, _: Request, intent: intents.Preview) -> Answer:
    named = [choose_standup(session, scene, intent.standup)] if intent.standup else None
    found = named or standups_here(session, scene)
    shown = [preview(session, each, scene.now, intent.days) for each in found]
    return Answer(preview_message(shown, words_of(scene), scene.now))


def preview_clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """Preview: the value is the standup's primary key."""
    standup = standup_by_key(session, scene, int(request.value))
    shown = [preview(session, standup, scene.now, intents.PREVIEW_DAYS)]
    return Answer(preview_message(shown, words_of(scene), scene.now))


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.ListStandups: _list,
    intents.ShowStatus: _status,
    intents.ShowPeople: _people,
    intents.ShowHistory: _history,
    intents.Preview: _preview,
}

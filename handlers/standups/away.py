"""Being away, said by a `/standup` line or when asked."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.standups.lines import values as intents
from domain.standups.lines.away import resolve_away
from domain.standups.rounds import Attendance
from handlers.answers import Answer
from handlers.goals.opening import form_or_button
from handlers.requests import Request
from handlers.unit import words_of
from services.absence import absences_of, be_back, calendar_for, go_away, today_of
from services.scene import Scene
from services.standups.answer import excuse
from services.tasks.resolve import is_day_first, resolve_person
from storage.people import locale_of
from views.absence import absence_form
from views.standups import away as told


def _form(_: Session, scene: Scene, request: Request, __: intents.AwayForm) -> Answer:
    words = words_of(scene)
    form = absence_form(today_of(scene.person, scene.now), words)
    return form_or_button(request, form, told.away_button(words))


def _go(session: Session, scene: Scene, _: Request, intent: intents.GoAway) -> Answer:
    days = resolve_away(
        intent.days,
        now=scene.now,
        zone=ZoneInfo(scene.person.zone),
        day_first=is_day_first(locale_of(scene.person)),
        calendar=calendar_for(session, scene.team, None, scene.now),
    )
    cover = resolve_person(session, scene, intent.cover).slack_id if intent.cover else ""
    go_away(session, scene, days.first, days.last, cover)
    stays = [each for each in absences_of(session, scene) if days.first in each.days]
    return Answer(told.gone(stays, words_of(scene), scene.now))


def _back(session: Session, scene: Scene, _: Request, __: intents.ComeBack) -> Answer:
    ended = be_back(session, scene)
    return Answer(told.back(ended, absences_of(session, scene), words_of(scene), scene.now))


def clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """I'm away, when asked: no answer this time, and a form for more days."""
    found = excuse(session, scene, int(request.value), Attendance.AWAY, "")
    return Answer(told.away_once(found.standup.name, scene.change_group, words_of(scene)))


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.AwayForm: _form,
    intents.GoAway: _go,
    intents.ComeBack: _back,
}

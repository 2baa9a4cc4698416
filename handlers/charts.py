"""Answering a request with a chart. It is a delivery, because only a delivery can be refused."""

from sqlmodel import Session

from handlers.answers import NOTHING, Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.charts import Address, Subject, takes_charts, want_chart
from services.scene import Scene
from views.charts.message import picture_follows


def show_chart(session: Session, scene: Scene, request: Request, subject: Subject) -> Answer:
    """Let the acting person see a chart; they have been found to be allowed to see its subject.

    It writes, so the handler is run by `perform`.
    """
    origin = request.origin
    address = Address(request.key, origin.channel, origin.thread_ts, request.response_url)
    want_chart(session, scene, address, subject)
    is_elsewhere = scene.place is not None and scene.place.kind != "im"
    if is_elsewhere and not takes_charts(scene.workspace, scene.now):
        return Answer(picture_follows(words_of(scene)))
    return NOTHING

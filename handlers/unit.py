"""One request, one transaction: enter the scene, do it once, keep the answer, note the reply."""

from collections.abc import Callable

from sqlmodel import Session

from domain.errors import DomainError, LeftoverWords
from handlers import answers
from handlers.answers import Answer
from handlers.requests import Request, Surface
from services.home import stay_home
from services.readable import readable_line
from services.scene import NotMetYet, Scene, enter, look_in
from storage import deliveries, seen
from storage.deliveries import Wish
from storage.people import locale_of
from views.words import Words, words_for

Handler = Callable[[Session, Scene, Request], Answer]

ANSWERED_AT_ONCE = frozenset({Surface.COMMAND, Surface.FORM})
"""Only these surfaces show what their ack carries; everybody else gets a reply of its own."""


class Refused(Exception):
    """A refusal, the language in which it is to be told, and the line as it was typed.

    Whatever was written rolls back.
    """

    def __init__(self, error: DomainError, words: Words, typed: str = "") -> None:
        super().__init__(type(error).__name__)
        self.error = error
        self.words = words
        self.typed = typed


def words_of(scene: Scene) -> Words:
    """The language and zone of the acting person."""
    return words_for(locale_of(scene.person), scene.person.zone)


def perform(session: Session, request: Request, handler: Handler) -> Answer:
    """Run a handler that writes. A repeat of the request gets the first answer and does nothing."""
    scene = enter(session, request.origin, now=request.now, door=request.surface.value)
    if not seen.begin_request(session, scene.workspace_id, request.key, request.now):
        return answers.from_json(seen.answer_of(session, scene.workspace_id, request.key))
    try:
        answer = handler(session, scene, request)
    except DomainError as error:
        raise refused(session, scene, request, error) from error
    if answer is not answers.NOTHING:
        seen.keep_answer(session, scene.workspace_id, request.key, answer.to_json())
    if not request.is_in_view:
        # A view shows what a click did by itself.
        reply(session, scene, request, answer)
    if request.is_in_home:
        # A form that opens stands before the page and changes nothing on it.
        stay_home(session, scene, redraw=answer.form is None)
    return answer


def refused(session: Session, scene: Scene, request: Request, error: DomainError) -> Refused:
    """The refusal as its reader will see it: names instead of Slack's ids in what they typed."""
    typed = readable_line(session, scene.workspace_id, request.text)
    if isinstance(error, LeftoverWords):
        error.words = readable_line(session, scene.workspace_id, error.words)
        error.suggestions = tuple(
            readable_line(session, scene.workspace_id, line) for line in error.suggestions
        )
    named = request.name if request.name.startswith("/") else ""
    return Refused(error, words_of(scene), f"{named} {typed}".strip() if typed else "")


def look(session: Session, request: Request, handler: Handler) -> Answer | None:
    """Run a handler that only reads; None if it needs `perform` (somebody here or named is new)."""
    scene = look_in(session, request.origin, now=request.now, door=request.surface.value)
    if scene is None:
        return None
    try:
        return handler(session, scene, request)
    except NotMetYet:
        return None
    except DomainError as error:
        raise refused(session, scene, request, error) from error


def record_refusal(session: Session, request: Request, answer: Answer) -> None:
    """After a rollback: tell the person, once, on a surface whose ack shows nothing."""
    scene = enter(session, request.origin, now=request.now, door=request.surface.value)
    if seen.begin_request(session, scene.workspace_id, request.key, request.now):
        reply(session, scene, request, answer)
        if request.is_in_home:
            stay_home(session, scene)


def reply(session: Session, scene: Scene, request: Request, answer: Answer) -> None:
    """Note the reply of a silent surface as a delivery of this transaction."""
    if request.surface not in ANSWERED_AT_ONCE:
        reply_apart(session, scene, request, answer)


def reply_apart(session: Session, scene: Scene, request: Request, answer: Answer) -> None:
    """Note a reply that comes by itself, also on a surface whose ack could have carried one."""
    if answer.message is None:
        return
    wish = Wish(
        "reply",
        request.origin.user,
        slot=request.key,
        payload={
            "text": answer.message.text,
            "blocks": list(answer.message.blocks),
            "response_url": request.response_url,
            "replace_original": answer.replaces and request.is_private_answer,
            "channel": request.origin.channel,
            "thread_ts": request.origin.thread_ts,
        },
        urgent=True,
    )
    deliveries.want(session, scene.workspace_id, wish, request.now)

"""Replies in a round's thread, and what becomes of them: taken as answers, edited, deleted."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from handlers import answers
from handlers.answers import Answer
from handlers.requests import Payload, Request
from handlers.unit import Handler, words_of
from services.scene import Origin, Scene
from services.standups import thread
from services.standups.outcome import note_blockers, take_lines
from views.standups import told


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """The first reply of somebody who has not answered is their answer; others are talk."""
    result = thread.reply_in_thread(session, scene, request.origin, request.text)
    if result is None:
        return answers.NOTHING
    take_lines(session, scene, result, [])
    return Answer(told.counted(result, words_of(scene)))


def not_mine(session: Session, scene: Scene, request: Request) -> Answer:
    """Not my answer."""
    answer = thread.not_my_answer(session, scene, int(request.value))
    return Answer(told.not_counted(answer.round_id, words_of(scene)), replaces=True)


def is_answering(session: Session, request: Request) -> bool:
    """Whether a thread reply, or a change of one, can be about an answer; this only reads."""
    if _changed(request) is not None:
        changed = as_changed(request) or request
        return thread.is_answer(session, changed.origin, changed.origin.message_ts)
    return thread.is_in_round(session, request.origin, request.text)


def as_changed(request: Request) -> Request | None:
    """An event that tells of a changed or deleted reply, as if its writer had sent it: who wrote
    it is inside. None for any other event, and for what changed by itself (a link unfurled)."""
    message = _changed(request)
    if message is None:
        return None
    event: Payload = request.payload["event"]
    at = Origin(
        team=request.origin.team,
        user=str(message.get("user") or ""),
        channel=request.origin.channel,
        thread_ts=str(message.get("thread_ts") or ""),
        message_ts=str(message.get("ts") or event.get("deleted_ts") or ""),
    )
    return replace(request, origin=at, text=str(message.get("text") or ""))


def _changed(request: Request) -> Payload | None:
    event: Payload = request.payload.get("event") or {}
    if event.get("subtype") not in CHANGES:
        return None
    before: Payload = event.get("previous_message") or {}
    after: Payload = event.get("message") or before
    is_reply = bool(before.get("thread_ts") or after.get("thread_ts"))
    by_person = bool(after.get("user")) and not after.get("bot_id")
    if not is_reply or not by_person:
        return None
    return after


def _edited(session: Session, scene: Scene, request: Request) -> Answer:
    answer = thread.reply_edited(session, scene, request.origin, request.text)
    if answer is not None:
        note_blockers(session, scene, answer)
    return answers.NOTHING


def _deleted(session: Session, scene: Scene, request: Request) -> Answer:
    thread.reply_deleted(session, scene, request.origin)
    return answers.NOTHING


CHANGES: Mapping[str, Handler] = {"message_changed": _edited, "message_deleted": _deleted}
"""By the subtype of the event."""

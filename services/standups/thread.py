"""Replies in a round's thread: the first one of somebody who has not answered is their answer."""

from sqlmodel import Session

from domain.rhythm_errors import NothingOwed, RoundOver
from domain.standups.answers import ANSWER_MAX
from domain.standups.replies import split_reply
from services.readable import readable_line
from services.scene import Origin, Scene
from services.standups import posts
from services.standups.answer import Answered
from services.standups.copies import THREAD
from services.standups.saving import answer_round, rewrite_answer, withdraw_answer
from services.standups.stored import definition_of
from storage import answers as answer_store
from storage import deliveries
from storage import standups as store
from storage.tables import Answer, Delivery
from storage.workspaces import find_workspace


def is_in_round(session: Session, at: Origin, text: str) -> bool:
    """Whether a reply is in the thread of a round: one look into an index for each reply in a
    channel. One that begins with our name is a command, which comes as an event of its own."""
    workspace = find_workspace(session, at.team)
    if workspace is None:
        return False
    if _is_named_first(text, workspace.bot_user_id):
        return False
    return _parent(session, workspace.id or 0, at.channel, at.thread_ts) is not None


def _is_named_first(text: str, bot_user_id: str) -> bool:
    return text.lstrip().startswith((f"<@{bot_user_id}>", f"<@{bot_user_id}|"))


def is_answer(session: Session, at: Origin, ts: str) -> bool:
    """Whether a message is somebody's answer: looked up when it is changed or deleted."""
    workspace = find_workspace(session, at.team)
    if workspace is None:
        return False
    return answer_store.find_answer_at(session, workspace.id or 0, at.channel, ts) is not None


def _parent(session: Session, workspace_id: int, channel: str, ts: str) -> Delivery | None:
    row = deliveries.find_by_message(session, workspace_id, channel, ts)
    return row if row is not None and row.kind == posts.PARENT else None


def reply_in_thread(session: Session, scene: Scene, at: Origin, text: str) -> Answered | None:
    """Take a reply as its writer's answer; None if it is none: they answered already, take no
    part, or it comes too late. `text` is Slack's raw text."""
    parent = _parent(session, scene.workspace_id, at.channel, at.thread_ts)
    if parent is None or not text.strip() or at.message_ts == at.thread_ts:
        return None
    made = store.get_round(session, parent.subject_id)
    known = answer_store.find_answer(session, made.id or 0, scene.person_id)
    if known is not None and (known.withdrawn_at is None or known.ts == at.message_ts):
        return None
    replies = _replies(session, scene, made.standup_id, text)
    message = (at.channel, at.message_ts)
    try:
        return answer_round(session, scene, made.id or 0, replies, message=message)
    except (NothingOwed, RoundOver):
        return None


def _replies(session: Session, scene: Scene, standup_id: int, text: str) -> list[str]:
    questions = definition_of(store.get_standup(session, standup_id)).questions
    plain = readable_line(session, scene.workspace_id, text)
    return [part[:ANSWER_MAX] for part in split_reply(plain, questions)]


def reply_edited(session: Session, scene: Scene, at: Origin, text: str) -> Answer | None:
    """The message that is an answer has other words now; the answer with these, None if nothing
    was changed."""
    answer = _mine(session, scene, at)
    if answer is None:
        return None
    made = store.get_round(session, answer.round_id)
    replies = _replies(session, scene, made.standup_id, text)
    if replies == list(answer.replies):
        return None
    rewrite_answer(session, scene, answer, replies)
    return answer_store.get_answer(session, answer.id or 0)


def reply_deleted(session: Session, scene: Scene, at: Origin) -> None:
    """The message that is an answer is gone, and the answer with it."""
    answer = _mine(session, scene, at)
    if answer is not None:
        withdraw_answer(session, scene, answer)


def not_my_answer(session: Session, scene: Scene, answer_id: int) -> Answer:
    """The reply was no answer; raises NothingOwed if it counts no more."""
    answer = answer_store.get_answer(session, answer_id)
    if answer.person_id != scene.person_id or answer.withdrawn_at is not None:
        raise NothingOwed
    withdraw_answer(session, scene, answer)
    return answer


def _mine(session: Session, scene: Scene, at: Origin) -> Answer | None:
    answer = answer_store.find_answer_at(session, scene.workspace_id, at.channel, at.message_ts)
    if answer is None or answer.withdrawn_at is not None or answer.source != THREAD:
        return None
    return answer if answer.person_id == scene.person_id else None

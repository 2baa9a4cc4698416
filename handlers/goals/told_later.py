"""The private answer to a sent form, which no ack can show: where it was asked for, by itself."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from handlers.requests import Request
from services.scene import Scene
from storage import deliveries
from storage.deliveries import Wish
from views.blocks import Message


def place_of(request: Request) -> dict[str, str]:
    """Where a form was asked for, as its memory keeps it: the answer goes there, in place of the
    private reply that was clicked, if one was."""
    replaced = request.response_url if request.is_private_answer else ""
    return {
        "channel": request.origin.channel,
        "thread_ts": request.origin.thread_ts,
        "response_url": replaced,
        "asked_at": request.now.isoformat(),
    }


def tell(
    session: Session, scene: Scene, request: Request, message: Message, place: Mapping[str, Any]
) -> None:
    """Note the answer as a delivery of this transaction."""
    url = str(place.get("response_url") or "")
    wish = Wish(
        "reply",
        scene.person.slack_id,
        slot=request.key,
        payload={
            "text": message.text,
            "blocks": list(message.blocks),
            "response_url": url,
            "replace_original": bool(url),
            "asked_at": place.get("asked_at"),
            "channel": place.get("channel"),
            "thread_ts": place.get("thread_ts"),
        },
        urgent=True,
    )
    deliveries.want(session, scene.workspace_id, wish, scene.now)

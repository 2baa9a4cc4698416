"""views.*: the arguments of the four calls; what they do lives with the interactions."""

from __future__ import annotations

from sandbox.state import Json
from sandbox.web_api.call import Call, refuse


def open_view(call: Call) -> Json:
    """views.open."""
    return _told(call.sandbox.web_views.open_view(_trigger(call), call.args.values["view"]))


def push_view(call: Call) -> Json:
    """views.push."""
    return _told(call.sandbox.web_views.push_view(_trigger(call), call.args.values["view"]))


def update_view(call: Call) -> Json:
    """views.update."""
    return _told(
        call.sandbox.web_views.update_view(
            call.args.values["view"],
            call.args.text("view_id") or None,
            call.args.text("external_id") or None,
            call.args.text("hash") or None,
        )
    )


def publish_view(call: Call) -> Json:
    """views.publish."""
    user, view = call.args.text("user_id"), call.args.values["view"]
    return _told(call.sandbox.web_views.publish_view(user, view, call.args.text("hash") or None))


def _trigger(call: Call) -> str | None:
    return call.args.text("trigger_id") or call.args.text("interactivity_pointer") or None


def _told(answer: Json) -> Json:
    if not answer.get("ok"):
        refuse(answer)
    return answer

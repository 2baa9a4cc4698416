"""The outer shape of an event (contract: `event_callback`) and its globally unique id."""

from __future__ import annotations

import base64
import json
import secrets

from sandbox.state.records import App, Json


def new_event_id() -> str:
    """A fresh `Ev…` id."""
    return f"Ev0{secrets.token_hex(5).upper()}"


def wrap_event(
    event: Json, *, app: App, team_id: str, unix: int, channel_id: str | None, shared: bool
) -> Json:
    """The payload that carries `event` to `app`; `unix` is the workspace clock in seconds."""
    context = {"et": event["type"], "tid": team_id, "aid": app.id}
    if channel_id is not None:
        context["cid"] = channel_id
    packed = base64.urlsafe_b64encode(json.dumps(context).encode()).decode().rstrip("=")
    return {
        "token": app.verification_token,
        "team_id": team_id,
        "context_team_id": team_id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": new_event_id(),
        "event_time": unix,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{packed}",
    }

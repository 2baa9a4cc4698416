"""What a person does in the page: each act of `POST /sandbox/act` as one call of their Actor."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.actors import Actor
from sandbox.interactions.results import Impossible
from sandbox.state import Json, Refused

_VALUE_KEYS = (
    "value",
    "selected_option",
    "selected_options",
    "selected_user",
    "selected_users",
    "selected_channel",
    "selected_channels",
    "selected_conversation",
    "selected_conversations",
    "selected_date",
    "selected_time",
    "selected_date_time",
    "rich_text_value",
    "files",
)
Act = Callable[[Actor, Json], Awaitable[Json]]


async def perform(actor: Actor, body: Json) -> Json:
    """Do one act; `{"ok": true, …}` or `{"ok": false, "error", "message"}`."""
    name = str(body.get("do", ""))
    act = ACTS.get(name)
    if act is None:
        return _failed("unknown_act", f"The page asked for an unknown act: {name!r}.")
    try:
        return {"ok": True, **await act(actor, body)}
    except Impossible as no:
        return _failed(no.code, no.message)
    except Refused as no:
        return _failed(no.code, f"Slack refuses: {no.code}")
    except KeyError as missing:
        return _failed("missing_argument", f"The act {name!r} needs {missing}.")


async def _say(actor: Actor, body: Json) -> Json:
    thread, broadcast = body.get("thread_ts"), bool(body.get("broadcast"))
    return {"ts": await actor.say(body["channel"], body["text"], thread, broadcast=broadcast)}


async def _edit(actor: Actor, body: Json) -> Json:
    await actor.edit(body["channel"], body["ts"], body["text"])
    return {}


async def _delete(actor: Actor, body: Json) -> Json:
    await actor.delete(body["channel"], body["ts"])
    return {}


async def _command(actor: Actor, body: Json) -> Json:
    command, _, text = str(body["text"]).strip().partition(" ")
    result = await actor.command(
        body["channel"], command, text, thread_ts=body.get("thread_ts") or None
    )
    return _result(result)


async def _react(actor: Actor, body: Json) -> Json:
    await actor.react(body["channel"], body["ts"], body["name"])
    return {}


async def _unreact(actor: Actor, body: Json) -> Json:
    await actor.unreact(body["channel"], body["ts"], body["name"])
    return {}


async def _click(actor: Actor, body: Json) -> Json:
    given = _given(body)
    action, block = body.get("action_id"), body.get("block_id")
    if body.get("view_id"):
        return _result(
            await actor.use_in_view(body["view_id"], given, action_id=action, block_id=block)
        )
    clicked = actor.click(body["channel"], body["ts"], action, selected=given, block_id=block)
    return _result(await clicked)


async def _set_state(actor: Actor, body: Json) -> Json:
    await actor.set_state(
        body.get("value"),
        action_id=body["action_id"],
        block_id=body.get("block_id"),
        view_id=body.get("view_id"),
        channel=body.get("channel"),
        ts=body.get("ts"),
    )
    return {}


async def _suggest(actor: Actor, body: Json) -> Json:
    result = await actor.options(
        body["action_id"],
        str(body.get("value") or ""),
        block_id=body.get("block_id"),
        channel=body.get("channel") or "modal",
        ts=body.get("ts"),
        view_id=body.get("view_id"),
    )
    told = _result(result)
    return told | {"options": result.options, "option_groups": result.groups}


async def _shortcut(actor: Actor, body: Json) -> Json:
    return _result(await actor.shortcut(body["callback_id"], body.get("channel")))


async def _message_shortcut(actor: Actor, body: Json) -> Json:
    return _result(await actor.message_shortcut(body["channel"], body["ts"], body["callback_id"]))


async def _submit(actor: Actor, body: Json) -> Json:
    view_id = body["view_id"]
    for block_id, actions in (body.get("values") or {}).items():
        for action_id, entry in actions.items():
            await actor.set_state(entry, action_id=action_id, block_id=block_id, view_id=view_id)
    result = await actor.submit(view_id)
    told: Json = {"closed": result.closed, "errors": result.errors}
    if result.error:
        told |= _failed("submit_failed", result.error)
    return told


async def _close_view(actor: Actor, body: Json) -> Json:
    await actor.close_modal(bool(body.get("clear")), body.get("view_id"))
    return {}


async def _open_home(actor: Actor, body: Json) -> Json:
    await actor.open_home(body.get("tab") or "home")
    return {}


async def _mark_read(actor: Actor, body: Json) -> Json:
    await actor.mark_read(body["channel"], body["ts"])
    return {}


async def _join(actor: Actor, body: Json) -> Json:
    await actor.join(body["channel"])
    return {}


async def _leave(actor: Actor, body: Json) -> Json:
    await actor.leave(body["channel"])
    return {}


async def _open_dm(actor: Actor, body: Json) -> Json:
    return {"channel": await actor.open_dm(body["user"])}


async def _invite(actor: Actor, body: Json) -> Json:
    await actor.invite(body["channel"], body["user"])
    return {}


async def _create_channel(actor: Actor, body: Json) -> Json:
    private = bool(body.get("private"))
    return {"channel": await actor.create_channel(body["name"], private=private)}


async def _dismiss(actor: Actor, body: Json) -> Json:
    await actor.dismiss(body["channel"], body["ts"])
    return {}


ACTS: dict[str, Act] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "command": _command,
    "react": _react,
    "unreact": _unreact,
    "click": _click,
    "set_state": _set_state,
    "suggest": _suggest,
    "shortcut": _shortcut,
    "message_shortcut": _message_shortcut,
    "submit": _submit,
    "close_view": _close_view,
    "open_home": _open_home,
    "mark_read": _mark_read,
    "join": _join,
    "leave": _leave,
    "invite": _invite,
    "open_dm": _open_dm,
    "create_channel": _create_channel,
    "dismiss": _dismiss,
}


def _given(body: Json) -> Any:
    """The value keys of an action; None for a button that was simply pressed."""
    given = {key: body[key] for key in _VALUE_KEYS if key in body}
    return given or None


def _result(result: Any) -> Json:
    """An Actor's result as JSON; a failure gets a sentence."""
    told = {k: v for k, v in dataclasses.asdict(result).items() if v not in (None, [], "")}
    if result.ok:
        return told
    words = told.get("text") or f"The app did not answer ({result.error})."
    return told | _failed(str(result.error), words)


def _failed(error: str, message: str) -> Json:
    return {"ok": False, "error": error, "message": message}

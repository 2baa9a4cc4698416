"""Whatever is wrong with a call, the code that refuses it is one of the method's own or general."""

from __future__ import annotations

import random
from typing import Any

import aiohttp
import pytest

from sandbox.rules.methods import METHODS
from sandbox.server import Sandbox
from sandbox.web_api.registry import HANDLERS
from tests.contract.facts import read_json
from tests.sandbox.api import slack
from tests.sandbox.test_web_api_hostile import NAMES, ODD

FACTS = read_json("facts", "web_api_methods.json")
GENERAL = {*FACTS["_meta"]["generic_errors"], "invalid_arguments"}
SEEN_ELSEWHERE: dict[str, set[str]] = {
    "chat.postMessage": {"thread_not_found", "invalid_attachments", "msg_too_long"},
    "chat.postEphemeral": {"thread_not_found"},
    "chat.scheduleMessage": {"thread_not_found", "invalid_attachments"},
    "files.completeUploadExternal": {"thread_not_found", "messages_tab_disabled", "is_archived"},
    "conversations.open": {"cannot_dm_bot"},
    "conversations.replies": {"not_in_channel", "invalid_limit"},
    "team.info": {"team_not_found"},
    "users.getPresence": {"user_not_found"},
    "users.conversations": {"user_not_found"},
    "dnd.teamInfo": {"too_many_users"},
    "reactions.add": {"not_in_channel"},
    "reactions.remove": {"not_in_channel"},
    "reactions.get": {"not_in_channel"},
    "conversations.kick": {"is_archived"},
    "conversations.leave": {"not_in_channel"},
}
"""Codes that no list of the method has, but its documentation, other methods or live Slack do."""


def _known(method: str) -> set[str]:
    listed: list[str] = FACTS["methods"][method].get("errors") or []
    return {*GENERAL, *listed, *SEEN_ELSEWHERE.get(method, set())}


def _likely(sandbox: Sandbox) -> list[Any]:
    """Values with which a call gets further than with odd ones."""
    ws = sandbox.workspace
    launch = ws.channel("launch")
    message = next(iter(launch.messages))
    return [*(c.id for c in ws.channels.values()), *ws.users, message, message, launch.id, "eyes"]


@pytest.mark.parametrize("method", sorted(HANDLERS))
async def test_refusals_use_codes_of_the_method(method: str) -> None:
    dice = random.Random(method)
    strange: dict[str, Any] = {}
    async with slack() as sandbox, aiohttp.ClientSession() as session:
        await sandbox.person("ann").say("#launch", "x")
        sandbox.archive("#ops")
        values = [*ODD, *_likely(sandbox) * 2]
        token = sandbox.app_token if method == "apps.connections.open" else sandbox.bot_token
        headers = {"Authorization": f"Bearer {token}"}
        for _ in range(60):
            args = {name: dice.choice(values) for name in dice.sample(NAMES, 4)}
            args |= {name: dice.choice(values) for name in METHODS[method].required}
            sent = {k: v for k, v in args.items() if isinstance(v, str)}
            body = {"json": args} if METHODS[method].takes_json else {"data": sent}
            url = sandbox.api_url + method
            async with session.post(url, headers=headers, **body) as response:
                answer = await response.json()
            if not answer["ok"] and answer["error"] not in _known(method):
                strange[answer["error"]] = args
    if method != "api.test":  # gives back the error it is asked for
        assert strange == {}

"""Whatever is sent, a method answers in JSON with `ok`; nothing falls over."""

from __future__ import annotations

import random
from typing import Any

import aiohttp
import pytest

from sandbox.rules.methods import METHODS
from sandbox.web_api.registry import HANDLERS
from tests.sandbox.api import slack

ODD: list[Any] = [
    "",
    None,
    0,
    -1,
    True,
    "x",
    [],
    {},
    [1],
    [[{}]],
    {"a": 1},
    "C0LAUNCH000",
    "U0ANN000000",
    "#launch",
    "null",
    "[1]",
    "{}",
    "[{}]",
    '[{"type": 5}]',
    "1778461200.000001",
    "é\n\0",
    "9" * 50,
]
NAMES = sorted({n for m in HANDLERS for n in (*METHODS[m].required, *METHODS[m].one_of)} | {
    "attachments",
    "blocks",
    "channels",
    "cursor",
    "hash",
    "inclusive",
    "initial_comment",
    "latest",
    "limit",
    "link_names",
    "markdown_text",
    "metadata",
    "oldest",
    "parse",
    "text",
    "thread_ts",
    "trigger_id",
    "types",
    "view_id",
})  # fmt: skip


@pytest.mark.parametrize("method", sorted(HANDLERS))
async def test_odd_arguments_are_answered(method: str) -> None:
    dice = random.Random(method)
    async with slack() as sandbox, aiohttp.ClientSession() as session:
        await sandbox.person("ann").say("#launch", "x")
        token = sandbox.app_token if method == "apps.connections.open" else sandbox.bot_token
        headers = {"Authorization": f"Bearer {token}"}
        for _ in range(25):
            args = {name: dice.choice(ODD) for name in dice.sample(NAMES, 6)}
            args |= {name: dice.choice(ODD) for name in METHODS[method].required}
            url = sandbox.api_url + method
            async with session.post(url, json=args, headers=headers) as response:
                assert response.status == 200, args
                assert isinstance((await response.json())["ok"], bool)

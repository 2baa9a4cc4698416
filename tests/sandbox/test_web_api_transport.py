"""How a call arrives and is answered: arguments, tokens, scopes, headers, unknown methods."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.sandbox.api import client, code, manifest, raw, refused, slack


@pytest.mark.parametrize(
    "request_parts",
    [
        {"params": {"channel": "C0LAUNCH000", "text": "hi"}},
        {"data": {"channel": "C0LAUNCH000", "text": "hi"}},
        {"json": {"channel": "C0LAUNCH000", "text": "hi"}},
        {"params": {"channel": "C0LAUNCH000"}, "data": {"text": "hi"}},
        {"params": {"team_id": "T0", "no_such": "1"}, "json": {"channel": "#launch", "text": "hi"}},
    ],
    ids=["query", "form", "json", "query+form", "unknown arguments"],
)
async def test_arguments_come_by_query_form_and_json(request_parts: dict[str, Any]) -> None:
    async with slack() as sandbox:
        body, response = await raw(sandbox, "chat.postMessage", **request_parts)
        assert body["ok"], body
        assert body["message"]["text"] == "hi"
        assert response.status == 200


async def test_arguments_come_as_multipart() -> None:
    async with slack() as sandbox:
        with aiohttp.MultipartWriter("form-data") as parts:
            for name, value in (("channel", "C0LAUNCH000"), ("text", "hi")):
                part = parts.append(value)
                part.set_content_disposition("form-data", name=name)
        body, _ = await raw(sandbox, "chat.postMessage", data=parts)
        assert body["message"]["text"] == "hi"


async def test_nested_arguments_come_as_json_or_as_strings_of_json() -> None:
    blocks = [{"type": "divider"}]
    async with slack() as sandbox:
        for sent in (blocks, json.dumps(blocks)):
            arguments = {"channel": "#launch", "text": "t", "blocks": sent}
            body, _ = await raw(sandbox, "chat.postMessage", json=arguments)
            assert body["message"]["blocks"][0]["type"] == "divider"


async def test_a_get_call_reads_its_query() -> None:
    async with slack() as sandbox:
        query = {"user": sandbox.workspace.user("ann").id}
        body, _ = await raw(sandbox, "users.info", verb="GET", params=query)
        assert body["user"]["name"] == "ann"


async def test_a_json_body_is_not_read_by_methods_that_take_none() -> None:
    async with slack() as sandbox:
        user = sandbox.workspace.user("ann").id
        body, _ = await raw(sandbox, "users.info", json={"user": user})
        assert body["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        ("{", "application/json", "invalid_json"),
        ("[1]", "application/json", "json_not_object"),
        ("<a/>", "text/xml", "invalid_post_type"),
    ],
)
async def test_unreadable_bodies_are_refused(body: str, kind: str, error: str) -> None:
    async with slack() as sandbox:
        answer, response = await raw(
            sandbox, "chat.postMessage", data=body, headers={"Content-Type": kind}
        )
        assert (answer["error"], response.status) == (error, 200)


async def test_json_without_a_charset_is_carried_out_with_a_warning() -> None:
    async with slack() as sandbox:
        headers = {"Content-Type": "application/json"}
        answer, _ = await raw(sandbox, "api.test", data='{"a": "b"}', headers=headers)
        assert (answer["ok"], answer["warning"]) == (True, "missing_charset")
        assert answer["response_metadata"] == {"warnings": ["missing_charset"]}


# -- tokens and scopes ----------------------------------------------------------------------


async def test_calls_without_a_good_token_are_refused() -> None:
    async with slack() as sandbox:
        assert (await raw(sandbox, "auth.test", token=""))[0]["error"] == "not_authed"
        assert (await raw(sandbox, "auth.test", token="xoxb-1"))[0]["error"] == "invalid_auth"


async def test_a_token_may_travel_in_a_form_but_not_in_a_json_body() -> None:
    async with slack() as sandbox:
        token = {"token": sandbox.bot_token}
        assert (await raw(sandbox, "auth.test", token="", data=token))[0]["ok"]
        assert (await raw(sandbox, "auth.test", token="", json=token))[0]["error"] == "not_authed"


async def test_each_method_takes_its_kind_of_token_only() -> None:
    async with slack() as sandbox:
        bot, app = client(sandbox), client(sandbox, sandbox.app_token)
        wrong = "not_allowed_token_type"
        assert await code(bot.apps_connections_open(app_token=sandbox.bot_token)) == wrong
        assert await code(app.chat_postMessage(channel="#launch", text="x")) == wrong
        in_form = {"token": sandbox.app_token}
        body, _ = await raw(sandbox, "apps.connections.open", token="", data=in_form)
        assert body["error"] == "invalid_auth"


async def test_a_missing_scope_is_named() -> None:
    async with slack(manifest(without=("reactions:write",))) as sandbox:
        bot = client(sandbox)
        post = await bot.chat_postMessage(channel="#launch", text="x")
        body = await refused(
            bot.reactions_add(channel=str(post["channel"]), timestamp=str(post["ts"]), name="eyes")
        )
        assert body["error"] == "missing_scope"
        assert body["needed"] == "reactions:write"
        assert "chat:write" in body["provided"].split(",")


async def test_the_scope_follows_the_kind_of_conversation() -> None:
    async with slack(manifest(without=("im:history", "groups:read"))) as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        dm = ws.open_dm("ann").id
        assert (await bot.conversations_history(channel=ws.channel("launch").id))["ok"]
        body = await refused(bot.conversations_history(channel=dm))
        assert (body["error"], body["needed"]) == ("missing_scope", "im:history")
        assert await code(bot.conversations_list(types="private_channel")) == "missing_scope"


async def test_answers_carry_slacks_headers() -> None:
    async with slack() as sandbox:
        body, response = await raw(sandbox, "auth.test")
        assert body["bot_id"] == sandbox.workspace.installed_app.bot_id
        assert "chat:write" in response.headers["x-oauth-scopes"].split(",")
        assert response.headers["x-slack-req-id"]
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        _, response = await raw(sandbox, "reactions.add")
        assert response.headers["x-accepted-oauth-scopes"] == "reactions:write"


async def test_revoked_tokens_and_uninstalled_apps_are_dead() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        sandbox.revoke_tokens()
        assert await code(bot.auth_test()) == "token_revoked"
        sandbox.uninstall()
        assert await code(bot.auth_test()) == "account_inactive"
        assert await code(bot.apps_connections_open(app_token=sandbox.app_token)) == (
            "account_inactive"
        )


# -- methods --------------------------------------------------------------------------------


async def test_unknown_methods_are_refused_and_remembered() -> None:
    async with slack() as sandbox:
        assert await code(client(sandbox).api_call("no.such")) == "unknown_method"
        assert await code(client(sandbox).team_accessLogs()) == "unknown_method"
        assert sandbox.unknown_methods == ["no.such", "team.accessLogs"]


async def test_a_missing_argument_is_named() -> None:
    async with slack() as sandbox:
        body, _ = await raw(sandbox, "chat.update", json={"channel": "C0LAUNCH000"})
        assert body == {
            "ok": False,
            "error": "invalid_arguments",
            "response_metadata": {"messages": ["[ERROR] missing required field: ts"]},
        }


async def test_the_journal_keeps_calls_without_their_token() -> None:
    async with slack() as sandbox:
        data = {"token": sandbox.bot_token, "foo": "1"}
        await raw(sandbox, "api.test", data=data)
        (row,) = sandbox.journal.calls("api.test")
        assert row.args == {"token": "…", "foo": "1"}
        assert (row.ok, row.by, row.at) == (True, sandbox.bot_user_id, sandbox.clock.now())


async def test_events_leave_after_the_answer_to_the_call_that_caused_them() -> None:
    """The answer is on the wire while the event is still held back."""
    async with slack() as sandbox:
        order: list[str] = []
        send_out = sandbox.delivery._send_out

        def note(payload: dict[str, Any]) -> None:
            order.append(payload["event"]["type"])
            send_out(payload)

        sandbox.delivery._send_out = note  # type: ignore[method-assign]
        sandbox.workspace.event_sinks.append(lambda _event, _channel: order.append("happened"))
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(sandbox.url).port)
        writer.write(
            b"POST /api/chat.postMessage?channel=C0LAUNCH000&text=hi HTTP/1.1\r\nHost: x\r\n"
            b"Authorization: Bearer " + sandbox.bot_token.encode() + b"\r\n\r\n"
        )
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        writer.close()
        await writer.wait_closed()
        await sandbox.quiet()
        assert order == ["happened", "message"]


async def test_many_calls_at_once_get_different_ts() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        posts = await asyncio.gather(
            *(bot.chat_postMessage(channel="#launch", text=str(n)) for n in range(20))
        )
        assert len({str(p["ts"]) for p in posts}) == 20

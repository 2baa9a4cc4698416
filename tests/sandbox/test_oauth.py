"""Installing by OAuth: the page, the code, the tokens, rotation, and coming back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.sandbox.api import Ear, client, code, manifest, slack

# The SDK itself uses what aiohttp is about to retire.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
BACK = "https://bot.example/slack/oauth_redirect"
Json = dict[str, Any]


def _app(**settings: Any) -> Json:
    app = manifest()
    app["oauth_config"]["redirect_urls"] = ["https://bot.example/slack"]
    app["settings"] |= settings
    return app


async def _authorize(sandbox: Sandbox, **query: str) -> tuple[int, str]:
    """Status and where it leads (or the page's text)."""
    asked = {
        "client_id": sandbox.workspace.installed_app.client_id,
        "scope": "chat:write,commands",
        "state": "s1",
        "redirect_uri": BACK,
    }
    asked = {k: v for k, v in (asked | query).items() if v}
    url = f"{sandbox.url}/oauth/v2/authorize"
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, params=asked, allow_redirects=False) as response,
    ):
        return response.status, response.headers.get("Location") or await response.text()


async def _code(sandbox: Sandbox) -> str:
    _, target = await _authorize(sandbox, decision="allow")
    return parse_qs(urlsplit(target).query)["code"][0]


def _keys(sandbox: Sandbox) -> Json:
    app = sandbox.workspace.installed_app
    return {"client_id": app.client_id, "client_secret": app.client_secret}


async def test_the_page_asks_and_leads_back_with_a_code_or_an_error() -> None:
    async with slack(_app()) as sandbox:
        status, page = await _authorize(sandbox)
        assert status == 200
        assert "chat:write" in page
        assert "Drumbeat asks to join Acme" in page
        status, target = await _authorize(sandbox, decision="cancel")
        assert (status, target) == (302, f"{BACK}?error=access_denied&state=s1")
        status, target = await _authorize(sandbox, decision="allow")
        assert status == 302
        assert target.startswith(f"{BACK}?code=")
        assert parse_qs(urlsplit(target).query)["state"] == ["s1"]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example/"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example/slackish"}, "bad_redirect_uri"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"scope": ""}, "no_scopes"),
    ],
)
async def test_the_page_refuses(query: dict[str, str], error: str) -> None:
    async with slack(_app()) as sandbox:
        status, page = await _authorize(sandbox, **query)
        assert status == 400
        assert error in page


async def test_a_code_is_good_once_for_ten_minutes_and_its_address() -> None:
    async with slack(_app()) as sandbox:
        anybody = AsyncWebClient(base_url=sandbox.api_url)
        keys, good = _keys(sandbox), await _code(sandbox)
        answer = await anybody.oauth_v2_access(**keys, code=good, redirect_uri=BACK)
        assert answer["access_token"] == sandbox.bot_token
        assert (answer["token_type"], answer["team"]["id"]) == ("bot", sandbox.workspace.id)
        assert answer["authed_user"] == {"id": sandbox.workspace.user("dana").id}
        again = anybody.oauth_v2_access(**keys, code=good, redirect_uri=BACK)
        assert await code(again) == "invalid_code"
        other = anybody.oauth_v2_access(
            **keys, code=await _code(sandbox), redirect_uri="https://bot.example/slack/other"
        )
        assert await code(other) == "bad_redirect_uri"
        late = await _code(sandbox)
        sandbox.clock.advance(timedelta(seconds=601))
        assert await code(anybody.oauth_v2_access(**keys, code=late)) == "invalid_code"


async def test_the_app_proves_who_it_is() -> None:
    async with slack(_app()) as sandbox:
        anybody, keys = AsyncWebClient(base_url=sandbox.api_url), _keys(sandbox)
        wrong = anybody.oauth_v2_access(**keys | {"client_secret": "x"}, code="c")
        assert await code(wrong) == "bad_client_secret"
        stranger = anybody.oauth_v2_access(**keys | {"client_id": "1.2"}, code="c")
        assert await code(stranger) == "invalid_client_id"
        odd = anybody.oauth_v2_access(**keys, code="c", grant_type="password")
        assert await code(odd) == "invalid_grant_type"


@pytest.mark.parametrize("tokens_last", [False, True])
async def test_an_uninstalled_app_comes_back_with_a_new_token(tokens_last: bool) -> None:
    async with slack(_app()) as sandbox:
        old, ear = client(sandbox), Ear(sandbox)
        sandbox.uninstall(tokens_last=tokens_last)
        kinds = ["tokens_revoked", "app_uninstalled"]
        assert ear.kinds() == (kinds[::-1] if tokens_last else kinds)
        assert await code(old.auth_test()) == "account_inactive"
        anybody = AsyncWebClient(base_url=sandbox.api_url)
        answer = await anybody.oauth_v2_access(**_keys(sandbox), code=await _code(sandbox))
        new = client(sandbox, str(answer["access_token"]))
        assert (await new.auth_test())["ok"]
        assert await code(old.auth_test()) == "account_inactive"
        assert await code(new.chat_postMessage(channel="#launch", text="x")) == "not_in_channel"


async def test_rotating_tokens_expire_and_are_refreshed() -> None:
    async with slack(_app(token_rotation_enabled=True)) as sandbox:
        anybody, keys = AsyncWebClient(base_url=sandbox.api_url), _keys(sandbox)
        first = await anybody.oauth_v2_access(**keys, code=await _code(sandbox))
        assert first["access_token"].startswith("xoxe.xoxb-1-")
        assert (first["refresh_token"][:7], first["expires_in"]) == ("xoxe-1-", 43_200)
        bot = client(sandbox, first["access_token"])
        assert (await bot.auth_test())["ok"]
        sandbox.clock.advance(timedelta(seconds=43_200))
        assert await code(bot.auth_test()) == "token_expired"
        ask: Json = {**keys, "grant_type": "refresh_token"}
        second = await anybody.oauth_v2_access(**ask, refresh_token=first["refresh_token"])
        assert (await client(sandbox, second["access_token"]).auth_test())["ok"]
        used = anybody.oauth_v2_access(**ask, refresh_token=first["refresh_token"])
        assert await code(used) == "invalid_refresh_token"
        third = await anybody.oauth_v2_access(**ask, refresh_token=second["refresh_token"])
        for token in (second["access_token"], third["access_token"]):
            assert (await client(sandbox, token).auth_test())["ok"]
        assert await code(bot.auth_test()) == "token_revoked"


async def test_bolts_own_flow_installs(tmp_path: Any) -> None:
    async with slack(_app()) as sandbox:
        settings = AsyncOAuthSettings(
            **_keys(sandbox),
            scopes=["chat:write", "commands"],
            redirect_uri=BACK,
            authorization_url=f"{sandbox.url}/oauth/v2/authorize",
            installation_store=FileInstallationStore(base_dir=str(tmp_path)),
            state_validation_enabled=False,
        )
        bolt = AsyncApp(
            client=AsyncWebClient(base_url=sandbox.api_url),
            signing_secret=sandbox.signing_secret,
            oauth_settings=settings,
        )
        assert bolt.oauth_flow is not None
        query = {"code": await _code(sandbox), "state": "s1"}
        done = await bolt.oauth_flow.handle_callback(AsyncBoltRequest(body="", query=query))
        assert done.status == 200
        store = settings.installation_store
        assert store is not None
        bot = await store.async_find_bot(enterprise_id=None, team_id=sandbox.workspace.id)
        assert bot is not None
        assert (bot.bot_token, bot.bot_user_id) == (sandbox.bot_token, sandbox.bot_user_id)

"""Checks that ask Slack: tokens, scopes, clock, channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.doctor.findings import Finding, State
from bot.settings import Settings
from bot.slack_app import SCOPES

SLACK_TIMEOUT = 10  # seconds
DRIFT_WARN, DRIFT_FAIL = 30, 240  # seconds; Slack's signatures are void after 300
_REINSTALL = "Paste manifest.yaml into the app again and reinstall it."
_NO_ANSWER = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)


@asynccontextmanager
async def _slack(settings: Settings, token: str) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            token, base_url=settings.slack_api_url, timeout=SLACK_TIMEOUT, session=session
        )


async def slack_findings(settings: Settings) -> list[Finding]:
    """What can be learnt with the tokens that are given."""
    findings = []
    if settings.slack_bot_token:
        async with _slack(settings, settings.slack_bot_token.get_secret_value()) as client:
            findings += await _token_findings(client)
    if settings.slack_app_token:
        async with _slack(settings, settings.slack_app_token.get_secret_value()) as client:
            findings.append(await _check_app_token(client))
    return findings


async def _token_findings(client: AsyncWebClient) -> list[Finding]:
    try:
        answer = await client.auth_test()
    except _NO_ANSWER as error:
        return [Finding("token", "fail", _slack_trouble(error, "SLACK_BOT_TOKEN"))]
    headers = {key.lower(): value for key, value in answer.headers.items()}
    return [
        Finding("token", "ok", f"Signed in to {answer['team']} as {answer['user']}."),
        _check_scopes(headers.get("x-oauth-scopes")),
        check_drift(headers.get("date")),
        await _check_channels(client),
    ]


def _check_scopes(granted: str | None) -> Finding:
    if granted is None:
        return Finding("scopes", "warn", "Slack did not say which scopes the token has.")
    have = {scope.strip() for scope in granted.split(",")}
    want = {scope.name for scope in SCOPES}
    if lacking := sorted(want - have):
        what = (
            f"Missing: {', '.join(lacking)}. Paste manifest.yaml into the app again and reinstall."
        )
        return Finding("scopes", "fail", what)
    if spare := sorted(have - want):
        return Finding("scopes", "warn", f"Not needed: {', '.join(spare)}. They can be taken away.")
    return Finding("scopes", "ok", f"All {len(want)} are granted.")


def check_drift(date: str | None) -> Finding:
    """This machine's clock against the `Date` header of an answer."""
    if date is None:
        return Finding("clock", "warn", "Slack did not say what time it is.")
    seconds = (SystemClock().now() - parsedate_to_datetime(date)).total_seconds()
    if abs(seconds) < DRIFT_WARN:
        return Finding("clock", "ok", "This machine's clock agrees with Slack's.")
    state: State = "fail" if abs(seconds) >= DRIFT_FAIL else "warn"
    side = "ahead of" if seconds > 0 else "behind"
    what = f"This machine is {abs(seconds):.0f} s {side} Slack. Switch on time synchronisation."
    return Finding("clock", state, what)


async def _check_channels(client: AsyncWebClient) -> Finding:
    count, cursor = 0, ""
    try:
        while True:
            page = await client.users_conversations(
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=200,
                cursor=cursor,
            )
            count += len(page["channels"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
    except _NO_ANSWER as error:
        return Finding("channels", "warn", _slack_trouble(error, "SLACK_BOT_TOKEN"))
    if not count:
        return Finding(
            "channels", "warn", "In no channel yet. In a channel, type: /invite @Drumbeat"
        )
    return Finding("channels", "ok", f"Member of {count} channel{'s' if count > 1 else ''}.")


async def _check_app_token(client: AsyncWebClient) -> Finding:
    token = client.token or ""
    try:
        await client.apps_connections_open(app_token=token)
    except _NO_ANSWER as error:
        return Finding("app token", "fail", _slack_trouble(error, "SLACK_APP_TOKEN"))
    return Finding("app token", "ok", "Socket Mode can connect.")


def _slack_trouble(error: Exception, name: str) -> str:
    if not isinstance(error, SlackApiError):
        return (
            f"Slack cannot be reached ({type(error).__name__}). Check the network, the proxy and"
            " SLACK_API_URL."
        )
    code = error.response.get("error", "unknown")
    hints = {
        "invalid_auth": f"Copy {name} again from the app's settings.",
        "account_inactive": "The app was removed from the workspace. Install it again.",
        "token_revoked": f"Install the app again and copy the new {name}.",
        "missing_scope": _REINSTALL,
        "not_allowed_token_type": f"{name} holds the wrong kind of token. See .env.example.",
        "ratelimited": "Wait a minute and try again.",
    }
    return f"Slack answered {code}. {hints.get(code, 'Try again; then look at status.slack.com.')}"

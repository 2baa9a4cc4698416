"""What Slack's answers mean for a delivery: sent, try later, in doubt, or refused for good."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError


class Verdict(StrEnum):
    """What is known of a call's effect."""

    SENT = "sent"
    LATER = "later"
    """Not done; try again after `retry_after` seconds or with back-off."""
    DOUBT = "doubt"
    """Perhaps done: look before anything is sent again."""
    GONE = "gone"
    """The place refuses for good (archived, not a member, not found)."""
    LOST = "lost"
    """The message that was to be changed is gone."""
    FROZEN = "frozen"
    """The message can no longer be changed; a successor can be posted."""
    DEAD = "dead"
    """The token no longer works: everything of this workspace stops."""
    WRONG = "wrong"
    """Slack refuses what we built: a defect of ours, never repeated blindly."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with Slack's error code and data (`data` only when sent)."""

    verdict: Verdict
    error: str = ""
    retry_after: float | None = None
    data: dict[str, Any] | None = None


_BY_CODE = {
    Verdict.SENT: {"already_reacted", "no_reaction", "already_in_channel"},
    Verdict.LATER: {"ratelimited", "rate_limited", "message_limit_exceeded", "hash_conflict"},
    Verdict.DOUBT: {
        "fatal_error",
        "internal_error",
        "service_unavailable",
        "request_timeout",
        "messaging_processing_failed",
    },
    Verdict.GONE: {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "is_inactive",
        "user_not_in_channel",
        "user_not_found",
        "user_not_visible",
        "user_disabled",
        "cannot_dm_bot",
        "messages_tab_disabled",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
        "cannot_reply_to_message",
        "posting_to_channel_denied",
        "channel_is_limited_access",
        "access_denied",
        "not_enabled",
        "thread_not_found",
        "method_not_supported_for_channel_type",
    },
    Verdict.LOST: {"message_not_found"},
    Verdict.FROZEN: {"edit_window_closed", "cant_update_message"},
    Verdict.DEAD: {
        "account_inactive",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "team_access_not_granted",
    },
}
_VERDICTS = {code: verdict for verdict, codes in _BY_CODE.items() for code in codes}


def read_error(error: BaseException) -> Outcome:
    """What an exception of a Slack call means."""
    if isinstance(error, SlackApiError):
        return _read_answer(error)
    if isinstance(error, aiohttp.ClientConnectorError):
        # Not even connected, so nothing was sent.
        return Outcome(Verdict.LATER, type(error).__name__)
    if isinstance(error, aiohttp.ClientError | asyncio.TimeoutError | OSError):
        return Outcome(Verdict.DOUBT, type(error).__name__)
    raise error


def _read_answer(error: SlackApiError) -> Outcome:
    response = error.response
    status = int(getattr(response, "status_code", 200))
    headers = getattr(response, "headers", None) or {}
    after = next((headers[name] for name in headers if name.lower() == "retry-after"), None)
    seconds = float(after) if after else None
    if status == 429:
        return Outcome(Verdict.LATER, "ratelimited", seconds if seconds is not None else 30.0)
    data = response.data if isinstance(getattr(response, "data", None), dict) else {}
    code = str(data.get("error") or f"http_{status}")
    if code in _VERDICTS:
        return Outcome(_VERDICTS[code], code, seconds)
    if status >= 500:
        return Outcome(Verdict.DOUBT, code)
    return Outcome(Verdict.WRONG, code)

"""Why a process could not start, in a sentence with the next step. Nothing is started here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from storage.migrate import UnknownRevision

if TYPE_CHECKING:
    from bot.settings import Settings


REFUSED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
    | {"not_allowed_token_type", "forbidden_team", "missing_scope", "no_permission"}
)
"""What Slack says of a token that will not do, however often it is tried."""


class StartFailed(Exception):
    """The process could not start for a reason that its owner can do something about."""


class PortTaken(OSError):
    """Nothing can listen on the port of the settings."""


def reason_for(error: BaseException, settings: Settings) -> str | None:
    """What to tell the owner; None for what only a developer can do something about."""
    if isinstance(error, SlackApiError):
        return _refused_by_slack(error, settings)
    if isinstance(error, UnknownRevision):
        return f"The database is from a newer Drumbeat: {error}. Start that one."
    if isinstance(error, SQLAlchemyError):
        what = f"The database does not answer ({type(error).__name__})."
        return f"{what} Check DATABASE_URL and that it runs."
    if isinstance(error, PortTaken):
        return f"Port {settings.port} cannot be used ({error.strerror}). Choose another with PORT."
    if isinstance(error, aiohttp.ClientError | TimeoutError):
        what = f"{settings.slack_api_url} does not answer ({type(error).__name__})."
        return f"{what} Check the network, a proxy (HTTPS_PROXY) and SLACK_API_URL."
    return None


def _refused_by_slack(error: SlackApiError, settings: Settings) -> str:
    data = error.response.data
    code = data.get("error") if isinstance(data, dict) else None
    if code not in REFUSED:
        what = code or f"HTTP {error.response.status_code}"
        return f"{settings.slack_api_url} answers {what}. Try again in a minute."
    is_app_token = "apps.connections.open" in error.response.api_url
    name = "SLACK_APP_TOKEN" if is_app_token else "SLACK_BOT_TOKEN"
    where = "Basic Information > App-Level Tokens" if is_app_token else "OAuth & Permissions"
    return f"Slack does not accept {name} ({code}). Copy it again from the app's {where}."

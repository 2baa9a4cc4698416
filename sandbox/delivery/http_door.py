"""Signed HTTP: events as JSON, commands as a form, interactions as a `payload` form field."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery.parcel import ACK_WINDOW, Answer, NoAnswer, Parcel
from sandbox.delivery.signing import signed_headers

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
MAX_REDIRECTS = 2


def encode_body(parcel: Parcel) -> tuple[str, bytes]:
    """Content type and raw body that Slack would send for a parcel."""
    if parcel.kind == "events_api":
        return JSON_TYPE, json.dumps(parcel.payload, ensure_ascii=False).encode()
    if parcel.kind == "slash_commands":
        return FORM_TYPE, urlencode(parcel.payload).encode()
    return FORM_TYPE, urlencode({"payload": json.dumps(parcel.payload)}).encode()


class HttpDoor:
    """Posts to the one request URL of the app."""

    def __init__(self, target: str, secret: str, *, ack_window: float = ACK_WINDOW) -> None:
        self.target = target
        self.ack_window = ack_window
        self._secret = secret
        self._session: aiohttp.ClientSession | None = None

    async def deliver(
        self, parcel: Parcel, *, attempt: int = 0, reason: str = "", wait: float = 0.0
    ) -> Answer:
        """Post one parcel, signed; a status of 2xx (events) or 200 (others) is the answer."""
        del wait  # nothing to wait for: a server that is not there refuses at once
        content_type, body = encode_body(parcel)
        extra: dict[str, str] = {}
        if attempt:
            extra = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        status, headers, raw = await self._post(content_type, body, extra)
        accepted = 200 <= status < 300 if parcel.kind == "events_api" else status == 200
        if not accepted:
            no_retry = headers.get("X-Slack-No-Retry") == "1"
            raise NoAnswer("http_error", no_retry=no_retry, status=status)
        if not parcel.accepts_response:
            return Answer(None)
        return Answer.from_http(headers.get("Content-Type", ""), raw)

    async def verify_url(self, token: str) -> bool:
        """Do the `url_verification` handshake; True when the challenge came back."""
        challenge = secrets.token_urlsafe(32)
        body = {"token": token, "challenge": challenge, "type": "url_verification"}
        status, headers, raw = await self._post(JSON_TYPE, json.dumps(body).encode(), {})
        if status != 200:
            return False
        if "json" in headers.get("Content-Type", ""):
            answer: Any = json.loads(raw)
            return isinstance(answer, dict) and answer.get("challenge") == challenge
        return raw.decode("utf-8", "replace").strip() == challenge

    async def check_ssl(self) -> bool:
        """Send the `ssl_check=1` probe; True when the app answers 200."""
        status, _, _ = await self._post(FORM_TYPE, b"ssl_check=1&token=sandbox", {})
        return status == 200

    async def close(self) -> None:
        """Close the pooled connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(
        self, content_type: str, body: bytes, extra: dict[str, str]
    ) -> tuple[int, Any, bytes]:
        headers = {
            "Content-Type": content_type,
            "Accept": "*/*",
            "User-Agent": USER_AGENT,
            **signed_headers(self._secret, str(int(time.time())), body),
            **extra,
        }
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with self._session.post(
                self.target,
                data=body,
                headers=headers,
                max_redirects=MAX_REDIRECTS + 1,
                timeout=aiohttp.ClientTimeout(total=self.ack_window),
            ) as response:
                return response.status, response.headers, await response.read()
        except TimeoutError:
            raise NoAnswer("http_timeout") from None
        except aiohttp.TooManyRedirects:
            raise NoAnswer("too_many_redirects") from None
        except aiohttp.ClientSSLError:
            raise NoAnswer("ssl_error") from None
        except aiohttp.ClientConnectionError:
            raise NoAnswer("connection_failed") from None
        except aiohttp.ClientError:
            raise NoAnswer("unknown_error") from None

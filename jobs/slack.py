"""The one way to call Slack from a job: a verdict for every call, never an exception."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from jobs.calls import Call
from jobs.outcomes import Outcome, Verdict, read_error

TIMEOUT = 10.0
"""Seconds of real time after which a call is given up as in doubt."""


class Slack:
    """Calls with one client whose session is shared and which repeats nothing by itself."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def send(self, call: Call) -> Outcome:
        """Carry out a delivery's call."""
        if call.url:
            return await self._answer(call.url, call.args)
        return await self.ask(call.method, **call.args)

    async def ask(self, method: str, **args: Any) -> Outcome:
        """Call a method by its Slack name."""
        named = getattr(self._client, method.replace(".", "_"))
        try:
            async with asyncio.timeout(TIMEOUT):
                response = await named(**args)
        except Exception as error:  # noqa: BLE001 - read_error raises what is no network matter
            return read_error(error)
        return Outcome(Verdict.SENT, data=response.data)

    async def _answer(self, url: str, body: Mapping[str, Any]) -> Outcome:
        """POST to a response_url. What is refused there was certainly not shown."""
        session = self._client.session
        if session is None:
            raise RuntimeError("the client has no shared session")
        try:
            async with asyncio.timeout(TIMEOUT), session.post(url, json=body) as response:
                if response.status == 200:
                    return Outcome(Verdict.SENT, data={})
                after = response.headers.get("Retry-After")
                if response.status == 429:
                    return Outcome(Verdict.LATER, "ratelimited", float(after or 1))
                verdict = Verdict.DOUBT if response.status >= 500 else Verdict.GONE
                return Outcome(verdict, f"http_{response.status}")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return read_error(error)

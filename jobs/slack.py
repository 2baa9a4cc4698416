"""The one way to call Slack from a job: a verdict for every call, never an exception."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from jobs.calls import Call
from jobs.outcomes import Outcome, Verdict, read_error
from jobs.pictures import DrawingFailed, draw

TIMEOUT = 10.0
"""Seconds of real time after which a call is given up as in doubt."""


class Slack:
    """Calls with one client whose session is shared and which repeats nothing by itself."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._drawing = asyncio.Lock()
        """One picture at a time: each needs a hundred megabytes."""

    async def send(self, call: Call) -> Outcome:
        """Carry out a delivery's call."""
        if call.url:
            return await self._answer(call.url, call.args)
        if call.drawing is not None:
            return await self._draw_and_upload(call.drawing, call.args)
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
        try:
            async with asyncio.timeout(TIMEOUT), self._session.post(url, json=body) as response:
                error = _refusal_in(await response.text())
                if response.status == 200 and not error:
                    return Outcome(Verdict.SENT, data={})
                after = response.headers.get("Retry-After")
                if response.status == 429:
                    return Outcome(Verdict.LATER, "ratelimited", float(after or 1))
                verdict = Verdict.DOUBT if response.status >= 500 else Verdict.GONE
                return Outcome(verdict, error or f"http_{response.status}")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return read_error(error)

    async def _draw_and_upload(
        self, drawing: Mapping[str, Any], args: Mapping[str, Any]
    ) -> Outcome:
        """Make a file that nobody sees yet; `file` of the data is its id. Doing it again leaves
        one more that nobody ever sees."""
        try:
            async with asyncio.timeout(2 * TIMEOUT - 1):
                async with self._drawing:
                    png = await draw(drawing)
                return await self._upload(png, args)
        except DrawingFailed as failed:
            return Outcome(Verdict.LATER, f"drawing: {failed}")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return Outcome(Verdict.LATER, type(error).__name__)

    async def _upload(self, png: bytes, args: Mapping[str, Any]) -> Outcome:
        named = {"filename": args["filename"], "alt_txt": args["alt_txt"]}
        place = await self.ask("files.getUploadURLExternal", length=len(png), **named)
        if place.verdict is not Verdict.SENT or place.data is None:
            return place
        file = str(place.data["file_id"])
        async with self._session.post(str(place.data["upload_url"]), data=png) as response:
            if response.status != 200:
                return Outcome(Verdict.LATER, f"http_{response.status}")
        files = [{"id": file, "title": args["title"]}]
        whole = await self.ask("files.completeUploadExternal", files=files)
        return Outcome(Verdict.SENT, data={"file": file}) if whole.data is not None else whole

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._client.session is None:
            raise RuntimeError("the client has no shared session")
        return self._client.session


def _refusal_in(body: str) -> str:
    """Slack's error code in the answer of a response_url; empty for `ok` and what is no answer of
    Slack's."""
    try:
        answer = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(answer, dict) or answer.get("ok", True):
        return ""
    return str(answer.get("error") or "refused")

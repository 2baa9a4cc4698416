"""The sandbox as one object and one HTTP server: Web API, Socket Mode, files, page and clock."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from sandbox.actors import Actor
from sandbox.admin import AdminActs
from sandbox.clock import SandboxClock, Stepper
from sandbox.consent import Consent
from sandbox.delivery import Delivery, Envelope
from sandbox.faults import Faults
from sandbox.interactions.web_views import WebViews
from sandbox.journal import ApiCall, Journal
from sandbox.limits import Limits
from sandbox.page_api import PageApi
from sandbox.response_urls import ResponseUrls
from sandbox.rules.methods import METHODS
from sandbox.sample import MINIMAL_MANIFEST, sample_workspace
from sandbox.scheduled import ScheduledMessages
from sandbox.state import Json, Workspace
from sandbox.triggers import LIFETIME, TriggerLedger
from sandbox.views_state import ViewShelf
from sandbox.web_api import WebApi
from sandbox.web_api.files import FileDoor

DEFAULT_START = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)
"""A Monday, 09:00 in Shanghai."""


class Sandbox(AdminActs):
    """A whole Slack for one app. `await start()`, then `url`, `api_url` and the tokens hold.

    `http_target` is the app's request URL (HTTP mode); without it the app uses Socket Mode.
    `page_most` (an attribute) makes pages of lists shorter than asked for, as Slack may.
    `stepper` lets the clock bar stop at everything that falls due. `timing`: real seconds of
    the delivery (`ack_window`, `socket_wait`, `retry_delays`).
    """

    def __init__(
        self,
        manifest: Json | None = None,
        workspace: Workspace | None = None,
        clock: SandboxClock | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        http_target: str | None = None,
        stepper: Stepper | None = None,
        trigger_lifetime: float = LIFETIME,
        timing: dict[str, Any] | None = None,
    ) -> None:
        self.workspace = workspace or sample_workspace()
        self.clock = clock or SandboxClock(DEFAULT_START)
        self.workspace.now = self.clock.now
        if self.workspace.app is None:
            self.workspace.install_app(manifest or MINIMAL_MANIFEST)
        self.stepper = stepper
        self.journal = Journal()
        self.unknown_methods: list[str] = []
        self.page_most: int | None = None
        self.upload_keys: dict[str, str] = {}
        self.page_key = secrets.token_urlsafe(12)
        self.limits = Limits(self.clock.now)
        self.limits.per_minute = {m.name: m.per_minute for m in METHODS.values()}
        self.delivery = Delivery(
            self.workspace,
            http_target=http_target,
            record=self.record,
            limits=self.limits,
            **(timing or {}),
        )
        self.triggers = TriggerLedger(trigger_lifetime)
        self.shelf = ViewShelf(self.workspace)
        self.web_views = WebViews(self.workspace, self.triggers, self.shelf)
        self.response_urls = ResponseUrls(self.workspace, lambda: self.url)
        self.faults = Faults(self.delivery.faults)
        self.stopping = asyncio.Event()
        self.scheduled = ScheduledMessages(self.workspace, self.clock)
        self.consent = Consent(self.workspace)
        self.page_api = PageApi(self)
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self._actors: dict[str, Actor] = {}

    # -- life -------------------------------------------------------------------------------

    async def start(self) -> Sandbox:
        """Open the port; `port=0` takes a free one."""
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        site = web.TCPSite(runner, self._host, self._port)
        await site.start()
        self._runner = runner
        if not self._port:
            self._port = runner.addresses[0][1]
        self.workspace.base_url = f"{self.url}/"
        return self

    async def stop(self) -> None:
        """Close every connection and the port."""
        self.stopping.set()
        self.page_api.stream.close()
        self.scheduled.close()
        await self.delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Sandbox:
        """Start on entering a block."""
        return await self.start()

    async def __aexit__(self, *_exc: object) -> None:
        """Stop on leaving it."""
        await self.stop()

    async def quiet(self, within: float = 30.0) -> None:
        """Wait until no call, event, envelope or delivery is under way; NotQuiet otherwise."""
        await self.delivery.quiet(within)

    # -- addresses and secrets --------------------------------------------------------------

    @property
    def url(self) -> str:
        """The address of the page and of everything else, without a slash at the end."""
        return f"http://{self._shown_host}:{self._port}"

    @property
    def ws_url(self) -> str:
        """The same for WebSockets."""
        return f"ws://{self._shown_host}:{self._port}"

    @property
    def _shown_host(self) -> str:
        """A host that can be called; all interfaces includes this one."""
        return "127.0.0.1" if self._host in {"", "0.0.0.0"} else self._host  # noqa: S104

    @property
    def api_url(self) -> str:
        """What the SDK's `base_url` and SLACK_API_URL want."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's `xoxb-` token."""
        return self.workspace.installed_app.bot_token

    @property
    def app_token(self) -> str:
        """The app's `xapp-` token."""
        return self.workspace.installed_app.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that HTTP deliveries are signed with."""
        return self.workspace.installed_app.signing_secret

    @property
    def bot_user_id(self) -> str:
        """The user id of the app's bot."""
        return self.workspace.installed_app.bot_user_id

    # -- people and records -----------------------------------------------------------------

    def person(self, ref: str) -> Actor:
        """The Actor of a person, by handle or id: what one human can do in a Slack client."""
        user_id = self.workspace.user(ref).id
        if user_id not in self._actors:
            self._actors[user_id] = Actor(self, user_id)
        return self._actors[user_id]

    def record(self, row: ApiCall | Envelope) -> None:
        """Write one row of the journal."""
        self.journal.add(row)
        self.workspace.changed({"topic": "traffic"})

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=128 * 1024 * 1024)
        app.on_response_prepare.append(_revalidate)
        app.add_routes(WebApi(self).routes())
        app.add_routes(FileDoor(self).routes())
        app.add_routes(self.page_api.routes())
        app.add_routes(self.consent.routes())
        self.delivery.add_routes(app.router)
        self.response_urls.add_routes(app.router)
        return app


async def _revalidate(request: web.Request, response: web.StreamResponse) -> None:
    """Let browsers ask for the page's files again, so that a new version shows at once."""
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-cache"

"""The one object the sandbox holds for everything between people and the app."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from sandbox.actors import Actor
from sandbox.delivery import Delivery, Envelope
from sandbox.delivery.dispatcher import RETRY_DELAYS, SOCKET_WAIT
from sandbox.delivery.parcel import ACK_WINDOW
from sandbox.interactions.block_actions import BlockActions
from sandbox.interactions.commands import Commands
from sandbox.interactions.context import Context
from sandbox.interactions.modals import Modals
from sandbox.interactions.payloads import Payloads
from sandbox.interactions.results import Impossible
from sandbox.interactions.shortcuts import Shortcuts
from sandbox.interactions.web_views import WebViews
from sandbox.response_urls import ResponseUrls
from sandbox.state import Refused, Workspace
from sandbox.triggers import LIFETIME, TriggerLedger
from sandbox.views_state import ViewShelf


class Doors:
    """Delivery to the app, response_urls, views and the people who act.

    `base` gives the sandbox's own address (`http://host:port`) once it listens. `ack_timeout`,
    `trigger_lifetime`, `socket_wait` and `retry_delays` are real seconds.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        base: Callable[[], str],
        http_target: str | None = None,
        ack_timeout: float = ACK_WINDOW,
        trigger_lifetime: float = LIFETIME,
        socket_wait: float = SOCKET_WAIT,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
        record: Callable[[Envelope], None] = lambda _envelope: None,
    ) -> None:
        self.workspace = workspace
        self.delivery = Delivery(
            workspace,
            http_target=http_target,
            ack_window=ack_timeout,
            socket_wait=socket_wait,
            retry_delays=retry_delays,
            record=record,
        )
        self.triggers = TriggerLedger(trigger_lifetime)
        self.response_urls = ResponseUrls(workspace, base)
        self.shelf = ViewShelf(workspace)
        self.web_views = WebViews(workspace, self.triggers, self.shelf)
        self.context = Context(
            workspace=workspace,
            delivery=self.delivery,
            triggers=self.triggers,
            response_urls=self.response_urls,
            shelf=self.shelf,
            payloads=Payloads(workspace),
        )
        self.commands = Commands(self.context)
        self.block_actions = BlockActions(self.context)
        self.modals = Modals(self.context)
        self.shortcuts = Shortcuts(self.context)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Register `/link/` and the response_url endpoints."""
        self.delivery.add_routes(router)
        self.response_urls.add_routes(router)

    def person(self, ref: str) -> Actor:
        """The Actor of a handle, `@handle` or user id. Raises `Impossible` for bots and nobody."""
        try:
            user = self.workspace.user(ref)
        except Refused:
            raise Impossible("no_such_person", f"nobody is called {ref!r}") from None
        if user.is_bot:
            raise Impossible("no_such_person", f"{ref!r} is a bot")
        return Actor(self, user.id)

    async def quiet(self, within: float = 30.0) -> None:
        """Wait until nothing is queued or in flight; `NotQuiet` after `within` real seconds."""
        await self.delivery.quiet(within)

    async def close(self) -> None:
        """Stop deliveries and close connections."""
        await self.delivery.close()

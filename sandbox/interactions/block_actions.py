"""Clicking, choosing and filling in messages, modals and Home; asking external selects."""

from __future__ import annotations

from sandbox.delivery import NoAnswer, Parcel
from sandbox.interactions.context import Context, Surface, keep_value, values_of
from sandbox.interactions.elements import VALUE_KEYS, Placed
from sandbox.interactions.filling import Filler
from sandbox.interactions.payloads import action_json
from sandbox.interactions.results import ActionResult, Impossible, OptionsResult, failure_code
from sandbox.rules.errors import refuse_suggestions
from sandbox.rules.text import plain_text, stored_blocks
from sandbox.state import Json

DEFAULT_QUERY_LENGTH = 3
EXTERNAL = frozenset({"external_select", "multi_external_select"})


class BlockActions:
    """Everything a person does to an interactive element."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def use(
        self,
        surface: Surface,
        given: object = None,
        *,
        action_id: str | None = None,
        block_id: str | None = None,
    ) -> ActionResult:
        """Click or fill an element; the app is told unless it is a quiet input.

        Raises `Impossible` when the element is not there or cannot take `given`.
        """
        placed = surface.find(action_id, block_id, given)
        self._check_visible(surface, placed)
        chosen = await self._choose(surface, placed, given)
        if placed.type in VALUE_KEYS:
            keep_value(self._context, surface, placed, chosen)
        if not placed.dispatches:
            return ActionResult(ok=True)
        return await self._tell(surface, placed, chosen)

    async def put(
        self,
        surface: Surface,
        given: object,
        *,
        action_id: str | None = None,
        block_id: str | None = None,
    ) -> None:
        """Set what an element holds without telling the app (typing not yet finished)."""
        placed = surface.find(action_id, block_id)
        if placed.type not in VALUE_KEYS:
            raise Impossible("no_such_element", f"{placed.action_id} holds no value")
        chosen = await self._choose(surface, placed, given)
        keep_value(self._context, surface, placed, chosen)

    async def options(
        self,
        surface: Surface,
        typed: str,
        *,
        action_id: str | None = None,
        block_id: str | None = None,
    ) -> OptionsResult:
        """Type into an external select and see what the app offers."""
        placed = surface.find(action_id, block_id)
        if placed.type not in EXTERNAL:
            raise Impossible("no_such_element", f"{placed.action_id} is a {placed.type}")
        least = placed.element.get("min_query_length", DEFAULT_QUERY_LENGTH)
        if len(typed) < int(least):
            raise Impossible("query_too_short", f"{placed.action_id} asks from {least} characters")
        payload = self._context.payloads.suggestion(
            user=self._context.workspace.users[surface.user_id],
            placed=placed,
            typed=typed,
            place=self._place(surface),
        )
        try:
            answer = await self._context.delivery.request(Parcel("interactive", payload, True))
        except NoAnswer as silence:
            return OptionsResult(ok=False, error=failure_code(silence))
        result = _read_options(answer.body or {})
        self._context.offered[(*surface.key, placed.action_id)] = result.options
        return result

    async def _choose(self, surface: Surface, placed: Placed, given: object) -> Json:
        filler = Filler(self._context.workspace, surface.user_id)
        if placed.type not in EXTERNAL or given in (None, "", []):
            return filler.chosen(placed, given)
        offered = await self._offered(surface, placed, given)
        return filler.chosen(placed, given, offered)

    async def _offered(self, surface: Surface, placed: Placed, given: object) -> list[Json]:
        """What the select showed last; a plain text not among it is typed to ask again."""
        offered = list(self._context.offered.get((*surface.key, placed.action_id), []))
        key = VALUE_KEYS[placed.type]
        held = values_of(self._context, surface).get(placed.block_id, {}).get(placed.action_id, {})
        already = held.get(key)
        offered += already if isinstance(already, list) else [already] if already else []
        if isinstance(given, str) and not _among(given, offered):
            asked = await self.options(
                surface, given, action_id=placed.action_id, block_id=placed.block_id
            )
            return asked.options
        return offered

    async def _tell(self, surface: Surface, placed: Placed, chosen: Json) -> ActionResult:
        context = self._context
        user = context.workspace.users[surface.user_id]
        view = surface.view
        modal_id = view.id if view is not None and view.type == "modal" else None
        place = self._place(surface)
        channel_id = surface.message.channel_id if surface.message is not None else None
        if surface.message is not None:
            place["state"] = {"values": values_of(context, surface)}
            place["response_url"] = context.response_urls.issue(
                "actions",
                user_id=user.id,
                channel_id=surface.message.channel_id,
                original=surface.message,
            )
        payload = context.payloads.block_actions(
            user=user,
            action=action_json(placed, chosen, context.workspace.next_ts()),
            trigger_id=context.triggers.issue(user.id, modal_id, channel_id),
            place=place,
        )
        try:
            await context.delivery.request(Parcel("interactive", payload, True))
        except NoAnswer as silence:
            return ActionResult(ok=False, error=failure_code(silence))
        return ActionResult(ok=True)

    def _place(self, surface: Surface) -> Json:
        if surface.view is not None:
            return self._context.payloads.place_of_view(surface.view)
        if surface.message is None:
            raise LookupError("a surface is a message or a view")
        return self._context.payloads.place_of_message(surface.message)

    def _check_visible(self, surface: Surface, placed: Placed) -> None:
        allowed = placed.element.get("visible_to_user_ids")
        if allowed and surface.user_id not in allowed:
            raise Impossible("no_such_element", f"{placed.action_id} is not shown to this person")


def _among(given: str, options: list[Json]) -> bool:
    shown = (given, plain_text(given))
    return any(o.get("value") == given or o.get("text", {}).get("text") in shown for o in options)


def _read_options(body: Json) -> OptionsResult:
    """Check an answer as Slack does: a valid list of at most 100, in groups or not."""
    if refuse_suggestions(body):
        return OptionsResult(ok=False, error="invalid_options")
    if "options" in body:
        return OptionsResult(ok=True, options=stored_blocks(body["options"]))
    groups = stored_blocks(body["option_groups"])
    flat = [option for group in groups for option in group["options"]]
    return OptionsResult(ok=True, options=flat, groups=groups)

"""What all kinds of interaction share: the workspace, the way out, the ledgers; and surfaces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from sandbox.delivery import Delivery
from sandbox.interactions.elements import Placed, placed_elements, state_values
from sandbox.interactions.payloads import Payloads
from sandbox.interactions.results import Impossible
from sandbox.response_urls import ResponseUrls
from sandbox.state import Json, Message, View, Workspace
from sandbox.triggers import TriggerLedger
from sandbox.views_state import ViewShelf


class House(Protocol):
    """The parts of a sandbox that interactions need."""

    workspace: Workspace
    delivery: Delivery
    triggers: TriggerLedger
    response_urls: ResponseUrls
    shelf: ViewShelf


@dataclass
class Context:
    """Handed to every kind of interaction of one person.

    `message_values` is what the person put into elements of messages, `offered` what external
    selects showed last.
    """

    workspace: Workspace
    delivery: Delivery
    triggers: TriggerLedger
    response_urls: ResponseUrls
    shelf: ViewShelf
    payloads: Payloads
    message_values: dict[tuple[str, str, str], Json] = field(default_factory=dict)
    offered: dict[tuple[str, str, str, str], list[Json]] = field(default_factory=dict)


def context_of(house: House) -> Context:
    """A context over the parts of a sandbox."""
    return Context(
        workspace=house.workspace,
        delivery=house.delivery,
        triggers=house.triggers,
        response_urls=house.response_urls,
        shelf=house.shelf,
        payloads=Payloads(house.workspace),
    )


@dataclass(frozen=True)
class Surface:
    """A message or a view, as one person sees and fills it. Exactly one of the two is set."""

    user_id: str
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks on it."""
        if self.view is not None:
            return list(self.view.body.get("blocks") or [])
        return list(self.message.blocks or []) if self.message is not None else []

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart from others."""
        if self.view is not None:
            return ("view", self.view.id, self.user_id)
        if self.message is None:
            raise LookupError("a surface is a message or a view")
        return (self.message.channel_id, self.message.ts, self.user_id)

    def find(self, action_id: str | None, block_id: str | None, value: object = None) -> Placed:
        """The one element meant. Raises `Impossible` when there is none or more than one."""
        here = [
            placed
            for placed in placed_elements(self.blocks)
            if action_id in (None, placed.action_id) and block_id in (None, placed.block_id)
        ]
        if len(here) > 1 and value is not None:
            here = [placed for placed in here if placed.element.get("value") == value] or here
        if len(here) == 1:
            return here[0]
        wanted = f"action_id {action_id!r}" + (f" in block {block_id!r}" if block_id else "")
        if here:
            blocks = ", ".join(placed.block_id for placed in here)
            raise Impossible("ambiguous_element", f"{wanted} is in several blocks: {blocks}")
        known = ", ".join(f"{p.block_id}/{p.action_id}" for p in placed_elements(self.blocks))
        raise Impossible("no_such_element", f"there is no {wanted}; there are: {known or 'none'}")


def values_of(context: Context, surface: Surface) -> Json:
    """`state.values` of a surface, for its person, made up to date."""
    if surface.view is not None:
        return surface.view.values
    kept = context.message_values.get(surface.key)
    values = state_values(surface.blocks, kept)
    context.message_values[surface.key] = values
    return values


def keep_value(context: Context, surface: Surface, placed: Placed, chosen: Json) -> None:
    """Remember what a person put into a stateful element."""
    values = values_of(context, surface)
    entry = {"type": placed.type, **chosen}
    values.setdefault(placed.block_id, {})[placed.action_id] = entry

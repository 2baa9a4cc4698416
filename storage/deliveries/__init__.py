"""Questions to `delivery`: what Slack should show, who is carrying it, where it ended up."""

from storage.deliveries.claims import CLAIM, claim, is_anything_due, is_held, next_due, wanted_revs
from storage.deliveries.finding import (
    change_channel,
    counts_by_state,
    find_by_message,
    find_by_uuid,
    get_delivery,
    shown,
    waiting_figures,
)
from storage.deliveries.outcomes import (
    confirm,
    end,
    forget_payload,
    give_up,
    go_on,
    release,
    reopen,
    replace_message,
    retry_later,
)
from storage.deliveries.state import DEBOUNCE, FOR_GOOD, MAX_TRIES
from storage.deliveries.wishes import Wish, change_payload, hurry, let_rest, redraw, want

__all__ = [
    "CLAIM",
    "DEBOUNCE",
    "FOR_GOOD",
    "MAX_TRIES",
    "Wish",
    "change_channel",
    "change_payload",
    "claim",
    "confirm",
    "counts_by_state",
    "end",
    "find_by_message",
    "find_by_uuid",
    "forget_payload",
    "get_delivery",
    "give_up",
    "go_on",
    "hurry",
    "is_anything_due",
    "is_held",
    "let_rest",
    "next_due",
    "redraw",
    "release",
    "reopen",
    "replace_message",
    "retry_later",
    "shown",
    "waiting_figures",
    "want",
    "wanted_revs",
]

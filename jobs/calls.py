"""What a delivery becomes: one Slack call, and how its effect can be proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.deliveries import EVENT_TYPE


class Proof(StrEnum):
    """How a call is confirmed when its answer was lost."""

    REPEAT = "repeat"
    """Doing it again changes nothing."""
    FIND = "find"
    """The post can be found by the uuid in its metadata."""
    NONE = "none"
    """It cannot be found: at most once."""


class Carries(StrEnum):
    """What a message is made of beside words."""

    WORDS = "words"
    CHART = "chart"
    """Slack's own chart block, which not every workspace takes."""
    PICTURE = "picture"
    """An uploaded file, which Slack may not have looked through yet."""


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API call. `rev` is the revision that was rendered; `url` makes it an answer to a
    response_url instead; `otherwise` is what to call if this one is refused for good.

    `drawing` is a picture that is first to be drawn, then uploaded. `carries` says what there is
    in a message that some workspaces refuse.
    """

    method: str
    args: Mapping[str, Any]
    proof: Proof
    rev: int = 1
    url: str = ""
    otherwise: "Call | None" = None
    drawing: Mapping[str, Any] | None = None
    carries: Carries = Carries.WORDS

    @property
    def place(self) -> str:
        """The channel or person that the call goes to."""
        return str(self.args.get("channel") or "")


def post(channel: str, message: Mapping[str, Any], uuid: str, **more: Any) -> Call:
    """Post a message that carries its delivery's uuid."""
    args = {
        "channel": channel,
        **message,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"delivery": uuid}},
        "unfurl_links": False,
        "unfurl_media": False,
    }
    thread_ts = more.pop("thread_ts", "")
    if thread_ts:
        args["thread_ts"] = thread_ts
    return Call("chat.postMessage", args, Proof.FIND, **more)

"""What the clock bar does: where its buttons lead, such as `+1h`, and the moving itself."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sandbox.interactions.results import Impossible
from sandbox.state import Json

if TYPE_CHECKING:
    from sandbox.server import Sandbox

_DELTA = re.compile(r"\+(\d{1,4})(s|m|h|d|w)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MORNING = time(9, 30)


def step_target(step: str, now: datetime, tz: str) -> datetime:
    """The instant a step leads to; mornings are 09:30 in `tz`. ValueError for unknown steps."""
    if match := _DELTA.fullmatch(step):
        return now + timedelta(**{_UNITS[match[2]]: int(match[1])})
    local = now.astimezone(ZoneInfo(tz))
    if step == "next_0930":
        morning = _morning(local, 0)
        return morning if morning > local else _morning(local, 1)
    if step == "next_workday":
        return next(m for d in range(1, 8) if (m := _morning(local, d)).weekday() < 5)
    if step == "next_monday":
        return _morning(local, 7 - local.weekday())
    raise ValueError(f"unknown step {step!r}")


async def move_clock(sandbox: Sandbox, body: Json, tz: str) -> None:
    """Change the rate, jump, or step as `body` says; a step stops at everything that is due.

    Raises `Impossible` when `next_event` finds nothing, ValueError for going back.
    """
    clock = sandbox.clock
    if "rate" in body:
        clock.set_rate(float(body["rate"]))
    if "jump_to" in body:
        clock.set(datetime.fromisoformat(body["jump_to"]))
    target = None
    if "step_to" in body:
        target = datetime.fromisoformat(body["step_to"])
        if target < clock.now():
            raise ValueError("the clock never goes back")
    elif body.get("step") == "next_event":
        target = await _next_event(sandbox)
    elif "step" in body:
        target = step_target(str(body["step"]), clock.now(), tz)
    if target is not None:
        await clock.step_to(target, sandbox.stepper)


async def _next_event(sandbox: Sandbox) -> datetime:
    """The next instant at which the bot has something to do, after all that is due by now."""
    clock, stepper = sandbox.clock, sandbox.stepper
    if stepper is None:
        raise Impossible("no_stepper", "The app runs by itself: what it does next is not known.")
    await clock.step_to(clock.now(), stepper)
    due = await stepper.next_due()
    if due is None:
        raise Impossible("nothing_due", "Nothing is planned: there is no next event.")
    return max(due, clock.now())


def _morning(local: datetime, days: int) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), _MORNING, local.tzinfo)

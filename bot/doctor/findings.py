"""What a check says. No checks here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """One check's outcome; `what` is a sentence that ends with the next step if there is one."""

    name: str
    state: State
    what: str

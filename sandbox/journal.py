"""The journal: every Web API call and every envelope, in order, for tests and the inspector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class ApiCall:
    """One Web API call as it arrived and as it was answered.

    `status` is 0 when no answer was sent (a fault); `done` is False when nothing happened;
    `took` is how many real seconds the answer took.
    """

    method: str
    args: dict[str, Any]
    response: dict[str, Any]
    at: datetime
    by: str
    status: int = 200
    done: bool = True
    took: float = 0.0

    @property
    def ok(self) -> bool:
        """True if the call was carried out and answered so."""
        return bool(self.response.get("ok"))


class Journal:
    """An append-only list; iterate, index or slice it. Only the last `most` rows are kept."""

    def __init__(self, most: int = 20_000) -> None:
        self._rows: list[Any] = []
        self._most = most
        self._dropped = 0

    @property
    def last(self) -> int:
        """The number of the newest row; the first ever has number 1."""
        return self._dropped + len(self._rows)

    def add(self, row: Any) -> None:
        """Append an `ApiCall` or an envelope record."""
        self._rows.append(row)
        if len(self._rows) > self._most:
            gone = self._most // 10
            del self._rows[:gone]
            self._dropped += gone

    def after(self, number: int) -> list[tuple[int, Any]]:
        """Rows newer than `number` with their numbers."""
        start = max(0, number - self._dropped)
        rows = self._rows[start:]
        return [(self._dropped + start + n, row) for n, row in enumerate(rows, start=1)]

    def calls(self, method: str | None = None, *, ok: bool | None = None) -> list[ApiCall]:
        """The API calls, of one method if given, successful ones or refused ones if asked."""
        return [
            row
            for row in self._rows
            if isinstance(row, ApiCall)
            and (method is None or row.method == method)
            and (ok is None or row.ok is ok)
        ]

    def clear(self) -> None:
        """Forget everything so far."""
        self._dropped += len(self._rows)
        self._rows.clear()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int | slice) -> Any:
        return self._rows[index]

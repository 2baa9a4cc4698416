"""What the modules of this package share: the table, states, waiting times."""

import datetime as dt

from sqlalchemy import ColumnElement, literal_column

from storage import rows
from storage.tables import Delivery

DEBOUNCE = dt.timedelta(seconds=3)
"""A shown message is not redrawn sooner than this after it was last sent (many quick changes of
a task are one `chat.update`)."""
MAX_TRIES = 8

FOR_GOOD = ("message_not_found", "edit_window_closed", "cant_update_message", "unknown")
"""Errors that end a delivery for its own sake, not for the place's."""


delivery = rows.table_of(Delivery)

PENDING: tuple[ColumnElement[str], ...] = (literal_column("'due'"), literal_column("'uncertain'"))
"""Part of the statement's text: with bound values SQLite cannot tell that `delivery_due`, the
index over pending rows, covers the question, and reads all that was ever delivered."""

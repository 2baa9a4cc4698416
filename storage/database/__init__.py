"""The transaction runner: plain functions of a Session, run in worker threads.

No tables and no questions live here.
"""

from storage.database.lanes import Lane
from storage.database.runner import Database
from storage.database.units import DatabaseClosed, TooLate
from storage.database.urls import BadDatabaseUrl

__all__ = ["BadDatabaseUrl", "Database", "DatabaseClosed", "Lane", "TooLate"]

"""Russian search on SQLite.

modelsearch has no hook for the text that it indexes, so its ObjectIndexer is replaced in the module
that uses it; modelsearch is pinned for that reason (docs/decisions/0008).
"""

from __future__ import annotations

from modelsearch.backends.database.sqlite import sqlite

from search.backends.common import RussianQuery, RussianText


class RussianIndexer(RussianText, sqlite.ObjectIndexer):
    """Indexes normal forms."""


class RussianSQLiteBackend(RussianQuery, sqlite.SQLiteSearchBackend):
    """Looks for normal forms."""


sqlite.ObjectIndexer = RussianIndexer

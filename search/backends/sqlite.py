"""Russian search on SQLite.

modelsearch has no hook for the text that it indexes, so its ObjectIndexer is replaced in the module
that uses it; modelsearch is pinned for that reason (docs/decisions/0008).
"""

from __future__ import annotations

from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import BM25, SQLiteFTSIndexEntry

from search.backends.common import RussianQuery, RussianText


class RussianIndexer(RussianText, sqlite.ObjectIndexer):
    """Indexes normal forms."""


class TitleFirst(BM25):
    """SQLite's rank with a word in the title worth ten in the text; columns: autocomplete, body, title."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, list[Any]]:
        return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, 0.0, 1.0, 10.0)", []


class TitleFirstCompiler(sqlite.SQLiteSearchQueryCompiler):
    """modelsearch's own ranking multiplies by the shortness of titles and lets a repeated word win."""

    def _build_rank_expression(self, vectors: Any, config: Any) -> TitleFirst:
        return TitleFirst()


class RussianSQLiteBackend(RussianQuery, sqlite.SQLiteSearchBackend):
    """Looks for normal forms."""

    query_compiler_class = TitleFirstCompiler


sqlite.ObjectIndexer = RussianIndexer

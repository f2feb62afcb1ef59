"""Russian search on SQLite.

modelsearch has no hook for the text that it indexes, so its ObjectIndexer is replaced in the module
that uses it; modelsearch is pinned for that reason (docs/decisions/0008).
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import (
    BM25,
    MatchExpression,
    SearchQueryExpression,
    SQLiteFTSIndexEntry,
)

from search.backends.common import RussianQuery, RussianText, page_types


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


class Backend(RussianQuery, sqlite.SQLiteSearchBackend):
    """Looks for normal forms."""

    query_compiler_class = TitleFirstCompiler


sqlite.ObjectIndexer = RussianIndexer


def matching(phrases: tuple[tuple[str, ...], ...], *, in_title: bool) -> QuerySet:
    """The ids of pages that have all words of one of `phrases`: normal forms; with * their beginnings."""
    wanted = " OR ".join("(" + " AND ".join(map(_lexeme, phrase)) + ")" for phrase in phrases)
    query = SearchQueryExpression(Value(wanted, output_field=TextField()))
    match = MatchExpression(["title"] if in_title else ["title", "body"], query)
    entries = SQLiteFTSIndexEntry.objects.filter(match, index_entry__content_type__in=page_types())
    return entries.values_list(Cast("index_entry__object_id", IntegerField()))


def _lexeme(word: str) -> str:
    return f'"{word.removesuffix("*")}"' + ("*" if word.endswith("*") else "")


def vocabulary() -> dict[str, int]:
    """All words of the index, as they stand in it, each with the number of entries that have it."""
    table = SQLiteFTSIndexEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, {table}, row)"
        )
        cursor.execute("SELECT term, doc FROM temp.search_words")
        return dict(cursor.fetchall())

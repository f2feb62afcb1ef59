"""Russian search on PostgreSQL.

modelsearch has no hook for the text that it indexes, so its ObjectIndexer is replaced in the module
that uses it; modelsearch is pinned for that reason (docs/decisions/0008).
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import CombinedSearchVector, SearchQuery
from django.db import connection
from django.db.models import F, IntegerField, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres

from search.backends.common import RussianQuery, RussianText, page_types


class RussianIndexer(RussianText, postgres.ObjectIndexer):
    """Indexes normal forms."""


class Backend(RussianQuery, postgres.PostgresSearchBackend):
    """Looks for normal forms."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, "SEARCH_CONFIG": "simple"})


postgres.ObjectIndexer = RussianIndexer


def matching(phrases: tuple[tuple[str, ...], ...], *, in_title: bool) -> QuerySet:
    """The ids of pages that have all words of one of `phrases`: normal forms; with * their beginnings."""
    wanted = " | ".join("(" + " & ".join(map(_lexeme, phrase)) + ")" for phrase in phrases)
    words = F("title") if in_title else CombinedSearchVector(F("title"), "||", F("body"), None)
    entries = postgres.IndexEntry.objects.filter(content_type__in=page_types()).annotate(words_=words)
    found = entries.filter(words_=SearchQuery(wanted, search_type="raw", config="simple"))
    return found.values_list(Cast("object_id", IntegerField()))


def _lexeme(word: str) -> str:
    return f"'{word.removesuffix('*')}'" + (":*" if word.endswith("*") else "")


def vocabulary() -> dict[str, int]:
    """All words of the index, as they stand in it, each with the number of entries that have it."""
    table = postgres.IndexEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, ndoc FROM ts_stat('SELECT title || body || autocomplete FROM {table}')"  # noqa: S608
        )
        return dict(cursor.fetchall())

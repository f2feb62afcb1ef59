"""Russian search on PostgreSQL.

modelsearch has no hook for the text that it indexes, so its ObjectIndexer is replaced in the module
that uses it; modelsearch is pinned for that reason (docs/decisions/0008).
"""

from __future__ import annotations

from modelsearch.backends.database.postgres import postgres

from search.backends.common import RussianQuery, RussianText


class RussianIndexer(RussianText, postgres.ObjectIndexer):
    """Indexes normal forms."""


class RussianPostgresBackend(RussianQuery, postgres.PostgresSearchBackend):
    """Looks for normal forms."""


postgres.ObjectIndexer = RussianIndexer

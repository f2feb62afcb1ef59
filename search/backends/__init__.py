"""Wagtail's database search with Russian words on both sides (docs/decisions/0008)."""

from __future__ import annotations

from typing import Any

from django.db import connection
from wagtail.search.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 (the name that Wagtail looks for)
    """Return the backend of the default database; the other one's modules cannot even be imported."""
    if connection.vendor == "postgresql":
        from search.backends.postgres import RussianPostgresBackend  # noqa: PLC0415

        return RussianPostgresBackend({**params, "SEARCH_CONFIG": "simple"})
    from search.backends.sqlite import RussianSQLiteBackend  # noqa: PLC0415

    return RussianSQLiteBackend(params)

"""Wagtail's database search with Russian words on both sides (docs/decisions/0008)."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.db import connection
from wagtail.search.backends.base import BaseSearchBackend


def of_this_database() -> ModuleType:
    """Return the module for the default database; the other one cannot even be imported.

    Both offer `matching`, which pages have some words, and `vocabulary`, the words of the index.
    """
    if connection.vendor == "postgresql":
        from search.backends import postgres  # noqa: PLC0415

        return postgres
    from search.backends import sqlite  # noqa: PLC0415

    return sqlite


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 (the name that Wagtail looks for)
    """Return the backend of the default database."""
    return of_this_database().Backend(params)

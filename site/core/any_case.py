"""Search and order in registers whatever the case of letters: SQLite knows that of Latin ones alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Func, Q

MOST_WORDS = 10


CAPITALS = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁё"


class Folded(Func):
    """A column in small letters, ё as е: the form in which names are put in order, on every database."""

    function = "vmeste_folded"
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """By a table of letters: what LOWER knows of Cyrillic depends on the server's locale."""
        small = fold(CAPITALS)
        template = f"TRANSLATE(LOWER(%(expressions)s), '{CAPITALS}', '{small}')"
        return self.as_sql(compiler, connection, template=template, **extra)


def fold(text: str | None) -> str:
    return (text or "").lower().replace("ё", "е")


def teach_sqlite(sender: Any, connection: Any, **kwargs: Any) -> None:
    """A receiver of `connection_created`: SQLite gets the function, as Django gives it its own."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("vmeste_folded", 1, fold, deterministic=True)


def any_case(fields: Iterable[str], asked: str) -> Q:
    """Rows in which each word of `asked` (ten at most) stands in one of `fields`.

    Each word is tried as typed, small, capitalised and in capitals; one with ё with е as well.
    """
    found = Q()
    for word in asked.replace("\x00", " ").split()[:MOST_WORDS]:
        one_word = Q()
        for letters in {word, word.replace("ё", "е").replace("Ё", "Е")}:
            for spelling in {
                letters,
                letters.lower(),
                letters.capitalize(),
                letters.title(),
                letters.upper(),
            }:
                for field in fields:
                    one_word |= Q(**{f"{field}__icontains": spelling})
        found &= one_word
    return found

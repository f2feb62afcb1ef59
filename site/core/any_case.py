"""Search in registers whatever the case of letters: SQLite compares Cyrillic ones case by case."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

MOST_WORDS = 10


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

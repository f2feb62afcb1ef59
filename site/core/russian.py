"""The dictionary of Russian words, read once for a process: search and the names of children ask it."""

from __future__ import annotations

from functools import cache, lru_cache

import pymorphy3

_NAMES = {"Surn", "Name", "Patr"}


@cache
def dictionary() -> pymorphy3.MorphAnalyzer:
    """The dictionary; reading it takes a moment."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=10_000)
def is_common_word(word: str) -> bool:
    """Whether `word` is also something else than a name: «мороз», «зима»."""
    if not dictionary().word_is_known(word):
        return False
    return any(not _NAMES & set(parse.tag.grammemes) for parse in dictionary().parse(word))

"""A second try for slips of the pen: the nearest words of the index, another keyboard, words run together.

Guesses are made from all words of the index, those of closed pages too; whether a guess may be used is
asked of the pages that this visitor may see, by whoever calls.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.cache import cache

from search.backends import of_this_database
from search.russian import is_known, normal_form, plain

KEPT = 300  # seconds; a word newer than that is found as it is, only no slip of it is guessed yet
GUESSES = 4
SHORTEST = 4
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
# Capitals first: «;» has none, and must become a small «ж».
_TO_CYRILLIC = str.maketrans(_LATIN.upper() + _LATIN, _CYRILLIC.upper() + _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _LATIN.upper())
# Letters that are written for one another because they sound alike: half a slip.
_ALIKE = {
    frozenset(pair)
    for pair in [
        "оа",
        "еи",
        "ея",
        "эе",
        "ыи",
        "юу",
        "яа",
        "ою",
        "бп",
        "вф",
        "гк",
        "дт",
        "жш",
        "зс",
        "шщ",
        "цс",
        "чщ",
        "ьъ",
        "кх",
        "гх",
        "йи",
    ]
}


def other_keyboard(typed: str) -> str:
    """`typed` as the same keys would have written it in the other layout: «ghbdtn» is «привет»."""
    if len(typed.replace(" ", "")) < SHORTEST:
        return ""
    latin = sum("a" <= letter <= "z" for letter in typed.lower())
    return typed.translate(_TO_CYRILLIC if latin * 2 > len(typed.replace(" ", "")) else _TO_LATIN)


def words_like(typed: str, known: Mapping[str, int]) -> list[str]:
    """Those of `known`, the vocabulary, that `typed` may be meant to be, nearest first, then the commoner."""
    word = plain(typed)
    if len(word) < SHORTEST or not word.isalpha():
        return []
    allowed = 0.5 if is_known(word) else 1.0 if len(word) < 7 else 2.0
    sought = {word, normal_form(word)}
    near = []
    for other, count in known.items():
        nearest = min(
            (_distance(one, other, allowed) for one in sought if _may_be_near(one, other, allowed)),
            default=9.0,
        )
        if nearest <= allowed:
            near.append((nearest, -count, other))
    return [other for _, _, other in sorted(near)[:GUESSES]]


def split_in_two(typed: str, known: Mapping[str, int]) -> list[str]:
    """Two words of `known` that `typed` is made of, or nothing: «расписаниезвонков»."""
    word = plain(typed)
    cuts = [
        cut
        for cut in range(3, len(word) - 2)
        if all(normal_form(p) in known for p in (word[:cut], word[cut:]))
    ]
    if not cuts:
        return []
    best = max(cuts, key=lambda cut: min(cut, len(word) - cut))
    return [word[:best], word[best:]]


def vocabulary() -> dict[str, int]:
    """The words of the index and on how many pages each is. Big: read it once a request."""

    def read() -> dict[str, int]:
        return {w: n for w, n in of_this_database().vocabulary().items() if len(w) >= 3 and w.isalpha()}

    words: dict[str, int] | None = cache.get_or_set("search.vocabulary", read, KEPT)
    return words or {}


def _may_be_near(one: str, other: str, allowed: float) -> bool:
    """A quick no to most words: too unlike in length or in letters."""
    if abs(len(one) - len(other)) > allowed:
        return False
    return len(set(one) ^ set(other)) <= 4 * allowed


def _distance(one: str, other: str, most: float) -> float:
    """How many slips part two words: a letter missing, added, changed, or two in the wrong order."""
    before_last: list[float] = []
    last = [float(n) for n in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        row = [float(i)]
        for j, b in enumerate(other, 1):
            change = 0.0 if a == b else 0.5 if frozenset((a, b)) in _ALIKE else 1.0
            best = min(last[j] + _cost(one, i), row[j - 1] + _cost(other, j), last[j - 1] + change)
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before_last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return 9.0
        before_last, last = last, row
    return last[-1]


def _cost(word: str, place: int) -> float:
    """Of one letter more: half a slip where it is doubled."""
    return 0.5 if place > 1 and word[place - 1] == word[place - 2] else 1.0

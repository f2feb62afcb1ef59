"""One normal form for a Russian word, the same in the index and in the query, on both databases.

A word's lemma, then its stem: «звонков» and «звонок» meet in the lemma, words unknown to the
dictionary meet in the stem. е stands for ё.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pymorphy3
import snowballstemmer

from core.russian import dictionary

MAX_WORDS = 12
MAX_LENGTH = 200
_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """`text` in small letters, with е for ё: as words are compared."""
    return text.lower().replace("ё", "е")


@cache
def _analyzers() -> tuple[pymorphy3.MorphAnalyzer, snowballstemmer.stemmer]:
    return dictionary(), snowballstemmer.stemmer("russian")


@lru_cache(maxsize=50_000)
def normal_forms(word: str) -> tuple[str, ...]:
    """Return the forms that `word` may be of, the likeliest first: «кружки» are of «кружка» and «кружок»."""
    word = plain(word)
    if not re.search("[а-я]", word):
        return (word,)
    morph, stemmer = _analyzers()
    lemmas = (parse.normal_form.replace("ё", "е") for parse in morph.parse(word))
    return tuple(dict.fromkeys(stemmer.stemWord(lemma) for lemma in lemmas))


def normal_form(word: str) -> str:
    """Return the form under which `word` is looked for: the likeliest."""
    return normal_forms(word)[0]


@lru_cache(maxsize=10_000)
def likely_parts(word: str) -> tuple[str, str]:
    """Return the likeliest lemma of `word`, and its part of speech as pymorphy3 names it, or nothing."""
    parse = _analyzers()[0].parse(word)[0]
    return plain(parse.normal_form), str(parse.tag.POS or "")


def is_known(word: str) -> bool:
    """Whether `word` is in the dictionary: then it is hardly a slip."""
    return bool(_analyzers()[0].word_is_known(word))


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def normalise(text: str) -> str:
    """Return what of `text` is indexed: all normal forms of its words, separated by spaces."""
    return " ".join(form for word in _WORD.findall(text) for form in normal_forms(word))


def clean_query(query: str) -> str:
    """Return what of a typed query is looked for: words alone, at most 12 of them within 200 characters.

    Quotes, operators and NULs end the database's own parsers with an exception; they find nothing anyway.
    """
    return " ".join(_WORD.findall(query[:MAX_LENGTH].replace("\x00", " "))[:MAX_WORDS])

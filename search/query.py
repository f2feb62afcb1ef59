"""What was typed, read as a person would: words that matter, words that do not, grades."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.russian import clean_query, likely_parts, normal_form, plain
from search.words import ACTIONS, EMPTY, JOINING, MEANINGS, spellings_of, take_grades

Phrases = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: a page has it when it has all words of one of the phrases."""

    typed: str
    phrases: Phrases
    needed: bool = True
    grades: tuple[int, ...] = ()
    guess: str = ""  # the word of the index that is looked for in place of what was typed


def read_query(typed: str) -> list[Term]:
    """Return what to look for; nothing when `typed` holds no word.

    Words that only join others are left out, unless there are no others.
    """
    text = plain(clean_query(typed))
    grades, rest = take_grades(text)
    terms = [term for word in dict.fromkeys(rest.split()) if (term := _term(word))]
    if grades:
        spellings = (spelling for grade in grades for spelling in spellings_of(grade))
        names = ", ".join(map(str, grades))
        terms.append(Term(f"{names} класс", tuple(map(_phrase, spellings)), needed=not terms, grades=grades))
    if not terms:
        terms = [Term(word, (_phrase(word),)) for word in dict.fromkeys(rest.split())]
    if not any(term.needed for term in terms):
        terms = [replace(term, needed=True) for term in terms]
    return terms


def _term(word: str) -> Term | None:
    lemma, part = likely_parts(word)
    if part in JOINING or lemma in EMPTY:
        return None
    meanings = [word, *MEANINGS.get(lemma, MEANINGS.get(word, []))]
    return Term(word, tuple(map(_phrase, meanings)), needed=part not in ACTIONS)


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(normal_form(word) for word in text.split())

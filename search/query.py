"""What was typed, read as a person would: words that matter, words that do not, grades."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.models import Subject
from search.russian import clean_query, likely_parts, normal_form, plain, words_of
from search.words import ACTIONS, EMPTY, JOINING, MEANINGS, spellings_of, take_grades

ROOT = 5  # letters of a form that hardly begin an unrelated word
_SUFFIX = re.compile(r"(?:ирован?|ичеств|еств|ств|ическ|ск|ост|ниц|ник|н)$")
Phrases = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: a page has it when it has all words of one of the phrases."""

    typed: str
    phrases: Phrases
    needed: bool = True
    grades: tuple[int, ...] = ()
    subject: int | None = None
    guess: str = ""  # the word of the index that is looked for in place of what was typed

    @property
    def itself(self) -> Phrases:
        """What was typed and its other names, without their kin."""
        return tuple(phrase for phrase in self.phrases if not any(word.endswith("*") for word in phrase))


def read_query(typed: str) -> list[Term]:
    """Return what to look for; nothing when `typed` holds no word.

    Words that only join others are left out, unless there are no others.
    """
    text = plain(clean_query(typed))
    grades, rest = take_grades(text)
    subjects = _subjects()
    named, rest = _take_phrases(rest)
    terms = named + [term for word in dict.fromkeys(rest.split()) if (term := _term(word, subjects))]
    if grades:
        spellings = [spelling for grade in grades for spelling in spellings_of(grade)]
        names = ", ".join(map(str, grades))
        terms.append(Term(f"{names} класс", _phrases(spellings), needed=not terms, grades=grades))
    if not terms:
        terms = [Term(word, _phrases([word])) for word in dict.fromkeys(rest.split())]
    if not any(term.needed for term in terms):
        terms = [replace(term, needed=True) for term in terms]
    return terms


def telling_words(text: str) -> list[str]:
    """The words of `text` without those that only join others."""
    return [word for word in words_of(plain(text)) if not _is_joining(word)]


def _is_joining(word: str) -> bool:
    lemma, part = likely_parts(word)
    return part in JOINING or lemma in EMPTY


def _take_phrases(text: str) -> tuple[list[Term], str]:
    """The phrases of several words that mean something together, and the text without them."""
    words = text.split()
    forms = [normal_form(word) for word in words]
    terms = []
    for phrase, meanings in MEANINGS.items():
        wanted = [normal_form(word) for word in phrase.split()]
        if len(wanted) > 1 and set(wanted) <= set(forms):
            kept = [(word, form) for word, form in zip(words, forms, strict=True) if form not in wanted]
            words, forms = [word for word, _ in kept], [form for _, form in kept]
            terms.append(Term(phrase, _phrases([phrase, *meanings])))
    return terms, " ".join(words)


def _subjects() -> dict[str, int]:
    """Subjects by the first word of their names, in normal form: «русский» is «Русский язык»."""
    titles = Subject.objects.values_list("pk", "title")
    return {normal_form(words[0]): pk for pk, title in titles if (words := words_of(title))}


def _term(word: str, subjects: dict[str, int]) -> Term | None:
    if _is_joining(word):
        return None
    lemma, part = likely_parts(word)
    meanings = [word, *MEANINGS.get(lemma, MEANINGS.get(word, []))]
    subject = subjects.get(normal_form(word))
    return Term(word, _phrases(meanings), needed=part not in ACTIONS, subject=subject)


def _phrases(texts: Sequence[str]) -> Phrases:
    """What was typed and its other names, in normal form, and the kin of them all."""
    return tuple(dict.fromkeys([*map(_forms, texts), *map(_kin, texts)]))


def _forms(text: str) -> tuple[str, ...]:
    return tuple(normal_form(word) for word in text.split())


def _kin(text: str) -> tuple[str, ...]:
    """As `_forms`, with * where a long word may end otherwise: «мошенник», «мошенничество»."""
    return tuple(_root(form) for form in _forms(text))


def _root(form: str) -> str:
    short = _SUFFIX.sub("", form)
    root = short if len(short) >= ROOT else form
    return f"{root}*" if len(root) >= ROOT and form.isalpha() else form

"""What was typed, read as a person would: words that matter, words that do not, grades."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.models import Subject
from search.russian import clean_query, likely_parts, normal_form, plain
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
        """What was typed, without its kin and other names."""
        return (tuple(word.removesuffix("*") for word in self.phrases[0]),)


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
        spellings = (spelling for grade in grades for spelling in spellings_of(grade))
        names = ", ".join(map(str, grades))
        terms.append(Term(f"{names} класс", tuple(map(_phrase, spellings)), needed=not terms, grades=grades))
    if not terms:
        terms = [Term(word, (_phrase(word),)) for word in dict.fromkeys(rest.split())]
    if not any(term.needed for term in terms):
        terms = [replace(term, needed=True) for term in terms]
    return terms


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
            terms.append(Term(phrase, tuple(map(_phrase, [phrase, *meanings]))))
    return terms, " ".join(words)


def _subjects() -> dict[str, int]:
    """Subjects by the first word of their names, in normal form: «русский» is «Русский язык»."""
    return {normal_form(title.split()[0]): pk for pk, title in Subject.objects.values_list("pk", "title")}


def _term(word: str, subjects: dict[str, int]) -> Term | None:
    lemma, part = likely_parts(word)
    if part in JOINING or lemma in EMPTY:
        return None
    meanings = [word, *MEANINGS.get(lemma, MEANINGS.get(word, []))]
    subject = subjects.get(normal_form(word))
    return Term(word, tuple(map(_phrase, meanings)), needed=part not in ACTIONS, subject=subject)


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(_sought(word) for word in text.split())


def _sought(word: str) -> str:
    """The normal form; of a long word also its kin: «олимпиада», «олимпиадные», «мошенник», «мошенничество»."""
    form = normal_form(word)
    root = _SUFFIX.sub("", form)
    if len(root) < ROOT:
        root = form
    return f"{root}*" if len(root) >= ROOT and form.isalpha() else form

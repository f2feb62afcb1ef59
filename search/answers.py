"""From what was typed to the pages that answer it, with a second try where a word is on no page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from wagtail.models import Page

from search.excerpts import forms_of, text_of, written_as
from search.finding import Found, counts_of, find, weigh
from search.query import Term, read_query
from search.reading import READ, nearest_first, pages_of
from search.russian import MAX_LENGTH, normal_form, plain
from search.slips import other_keyboard, split_in_two, vocabulary, words_like

MOST_SLIPS = 3  # words of one query that are guessed at


@dataclass(frozen=True, slots=True)
class Answer:
    """What was looked for and found; `instead` is what was looked for in place of `terms`, if anything."""

    terms: list[Term] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    instead: list[Term] = field(default_factory=list)
    pages: dict[int, Page] = field(default_factory=dict)  # the first of those found

    @property
    def forms(self) -> frozenset[str]:
        """What is marked: a grade only where nothing else was asked for, a «5» is everywhere."""
        terms = self.instead or self.terms
        return forms_of([term for term in terms if not term.grades] or terms)

    @property
    def is_partial(self) -> bool:
        """Whether no page has everything that is needed."""
        return bool(self.found) and not any(one.complete for one in self.found)


def answer(typed: str, pages: QuerySet[Page], *, exactly: bool = False) -> Answer:
    """Look for `typed` in `pages`, which are those that the visitor may see; `exactly` without guesses.

    A guess is used only when its words are on these pages: so it tells nothing of closed ones.
    """
    typed = typed[:MAX_LENGTH]
    terms = read_query(typed)
    if not terms:
        return Answer()
    of_all, counts = counts_of(terms, pages)
    instead: list[Term] = []
    if not exactly and not all(counts):
        instead, better = _other_keyboard(typed, pages) if not any(counts) else ([], [])
        if not instead:
            instead, better = _without_slips(terms, counts, pages)
        if instead:
            counts = better
    if not any(counts):
        return Answer(terms)
    sought = weigh(instead or terms, of_all, counts)
    found = find(sought, pages)
    first = pages_of(found[:READ])
    return Answer(terms, nearest_first(found, first, sought), instead, first)


def instead_in_words(given: Answer, typed: str) -> str:
    """How to say what was looked for instead: `typed` with the slips mended by words of the pages found."""
    texts = [text for page in given.pages.values() for text in (page.title, text_of(page))]
    if not any(term.guess for term in given.instead):
        return other_keyboard(typed)
    mended: dict[str, list[str]] = {}
    for term in given.instead:
        if term.guess:
            word = written_as(
                (form for phrase in term.phrases for form in phrase), term.guess, term.typed, texts
            )
            mended.setdefault(term.typed, []).append(word)
    return re.sub(r"\w+", lambda found: " ".join(mended.get(plain(found[0]), [found[0]])), typed)


def _other_keyboard(typed: str, pages: QuerySet[Page]) -> tuple[list[Term], list[int]]:
    terms = read_query(other_keyboard(typed))
    counts = counts_of(terms, pages)[1] if terms else []
    return (terms, counts) if counts and all(counts) else ([], [])


def _without_slips(
    terms: Sequence[Term], counts: Sequence[int], pages: QuerySet[Page]
) -> tuple[list[Term], list[int]]:
    """The terms with words that are on no page replaced by the nearest that are; nothing if none could be."""
    unknown = [n for n, term in enumerate(terms) if not counts[n] and not term.grades][:MOST_SLIPS]
    guesses: dict[int, list[list[Term]]] = {}
    known = vocabulary() if unknown else {}
    for number in unknown:
        term = terms[number]
        guesses[number] = [[_guess(term, word)] for word in words_like(term.typed, known)]
        if not guesses[number] and (parts := split_in_two(term.typed, known)):
            guesses[number] = [[_guess(term, word) for word in parts]]
    flat = [guess for options in guesses.values() for option in options for guess in option]
    if not flat:
        return [], []
    count_of = dict(zip(flat, counts_of(flat, pages)[1], strict=True))
    better: list[tuple[Term, int]] = []
    changed = False
    for number, (term, count) in enumerate(zip(terms, counts, strict=True)):
        fitting = (option for option in guesses.get(number, []) if all(count_of[guess] for guess in option))
        option = next(fitting, None)
        changed = changed or option is not None
        better += [(guess, count_of[guess]) for guess in option] if option else [(term, count)]
    return ([term for term, _ in better], [count for _, count in better]) if changed else ([], [])


def _guess(term: Term, word: str) -> Term:
    phrases = dict.fromkeys([(word,), (normal_form(word),)])
    return replace(term, phrases=tuple(phrases), guess=word)

"""What of a page is shown among results: its words around what was looked for, marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import NamedTuple

from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from modelsearch.index import SearchField
from wagtail.models import Page

from search.query import Term
from search.russian import normal_forms

LENGTH = 220
BEFORE = 60  # characters of an excerpt that lead to the first word found
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


class Hit(NamedTuple):
    """A word of a text that was looked for, and the form that it is of."""

    start: int
    stop: int
    form: str


def text_of(page: Page) -> str:
    """The indexed text of a page that stands in its own fields; what would ask the database is left out."""
    own = {field.name for field in page._meta.get_fields() if isinstance(field, models.Field)} - {"title"}
    parts: list[str] = []
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name in own:
            value = field.get_value(page)
            parts += value if isinstance(value, list) else [str(value or "")]
    return _SPACE.sub(" ", " … ".join(part for part in parts if part.strip()))


def forms_of(terms: Iterable[Term]) -> frozenset[str]:
    """The normal forms of all words that are looked for."""
    return frozenset(word for term in terms for phrase in term.phrases for word in phrase)


def marked(text: str, forms: frozenset[str]) -> SafeString:
    """`text`, escaped, with <mark> around every word that is of one of `forms`."""
    pieces: list[str] = []
    end = 0
    for hit in hits_in(text, forms):
        pieces += [
            conditional_escape(text[end : hit.start]),
            format_html("<mark>{}</mark>", text[hit.start : hit.stop]),
        ]
        end = hit.stop
    pieces.append(conditional_escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308 (every piece is escaped)


def best_place(hits: Sequence[Hit], length: int = LENGTH) -> tuple[int, set[str]]:
    """Where, within about `length` characters, most different forms stand, and which."""
    best, most = 0, set[str]()
    for number, hit in enumerate(hits):
        limit = hit.start + length
        inside = {one.form for one in takewhile(lambda one: one.stop <= limit, hits[number:])}  # noqa: B023
        if len(inside) > len(most):
            best, most = hit.start, inside
    return best, most


def excerpt(text: str, forms: frozenset[str], length: int = LENGTH) -> SafeString:
    """About `length` characters of `text` around its best place, marked."""
    best, _ = best_place(hits_in(text, forms), length - BEFORE)
    start = 0 if best < length // 2 else _start(text, min(best, max(0, len(text) - length)), best)
    stop = len(text) if len(text) <= start + length else text.rfind(" ", start, start + length)
    piece = text[start:stop].strip(" …,;:–")
    return format_html(
        "{}{}{}", "… " if start else "", marked(piece, forms), " …" if stop < len(text) else ""
    )


def written_as(forms: Iterable[str], guess: str, typed: str, texts: Iterable[str]) -> str:
    """The word of `texts` that is of one of `forms` and most like `typed`; `guess` where there is none."""
    wanted = frozenset(forms)
    words = {text[hit.start : hit.stop].lower() for text in texts for hit in hits_in(text, wanted)}
    ranked = get_close_matches(typed.lower(), sorted(words), n=1, cutoff=0)
    return ranked[0] if ranked else guess


def hits_in(text: str, forms: frozenset[str]) -> list[Hit]:
    """The words of `text` that are of one of `forms`, in their order."""
    whole = {form for form in forms if not form.endswith("*")}
    beginnings = tuple(form[:-1] for form in forms if form.endswith("*"))
    hits = []
    for found in _WORD.finditer(text):
        for form in normal_forms(found[0]):
            if form in whole:
                hits.append(Hit(*found.span(), form))
                break
            if form.startswith(beginnings):
                begun = next(one for one in beginnings if form.startswith(one))
                hits.append(Hit(*found.span(), f"{begun}*"))
                break
    return hits


def _start(text: str, latest: int, best: int) -> int:
    """Where an excerpt begins: with the sentence, if it began a little before, otherwise with a word."""
    if latest < best:  # the text ends soon: fill the excerpt from before
        return text.find(" ", latest) + 1
    earliest = max(0, best - BEFORE)
    sentence = max(text.rfind(sign, earliest, best) for sign in (". ", "… ", "! ", "? "))
    return sentence + 2 if sentence >= 0 else text.find(" ", earliest) + 1

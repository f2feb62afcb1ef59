"""What of a page is shown among results: its words around what was looked for, marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from modelsearch.index import SearchField
from wagtail.models import Page

from search.query import Term
from search.russian import normal_forms

LENGTH = 220
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


def text_of(page: Page) -> str:
    """The indexed text of a page that stands in its own fields; what would ask the database is left out."""
    own = {field.name for field in page._meta.get_fields() if isinstance(field, models.Field)}
    parts = []
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name in own and field.field_name != "title":
            value = field.get_value(page)
            parts += value if isinstance(value, list) else [str(value or "")]
    return _SPACE.sub(" ", " … ".join(part for part in parts if part.strip()))


def forms_of(terms: Iterable[Term]) -> frozenset[str]:
    """The normal forms that are marked: of all words that were looked for."""
    return frozenset(word for term in terms for phrase in term.phrases for word in phrase)


def marked(text: str, forms: frozenset[str]) -> SafeString:
    """`text`, escaped, with <mark> around every word that is of one of `forms`."""
    pieces: list[str] = []
    end = 0
    for start, stop in _hits(text, forms):
        pieces += [conditional_escape(text[end:start]), format_html("<mark>{}</mark>", text[start:stop])]
        end = stop
    pieces.append(conditional_escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308 (every piece is escaped)


def excerpt(text: str, forms: frozenset[str], length: int = LENGTH) -> SafeString:
    """About `length` characters of `text` with the most different words of `forms`, the first such place."""
    hits = list(_hits(text, forms))
    best, most = 0, 0
    for number, (start, _) in enumerate(hits):
        inside = {_form(text[a:b], forms) for a, b in hits[number:] if b <= start + length - 40}
        if len(inside) > most:
            best, most = start, len(inside)
    start = 0 if best < length // 2 else _word_start(text, best - 60)
    stop = len(text) if len(text) <= start + length else text.rfind(" ", start, start + length)
    piece = text[start:stop].strip(" …,;:–")
    return format_html(
        "{}{}{}", "… " if start else "", marked(piece, forms), " …" if stop < len(text) else ""
    )


def written_as(wanted: Iterable[str], typed: str, texts: Iterable[str]) -> str | None:
    """The word of `texts` that is of one of the forms `wanted` and most like `typed`."""
    forms = frozenset(wanted)
    words = {text[a:b].lower() for text in texts for a, b in _hits(text, forms)}
    return min(sorted(words), key=lambda word: _unlike(word, typed.lower()), default=None)


def _hits(text: str, forms: frozenset[str]) -> Iterable[tuple[int, int]]:
    return (found.span() for found in _WORD.finditer(text) if _form(found[0], forms))


def _form(word: str, forms: frozenset[str]) -> str:
    return next((form for form in normal_forms(word) if form in forms), "")


def _word_start(text: str, near: int) -> int:
    return text.find(" ", max(0, near)) + 1


def _unlike(one: str, other: str) -> int:
    """Letters that differ at the end are what endings are made of: the longest common beginning wins."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return len(one) + len(other) - 2 * same

"""A closer look at the first results: where in the page the words stand, which no index says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from wagtail.models import Page

from search.excerpts import best_place, forms_of, hits_in, text_of
from search.finding import Found, Sought

READ = 20  # results, of which two screens are made
IN_SUMMARY = 1.0  # more than elsewhere in the text
BESIDE = 0.5  # neighbours in the query that are neighbours in the page
SIDE_BY_SIDE = 5  # characters, a preposition among them
TOGETHER = 0.5  # all words in one place of the text


def pages_of(found: Sequence[Found]) -> dict[int, Page]:
    """The pages themselves, by id, in one query and one for each of their types."""
    return {page.pk: page for page in Page.objects.filter(pk__in=[one.page_id for one in found]).specific()}


def nearest_first(found: list[Found], pages: dict[int, Page], sought: Sequence[Sought]) -> list[Found]:
    """Return `found` with those of `pages`, its first, put in order by their texts as well; extra ones stay last."""
    read = [
        replace(one, score=one.score + _closeness(pages[one.page_id], sought))
        for one in found
        if one.page_id in pages
    ]
    return sorted(read, key=lambda one: (one.is_extra, -one.score)) + found[READ:]


def _closeness(page: Page, sought: Sequence[Sought]) -> float:
    weight_of = {form: one.weight for one in sought for form in forms_of([one.term])}
    forms, whole = frozenset(weight_of), sum(one.weight for one in sought)
    texts = [page.title, getattr(page, "summary", ""), text_of(page)]
    title, summary, text = (hits_in(each, forms) for each in texts)
    in_title = {hit.form for hit in title}
    in_summary = {hit.form for hit in summary} - in_title
    pairs = {
        (one.form, other.form)
        for hits in (title, summary, text)
        for one, other in pairwise(hits)
        if one.form != other.form and other.start - one.stop <= SIDE_BY_SIDE
    }
    beside = {form for pair in pairs for form in pair if pair in _orders(sought)}
    together = best_place(text)[1]
    return sum(
        worth * sum(weight_of[form] for form in have)
        for worth, have in ((IN_SUMMARY, in_summary), (TOGETHER, together), (BESIDE, beside))
    ) / whole


def _orders(sought: Sequence[Sought]) -> set[tuple[str, str]]:
    """The forms of neighbouring words of the query, in its order."""
    return {
        (a, b)
        for one, other in pairwise(sought)
        for a in forms_of([one.term])
        for b in forms_of([other.term])
    }

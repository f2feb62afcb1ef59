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
    """Return `found` with its first, `pages`, put in order by their texts as well; extra ones stay last."""
    read = [
        replace(one, score=one.score + one.factor * _closeness(pages[one.page_id], sought))
        for one in found
        if one.page_id in pages
    ]
    return sorted(read, key=lambda one: (one.is_extra, -one.score)) + found[READ:]


def _closeness(page: Page, sought: Sequence[Sought]) -> float:
    """What the places of the words are worth; grades are left to the page's own."""
    number_of = {
        form: number
        for number, one in reversed(list(enumerate(sought)))
        if not one.term.grades
        for form in forms_of([one.term])
    }
    texts = [page.title, getattr(page, "summary", ""), f"{text_of(page)} … {_kind_of(page)}"]
    hits = [hits_in(text, frozenset(number_of)) for text in texts]
    in_title, in_summary, _ = ({number_of[hit.form] for hit in each} for each in hits)
    beside: set[int] = set()
    for one, other in (pair for each in hits for pair in pairwise(each)):
        first, second = number_of[one.form], number_of[other.form]
        if second == first + 1 and other.start - one.stop <= SIDE_BY_SIDE:
            beside |= {first, second}
    together = {number_of[form] for form in best_place(hits[-1])[1]}
    points = (
        worth * sum(sought[number].weight for number in have)
        for worth, have in ((IN_SUMMARY, in_summary - in_title), (TOGETHER, together), (BESIDE, beside))
    )
    return sum(points) / sum(one.weight for one in sought)


def _kind_of(page: Page) -> str:
    """What its choice of a kind is called, where a page is searched by that: «расписание кружков»."""
    names = [field.field_name for field in page.get_search_fields()]
    return " ".join(str(getattr(page, name)()) for name in names if name.endswith("_display"))

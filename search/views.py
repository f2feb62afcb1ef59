"""One box over all pages, under the visibility rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.cards import Card, cards_of
from core.models import BasePage
from core.pagination import paginate
from core.visibility import visible_to
from search.answers import Answer, answer, instead_in_words
from search.direct import named_in
from search.excerpts import excerpt, marked, text_of
from search.filters import SearchFilter, sections_for
from search.finding import MOST, Found
from search.reading import pages_of
from search.russian import clean_query

PER_PAGE = 10
POPULAR = (
    "расписание звонков",
    "математика 5 класс",
    "каникулы",
    "электронный дневник",
    "кружки",
    "нормы оценивания",
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results for `?q=`, best first, narrowed by the filters; without words, advice instead."""
    sections = sections_for(request)
    filters = SearchFilter.of(request, sections)
    typed = filters.cleaned_data["q"]
    context: dict[str, object] = {
        "typed": typed,
        "looked_for": clean_query(typed),
        "sections": sections,
        "filters": filters,
        "popular": POPULAR,
        "reset_url": "?" + filters.emptied(),
        "exactly": filters.address(exact="1"),
    }
    pages = visible_to(Page.objects.filter(depth__gte=2), request.user)
    given = answer(typed, pages, exactly=bool(filters.cleaned_data["exact"]))
    found = filters.narrow(given.found)
    page_of = paginate(request, found, PER_PAGE)
    shown: list[Found] = list(page_of.object_list)
    context |= {
        "direct": [] if filters.is_active else named_in(typed),
        "cards": _cards([one for one in shown if not one.is_extra], given, request),
        "extra": _cards([one for one in shown if one.is_extra], given, request),
        "page_obj": page_of,
        "query": filters.address() + "&",
        "found": sum(not one.is_extra for one in found),
        "found_before": len(given.found),
        "is_partial": given.is_partial,
        "is_cut": len(given.found) >= MOST,
        "instead": instead_in_words(given, typed) if given.instead else "",
    }
    return render(request, "search/search.html", context)


def _cards(found: Sequence[Found], given: Answer, request: HttpRequest) -> list[Card]:
    """Cards with the words marked, an excerpt in place of the summary."""
    missing = [one for one in found if one.page_id not in given.pages]
    loaded = given.pages | (pages_of(missing) if missing else {})
    pages = [loaded[one.page_id].specific for one in found if one.page_id in loaded]
    return [
        replace(card, title=marked(page.title, given.forms), summary=excerpt(_words_of(page), given.forms))
        for page, card in zip(pages, cards_of(pages, request), strict=True)
    ]


def _words_of(page: BasePage) -> str:
    return (page.summary if page.is_a_table else "") or text_of(page)

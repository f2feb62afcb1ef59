"""One box over all pages, under the visibility rule."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.cards import cards_of
from core.pagination import paginate, query_without_page
from core.visibility import visible_to
from search.russian import clean_query


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results for `?q=`, best first; an empty or wordless query gets advice instead."""
    typed = request.GET.get("q", "").strip()
    looked_for = clean_query(typed)
    context: dict[str, object] = {"typed": typed[:200], "looked_for": looked_for}
    if looked_for:
        pages = visible_to(Page.objects.filter(depth__gte=2).specific(), request.user)
        page_of = paginate(request, pages.search(looked_for))
        context |= {
            "page_obj": page_of,
            "cards": cards_of(page_of.object_list, request),
            "found": page_of.paginator.count,
            "query": query_without_page(request),
        }
    return render(request, "search/search.html", context)

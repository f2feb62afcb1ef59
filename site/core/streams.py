"""Streams: what lies on a page by kind – the beginning of each, or one alone, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from core.cards import Card
from core.models import BasePage
from core.pagination import PER_PAGE, paginate, query_without_page

BEGINNING = 6
Kinds = dict[str, type[BasePage]]
"""Page types by the addresses of their streams, in order."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The beginning of one stream, how many it has as far as was counted, and what is said if it goes on."""

    slug: str
    title: str
    cards: list[Card]
    found: int
    more: str


def stream_choices(kinds: Kinds, title: Callable[[type[BasePage]], str]) -> list[tuple[str, str]]:
    """All streams, for the filter."""
    return [("", "Всё понемногу"), *((slug, title(kind)) for slug, kind in kinds.items())]


def whole_stream(
    request: HttpRequest, title: str, items: QuerySet[Any], cards: Callable[[list[Any]], list[Card]]
) -> dict[str, Any]:
    """One stream alone, for a template: its page of the list, as cards."""
    page_of = paginate(request, items, PER_PAGE)
    return {
        "stream_title": title,
        "page_obj": page_of,
        "items": cards(list(page_of.object_list)),
        "query": query_without_page(request),
    }

"""How a subject page finds what bears its subject, without knowing the sections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, get_page_models

from core.cards import Card, cards_of
from core.models import BasePage
from core.pagination import PER_PAGE, paginate, query_without_page
from core.text import plural, to_slug
from core.visibility import visible_to

if TYPE_CHECKING:
    from subjects.models import SubjectPage

BEGINNING = 6


@cache
def stream_types() -> dict[str, type[BasePage]]:
    """Page types that name a place on subject pages, in that order, by the stream's address."""
    kinds = [kind for kind in get_page_models() if getattr(kind, "stream_order", None) is not None]
    return {to_slug(_title(kind)): kind for kind in sorted(kinds, key=lambda kind: kind.stream_order)}


def _title(kind: type[BasePage]) -> str:
    return kind.subject_stream or kind.stream


def STREAM_CHOICES() -> list[tuple[str, str]]:  # noqa: N802 (a form's choices, read when the form is made)
    """All streams, for the filter."""
    return [("", "Всё понемногу"), *((slug, _title(kind)) for slug, kind in stream_types().items())]


@dataclass(frozen=True, slots=True)
class Stream:
    """The beginning of one stream, how many it has in all, and «ещё 12 материалов» when it goes on."""

    slug: str
    title: str
    cards: list[Card]
    found: int
    more: str


def bearing(page: SubjectPage) -> Q:
    """What stands on `page`: what bears its subject, and what lies below it."""
    return Q(id__in=page.subject.page_subjects.values("page_id")) | Q(path__startswith=page.path)


def found_on(pages: list[SubjectPage], request: HttpRequest) -> dict[int, int]:
    """How much of all streams this visitor finds on each of `pages`: one query for a stream."""
    found = dict.fromkeys((page.pk for page in pages), 0)
    for kind in stream_types().values() if pages else ():
        counts = {f"of_{page.pk}": Count("pk", filter=bearing(page)) for page in pages}
        for name, number in visible_to(kind.for_subjects(), request.user).aggregate(**counts).items():
            found[int(name.removeprefix("of_"))] += number
    return found


@dataclass(frozen=True, slots=True)
class SubjectStreams:
    """What stands on the page of a subject for one visitor, for all grades or one."""

    page: SubjectPage
    request: HttpRequest
    grade: int | None

    def _of(self, kind: type[BasePage]) -> QuerySet[Any]:
        items = kind.for_subjects().filter(bearing(self.page))
        if self.grade:
            items = items.filter(page_grades__grade=self.grade)
        return visible_to(items, self.request.user)

    def together(self) -> dict[str, Any]:
        """What the moderator advises, and the first items of every stream that has any besides."""
        advised = self._advised()
        cards = cards_of(advised, self.request, under=self.page.subject)
        return {"pinned": cards, "streams": self._beginnings({page.pk for page in advised})}

    def _beginnings(self, advised: set[int]) -> list[Stream]:
        streams = []
        for slug, kind in stream_types().items():
            items = self._of(kind).exclude(pk__in=advised)
            found = items.count()
            if found:
                cards = cards_of(items[:BEGINNING], self.request, streams=False, under=self.page.subject)
                rest = found - BEGINNING
                more = f"ещё {rest} {plural(rest, kind.counted_as)}" if rest > 0 else ""
                streams.append(Stream(slug, _title(kind), cards, found, more))
        return streams

    def whole(self, slug: str) -> dict[str, Any]:
        """One stream alone, page by page."""
        kind = stream_types()[slug]
        page_of = paginate(self.request, self._of(kind), PER_PAGE)
        found = page_of.paginator.count
        return {
            "stream_title": _title(kind),
            "found_text": f"{'Найдено: ' if self.grade else ''}{found} {plural(found, kind.counted_as)}",
            "page_obj": page_of,
            "items": cards_of(
                list(page_of.object_list), self.request, streams=False, under=self.page.subject
            ),
            "query": query_without_page(self.request),
        }

    def _advised(self) -> list[BasePage]:
        """What the moderator pinned, as far as this visitor may see it, in the moderator's order."""
        order = [pin.pinned_page_id for pin in self.page.pins.all()]
        if not order:
            return []
        pages = visible_to(Page.objects.filter(id__in=order), self.request.user).specific()
        listed = sorted(pages, key=lambda page: order.index(page.pk))
        return [page for page in listed if isinstance(page, BasePage)]

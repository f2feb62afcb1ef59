"""How a subject page finds what bears its subject, without knowing the sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, get_page_models

from core import streams
from core.cards import Card, cards_of
from core.models import BasePage
from core.streams import BEGINNING, Kinds, Stream
from core.text import found_in_words, plural, to_slug
from core.visibility import visible_to

if TYPE_CHECKING:
    from subjects.models import SubjectPage


@cache
def stream_types() -> Kinds:
    """Page types that name a place on subject pages, in that order, by the stream's address."""
    kinds = [kind for kind in get_page_models() if getattr(kind, "stream_order", None) is not None]
    return {to_slug(_title(kind)): kind for kind in sorted(kinds, key=lambda kind: kind.stream_order)}


def _title(kind: type[BasePage]) -> str:
    return kind.subject_stream or kind.stream


def stream_choices() -> list[tuple[str, str]]:
    return streams.stream_choices(stream_types(), _title)


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
        """With «ещё 12 материалов»."""
        beginnings = []
        for slug, kind in stream_types().items():
            items = self._of(kind).exclude(pk__in=advised)
            found = items.count()
            if found:
                rest = found - BEGINNING
                more = f"ещё {rest} {plural(rest, kind.counted_as)}" if rest > 0 else ""
                beginnings.append(Stream(slug, _title(kind), self._cards(items[:BEGINNING]), found, more))
        return beginnings

    def whole(self, slug: str) -> dict[str, Any]:
        """One stream alone, page by page."""
        kind = stream_types()[slug]
        stream = streams.whole_stream(self.request, _title(kind), self._of(kind), self._cards)
        found = stream["page_obj"].paginator.count
        return stream | {"found_text": found_in_words(found, kind.counted_as, sought=bool(self.grade))}

    def _cards(self, items: Iterable[Any]) -> list[Card]:
        return cards_of(items, self.request, streams=False, under=self.page.subject)

    def _advised(self) -> list[BasePage]:
        """What the moderator pinned, as far as this visitor may see it, in the moderator's order."""
        order = [pin.pinned_page_id for pin in self.page.pins.all()]
        if not order:
            return []
        pages = visible_to(Page.objects.filter(id__in=order), self.request.user).specific()
        listed = sorted(pages, key=lambda page: order.index(page.pk))
        return [page for page in listed if isinstance(page, BasePage)]

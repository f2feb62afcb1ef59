"""What is in a corner, by kind. The kinds are those that the corner's page type allows below itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest

from core import streams
from core.calendar_files import Entry
from core.cards import Card, cards_of
from core.models import BasePage
from core.streams import BEGINNING, Kinds, Stream
from core.text import to_slug
from core.visibility import visible_to

if TYPE_CHECKING:
    from classes.models import ClassCornerPage

CALENDAR_LIMIT = 500


@cache
def kinds() -> Kinds:
    """What may live in a corner, in its order, by the stream's address."""
    from classes.models import ClassCornerPage  # noqa: PLC0415 (the page asks this module)

    return {to_slug(kind.stream): kind for kind in ClassCornerPage.allowed_subpage_models()}


def stream_choices() -> list[tuple[str, str]]:
    return streams.stream_choices(kinds(), lambda kind: kind.stream)


def is_dated(kind: type[BasePage]) -> bool:
    """Whether pages of this type have a day in a calendar: asked so, for sections do not know one another."""
    return hasattr(kind, "entry")


@dataclass(frozen=True, slots=True)
class CornerStreams:
    """What one visitor finds in one corner."""

    corner: ClassCornerPage
    request: HttpRequest

    def _of(self, items: QuerySet[Any]) -> QuerySet[Any]:
        return visible_to(items.filter(path__startswith=self.corner.path), self.request.user)

    def _cards(self, items: list[Any]) -> list[Card]:
        """Without the mark of the class: here everything is of the class."""
        cards = cards_of(items, self.request, streams=False)
        return [
            replace(card, meta=[fact for fact in card.meta if fact != self.corner.title]) for card in cards
        ]

    def beginnings(self) -> list[Stream]:
        """The first items of every stream that has any, now or once; what is over is more of it too."""
        found = []
        for slug, kind in kinds().items():
            items = list(self._of(kind.listed())[: BEGINNING + 1])
            past = kind.past()
            over = past is not None and self._of(past).exists()
            if items or over:
                more = "Показать все" if over or len(items) > BEGINNING else ""
                found.append(Stream(slug, kind.stream, self._cards(items[:BEGINNING]), len(items), more))
        return found

    def whole(self, slug: str, *, past: bool = False) -> dict[str, Any]:
        """One stream alone, page by page: what is on, or what is over."""
        kind = kinds()[slug]
        over = kind.past()
        items = kind.listed() if not past else kind.objects.none() if over is None else over
        if past:
            items = items.order_by("-starts_at" if is_dated(kind) else "-pk")
        page_of = streams.whole_stream(self.request, kind.stream, self._of(items), self._cards)
        return page_of | {"stream_slug": slug, "has_past": over is not None, "is_past": past}

    def entries(self) -> list[Entry]:
        """What comes, of the kinds that have a day, for a calendar file."""
        dated = [kind for kind in kinds().values() if is_dated(kind)]
        return [
            page.entry(self.request) for kind in dated for page in self._of(kind.listed())[:CALENDAR_LIMIT]
        ]

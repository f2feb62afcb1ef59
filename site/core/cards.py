"""Cards: pages of any type as lists show them, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from core.files import withheld_pictures
from core.models.files import SitePicture
from core.models.taxonomy import Subject

if TYPE_CHECKING:
    from core.models.pages import BasePage


@dataclass(frozen=True, slots=True)
class Card:
    """All that components/card.html shows; the template asks the database nothing."""

    title: str
    url: str
    summary: str = ""
    meta: list[str] = field(default_factory=list)
    image: SitePicture | None = None
    stream: str = ""
    subjects: list[Subject] = field(default_factory=list)
    grades: str = ""
    is_pinned: bool = False
    badge: str = ""
    badge_kind: str = "muted"
    day: date | None = None
    icon: str = "mark"
    stands_under: Subject | None = None

    @property
    def wears(self) -> Subject | None:
        """Whose colour and sign it has: of the subject on whose page it stands, or of its only one."""
        return self.stands_under or (self.subjects[0] if len(self.subjects) == 1 else None)


@dataclass(frozen=True, slots=True)
class Mark:
    """What another room has to say about a page on its card: a badge, or a fact, or both."""

    badge: str = ""
    badge_kind: str = "muted"
    fact: str = ""


_UNMARKED = Mark()
Marker = Callable[[list[Any]], dict[int, Mark]]
MARKERS: list[Marker] = []
"""Rooms add theirs in `ready`. Each is asked once for a list of pages and answers by their ids,
in a number of queries that does not grow with the list."""


def cards_of(
    pages: Iterable[Any], request: HttpRequest, *, streams: bool = True, under: Subject | None = None
) -> list[Card]:
    """Turn specific pages, of one type or many, into cards, in the given order.

    `streams` says of each card where it comes from: not wanted in a list of one stream. `under` is the
    subject on whose page they stand: no card need repeat it.

    A few queries however many pages: subjects (two), grades, pictures with their sizes, those of them that
    this person may not see; and one for
    each relation that a type names in `card_prefetch`; and those of the MARKERS.
    """
    listed: list[BasePage] = list(pages)
    if not listed:
        return []
    prefetch_related_objects(listed, "page_subjects__subject", "page_grades")
    for kind in {type(page) for page in listed}:
        if kind.card_prefetch:
            prefetch_related_objects([page for page in listed if type(page) is kind], *kind.card_prefetch)
    wanted = {page.picture_id for page in listed if page.picture_id}
    wanted -= withheld_pictures(request.user) if wanted else set()
    pictures = SitePicture.objects.prefetch_related("renditions").in_bulk(wanted) if wanted else {}
    marks: dict[int, Mark] = {}
    for marker in MARKERS:
        marks |= marker(listed)
    return [
        Card(
            title=page.title,
            url=page.get_url(request) or "",
            summary=page.card_summary,
            meta=[*page.card_meta(), *([mark.fact] if mark.fact else [])],
            image=pictures.get(page.picture_id),
            stream=page.stream if streams else "",
            subjects=[subject for subject in page.subject_list if subject != under],
            grades=page.grades_text,
            is_pinned=page.card_pinned,
            badge=badge or mark.badge,
            badge_kind=kind_of_badge if badge else mark.badge_kind,
            day=page.card_day,
            icon=page.card_icon,
            stands_under=under,
        )
        for page in listed
        for badge, kind_of_badge in [page.card_badge()]
        for mark in [marks.get(page.pk, _UNMARKED)]
    ]

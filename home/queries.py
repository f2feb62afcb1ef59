"""What is new, near and talked about, from every section, for the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from blog.models import PostPage
from classes.queries import class_news, corners_of, outside_corners
from core.cards import Card, cards_of
from core.models import BasePage
from core.visibility import visible_to
from discussions.lately import talked_about
from events.models import EventPage
from resources.lessons import Lessons, lessons_on
from resources.models import AnnouncementPage, TimetablePage
from subjects.models import MaterialPage, SubjectPage

FRESH = 2
FEW = 3
SOME = 4


@dataclass(frozen=True, slots=True)
class Near:
    """An event: its card has the day for the leaf of the calendar; `clock` («15:00–16:30») stands beside."""

    card: Card
    clock: str


def news_for(request: HttpRequest) -> dict[str, Any]:
    """Context of the home page, in a fixed number of queries.

    Lists of cards: `announcements` (pinned first), `posts` and `materials` (latest first), `subjects`: what
    is for the school. `events` (soonest first) have a day each, `talks` are pages by their latest comments.
    What is new in the visitor's own classes stands apart, in `class_news`, with their `corners` and the way
    to their lessons.
    """

    def first(kind: type[BasePage], number: int) -> list[Any]:
        return list(visible_to(outside_corners(kind.listed()), request.user)[:number])

    events = first(EventPage, FEW)
    subjects = visible_to(SubjectPage.objects.order_by("subject__sort_order", "title"), request.user)
    return {
        "announcements": cards_of(first(AnnouncementPage, SOME), request),
        "events": [
            Near(card, page.clock) for page, card in zip(events, cards_of(events, request), strict=True)
        ],
        "talks": talked_about(request.user, SOME),
        "posts": cards_of(first(PostPage, FRESH), request, streams=False),
        "materials": cards_of(first(MaterialPage, FEW), request),
        "subjects": cards_of(subjects, request),
        "class_news": class_news(request),
        "corners": corners_of(request.user),
        "class_lessons": _own_lessons(request),
    }


def _own_lessons(request: HttpRequest) -> list[Lessons]:
    """The lessons of the visitor's classes; of a teacher, who has many, none: the section has them."""
    if not corners_of(request.user):
        return []
    pages = TimetablePage.objects.filter(kind=TimetablePage.Kind.LESSONS).order_by("path")
    page = visible_to(pages, request.user).first()
    own = [week for week in lessons_on(page, request) if week.is_own] if page else []
    return own if len(own) <= FEW else []

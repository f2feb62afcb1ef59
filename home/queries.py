"""What is new and near, from every section, for the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from blog.models import PostPage
from classes.queries import class_news, corners_of, outside_corners
from core.cards import cards_of
from core.models import BasePage
from core.visibility import visible_to
from events.models import EventPage
from resources.models import AnnouncementPage
from subjects.models import MaterialPage, SubjectPage

FEW = 3
SOME = 4


def news_for(request: HttpRequest) -> dict[str, Any]:
    """Context of the home page, in a fixed number of queries.

    Lists of cards: `announcements` (pinned first), `events` (soonest first), `posts` and `materials`
    (latest first), `subjects`: what is for the school. What is new in the visitor's own classes stands
    apart, in `class_news`, with their `corners`.
    """

    def first(kind: type[BasePage], number: int) -> list[Any]:
        return cards_of(visible_to(outside_corners(kind.listed()), request.user)[:number], request)

    subjects = visible_to(SubjectPage.objects.order_by("subject__sort_order", "title"), request.user)
    return {
        "announcements": first(AnnouncementPage, SOME),
        "events": first(EventPage, SOME),
        "posts": first(PostPage, FEW),
        "materials": first(MaterialPage, FEW),
        "subjects": cards_of(subjects, request),
        "class_news": class_news(request),
        "corners": corners_of(request.user),
    }

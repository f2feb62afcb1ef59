"""Whose corner is whose, asked by the menu, the home page and cards."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Page

from classes.models import ClassCornerPage
from classes.streams import kinds
from core.cards import Card, Mark, cards_of
from core.visibility import Visitor, visible_to

DEPTH = 4
"""Of a corner in the tree: root, home page, «Классы», the corner."""
FEW = 2
Q_ = TypeVar("Q_", bound="QuerySet[Any]")


def corners_of(user: Visitor) -> list[ClassCornerPage]:
    """The corners of the classes that `user` is of; asked once a visitor, who lives as long as a request.

    Of a coordinator, who may enter all, those alone.
    """
    if not user.is_authenticated:
        return []
    kept: dict[str, Any] = user.__dict__
    if "_kept_corners" not in kept:
        own = ClassCornerPage.objects.filter(
            school_class__group__user=user.pk, school_class__ended_on__isnull=True
        )
        ordered = own.select_related("school_class").order_by(
            "-school_class__entry_year", "school_class__letter"
        )
        kept["_kept_corners"] = list(visible_to(ordered, user))
    corners: list[ClassCornerPage] = kept["_kept_corners"]
    return corners


def class_news(request: HttpRequest) -> list[Card]:
    """The first few of each kind from the visitor's own corners, each marked with its class."""
    corners = corners_of(request.user)
    if not corners:
        return []
    paths = [corner.path for corner in corners]
    news: list[Any] = []
    for kind in kinds().values():
        own = _with_beginning(kind.listed()).filter(begins__in=paths)
        news += visible_to(own, request.user)[:FEW]
    return cards_of(news, request)


def outside_corners(items: Q_) -> Q_:
    """Without what lives in a corner: lists of the whole school are not filled by thirty classes."""
    return _with_beginning(items).exclude(begins__in=ClassCornerPage.objects.order_by().values("path"))


def _with_beginning(items: Q_) -> Q_:
    return items.alias(begins=Substr("path", 1, DEPTH * Page.steplen))


def marks_of(pages: list[Any]) -> dict[int, Mark]:
    """«5 «А»» on the cards of what lives in a corner: one query for a list, none where nothing can."""
    possible = tuple(kinds().values())
    beginnings = {
        page.pk: page.path[: DEPTH * Page.steplen]
        for page in pages
        if page.depth > DEPTH and isinstance(page, possible)
    }
    if not beginnings:
        return {}
    corners = ClassCornerPage.objects.filter(path__in=set(beginnings.values()))
    titles = dict(corners.values_list("path", "title"))
    return {pk: Mark(fact=titles[path]) for pk, path in beginnings.items() if path in titles}

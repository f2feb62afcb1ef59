"""Sections that have said nothing new for long: each has a measure of its own, and summer does not count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page

from core.grades import first_of_september

WEEKS = {
    "resources.AnnouncementsPage": 2,
    "blog.BlogPage": 3,
    "events.EventsPage": 4,
    "resources.ForParentsPage": 6,
    "resources.UsefulSitesPage": 8,
    "reading.ReadingCornerPage": 8,
    "subjects.SubjectPage": 8,
}
"""After how many weeks without a new page a section is silent. Others may be silent as long as they like."""
SUMMER = (6, 7, 8)


def last_words() -> Subquery:
    """When something was last published below a page: the newest first publication."""
    below = Page.objects.filter(path__startswith=OuterRef("path"), depth__gt=OuterRef("depth"), live=True)
    newest = below.order_by(F("first_published_at").desc(nulls_last=True))
    return Subquery(newest.values("first_published_at")[:1])


def quiet_sections(pages: QuerySet[Page], today: date) -> list[Any]:
    """Those of `pages` that have been silent for too long, with `last_word`; the longest silent first."""
    if today.month in SUMMER:
        return []
    kinds = {apps.get_model(label): timedelta(weeks=weeks) for label, weeks in WEEKS.items()}
    sections = (
        Page.objects.filter(pk__in=pages.values("pk"), live=True)
        .type(*kinds)
        .annotate(last_word=last_words())
        .select_related("content_type")
    )
    found = [one for one in sections if today - _spoke(one, today) > kinds[one.specific_class]]
    return sorted(found, key=lambda one: (_spoke(one, today), one.path))


def _spoke(section: Any, today: date) -> date:
    """The day from which silence is counted: not before the first of September of this school year."""
    moment = section.last_word or section.first_published_at or timezone.now()
    return max(timezone.localtime(moment).date(), first_of_september(today))

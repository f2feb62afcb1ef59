"""A class is told of a new announcement or event in its corner: once, however it was published.

Heard are the form of the site, the editor, the worker at a set time, whatever publishes. Letters hold the
title alone, and not even that where it names a child: a mailbox is outside the school. Who leaves the class
loses the notice with the page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from classes.models import ClassCornerPage
from core.models import BasePage
from core.text import quoted
from members.models import User
from members.name_checks import title_for_letters
from notices.services import tell_all

ANNOUNCEMENT = "resources.AnnouncementPage"
TOLD = {ANNOUNCEMENT: "Новое объявление класса", "events.EventPage": "Новое событие класса"}
"""By page type: what is said. Sections do not know one another, hence the names."""
CAUGHT_UP = timedelta(days=3)
"""An announcement that is shown from a day on is told of on that day, or so much later."""


def tell_of(page: BasePage, but: set[int | None]) -> None:
    """Tell who may read `page` of it, without the accounts `but`. Said twice, it is told once.

    Nobody is told of what is not shown yet, or is over.
    """
    corner = ClassCornerPage.objects.ancestor_of(page).select_related("school_class").first()
    if corner is None or not type(page).listed().filter(pk=page.pk, live=True).exists():
        return
    said = f"{TOLD[page._meta.label]} {corner.title}: {quoted(title_for_letters(page))}"
    tell_all(
        _readers(page, corner).exclude(pk__in=[account for account in but if account]),
        subject=said,
        text=f"{said}. Подробности – в уголке класса, его видят только свои.",
        page=page,
        url=page.get_absolute_url(),
        key=f"class-news:{page.pk}",
    )


def tell_of_begun() -> None:
    """Those that were published beforehand and are shown from today on."""
    today = timezone.localdate()
    begun = (
        apps.get_model(ANNOUNCEMENT).listed().filter(live=True, starts_on__range=(today - CAUGHT_UP, today))
    )
    for page in begun.order_by("pk"):
        tell_of(page, {page.owner_id})


def _readers(page: BasePage, corner: ClassCornerPage) -> QuerySet[User]:
    """The accounts of the class; of them those to whom the page is addressed, where it is."""
    members = User.objects.filter(is_active=True, groups=corner.school_class.group_id)
    members = members.select_related("person")  # letters greet by name
    audience = [row.group_id for row in page.page_audience.all()]
    return (
        members.filter(pk__in=User.objects.filter(groups__in=audience).values("pk")) if audience else members
    )


# A receiver, connected in apps.py.


def published(sender: type[Page], instance: BasePage, revision: Revision, **kwargs: Any) -> None:
    """An announcement or an event was published: news if for the first time, otherwise a correction."""
    if instance.live and instance.first_published_at == instance.last_published_at:
        tell_of(instance, {instance.owner_id, revision.user_id})

"""Emptying the site before the demo school is built anew."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page

from achievements.models import Achievement
from core.models import SiteDocument, SitePicture
from home.models import HomePage
from links.models import Link
from members.models import Person, SchoolClass, User
from reading.models import Book, BookAuthor


@transaction.atomic
def clear() -> None:
    """Delete all pages, files, people and records. Groups, subjects and settings of the system stay."""
    for home in HomePage.objects.all():
        Page.objects.get(pk=home.pk).delete()
    models: list[type[Model]] = [
        Achievement,
        Link,
        Book,
        BookAuthor,
        SitePicture,
        SiteDocument,
        User,
        Person,
        SchoolClass,
    ]
    for model in models:
        for row in model._default_manager.all():
            row.delete()

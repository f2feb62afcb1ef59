"""Emptying the site before the demo school is built anew."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page

from achievements.models import Achievement
from core.models import SiteDocument, SitePicture
from home.models import HomePage
from members.models import Person, SchoolClass, User
from reading.models import Book, BookAuthor


@transaction.atomic
def clear() -> None:
    """Delete all pages, files, people and records. Groups, subjects and settings of the system stay."""
    for home in HomePage.objects.all():
        Page.objects.get(pk=home.pk).delete()
    for model in (Achievement, Book, BookAuthor, SitePicture, SiteDocument, User, Person, SchoolClass):
        for row in model.objects.all():
            row.delete()

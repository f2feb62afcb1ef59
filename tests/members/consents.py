"""What tests of consents share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from members.consenting import services
from members.consenting.services import Paper
from members.models import Consent, Person, Place, Purpose, SchoolClass, User

OTHER_TEACHER = "zaytseva"
"""Teaches 5 «А» and leads no class."""
OTHER_CARER = "gerasimov"
NOT_KEEPERS = ("zhuravlyova", OTHER_TEACHER, "roditel", OTHER_CARER, "uchenik", "kollega", "ekspert")


def child(login: str = "uchenik") -> Person:
    return Person.objects.select_related("school_class").get(account__username=login)


def account(login: str) -> User:
    return User.objects.get(username=login)


def give(
    person: Person | None = None,
    purpose: Purpose = Purpose.WORK,
    place: Place = Place.MEMBERS,
    scan: bytes | None = None,
    **paper: Any,
) -> Consent:
    """A live consent of the child, recorded by the coordinator."""
    paper.setdefault("given_on", timezone.localdate())
    if scan is not None:
        paper["scan"] = ContentFile(scan, name="0123.pdf")
    return services.record(person or child(), purpose, place, Paper(**paper), account("koordinator"))


def the_class() -> SchoolClass:
    found = child().school_class
    assert found is not None
    return found


def day(value: date) -> str:
    return value.isoformat()

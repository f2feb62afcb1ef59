"""Pictures with children: shown to whom the consents of all who can be recognised reach, to nobody else.

A picture on which children can be recognised and nobody is named is seen by editors alone: they name them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet

from core.models import SitePicture
from core.visibility import Visitor
from members.hidden import hidden_from
from members.models import Person, PicturePerson, Purpose

UNNAMED = "Снимок видят только редакторы: дети на нём узнаваемы, а кто это, не сказано."
NO_CONSENT = "Снимок видят не все: не для всех детей на нём есть согласие на фотографии."


def is_editor(viewer: Visitor) -> bool:
    """Whether `viewer` works with the pictures themselves, as `core.files` has it."""
    return bool(viewer.is_active and viewer.has_perm("wagtailadmin.access_admin"))


def withheld_pictures(viewer: Visitor, pictures: QuerySet[SitePicture]) -> Iterable[int]:
    """The rule of `core.files.PICTURE_RULES`: one query, none for an editor."""
    return () if is_editor(viewer) else _withheld(viewer, pictures)


def _withheld(viewer: Visitor, pictures: QuerySet[SitePicture]) -> frozenset[int]:
    hidden = hidden_from(viewer, Purpose.PHOTO)
    unnamed = ~Q(children_recognisable=SitePicture.Children.NO) & Q(people_rows__isnull=True)
    condition = unnamed
    if hidden is not None:
        shown_without = PicturePerson.objects.filter(person__in=hidden.values("pk")).values("picture")
        condition = unnamed | Q(pk__in=shown_without)
    return frozenset(pictures.filter(condition).order_by().values_list("pk", flat=True))


def why_it_waits(picture: SitePicture, viewer: Visitor) -> str:
    """Why not everybody sees `picture`, for an editor; nothing to others. Two queries a viewer, if any."""
    if picture.children_recognisable == SitePicture.Children.NO or not is_editor(viewer):
        return ""
    kept: dict[str, tuple[frozenset[int], frozenset[int]]] = viewer.__dict__
    if "_kept_waiting_pictures" not in kept:
        named = frozenset(PicturePerson.objects.order_by().values_list("picture_id", flat=True).distinct())
        kept["_kept_waiting_pictures"] = (_withheld(AnonymousUser(), SitePicture.objects.all()), named)
    withheld, named = kept["_kept_waiting_pictures"]
    if picture.pk not in withheld:
        return ""
    return NO_CONSENT if picture.pk in named else UNNAMED


@transaction.atomic
def name_on(picture: SitePicture, people: Iterable[Person]) -> None:
    """Write down who can be recognised on `picture`, instead of what was written before."""
    wanted = {person.pk for person in people}
    PicturePerson.objects.filter(picture=picture.pk).exclude(person__in=wanted).delete()
    there = set(PicturePerson.objects.filter(picture=picture.pk).values_list("person_id", flat=True))
    PicturePerson.objects.bulk_create(
        [PicturePerson(picture_id=picture.pk, person_id=pk) for pk in sorted(wanted - there)]
    )

"""What the coordinator does with people, many at once: each is one transaction, written in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.visibility import Visitor
from members.audit import log
from members.classes import equalise_classes
from members.models import CarerLink, CommunitySettings, Person, SchoolClass, User


@transaction.atomic
def move_to_class(pupils: Sequence[Person], school_class: SchoolClass, *, by: User) -> int:
    """Put `pupils` into `school_class`; return how many moved. Adults are left alone."""
    moved = [
        one for one in pupils if one.kind == Person.Kind.PUPIL and one.school_class_id != school_class.pk
    ]
    concerned = {one.school_class_id for one in moved if one.school_class_id} | {school_class.pk}
    bring_back([one for one in moved if one.left_on is not None], by=by)
    Person.objects.filter(pk__in=[one.pk for one in moved]).update(school_class=school_class)
    for one in moved:
        log(by, "people.moved", person=one, details=f"в {school_class.title}")
    equalise_classes(SchoolClass.objects.filter(pk__in=concerned).select_related("group"))
    return len(moved)


def may_mark_left(people: Sequence[Person], by: Visitor) -> bool:
    """Administrators are marked as gone by administrators alone: the mark takes roles and ends in erasing."""
    of_people = User.objects.filter(person__in=[one.pk for one in people], is_superuser=True)
    return by.is_superuser or not of_people.exists()


def check_leaving_day(day: date) -> None:
    """Raise ValidationError for a day from which the term is over: the data would be erased at once."""
    days = CommunitySettings.of_school().leaver_days
    first = timezone.localdate() - timedelta(days=days - 1)
    if day < first:
        raise ValidationError(
            f"Срок после ухода – {days} дн., и с этого дня он уже прошёл: данные стёрлись бы сразу. "
            f"Укажите день не раньше {first:%d.%m.%Y}."
        )


@transaction.atomic
def mark_left(people: Sequence[Person], day: date, *, by: User) -> int:
    """Write down that `people` are no members from `day`; return how many were until now."""
    leaving = [one for one in people if one.left_on is None]
    for one in leaving:
        one.left_on = day
        one.save(update_fields=["left_on"])  # its signal takes the class groups
        log(by, "people.left", person=one, details=f"с {day:%d.%m.%Y}")
    return len(leaving)


@transaction.atomic
def bring_back(people: Sequence[Person], *, by: User) -> int:
    """Take back `mark_left`; return how many came back."""
    back = [one for one in people if one.left_on is not None]
    for one in back:
        one.left_on = None
        one.save(update_fields=["left_on"])
        log(by, "people.back", person=one)
    return len(back)


@transaction.atomic
def confirm_link(link: CarerLink, *, by: User) -> CarerLink:
    """Save `link` of a carer with a child as confirmed by `by`."""
    link.confirmed_at = link.confirmed_at or timezone.now()
    link.confirmed_by = link.confirmed_by or by
    link.save()
    log(by, "carer.linked", person=link.pupil, details=f"Родитель: человек № {link.carer_id}")
    return link

"""The group of a class: its pupils, their carers, its teachers. Equal to the rows, whoever changed them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from core.visibility import Visitor
from members.models import CarerLink, Person, SchoolClass, User


def accounts_of(school_class: SchoolClass) -> QuerySet[User]:
    """The active accounts of the class: pupils, confirmed carers, class teacher, subject teachers."""
    carer = Q(person__children_links__confirmed_at__isnull=False) & Q(
        person__children_links__pupil__school_class=school_class,
        person__children_links__pupil__left_on__isnull=True,
    )
    return User.objects.filter(
        Q(person__school_class=school_class)
        | carer
        | Q(person__classes_led=school_class)
        | Q(person__classes_taught=school_class),
        is_active=True,
        person__left_on__isnull=True,
    ).distinct()


@transaction.atomic
def equalise_classes(classes: Iterable[SchoolClass] | None = None) -> None:
    """Make the groups of `classes` (all, if not given) and their names and members equal to the rows."""
    oldest_first = SchoolClass.objects.select_related("group").order_by("entry_year", "letter")
    for one in oldest_first if classes is None else classes:
        name = group_name(one)
        if one.group is None:
            one.group = Group.objects.create(name=_free_name(name))
            SchoolClass.objects.filter(pk=one.pk).update(group=one.group)
        elif one.group.name != name:
            one.group.name = _free_name(name)
            one.group.save(update_fields=["name"])
        wanted = set(accounts_of(one).values_list("pk", flat=True))
        if wanted != set(one.group.user_set.values_list("pk", flat=True)):
            one.group.user_set.set(wanted)


def group_name(school_class: SchoolClass) -> str:
    """What the group is called among audiences: «Класс 5 «А»»."""
    return f"Класс {school_class.title}"


def _free_name(name: str) -> str:
    """In summer 5 «А» becomes 6 «А» before the old 6 «А» has moved: nobody trips over the name."""
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(n for n in (name, *(f"{name} ({i})" for i in range(2, 99))) if n not in taken)


def led_by(user: Visitor) -> QuerySet[SchoolClass]:
    """The classes whose class teacher is `user`; none for who has left the school."""
    if not isinstance(user, User) or not user.is_active or not user.person_id:
        return SchoolClass.objects.none()
    return SchoolClass.objects.filter(
        class_teacher=user.person_id, class_teacher__left_on__isnull=True, ended_on__isnull=True
    )


def classes_of(user: Visitor) -> QuerySet[SchoolClass]:
    """The classes that study now and that `user` is of: as pupil, carer or teacher; the youngest first."""
    if not user.is_authenticated:
        return SchoolClass.objects.none()
    own = SchoolClass.objects.filter(group__user=user.pk, ended_on__isnull=True)
    return own.order_by("-entry_year", "letter")


def equalise_account(user: User) -> None:
    """Make the class groups of one account equal to the rows."""
    wanted = set(
        SchoolClass.objects.filter(group__isnull=False).filter(_with(user)).values_list("group_id", flat=True)
        if user.is_active and user.person_id
        else ()
    )
    held = set(user.groups.filter(school_class__isnull=False).values_list("pk", flat=True))
    user.groups.add(*(wanted - held))
    user.groups.remove(*(held - wanted))


def _with(user: User) -> Q:
    """Classes that `user` is of; nobody who has left is of any."""
    person = Person.objects.filter(account=user.pk, left_on__isnull=True).values("pk")
    children = CarerLink.objects.filter(
        carer__in=person, confirmed_at__isnull=False, pupil__left_on__isnull=True
    ).values("pupil__school_class")
    return Q(
        pk__in=SchoolClass.objects.filter(
            Q(pupils__in=person)
            | Q(class_teacher__in=person)
            | Q(subject_teachers__in=person)
            | Q(pk__in=children)
        ).values("pk")
    )


# Receivers, connected in apps.py. `bulk_create` and `update` send no signals: who uses them calls
# `equalise_classes`.


def account_saved(sender: type[Model], instance: User, **kwargs: Any) -> None:
    """The account got another person, was closed or opened."""
    if not kwargs.get("raw") and kwargs.get("update_fields") != frozenset({"last_login"}):
        equalise_account(instance)


def person_saved(sender: type[Model], instance: Person, **kwargs: Any) -> None:
    """The person moved to another class, left or came back: the carers with a pupil."""
    if kwargs.get("raw") or kwargs.get("created"):
        return
    concerned = Q(person=instance.pk) | Q(person__children_links__pupil=instance.pk)
    for user in User.objects.filter(concerned).distinct():
        equalise_account(user)


def link_changes(sender: type[Model], instance: CarerLink, **kwargs: Any) -> None:
    """Remember whose link it was: corrected to another carer, it is over for the one before."""
    before = CarerLink.objects.filter(pk=instance.pk or 0).values_list("carer", flat=True).first()
    instance.__dict__["_carer_before"] = before


def link_changed(sender: type[Model], instance: CarerLink, **kwargs: Any) -> None:
    """A carer's link was made, confirmed or ended."""
    if not kwargs.get("raw"):
        carers = {instance.carer_id, instance.__dict__.pop("_carer_before", None)}
        for user in User.objects.filter(person__in=carers - {None}):
            equalise_account(user)


def class_saved(sender: type[Model], instance: SchoolClass, **kwargs: Any) -> None:
    """A class was made, or has another class teacher."""
    if not kwargs.get("raw"):
        equalise_classes([instance])


def teachers_changed(sender: type[Model], instance: Model, action: str, **kwargs: Any) -> None:
    """The subject teachers of a class changed, from either side."""
    if action.startswith("post_"):
        equalise_classes([instance] if isinstance(instance, SchoolClass) else None)

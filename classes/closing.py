"""To whom a corner is open: to the group of its class, and this cannot be changed by hand.

The restriction is a row of Wagtail's privacy, as with every closed container, so that `visible_to` needs to
know nothing of corners. It is made in the transaction that makes the page; whatever is done to it later – by
a form, by a script, by copying the page – is put right in the transaction that did it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from wagtail.models import PageViewRestriction

from classes.models import ClassCornerPage
from members import roles
from members.models import SchoolClass


def open_to(school_class: SchoolClass) -> set[int]:
    """The ids of the groups that enter the corner: the class; when it has left school, the staff.

    None is nobody but coordinators.
    """
    if school_class.ended_on is not None:
        return set(Group.objects.filter(name__in=roles.STAFF).values_list("pk", flat=True))
    return {school_class.group_id} if school_class.group_id else set()


def close(corner: ClassCornerPage) -> None:
    """Make the restrictions of `corner` what they must be. Safe to repeat."""
    school_class = SchoolClass.objects.get(pk=corner.school_class_id)
    wanted = open_to(school_class)
    rows = list(PageViewRestriction.objects.filter(page=corner.pk).order_by("pk"))
    for row in rows or [PageViewRestriction(page_id=corner.pk)]:
        if row.restriction_type != PageViewRestriction.GROUPS or row.pk is None:
            row.restriction_type = PageViewRestriction.GROUPS
            row.save()
        if set(row.groups.values_list("pk", flat=True)) != wanted:
            row.groups.set(wanted)


def corners() -> QuerySet[ClassCornerPage]:
    """All corners, published or not."""
    return ClassCornerPage.objects.order_by("path")


def _close_again(page_id: int) -> None:
    corner = corners().filter(pk=page_id).first()
    if corner is not None:
        close(corner)


# Receivers, connected in apps.py.


def corner_saved(sender: type[Model], instance: ClassCornerPage, **kwargs: Any) -> None:
    """A corner was made, copied, or given another class."""
    if not kwargs.get("raw"):
        close(instance)


def restriction_saved(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """Somebody opened the corner to whoever is signed in."""
    if not kwargs.get("raw") and instance.restriction_type != PageViewRestriction.GROUPS:
        _close_again(instance.page_id)


def groups_changed(sender: type[Model], instance: Model, action: str, **kwargs: Any) -> None:
    """Somebody let another group in, or put the class out."""
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        _close_again(instance.page_id)


def restriction_gone(sender: type[Model], instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    """Somebody deleted the restriction, and not the page with it."""
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        _close_again(instance.page_id)

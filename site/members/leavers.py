"""Who has left is no member from that moment: roles go with the mark, and come back with its removal.

The account stays open for the school's term, to take one's texts; it opens what is open to everybody.
Receivers, connected in apps.py.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model

from members import roles
from members.care import equalise
from members.models import Assignment, Person, User

ROLE_OF = {
    Person.Kind.STAFF: roles.TEACHERS,
    Person.Kind.PUPIL: roles.PUPILS,
    Person.Kind.CARER: roles.CARERS,
    Person.Kind.COLLEAGUE: roles.COLLEAGUES,
}
"""What who comes back is at least; more is given by hand."""


def person_changes(sender: type[Model], instance: Person, **kwargs: Any) -> None:
    """Remember how it was."""
    before = Person.objects.filter(pk=instance.pk or 0).values_list("left_on", flat=True).first()
    instance.__dict__["_left_before"] = before


def person_saved(sender: type[Model], instance: Person, **kwargs: Any) -> None:
    """Marked as gone, or brought back."""
    before = instance.__dict__.pop("_left_before", None)
    if kwargs.get("raw") or kwargs.get("created") or (before is None) == (instance.left_on is None):
        return
    user = User.objects.filter(person=instance.pk).first()
    if user is not None and instance.left_on is not None:
        _take_roles(user)
    elif user is not None and user.is_active:
        user.groups.add(*Group.objects.filter(name=ROLE_OF[Person.Kind(instance.kind)]))
    if Assignment.objects.filter(person=instance.pk).exists():
        equalise()


def _take_roles(user: User) -> None:
    """All of them; the only coordinator stays one, or nobody could undo it."""
    taken = set(roles.ALL) - {roles.MODERATORS}  # that one follows the assignments
    others = User.objects.filter(is_active=True, groups__name=roles.COORDINATORS).exclude(pk=user.pk)
    if not others.exists():
        taken.discard(roles.COORDINATORS)
    user.groups.remove(*user.groups.filter(name__in=taken))

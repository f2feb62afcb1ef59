"""Receivers that write the audit log: staff who sign in, roles that change. Connected in apps.py."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest

from members import roles
from members.audit import actor, log
from members.models import User

_WAYS = {"post_add": "дана роль", "pre_remove": "снята роль", "pre_clear": "снята роль"}


def staff_signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """A coordinator, a moderator, a teacher, an administrator."""
    if user.is_superuser or user.groups.filter(name__in=roles.STAFF).exists():
        log(user, "signin.staff", person=user.person)


def roles_changed(
    sender: type[Model],
    instance: Model,
    action: str,
    pk_set: set[int] | None,
    reverse: bool,  # noqa: FBT001 (Django's signal)
    **kwargs: Any,
) -> None:
    """Of an account, or of a group's accounts; groups that are no roles are not written down."""
    way = _WAYS.get(action)
    if way is None or pk_set == set():
        return
    if isinstance(instance, Group):
        if instance.name in roles.ALL:
            users = User.objects.select_related("person__school_class")
            users = users.filter(groups=instance) if action != "post_add" else users
            for user in users.filter(pk__in=pk_set) if pk_set else users:
                _write(user, way, [instance.name])
        return
    groups = Group.objects.filter(name__in=roles.ALL)
    groups = groups.filter(pk__in=pk_set) if pk_set else groups
    if isinstance(instance, User):
        groups = groups.filter(user=instance) if action != "post_add" else groups
        _write(instance, way, list(groups.values_list("name", flat=True)))


def _write(user: User, way: str, names: list[str]) -> None:
    if names:
        details = f"{user.username}: {way} {', '.join(f'«{name}»' for name in names)}"
        log(actor(), "role.changed", person=user.person, details=details)

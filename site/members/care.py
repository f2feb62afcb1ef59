"""Rights by assignment: a permission group for each assigned page, equal to the assignments in force."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import GroupPagePermission, Page

from members import roles
from members.assignments import of_members
from members.models import Assignment, CareGroup, User

RIGHTS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
"""What a moderator may do at and below an assigned page; a coordinator everywhere."""
WITHOUT_ROLE: set[str] = set()
"""Page types («app.model») whose assignment gives the rights on the page alone, not the role «Модераторы».
A room names its own in `ready`: thirty class teachers need not delete the whole site's files."""


@transaction.atomic
def equalise() -> None:
    """Make page groups and their members equal to today's assignments. Safe to repeat.

    Who looks after something is in «Модераторы» as well, which opens the admin and files; who does so
    no longer, leaves it. What is named in WITHOUT_ROLE does not count for that.
    """
    moderators, _ = Group.objects.get_or_create(name=roles.MODERATORS)
    Group.objects.select_for_update().get(pk=moderators.pk)  # one at a time
    wanted: dict[int, set[int]] = {}
    for page_id, account_id in of_members().values_list("page_id", "person__account"):
        wanted.setdefault(page_id, set()).update([account_id] if account_id else [])
    cared = Page.objects.filter(Q(care_group__isnull=False) | Q(pk__in=wanted)).select_related("content_type")
    narrow = {
        page.pk
        for page in cared.only("pk", "content_type")
        if f"{page.content_type.app_label}.{page.content_type.model}" in WITHOUT_ROLE
    }
    with_role = User.objects.filter(groups__in=CareGroup.objects.exclude(page__in=narrow).values("group"))
    before = set(with_role.values_list("pk", flat=True))
    kept = {}
    for care in CareGroup.objects.select_related("group"):
        if care.page_id in wanted:
            kept[care.page_id] = care.group
        else:
            care.group.delete()
    for page_id, accounts in wanted.items():
        group = kept.get(page_id) or _make_group(page_id)
        group.user_set.set(accounts)
    after = {one for page_id, accounts in wanted.items() if page_id not in narrow for one in accounts}
    moderators.user_set.add(*after)
    moderators.user_set.remove(*(before - after))


def is_out_of_step(user: User) -> bool:
    """Whether the groups of `user` are not those of today: an assignment began or ended since."""
    held = set(CareGroup.objects.filter(group__user=user).values_list("page_id", flat=True))
    due: set[int] = set()
    if user.person_id:
        due = set(of_members().filter(person=user.person_id).values_list("page_id", flat=True))
    return held != due


def _make_group(page_id: int) -> Group:
    page = Page.objects.get(pk=page_id)
    group = Group.objects.create(name=f"Смотрят за страницей № {page_id}: {page.title[:80]}")
    CareGroup.objects.create(page=page, group=group)
    give_page_rights(group, page)
    return group


def give_page_rights(group: Group, page: Page, rights: tuple[str, ...] = RIGHTS) -> None:
    """Let `group` do `rights` (names of Wagtail's page permissions) at and below `page`."""
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    for permission in permissions.filter(codename__in=rights):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


# Receivers, connected in apps.py.


def assignment_changed(sender: type[Model], **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        equalise()


def care_group_gone(sender: type[Model], instance: CareGroup, **kwargs: Any) -> None:
    """The page is gone, and its row here with it: the group is nobody's."""
    Group.objects.filter(pk=instance.group_id).delete()


def account_saved(sender: type[Model], instance: User, **kwargs: Any) -> None:
    """A person got an account, or an account another person: rights follow the person."""
    if kwargs.get("raw") or kwargs.get("update_fields") == frozenset({"last_login"}):
        return
    concerned = (
        Assignment.objects.filter(person=instance.person_id).exists()
        or CareGroup.objects.filter(group__user=instance).exists()
    )
    if concerned and is_out_of_step(instance):
        equalise()

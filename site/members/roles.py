"""Roles are groups. Their names, and what each may from the start."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

COORDINATORS = "Координаторы"
MODERATORS = "Модераторы"
TEACHERS = "Учителя"
REVIEWERS = "Эксперты"
CARERS = "Родители"
PUPILS = "Ученики"
COLLEAGUES = "Коллеги из других школ"
ALL = (COORDINATORS, MODERATORS, TEACHERS, REVIEWERS, CARERS, PUPILS, COLLEAGUES)
EDITORS = (COORDINATORS, MODERATORS, TEACHERS)
STAFF = EDITORS

_FILE_PERMISSIONS = ("add_image", "choose_image", "add_document", "choose_document")
_COORDINATOR_ADDS = ("change_image", "change_document", "delete_image", "delete_document")
_COORDINATOR_MODELS = (
    "user",
    "assignment",
    "person",
    "schoolclass",
    "carerlink",
    "subject",
    "achievement",
    "book",
    "bookauthor",
    "schoolsettings",
    "communitysettings",
)
_MODERATOR_MODELS = ("achievement", "book", "bookauthor")


def ensure_roles() -> dict[str, Group]:
    """Make the groups that are missing and give each its starting permissions; return them by name.

    What a coordinator changed later stays: permissions are added, never taken away.
    """
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ALL}
    everything = {permission.codename: permission for permission in Permission.objects.all()}
    root = Collection.get_first_root_node()
    for name in EDITORS:
        groups[name].permissions.add(everything["access_admin"])
        file_permissions = _FILE_PERMISSIONS + (_COORDINATOR_ADDS if name != TEACHERS else ())
        for codename in file_permissions:
            GroupCollectionPermission.objects.get_or_create(
                group=groups[name], collection=root, permission=everything[codename]
            )
    groups[COORDINATORS].permissions.add(everything["see_closed_pages"])
    for name, models in ((COORDINATORS, _COORDINATOR_MODELS), (MODERATORS, _MODERATOR_MODELS)):
        for model in models:
            for action in ("add", "change", "delete", "view"):
                if f"{action}_{model}" in everything:
                    groups[name].permissions.add(everything[f"{action}_{model}"])
    return groups

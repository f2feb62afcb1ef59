"""Groups that nobody fills by hand: of assigned pages (offered nowhere), of classes (not among roles)."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from wagtail.admin.forms.view_restrictions import BaseViewRestrictionForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

from members.roles import MODERATORS

SHOWN = {"care__isnull": True}
ROLES = SHOWN | {"school_class__isnull": True}
CHOICES_OF_GROUPS = (
    ("core", "PageAudience", "group", SHOWN),
    ("members", "User", "groups", ROLES),
)


def hide(apps: Apps) -> None:
    """Leave them out wherever a form offers groups: audience, accounts, privacy of pages and collections.

    Said here, from above, because core does not know that there are such groups.
    """
    for app, model, field, offered in CHOICES_OF_GROUPS:
        apps.get_model(app, model)._meta.get_field(field).remote_field.limit_choices_to = offered
    role = RoleForm.base_fields["role"]
    role.queryset = role.queryset.filter(**ROLES).exclude(name=MODERATORS)  # that one follows the assignments
    with_all_groups = BaseViewRestrictionForm.__init__

    def without_them(form: BaseViewRestrictionForm, *args: Any, **kwargs: Any) -> None:
        with_all_groups(form, *args, **kwargs)
        form.fields["groups"].queryset = form.fields["groups"].queryset.filter(**SHOWN)

    BaseViewRestrictionForm.__init__ = without_them

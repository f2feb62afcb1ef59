"""On a person's form: the account, the carers or children, with links to each."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from members.models import Person


class FamilyPanel(Panel):
    """Read only: what is tied to this person."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "members/admin/family_panel.html"
        instance: Person

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "account": getattr(self.instance, "account", None),
                "carers": self.instance.carer_links.select_related("carer"),
                "children": self.instance.children_links.select_related("pupil__school_class"),
            }

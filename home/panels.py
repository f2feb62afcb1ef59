"""The first page of Wagtail's admin, united: what waits for this person stands before all else."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from home.desk import desk_of


class DeskPanel(Component):
    """What waits; «Сегодня всё спокойно» when nothing does."""

    name = "desk"
    template_name = "home/admin/desk.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"desk": desk_of(parent_context["request"].user)}

"""«Люди и классы» in the menu of the admin: rooms above add their items by the hook PEOPLE_MENU."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from members.assignments import is_coordinator

PEOPLE_MENU = "register_people_menu_item"


class CoordinatorsMenuItem(MenuItem):
    """Shown to coordinators alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user)


def people_menu() -> MenuItem:
    """Shown to whom any of its items is."""
    return SubmenuMenuItem(
        "Люди и классы",
        Menu(register_hook_name=PEOPLE_MENU),
        name="people",
        icon_name="group",
        order=300,
    )

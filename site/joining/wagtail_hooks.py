"""«Вступление» in the menu of the admin, and its addresses."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component

from joining import admin_views
from joining.lists import may_import
from joining.panels import LacksPanel
from joining.staff_views import staff_accounts
from members.assignments import is_coordinator


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    ours = [
        path("list/", admin_views.upload, name="upload"),
        path("list/<int:pk>/", admin_views.preview, name="preview"),
        path("staff/", staff_accounts, name="staff"),
        path("letters/", admin_views.classes, name="letters"),
        path("letters/<int:pk>/", admin_views.class_letters, name="class"),
        path("letters/<int:pk>/print/", admin_views.print_class, name="print"),
        path("letters/<int:pk>/revoke/", admin_views.revoke_codes, name="revoke"),
    ]
    return [path("joining/", include((ours, "joining_admin"), namespace="joining_admin"))]


class JoiningMenu(SubmenuMenuItem):
    """For coordinators and class teachers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class CoordinatorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    items = [
        MenuItem("Загрузить список", reverse("joining_admin:upload"), icon_name="upload", order=10),
        MenuItem("Письма классам", reverse("joining_admin:letters"), icon_name="mail", order=20),
        MenuItem("Кто хочет вступить", reverse("joining:waiting"), icon_name="user", order=30),
        CoordinatorsItem("Записи сотрудникам", reverse("joining_admin:staff"), icon_name="key", order=40),
    ]
    return JoiningMenu("Вступление", Menu(items=items), name="joining", icon_name="group", order=305)


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(LacksPanel())

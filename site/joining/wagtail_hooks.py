"""«Вступление» in the menu of the admin, and its addresses."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from joining import admin_views
from joining.lists import may_import
from joining.staff_views import staff_accounts
from members.people_menu import PEOPLE_MENU, CoordinatorsMenuItem


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


class DecidersItem(MenuItem):
    """For coordinators and class teachers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register(PEOPLE_MENU)
def waiting_item() -> MenuItem:
    return DecidersItem(
        "Кто хочет вступить", reverse("joining:waiting"), name="waiting", icon_name="user", order=50
    )


@hooks.register(PEOPLE_MENU)
def list_item() -> MenuItem:
    return DecidersItem(
        "Загрузить список", reverse("joining_admin:upload"), name="class-list", icon_name="upload", order=60
    )


@hooks.register(PEOPLE_MENU)
def letters_item() -> MenuItem:
    return DecidersItem(
        "Письма классам", reverse("joining_admin:letters"), name="class-letters", icon_name="mail", order=70
    )


@hooks.register(PEOPLE_MENU)
def staff_item() -> MenuItem:
    return CoordinatorsMenuItem(
        "Учётные записи сотрудников", reverse("joining_admin:staff"), name="staff", icon_name="key", order=80
    )

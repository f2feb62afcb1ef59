"""The school year in Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from classes import admin_views
from members.assignments import is_coordinator


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("school-year/", admin_views.year, name="school_year"),
        path("school-year/corners/", admin_views.corners, name="school_year_corners"),
        path("school-year/<int:class_id>/", admin_views.class_leavers, name="class_leavers"),
        path(
            "school-year/<int:class_id>/back/<int:person_id>/",
            admin_views.bring_back,
            name="class_leaver_back",
        ),
    ]


class YearMenuItem(MenuItem):
    """Shown to coordinators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return YearMenuItem(
        "Учебный год", reverse("school_year"), name="school-year", icon_name="calendar-alt", order=320
    )

"""The school year in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from classes import admin_views
from members.people_menu import PEOPLE_MENU, CoordinatorsMenuItem


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


@hooks.register(PEOPLE_MENU)
def menu_item() -> MenuItem:
    return CoordinatorsMenuItem(
        "Учебный год", reverse("school_year"), name="school-year", icon_name="calendar-alt", order=90
    )

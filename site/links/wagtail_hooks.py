"""«Ссылки» in the menu of the admin for those who look after pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from links import admin_views, care
from members.assignments import looks_after_anything


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    ours = [
        path("", admin_views.LinksView.as_view(), name="index"),
        path("results/", admin_views.LinksView.as_view(results_only=True), name="index_results"),
        path("<int:pk>/", admin_views.show_link, name="link"),
        path("<int:pk>/check/", admin_views.ask_again, name="check"),
        path("<int:pk>/vouch/", admin_views.vouch, name="vouch"),
        path("<int:pk>/replace/", admin_views.replace, name="replace"),
        path("<int:pk>/put-away/<int:page_id>/", admin_views.put_away, name="put_away"),
    ]
    return [path("links/", include((ours, "links_admin"), namespace="links_admin"))]


class LinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_anything(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return LinksMenuItem("Ссылки", reverse("links_admin:index"), name="links", icon_name="link", order=350)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action(care.PUT_AWAY)
    class PutAwayFormatter(LogFormatter):
        label = "Снять карточку с сайта"

        def format_message(self, entry: Any) -> str:
            return f"Карточка снята с сайта. Почему: {entry.data.get('reason', '')}"

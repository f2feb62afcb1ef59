"""The queue and the policies in Wagtail's admin: addresses, menu, buttons, words for the history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from discussions import admin_views
from discussions.queue import SECTION_DEPTH, comments_in_care
from members.assignments import looks_after, looks_after_anything
from members.models import User


@hooks.register("register_admin_urls")
def comment_urls() -> list[Any]:
    urls = [
        path("", admin_views.queue, name="queue"),
        path("policies/", admin_views.policies, name="policies"),
        path("policies/<int:page_id>/", admin_views.edit_policy, name="edit_policy"),
    ]
    return [path("comments/", include((urls, "discussions"), namespace="discussions"))]


class CommentsMenuItem(MenuItem):
    """«Комментарии (3)»: for who looks after something, with the number that asks for a decision."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_anything(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        user = request.user
        number = comments_in_care(user).unsettled().count() if isinstance(user, User) else 0
        if number:
            component.label = f"{self.label} ({number})"
        return component


@hooks.register("register_admin_menu_item")
def comments_menu_item() -> MenuItem:
    return CommentsMenuItem(
        "Комментарии", reverse("discussions:queue"), name="comments", icon_name="comment", order=150
    )


@hooks.register("register_page_header_buttons")
def policy_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """«Кто комментирует» beside the other actions on a page."""
    # A section itself is not discussed, but what is below it is.
    if page.depth >= SECTION_DEPTH and looks_after(user, page):
        yield Button(
            "Кто комментирует",
            reverse("discussions:edit_policy", args=[page.pk]),
            icon_name="comment",
            priority=67,
        )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("discussions.publish", "Одобрить комментарий", "Комментарий одобрен")
    actions.register_action("discussions.hide", "Скрыть комментарий", "Комментарий скрыт")
    actions.register_action("discussions.policy", "Правило комментариев", "Правило комментариев изменено")

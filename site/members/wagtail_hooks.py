"""People, assignments and approval in Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from members import (
    audit_register,  # noqa: F401 (these three register their addresses and places in the menu)
    editor,
    erasing,
    legal_admin,  # noqa: F401
    review_report,  # noqa: F401
)
from members.assignments import looks_after
from members.models import Person, User
from members.people_actions import ACTIONS, LeftAction
from members.people_menu import people_menu
from members.people_registers import CarerLinkViewSet, PersonViewSet, SchoolClassViewSet
from members.people_services import may_mark_left
from members.picture_bulk import NamePeopleBulkAction
from members.registers import AssignmentViewSet
from members.views import approval_queue, approval_rule

hooks.register("register_admin_menu_item", people_menu)
register_snippet(PersonViewSet)
register_snippet(SchoolClassViewSet)
register_snippet(CarerLinkViewSet)
register_snippet(AssignmentViewSet)
for action in (*ACTIONS, NamePeopleBulkAction):
    hooks.register("register_bulk_action", action)
hooks.register("before_delete_snippet", erasing.erase_people)
hooks.register("before_delete_snippet", erasing.log_ended_links)
hooks.register("before_delete_user", erasing.erase_account)
hooks.register("before_bulk_action", erasing.erase_accounts)
hooks.register("after_bulk_action", erasing.log_opened_accounts)
hooks.register("construct_page_action_menu", editor.tidy_menu)
hooks.register("before_edit_page", editor.before_edit)
hooks.register("after_edit_page", editor.after_sending)
hooks.register("after_edit_page", editor.after_deciding)
hooks.register("after_create_page", editor.after_sending)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("approval/", approval_queue, name="approval_queue"),
        path("approval/<int:page_id>/", approval_rule, name="approval_rule"),
    ]


@hooks.register("register_page_header_buttons")
def rule_button(
    page: Page, user: AbstractUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """The switch of a section, for who looks after it, beside the section's other doings."""
    specific = page.specific_class
    if page.depth > 1 and specific and specific.allowed_subpage_models() and looks_after(user, page):
        address = reverse("approval_rule", args=[page.pk])
        yield Button("Проверка записей", address, icon_name="clipboard-list", priority=75)


@hooks.register("before_edit_user")
def administrators_are_their_own(request: HttpRequest, user: User) -> None:
    """A coordinator does not change an administrator's account: its password would be the way up."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def nor_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if request.user.is_superuser:
        return None
    if any(isinstance(one, User) and one.is_superuser for one in objects):
        raise PermissionDenied
    people = [one for one in objects if isinstance(one, Person)]
    if action_type == LeftAction.action_type and not may_mark_left(people, request.user):
        messages.error(
            request, "Администратора может отметить ушедшим только администратор. Снимите отметку с него."
        )
        return redirect("wagtailsnippets_members_person:list")
    return None

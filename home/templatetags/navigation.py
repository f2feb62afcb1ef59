"""The menu and the way back up."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from wagtail.models import Page, Site

from classes.models import ClassesPage
from classes.queries import corners_of
from core.models import ListingPage
from core.visibility import Visitor, sees_everything, visible_to

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context: RequestContext) -> list[dict[str, Any]]:
    """The sections of the home page that are shown in menus and that this person may see.

    Each: title, url, icon, is_current.
    """
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return []
    here = getattr(context.get("page"), "path", "") or ""
    sections = Page.objects.child_of(site.root_page).in_menu()
    return [
        {
            "title": section.title,
            "url": section.get_url(request),
            "icon": _icon_of(section),
            "is_current": here.startswith(section.path),
        }
        for section in visible_to(sections, request.user).order_by("path")
        if section.specific_class is not ClassesPage or _has_classes(request.user)
    ]


def _has_classes(user: Visitor) -> bool:
    """Whether «Классы» says anything to this visitor: who has no class would find an empty list."""
    return bool(corners_of(user)) or sees_everything(user)


@register.simple_tag(takes_context=True)
def class_links(context: RequestContext) -> list[dict[str, str]]:
    """For the account menu: «Мой класс», or «Мои классы» where there are several; nothing without one."""
    request = context["request"]
    corners = corners_of(request.user)
    if len(corners) == 1:
        return [{"title": f"Мой класс, {corners[0].title}", "url": corners[0].get_url(request) or ""}]
    section = ClassesPage.objects.live().first() if corners else None
    return [{"title": "Мои классы", "url": section.get_url(request) or ""}] if section else []


@register.simple_tag(takes_context=True)
def about_menu(context: RequestContext) -> list[dict[str, str]]:
    """For the foot of every page: what stands beside the sections – about us, rules, data policy."""
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = visible_to(Page.objects.child_of(site.root_page).not_in_menu(), request.user).order_by("path")
    return [{"title": page.title, "url": page.get_url(request) or ""} for page in pages]


def _icon_of(page: Page) -> str:
    kind = page.specific_class
    return kind.icon if kind is not None and issubclass(kind, ListingPage) else "file-text"


@register.simple_tag(takes_context=True)
def breadcrumbs(context: RequestContext) -> list[dict[str, str]]:
    """From the home page down to this one, which comes last and without an address."""
    page = context.get("page")
    if not isinstance(page, Page) or page.depth <= 2:
        return []
    request = context["request"]
    above = page.get_ancestors().filter(depth__gte=2).order_by("depth")
    trail = [
        {"title": "Главная" if crumb.depth == 2 else crumb.title, "url": crumb.get_url(request) or ""}
        for crumb in above
    ]
    return [*trail, {"title": page.title, "url": ""}]

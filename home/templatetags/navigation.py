"""The menu and the way back up."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from wagtail.models import Page, Site

from core.models import ListingPage
from core.visibility import visible_to

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
    ]


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

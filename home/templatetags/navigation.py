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

    «Классы» first: the nearest to whoever has one. Each: title, url, icon, is_current, is_classes.
    """
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return []
    here = getattr(context.get("page"), "path", "") or ""
    sections = visible_to(Page.objects.child_of(site.root_page).in_menu(), request.user).order_by("path")
    return [
        {
            "title": section.title,
            "url": section.get_url(request),
            "icon": _icon_of(section),
            "is_current": here.startswith(section.path),
            "is_classes": is_classes,
        }
        for section in sorted(sections, key=lambda section: section.specific_class is not ClassesPage)
        for is_classes in [section.specific_class is ClassesPage]
        if not is_classes or _has_classes(request.user)
    ]


def _has_classes(user: Visitor) -> bool:
    """Whether «Классы» says anything to this visitor: who has no class would find an empty list."""
    return bool(corners_of(user)) or sees_everything(user)


@register.simple_tag(takes_context=True)
def class_links(context: RequestContext) -> list[dict[str, str]]:
    """«Мой класс», or «Мои классы» where there are several; for who may enter all, «Классы» as well.

    Each: title, url; `short`, where it is one's own, stands in the header at a desk.
    """
    request = context["request"]
    corners = corners_of(request.user)
    enters_all = sees_everything(request.user)
    links = []
    if len(corners) == 1:
        title, url = corners[0].title, corners[0].get_url(request) or ""
        links.append({"title": f"Мой класс, {title}", "short": title, "url": url})
    if len(corners) > 1 or enters_all:
        section = ClassesPage.objects.live().first()
        short = "Мои классы" if len(corners) > 1 else ""
        if section:
            links.append({"title": short or "Классы", "short": short, "url": section.get_url(request) or ""})
    return links


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

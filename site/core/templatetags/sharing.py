"""What a page says of itself to who shares or finds its address."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe
from wagtail.models import Site

from core.pagination import is_number
from core.print_address import print_address

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The one absolute address of this page of Wagtail's tree, without filters; "" for anything else."""
    request, page = context.get("request"), context.get("page")
    if request is None or page is None or getattr(request, "is_preview", False):
        return ""
    number = request.GET.get("page", "")
    rest = f"?page={number}" if is_number(number) and int(number) > 1 else ""
    return request.build_absolute_uri(request.path) + rest


@register.simple_tag(takes_context=True)
def share_picture(context: dict[str, Any]) -> str:
    """The absolute address of the picture for a shared link; "" where not everybody may see the page.

    Who is not signed in sees only what everybody may: so nothing needs to be asked here. What is not a page
    of the tree shares the picture of the home page.
    """
    request, page = context.get("request"), context.get("page")
    if request is None or request.user.is_authenticated:
        return ""
    if page is None:  # search, sign-in: what stands for the whole site
        site = Site.find_for_request(request)
        page = site.root_page if site else None
    if page is None or not page.pk:
        return ""
    address = request.build_absolute_uri(reverse("share_picture", args=[page.pk]))
    return f"{address}?v={page.live_revision_id or 0}"


@register.inclusion_tag("components/print_address.html", takes_context=True)
def address_on_paper(context: dict[str, Any]) -> dict[str, Any]:
    """The address of this page of Wagtail's tree, with what is chosen on it: a class, a filter; no query."""
    request = context.get("request")
    if request is None or not canonical(context):
        return {}
    chosen = request.get_full_path() if len(request.META.get("QUERY_STRING", "")) <= 100 else request.path
    paper = print_address(request.build_absolute_uri(chosen))
    # segno draws nothing but squares: no part of the address is in what it answers.
    return {"words": paper.words, "code": mark_safe(paper.code)}  # noqa: S308

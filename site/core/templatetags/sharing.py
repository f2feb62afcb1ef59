"""What a page says of itself to who shares or finds its address."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The one absolute address of this page of Wagtail's tree, without filters; "" for anything else."""
    request, page = context.get("request"), context.get("page")
    if request is None or page is None or getattr(request, "is_preview", False):
        return ""
    number = request.GET.get("page", "")
    rest = f"?page={number}" if number.isascii() and number.isdigit() and int(number) > 1 else ""
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

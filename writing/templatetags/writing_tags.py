"""The ways in: an entry of the account menu, a button on the sections."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from wagtail.models import Page

from writing.kinds import KINDS, MATERIAL, may_write_somewhere

register = template.Library()


@register.simple_tag(takes_context=True)
def may_write(context: RequestContext) -> bool:
    """Whether this person may write somewhere. For who may add no page at all it costs one query."""
    return may_write_somewhere(context["request"].user)


@register.inclusion_tag("writing/button.html", takes_context=True)
def write_button(context: RequestContext, page: Page) -> dict[str, Any]:
    """«Написать» below the heading of a section, for who may write there; nothing for others."""
    user = context["request"].user
    kind = next(kind for kind in KINDS if isinstance(page, kind.parent))
    if not user.is_authenticated or not page.permissions_for_user(user).can_add_subpage():
        return {}
    address = reverse("writing:new", args=[kind.slug])
    return {"address": f"{address}?place={page.pk}" if kind is MATERIAL else address, "label": kind.label}

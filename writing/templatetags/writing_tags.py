"""The ways in: an entry of the account menu, a button on the sections."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from wagtail.models import Page

from writing.kinds import Kind, kinds_at, may_write_somewhere

register = template.Library()


@register.simple_tag(takes_context=True)
def may_write(context: RequestContext) -> bool:
    """Whether this person may write somewhere. For who may add no page at all it costs one query."""
    return may_write_somewhere(context["request"].user)


@register.inclusion_tag("writing/button.html", takes_context=True)
def write_button(context: RequestContext, page: Page) -> dict[str, Any]:
    """«Написать» on a section, or what may be written in a corner, for who may; nothing for others."""
    kinds = kinds_at(page, context["request"].user)
    return {"ways": [{"address": _address(kind, page), "kind": kind} for kind in kinds]}


def _address(kind: Kind, page: Page) -> str:
    address = reverse("writing:new", args=[kind.slug])
    return f"{address}?place={page.pk}" if kind.is_placed else address

"""What the pages of the second step say besides."""

from __future__ import annotations

from typing import Any

from django import template

from members.second_factor import NEXT, is_missing

register = template.Library()


@register.simple_tag(takes_context=True)
def second_factor_is_due(context: dict[str, Any]) -> bool:
    """Whether this person has to set it up before going on."""
    request = context["request"]
    return is_missing(request.user, request)


@register.simple_tag(takes_context=True)
def second_factor_way_on(context: dict[str, Any]) -> str:
    """Where the person was going when the second step was asked for; a path of this site, or nothing."""
    return str(context["request"].session.get(NEXT, ""))

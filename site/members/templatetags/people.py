"""The one tag that prints a person."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from members.display import display_name
from members.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def person(context: RequestContext, who: Person | None) -> str:
    """{% person author %} – the name as the one who looks may see it."""
    return display_name(who, context["request"].user)

"""The way to the rules and the data policy, for the foot of every page."""

from __future__ import annotations

from django import template
from django.urls import reverse

from members import legal

register = template.Library()
_ADDRESSES = {legal.Kind.RULES: "rules", legal.Kind.POLICY: "data_policy"}


@register.simple_tag
def legal_texts() -> list[dict[str, str]]:
    """Those of the two that are in force: title, url. One query."""
    there = set(legal.in_force().filter(kind__in=_ADDRESSES).values_list("kind", flat=True))
    return [{"title": kind.label, "url": reverse(name)} for kind, name in _ADDRESSES.items() if kind in there]

"""What a page about another site says of its link."""

from __future__ import annotations

from typing import Any

from django import template

from core.addresses import same_form
from links.models import Link
from links.words import told_of

register = template.Library()


@register.inclusion_tag("links/state.html")
def link_state(page: Any) -> dict[str, Any]:
    """{% link_state page %} – when the page's main address was checked and how it was; one query."""
    address = same_form(page.main_address)
    link = Link.objects.used().filter(address=address).first() if address else None
    return {"link": link, "told": told_of(link) if link else None, "page_id": page.pk}

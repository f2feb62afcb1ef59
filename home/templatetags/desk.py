"""Words of the admin's own pages."""

from __future__ import annotations

from django import template
from wagtail.models import Page

from home.desk import greeting_of
from home.page_choice import Choice, choices
from members.models import User

register = template.Library()


@register.filter
def greeting(user: User) -> str:
    """{{ user|greeting }} – how whoever has come is addressed."""
    return greeting_of(user)


@register.filter
def explained(page_types: list[tuple[str, str, str, str]], parent: Page) -> list[Choice]:
    """{% for choice in page_types|explained:parent_page %} – types in our order, each with its sign."""
    return choices(page_types, parent)

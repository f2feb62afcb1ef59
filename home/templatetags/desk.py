"""Words of the admin's own pages."""

from __future__ import annotations

from django import template

from home.desk import greeting_of
from members.models import User

register = template.Library()


@register.filter
def greeting(user: User) -> str:
    """{{ user|greeting }} – how whoever has come is addressed."""
    return greeting_of(user)

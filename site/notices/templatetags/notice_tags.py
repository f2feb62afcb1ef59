"""How much is new, for the account menu."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from core.pagination import short_count
from notices.models import Notice

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: RequestContext) -> str:
    """{% unread_notices as unread %} – «3», «99+», or nothing; one short query for who is signed in."""
    user = context["request"].user
    if not user.is_authenticated:
        return ""
    return short_count(Notice.objects.filter(recipient=user, read_at=None))

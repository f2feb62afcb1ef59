"""How much is new, for the account menu."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from core.pagination import MOST_SHOWN, shortened
from notices.models import Notice

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: RequestContext) -> str:
    """{% unread_notices as unread %} – «3», «99+», or nothing; a short query or two for who is signed in."""
    user = context["request"].user
    if not user.is_authenticated:
        return ""
    return shortened(Notice.objects.new_for(user, MOST_SHOWN + 1))

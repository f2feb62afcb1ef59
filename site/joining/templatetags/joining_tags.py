"""What of joining stands in the account menu."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from joining import colleagues
from joining.decisions import may_decide
from members.models import Person, User

register = template.Library()


@register.simple_tag(takes_context=True)
def lets_people_in(context: RequestContext) -> bool:
    """{% lets_people_in as decides %} – class teachers and coordinators; a query or two, for staff alone."""
    user = context["request"].user
    is_staff = isinstance(user, User) and (
        user.is_superuser or (user.person is not None and user.person.kind == Person.Kind.STAFF)
    )
    return is_staff and may_decide(user)


@register.simple_tag(takes_context=True)
def may_invite(context: RequestContext) -> bool:
    """{% may_invite as invites %} – any adult member."""
    user = context["request"].user
    return isinstance(user, User) and colleagues.may_invite(user)

"""What of joining stands in the account menu."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from core.pagination import short_count
from joining import colleagues
from joining.decisions import decidable_by, may_decide
from members.models import Person, User

register = template.Library()


@register.simple_tag(takes_context=True)
def people_waiting(context: RequestContext) -> str | None:
    """{% people_waiting as to_let_in %} – how many this class teacher or coordinator may let in: «3», «».

    None for whom it is no matter of. Two queries or three, for staff alone.
    """
    user = context["request"].user
    is_staff = isinstance(user, User) and (
        user.is_superuser or (user.person is not None and user.person.kind == Person.Kind.STAFF)
    )
    return short_count(decidable_by(user)) if is_staff and may_decide(user) else None


@register.simple_tag(takes_context=True)
def may_invite(context: RequestContext) -> bool:
    """{% may_invite as invites %} – any adult member."""
    user = context["request"].user
    return isinstance(user, User) and colleagues.may_invite(user)

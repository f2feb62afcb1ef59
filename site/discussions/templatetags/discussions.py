"""The comments under a page, and how many wait for a moderator."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from core.models import BasePage
from core.pagination import short_count
from discussions.forms import CommentForm
from discussions.policy import page_of
from discussions.queue import comments_in_care
from discussions.reading import read_discussion
from members.assignments import looks_after_anything
from members.models import User

register = template.Library()


@register.inclusion_tag("discussions/discussion.html", takes_context=True)
def discussion(context: RequestContext) -> dict[str, Any]:
    """{% discussion %} – the comments under the page of this context; nothing where it has none."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, BasePage) or page_of(page) is None or request is None:
        return {"talk": None}
    if getattr(request, "is_preview", False) or not page.live:
        return {"talk": None}
    talk = read_discussion(page, request)
    return {
        "talk": talk if talk.is_shown else None,
        "page": page,
        "request": request,
        "form": CommentForm() if talk.standing.may_write else None,
    }


@register.simple_tag(takes_context=True)
def comments_waiting(context: RequestContext) -> str | None:
    """{% comments_waiting as to_decide %} – how many ask for this moderator's decision: «10», «».

    None for who looks after nothing. A few short queries, for those alone who may enter the admin.
    """
    user = context["request"].user
    if not (
        isinstance(user, User) and user.has_perm("wagtailadmin.access_admin") and looks_after_anything(user)
    ):
        return None
    return short_count(comments_in_care(user).unsettled())

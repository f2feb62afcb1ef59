"""The one tag that puts the comments under a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from core.models import BasePage
from discussions.forms import CommentForm
from discussions.policy import page_of
from discussions.reading import read_discussion

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

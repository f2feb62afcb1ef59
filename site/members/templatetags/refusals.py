"""Why somebody is refused, on the page 403."""

from __future__ import annotations

import re

from django import template

register = template.Library()


@register.filter
def own_reason(text: str | None) -> str:
    """`text` if the site wrote it, else nothing: libraries give their reasons in English."""
    return text if text and re.search("[а-яё]", text, re.IGNORECASE) else ""

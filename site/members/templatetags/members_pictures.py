"""What editors are told of a picture with children."""

from __future__ import annotations

from django import template

from core.models import SitePicture
from core.viewing import current_viewer
from members import pictures

register = template.Library()


@register.filter
def why_it_waits(picture: SitePicture) -> str:
    """{{ image|why_it_waits }} – why not everybody sees it; nothing for readers."""
    return pictures.why_it_waits(picture, current_viewer())

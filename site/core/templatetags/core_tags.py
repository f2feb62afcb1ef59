"""Small words and numbers for templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.blocks.values import anchor_of
from core.files import withheld_pictures
from core.grades import grade_numbers
from core.models.files import SitePicture
from core.picture_sizes import Sizes, sizes_of
from core.text import plural as choose_form
from core.text import quoted
from core.unbroken import tied
from core.viewing import current_viewer

register = template.Library()
register.filter("quoted", quoted)
register.filter("grade_numbers", grade_numbers)
A_MONTH = 30


@register.filter
def plural(number: int, forms: str) -> str:
    """{{ count|plural:"сайт,сайта,сайтов" }} – the form that goes with the number."""
    return choose_form(number, forms)


@register.filter
def counted(number: int, forms: str) -> str:
    """{{ count|counted:"сайт,сайта,сайтов" }} – «5 сайтов»."""
    return f"{number} {choose_form(number, forms)}"


@register.filter
def unbroken(value: Any) -> SafeString:
    """{{ card.title|unbroken }} – no line ends inside «5-х», «18:00–19:15», «5 «А»» or «В. С. Орлов».

    For words and for ready markup; not for a flex container, where a span would become a part of its own.
    """
    return mark_safe(tied(conditional_escape(value)))  # noqa: S308 – escaped; only spans are added


@register.filter
def day(value: date | datetime | None) -> str:
    """20 ноября 2026, in the school's time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return format_date(value, "j E Y")


@register.filter
def ago(value: datetime) -> str:
    """сегодня, вчера, 2 дня назад; after a month the date itself."""
    days = max((timezone.localdate() - timezone.localtime(value).date()).days, 0)
    if days > A_MONTH:
        return day(value)
    return {0: "сегодня", 1: "вчера"}.get(days) or f"{counted(days, 'день,дня,дней')} назад"


@register.filter
def may_be_shown(picture: SitePicture | None) -> bool:
    """{% if image|may_be_shown %} – whether there is a picture, and the one who looks may see it."""
    if picture is None or picture == "":
        return False
    return picture.pk not in withheld_pictures(current_viewer())


@register.filter
def those_shown(pictures: Iterable[Any]) -> list[Any]:
    """{{ value.pictures|those_shown }} – the entries of a gallery whose pictures may be shown."""
    return [entry for entry in pictures if may_be_shown(entry["image"])]


@register.simple_tag
def picture_sizes(picture: SitePicture, shape: str) -> Sizes:
    """{% picture_sizes image "wide" as sizes %} – the sizes in which a picture is shown."""
    return sizes_of(picture, shape)


@register.filter
def anchor(block: Any) -> str:
    """{{ block|anchor }} – the address on its page of a heading among the blocks of a text."""
    return anchor_of(block)

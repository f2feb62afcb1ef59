"""The way to the lessons of one's own class, from the section and from the first page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest

from core.text import LOOK_ALIKE
from members.classes import classes_of

if TYPE_CHECKING:
    from resources.models import TimetablePage

_BETWEEN = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class Lessons:
    """The week of one class: its name, its address, whether the class is the visitor's own."""

    name: str
    url: str
    is_own: bool


def lessons_on(page: TimetablePage, request: HttpRequest) -> list[Lessons]:
    """The weeks that stand on `page`, those of the visitor's own classes first; one query."""
    address = page.get_url(request) or ""
    own = {_bare(one.title) for one in classes_of(request.user)}
    weeks = [
        Lessons(name, f"{address}?{urlencode({'class': name})}", _bare(name) in own)
        for name in page.class_names
    ]
    return sorted(weeks, key=lambda week: not week.is_own)


def _bare(name: str) -> str:
    """«5 «А»», «5-А» and «5а», as somebody typed them, are one class."""
    return _BETWEEN.sub("", name).upper().translate(LOOK_ALIKE)

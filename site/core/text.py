"""Russian wording that code needs: plural forms, addresses from titles."""

from __future__ import annotations

import re

from anyascii import anyascii
from django.utils.text import slugify

_ENDINGS = re.compile(r"(?:ый|ий)\b")
_LETTERS = str.maketrans({"щ": "sch", "ъ": "", "ь": "", "х": "h", "ё": "yo", "ы": "y", "й": "y"})
MAX_SLUG = 80
_INNER_QUOTES = str.maketrans("«»", "„“")
LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
"""Latin letters to the Cyrillic ones that look the same: for `str.translate`."""
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e007f]"
)
"""What nobody sees, or what turns the direction of writing; all but the joiner, which emoji need."""


def plural(number: int, forms: str) -> str:
    """Choose from «сайт,сайта,сайтов» the form that goes with `number` (1, 2, 5)."""
    one, few, many = forms.split(",")
    tail = abs(number) % 100
    if 11 <= tail <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(tail % 10, many)


def found_in_words(number: int, forms: str, *, sought: bool) -> str:
    """«14 записей», or «Найдено: 14 записей» where something was `sought`; `forms` as in `plural`."""
    return f"{'Найдено: ' if sought else ''}{number} {plural(number, forms)}"


def quoted(text: object) -> str:
    """«Конкурс „Живое слово“»: `text` in quotation marks, with those inside it of the second kind."""
    return f"«{str(text).translate(_INNER_QUOTES)}»"


def to_slug(title: str) -> str:
    """Return a short Latin address for `title`: letters, digits, hyphens, at most 80 characters."""
    slug = slugify(anyascii(_ENDINGS.sub("y", title.lower()).translate(_LETTERS)))
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return slug.strip("-") or "stranica"

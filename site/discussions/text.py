"""What may stand in a comment: plain text, cleaned; and how it is shown, with links made clickable."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.text import INVISIBLE, plural

LONGEST = 3000
MOST_LINKS = 3
_SHOWN_LINK = 60

# A joiner has a place only inside a composed emoji.
_LOOSE_JOINER = re.compile("(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKS = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2})[\u0300-\u036f"
                    "\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")
_LINK = re.compile(r"\bhttps?://[^\s<>\"«»]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]}'…"


def without_null(text: str) -> str:
    """For showing again what was refused: a page cannot carry a NUL."""
    return text.replace("\x00", "")


def read_text(raw: str) -> str:
    """Return `raw` as it is stored; raise ValidationError, in words for its author, for what is refused.

    Invisible and direction-turning characters, control characters and towers of accents are taken out;
    more than one empty line becomes one. Reading what was read gives the same.
    """
    if "\x00" in raw:
        raise ValidationError("В тексте есть недопустимый знак (NUL). Мы убрали его – отправьте ещё раз.")
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _CONTROL.sub("", INVISIBLE.sub("", text)))
    text = _MARKS.sub(r"\1", _LOOSE_JOINER.sub("", text))
    text = _EMPTY_LINES.sub("\n\n", text).strip()
    if not text:
        raise ValidationError("Напишите что-нибудь: комментарий пуст.")
    if len(text) > LONGEST:
        raise ValidationError(
            f"Помещается 3000 знаков, а здесь {len(text)}. Сократите текст или разделите на два комментария."
        )
    links = len(_LINK.findall(text))
    if links > MOST_LINKS:
        raise ValidationError(
            f"В комментарии {links} {plural(links, 'ссылка,ссылки,ссылок')}, "
            f"а можно не больше {MOST_LINKS}. Оставьте самые нужные."
        )
    return text


def show_text(text: str) -> SafeString:
    """Return the stored text for a page: escaped, its links clickable. Line breaks are a matter of CSS."""
    parts: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        address = found.group().rstrip(_AFTER_LINK)
        shown = address if len(address) <= _SHOWN_LINK else f"{address[:_SHOWN_LINK]}…"
        parts.append(escape(text[end : found.start()]))
        parts.append(format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', address, shown))
        end = found.start() + len(address)
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped)


def excerpt(text: str, length: int = 140) -> str:
    """The beginning of `text` in one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]}…"

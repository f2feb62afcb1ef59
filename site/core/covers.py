"""Covers for pages without a picture, as messengers show them: the colour and the sign of the subject.

A cover bears no word of the page itself but a section's name: the title stands beside it in the message, and
what people write is shown under rules that a file could not follow.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from core import theme
from core.models import BasePage, ListingPage, SchoolSettings

WIDTH, HEIGHT, CELL, EDGE = 1200, 630, 42, 84
SIGNS = Path(__file__).parent / "cover_signs"
FONTS = Path(settings.STATICFILES_DIRS[0]) / "fonts"
# As --subject in theme.css by day: white letters are read on each.
COLOURS = {
    "red": "#b3261e",
    "orange": "#a04408",
    "amber": "#7d5700",
    "green": "#2a6a2d",
    "teal": "#0a6666",
    "blue": "#1b5cab",
    "indigo": "#4547b5",
    "violet": "#7a3a9e",
    "pink": "#a92563",
}
_CYRILLIC = re.compile(r"([Ѐ-ӿ№]+)")


@dataclass(frozen=True, slots=True)
class Cover:
    """All that a cover shows; two pages of one subject share one."""

    title: str
    note: str
    colour: str
    sign: str


def cover_of(page: BasePage, school: SchoolSettings) -> Cover:
    """The cover of a page on the site of that school."""
    subject = next(iter(page.subject_list), None)
    is_section = isinstance(page, ListingPage)
    sign = subject.icon if subject else page.icon
    return Cover(
        title=subject.title if subject else page.stream or (page.title if is_section else "Вместе"),
        note=school.short_name,
        colour=COLOURS[subject.colour] if subject else school.bar_colours[0],
        sign=sign if (SIGNS / f"{sign}.png").exists() else "mark",
    )


def opened(cover: Cover) -> File:
    """The cover as a PNG from the storage of media, drawn when it is asked for the first time."""
    name = f"covers/{sha256(repr(astuple(cover)).encode()).hexdigest()[:24]}.png"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(draw(cover)))
    return default_storage.open(name)


def draw(cover: Cover) -> bytes:
    """Squared paper in the cover's colour, the sign, the words: 1200 × 630."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), cover.colour)
    pen = ImageDraw.Draw(picture)
    line = theme.mix(theme.WHITE, cover.colour, 0.1)
    for place in range(CELL, WIDTH, CELL):
        pen.line([(place, 0), (place, HEIGHT)], fill=line, width=2)
        pen.line([(0, place), (WIDTH, place)], fill=line, width=2)
    with Image.open(SIGNS / f"{cover.sign}.png") as sign:
        x, y, around = WIDTH - EDGE - sign.width // 2, HEIGHT // 2, int(sign.width * 0.8)
        pen.ellipse([x - around, y - around, x + around, y + around], fill=line)
        picture.paste(
            theme.WHITE, (WIDTH - EDGE - sign.width, (HEIGHT - sign.height) // 2), sign.convert("L")
        )
        room = WIDTH - 3 * EDGE - sign.width
    size, rows = _fitting(cover.title, room)
    top = (HEIGHT - len(rows) * size * 1.15 - 60) / 2
    for number, row in enumerate(rows):
        _write(pen, row, (EDGE, top + number * size * 1.15), size)
    _write(pen, cover.note[:40], (EDGE, HEIGHT - EDGE - 36), 36)
    target = BytesIO()
    picture.quantize(64).save(target, format="PNG", optimize=True)
    return target.getvalue()


def _fitting(words: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which the words fit in three rows, and the rows; at the least size, what fits."""
    for size in (92, 76, 62, 50):
        rows = [""]
        for word in words.split():
            longer = f"{rows[-1]} {word}".strip()
            if _length(longer, size) <= room:
                rows[-1] = longer
            else:
                rows.append(word)
        rows = [row for row in rows if row]
        if len(rows) <= 3 and all(_length(row, size) <= room for row in rows):
            return size, rows
    return size, [row[:24] for row in rows[:3]]


def _runs(words: str) -> list[str]:
    """Our fonts are cut into Cyrillic and the rest: the words, cut where one ends and another begins."""
    return [run for run in _CYRILLIC.split(words) if run]


def _length(words: str, size: int) -> float:
    return sum(_font(bool(_CYRILLIC.match(run)), size).getlength(run) for run in _runs(words))


def _write(pen: ImageDraw.ImageDraw, words: str, at: tuple[float, float], size: int) -> None:
    left, top = at
    for run in _runs(words):
        font = _font(bool(_CYRILLIC.match(run)), size)
        pen.text((left, top + size), run, font=font, fill=theme.WHITE, anchor="ls")
        left += font.getlength(run)


@lru_cache(maxsize=16)
def _font(is_cyrillic: bool, size: int) -> ImageFont.FreeTypeFont:  # noqa: FBT001
    part = "cyrillic" if is_cyrillic else "latin"
    font = ImageFont.truetype(FONTS / f"onest-{part}.woff2", size)
    font.set_variation_by_axes([650])
    return font

"""Pictures that the project draws itself: hills, a sun, and shapes of the theme. Deterministic."""

from __future__ import annotations

import math
import random
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
PALETTES: list[tuple[Colour, Colour, Colour, Colour, Colour]] = [
    ((250, 214, 165), (244, 162, 97), (231, 111, 81), (42, 157, 143), (38, 70, 83)),
    ((216, 243, 220), (149, 213, 178), (82, 183, 136), (45, 106, 79), (27, 67, 50)),
    ((202, 240, 248), (144, 224, 239), (0, 150, 199), (2, 62, 138), (3, 4, 94)),
    ((255, 229, 236), (255, 179, 198), (251, 111, 146), (157, 78, 221), (60, 9, 108)),
    ((254, 250, 224), (221, 161, 94), (188, 108, 37), (96, 108, 56), (40, 54, 24)),
    ((237, 242, 251), (182, 204, 254), (124, 150, 240), (72, 82, 160), (33, 37, 96)),
]
SIZE = (1280, 720)


def landscape(seed: int) -> ContentFile:
    """Return a JPEG of an invented landscape; the same seed draws the same picture."""
    chance = random.Random(seed)  # noqa: S311 (a drawing, not a secret)
    light, soft, bright, deep, dark = PALETTES[seed % len(PALETTES)]
    width, height = SIZE
    picture = Image.new("RGB", SIZE, light)
    draw = ImageDraw.Draw(picture)
    for row in range(height):
        share = row / height
        draw.line([(0, row), (width, row)], fill=_between(light, soft, share))
    radius = chance.randint(60, 110)
    x, y = chance.randint(200, width - 200), chance.randint(110, 240)
    draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=_between(light, (255, 255, 255), 0.7))
    for layer, colour in enumerate((_between(soft, bright, 0.5), bright, deep)):
        _hills(draw, chance, 330 + layer * 110, 60 + layer * 20, colour)
    _house(draw, (chance.randint(160, 900), 560), bright, light, dark)
    for _ in range(chance.randint(5, 9)):
        foot = (chance.randint(40, width - 40), chance.randint(590, 690))
        _tree(draw, foot, chance.randint(40, 90), dark, deep)
    target = BytesIO()
    picture.save(target, format="JPEG", quality=86, optimize=True)
    return ContentFile(target.getvalue(), name=f"risunok-{seed:03}.jpg")


def children(seed: int) -> ContentFile:
    """Return a JPEG of the same hills with children in front: what the site holds for a photograph."""
    chance = random.Random(f"children {seed}")  # noqa: S311 (a drawing, not a secret)
    *_, bright, deep, dark = PALETTES[(seed + 1) % len(PALETTES)]
    with Image.open(landscape(seed + 900)) as opened:
        picture = opened.convert("RGB")
    draw = ImageDraw.Draw(picture)
    skin, hair = (244, 205, 170), (78, 52, 38)
    for number in range(5):
        x, y, tall = 220 + number * 200 + chance.randint(-20, 20), 640, chance.randint(150, 190)
        shirt = (bright, deep, dark, (214, 94, 84), (88, 122, 190))[number]
        draw.rounded_rectangle([x - 46, y - tall + 60, x + 46, y + 40], 26, fill=shirt)
        head = [x - 42, y - tall - 26, x + 42, y - tall + 58]
        draw.ellipse(head, fill=skin)
        draw.pieslice([head[0] - 4, head[1] - 8, head[2] + 4, head[3] - 4], 180, 360, fill=hair)
        for side in (-15, 15):
            draw.ellipse([x + side - 4, y - tall + 14, x + side + 4, y - tall + 22], fill=hair)
        draw.arc([x - 18, y - tall + 16, x + 18, y - tall + 42], 20, 160, fill=(170, 80, 70), width=4)
    target = BytesIO()
    picture.save(target, format="JPEG", quality=86, optimize=True)
    return ContentFile(target.getvalue(), name=f"deti-{seed:03}.jpg")


def _between(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _hills(draw: ImageDraw.ImageDraw, chance: random.Random, base: int, swing: int, colour: Colour) -> None:
    width, height = SIZE
    first, second = chance.uniform(0, 6.28), chance.uniform(0, 6.28)
    crest = [
        (x, base + swing * math.sin(x / 210 + first) + swing / 2 * math.sin(x / 90 + second))
        for x in range(0, width + 16, 16)
    ]
    draw.polygon([*crest, (width, height), (0, height)], fill=colour)


def _house(
    draw: ImageDraw.ImageDraw, foot: tuple[int, int], wall: Colour, window: Colour, roof: Colour
) -> None:
    x, y = foot
    draw.rectangle([x, y - 110, x + 260, y], fill=_between(wall, (255, 255, 255), 0.55))
    draw.polygon([(x - 20, y - 110), (x + 130, y - 180), (x + 280, y - 110)], fill=roof)
    for column in range(4):
        for row in range(2):
            left, top = x + 22 + column * 58, y - 94 + row * 44
            draw.rectangle([left, top, left + 34, top + 28], fill=window)


def _tree(draw: ImageDraw.ImageDraw, foot: tuple[int, int], size: int, dark: Colour, leaf: Colour) -> None:
    x, y = foot
    draw.rectangle([x - size // 14, y - size, x + size // 14, y], fill=dark)
    for shift in (-0.3, 0.3, 0):
        middle = x + size * shift
        top = y - size * (1.55 if shift == 0 else 1.25)
        draw.ellipse(
            [middle - size * 0.42, top - size * 0.2, middle + size * 0.42, top + size * 0.62], fill=leaf
        )

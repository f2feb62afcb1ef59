"""A sheet to draw on: flat shapes with smooth edges, in the colours of the site.

Everything is laid out on a sheet of 1280 × 720; it is drawn larger and brought down at the end.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageDraw

Point = tuple[float, float]
WIDTH, HEIGHT = 1280, 720
FINER = 2

# As in theme.css, and what goes with it.
PAPER, CREAM, SAND, WHITE = "#fbf9f4", "#f2eee4", "#e4d5b4", "#fffdf8"
INK, SOFT_INK, GRID, MARGIN = "#26241f", "#5d584d", "#e9e3d5", "#e8b3a8"
BOARD, BOARD_LINE, ACCENT, MINT = "#17493d", "#2d6455", "#12604c", "#a9d3bf"
SUN, SUN_SOFT, OCHRE, AMBER = "#f4b740", "#fdf0cf", "#cf8a2e", "#7d5700"
RED, BRICK, ORANGE, ROSE, PINK = "#b3261e", "#c8563c", "#dd8240", "#e8b3a8", "#a92563"
GREEN, LEAF, MOSS, TEAL = "#2a6a2d", "#4f8f5b", "#8fb573", "#0a6666"
SKY, BLUE, INDIGO, NAVY, VIOLET = "#cfe3e6", "#1b5cab", "#4547b5", "#1f2c52", "#7a3a9e"
WOOD, BARK, SKIN = "#bd8450", "#7a4f2d", "#efc5a0"


def mix(first: str, second: str, share: float) -> str:
    """`share` of the second colour in the first."""
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def tint(colour: str, share: float) -> str:
    """Nearer to the paper."""
    return mix(colour, PAPER, share)


def shade(colour: str, share: float = 0.18) -> str:
    """Nearer to a dark green: shadows are never grey."""
    return mix(colour, "#10261f", share)


class Canvas:
    """Shapes by their place on the sheet; `chance` is the scene's own, so that it is always the same."""

    def __init__(self, background: str, name: str = "") -> None:
        self._sheet = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), background)
        self._pen = ImageDraw.Draw(self._sheet)
        self._see_through = ImageDraw.Draw(self._sheet, "RGBA")
        self._move = (FINER * 1.0, 0.0, 0.0, 0.0, FINER * 1.0, 0.0)
        self.chance = random.Random(name)  # noqa: S311 (a drawing, not a secret)

    def jpeg(self) -> bytes:
        small = self._sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, reducing_gap=1.0)
        target = BytesIO()
        small.save(target, format="JPEG", quality=82, optimize=True)
        return target.getvalue()

    # Where.

    @contextmanager
    def at(
        self, x: float, y: float, *, turn: float = 0, size: float = 1, flip: bool = False
    ) -> Iterator[None]:
        """What is drawn inside has its origin at (x, y), turned clockwise by degrees."""
        before = self._move
        a, b, c, d, e, f = before
        cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
        side = -1 if flip else 1
        self._move = (
            (a * cos + b * sin) * side,
            -a * sin + b * cos,
            a * x + b * y + c,
            (d * cos + e * sin) * side,
            -d * sin + e * cos,
            d * x + e * y + f,
        )
        yield
        self._move = before

    @contextmanager
    def inside(self, points: Sequence[Point]) -> Iterator[None]:
        """What is drawn inside leaves no mark outside the shape."""
        shape = self._placed(points)
        box = (
            max(0, int(min(x for x, _ in shape))),
            max(0, int(min(y for _, y in shape))),
            min(WIDTH * FINER, int(max(x for x, _ in shape)) + 1),
            min(HEIGHT * FINER, int(max(y for _, y in shape)) + 1),
        )
        before = self._sheet.copy()
        yield
        drawn = self._sheet.crop(box)
        mask = Image.new("L", drawn.size, 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in shape], fill=255)
        self._sheet.paste(before)
        self._sheet.paste(drawn, box[:2], mask)

    def _placed(self, points: Iterable[Point]) -> list[Point]:
        a, b, c, d, e, f = self._move
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    # Shapes.

    def poly(self, points: Iterable[Point], fill: str) -> None:
        pen = self._see_through if len(fill) > 7 else self._pen
        pen.polygon(self._placed(points), fill=fill)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, round: float = 0) -> None:
        self.poly(box(x, y, w, h, round), fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        self.poly(ring(x, y, rx, ry), fill)

    def circle(self, x: float, y: float, r: float, fill: str) -> None:
        self.poly(ring(x, y, r, r), fill)

    def blob(self, points: Sequence[Point], fill: str) -> None:
        """A soft shape through the points."""
        self.poly(soft(points, closed=True), fill)

    def line(self, points: Sequence[Point], fill: str, width: float = 4, *, smooth: bool = False) -> None:
        """A line with round ends."""
        path = soft(points) if smooth else list(points)
        placed = self._placed(path)
        a, _, _, d, _, _ = self._move
        thick = max(1.0, width * math.hypot(a, d))
        pen = self._see_through if len(fill) > 7 else self._pen
        pen.line(placed, fill=fill, width=int(thick + 0.5), joint="curve")
        if len(fill) <= 7:
            for x, y in (placed[0], placed[-1]):
                pen.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=fill)

    def arc(
        self, x: float, y: float, r: float, first: float, last: float, fill: str, width: float = 4
    ) -> None:
        """Part of a circle, in degrees: 0 is to the right, 90 is below."""
        self.line(part(x, y, r, r, first, last), fill, width)

    def squares(
        self, x: float, y: float, w: float, h: float, cell: float, fill: str, width: float = 2
    ) -> None:
        """Squared paper."""
        at = x
        while at <= x + w:
            self.line([(at, y), (at, y + h)], fill, width)
            at += cell
        at = y
        while at <= y + h:
            self.line([(x, at), (x + w, at)], fill, width)
            at += cell


# Outlines.


def box(x: float, y: float, w: float, h: float, r: float = 0) -> list[Point]:
    if r <= 0:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    r = min(r, w / 2, h / 2)
    return [
        *part(x + w - r, y + r, r, r, -90, 0, 8),
        *part(x + w - r, y + h - r, r, r, 0, 90, 8),
        *part(x + r, y + h - r, r, r, 90, 180, 8),
        *part(x + r, y + r, r, r, 180, 270, 8),
    ]


def ring(x: float, y: float, rx: float, ry: float) -> list[Point]:
    return part(x, y, rx, ry, 0, 360, 24 if max(rx, ry) < 40 else 64)


def part(x: float, y: float, rx: float, ry: float, first: float, last: float, steps: int = 32) -> list[Point]:
    return [
        (x + rx * math.cos(angle), y + ry * math.sin(angle))
        for angle in (math.radians(first + (last - first) * step / steps) for step in range(steps + 1))
    ]


def soft(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """A smooth line through the points."""
    before, after = ([points[-1]], points[:2]) if closed else ([points[0]], points[-1:])
    around = [*before, *points, *after]
    path = []
    for p0, p1, p2, p3 in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(steps):
            t = step / steps
            path.append(
                tuple(
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t * t * t
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return path if closed else [*path, points[-1]]  # type: ignore[return-value,list-item]

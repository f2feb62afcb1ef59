"""Things that several scenes are made of. Each stands on its foot (x, y) unless it says otherwise."""

from __future__ import annotations

import math
from collections.abc import Sequence

from demo.drawing.canvas import (
    ACCENT,
    BARK,
    BLUE,
    BOARD,
    BRICK,
    CREAM,
    GRID,
    HEIGHT,
    INK,
    LEAF,
    MARGIN,
    MINT,
    NAVY,
    OCHRE,
    ORANGE,
    ROSE,
    SAND,
    SKIN,
    SKY,
    SOFT_INK,
    SUN,
    TEAL,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    Point,
    box,
    mix,
    part,
    shade,
    soft,
    tint,
)

SHADOW = "#1a2a2218"
SPINES = (ACCENT, BRICK, SUN, BLUE, ROSE, TEAL, OCHRE, BOARD, MINT, ORANGE, NAVY, SAND)

# Out of doors.


def hills(c: Canvas, y: float, swing: float, fill: str, shift: float = 0, length: float = 520) -> None:
    crest = [
        (x, y + swing * math.sin(x / length * 3 + shift) + swing * 0.4 * math.sin(x / length * 7 + shift * 2))
        for x in range(-20, WIDTH + 40, 20)
    ]
    c.poly([*crest, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], fill)


def cloud(c: Canvas, x: float, y: float, size: float, fill: str = WHITE) -> None:
    with c.at(x, y, size=size):
        c.rect(-90, -28, 190, 46, fill, 23)
        c.circle(-30, -34, 40, fill)
        c.circle(32, -48, 52, fill)


def tree(c: Canvas, x: float, y: float, size: float, leaf: str = LEAF, trunk: str = BARK) -> None:
    """A round tree, lighter on the left."""
    with c.at(x, y, size=size / 100):
        c.poly([(-7, 0), (-4, -60), (4, -60), (8, 0)], trunk)
        crown = [(-44, -70), (-52, -108), (-26, -146), (8, -158), (40, -138), (54, -100), (38, -66), (0, -54)]
        c.blob(crown, shade(leaf, 0.15))
        with c.inside(soft(crown, closed=True)):
            c.blob([(px - 16, py - 10) for px, py in crown], leaf)
            c.circle(-22, -124, 20, tint(leaf, 0.12))
        c.line([(0, -40), (0, -104)], trunk, 5)
        c.line([(0, -72), (18, -94)], trunk, 4)
        c.line([(0, -62), (-18, -84)], trunk, 4)


def fir(c: Canvas, x: float, y: float, size: float, leaf: str = ACCENT, snow: str = "") -> None:
    with c.at(x, y, size=size / 100):
        c.rect(-6, -20, 12, 20, BARK)
        for low, half, top in ((-14, 46, -74), (-52, 37, -110), (-90, 27, -146)):
            c.poly([(-half, low), (0, top), (half, low)], leaf)
            c.poly([(0, top), (half, low), (half * 0.25, low)], shade(leaf, 0.2))
            if snow:
                c.poly(
                    [
                        (-half * 0.42, low + (top - low) * 0.58),
                        (0, top),
                        (half * 0.3, low + (top - low) * 0.7),
                        (0, low + (top - low) * 0.5),
                    ],
                    snow,
                )


def grass(c: Canvas, x: float, y: float, size: float, fill: str) -> None:
    for lean in (-0.5, -0.2, 0.1, 0.45):
        c.line(
            [(x, y), (x + lean * size * 0.5, y - size * 0.6), (x + lean * size, y - size)],
            fill,
            4,
            smooth=True,
        )


def leaf(c: Canvas, x: float, y: float, size: float, turn: float, fill: str) -> None:
    """A simple leaf, growing from (x, y) upwards and turned."""
    with c.at(x, y, turn=turn, size=size / 100):
        left = soft([(0, 0), (-30, -38), (-22, -78), (0, -104)])
        right = soft([(0, -104), (22, -78), (30, -38), (0, 0)])
        c.poly([*left, *right], fill)
        c.poly([*right, (0, -104)], shade(fill, 0.14))
        c.line([(0, 14), (0, -84)], shade(fill, 0.4), 3)


def maple_leaf(c: Canvas, x: float, y: float, size: float, turn: float, fill: str) -> None:
    with c.at(x, y, turn=turn, size=size / 100):
        half = [
            (0, -56),
            (10, -34),
            (26, -40),
            (22, -20),
            (48, -22),
            (38, -4),
            (50, 6),
            (26, 14),
            (30, 28),
            (4, 22),
        ]
        c.line([(0, 10), (0, 52)], shade(fill, 0.4), 4)
        c.poly([*half, *[(-a, b) for a, b in reversed(half)]], fill)
        for end in ((0, -40), (32, -14), (-32, -14)):
            c.line([(0, 20), end], shade(fill, 0.25), 2.5)


def bus(c: Canvas, x: float, y: float, size: float = 1, body: str = SUN) -> None:
    """A school bus seen from its right side, its nose to the right; (x, y) is the ground at its middle."""
    with c.at(x, y, size=size):
        c.oval(0, 2, 220, 12, SHADOW)
        c.rect(-205, -150, 380, 126, body, 20)
        c.rect(120, -96, 88, 72, body, 16)
        with c.inside(box(-205, -150, 413, 126, 18)):
            c.rect(-205, -46, 420, 24, shade(body, 0.16))
        c.rect(-205, -68, 413, 8, INK)
        for number in range(4):
            c.rect(-186 + number * 68, -132, 54, 46, SKY, 7)
            c.poly(
                [
                    (-186 + number * 68 + 8, -90),
                    (-186 + number * 68 + 34, -128),
                    (-186 + number * 68 + 46, -128),
                    (-186 + number * 68 + 20, -90),
                ],
                WHITE,
            )
        c.rect(92, -132, 70, 96, SKY, 8)
        c.line([(127, -132), (127, -36)], body, 6)
        c.circle(200, -52, 8, WHITE)
        c.rect(-212, -34, 428, 12, INK, 6)
        for wheel in (-120, 118):
            c.circle(wheel, -22, 34, INK)
            c.circle(wheel, -22, 17, SAND)
            c.circle(wheel, -22, 6, INK)
        c.rect(-214, -60, 8, 16, BRICK, 3)


# In a room.


def table(c: Canvas, y: float, fill: str = WOOD, edge: float = 26) -> None:
    c.rect(-10, y, WIDTH + 20, HEIGHT - y + 10, fill)
    c.rect(-10, y, WIDTH + 20, 6, tint(fill, 0.35))
    if edge:
        c.rect(-10, y + HEIGHT - y - edge, WIDTH + 20, edge + 10, shade(fill, 0.22))


def window(c: Canvas, x: float, y: float, w: float, h: float, sky: str = SKY, frame: str = WHITE) -> None:
    """(x, y) is the top left corner of the frame."""
    c.rect(x - 14, y - 14, w + 28, h + 28, frame, 6)
    c.rect(x, y, w, h, sky)
    c.poly(
        [(x + w * 0.08, y + h), (x + w * 0.42, y), (x + w * 0.6, y), (x + w * 0.26, y + h)], tint(sky, 0.35)
    )


def window_bars(c: Canvas, x: float, y: float, w: float, h: float, frame: str = WHITE) -> None:
    c.rect(x + w / 2 - 7, y, 14, h, frame)
    c.rect(x, y + h * 0.36 - 6, w, 12, frame)
    c.rect(x + w / 2 + 7, y, 4, h, SHADOW)


def books(c: Canvas, x: float, y: float, w: float, tall: float, colours: Sequence[str] = SPINES) -> None:
    """A row standing on y, from x to x + w, here and there a gap and a leaning book."""
    right, at = x + w, x
    number = c.chance.randrange(len(colours))
    while at < right - 16:
        thick = min(c.chance.choice((22, 26, 32, 40)), right - at)
        high = tall * c.chance.uniform(0.7, 1)
        fill = colours[number % len(colours)]
        number += c.chance.choice((1, 2, 3))
        if c.chance.random() < 0.1 and at + thick + 40 < right and at > x + 30:
            with c.at(at + 3, y, turn=-14):
                c.rect(10, -high, thick, high - 2, fill, 3)
                c.rect(10, -high * 0.8, thick, high * 0.1, tint(fill, 0.5))
            at += thick + 42
            continue
        c.rect(at, y - high, thick - 2, high, fill, 3)
        band = tint(fill, 0.55) if fill not in (SAND, MINT, ROSE) else shade(fill, 0.4)
        style = c.chance.randrange(3)
        if style == 0:
            c.rect(at, y - high * 0.84, thick - 2, high * 0.07, band)
            c.rect(at, y - high * 0.2, thick - 2, high * 0.05, band)
        elif style == 1:
            c.rect(at + thick * 0.28, y - high * 0.8, thick * 0.4, high * 0.4, band, 2)
        else:
            for line in (0.3, 0.36, 0.82):
                c.rect(at, y - high * line, thick - 2, high * 0.02 + 1, band)
        at += thick


def lying_books(c: Canvas, x: float, y: float, w: float, colours: Sequence[str]) -> float:
    """A pile, the first at the bottom; gives the height of its top."""
    for number, fill in enumerate(colours):
        left = x + (0, 14, -8, 10, 2)[number % 5]
        wide = w - (0, 30, 14, 44, 20)[number % 5]
        c.rect(left, y - 34, wide, 34, fill, 5)
        c.rect(left + wide - 20, y - 28, 22, 22, CREAM)
        c.rect(left + 26, y - 34, 12, 34, tint(fill, 0.5))
        c.rect(left, y - 5, wide, 5, shade(fill, 0.25), 2)
        y -= 34
    return y


def open_book(c: Canvas, x: float, y: float, size: float, cover: str = ACCENT, page: str = WHITE) -> None:
    """Lying open towards us; (x, y) is the foot of the spine."""
    with c.at(x, y, size=size / 100):
        c.poly([(-112, 2), (-106, -62), (106, -62), (112, 2)], cover)
        for side in (-1, 1):
            edge = soft([(0, -4), (side * 40, -18), (side * 104, -4)])
            top = soft([(side * 98, -72), (side * 38, -82), (0, -66)])
            c.poly([*edge, *top], page if side < 0 else mix(page, SAND, 0.22))
            for row in range(4):
                low = -20 - row * 13
                c.line(
                    soft([(side * 14, low + 1), (side * 44, low - 9), (side * (90 - row), low + 1)]),
                    shade(SAND, 0.12),
                    2.4,
                )
        c.line([(0, -4), (0, -66)], shade(SAND, 0.3), 2)


def notebook(
    c: Canvas, x: float, y: float, w: float, h: float, turn: float = 0, *, squared: bool = True
) -> None:
    """A sheet with the red margin, its middle at (x, y)."""
    with c.at(x, y, turn=turn):
        c.rect(-w / 2 + 8, -h / 2 + 10, w, h, SHADOW, 6)
        c.rect(-w / 2, -h / 2, w, h, WHITE, 6)
        if squared:
            c.squares(-w / 2 + 12, -h / 2 + 12, w - 24, h - 24, 24, mix(GRID, SKY, 0.5), 1.6)
        else:
            for row in range(int((h - 50) / 30)):
                c.line(
                    [(-w / 2 + 10, -h / 2 + 44 + row * 30), (w / 2 - 10, -h / 2 + 44 + row * 30)],
                    mix(GRID, SKY, 0.6),
                    2,
                )
        c.line([(w / 2 - 44, -h / 2 + 4), (w / 2 - 44, h / 2 - 4)], MARGIN, 3)


def pencil(c: Canvas, x: float, y: float, length: float, turn: float, fill: str = SUN) -> None:
    """Its point at (x, y), lying along `turn` (0 – pointing up)."""
    with c.at(x, y, turn=turn):
        c.poly([(-11, 34), (0, 0), (11, 34)], SAND)
        c.poly([(-4, 12), (0, 0), (4, 12)], INK)
        c.rect(-11, 32, 22, length - 52, fill)
        c.rect(3, 32, 8, length - 52, shade(fill, 0.18))
        c.rect(-11, length - 22, 22, 8, SOFT_INK)
        c.rect(-11, length - 14, 22, 16, ROSE, 5)


def lamp(c: Canvas, x: float, y: float, size: float = 1, fill: str = BRICK, flip: bool = False) -> None:
    """A desk lamp that leans to the right; its light is drawn by the scene."""
    with c.at(x, y, size=size, flip=flip):
        c.rect(-58, -14, 116, 14, shade(fill, 0.35), 7)
        c.line([(0, -12), (-46, -150)], INK, 9)
        c.line([(-46, -150), (56, -252)], INK, 9)
        c.circle(-46, -150, 12, SUN)
        with c.at(56, -252, turn=-28):
            c.circle(0, 58, 22, "#fff3c4")
            c.poly([(-24, -10), (24, -10), (70, 56), (-70, 56)], fill)
            c.poly([(4, -10), (24, -10), (70, 56), (24, 56)], shade(fill, 0.15))
            c.rect(-16, -28, 32, 24, INK, 6)


def cup(c: Canvas, x: float, y: float, size: float = 1, fill: str = BRICK, *, steam: bool = True) -> None:
    with c.at(x, y, size=size):
        c.oval(0, 2, 60, 9, SHADOW)
        c.arc(46, -38, 20, -100, 100, fill, 10)
        c.poly([*soft([(-44, -74), (-42, -30), (-28, -4)]), *soft([(28, -4), (42, -30), (44, -74)])], fill)
        c.poly([(14, -74), *soft([(44, -74), (42, -30), (28, -4)]), (12, -4)], shade(fill, 0.14))
        c.oval(0, -74, 44, 9, tint(fill, 0.6))
        c.oval(0, -73, 36, 6, BARK)
        if steam:
            for shift in (-16, 12):
                c.line(
                    [(shift, -92), (shift + 12, -112), (shift - 4, -132), (shift + 8, -154)],
                    "#ffffffb0",
                    6,
                    smooth=True,
                )


def clock(c: Canvas, x: float, y: float, r: float, hour: float, minute: float, rim: str = BOARD) -> None:
    """Its middle at (x, y)."""
    c.circle(x + 4, y + 6, r, SHADOW)
    c.circle(x, y, r, rim)
    c.circle(x, y, r * 0.86, WHITE)
    for mark in range(12):
        angle = math.radians(mark * 30)
        inner = 0.66 if mark % 3 == 0 else 0.73
        c.line(
            [
                (x + r * inner * math.sin(angle), y - r * inner * math.cos(angle)),
                (x + r * 0.78 * math.sin(angle), y - r * 0.78 * math.cos(angle)),
            ],
            INK,
            r * 0.05,
        )
    for turn, far, thick in ((hour * 30 + minute / 2, 0.42, 0.085), (minute * 6, 0.62, 0.06)):
        angle = math.radians(turn)
        c.line([(x, y), (x + r * far * math.sin(angle), y - r * far * math.cos(angle))], INK, r * thick)
    c.circle(x, y, r * 0.08, BRICK)


def pot(c: Canvas, x: float, y: float, size: float = 1, fill: str = BRICK) -> None:
    with c.at(x, y, size=size):
        c.poly([(-40, -66), (40, -66), (30, 0), (-30, 0)], fill)
        c.poly([(8, -66), (40, -66), (30, 0), (8, 0)], shade(fill, 0.14))
        c.rect(-48, -82, 96, 22, tint(fill, 0.1), 5)


def plant(c: Canvas, x: float, y: float, size: float = 1, fill: str = LEAF, clay: str = BRICK) -> None:
    with c.at(x, y, size=size):
        for turn, long in ((-58, 86), (54, 90), (-30, 120), (28, 116), (0, 136)):
            leaf(c, turn * 0.14, -76, long, turn, fill if turn % 4 else shade(fill, 0.12))
        pot(c, 0, 0, 1, clay)


def laptop(c: Canvas, x: float, y: float, size: float = 1, screen: str = NAVY, body: str = SOFT_INK) -> None:
    """Open towards us; the screen is 440 × 270 with its top left corner at (-220, -310)."""
    with c.at(x, y, size=size):
        c.oval(0, 6, 330, 14, SHADOW)
        c.rect(-240, -330, 480, 310, body, 18)
        c.rect(-220, -310, 440, 270, screen, 6)
        c.poly([(-250, -22), (250, -22), (316, 0), (-316, 0)], tint(body, 0.35))
        c.rect(-316, -2, 632, 12, shade(body, 0.25), 6)


def phone(c: Canvas, x: float, y: float, size: float = 1, screen: str = SKY, turn: float = 0) -> None:
    """Its middle at (x, y)."""
    with c.at(x, y, size=size, turn=turn):
        c.rect(-62, -122, 132, 260, SHADOW, 24)
        c.rect(-66, -130, 132, 260, INK, 22)
        c.rect(-56, -112, 112, 224, screen, 8)
        c.rect(-16, -124, 32, 6, SOFT_INK, 3)


def flask(
    c: Canvas, x: float, y: float, size: float, liquid: str, level: float = 0.5, bubbles: int = 3
) -> None:
    """A conical flask."""
    with c.at(x, y, size=size):
        outline = [
            *soft([(-24, -210), (-24, -140), (-86, -22), (-74, 0)], steps=6),
            *soft([(74, 0), (86, -22), (24, -140), (24, -210)], steps=6),
        ]
        c.oval(0, 2, 92, 10, SHADOW)
        c.poly(outline, "#ffffff70")
        with c.inside(outline):
            top = -level * 200
            c.rect(-100, top, 200, 220, liquid)
            c.rect(-100, top, 200, 8, tint(liquid, 0.4))
            c.poly([(30, top), (120, top), (120, 10), (50, 10)], shade(liquid, 0.14))
            for number in range(bubbles):
                c.circle(
                    (-20, 14, -2, 26)[number],
                    top + (40, 62, 24, 30)[number],
                    (9, 6, 5, 4)[number],
                    tint(liquid, 0.5),
                )
        c.line([(-30, -212), (30, -212)], WHITE, 10)
        c.line([(-54, -40), (-26, -106)], "#ffffffb0", 7)


def beaker(
    c: Canvas, x: float, y: float, size: float, liquid: str, level: float = 0.55, w: float = 110
) -> None:
    with c.at(x, y, size=size):
        c.oval(0, 2, w / 2 + 8, 9, SHADOW)
        c.rect(-w / 2, -150, w, 150, "#ffffff70", 12)
        with c.inside(box(-w / 2, -150, w, 150, 12)):
            c.rect(-w / 2, -150 * level, w, 150 * level, liquid)
            c.rect(-w / 2, -150 * level, w, 7, tint(liquid, 0.4))
        for mark in range(4):
            c.line([(w / 2 - 26, -36 - mark * 26), (w / 2 - 10, -36 - mark * 26)], WHITE, 4)
        c.line([(-w / 2 - 6, -150), (w / 2 + 6, -150)], WHITE, 9)


def chair(c: Canvas, x: float, y: float, size: float, fill: str = WOOD, flip: bool = False) -> None:
    with c.at(x, y, size=size, flip=flip):
        for leg in (-44, 44):
            c.line([(leg, 0), (leg * 0.9, -92)], SOFT_INK, 9)
        c.rect(-56, -104, 112, 18, fill, 6)
        c.line([(-46, -100), (-52, -210)], SOFT_INK, 9)
        c.line([(46, -100), (40, -210)], SOFT_INK, 9)
        c.rect(-62, -222, 112, 60, fill, 10)
        c.rect(-62, -176, 112, 14, shade(fill, 0.15), 7)


def star(
    c: Canvas, x: float, y: float, r: float, fill: str = SUN, points: int = 5, inner: float = 0.42
) -> None:
    shape: list[Point] = []
    for number in range(points * 2):
        angle = math.pi * number / points
        far = r if number % 2 == 0 else r * inner
        shape.append((x + far * math.sin(angle), y - far * math.cos(angle)))
    c.poly(shape, fill)


# People: simple, mostly from the back.


def child(
    c: Canvas,
    x: float,
    y: float,
    size: float,
    coat: str,
    hair: str = BARK,
    *,
    hat: str = "",
    pack: str = "",
    braids: bool = False,
    face: bool = False,
    trousers: str = NAVY,
    arms: str = "down",
    skin: str = SKIN,
) -> None:
    """Some 240 high at size 1."""
    with c.at(x, y, size=size):
        c.oval(0, 2, 56, 9, SHADOW)
        for side in (-1, 1):
            c.line([(side * 18, -88), (side * 20, -8)], trousers, 26)
            c.rect(side * 22 - 18, -14, 36, 16, INK, 8)
        if arms == "up":
            c.line([(-36, -150), (-64, -178), (-60, -226)], coat, 21)
            c.line([(36, -150), (64, -178), (60, -226)], coat, 21)
            c.circle(-60, -236, 12, skin)
            c.circle(60, -236, 12, skin)
        elif arms == "wave":
            c.line([(-38, -146), (-54, -88)], coat, 21)
            c.circle(-56, -78, 11, skin)
            c.line([(36, -150), (66, -172), (72, -220)], coat, 21)
            c.circle(73, -231, 12, skin)
        else:
            for side in (-1, 1):
                c.line([(side * 38, -146), (side * 54, -88)], coat, 21)
                c.circle(side * 56, -77, 11, skin)
        body = [
            *part(0, -128, 46, 46, 180, 360),
            *soft([(46, -128), (52, -80), (46, -66)], steps=4),
            *soft([(-46, -66), (-52, -80), (-46, -128)], steps=4),
        ]
        c.poly(body, coat)
        with c.inside(body):
            c.rect(14, -180, 60, 130, shade(coat, 0.12))
        if pack:
            c.rect(-36, -164, 72, 84, pack, 20)
            c.rect(-26, -118, 52, 30, shade(pack, 0.16), 8)
            c.rect(-36, -146, 72, 9, shade(pack, 0.3))
        c.rect(-12, -184, 24, 16, shade(skin, 0.1))
        c.circle(0, -206, 34, skin)
        if face:
            c.circle(-12, -204, 3.6, INK)
            c.circle(12, -204, 3.6, INK)
            c.arc(0, -200, 13, 30, 150, BRICK, 3.6)
            c.circle(-21, -195, 6, mix(skin, BRICK, 0.35))
            c.circle(21, -195, 6, mix(skin, BRICK, 0.35))
            c.poly(
                [
                    *part(0, -208, 37, 36, 180, 360),
                    *soft([(37, -208), (14, -222), (-12, -220), (-37, -208)], steps=5),
                ],
                hair,
            )
        else:
            c.circle(0, -208, 36, hair)
            c.rect(-30, -206, 60, 26, hair, 16)
            c.arc(0, -208, 24, 200, 280, tint(hair, 0.2), 4)
        if braids:
            for side in (-1, 1):
                c.line([(side * 30, -194), (side * 40, -160), (side * 34, -132)], hair, 15, smooth=True)
                c.circle(side * 34, -128, 8, BRICK)
        if hat:
            c.poly([*part(0, -214, 38, 36, 180, 360)], hat)
            c.rect(-41, -222, 82, 17, tint(hat, 0.35), 8)
            c.circle(0, -254, 11, tint(hat, 0.35))

"""Scenes with children in front, in place of photographs; and landscapes by number."""

from __future__ import annotations

import random

from demo.drawing.canvas import (
    ACCENT,
    BARK,
    BLUE,
    BOARD,
    BRICK,
    CREAM,
    GREEN,
    INDIGO,
    INK,
    LEAF,
    MINT,
    MOSS,
    NAVY,
    OCHRE,
    ORANGE,
    PINK,
    RED,
    ROSE,
    SAND,
    SKIN,
    SKY,
    SOFT_INK,
    SUN,
    SUN_SOFT,
    TEAL,
    VIOLET,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    mix,
    ring,
    shade,
    soft,
    tint,
)
from demo.drawing.scenes import scene
from demo.drawing.things import SHADOW, child, cloud, fir, grass, hills, star, tree

BROWN = "#d3a078"


@scene(
    "mill",
    "Поход к мельнице",
    "Рисунок: пятеро ребят с рюкзаками стоят у старой водяной мельницы, осень",
    "#f8e3bd",
)
def mill(c: Canvas) -> None:
    c.circle(260, 150, 66, SUN)
    hills(c, 330, 40, mix(OCHRE, SAND, 0.5), 0.7)
    hills(c, 400, 30, MOSS, 2.6)
    for x, y, s, colour in (
        (90, 480, 170, BRICK),
        (190, 470, 120, SUN),
        (1200, 480, 200, ORANGE),
        (400, 440, 100, OCHRE),
    ):
        tree(c, x, y, s, colour)
    c.rect(760, 220, 260, 300, WOOD)
    for y in range(240, 520, 34):
        c.rect(760, y, 260, 4, shade(WOOD, 0.18))
    c.poly([(720, 230), (890, 90), (1060, 230)], shade(BRICK, 0.2))
    c.rect(852, 270, 70, 80, SUN_SOFT)
    c.line([(887, 270), (887, 350)], BARK, 6)
    c.line([(852, 310), (922, 310)], BARK, 6)
    hills(c, 510, 10, LEAF, 1)
    c.poly(
        [
            *soft([(1010, 500), (1090, 540), (1300, 560)]),
            (1300, 660),
            *soft([(1300, 650), (1060, 600), (900, 530)]),
        ],
        mix(SKY, BLUE, 0.3),
    )
    c.arc(1060, 400, 112, 0, 360, BARK, 17)
    for n in range(8):
        with c.at(1060, 400, turn=n * 45 + 10):
            c.line([(0, 0), (0, -112)], BARK, 9)
            c.rect(-24, -132, 48, 30, shade(BARK, 0.2), 3)
    c.circle(1060, 400, 18, SUN)
    c.rect(0, 600, WIDTH, 130, mix(MOSS, LEAF, 0.5))
    for x in (30, 700, 1190):
        grass(c, x, 716, 60, GREEN)
    for x, y, size, coat, hair, extra in (
        (210, 690, 1.1, BRICK, BARK, {"arms": "wave"}),
        (350, 678, 1.22, TEAL, INK, {"hat": SUN, "skin": BROWN}),
        (490, 690, 1.05, SUN, OCHRE, {"braids": True}),
        (630, 678, 1.25, INDIGO, BARK, {"arms": "wave"}),
        (765, 690, 1.08, PINK, BARK, {"hat": MINT}),
    ):
        child(c, x, y, size, coat, hair, face=True, **extra)
        for side in (-1, 1):
            with c.at(x, y, size=size):
                c.line([(side * 24, -168), (side * 30, -108)], shade(coat, 0.4), 9)


@scene(
    "campfire",
    "Чай у костра",
    "Рисунок: четверо ребят сидят на брёвнах у костра с кружками, над огнём котелок, вечер",
    "#2c3a63",
)
def campfire(c: Canvas) -> None:
    for _ in range(40):
        c.circle(
            c.chance.uniform(0, WIDTH), c.chance.uniform(0, 300), c.chance.choice((2, 2.6, 3.4)), SUN_SOFT
        )
    c.circle(1030, 130, 50, SUN_SOFT)
    hills(c, 330, 40, mix(INDIGO, NAVY, 0.75), 1)
    for x, s in ((60, 330), (190, 250), (320, 200), (980, 210), (1110, 290), (1230, 350)):
        fir(c, x, 520, s, mix(BOARD, NAVY, 0.35))
    c.rect(0, 460, WIDTH, 270, mix(BOARD, NAVY, 0.15))
    c.oval(640, 620, 560, 110, mix(BOARD, OCHRE, 0.22))
    c.oval(640, 620, 380, 76, mix(BOARD, OCHRE, 0.42))
    c.circle(640, 500, 230, SUN + "1c")
    c.circle(640, 520, 150, SUN + "26")
    for x, coat, hair, extra in (
        (250, BRICK, BARK, {"hat": SUN}),
        (430, TEAL, INK, {"skin": BROWN}),
        (850, PINK, OCHRE, {"braids": True}),
        (1030, SUN, BARK, {"hat": TEAL}),
    ):
        child(c, x, 640, 1.18, coat, hair, face=True, trousers=shade(coat, 0.5), **extra)
    for x in (160, 760):
        c.rect(x, 572, 360, 54, BARK, 27)
        c.circle(x + 27, 599, 26, WOOD)
        c.arc(x + 27, 599, 14, 0, 360, BARK, 4)
        c.rect(x + 30, 612, 320, 14, shade(BARK, 0.3), 7)
    for x, side in ((250, 1), (430, 1), (850, -1), (1030, -1)):
        for knee in (-1, 1):
            c.line(
                [(x + knee * 22, 572), (x + knee * 26 + side * 16, 604), (x + knee * 26 + side * 14, 668)],
                NAVY,
                30,
            )
            c.rect(x + knee * 26 + side * 14 - 24, 660, 48, 22, INK, 10)
        c.rect(x + side * 34 - 18, 492, 36, 38, WHITE, 6)
        c.arc(x + side * 34 + 20, 510, 10, -90, 90, WHITE, 5)
        c.circle(x + side * 34 - 20, 514, 13, BROWN if x == 430 else SKIN)
    c.line([(540, 640), (640, 330), (740, 640)], BARK, 13)
    c.line([(640, 330), (640, 420)], SOFT_INK, 5)
    c.poly([*soft([(596, 420), (600, 470), (618, 488)]), *soft([(662, 488), (680, 470), (684, 420)])], INK)
    c.oval(640, 420, 44, 9, SOFT_INK)
    for turn in (-24, 20, 0):
        with c.at(640, 646, turn=turn * 4):
            c.rect(-86, -13, 172, 26, BARK, 13)
    for points, colour in (
        ([(640, 500), (600, 560), (572, 610), (600, 650), (680, 650), (708, 610), (676, 560)], BRICK),
        ([(646, 540), (610, 590), (608, 636), (640, 650), (674, 634), (668, 590)], ORANGE),
        ([(640, 580), (624, 616), (640, 646), (658, 616)], SUN),
    ):
        c.blob(points, colour)
    for x, y in ((600, 470), (690, 460), (720, 400), (580, 390)):
        c.circle(x, y, 4, SUN)


@scene(
    "choir",
    "Хор на сцене",
    "Рисунок: хор из восьми ребят в белых рубашках поёт на сцене, перед ними пюпитр с нотами",
    "#6d2233",
)
def choir(c: Canvas) -> None:
    for n in range(12):
        c.poly(
            [
                (n * 120 - 20, -10),
                (n * 120 + 50, -10),
                *soft([(n * 120 + 50, 0), (n * 120 + 40, 280), (n * 120 + 56, 560)]),
                (n * 120 - 26, 560),
            ],
            mix(BRICK, "#6d2233", 0.55),
        )
    c.poly([(520, -10), (760, -10), (1130, 560), (150, 560)], "#fdf0cf30")
    c.rect(0, 540, WIDTH, 190, WOOD)
    for x in range(-400, 1700, 120):
        c.line([(640 + (x - 640) * 0.6, 540), (x, 730)], shade(WOOD, 0.15), 4)
    c.oval(640, 600, 480, 50, tint(WOOD, 0.3))
    hairs = (BARK, INK, OCHRE, BARK, "#8a4a2a", INK, OCHRE, BARK)
    for n in range(4):
        child(
            c,
            355 + n * 190,
            540,
            1.1,
            WHITE,
            hairs[n],
            face=True,
            braids=n % 2 == 0,
            trousers=NAVY,
            skin=BROWN if n == 1 else "#efc5a0",
        )
    c.rect(230, 540, 820, 40, BARK, 6)
    for n in range(4):
        child(
            c,
            260 + n * 250,
            650,
            1.2,
            WHITE,
            hairs[4 + n],
            face=True,
            braids=n % 2 == 1,
            trousers=NAVY,
            skin=BROWN if n == 2 else "#efc5a0",
        )
        c.poly([(250 + n * 250, 456), (270 + n * 250, 456), (260 + n * 250, 490)], RED)
    with c.at(640, 716):
        c.line([(0, 0), (0, -150)], INK, 9)
        c.poly([(-90, -170), (90, -170), (76, -120), (-76, -120)], INK)
        c.poly([(-70, -186), (0, -176), (70, -186), (66, -134), (0, -128), (-66, -134)], WHITE)


@scene(
    "match",
    "Игра во дворе",
    "Рисунок: ребята в жёлтых и синих футболках играют в мяч на школьной площадке с воротами",
    SKY,
)
def match(c: Canvas) -> None:
    cloud(c, 250, 120, 0.9)
    cloud(c, 960, 100, 0.8)
    hills(c, 300, 30, tint(LEAF, 0.45), 1)
    for x, s in ((80, 180), (210, 140), (1070, 150), (1200, 200)):
        tree(c, x, 400, s, LEAF)
    c.rect(0, 380, WIDTH, 350, MOSS)
    for n in range(5):
        c.poly(
            [(n * 300 - 60, 380), (n * 300 + 70, 380), (n * 380 - 120, 730), (n * 380 - 330, 730)],
            mix(MOSS, LEAF, 0.25),
        )
    c.rect(430, 190, 420, 12, WHITE)
    for x in (430, 838):
        c.rect(x, 190, 12, 220, WHITE)
    for n in range(14):
        c.line([(450 + n * 30, 202), (450 + n * 30, 400)], "#ffffff90", 2.4)
    for n in range(6):
        c.line([(442, 226 + n * 30), (838, 226 + n * 30)], "#ffffff90", 2.4)
    c.line([(0, 410), (WIDTH, 410)], WHITE, 7)
    child(c, 640, 440, 0.8, TEAL, BARK, face=True, arms="up", trousers=INK)
    for x, y, s, coat, hair, extra in (
        (270, 610, 1.1, SUN, INK, {"skin": BROWN}),
        (480, 560, 0.95, BLUE, OCHRE, {"braids": True}),
        (860, 590, 1.05, SUN, BARK, {"arms": "up"}),
        (1060, 640, 1.2, BLUE, BARK, {"arms": "wave"}),
    ):
        child(c, x, y, s, coat, hair, face=True, trousers=WHITE if coat == BLUE else NAVY, **extra)
    with c.at(660, 640):
        c.oval(0, 46, 44, 8, SHADOW)
        c.circle(0, 0, 42, WHITE)
        with c.inside(ring(0, 0, 42, 42)):
            star(c, 0, 0, 20, INK, 5, 0.7)
            for n in range(5):
                with c.at(0, 0, turn=n * 72):
                    c.line([(0, -16), (0, -32)], INK, 4)
                    c.poly([(-13, -46), (13, -46), (8, -30), (-8, -30)], INK)


@scene(
    "songs",
    "Гармонь",
    "Рисунок: гармонь на стуле, на спинке висит расписной платок, в воздухе ноты",
    "#f3dfc1",
)
def songs(c: Canvas) -> None:
    c.circle(640, 330, 300, tint(SUN, 0.45))
    c.rect(0, 600, WIDTH, 130, WOOD)
    c.rect(0, 594, WIDTH, 10, tint(WOOD, 0.4))
    c.oval(640, 680, 420, 34, shade(BRICK, 0.1))
    c.oval(640, 676, 370, 27, ROSE)
    for x in (480, 800):
        c.rect(x - 12, 480, 24, 200, BARK, 6)
        c.rect(x - 12, 90, 24, 400, BARK, 8)
    c.rect(470, 110, 340, 56, BARK, 14)
    c.poly([(462, 120), (700, 110), (690, 300), (576, 400), (470, 300)], RED)
    for x, y, colour in (
        (520, 180, SUN),
        (600, 170, PINK),
        (640, 240, SUN),
        (570, 260, PINK),
        (520, 270, SUN),
        (580, 330, PINK),
    ):
        for n in range(5):
            with c.at(x, y, turn=n * 72):
                c.oval(0, -15, 8, 12, colour)
        c.circle(x, y, 8, GREEN)
        c.oval(x + 26, y + 18, 13, 6, LEAF)
    for n in range(12):
        c.line([(472 + n * 9, 304 + n * 8.4), (466 + n * 9, 330 + n * 8.4)], SUN, 4)
        c.line([(688 - n * 10, 304 + n * 8.4), (694 - n * 10, 330 + n * 8.4)], SUN, 4)
    c.rect(440, 470, 400, 34, WOOD, 10)
    with c.at(640, 470):
        for n in range(9):
            x = -120 + n * 28
            c.poly(
                [
                    (x, -210 + abs(n - 4) * 4),
                    (x + 14, -222 + abs(n - 4) * 4),
                    (x + 28, -210 + abs(n - 4) * 4),
                    (x + 28, 0),
                    (x + 14, -10),
                    (x, 0),
                ],
                RED if n % 2 else shade(RED, 0.25),
            )
        for left in (-236, 130):
            c.rect(left, -230, 116, 234, BOARD, 14)
            c.rect(left + 12, -218, 92, 210, ACCENT, 8)
            c.rect(left + 12, -218, 92, 12, SUN, 4)
            c.rect(left + 12, -20, 92, 12, SUN, 4)
            for row in range(6):
                for k in range(2):
                    c.circle(left + 42 + k * 34, -182 + row * 28, 9, WHITE if (row + k) % 3 else SUN)
    for x, y, s, double in (
        (250, 250, 1.1, False),
        (340, 150, 0.9, True),
        (960, 180, 1.1, True),
        (1080, 300, 1, False),
        (170, 420, 0.8, True),
        (1000, 440, 0.8, False),
    ):
        with c.at(x, y, size=s, turn=6):
            c.oval(-14, 50, 22, 16, BOARD)
            c.line([(6, 48), (6, -40)], BOARD, 7)
            if double:
                c.oval(56, 40, 22, 16, BOARD)
                c.line([(76, 38), (76, -50)], BOARD, 7)
                c.poly([(3, -42), (79, -54), (79, -34), (3, -22)], BOARD)
            else:
                c.line(soft([(6, -40), (24, -16), (34, -20), (30, 10)]), BOARD, 8)


SKIES = (
    (SKY, SUN_SOFT),
    (tint(ORANGE, 0.6), SUN),
    (tint(PINK, 0.65), SUN),
    (NAVY, SUN_SOFT),
    (tint(MINT, 0.4), SUN),
)
GROUNDS = (
    (MINT, LEAF, ACCENT),
    (SAND, OCHRE, BRICK),
    (ROSE, VIOLET, INDIGO),
    (MINT, TEAL, BOARD),
    (MOSS, LEAF, GREEN),
)


def numbered(seed: int) -> bytes:
    """Hills, trees and houses, another for every number."""
    chance = random.Random(seed)  # noqa: S311 (a drawing, not a secret)
    (sky, sun), grounds = SKIES[seed % len(SKIES)], chance.choice(GROUNDS)
    c = Canvas(sky, str(seed))
    c.circle(chance.uniform(180, 1100), chance.uniform(90, 220), chance.uniform(50, 90), sun)
    cloud(c, chance.uniform(160, 1100), chance.uniform(90, 220), chance.uniform(0.6, 1.1))
    for layer, colour in enumerate(grounds):
        hills(c, 330 + layer * 110, 50, colour, chance.uniform(0, 6))
    for _ in range(chance.randint(2, 3)):
        x, y = chance.uniform(160, 1100), chance.uniform(560, 600)
        c.rect(x - 62, y - 84, 124, 84, CREAM)
        c.poly([(x - 84, y - 80), (x, y - 150), (x + 84, y - 80)], chance.choice((BRICK, BOARD, INDIGO)))
        c.rect(x - 20, y - 60, 40, 36, SUN)
    for _ in range(chance.randint(5, 8)):
        put = chance.choice((tree, fir))
        put(
            c,
            chance.uniform(40, 1240),
            chance.uniform(600, 690),
            chance.uniform(90, 190),
            mix(grounds[1], GREEN, 0.4),
        )
    return c.jpeg()

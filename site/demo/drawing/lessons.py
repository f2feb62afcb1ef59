"""Scenes of lessons: what stands on a teacher's table and on the board."""

from __future__ import annotations

import math

from demo.drawing.canvas import (
    ACCENT,
    AMBER,
    BARK,
    BLUE,
    BOARD,
    BOARD_LINE,
    BRICK,
    CREAM,
    GREEN,
    GRID,
    INDIGO,
    INK,
    LEAF,
    MARGIN,
    MINT,
    MOSS,
    NAVY,
    OCHRE,
    ORANGE,
    PINK,
    RED,
    ROSE,
    SAND,
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
    box,
    mix,
    part,
    ring,
    shade,
    soft,
    tint,
)
from demo.drawing.scenes import scene
from demo.drawing.things import (
    SHADOW,
    beaker,
    books,
    cloud,
    cup,
    flask,
    laptop,
    leaf,
    notebook,
    open_book,
    pencil,
    plant,
    star,
    table,
    window,
    window_bars,
)


def paper_wall(c: Canvas, tone: str, cell: int = 48) -> None:
    """Squared paper behind everything."""
    c.squares(0, 0, WIDTH, 720, cell, tone, 2)


# One for each subject, in its colour.


@scene(
    "mathematics",
    "Линейка, циркуль и угольник",
    "Рисунок: циркуль чертит окружность на клетчатом листе, рядом линейка, угольник и карандаш",
    tint(BLUE, 0.72),
)
def mathematics(c: Canvas) -> None:
    notebook(c, 640, 380, 900, 560, -4)
    with c.at(640, 380, turn=-4):
        c.circle(-60, 20, 172, BLUE)
        c.circle(-60, 20, 166, tint(BLUE, 0.86))
        c.poly([(-60, 20), *part(-60, 20, 166, 166, -90, 0)], tint(SUN, 0.25))
        c.line([(-60, 20), (-60, -146)], BLUE, 4)
        c.line([(-60, 20), (106, 20)], BLUE, 4)
        c.circle(-60, 20, 7, BLUE)
    with c.at(592, 402):
        c.line([(0, 0), (64, -290)], SOFT_INK, 16)
        c.line([(150, -96), (64, -290)], SOFT_INK, 16)
        c.poly([(-5, -26), (0, 4), (8, -26)], INK)
        c.line([(136, -132), (154, -80)], SUN, 20)
        c.poly([(144, -84), (164, -90), (160, -60)], INK)
        c.circle(64, -292, 26, BLUE)
        c.circle(64, -292, 11, tint(BLUE, 0.6))
        c.rect(56, -354, 16, 46, BLUE, 8)
    with c.at(1010, 470, turn=8):
        c.poly([(-190, 170), (150, 170), (150, -250)], ORANGE + "e0")
        c.poly([(-20, 110), (88, 110), (88, -36)], WHITE)
    with c.at(290, 610, turn=-12):
        c.rect(-230, -34, 470, 68, SUN, 6)
        for n in range(23):
            c.line([(-216 + n * 20, -34), (-216 + n * 20, -34 + (26 if n % 5 == 0 else 15))], INK, 3)
    pencil(c, 196, 190, 280, 152, RED)


@scene(
    "russian",
    "Тетрадь и ручка",
    "Рисунок: раскрытая тетрадь в линейку с красными полями, перьевая ручка, закладка и яблоко",
    tint(RED, 0.62),
)
def russian(c: Canvas) -> None:
    with c.at(600, 390, turn=-5):
        c.rect(-440, -250, 900, 520, SHADOW, 14)
        c.rect(-452, -262, 904, 524, RED, 14)
        for side, left in ((-1, -436), (1, 4)):
            c.rect(left, -248, 432, 496, WHITE if side < 0 else tint(CREAM, 0.3), 6)
            for row in range(11):
                c.line(
                    [(left + 12, -190 + row * 40), (left + 420, -190 + row * 40)], mix(SKY, GRID, 0.3), 2.4
                )
            c.line([(left + 372, -244), (left + 372, 244)], MARGIN, 4)
        c.rect(-6, -248, 12, 496, shade(SAND, 0.05))
        for row, (start, long) in enumerate(
            ((-400, 270), (-420, 300), (-420, 250), (-420, 310), (-420, 180))
        ):
            points = [
                (
                    start + step * 12,
                    -196 + row * 40 - (14 if step % 2 else 0) - (10 if step % 5 == 3 else 0),
                )
                for step in range(int(long / 12))
            ]
            c.line(soft(points), INDIGO, 4)
        for row, long in ((0, 220), (1, 150)):
            points = [
                (30 + step * 12, -196 + row * 40 - (14 if step % 2 else 0) - (10 if step % 7 == 3 else 0))
                for step in range(long // 12)
            ]
            c.line(soft(points), INDIGO, 4)
        c.line([(-46, -76), (-36, -62), (-14, -98)], RED, 6)
    with c.at(812, 326, turn=34):
        c.poly([(-16, -66), (0, 0), (16, -66)], SUN)
        c.line([(0, 0), (0, -44)], INK, 3)
        c.circle(0, -46, 5, INK)
        c.rect(-24, -200, 48, 138, INK, 10)
        c.rect(8, -200, 16, 138, "#ffffff30", 8)
        c.rect(-24, -210, 48, 16, SUN)
        c.rect(-22, -330, 44, 124, INK, 16)
    with c.at(1120, 560):
        c.oval(0, 74, 90, 14, SHADOW)
        c.blob(
            [(-82, -10), (-62, -72), (-10, -66), (44, -76), (84, -16), (62, 56), (10, 76), (-50, 64)], BRICK
        )
        c.oval(-40, -22, 14, 26, tint(BRICK, 0.35))
        c.line(soft([(0, -62), (4, -86), (16, -108)]), BARK, 8)
        leaf(c, 10, -88, 60, 72, LEAF)


@scene(
    "world_around",
    "Глобус и находки",
    "Рисунок: глобус на подоконнике, рядом улитка, лупа, шишка и банка с веткой, за окном лес",
    tint(GREEN, 0.7),
)
def world_around(c: Canvas) -> None:
    window(c, 150, 50, 980, 430, SKY)
    with c.inside(box(150, 50, 980, 430)):
        cloud(c, 330, 150, 0.9)
        c.blob(
            [
                (120, 420),
                (300, 300),
                (480, 360),
                (700, 290),
                (900, 350),
                (1180, 280),
                (1200, 500),
                (120, 500),
            ],
            tint(LEAF, 0.4),
        )
        for x, s in ((210, 190), (300, 150), (1000, 210), (1090, 170)):
            with c.at(x, 480, size=s / 100):
                c.poly([(-40, 0), (0, -140), (40, 0)], LEAF)
                c.poly([(0, -140), (40, 0), (8, 0)], shade(LEAF, 0.15))
    window_bars(c, 150, 50, 980, 430)
    c.rect(0, 500, WIDTH, 230, WHITE)
    c.rect(0, 552, WIDTH, 180, tint(GREEN, 0.62))
    c.rect(0, 548, WIDTH, 10, SHADOW)
    with c.at(640, 540):
        c.oval(0, 0, 130, 16, SHADOW)
        c.rect(-90, -24, 180, 24, BARK, 12)
        c.rect(-10, -70, 20, 50, BARK)
        with c.at(0, -230, turn=18):
            c.arc(0, 0, 186, -92, 92, OCHRE, 14)
            c.circle(0, 0, 164, BLUE)
            with c.inside(ring(0, 0, 164, 164)):
                c.circle(40, 30, 176, shade(BLUE, 0.12))
                c.circle(-14, -12, 164, mix(BLUE, SKY, 0.22))
                c.blob(
                    [
                        (-130, -90),
                        (-60, -140),
                        (20, -120),
                        (10, -70),
                        (-30, -50),
                        (-20, 0),
                        (-70, 20),
                        (-110, -20),
                    ],
                    MOSS,
                )
                c.blob([(-60, 50), (0, 30), (30, 70), (10, 140), (-30, 150), (-50, 100)], MOSS)
                c.blob([(50, -130), (120, -100), (170, -20), (120, 10), (90, -20), (70, 30), (50, -40)], LEAF)
                c.blob([(80, 80), (130, 60), (140, 110), (100, 130)], LEAF)
            c.line([(0, -164), (0, -196)], OCHRE, 12)
            c.line([(0, 164), (0, 196)], OCHRE, 12)
    with c.at(330, 536, size=1.2):  # snail
        c.poly(
            [
                *soft([(-96, 2), (-60, -14), (30, -16), (66, -40), (84, -64)]),
                *soft([(108, -52), (100, -20), (80, 2)]),
            ],
            SAND,
        )
        c.line([(94, -56), (110, -86)], SAND, 7)
        c.line([(88, -58), (90, -90)], SAND, 7)
        c.circle(110, -88, 6, INK)
        c.circle(90, -92, 6, INK)
        c.circle(-8, -56, 54, BRICK)
        c.line(
            [
                (-8 + r * math.cos(a), -56 + r * math.sin(a))
                for r, a in ((46 - n * 1.6, n * 0.42) for n in range(27))
            ],
            tint(BRICK, 0.6),
            7,
        )
    beaker(c, 930, 540, 1.25, mix(SKY, BLUE, 0.25) + "c0", 0.5, 90)
    for turn, y in ((-30, 0), (12, -40), (38, 10)):
        c.line([(930, 500), (930 + turn * 2, 330 + y)], LEAF, 7)
    for x, y, s, turn in (
        (874, 340, 80, -40),
        (890, 400, 70, -70),
        (950, 290, 90, 10),
        (948, 360, 70, 60),
        (1004, 340, 80, 50),
        (980, 410, 60, 90),
    ):
        leaf(c, x, y, s, turn, GREEN)
    with c.at(1120, 600, turn=62):
        c.line([(0, 60), (0, 150)], BARK, 20)
        c.circle(0, 0, 66, BARK)
        c.circle(0, 0, 54, tint(SKY, 0.4))
        c.arc(0, 0, 38, 200, 260, WHITE, 8)
    with c.at(150, 600, turn=-30):
        for row in range(5):
            for n in range(4 - abs(2 - row) // 1 if row else 2):
                wide = (2, 4, 4, 3, 2)[row]
                c.oval(
                    (n - (wide - 1) / 2) * 30,
                    row * 24 - 50,
                    18,
                    20,
                    mix(BARK, WOOD, 0.5 if (row + n) % 2 else 0.2),
                )


@scene(
    "literature",
    "Парус из книги",
    "Рисунок: из раскрытой книги поднимаются волны и белый парус, над ними чайки и луна",
    mix(VIOLET, NAVY, 0.25),
)
def literature(c: Canvas) -> None:
    c.circle(640, 270, 230, tint(VIOLET, 0.22))
    c.circle(640, 270, 170, tint(VIOLET, 0.4))
    c.circle(870, 150, 56, SUN_SOFT)
    for _ in range(46):
        c.circle(
            c.chance.uniform(0, WIDTH), c.chance.uniform(0, 420), c.chance.choice((1.8, 2.4, 3.4)), SUN_SOFT
        )
    for x, y, s in ((430, 190, 1.2), (350, 250, 0.8), (1000, 270, 1)):
        c.line(
            soft(
                [
                    (x - 30 * s, y - 8 * s),
                    (x - 12 * s, y - 18 * s),
                    (x, y),
                    (x + 12 * s, y - 18 * s),
                    (x + 30 * s, y - 8 * s),
                ]
            ),
            WHITE,
            5,
        )
    c.rect(0, 610, WIDTH, 120, shade(VIOLET, 0.5))
    open_book(c, 640, 680, 400, SUN, CREAM)
    waves = [tint(TEAL, 0.35), mix(TEAL, BLUE, 0.3), TEAL]
    for n, (y, colour) in enumerate(zip((450, 480, 520), waves, strict=True)):
        if n == 1:
            with c.at(650, 470, turn=-5):
                c.line([(0, 0), (0, -290)], BARK, 9)
                c.poly([(8, -282), *soft([(8, -282), (110, -180), (150, -50)]), (8, -44)], WHITE)
                c.poly([(-8, -240), *soft([(-8, -240), (-80, -150), (-110, -50)]), (-8, -44)], ROSE)
                c.poly([(0, -292), (44, -306), (0, -318)], SUN)
                c.poly(
                    [*soft([(-150, -26), (-110, 40), (0, 54)]), *soft([(0, 54), (120, 40), (176, -32)])], BARK
                )
                c.rect(-150, -34, 326, 12, WOOD, 6)
        left, right = 300 + n * 26, 980 - n * 26
        crest = [
            (left + step * (right - left) / 60, y + 15 * math.sin(step * 0.72 + n * 2)) for step in range(61)
        ]
        c.poly([*crest, (880 - n * 20, 600), (640, 640), (400 + n * 20, 600)], colour)
    for x, y in ((330, 430), (960, 440), (1010, 500), (286, 500)):
        c.circle(x, y, 9, tint(TEAL, 0.5))
        c.circle(x + 22, y - 26, 5, tint(TEAL, 0.6))


@scene(
    "biology",
    "Микроскоп и лист",
    "Рисунок: микроскоп на столе, на стекле зелёный лист, в круге видны клетки листа",
    tint(TEAL, 0.68),
)
def biology(c: Canvas) -> None:
    c.circle(900, 300, 236, tint(TEAL, 0.5))
    c.circle(900, 300, 214, TEAL)
    with c.inside(ring(900, 300, 204, 204)):
        c.circle(900, 300, 204, mix(MOSS, SUN_SOFT, 0.45))
        for row in range(6):
            for column in range(5):
                x, y = 690 + column * 108 + (row % 2) * 54, 110 + row * 76
                c.rect(x - 49, y - 33, 98, 66, mix(MOSS, LEAF, 0.3), 22)
                c.rect(x - 42, y - 26, 84, 52, mix(MOSS, SUN_SOFT, 0.28), 18)
                c.circle(x - 14 + (column * 17 + row * 11) % 30, y - 2, 11, LEAF)
                for n in range(4):
                    c.circle(x - 30 + (n * 23 + row * 7) % 60, y - 16 + (n * 13) % 34, 4.5, GREEN)
    table(c, 560, tint(WOOD, 0.2), 0)
    c.rect(0, 600, WIDTH, 130, shade(WOOD, 0.06))
    with c.at(460, 620):
        c.oval(30, 4, 230, 18, SHADOW)
        c.rect(-160, -40, 340, 40, INK, 18)
        c.poly(
            [
                *soft([(70, -30), (180, -110), (190, -240), (110, -350)]),
                *soft([(60, -330), (120, -240), (110, -140), (20, -60)]),
            ],
            BOARD,
        )
        c.rect(-140, -160, 220, 22, INK, 6)
        c.rect(-90, -60, 60, 30, SUN, 8)
        c.poly([(-90, -62), (-30, -62), (-16, -136), (-104, -136)], SUN + "60")
        c.rect(-110, -172, 140, 12, tint(SKY, 0.3), 3)
        leaf(c, -14, -166, 60, -80, LEAF)
        with c.at(6, -300, turn=18):
            c.rect(-34, -150, 68, 190, CREAM, 10)
            c.rect(8, -150, 26, 190, shade(CREAM, 0.14), 10)
            c.rect(-34, -60, 68, 18, TEAL)
            c.rect(-26, -200, 52, 56, INK, 8)
            c.rect(-24, 40, 48, 30, SOFT_INK, 4)
            c.rect(-15, 70, 30, 40, INK, 4)
        c.circle(142, -190, 34, SUN)
        c.circle(142, -190, 18, OCHRE)
    plant(c, 1130, 650, 1.1, LEAF, BRICK)
    notebook(c, 850, 668, 260, 120, -4)
    pencil(c, 770, 690, 190, 62, SUN)


@scene(
    "history",
    "Карта и компас",
    "Рисунок: старая карта с рекой и тропой к кладу, на ней компас, лупа и монеты",
    tint(AMBER, 0.42),
)
def history(c: Canvas) -> None:
    with c.at(640, 370, turn=-3):
        c.poly(
            [
                (-470, -270),
                (-300, -284),
                (-120, -268),
                (80, -284),
                (300, -266),
                (474, -280),
                (462, -80),
                (476, 100),
                (464, 276),
                (240, 264),
                (20, 280),
                (-230, 264),
                (-472, 278),
                (-458, 60),
                (-474, -110),
            ],
            SAND,
        )
        c.poly([(-440, -244), (440, -250), (436, 244), (-438, 248)], mix(SAND, SUN_SOFT, 0.55))
        c.line(
            soft(
                [
                    (-430, -60),
                    (-300, -110),
                    (-180, -40),
                    (-60, -90),
                    (60, -20),
                    (90, 90),
                    (230, 140),
                    (300, 240),
                ]
            ),
            mix(TEAL, SKY, 0.35),
            26,
        )
        for x, y in ((-330, 90), (-280, 110), (-300, 60), (-240, 84), (300, -130), (350, -100), (330, -160)):
            c.poly([(x - 26, y + 30), (x, y - 26), (x + 26, y + 30)], MOSS)
            c.poly([(x, y - 26), (x + 26, y + 30), (x + 6, y + 30)], shade(MOSS, 0.2))
        for x, y in ((100, -180), (160, -190), (220, -170)):
            c.poly([(x - 46, y + 50), (x, y - 34), (x + 46, y + 50)], mix(AMBER, SAND, 0.35))
            c.poly([(x - 14, y - 8), (x, y - 34), (x + 14, y - 8)], WHITE)
        for n in range(14):
            x = -380 + n * 50
            c.circle(x, 190 - 60 * math.sin(n * 0.55) - n * 10, 6, BRICK)
        c.line([(290, 10), (330, 50)], BRICK, 11)
        c.line([(330, 10), (290, 50)], BRICK, 11)
        for x in (-90, -20):
            c.rect(x - 24, 60, 48, 36, WHITE)
            c.poly([(x - 32, 62), (x, 30), (x + 32, 62)], BRICK)
        c.rect(-62, 10, 20, 86, WHITE)
        c.poly([(-70, 14), (-52, -24), (-34, 14)], AMBER)
    with c.at(1010, 520):
        c.circle(8, 12, 142, SHADOW)
        c.circle(0, 0, 140, OCHRE)
        c.circle(0, 0, 112, WHITE)
        star(c, 0, 0, 100, SAND, 8, 0.4)
        with c.at(0, 0, turn=28):
            c.poly([(-16, 0), (0, -92), (16, 0)], RED)
            c.poly([(-16, 0), (0, 92), (16, 0)], NAVY)
        c.circle(0, 0, 12, OCHRE)
        c.rect(-20, -176, 40, 40, OCHRE, 10)
    with c.at(250, 560, turn=-38):
        c.line([(0, 90), (0, 220)], BARK, 28)
        c.circle(0, 0, 102, AMBER)
        c.circle(0, 0, 84, "#ffffff90")
        c.arc(0, 0, 62, 190, 260, WHITE, 10)
    for x, y in ((150, 210), (206, 170), (120, 140)):
        c.circle(x + 4, y + 5, 38, SHADOW)
        c.circle(x, y, 38, SUN)
        c.circle(x, y, 28, OCHRE)
        c.circle(x, y, 23, SUN)


@scene(
    "physics",
    "Призма и радуга",
    "Рисунок: луч света входит в стеклянную призму и выходит радугой, внизу магнит и шарики маятника",
    mix(INDIGO, NAVY, 0.35),
)
def physics(c: Canvas) -> None:
    paper_wall(c, "#ffffff10")
    rainbow = (BRICK, ORANGE, SUN, MOSS, mix(BLUE, SKY, 0.4), INDIGO, VIOLET)
    for n, colour in enumerate(rainbow):
        tinted = tint(colour, 0.18)
        c.poly(
            [(740, 296 + n * 7), (744, 304 + n * 7), (1300, 300 + (n + 1) * 44), (1300, 300 + n * 44)], tinted
        )
    c.poly([(-10, 424), (-10, 448), (530, 326), (526, 314)], WHITE)
    c.poly([(640, 130), (860, 500), (420, 500)], "#cfd6ff60")
    c.poly([(640, 130), (700, 230), (530, 500), (420, 500)], "#ffffff30")
    c.poly([(528, 316), (740, 294), (768, 344), (530, 326)], "#ffffff70")
    c.line([(640, 130), (860, 500), (420, 500), (640, 130)], "#e8ebff", 7)
    table(c, 600, shade(INDIGO, 0.45), 0)
    with c.at(260, 640):  # magnet
        c.oval(0, 24, 120, 10, SHADOW)
        c.poly(
            [
                *part(0, -90, 96, 96, 180, 360),
                (96, 20),
                (44, 20),
                *part(0, -90, 44, 44, 360, 180),
                (-44, 20),
                (-96, 20),
            ],
            RED,
        )
        c.rect(-96, -24, 52, 46, CREAM)
        c.rect(44, -24, 52, 46, CREAM)
    for n in range(5):
        x = 960 + n * 46
        top = (960 + n * 46, 440)
        end = (x, 620) if n else (x - 90, 570)
        c.line([top, end], CREAM, 3)
        c.circle(end[0], end[1] + 20, 22, SAND)
        c.circle(end[0] - 7, end[1] + 13, 7, WHITE)
    c.line([(900, 440), (1200, 440)], OCHRE, 14)
    c.line([(900, 440), (880, 664)], OCHRE, 12)
    c.line([(1200, 440), (1220, 664)], OCHRE, 12)
    c.rect(850, 660, 400, 16, OCHRE, 8)


@scene(
    "laboratory",
    "Лаборатория",
    "Рисунок: колбы и пробирки с цветными растворами на столе, спиртовка под штативом",
    tint(PINK, 0.72),
)
def laboratory(c: Canvas) -> None:
    c.rect(0, 90, WIDTH, 120, tint(PINK, 0.82))
    c.rect(60, 196, 1160, 18, WOOD, 4)
    for x, w, colour in (
        (110, 60, TEAL),
        (190, 46, OCHRE),
        (256, 70, PINK),
        (350, 54, BLUE),
        (880, 60, LEAF),
        (956, 76, BRICK),
        (1050, 50, VIOLET),
        (1116, 62, SUN),
    ):
        c.rect(x, 110, w, 86, tint(colour, 0.35), 8)
        c.rect(x + 6, 92, w - 12, 20, SOFT_INK, 5)
        c.rect(x + 8, 132, w - 16, 34, WHITE, 4)
    books(c, 480, 196, 330, 96, (PINK, TEAL, SUN, NAVY, BRICK))
    table(c, 560, tint(WOOD, 0.12), 0)
    c.rect(0, 610, WIDTH, 120, shade(WOOD, 0.05))
    flask(c, 640, 620, 1.5, PINK, 0.42, 4)
    for x, y, r in ((640, 270, 13), (664, 226, 9), (622, 190, 17), (650, 140, 11)):
        c.circle(x, y, r, PINK + "50")
    with c.at(330, 610):  # a stand with a round flask over a burner
        c.rect(-150, -14, 200, 18, INK, 6)
        c.rect(-136, -350, 14, 340, SOFT_INK)
        c.rect(-136, -250, 150, 12, SOFT_INK, 6)
        c.rect(-20, -330, 40, 110, "#ffffff80", 6)
        c.circle(0, -160, 78, "#ffffff80")
        c.poly([*part(0, -160, 74, 74, 0, 180)], SUN)
        c.oval(0, -160, 74, 8, tint(SUN, 0.5))
        c.line([(-40, -190), (-52, -160)], WHITE, 8)
        c.line([(-26, -334), (26, -334)], WHITE, 9)
        c.poly(
            [*soft([(-42, -4), (-44, -30), (-20, -40)]), *soft([(20, -40), (44, -30), (42, -4)])], BLUE + "b0"
        )
        c.rect(-12, -50, 24, 12, SOFT_INK)
        c.blob([(0, -94), (-16, -64), (-8, -50), (8, -50), (16, -64)], ORANGE)
        c.blob([(0, -76), (-7, -60), (0, -52), (7, -60)], SUN)
    with c.at(980, 618):  # test tubes
        for n, colour in enumerate((TEAL, BRICK, LEAF, VIOLET, OCHRE)):
            x = -140 + n * 70
            c.rect(x - 19, -200, 38, 186, "#ffffff80", 19)
            with c.inside(box(x - 19, -200, 38, 186, 19)):
                c.rect(x - 19, -96 - (n * 37) % 60, 38, 180, colour)
            c.line([(x - 24, -200), (x + 24, -200)], WHITE, 8)
        c.rect(-196, -150, 392, 20, WOOD, 6)
        c.rect(-196, -26, 392, 30, WOOD, 6)
        c.rect(-196, -150, 18, 150, shade(WOOD, 0.15))
        c.rect(178, -150, 18, 150, shade(WOOD, 0.15))


@scene(
    "computing",
    "Код из кубиков",
    "Рисунок: ноутбук, на экране цветные блоки программы, рядом чашка и игрушечный робот",
    tint(ORANGE, 0.6),
)
def computing(c: Canvas) -> None:
    paper_wall(c, tint(ORANGE, 0.5))
    table(c, 570, tint(WOOD, 0.25), 0)
    laptop(c, 600, 630, 1.35)
    with c.at(600, 630, size=1.35):
        rows = (
            (0, 150, SUN, 60),
            (1, 120, ORANGE, 90),
            (1, 190, MINT, 0),
            (2, 110, mix(BLUE, SKY, 0.4), 70),
            (2, 160, ROSE, 0),
            (1, 90, MINT, 50),
            (0, 130, SUN, 0),
        )
        for row, (step, long, colour, more) in enumerate(rows):
            x, y = -190 + step * 40, -290 + row * 34
            c.rect(x, y, long, 24, colour, 7)
            if more:
                c.rect(x + long + 10, y, more, 24, tint(NAVY, 0.25), 7)
        c.rect(-190, -262, 6, 200, SUN)
        c.line([(150, -190), (128, -168), (150, -146)], SUN, 7)
        c.line([(176, -146), (198, -168), (176, -190)], SUN, 7)
    with c.at(1090, 640):  # robot
        c.oval(0, 4, 110, 12, SHADOW)
        c.line([(-34, 0), (-34, -40)], SOFT_INK, 20)
        c.line([(34, 0), (34, -40)], SOFT_INK, 20)
        c.rect(-76, -170, 152, 132, ORANGE, 20)
        c.rect(-44, -140, 88, 62, WHITE, 10)
        c.circle(-20, -110, 9, BRICK)
        c.circle(8, -110, 9, SUN)
        c.rect(22, -124, 12, 30, TEAL, 4)
        c.line([(-80, -140), (-120, -100), (-112, -60)], SOFT_INK, 14)
        c.line([(80, -140), (122, -170), (118, -214)], SOFT_INK, 14)
        c.rect(-64, -280, 128, 96, CREAM, 24)
        c.circle(-26, -234, 15, NAVY)
        c.circle(26, -234, 15, NAVY)
        c.circle(-22, -238, 5, WHITE)
        c.circle(30, -238, 5, WHITE)
        c.arc(0, -220, 18, 30, 150, BRICK, 5)
        c.line([(0, -280), (0, -316)], SOFT_INK, 7)
        c.circle(0, -322, 12, SUN)
    cup(c, 150, 640, 1.1, BOARD)


# What the lessons are about.


@scene(
    "blackboard",
    "Дроби на доске",
    "Рисунок: школьная доска, на ней мелом круг, разделённый на части, и дроби, на полке мел и губка",
    tint(SAND, 0.4),
)
def blackboard(c: Canvas) -> None:
    c.rect(110, 50, 1060, 540, WOOD, 10)
    c.rect(132, 72, 1016, 496, BOARD, 4)
    c.squares(132, 72, 1016, 496, 62, BOARD_LINE, 2)
    chalk = "#f4f0e6"
    for n in range(4):
        colour = (SUN, chalk, ROSE, chalk)[n]
        c.poly(
            [(420, 320), *part(420, 320, 150, 150, n * 90 - 88, n * 90 - 2)],
            colour + ("ff" if n % 2 == 0 else "30"),
        )
    c.arc(420, 320, 156, 0, 360, chalk, 7)
    c.line([(264, 320), (576, 320)], chalk, 6)
    c.line([(420, 164), (420, 476)], chalk, 6)

    def one(x: float, y: float, s: float) -> None:
        c.line([(x - 18 * s, y - 18 * s), (x, y - 36 * s), (x, y + 36 * s)], chalk, 8)

    def two(x: float, y: float) -> None:
        c.line([*part(x, y - 16, 20, 20, 180, 395, 14), (x - 22, y + 36), (x + 24, y + 36)], chalk, 8)

    def four(x: float, y: float) -> None:
        c.line([(x + 12, y + 38), (x + 12, y - 38), (x - 24, y + 14), (x + 28, y + 14)], chalk, 8)

    one(712, 256, 1)
    c.line([(668, 320), (756, 320)], chalk, 8)
    two(712, 384)
    for y in (306, 334):
        c.line([(800, y), (850, y)], chalk, 8)
    two(940, 256)
    c.line([(896, 320), (984, 320)], chalk, 8)
    four(940, 384)
    c.rect(110, 590, 1060, 26, shade(WOOD, 0.2), 6)
    c.rect(300, 574, 70, 17, WHITE, 6)
    c.rect(392, 574, 46, 17, SUN, 6)
    c.rect(880, 552, 130, 40, BRICK, 8)
    c.rect(880, 578, 130, 14, CREAM, 4)
    c.rect(0, 660, WIDTH, 70, shade(SAND, 0.16))
    plant(c, 1216, 690, 1.2)


@scene(
    "abacus",
    "Счёты",
    "Рисунок: деревянные счёты с яркими косточками, рядом карточка с точками и карандаши в стакане",
    tint(SUN, 0.62),
)
def abacus(c: Canvas) -> None:
    table(c, 590, tint(WOOD, 0.2), 0)
    with c.at(600, 620):
        c.oval(0, 4, 360, 16, SHADOW)
        c.rect(-330, -470, 660, 470, BARK, 14)
        c.rect(-296, -436, 592, 402, SUN_SOFT)
        for row, (left, colour, right) in enumerate(
            ((7, BRICK, 3), (4, TEAL, 6), (9, OCHRE, 1), (5, BLUE, 5), (2, BRICK, 8))
        ):
            y = -396 + row * 78
            c.rect(-296, y - 4, 592, 8, SOFT_INK)
            for n in range(left):
                c.oval(-276 + n * 34, y, 16, 31, colour if n != 4 else shade(colour, 0.4))
                c.oval(-281 + n * 34, y - 12, 5, 9, tint(colour, 0.4))
            for n in range(right):
                c.oval(276 - n * 34, y, 16, 31, colour)
                c.oval(271 - n * 34, y - 12, 5, 9, tint(colour, 0.4))
        c.rect(-360, -30, 720, 34, shade(BARK, 0.15), 10)
    with c.at(1100, 640):
        for turn, colour in ((-14, BRICK), (-2, SUN), (12, TEAL)):
            pencil(c, turn * 6, -280, 240, turn, colour)
        c.poly([(-70, -150), (70, -150), (58, 0), (-58, 0)], BLUE)
        c.poly([(20, -150), (70, -150), (58, 0), (16, 0)], shade(BLUE, 0.15))
    with c.at(130, 620, turn=-10):
        c.rect(-70, -170, 150, 180, WHITE, 10)
        for x, y in ((-30, -130), (40, -130), (5, -80), (-30, -30), (40, -30)):
            c.circle(x, y, 15, BRICK)


@scene(
    "graph",
    "График",
    "Рисунок: на клетчатом листе оси, плавная кривая и прямая, которая её касается, рядом линейка и карандаш",
    tint(BLUE, 0.5),
)
def graph(c: Canvas) -> None:
    with c.at(600, 360, turn=3):
        c.rect(-500, -300, 1012, 616, SHADOW, 6)
        c.rect(-510, -310, 1012, 616, WHITE, 6)
        c.squares(-490, -290, 972, 576, 36, mix(GRID, SKY, 0.5), 2)
        c.line([(-420, 230), (420, 230)], INK, 6)
        c.poly([(416, 216), (448, 230), (416, 244)], INK)
        c.line([(-360, 270), (-360, -240)], INK, 6)
        c.poly([(-374, -236), (-360, -268), (-346, -236)], INK)
        curve = [(x, 200 - (x + 200) ** 2 / 520) for x in range(-370, 262, 10)]
        area = [point for point in curve if -200 <= point[0] <= 40]
        c.poly([*area, (40, 230), (-200, 230)], SUN + "70")
        c.line(curve, BLUE, 9)
        c.line([(-130, 246), (260, -114)], BRICK, 6)
        c.line([(40, 89), (40, 230)], SOFT_INK, 3)
        c.circle(40, 89, 14, BRICK)
    with c.at(1080, 560, turn=-62):
        c.rect(-260, -36, 520, 72, SUN, 6)
        for n in range(25):
            c.line([(-244 + n * 20, -36), (-244 + n * 20, -36 + (28 if n % 5 == 0 else 16))], INK, 3)
    pencil(c, 300, 250, 270, -124, BRICK)


@scene(
    "archimedes",
    "Опыт с динамометром",
    "Рисунок: груз на динамометре опущен в банку с водой, рядом лежит такой же груз",
    tint(INDIGO, 0.72),
)
def archimedes(c: Canvas) -> None:
    paper_wall(c, tint(INDIGO, 0.66))
    table(c, 590, tint(WOOD, 0.15), 0)
    c.rect(250, 600, 300, 22, INK, 8)
    c.rect(300, 90, 18, 520, SOFT_INK)
    c.rect(300, 110, 370, 16, SOFT_INK, 8)
    c.circle(309, 118, 22, OCHRE)
    with c.at(640, 126):
        c.line([(0, 0), (0, 40)], INK, 5)
        c.rect(-38, 30, 76, 170, WHITE, 12)
        c.rect(-38, 30, 76, 26, BRICK, 10)
        for n in range(8):
            c.line([(-24, 74 + n * 15), (-24 + (26 if n % 2 == 0 else 16), 74 + n * 15)], INK, 3)
        c.line([(6, 118), (32, 118)], RED, 6)
        c.line([(0, 200), (0, 330)], INK, 4)
    c.oval(640, 622, 190, 16, SHADOW)
    with c.inside(box(480, 330, 320, 290, 26)):
        c.rect(480, 330, 320, 290, "#ffffff70")
        c.rect(480, 400, 320, 230, mix(SKY, BLUE, 0.3))
        c.rect(480, 400, 320, 10, WHITE)
    c.rect(590, 450, 100, 120, OCHRE, 12)
    c.rect(656, 450, 34, 120, shade(OCHRE, 0.16), 12)
    c.rect(480, 404, 320, 216, mix(SKY, BLUE, 0.4) + "60", 20)
    for x, y, r in ((560, 520, 8), (720, 470, 7), (740, 540, 10), (548, 450, 6)):
        c.circle(x, y, r, "#ffffffb0")
    c.line([(474, 330), (806, 330)], WHITE, 12)
    c.line([(505, 380), (505, 560)], "#ffffffa0", 9)
    with c.at(960, 620):
        c.oval(0, 2, 76, 10, SHADOW)
        c.rect(-52, -120, 104, 120, OCHRE, 12)
        c.rect(18, -120, 34, 120, shade(OCHRE, 0.16), 12)
        c.arc(0, -132, 14, 0, 360, INK, 5)
    notebook(c, 1120, 650, 190, 110, 6)


@scene(
    "binary",
    "Карточки с точками",
    "Рисунок: пять карточек с одной, двумя, четырьмя, восемью и шестнадцатью точками, две перевёрнуты",
    tint(ORANGE, 0.35),
)
def binary(c: Canvas) -> None:
    table(c, 0, tint(WOOD, 0.1), 0)
    for y in (170, 350, 540):
        c.line([(0, y), (WIDTH, y + 10)], shade(WOOD, 0.04), 5)
    layout = {
        16: [(x, y) for x in range(4) for y in range(4)],
        8: [(x, y) for x in range(2) for y in range(4)],
        4: [(x, y) for x in range(2) for y in range(2)],
        2: [(0, 0), (0, 1)],
        1: [(0, 0)],
    }
    for n, (number, dots) in enumerate(layout.items()):
        with c.at(180 + n * 230, 350 + (n % 2) * 36, turn=(-5, 3, -2, 5, -4)[n]):
            c.rect(-88, -140, 196, 300, SHADOW, 18)
            if number in (8, 2):
                c.rect(-98, -150, 196, 300, BOARD, 18)
                c.squares(-78, -130, 156, 260, 26, BOARD_LINE, 3)
                star(c, 0, 0, 42, SUN)
                continue
            c.rect(-98, -150, 196, 300, WHITE, 18)
            wide, high = max(x for x, _ in dots), max(y for _, y in dots)
            for x, y in dots:
                c.circle(
                    (x - wide / 2) * 42,
                    (y - high / 2) * 58,
                    16 if number > 4 else 24,
                    ORANGE if number != 16 else BRICK,
                )
    pencil(c, 420, 660, 300, 84, SUN)


@scene(
    "peas",
    "Горох",
    "Рисунок: раскрытые стручки на тетрадном листе, горошины разложены по цвету и гладкости",
    tint(TEAL, 0.5),
)
def peas(c: Canvas) -> None:
    notebook(c, 640, 400, 1000, 560, 2)
    for x, y, turn, colours in (
        (430, 240, -24, (MOSS, MOSS, SUN, MOSS, MOSS, SUN)),
        (840, 330, 16, (SUN, SUN, SUN, MOSS, SUN, SUN)),
    ):
        with c.at(x, y, turn=turn, size=0.84):
            c.poly(
                [
                    *soft([(-290, 10), (-160, -80), (0, -96), (160, -80), (290, -6)]),
                    *soft([(290, -6), (150, 84), (0, 100), (-150, 86), (-290, 10)]),
                ],
                LEAF,
            )
            c.poly(
                [
                    *soft([(-250, 8), (-140, -52), (0, -64), (140, -52), (250, -2)]),
                    *soft([(250, -2), (140, 56), (0, 70), (-140, 58), (-250, 8)]),
                ],
                GREEN,
            )
            c.line(soft([(290, -6), (320, -20), (352, -4)]), LEAF, 12)
            for n, colour in enumerate(colours):
                c.circle(-170 + n * 68, 4, 36, shade(colour, 0.1))
                c.circle(-174 + n * 68, 0, 33, colour)
                c.circle(-184 + n * 68, -12, 9, tint(colour, 0.6))
    for n in range(8):
        x, y = 300 + (n % 4) * 74, 510 + (n // 4) * 76
        c.circle(x, y, 25, SUN if n % 4 < 3 else MOSS)
        c.circle(x - 8, y - 8, 7, tint(SUN, 0.6))
    for n in range(4):
        x, y = 740 + (n % 2) * 74, 530 + (n // 2) * 70
        c.circle(x, y, 25, MOSS if n == 3 else SUN)
        c.line(soft([(x - 14, y - 4), (x, y - 10), (x + 12, y - 2)]), shade(SUN, 0.3), 4)
        c.line(soft([(x - 10, y + 8), (x + 2, y + 4), (x + 12, y + 10)]), shade(SUN, 0.3), 4)
    leaf(c, 1080, 640, 150, 40, LEAF)
    leaf(c, 1080, 640, 130, -16, mix(LEAF, MOSS, 0.4))


@scene(
    "pendulum",
    "Маятник на двух нитях",
    "Рисунок: гайка качается на двух нитях разной длины, за ней след качания, рядом секундомер",
    mix(INDIGO, NAVY, 0.15),
)
def pendulum(c: Canvas) -> None:
    paper_wall(c, "#ffffff12")
    c.rect(290, 96, 700, 26, WOOD, 8)
    c.rect(290, 96, 700, 8, tint(WOOD, 0.35), 4)
    c.poly([*part(640, 122, 430, 400, 52, 128, 40)], "#ffffff14")
    for n, shown in enumerate((30, 50, 80)):
        x = 470 + n * 64
        y = 440 + n * 26 - n * n * 3
        c.line([(430, 122), (x, y)], f"#ffffff{shown:02x}", 3)
        c.line([(860, 122), (x, y)], f"#ffffff{shown:02x}", 3)
        c.circle(x, y + 26, 34, f"#f4b740{shown:02x}")
    c.line([(430, 122), (720, 486)], WHITE, 4)
    c.line([(860, 122), (720, 486)], WHITE, 4)
    for x in (430, 860):
        c.circle(x, 122, 12, SUN)
    with c.at(720, 528):
        hexagon = [
            (60 * math.cos(math.radians(a)), 60 * math.sin(math.radians(a))) for a in range(30, 390, 60)
        ]
        c.poly(hexagon, SUN)
        with c.inside(hexagon):
            c.rect(10, -70, 60, 140, OCHRE)
        c.circle(0, 0, 28, NAVY)
        c.arc(0, 0, 28, 0, 360, OCHRE, 6)
    c.arc(640, 120, 520, 62, 118, "#ffffff40", 4)
    table(c, 650, shade(INDIGO, 0.5), 0)
    with c.at(1060, 520):
        c.rect(-14, -136, 28, 30, SAND, 6)
        c.rect(-26, -152, 52, 20, BRICK, 6)
        c.circle(0, 0, 112, SAND)
        c.circle(0, 0, 92, WHITE)
        for n in range(12):
            a = math.radians(n * 30)
            c.line([(70 * math.sin(a), -70 * math.cos(a)), (82 * math.sin(a), -82 * math.cos(a))], INK, 5)
        c.poly([(0, 0), *part(0, 0, 66, 66, -90, 30)], SUN + "90")
        c.line([(0, 0), (56, 32)], BRICK, 7)
        c.circle(0, 0, 9, INK)
    with c.at(200, 640):
        c.circle(0, -36, 52, BRICK)
        for y in (-60, -44, -28, -12):
            c.line(soft([(-48, y + 8), (0, y - 6), (48, y + 8)]), shade(BRICK, 0.3), 4)
        c.line(soft([(40, -6), (90, 8), (140, -4), (190, 10)]), BRICK, 5)


@scene(
    "balance",
    "Весы из линейки",
    "Рисунок: линейка лежит на карандаше как весы, на одном конце цилиндр, на другом стопка монет",
    tint(INDIGO, 0.66),
)
def balance(c: Canvas) -> None:
    paper_wall(c, tint(INDIGO, 0.6))
    c.circle(640, 300, 230, tint(INDIGO, 0.78))
    table(c, 570, WOOD, 0)
    c.rect(0, 640, WIDTH, 90, shade(WOOD, 0.1))
    c.oval(640, 612, 420, 16, SHADOW)
    with c.at(640, 572):
        hexagon = [
            (40 * math.cos(math.radians(a)), 40 * math.sin(math.radians(a))) for a in range(0, 360, 60)
        ]
        c.poly(hexagon, BRICK)
        c.circle(0, 0, 22, SAND)
        c.circle(0, 0, 10, INK)
    with c.at(640, 528, turn=-3, size=1.18):
        c.rect(-440, -22, 880, 30, SUN, 4)
        c.rect(-440, 0, 880, 8, OCHRE, 4)
        for n in range(44):
            c.line([(-430 + n * 20, -22), (-430 + n * 20, -22 + (14 if n % 5 == 0 else 8))], INK, 2.4)
        c.rect(-310, -186, 120, 166, mix(SOFT_INK, SKY, 0.6), 6)
        c.rect(-226, -186, 36, 166, mix(SOFT_INK, SKY, 0.4), 6)
        c.oval(-250, -186, 60, 15, mix(SOFT_INK, SKY, 0.8))
        c.oval(-250, -18, 66, 8, ROSE)
        for n in range(8):
            colour = OCHRE if n in (1, 4, 5) else SAND
            x = 240 + (n * 7) % 11
            c.rect(x - 52, -42 - n * 21, 104, 21, shade(colour, 0.18), 8)
            c.rect(x - 52, -46 - n * 21, 104, 18, colour, 8)
            for m in range(6):
                c.line(
                    [(x - 40 + m * 16, -40 - n * 21), (x - 40 + m * 16, -32 - n * 21)],
                    shade(colour, 0.25),
                    2.4,
                )
    for x, y in ((1130, 650), (1060, 672)):
        c.oval(x, y, 44, 18, shade(SAND, 0.3))
        c.oval(x, y - 6, 44, 18, SAND)


@scene(
    "fable",
    "Ворона и лисица",
    "Рисунок: ворона с куском сыра на еловой ветке, внизу лисица смотрит вверх",
    mix(SUN_SOFT, MINT, 0.35),
)
def fable(c: Canvas) -> None:
    c.circle(820, 250, 150, SUN_SOFT)
    for x, s in ((90, 560), (1190, 520), (1050, 400)):
        with c.at(x, 640, size=s / 100):
            c.poly([(-36, 0), (0, -120), (36, 0)], mix(MINT, LEAF, 0.3))
    c.rect(0, 610, WIDTH, 120, MOSS)
    c.rect(230, -20, 74, 660, BARK)
    c.rect(270, -20, 34, 660, shade(BARK, 0.2))
    c.line(soft([(280, 330), (420, 306), (560, 320), (700, 300)]), BARK, 20)
    for x, y, long, turn in (
        (300, 250, 190, 112),
        (300, 90, 260, 106),
        (236, 170, 190, -108),
        (236, 330, 220, -112),
        (520, 318, 130, 128),
        (640, 308, 110, 104),
    ):
        with c.at(x, y, turn=turn):
            c.line([(0, 0), (0, -long)], BARK, 7)
            for step in range(int(long / 11)):
                at, needle = -long + step * 11, 20 + min(step * 4, 30)
                c.line([(0, at), (-needle, at + needle * 0.9)], ACCENT, 7)
                c.line([(0, at), (needle, at + needle * 0.9)], shade(LEAF, 0.25), 7)
    with c.at(560, 296):  # crow
        c.poly([(-150, -20), (-60, -80), (-40, -30)], INK)
        c.blob([(-90, -30), (-60, -96), (0, -128), (50, -110), (60, -60), (20, -18), (-40, -10)], INK)
        c.circle(56, -134, 44, INK)
        c.poly([(86, -160), (160, -122), (88, -112)], SOFT_INK)
        c.circle(66, -144, 9, WHITE)
        c.circle(68, -144, 5, INK)
        c.poly([(-70, -70), (20, -90), (0, -30), (-110, -14)], mix(INK, NAVY, 0.6))
        c.line([(0, -16), (0, 16)], OCHRE, 7)
        c.line([(24, -20), (24, 14)], OCHRE, 7)
        c.poly([(136, -138), (214, -146), (206, -84), (130, -100)], SUN)
        c.circle(178, -124, 8, OCHRE)
        c.circle(156, -110, 6, OCHRE)
        c.circle(192, -104, 5, OCHRE)
    with c.at(900, 644, flip=True):  # fox, looking up to the left
        c.oval(-30, 2, 200, 14, SHADOW)
        tail = [(-110, -20), (-200, -30), (-250, -110), (-214, -190), (-180, -120), (-130, -70)]
        c.blob(tail, ORANGE)
        with c.inside(soft(tail, closed=True)):
            c.circle(-226, -176, 52, WHITE)
        c.blob([(-120, 0), (-124, -80), (-70, -150), (10, -200), (60, -190), (70, -110), (60, 0)], ORANGE)
        c.blob([(14, 0), (10, -90), (40, -160), (66, -120), (62, -40), (56, 0)], WHITE)
        c.line([(30, -100), (34, -6)], shade(ORANGE, 0.12), 24)
        c.rect(12, -22, 56, 24, INK, 12)
        c.rect(-110, -22, 80, 24, INK, 12)
        with c.at(50, -200, turn=-26):
            c.poly([(-66, -50), (-60, -128), (-14, -84)], ORANGE)
            c.poly([(-52, -66), (-52, -106), (-26, -82)], INK)
            c.poly([(50, -60), (70, -128), (12, -86)], ORANGE)
            c.blob(
                [(-72, -30), (-44, -88), (10, -92), (56, -66), (126, -10), (120, 6), (40, 22), (-40, 16)],
                ORANGE,
            )
            c.poly([*soft([(-50, 14), (10, -16), (124, -4)]), *soft([(118, 8), (40, 24), (-50, 14)])], WHITE)
            c.circle(126, -6, 12, INK)
            c.line(soft([(20, -44), (36, -52), (52, -42)]), INK, 6)
    for x in (480, 1120, 700):
        for lean in (-10, 4, 16):
            c.line([(x, 720), (x + lean, 660)], LEAF, 6)

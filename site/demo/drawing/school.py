"""Scenes inside the school: the library, the hall, the museum, the canteen."""

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
    Point,
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
    books,
    chair,
    clock,
    cup,
    leaf,
    lying_books,
    notebook,
    open_book,
    pencil,
    plant,
    star,
    table,
    tree,
    window,
    window_bars,
)


@scene(
    "library",
    "Библиотека",
    "Рисунок: книжные полки до потолка, лесенка, кресло с раскрытой книгой и торшер",
    tint(SAND, 0.3),
)
def library(c: Canvas) -> None:
    c.rect(60, 30, 840, 600, BARK, 8)
    for row in range(4):
        y = 52 + row * 144
        c.rect(84, y, 380, 130, shade(BARK, 0.35))
        c.rect(496, y, 380, 130, shade(BARK, 0.35))
        if row == 2:
            books(c, 90, y + 130, 220, 112)
            plant(c, 400, y + 130, 0.62)
            books(c, 502, y + 130, 360, 112)
        elif row == 1:
            books(c, 90, y + 130, 366, 112)
            books(c, 502, y + 130, 200, 112)
            c.circle(790, y + 72, 44, mix(BLUE, SKY, 0.3))
            c.blob([(762, y + 60), (790, y + 40), (806, y + 66), (780, y + 92)], MOSS)
            c.rect(784, y + 114, 12, 12, OCHRE)
            c.rect(760, y + 122, 60, 8, OCHRE)
        else:
            books(c, 90, y + 130, 366, 116)
            books(c, 502, y + 130, 366, 116)
    c.rect(0, 626, WIDTH, 104, WOOD)
    c.rect(0, 626, WIDTH, 8, shade(WOOD, 0.2))
    with c.at(560, 690, turn=9):
        for x in (-44, 44):
            c.line([(x, 0), (x, -560)], SUN, 15)
        for n in range(8):
            c.line([(-44, -50 - n * 66), (44, -50 - n * 66)], SUN, 12)
    c.oval(1020, 676, 250, 26, shade(BRICK, 0.1))
    c.oval(1020, 672, 250, 26, ROSE)
    c.rect(1190, 240, 12, 420, INK)
    c.rect(1150, 652, 92, 14, INK, 7)
    c.poly([(1136, 260), (1166, 150), (1226, 150), (1256, 260)], SUN)
    c.poly([(1126, 260), (1266, 260), (1340, 640), (1000, 640)], SUN_SOFT + "70")
    with c.at(1010, 660):
        c.rect(-120, -280, 240, 240, BRICK, 60)
        c.rect(-96, -150, 192, 110, tint(BRICK, 0.2), 20)
        c.rect(-160, -190, 72, 170, shade(BRICK, 0.12), 34)
        c.rect(88, -190, 72, 170, shade(BRICK, 0.12), 34)
        c.rect(-140, -40, 280, 34, shade(BRICK, 0.25), 14)
        c.rect(-120, -10, 22, 26, BARK)
        c.rect(98, -10, 22, 26, BARK)
        open_book(c, 4, -118, 74, ACCENT)


@scene(
    "swap",
    "Полка обмена книгами",
    "Рисунок: в коридоре полка с книгами и корзиной, на ней цветок, рядом на полу стопка книг",
    tint(MINT, 0.35),
)
def swap(c: Canvas) -> None:
    window(c, 110, 60, 250, 250)
    with c.inside(box(110, 60, 250, 250)):
        tree(c, 210, 360, 200, OCHRE)
    window_bars(c, 110, 60, 250, 250)
    c.rect(0, 600, WIDTH, 130, mix(SAND, WOOD, 0.25))
    c.rect(0, 592, WIDTH, 12, WHITE)
    c.rect(430, 240, 660, 400, WOOD, 10)
    for y in (264, 450):
        c.rect(452, y, 616, 164, shade(WOOD, 0.35))
        books(c, 462, y + 164, 596 if y == 264 else 330, 140)
    c.rect(452, 614, 616, 26, shade(WOOD, 0.14))
    with c.at(930, 614):
        c.poly([(-90, -90), (90, -90), (74, 0), (-74, 0)], SUN)
        for n in range(5):
            c.line([(-84, -74 + n * 18), (84 - n * 3, -74 + n * 18)], OCHRE, 4)
        for n, colour in enumerate((BRICK, BLUE, LEAF)):
            c.rect(-62 + n * 42, -134 + (n * 17) % 26, 34, 60, colour, 3)
        c.rect(-96, -96, 192, 14, OCHRE, 7)
    plant(c, 1000, 240, 0.9)
    c.arc(640, 150, 40, 130, 410, BRICK, 14)
    with c.at(640, 160):
        c.arc(0, 0, 66, 200, 340, ACCENT, 14)
        c.poly([(44, -46), (84, -20), (82, -62)], ACCENT)
        c.arc(0, 0, 66, 20, 160, ACCENT, 14)
        c.poly([(-44, 46), (-84, 20), (-82, 62)], ACCENT)
        c.circle(0, 0, 50, tint(MINT, 0.35))
        open_book(c, 0, 24, 36, BRICK)
    top = lying_books(c, 180, 660, 210, (ACCENT, SUN, BRICK, BLUE))
    cup(c, 280, top, 0.6, WHITE, steam=False)


@scene(
    "museum",
    "Школьный музей",
    "Рисунок: на столе самовар, керосиновая лампа, старый портфель и раскрытый классный журнал",
    "#efe0c0",
)
def museum(c: Canvas) -> None:
    c.rect(0, 0, WIDTH, 560, mix(SAND, OCHRE, 0.18))
    for x in range(0, WIDTH, 80):
        c.rect(x, 0, 40, 560, mix(SAND, OCHRE, 0.13))
    for x, y, w, h in ((180, 70, 170, 210), (930, 60, 230, 160)):
        c.rect(x - 14, y - 14, w + 28, h + 28, BARK, 6)
        c.rect(x, y, w, h, CREAM)
    c.rect(200, 90, 130, 170, tint(BARK, 0.6))
    c.rect(222, 170, 86, 60, tint(BARK, 0.3))
    c.poly([(212, 172), (265, 128), (318, 172)], BARK)
    c.rect(256, 192, 20, 38, BARK)
    c.rect(946, 76, 198, 128, tint(BARK, 0.6))
    for n in range(5):
        c.circle(976 + n * 34, 130 + (n % 2) * 5, 13, tint(BARK, 0.1))
        c.rect(960 + n * 34, 146 + (n % 2) * 5, 32, 58, BARK if n % 2 else tint(BARK, 0.25), 10)
    c.rect(0, 540, WIDTH, 190, WHITE)
    c.rect(0, 540, WIDTH, 10, shade(SAND, 0.1))
    for n in range(17):
        c.circle(n * 80, 668, 34, WHITE)
    c.rect(0, 668, WIDTH, 60, BARK)
    for n in range(17):
        c.circle(n * 80, 666, 36, WHITE)
        c.circle(n * 80, 670, 12, SAND)
        c.circle(n * 80 + 40, 640, 6, SAND)
    with c.at(640, 590):  # samovar
        c.oval(0, 4, 150, 16, SHADOW)
        c.rect(-92, -30, 184, 30, OCHRE, 8)
        c.rect(-54, -64, 108, 40, AMBER, 6)
        belly = [
            *soft([(-60, -60), (-130, -170), (-124, -270), (-100, -320)]),
            *soft([(100, -320), (124, -270), (130, -170), (60, -60)]),
        ]
        c.poly(belly, SUN)
        with c.inside(belly):
            c.rect(36, -340, 120, 300, OCHRE)
            c.rect(-92, -340, 26, 300, "#fff3cf")
        c.rect(-116, -334, 232, 24, OCHRE, 10)
        c.poly([(-70, -336), (-46, -386), (46, -386), (70, -336)], SUN)
        c.poly([(10, -336), (16, -386), (46, -386), (70, -336)], OCHRE)
        c.rect(-26, -408, 52, 24, AMBER, 6)
        for side in (-1, 1):
            c.line(
                soft([(side * 118, -280), (side * 170, -290), (side * 172, -220), (side * 128, -210)]),
                AMBER,
                15,
            )
        c.rect(-14, -126, 28, 22, AMBER, 6)
        c.line([(0, -112), (0, -80)], AMBER, 15)
        c.line([(-22, -134), (22, -134)], AMBER, 12)
        with c.at(0, -406):
            c.blob([(-44, -6), (-52, -44), (-20, -66), (30, -62), (52, -36), (40, -4)], BRICK)
            c.line(soft([(46, -34), (74, -44), (84, -66)]), BRICK, 12)
            c.arc(-46, -34, 22, 110, 260, BRICK, 9)
            c.rect(-22, -76, 44, 14, shade(BRICK, 0.2), 6)
            c.circle(0, -80, 9, SUN)
            for x in (-20, 0, 20):
                c.circle(x, -32, 7, WHITE)
    open_book(c, 960, 640, 190, BARK, "#f6ecd0")
    with c.at(296, 612):
        c.oval(0, 6, 150, 12, SHADOW)
        c.rect(-150, -170, 300, 174, BARK, 18)
        c.rect(-150, -170, 300, 80, shade(BARK, 0.22), 18)
        for x in (-76, 60):
            c.rect(x, -104, 20, 40, SUN, 4)
        c.arc(0, -172, 40, 180, 360, shade(BARK, 0.3), 14)
        c.rect(-150, -10, 300, 14, shade(BARK, 0.3), 6)
    with c.at(1170, 610):
        c.poly([(-50, 0), (50, 0), (34, -30), (-34, -30)], BOARD)
        c.blob([(-50, -60), (-34, -96), (34, -96), (50, -60), (30, -28), (-30, -28)], ACCENT)
        c.poly(
            [*soft([(-24, -106), (-40, -150), (-18, -230)]), *soft([(18, -230), (40, -150), (24, -106)])],
            "#ffffffa0",
        )
        c.blob([(0, -176), (-12, -136), (0, -112), (12, -136)], SUN)
        c.rect(-30, -112, 60, 18, OCHRE, 5)


@scene(
    "chest",
    "Сундук со школьными вещами",
    "Рисунок: раскрытый сундук на чердаке, из него видны глобус, книги, колокольчик и вымпел",
    "#cdb994",
)
def chest(c: Canvas) -> None:
    for n in range(9):
        c.rect(n * 150 - 20, 0, 146, 560, mix(WOOD, SAND, 0.45 if n % 2 else 0.4))
    c.poly([(560, 0), (720, 0), (1060, 640), (220, 640)], "#fff3c438")
    c.circle(640, 110, 90, BARK)
    c.circle(640, 110, 74, SKY)
    c.line([(640, 36), (640, 184)], BARK, 9)
    c.line([(566, 110), (714, 110)], BARK, 9)
    c.rect(0, 560, WIDTH, 170, mix(BARK, WOOD, 0.4))
    for y in (600, 660):
        c.line([(0, y), (WIDTH, y)], mix(BARK, WOOD, 0.2), 4)
    c.poly([(330, 400), (370, 250), (910, 250), (950, 400)], shade(ACCENT, 0.35))
    c.poly([(350, 400), (384, 268), (896, 268), (930, 400)], shade(BARK, 0.3))
    with c.at(510, 410):  # globe
        c.arc(0, -70, 92, -70, 110, OCHRE, 10)
        c.circle(0, -70, 78, mix(BLUE, SKY, 0.25))
        c.blob([(-50, -100), (-10, -130), (10, -90), (-20, -60), (-56, -70)], MOSS)
        c.blob([(20, -60), (54, -80), (60, -40), (20, -20)], MOSS)
    for turn, colour in ((-12, BRICK), (4, INDIGO)):
        with c.at(650 + turn * 3, 430, turn=turn):
            c.rect(-40, -200, 80, 200, colour, 5)
            c.rect(-28, -180, 56, 50, CREAM, 4)
            star(c, 0, -155, 18, SUN)
    with c.at(800, 430, turn=18):
        c.line([(0, 0), (0, -290)], OCHRE, 9)
        c.poly([(4, -284), (150, -262), (96, -226), (150, -190), (4, -176)], BRICK)
        c.circle(50, -230, 20, SUN)
    with c.at(742, 420):
        c.rect(-9, -160, 18, 60, BARK, 8)
        c.poly(
            [
                *soft([(-60, -10), (-40, -50), (-30, -96), (0, -112)]),
                *soft([(0, -112), (30, -96), (40, -50), (60, -10)]),
            ],
            SUN,
        )
    with c.at(590, 420, turn=30):
        c.line([(0, 0), (0, -230)], NAVY, 11)
        c.poly([(-9, -230), (0, -276), (9, -230)], SAND)
    c.oval(640, 664, 360, 20, SHADOW)
    c.rect(310, 400, 660, 260, ACCENT, 14)
    c.rect(310, 400, 660, 22, shade(ACCENT, 0.3), 8)
    for x in (400, 840):
        c.rect(x, 400, 40, 260, OCHRE)
        for y in (430, 530, 630):
            c.circle(x + 20, y, 6, AMBER)
    for x in (330, 920):
        c.poly([(x, 660), (x + 34, 660), (x + 17, 640)], OCHRE)
    c.rect(596, 410, 88, 90, SUN, 10)
    c.circle(640, 444, 13, INK)
    c.poly([(634, 450), (646, 450), (650, 482), (630, 482)], INK)
    for x, y in ((470, 540), (720, 540)):
        for n in range(6):
            with c.at(x + 45, y, turn=n * 60):
                c.oval(0, -26, 13, 22, ROSE)
        c.circle(x + 45, y, 13, SUN)


@scene(
    "stage",
    "Сцена",
    "Рисунок: микрофон в луче света на сцене, занавес раздвинут, внизу видны затылки зрителей",
    "#3a1620",
)
def stage(c: Canvas) -> None:
    c.poly([(600, -10), (680, -10), (910, 560), (370, 560)], "#fdf0cf38")
    c.rect(0, 520, WIDTH, 210, BARK)
    for x in range(-400, 1700, 120):
        c.line([(640 + (x - 640) * 0.6, 520), (x, 730)], shade(BARK, 0.2), 4)
    c.oval(640, 566, 270, 34, SUN_SOFT + "90")
    for side in (-1, 1):
        with c.at(640, 0):
            for n, (near, colour) in enumerate(
                ((470, shade(BRICK, 0.25)), (520, BRICK), (570, shade(BRICK, 0.25)), (612, BRICK))
            ):
                c.poly(
                    [
                        (side * (near - 190 + n * 26), -10),
                        *soft(
                            [
                                (side * (near - 190 + n * 26), 0),
                                (side * (near - 150), 240),
                                (side * near, 400),
                                (side * (near - 30), 540),
                            ]
                        ),
                        (side * 700, 540),
                        (side * 700, -10),
                    ],
                    colour,
                )
            c.rect(-700 if side < 0 else 430, 392, 270, 16, SUN, 8)
    for n in range(9):
        c.poly(
            [*part(n * 160, -10, 84, 96, 0, 180), (n * 160 - 84, -20)], BRICK if n % 2 else shade(BRICK, 0.16)
        )
        c.arc(n * 160, -10, 84, 20, 160, SUN, 8)
    c.line([(640, 560), (640, 250)], SAND, 9)
    c.oval(640, 562, 62, 12, INK)
    with c.at(640, 240, turn=-18):
        c.rect(-17, -20, 34, 78, INK, 12)
        c.circle(0, -46, 38, SOFT_INK)
        with c.inside(ring(0, -46, 38, 38)):
            c.squares(-40, -86, 80, 80, 13, tint(SOFT_INK, 0.4), 3)
        c.rect(-38, -40, 76, 10, SUN)
    for n, (x, y, r, colour) in enumerate(
        (
            (90, 710, 62, NAVY),
            (240, 726, 66, BOARD),
            (400, 712, 60, INK),
            (560, 730, 64, NAVY),
            (730, 716, 60, BOARD),
            (880, 730, 66, INK),
            (1030, 712, 60, NAVY),
            (1190, 722, 66, BOARD),
        )
    ):
        dark = shade(colour, 0.5)
        c.circle(x, y - 30, r * 0.8, dark)
        if n % 3 == 1:
            c.circle(x - r * 0.7, y - 26, r * 0.28, dark)
            c.circle(x + r * 0.7, y - 26, r * 0.28, dark)
        c.rect(x - r, y + 10, r * 2, 80, dark, 30)


@scene(
    "meeting",
    "Класс перед собранием",
    "Рисунок: стулья кругом в светлом классе, на столе чайник и чашки, за окном вечер",
    "#f5e2cf",
)
def meeting(c: Canvas) -> None:
    window(c, 120, 70, 420, 260, mix(INDIGO, ROSE, 0.45))
    with c.inside(box(120, 70, 420, 260)):
        c.circle(430, 140, 34, SUN_SOFT)
        c.rect(120, 270, 420, 80, mix(NAVY, INDIGO, 0.3))
        for x, s in ((180, 110), (260, 150), (480, 130)):
            tree(c, x, 340, s, mix(NAVY, BOARD, 0.5), INK)
    window_bars(c, 120, 70, 420, 260)
    c.rect(660, 70, 520, 250, WOOD, 8)
    c.rect(676, 86, 488, 218, BOARD)
    c.squares(676, 86, 488, 218, 44, BOARD_LINE, 2)
    star(c, 920, 196, 62, SUN)
    c.rect(0, 470, WIDTH, 260, mix(SAND, WOOD, 0.2))
    c.rect(0, 462, WIDTH, 12, WHITE)
    c.oval(640, 640, 540, 84, tint(ROSE, 0.2))
    c.oval(640, 640, 470, 68, tint(ROSE, 0.45))
    for x, y, s, colour, flip in (
        (200, 600, 1, TEAL, False),
        (370, 560, 0.9, SUN, False),
        (910, 560, 0.9, BRICK, True),
        (1080, 600, 1, BLUE, True),
    ):
        chair(c, x, y, s * 1.12, colour, flip)
    c.oval(640, 664, 190, 18, SHADOW)
    for x in (500, 780):
        c.line([(x, 660), (x + (640 - x) * 0.1, 520)], BARK, 14)
    c.oval(640, 512, 230, 40, WOOD)
    c.oval(640, 502, 230, 40, tint(WOOD, 0.2))
    with c.at(640, 500, size=1.25):
        c.blob([(-62, -10), (-76, -60), (-40, -100), (40, -100), (76, -60), (62, -10), (0, 2)], BOARD)
        c.line(soft([(68, -50), (104, -60), (114, -96)]), BOARD, 17)
        c.arc(-70, -54, 32, 90, 280, BOARD, 12)
        c.rect(-32, -114, 64, 16, ACCENT, 8)
        c.circle(0, -120, 11, SUN)
        for x in (-36, 0, 36):
            c.circle(x, -52, 10, ROSE)
    cup(c, 490, 514, 0.72, BRICK)
    cup(c, 800, 514, 0.72, SUN)
    plant(c, 1220, 690, 1.35, LEAF, TEAL)


@scene(
    "whiteboards",
    "Доски с ответами",
    "Рисунок: руки поднимают маленькие доски с числом 400, на одной – знак вопроса",
    tint(BLUE, 0.66),
)
def whiteboards(c: Canvas) -> None:
    c.rect(180, 40, 920, 250, WOOD, 8)
    c.rect(196, 56, 888, 218, BOARD)
    chalk = "#f4f0e6"
    c.squares(196, 56, 888, 218, 54, BOARD_LINE, 2)

    def digit(x: float, y: float, number: int, fill: str, s: float = 1, width: float = 8) -> None:
        paths: dict[int, list[list[Point]]] = {
            0: [part(0, 0, 18, 34, 0, 360, 24)],
            1: [[(-14, -18), (4, -34), (4, 34)]],
            2: [[*part(0, -15, 19, 19, 180, 392, 14), (-20, 34), (22, 34)]],
            4: [[(10, 36), (10, -34), (-22, 14), (24, 14)]],
            5: [[(18, -34), (-14, -34), (-16, -4), *part(-1, 12, 20, 21, 230, 500, 16)]],
            6: [[(12, -34), *part(0, 14, 19, 20, 200, 560, 24)]],
        }
        with c.at(x, y, size=s):
            for path in paths[number]:
                c.line(path, fill, width)

    for x, number in ((520, 2), (570, 5), (680, 1), (728, 6)):
        digit(x, 165, number, chalk, 1.1)
    c.circle(625, 165, 7, chalk)
    for y in (152, 178):
        c.line([(776, y), (812, y)], chalk, 8)
    c.rect(838, 124, 84, 84, "#ffffff30", 8)
    for n, (x, y, turn, sleeve, skin, sure) in enumerate(
        (
            (170, 452, -7, BRICK, SKIN, True),
            (410, 418, 4, SUN, "#d9a67e", True),
            (640, 452, -3, TEAL, SKIN, True),
            (870, 414, 6, INDIGO, SKIN, False),
            (1110, 452, -5, LEAF, "#d9a67e", True),
        )
    ):
        c.line([(x + 10, 740), (x + 6, y + 130)], sleeve, 66)
        c.line([(x + 6, y + 130), (x + 4, y + 90)], skin, 44)
        with c.at(x, y, turn=turn):
            c.rect(-98, -72, 206, 152, SHADOW, 12)
            c.rect(-104, -80, 206, 152, NAVY if n % 2 else BARK, 14)
            c.rect(-92, -68, 182, 128, WHITE, 6)
            if sure:
                for k, number in enumerate((4, 0, 0)):
                    digit(-52 + k * 52, -4, number, BLUE if n % 2 else BRICK, 1.05, 9)
            else:
                c.line([*part(0, -26, 22, 22, 180, 400, 14), (0, 14)], VIOLET, 9)
                c.circle(0, 34, 6, VIOLET)
            for k in range(3):
                c.rect(-34 + k * 24, 46, 22, 44, skin, 10)


@scene(
    "exam",
    "Экзаменационная парта",
    "Рисунок: парта с бланком, ручкой и бутылкой воды, над ней большие часы, за окном цветёт вишня",
    "#dfe8e1",
)
def exam(c: Canvas) -> None:
    c.rect(0, 360, WIDTH, 240, tint(LEAF, 0.62))
    c.rect(0, 352, WIDTH, 10, WHITE)
    clock(c, 640, 180, 128, 9, 58)
    window(c, 60, 60, 300, 240)
    with c.inside(box(60, 60, 300, 240)):
        for x, y in ((110, 130), (170, 180), (300, 110), (250, 220)):
            c.circle(x, y, 60, tint(MOSS, 0.3))
        c.line(soft([(40, 260), (160, 200), (320, 190), (380, 140)]), BARK, 11)
        for x, y in ((110, 222), (170, 196), (240, 190), (300, 190), (340, 160), (200, 150), (130, 170)):
            for n in range(5):
                a = math.radians(n * 72)
                c.circle(x + 11 * math.cos(a), y + 11 * math.sin(a), 9, WHITE)
            c.circle(x, y, 7, SUN)
    window_bars(c, 60, 60, 300, 240)
    c.rect(930, 80, 290, 210, WOOD, 6)
    c.rect(944, 94, 262, 182, BOARD)
    c.squares(944, 94, 262, 182, 37, BOARD_LINE, 2)
    c.poly([(150, 480), (1130, 480), (1270, 650), (10, 650)], WOOD)
    c.poly([(150, 480), (1130, 480), (1136, 488), (144, 488)], tint(WOOD, 0.3))
    c.rect(10, 648, 1260, 30, shade(WOOD, 0.22))
    c.rect(90, 678, 40, 60, SOFT_INK)
    c.rect(1150, 678, 40, 60, SOFT_INK)
    c.poly([(460, 500), (800, 500), (850, 632), (410, 632)], WHITE)
    for n in range(5):
        y, inset = 520 + n * 22, n * 8
        c.line([(478 - inset, y), (740 + inset, y)], mix(SKY, SOFT_INK, 0.2), 4)
        c.rect(762 + inset * 0.8, y - 8, 18, 16, tint(BLUE, 0.7))
    with c.at(930, 570, turn=64):
        c.rect(-8, -90, 16, 150, INK, 8)
        c.poly([(-8, 60), (0, 86), (8, 60)], SOFT_INK)
    c.poly([(240, 520), (360, 520), (344, 610), (206, 610)], RED)
    c.circle(284, 562, 16, SUN)
    with c.at(1060, 600):
        c.rect(-26, -150, 52, 150, "#ffffff90", 14)
        c.rect(-26, -110, 52, 110, mix(SKY, BLUE, 0.25), 14)
        c.rect(-16, -176, 32, 28, BLUE, 5)


@scene(
    "canteen",
    "Поднос в столовой",
    "Рисунок: поднос с супом, кашей с котлетой, компотом, хлебом и яблоком",
    tint(SUN, 0.5),
)
def canteen(c: Canvas) -> None:
    for x in range(0, WIDTH, 160):
        for y in range(0, 720, 160):
            if (x + y) // 160 % 2:
                c.rect(x, y, 160, 160, tint(SUN, 0.6))
    c.rect(178, 92, 940, 560, SHADOW, 60)
    c.rect(166, 76, 940, 560, BOARD, 60)
    c.rect(190, 100, 892, 512, ACCENT, 46)
    with c.at(430, 270):
        c.circle(6, 9, 160, SHADOW)
        c.circle(0, 0, 160, WHITE)
        c.circle(0, 0, 124, BRICK)
        c.circle(0, 0, 112, tint(BRICK, 0.12))
        for x, y, colour in (
            (-60, -30, SUN),
            (40, -50, ORANGE),
            (70, 20, SUN),
            (-30, 50, ORANGE),
            (10, 70, SUN),
            (-80, 30, ORANGE),
        ):
            c.circle(x, y, 13, colour)
        for x, y in ((-20, -80), (20, -10), (-50, 10), (60, 60), (-10, 30)):
            c.oval(x, y, 11, 5, LEAF)
        c.blob([(-26, -30), (0, -46), (26, -26), (14, 0), (-16, 0)], WHITE)
    with c.at(800, 330):
        c.circle(6, 9, 178, SHADOW)
        c.circle(0, 0, 178, WHITE)
        c.circle(0, 0, 140, CREAM)
        c.blob([(-110, -20), (-80, -90), (10, -100), (60, -50), (20, 20), (-60, 50)], SUN)
        c.oval(-30, -40, 20, 12, "#fff3cf")
        for x, y in ((30, 30), (66, -10)):
            c.oval(x, y, 62, 44, BARK)
            c.oval(x - 8, y - 8, 48, 30, shade(WOOD, 0.12))
        for x, y in ((-60, 84), (-20, 100), (20, 102), (-96, 60)):
            c.circle(x, y, 21, mix(LEAF, MOSS, 0.5))
            c.circle(x, y, 13, tint(MOSS, 0.5))
    with c.at(470, 520):
        for x, turn in ((-50, -8), (30, 6)):
            with c.at(x, 0, turn=turn):
                c.rect(-44, -52, 96, 104, BARK, 22)
                c.rect(-36, -44, 80, 88, mix(BARK, WOOD, 0.6), 18)
    with c.at(1010, 200):
        c.circle(5, 7, 64, SHADOW)
        c.circle(0, 0, 64, "#e8eef0")
        c.circle(0, 0, 52, mix(BRICK, PINK, 0.4))
        c.circle(-14, -12, 14, BRICK)
        c.circle(16, 10, 12, RED)
    with c.at(690, 540):
        c.circle(4, 8, 52, SHADOW)
        c.circle(0, 0, 52, MOSS)
        c.circle(-16, -16, 14, tint(MOSS, 0.5))
        c.line([(0, -4), (8, -24)], BARK, 7)
        leaf(c, 6, -20, 44, 70, LEAF)
    for x, kind in ((1004, 0), (1050, 1)):
        c.line([(x, 470), (x, 590)], SAND, 13)
        if kind:
            c.oval(x, 440, 21, 34, SAND)
        else:
            c.rect(x - 20, 424, 40, 52, SAND, 14)
            c.rect(x - 9, 412, 5, 42, ACCENT)
            c.rect(x + 5, 412, 5, 42, ACCENT)


@scene(
    "chess",
    "Шахматы",
    "Рисунок: шахматная партия: впереди белый конь, за ним чёрные ферзь и ладья, сбоку часы",
    tint(BOARD, 0.5),
)
def chess(c: Canvas) -> None:
    c.rect(0, 0, WIDTH, 380, mix(BOARD, MINT, 0.35))
    c.circle(640, 300, 250, mix(BOARD, MINT, 0.5))
    table(c, 380, mix(BOARD, MINT, 0.12), 0)
    corners = [(290, 400), (990, 400), (1290, 730), (-10, 730)]
    c.poly([(270, 392), (1010, 392), (1340, 750), (-60, 750)], BARK)

    def spot(u: float, v: float) -> tuple[float, float]:
        v = v**1.25
        left = corners[0][0] + (corners[3][0] - corners[0][0]) * v
        right = corners[1][0] + (corners[2][0] - corners[1][0]) * v
        return left + (right - left) * u, 400 + 330 * v

    for row in range(6):
        for column in range(8):
            quad = [
                spot(column / 8, row / 6),
                spot((column + 1) / 8, row / 6),
                spot((column + 1) / 8, (row + 1) / 6),
                spot(column / 8, (row + 1) / 6),
            ]
            c.poly(quad, SUN_SOFT if (row + column) % 2 else mix(WOOD, BARK, 0.3))

    def foot(x: float, y: float, s: float, fill: str) -> None:
        c.oval(x + 8 * s, y + 4 * s, 58 * s, 13 * s, "#1a2a2240")
        c.rect(x - 50 * s, y - 24 * s, 100 * s, 26 * s, fill, 12 * s)
        c.rect(x - 40 * s, y - 42 * s, 80 * s, 22 * s, shade(fill, 0.1), 10 * s)

    def pawn(x: float, y: float, s: float, fill: str) -> None:
        foot(x, y, s, fill)
        c.poly(
            [
                (x - 30 * s, y - 40 * s),
                (x - 12 * s, y - 110 * s),
                (x + 12 * s, y - 110 * s),
                (x + 30 * s, y - 40 * s),
            ],
            fill,
        )
        c.circle(x, y - 128 * s, 28 * s, fill)
        c.circle(x - 8 * s, y - 136 * s, 8 * s, tint(fill, 0.5))

    dark, light = NAVY, CREAM
    foot(870, 470, 0.8, dark)  # rook
    with c.at(870, 470, size=0.8):
        c.poly([(-34, -40), (-26, -140), (26, -140), (34, -40)], dark)
        c.rect(-40, -180, 80, 44, dark, 4)
        for x in (-40, -12, 16):
            c.rect(x, -204, 24, 30, dark)
    foot(420, 480, 0.86, dark)  # queen
    with c.at(420, 480, size=0.86):
        c.poly(
            [*soft([(-36, -40), (-20, -120), (-26, -190)]), *soft([(26, -190), (20, -120), (36, -40)])], dark
        )
        c.poly([(-44, -250), (-24, -220), (0, -262), (24, -220), (44, -250), (28, -184), (-28, -184)], dark)
        for x, y in ((-44, -254), (0, -268), (44, -254)):
            c.circle(x, y, 9, SUN)
    pawn(560, 520, 0.8, dark)
    pawn(990, 560, 1, light)
    pawn(250, 610, 1.1, light)
    foot(660, 664, 1.5, light)  # knight
    with c.at(660, 664, size=1.5):
        head = [
            (-36, -40),
            (-44, -100),
            (-20, -150),
            (-30, -196),
            (-4, -178),
            (30, -176),
            (70, -136),
            (84, -108),
            (70, -92),
            (44, -100),
            (20, -94),
            (34, -70),
            (40, -40),
        ]
        c.poly([*soft(head[:4]), *soft(head[3:8]), *soft(head[7:13])], light)
        with c.inside([*soft(head[:4]), *soft(head[3:8]), *soft(head[7:13])]):
            c.line(soft([(-50, -40), (-48, -100), (-26, -150), (-30, -200)]), OCHRE, 22)
        c.circle(22, -144, 6, INK)
        c.circle(70, -110, 4, INK)
    with c.at(1160, 470, size=0.9):
        c.rect(-130, -140, 260, 140, BARK, 16)
        for x, hour in ((-62, 4), (62, 7)):
            clock(c, x, -70, 50, hour, 20, OCHRE)
        c.rect(-82, -158, 40, 20, BRICK, 5)
        c.rect(42, -166, 40, 28, BRICK, 5)


@scene(
    "volleyball",
    "Волейбол",
    "Рисунок: мяч летит над волейбольной сеткой в спортивном зале, у стены шведская стенка и скамейка",
    "#f3dcb8",
)
def volleyball(c: Canvas) -> None:
    for x in (120, 440, 760, 1080):
        c.rect(x, 40, 170, 150, WHITE, 6)
        c.rect(x + 10, 50, 150, 130, SKY)
        c.poly([(x + 30, 180), (x + 90, 50), (x + 120, 50), (x + 60, 180)], tint(SKY, 0.4))
        c.line([(x + 85, 50), (x + 85, 180)], WHITE, 8)
    c.rect(0, 210, WIDTH, 10, tint(ORANGE, 0.2))
    for left in (30, 1110):
        for x in (left, left + 130):
            c.rect(x, 250, 14, 270, WOOD)
        for n in range(9):
            c.rect(left, 266 + n * 28, 144, 9, shade(WOOD, 0.12), 4)
    c.rect(0, 520, WIDTH, 210, ORANGE)
    c.rect(0, 520, WIDTH, 8, shade(ORANGE, 0.2))
    for x in range(-600, 1900, 150):
        c.line([(640 + (x - 640) * 0.5, 528), (x, 730)], shade(ORANGE, 0.1), 3)
    c.line([(0, 620), (WIDTH, 620)], WHITE, 8)
    c.line([(300, 528), (60, 730)], WHITE, 8)
    c.line([(980, 528), (1220, 730)], WHITE, 8)
    for x in (210, 1070):
        c.rect(x - 9, 250, 18, 360, BOARD)
        c.oval(x, 612, 40, 9, INK)
    c.rect(210, 276, 860, 16, WHITE)
    c.rect(210, 434, 860, 10, WHITE)
    for n in range(30):
        c.line([(220 + n * 29, 292), (220 + n * 29, 436)], SOFT_INK, 2.6)
    for n in range(5):
        c.line([(218, 316 + n * 26), (1062, 316 + n * 26)], SOFT_INK, 2.6)
    c.arc(840, 520, 400, 188, 246, "#ffffffb0", 7)
    with c.at(700, 170, turn=20):
        c.circle(0, 0, 96, WHITE)
        with c.inside(ring(0, 0, 96, 96)):
            for turn, colour in ((0, BLUE), (120, SUN), (240, BLUE)):
                with c.at(0, 0, turn=turn):
                    c.poly(
                        [
                            (0, 0),
                            *soft([(0, 0), (50, -30), (110, -20)]),
                            (110, -70),
                            *soft([(110, -64), (40, -74), (-10, -40)]),
                        ],
                        colour,
                    )
                    c.line(soft([(0, 0), (50, -30), (110, -20)]), INK, 4)
                    c.line(soft([(-22, -70), (40, -96), (90, -80)]), INK, 4)
            c.arc(0, 0, 92, 10, 100, "#10261f30", 16)
        c.arc(0, 0, 95, 0, 360, INK, 4)
    c.rect(470, 560, 340, 20, WOOD, 6)
    for x in (500, 760):
        c.rect(x, 580, 16, 44, SOFT_INK)
    c.rect(600, 524, 60, 38, BRICK, 10)
    c.rect(610, 512, 40, 16, BRICK, 6)


@scene(
    "classroom",
    "Светлый класс",
    "Рисунок: светлый класс утром: на партах книги и портфель, солнце на доске и в окнах",
    "#f7ebd2",
)
def classroom(c: Canvas) -> None:
    for x in (60, 330):
        window(c, x, 70, 210, 270, SKY)
        with c.inside(box(x, 70, 210, 270)):
            c.circle(x + 140, 150, 38, SUN)
            tree(c, x + 50, 390, 180, mix(MOSS, LEAF, 0.3))
        window_bars(c, x, 70, 210, 270)
    c.rect(610, 60, 440, 270, WOOD, 8)
    c.rect(626, 76, 408, 238, BOARD)
    c.squares(626, 76, 408, 238, 40, BOARD_LINE, 2)
    chalk = "#f4f0e6"
    c.circle(760, 190, 42, SUN)
    for n in range(10):
        with c.at(760, 190, turn=n * 36):
            c.line([(0, -56), (0, -76)], SUN, 6)
    c.line(soft([(860, 250), (900, 190), (950, 240), (990, 180)]), chalk, 6)
    c.rect(1110, 150, 150, 320, WOOD, 6)
    for y in (166, 260, 354):
        c.rect(1122, y, 126, 82, shade(WOOD, 0.35))
        books(c, 1126, y + 82, 118, 68)
    c.circle(1186, 96, 42, BLUE)
    c.blob([(1160, 84), (1186, 66), (1204, 92), (1180, 120)], MOSS)
    c.rect(1152, 140, 68, 10, OCHRE, 4)
    c.rect(0, 470, WIDTH, 260, mix(WOOD, SAND, 0.35))
    c.rect(0, 462, WIDTH, 12, WHITE)
    for x in (140, 410):
        c.poly([(x, 474), (x + 180, 474), (x + 330, 730), (x + 90, 730)], SUN_SOFT + "80")
    for row, (y, s) in enumerate(((530, 0.72), (640, 1))):
        for n in range(3):
            x = 640 + (n - 1) * (320 if row == 0 else 430)
            with c.at(x, y, size=s):
                c.oval(0, 84, 150, 10, SHADOW)
                for leg in (-120, 120):
                    c.line([(leg, 0), (leg, 80)], BOARD, 11)
                c.rect(-156, -14, 312, 24, tint(WOOD, 0.25), 6)
                c.rect(-156, 6, 312, 8, shade(WOOD, 0.1), 4)
                kind = (row * 3 + n) % 4
                if kind == 0:
                    open_book(c, -20, -14, 60, BRICK)
                elif kind == 1:
                    lying_books(c, -90, -14, 120, (TEAL, SUN))
                elif kind == 2:
                    c.rect(-60, -94, 92, 80, BLUE, 22)
                    c.rect(-46, -54, 64, 34, shade(BLUE, 0.2), 8)
                    c.rect(-60, -78, 92, 10, SUN)
                else:
                    cup(c, 60, -14, 0.5, LEAF, steam=False)
                    pencil(c, 54, -120, 84, -8, BRICK)
                    pencil(c, 70, -120, 84, 9, SUN)


@scene(
    "paints",
    "Краски и рисунок",
    "Рисунок: лист с нарисованной рекой и домом, коробка акварели и кисти в стакане",
    tint(VIOLET, 0.75),
)
def paints(c: Canvas) -> None:
    table(c, 0, mix(SAND, WOOD, 0.22), 0)
    with c.at(540, 330, turn=-6):
        c.rect(-330, -230, 690, 480, SHADOW, 6)
        c.rect(-340, -240, 680, 470, WHITE, 4)
        with c.inside(box(-312, -212, 624, 414)):
            c.rect(-312, -212, 624, 414, tint(SKY, 0.1))
            c.circle(180, -130, 56, SUN)
            c.blob(
                [
                    (-400, 60),
                    (-240, -80),
                    (-80, 20),
                    (80, -60),
                    (260, 20),
                    (400, -40),
                    (400, 300),
                    (-400, 300),
                ],
                mix(LEAF, MINT, 0.5),
            )
            c.blob([(-400, 120), (-200, 40), (60, 80), (400, 30), (400, 300), (-400, 300)], MOSS)
            c.poly(
                [
                    *soft([(-60, 70), (40, 110), (-60, 150), (-180, 240)]),
                    *soft([(120, 240), (80, 170), (140, 120), (20, 70)]),
                ],
                mix(BLUE, SKY, 0.35),
            )
            c.rect(-220, 10, 90, 70, BRICK)
            c.poly([(-240, 12), (-175, -44), (-110, 12)], RED)
            c.rect(-190, 34, 28, 28, SUN)
            tree(c, 210, 120, 110)
    with c.at(1010, 500, turn=10):
        c.rect(-190, -120, 380, 240, SHADOW, 14)
        c.rect(-196, -128, 380, 240, WHITE, 14)
        for n, colour in enumerate(
            (SUN, ORANGE, BRICK, PINK, VIOLET, INDIGO, BLUE, TEAL, LEAF, MOSS, BARK, INK)
        ):
            x, y = -144 + n % 6 * 56, -64 + n // 6 * 100
            c.circle(x, y, 24, shade(colour, 0.1))
            c.oval(x - 3, y - 3, 19, 17, colour)
        c.rect(-170, -14, 330, 14, SAND, 6)
    with c.at(1090, 300):
        for turn, colour in ((-16, BRICK), (2, BLUE), (20, SUN)):
            with c.at(turn, -100, turn=turn):
                c.rect(-6, -140, 12, 190, WOOD, 5)
                c.rect(-8, -160, 16, 26, SAND)
                c.blob([(-11, -158), (-8, -190), (0, -214), (8, -190), (11, -158)], colour)
        c.oval(0, 4, 70, 12, SHADOW)
        c.rect(-62, -130, 124, 134, "#ffffff90", 12)
        c.rect(-62, -80, 124, 84, mix(VIOLET, SKY, 0.6), 12)
    with c.at(250, 640, turn=72):
        c.rect(-7, -120, 14, 240, WOOD, 6)
        c.rect(-9, -146, 18, 30, SAND)
        c.blob([(-12, -144), (-9, -180), (0, -206), (9, -180), (12, -144)], TEAL)
    for x, y, r, colour in (
        (130, 130, 30, SUN),
        (176, 176, 16, SUN),
        (840, 640, 24, TEAL),
        (886, 660, 12, TEAL),
        (100, 440, 18, PINK),
    ):
        c.circle(x, y, r, colour)


@scene(
    "observation",
    "Журнал наблюдений за уроком",
    "Рисунок: журнал с планом класса и галочками, карандаш, очки и чашка чая на учительском столе",
    tint(LEAF, 0.6),
)
def observation(c: Canvas) -> None:
    table(c, 0, tint(WOOD, 0.3), 0)
    notebook(c, 560, 380, 700, 540, -3)
    with c.at(560, 380, turn=-3):
        for row in range(3):
            for column in range(3):
                x, y = -270 + column * 190, -180 + row * 140
                c.rect(x, y, 150, 80, tint(MOSS, 0.4), 8)
                c.circle(x + 42, y + 40, 19, mix(SUN, OCHRE, 0.3) if (row + column) % 3 else BRICK)
                c.circle(x + 108, y + 40, 19, mix(SUN, OCHRE, 0.3))
                if (row * 2 + column) % 4 == 1:
                    c.line([(x + 30, y + 40), (x + 40, y + 52), (x + 58, y + 22)], ACCENT, 7)
    pencil(c, 780, 300, 300, 38, SUN)
    cup(c, 1080, 330, 1.4, BRICK)
    with c.at(1030, 560, turn=-12):
        for x in (-84, 84):
            c.circle(x, 0, 66, "#ffffff60")
            c.arc(x, 0, 66, 0, 360, INK, 10)
        c.arc(0, -4, 22, 190, 350, INK, 10)
        c.line([(-148, -10), (-190, -80)], INK, 9)
        c.line([(148, -10), (190, -80)], INK, 9)


@scene(
    "projects",
    "Школьная конференция",
    "Рисунок: на столе макеты: вулкан, мост из спичек и ракета, над ними гирлянда флажков",
    tint(TEAL, 0.55),
)
def projects(c: Canvas) -> None:
    for n in range(9):
        x = 30 + n * 150
        c.line(soft([(x - 70, 60 + (n % 2) * 6), (x, 96), (x + 80, 60)]), WHITE, 5)
        c.poly([(x - 44, 84), (x + 44, 84), (x, 160)], (SUN, BRICK, CREAM, ORANGE)[n % 4])
    table(c, 560, WOOD, 0)
    c.rect(0, 620, WIDTH, 110, shade(WOOD, 0.14))
    with c.at(300, 600):
        c.oval(0, 6, 210, 14, SHADOW)
        c.poly(
            [
                (-200, 0),
                *soft([(-200, 0), (-110, -90), (-56, -220)]),
                *soft([(56, -220), (110, -90), (200, 0)]),
            ],
            BARK,
        )
        c.poly(
            [
                (-56, -220),
                (56, -220),
                (90, -130),
                (60, -150),
                (40, -90),
                (10, -170),
                (-20, -110),
                (-40, -180),
                (-76, -160),
            ],
            BRICK,
        )
        c.oval(0, -220, 56, 14, SUN)
        for x, y, r in ((0, -270, 30), (-26, -320, 24), (26, -340, 34), (-6, -390, 26)):
            c.circle(x, y, r, CREAM)
    with c.at(660, 600):
        c.oval(0, 6, 170, 14, SHADOW)
        c.poly([(-70, -50), (-130, 0), (-70, -10)], BRICK)
        c.poly([(70, -50), (130, 0), (70, -10)], BRICK)
        body = [
            *soft([(-62, -20), (-80, -170), (-50, -290), (0, -380)]),
            *soft([(0, -380), (50, -290), (80, -170), (62, -20)]),
        ]
        c.poly(body, WHITE)
        with c.inside(body):
            c.rect(-100, -390, 200, 110, BRICK)
            c.rect(26, -390, 100, 400, "#10261f22")
        c.circle(0, -210, 36, NAVY)
        c.circle(0, -210, 26, SKY)
        c.rect(-50, -24, 100, 24, SOFT_INK, 6)
        c.rect(-70, -74, 140, 14, SUN)
    with c.at(1020, 600):
        c.oval(0, 6, 210, 14, SHADOW)
        c.rect(-200, -100, 400, 16, SUN_SOFT)
        for x in (-180, 180):
            c.poly([(x - 16, 0), (x - 10, -260), (x + 10, -260), (x + 16, 0)], OCHRE)
        c.line(soft([(-180, -250), (-90, -150), (0, -116), (90, -150), (180, -250)]), BRICK, 7)
        for x, y in (
            (-140, -204),
            (-100, -162),
            (-50, -130),
            (0, -118),
            (50, -130),
            (100, -162),
            (140, -204),
        ):
            c.line([(x, y), (x, -96)], OCHRE, 5)

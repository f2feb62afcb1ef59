"""Scenes at home and on a desk: lessons in the evening, breakfast, a phone that rests."""

from __future__ import annotations

import math

from demo.drawing.canvas import (
    ACCENT,
    AMBER,
    BARK,
    BLUE,
    BOARD,
    BRICK,
    CREAM,
    GREEN,
    GRID,
    INDIGO,
    INK,
    LEAF,
    MINT,
    MOSS,
    NAVY,
    OCHRE,
    ORANGE,
    PAPER,
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
    clock,
    cloud,
    cup,
    lamp,
    laptop,
    leaf,
    lying_books,
    maple_leaf,
    notebook,
    open_book,
    pencil,
    phone,
    plant,
    pot,
    star,
    table,
    tree,
    window,
    window_bars,
)


def cat(c: Canvas, x: float, y: float, size: float, fill: str) -> None:
    """Asleep, curled up."""
    with c.at(x, y, size=size):
        c.oval(0, 2, 120, 10, SHADOW)
        c.blob([(-112, -14), (-100, -60), (-30, -92), (60, -80), (108, -40), (96, -4), (0, 2)], fill)
        c.line(soft([(96, -24), (60, 0), (-20, 0), (-70, -8)]), shade(fill, 0.14), 22)
        c.circle(-76, -46, 42, fill)
        c.poly([(-112, -64), (-112, -106), (-84, -82)], fill)
        c.poly([(-40, -66), (-42, -106), (-70, -84)], fill)
        for side in (-92, -62):
            c.arc(side, -48, 9, 20, 160, INK, 4)
        c.poly([(-82, -36), (-72, -36), (-77, -29)], ROSE)
        for n in range(3):
            c.line(
                soft([(0 + n * 28, -88 + n * 4), (6 + n * 28, -70 + n * 4), (4 + n * 28, -56 + n * 4)]),
                shade(fill, 0.2),
                8,
            )


@scene(
    "windowsill",
    "Огород на подоконнике",
    "Рисунок: на подоконнике лук с длинными перьями в банках, стаканчики с фасолью и жёлтая лейка",
    tint(LEAF, 0.6),
)
def windowsill(c: Canvas) -> None:
    window(c, 120, 40, 1040, 470, SKY)
    with c.inside(box(120, 40, 1040, 470)):
        c.circle(930, 150, 60, SUN)
        cloud(c, 380, 150, 0.9)
        c.blob(
            [(60, 440), (300, 380), (560, 420), (800, 370), (1200, 420), (1200, 560), (60, 560)],
            tint(MOSS, 0.3),
        )
        for x, s in ((240, 120), (1060, 140)):
            tree(c, x, 480, s, tint(LEAF, 0.25))
    window_bars(c, 120, 40, 1040, 470)
    c.poly([(-10, -10), (120, -10), *soft([(120, 0), (92, 260), (110, 520)]), (-10, 520)], ROSE)
    c.poly([(1290, -10), (1160, -10), *soft([(1160, 0), (1188, 260), (1170, 520)]), (1290, 520)], ROSE)
    c.rect(0, 530, WIDTH, 200, WHITE)
    c.rect(0, 600, WIDTH, 130, tint(LEAF, 0.5))
    c.rect(0, 596, WIDTH, 10, SHADOW)
    for x, tall in ((300, 1), (470, 1.25), (640, 0.85)):
        for turn, long in ((-20, 190), (-8, 230), (4, 250), (16, 210), (28, 160)):
            with c.at(x, 440, turn=turn):
                c.poly(
                    [(-9, 0), (-7, -long * tall * 0.8), (4, -long * tall), (9, -long * tall * 0.75), (9, 0)],
                    mix(LEAF, GREEN, 0.25 if turn % 8 else 0.6),
                )
        c.blob([(x - 46, 470), (x - 30, 430), (x, 416), (x + 30, 430), (x + 46, 470), (x, 500)], OCHRE)
        c.line(soft([(x - 20, 436), (x - 28, 466), (x - 12, 494)]), AMBER, 3)
        c.line(soft([(x + 14, 432), (x + 24, 466), (x + 10, 496)]), AMBER, 3)
        beaker(c, x, 572, 0.86, mix(SKY, BLUE, 0.2) + "c0", 0.62, 110)
        for k in range(5):
            c.line(soft([(x - 20 + k * 10, 494), (x - 26 + k * 13, 518), (x - 20 + k * 11, 540)]), WHITE, 3)
    for n, x in enumerate((800, 900)):
        c.poly([(x - 40, 470), (x + 40, 470), (x + 30, 574), (x - 30, 574)], (BRICK, TEAL)[n])
        c.poly([(x + 10, 470), (x + 40, 470), (x + 30, 574), (x + 8, 574)], shade((BRICK, TEAL)[n], 0.15))
        c.oval(x, 470, 40, 10, BARK)
        if n:
            c.line(soft([(x, 470), (x + 6, 430), (x - 12, 412), (x - 20, 430)]), MOSS, 7)
            c.oval(x - 20, 434, 13, 9, CREAM)
        else:
            c.oval(x - 8, 464, 14, 7, mix(SAND, SOFT_INK, 0.4))
            c.oval(x + 14, 468, 11, 6, mix(SAND, SOFT_INK, 0.5))
    with c.at(1050, 574):
        c.oval(0, 2, 96, 10, SHADOW)
        c.poly([(-60, -110), (60, -110), (76, 0), (-76, 0)], SUN)
        c.poly([(20, -110), (60, -110), (76, 0), (24, 0)], OCHRE)
        c.line([(-66, -40), (-124, -110)], SUN, 17)
        c.poly([(-146, -112), (-112, -142), (-106, -110), (-126, -92)], OCHRE)
        c.line(soft([(50, -110), (60, -170), (110, -120), (74, -30)]), OCHRE, 13)


@scene(
    "kitchen",
    "Опыт на кухне",
    "Рисунок: бутылка с шипучей пеной на кухонном столе, рядом пачка соды, ложка и воронка",
    tint(PINK, 0.6),
)
def kitchen(c: Canvas) -> None:
    for x in range(0, WIDTH, 106):
        for y in range(0, 520, 106):
            c.rect(x + 3, y + 3, 100, 100, tint(PINK, 0.7 if (x // 106 + y // 106) % 3 else 0.64), 6)
    c.rect(120, 96, 420, 16, WOOD, 4)
    for n, colour in enumerate((TEAL, SUN, BRICK, CREAM)):
        c.rect(150 + n * 94, 30, 70, 66, colour, 10)
        c.rect(146 + n * 94, 18, 78, 18, WOOD, 6)
    table(c, 540, tint(WOOD, 0.1), 0)
    c.rect(0, 600, WIDTH, 130, shade(WOOD, 0.06))
    with c.at(640, 620):
        c.oval(0, 4, 120, 14, SHADOW)
        for x, y, r in (
            (0, -316, 40),
            (-50, -330, 40),
            (0, -370, 54),
            (54, -334, 42),
            (-20, -420, 34),
            (30, -440, 26),
            (-66, -280, 26),
            (72, -276, 24),
            (80, -220, 16),
            (-80, -230, 18),
        ):
            c.circle(x, y, r, WHITE)
        for x, y, r in ((110, -420, 12), (-110, -400, 14), (90, -480, 9), (-70, -480, 10), (10, -510, 12)):
            c.circle(x, y, r, "#ffffffb0")
        outline = [
            *soft([(-34, -300), (-38, -250), (-90, -180), (-88, -20), (-70, 0)]),
            *soft([(70, 0), (88, -20), (90, -180), (38, -250), (34, -300)]),
        ]
        c.poly(outline, "#ffffff70")
        with c.inside(outline):
            c.rect(-110, -170, 220, 180, mix(ORANGE, SUN, 0.4))
            c.rect(-110, -190, 220, 30, WHITE)
            c.rect(40, -160, 60, 180, "#10261f18")
            for x, y in ((-40, -60), (10, -100), (30, -40), (-20, -130), (50, -120)):
                c.circle(x, y, 8, SUN_SOFT)
        c.rect(-42, -306, 84, 22, WHITE, 8)
        c.line([(-60, -150), (-60, -60)], "#ffffffb0", 10)
    with c.at(360, 620):
        c.oval(0, 4, 110, 10, SHADOW)
        c.rect(-90, -250, 180, 252, BRICK, 8)
        c.rect(50, -250, 40, 252, shade(BRICK, 0.18), 8)
        c.rect(-90, -170, 180, 90, WHITE)
        star(c, -10, -124, 34, SUN)
        c.poly([(-90, -250), (-60, -286), (90, -286), (90, -250)], shade(BRICK, 0.1))
    with c.at(930, 612):
        c.oval(0, 6, 130, 14, SHADOW)
        c.blob([(-120, 0), (-60, -50), (0, -70), (60, -46), (116, 0)], WHITE)
        c.line([(-10, -40), (150, -120)], SOFT_INK, 11)
        c.oval(-24, -34, 44, 20, mix(SOFT_INK, SKY, 0.5))
    with c.at(1130, 616):
        c.poly([(-70, -150), (70, -150), (16, -60), (12, 0), (-12, 0), (-16, -60)], TEAL)
        c.oval(0, -150, 70, 14, tint(TEAL, 0.4))


@scene(
    "interview",
    "Запись рассказа",
    "Рисунок: диктофон и блокнот на столе, старый фотоальбом, стакан чая в подстаканнике и варенье",
    "#ead7bd",
)
def interview(c: Canvas) -> None:
    c.rect(0, 0, WIDTH, 420, tint(ACCENT, 0.55))
    window(c, 420, 40, 440, 330, mix(SKY, SUN_SOFT, 0.4))
    with c.inside(box(420, 40, 440, 330)):
        c.poly([(420, 300), (900, 270), (900, 400), (400, 400)], MOSS)
        c.rect(540, 230, 120, 80, WOOD)
        c.poly([(520, 234), (600, 170), (680, 234)], BRICK)
        c.rect(580, 254, 36, 34, SUN)
        tree(c, 780, 330, 160, OCHRE)
    window_bars(c, 420, 40, 440, 330)
    c.poly([(392, 20), (640, 20), *soft([(620, 40), (540, 150), (400, 190)])], WHITE)
    c.poly([(640, 20), (890, 20), *soft([(880, 190), (740, 150), (660, 40)])], WHITE)
    c.rect(0, 420, WIDTH, 310, ROSE)
    for x in range(-40, WIDTH, 90):
        c.rect(x, 420, 30, 310, tint(ROSE, 0.35))
    for y in (470, 570, 670):
        c.rect(0, y, WIDTH, 26, tint(ROSE, 0.35) + "90")
    with c.at(610, 560):
        c.oval(0, 62, 90, 14, SHADOW)
        c.rect(-70, -150, 140, 210, INK, 22)
        c.rect(-52, -132, 104, 70, MINT, 8)
        for n, h in enumerate((14, 30, 46, 24, 40, 18, 34)):
            c.rect(-40 + n * 12, -97 - h / 2, 6, h, BOARD, 3)
        c.circle(0, 0, 30, SOFT_INK)
        c.circle(0, 0, 16, RED)
        for x in (-44, 44):
            c.circle(x, 38, 10, SOFT_INK)
        c.rect(-40, -164, 34, 18, SOFT_INK, 8)
        c.rect(8, -164, 34, 18, SOFT_INK, 8)
    with c.at(290, 580, turn=-8):
        c.rect(-170, -120, 350, 230, SHADOW, 8)
        c.rect(-180, -130, 350, 230, BARK, 8)
        c.rect(-166, -118, 156, 206, CREAM, 3)
        c.rect(0, -118, 156, 206, CREAM, 3)
        for x, y, w, h in ((-150, -100, 120, 80), (-150, 0, 56, 70), (16, -96, 120, 150)):
            c.rect(x, y, w, h, WHITE)
            c.rect(x + 6, y + 6, w - 12, h - 12, tint(BARK, 0.5))
        c.circle(76, -40, 22, tint(BARK, 0.15))
        c.rect(46, -20, 60, 66, tint(BARK, 0.15), 18)
        for n in range(3):
            c.circle(-124 + n * 34, -66, 10, tint(BARK, 0.1))
            c.rect(-138 + n * 34, -56, 28, 30, tint(BARK, 0.1), 8)
    with c.at(880, 570):  # a glass in a holder
        c.oval(0, 34, 76, 12, SHADOW)
        c.poly([(-46, -140), (46, -140), (38, 20), (-38, 20)], "#ffffff80")
        c.poly([(-43, -96), (43, -96), (38, 16), (-38, 16)], mix(BRICK, OCHRE, 0.4))
        c.poly([(-50, -70), (50, -70), (42, 26), (-42, 26)], SAND)
        for n in range(4):
            c.circle(-30 + n * 20, -24, 11, OCHRE)
        c.rect(-50, -76, 100, 10, OCHRE, 4)
        c.arc(56, -30, 30, -100, 100, OCHRE, 10)
        c.line([(20, -96), (44, -176)], SOFT_INK, 6)
        for shift in (-14, 10):
            c.line(
                soft([(shift, -158), (shift + 12, -182), (shift - 4, -204), (shift + 8, -228)]),
                "#ffffffb0",
                6,
            )
    with c.at(1070, 600):
        c.oval(0, 4, 110, 16, WHITE)
        c.poly([(-70, -84), (70, -84), (52, 0), (-52, 0)], "#ffffff80")
        c.poly([(-64, -56), (64, -56), (50, -4), (-50, -4)], PINK)
        for x, y in ((-30, -58), (4, -64), (36, -56)):
            c.circle(x, y, 18, RED)
            c.circle(x - 5, y - 6, 5, ROSE)
    notebook(c, 830, 668, 260, 110, 4, squared=False)
    pencil(c, 720, 690, 180, 70, BLUE)


@scene(
    "diary",
    "Читательский дневник",
    "Рисунок: толстая тетрадь с закладками, наклеенными листьями и рисунком кита, рядом книги",
    tint(VIOLET, 0.62),
)
def diary(c: Canvas) -> None:
    table(c, 0, tint(VIOLET, 0.66), 0)
    c.squares(0, 0, WIDTH, 720, 60, tint(VIOLET, 0.58), 2)
    with c.at(660, 380, turn=-4):
        c.rect(-450, -260, 920, 530, SHADOW, 16)
        c.rect(-460, -270, 920, 530, ACCENT, 16)
        for n, colour in enumerate((BRICK, SUN, BLUE, PINK)):
            c.rect(440, -200 + n * 90, 50, 50, colour, 8)
        c.rect(-440, -254, 436, 498, WHITE, 4)
        c.rect(4, -254, 436, 498, tint(CREAM, 0.4), 4)
        c.line([(0, -254), (0, 244)], shade(SAND, 0.1), 5)
        with c.at(-220, -70):  # whale
            c.rect(-180, -140, 360, 250, tint(SKY, 0.2), 8)
            for n in range(3):
                c.line(
                    soft(
                        [
                            (-170, 50 + n * 22),
                            (-110, 38 + n * 22),
                            (-40, 52 + n * 22),
                            (40, 38 + n * 22),
                            (110, 52 + n * 22),
                            (170, 40 + n * 22),
                        ]
                    ),
                    mix(BLUE, SKY, 0.45),
                    6,
                )
            c.blob(
                [(-130, 20), (-140, -40), (-80, -76), (10, -70), (80, -10), (120, -20), (90, 30), (0, 46)],
                BLUE,
            )
            c.poly([(96, -6), (110, -70), (140, -48), (166, -72), (150, -8)], BLUE)
            c.poly([*soft([(-136, 6), (-70, 10), (0, 44)]), *soft([(0, 44), (-80, 44), (-130, 24)])], WHITE)
            c.circle(-96, -20, 7, WHITE)
            c.line(soft([(-60, -78), (-64, -110), (-86, -120)]), WHITE, 6)
            c.line(soft([(-60, -78), (-56, -110), (-34, -120)]), WHITE, 6)
        for n in range(4):
            c.rect(-390, 90 + n * 34, (320, 340, 280, 200)[n], 10, mix(SKY, SOFT_INK, 0.15), 5)
        maple_leaf(c, 140, -130, 110, -18, BRICK)
        leaf(c, 310, -70, 130, 20, OCHRE)
        for n in range(5):
            star(c, 70 + n * 62, 40, 24, SUN if n < 4 else SAND)
        for n in range(4):
            c.rect(50, 100 + n * 34, (330, 300, 340, 180)[n], 10, mix(SKY, SOFT_INK, 0.15), 5)
        c.poly([(-30, -270), (6, -270), (6, -180), (-12, -200), (-30, -180)], RED)
    pencil(c, 1000, 560, 280, 140, SUN)
    lying_books(c, 20, 700, 210, (BRICK, SUN, TEAL))


@scene(
    "homework",
    "Уроки вечером",
    "Рисунок: настольная лампа освещает раскрытую тетрадь и учебник, на столе спит рыжий кот, в окне месяц",
    "#33406e",
)
def homework(c: Canvas) -> None:
    window(c, 150, 50, 380, 330, NAVY, mix(WHITE, INDIGO, 0.3))
    with c.inside(box(150, 50, 380, 330)):
        c.rect(150, 50, 380, 330, NAVY)
        c.circle(410, 140, 44, SUN_SOFT)
        c.circle(392, 130, 38, NAVY)
        for _ in range(16):
            c.circle(c.chance.uniform(160, 520), c.chance.uniform(60, 280), 3, SUN_SOFT)
        for x, w, h in ((150, 120, 70), (270, 90, 110), (360, 170, 60)):
            c.rect(x, 380 - h, w, h, shade(NAVY, 0.4))
            c.rect(x + 24, 400 - h, 20, 20, SUN)
            c.rect(x + 58, 400 - h, 20, 20, mix(SUN, NAVY, 0.5))
    window_bars(c, 150, 50, 380, 330, mix(WHITE, INDIGO, 0.3))
    c.rect(880, 130, 330, 16, BARK, 4)
    books(c, 890, 130, 200, 96, (BRICK, SUN, TEAL, ROSE, LEAF))
    plant(c, 1150, 130, 0.6)
    c.poly([(560, 330), (720, 360), (1010, 600), (150, 600)], "#ffe9a836")
    table(c, 560, BARK, 0)
    c.rect(0, 620, WIDTH, 110, shade(BARK, 0.25))
    c.oval(600, 606, 420, 46, "#ffe9a850")
    lamp(c, 880, 596, 1.05, BRICK, True)
    open_book(c, 580, 640, 200, TEAL)
    pencil(c, 690, 612, 150, 70, SUN)
    cat(c, 1080, 612, 1.1, ORANGE)
    top = lying_books(c, 120, 610, 200, (BLUE, SUN, LEAF))
    c.circle(220, top - 34, 36, BRICK)
    c.line([(220, top - 62), (228, top - 82)], BARK, 6)
    leaf(c, 226, top - 76, 40, 70, LEAF)


@scene(
    "night",
    "Ночь без телефона",
    "Рисунок: ночь, луна в окне, кто-то спит под лоскутным одеялом, телефон лежит в стороне на полке",
    "#26335c",
)
def night(c: Canvas) -> None:
    window(c, 460, 50, 360, 300, NAVY, mix(WHITE, INDIGO, 0.35))
    with c.inside(box(460, 50, 360, 300)):
        c.rect(460, 50, 360, 300, shade(NAVY, 0.3))
        c.circle(700, 150, 64, SUN_SOFT)
        c.circle(684, 136, 12, SAND)
        c.circle(720, 166, 16, SAND)
        for _ in range(16):
            c.circle(c.chance.uniform(470, 810), c.chance.uniform(60, 340), 3, SUN_SOFT)
    window_bars(c, 460, 50, 360, 300, mix(WHITE, INDIGO, 0.35))
    c.poly([(520, 360), (760, 360), (1000, 620), (420, 620)], "#fdf0cf18")
    c.rect(0, 600, WIDTH, 130, shade(NAVY, 0.35))
    c.rect(80, 330, 30, 300, BARK, 8)
    c.rect(80, 350, 60, 160, WOOD, 20)
    c.rect(110, 520, 800, 80, BARK)
    c.rect(890, 440, 30, 190, BARK, 8)
    c.blob([(130, 500), (150, 440), (260, 430), (300, 480), (270, 520), (150, 524)], WHITE)
    quilt = [
        *soft([(250, 520), (280, 452), (420, 430), (560, 446), (720, 440), (860, 470), (892, 520)]),
        (892, 600),
        (250, 600),
    ]
    c.poly(quilt, TEAL)
    with c.inside(quilt):
        for n in range(9):
            for row in range(3):
                colour = (BRICK, SUN, TEAL, ROSE, INDIGO, LEAF)[(n * 2 + row) % 6]
                with c.at(250 + n * 76, 430 + row * 62, turn=4):
                    c.rect(0, 0, 76, 62, mix(colour, NAVY, 0.25))
    c.circle(216, 452, 44, BARK)
    c.poly([*part(222, 456, 38, 38, -60, 120)], mix(SKIN, INDIGO, 0.18))
    c.line([(236, 452), (250, 456)], INK, 4)
    c.rect(1000, 330, 220, 16, WOOD, 4)
    phone(c, 1090, 262, 0.5, shade(NAVY, 0.2), 0)
    c.circle(1090, 262, 14, MINT)
    c.line(soft([(1090, 326), (1120, 420), (1060, 500), (1150, 590)]), SAND, 5)
    cup(c, 1180, 330, 0.5, BRICK, steam=False)
    clock(c, 1110, 130, 62, 9, 30, BRICK)


@scene(
    "phone_rest",
    "Телефон отдыхает",
    "Рисунок: телефон лежит в плетёной корзинке на комоде, вокруг – настольная игра, мяч и комнатный цветок",
    tint(MINT, 0.3),
)
def phone_rest(c: Canvas) -> None:
    for x, y, w, h, colour in ((150, 80, 150, 190, BRICK), (340, 110, 120, 130, BLUE)):
        c.rect(x - 10, y - 10, w + 20, h + 20, WHITE, 4)
        c.rect(x, y, w, h, tint(colour, 0.45))
    c.circle(225, 160, 36, SUN)
    c.poly([(150, 270), (150, 220), (210, 190), (300, 240), (300, 270)], LEAF)
    star(c, 400, 174, 40, SUN)
    window(c, 920, 60, 250, 260)
    with c.inside(box(920, 60, 250, 260)):
        cloud(c, 1040, 170, 0.7)
    window_bars(c, 920, 60, 250, 260)
    c.rect(90, 500, 1100, 240, WOOD, 10)
    c.rect(70, 476, 1140, 34, tint(WOOD, 0.25), 8)
    for x in (120, 660):
        c.rect(x, 536, 500, 200, shade(WOOD, 0.1), 8)
        c.circle(x + 250, 640, 15, SUN)
    with c.at(640, 476):
        c.oval(0, 2, 230, 12, SHADOW)
        phone(c, -10, -170, 0.95, mix(SKY, MINT, 0.5), -14)
        with c.at(-10, -170, turn=-14, size=0.95):
            c.arc(0, -20, 30, 40, 320, WHITE, 8)
            c.line([(-20, 50), (20, 50)], WHITE, 8)
        basket = [*soft([(-200, -130), (-190, -50), (-150, 0)]), *soft([(150, 0), (190, -50), (200, -130)])]
        c.poly(basket, OCHRE)
        with c.inside(basket):
            for row in range(5):
                for n in range(15):
                    c.rect(
                        -206 + n * 30 + (row % 2) * 15,
                        -126 + row * 27,
                        24,
                        20,
                        SUN if (n + row) % 2 else mix(SUN, OCHRE, 0.4),
                        8,
                    )
        c.rect(-212, -146, 424, 28, AMBER, 14)
    with c.at(290, 476):
        c.circle(0, -76, 76, BRICK)
        with c.inside(ring(0, -76, 76, 76)):
            c.line(soft([(-80, -100), (0, -60), (80, -110)]), WHITE, 13)
            c.line(soft([(-20, -160), (-30, -76), (0, 10)]), WHITE, 13)
            c.circle(60, -40, 70, "#10261f18")
    with c.at(980, 476):
        c.rect(-110, -46, 220, 46, BLUE, 6)
        c.rect(-96, -86, 192, 40, SUN, 6)
        for x in (-60, 0, 60):
            c.circle(x, -66, 8, WHITE)
        c.rect(-40, -130, 44, 44, WHITE, 8)
        for x, y in ((-28, -118), (-8, -98), (-18, -108)):
            c.circle(x, y, 4.5, INK)
        c.poly([(30, -86), (40, -130), (52, -86)], BRICK)
        c.circle(41, -134, 13, BRICK)
    plant(c, 1130, 476, 0.9)


@scene(
    "reading",
    "Чтение вдвоём",
    "Рисунок: два кресла у торшера: в одном плед и раскрытая книга, в другом спит кот, за окном снег",
    "#2d4a52",
)
def reading(c: Canvas) -> None:
    window(c, 470, 40, 340, 300, "#4d6a86", mix(WHITE, TEAL, 0.2))
    with c.inside(box(470, 40, 340, 300)):
        c.rect(470, 40, 340, 300, "#4d6a86")
        c.blob([(440, 330), (560, 280), (700, 300), (840, 270), (840, 400), (440, 400)], WHITE)
        for _ in range(40):
            c.circle(c.chance.uniform(470, 810), c.chance.uniform(40, 320), c.chance.uniform(3, 5), WHITE)
    window_bars(c, 470, 40, 340, 300, mix(WHITE, TEAL, 0.2))
    c.rect(0, 590, WIDTH, 140, BARK)
    c.oval(640, 650, 520, 54, shade(BRICK, 0.15))
    c.oval(640, 650, 450, 42, BRICK)
    c.rect(634, 300, 12, 330, INK)
    c.poly([(556, 310), (600, 200), (680, 200), (724, 310)], SUN)
    c.poly([(550, 310), (730, 310), (940, 640), (340, 640)], "#ffe9a838")
    c.rect(590, 622, 100, 16, INK, 8)
    for x, colour, s in ((330, TEAL, 1.18), (960, OCHRE, 0.86)):
        with c.at(x, 640, size=s):
            c.oval(0, 8, 190, 14, SHADOW)
            c.rect(-120, -290, 240, 240, colour, 70)
            c.rect(-100, -150, 200, 110, tint(colour, 0.25), 20)
            c.rect(-164, -190, 76, 160, shade(colour, 0.16), 36)
            c.rect(88, -190, 76, 160, shade(colour, 0.16), 36)
            c.rect(-140, -46, 280, 36, shade(colour, 0.3), 14)
            for foot in (-120, 96):
                c.rect(foot, -12, 24, 20, INK, 4)
    with c.at(330, 640, size=1.18):
        c.poly(
            [
                (-90, -150),
                (70, -150),
                (110, -60),
                (100, 10),
                (70, -6),
                (40, 10),
                (10, -6),
                (-20, 10),
                (-50, -6),
                (-80, 6),
            ],
            ROSE,
        )
        for n in range(4):
            c.line([(-70 + n * 40, -150), (-74 + n * 48, 0)], BRICK, 7)
        c.line([(-86, -90), (100, -90)], BRICK, 7)
        open_book(c, 0, -120, 86, BLUE)
    cat(c, 960, 550, 0.72, SAND)
    top = lying_books(c, 560, 660, 150, (BRICK, BLUE, SUN, LEAF))
    cup(c, 630, top, 0.62, WHITE)


@scene(
    "umbrella",
    "Зонт под колючими словами",
    "Рисунок: из тучи сообщений с молниями падает дождь, яркий зонт закрывает от него маленький росток",
    "#55617f",
)
def umbrella(c: Canvas) -> None:
    for x, y, w, h, colour, side in (
        (330, 150, 300, 130, mix(NAVY, SKY, 0.35), -1),
        (700, 110, 360, 150, mix(NAVY, SKY, 0.22), 1),
        (980, 220, 260, 120, mix(NAVY, SKY, 0.38), 1),
        (170, 260, 220, 104, mix(NAVY, SKY, 0.28), -1),
    ):
        c.rect(x - w / 2, y - h / 2, w, h, colour, 40)
        c.poly([(x - 20, y + h / 2 - 10), (x + 34, y + h / 2 - 10), (x + side * 60, y + h / 2 + 50)], colour)
        for n in range(2 if h < 125 else 3):
            c.rect(x - w * 0.36, y - h * 0.24 + n * 34, w * (0.7, 0.5, 0.62)[n], 13, shade(colour, 0.35), 6)
    for x, y in ((520, 210), (890, 220), (330, 270)):
        c.poly(
            [
                (x, y),
                (x - 34, y + 66),
                (x - 6, y + 62),
                (x - 26, y + 124),
                (x + 30, y + 44),
                (x + 2, y + 48),
                (x + 22, y),
            ],
            SUN,
        )
    for _ in range(70):
        x, y = c.chance.uniform(30, 1250), c.chance.uniform(240, 640)
        if 380 < x < 900 and y > 350:
            continue
        c.line([(x, y), (x - 10, y + 34)], mix(SKY, NAVY, 0.25), 5)
    c.rect(0, 630, WIDTH, 100, BOARD)
    c.oval(640, 632, 330, 26, mix(BOARD, LEAF, 0.5))
    c.line([(640, 330), (640, 560), *part(614, 560, 26, 26, 0, 160)], INK, 12)
    dome = [*part(640, 470, 290, 220, 180, 360, 40)]
    scallop = [p for n in range(5, -1, -1) for p in part(398 + n * 96.7, 470, 48.4, 26, 0, -180, 10)]
    c.poly([*dome, *scallop], BRICK)
    with c.inside([*dome, *scallop]):
        for left in (495, 689):
            near = left + (left - 640) * 0.1
            seam, other = soft([(640, 250), (near, 350), (left, 480)]), left + 97
            c.poly([*seam, *soft([(other, 480), (other + (other - 640) * 0.1, 350), (640, 250)])], SUN)
        c.circle(820, 520, 200, "#10261f18")
    c.line([(640, 250), (640, 224)], INK, 10)
    c.line(soft([(720, 634), (722, 590), (716, 552)]), LEAF, 10)
    leaf(c, 718, 560, 74, -54, MOSS)
    leaf(c, 718, 566, 84, 50, LEAF)


@scene(
    "coins",
    "Карманные деньги",
    "Рисунок: три стеклянные банки с монетами разной высоты, копилка-поросёнок и тетрадь расходов",
    tint(SUN, 0.45),
)
def coins(c: Canvas) -> None:
    c.squares(0, 0, WIDTH, 720, 64, tint(SUN, 0.36), 2)
    table(c, 560, tint(WOOD, 0.1), 0)
    c.rect(0, 620, WIDTH, 110, shade(WOOD, 0.06))
    for n, (x, level, lid) in enumerate(((200, 0.32, BRICK), (390, 0.55, TEAL), (580, 0.8, INDIGO))):
        with c.at(x, 620):
            c.oval(0, 4, 88, 12, SHADOW)
            jar = box(-78, -230, 156, 230, 30)
            c.poly(jar, "#ffffff80")
            with c.inside(jar):
                count = int(level * 10)
                for row in range(count):
                    for k in range(4):
                        c.oval(-66 + k * 44 + (row % 2) * 20, -14 - row * 20, 30, 14, OCHRE)
                        c.oval(
                            -66 + k * 44 + (row % 2) * 20,
                            -18 - row * 20,
                            30,
                            14,
                            SUN if (row + k) % 3 else SAND,
                        )
            c.rect(-64, -262, 128, 38, lid, 8)
            c.line([(-56, -190), (-56, -60)], "#ffffffa0", 9)
            c.rect(-40, -130, 80, 56, WHITE, 6)
            if n == 0:
                c.blob([(-14, -90), (-16, -112), (0, -118), (16, -112), (14, -90)], BRICK)
            elif n == 1:
                c.circle(0, -102, 17, TEAL)
            else:
                star(c, 0, -102, 21, INDIGO)
    with c.at(900, 600):
        c.oval(0, 26, 190, 14, SHADOW)
        for x in (-90, -40, 50, 100):
            c.rect(x, -30, 36, 56, shade(ROSE, 0.1), 12)
        c.blob(
            [(-150, -90), (-110, -170), (0, -200), (120, -170), (160, -90), (120, -10), (0, 10), (-110, -10)],
            ROSE,
        )
        c.poly([(-110, -160), (-120, -218), (-62, -186)], shade(ROSE, 0.12))
        c.rect(-190, -120, 60, 62, shade(ROSE, 0.12), 26)
        c.circle(-172, -96, 6, BRICK)
        c.circle(-172, -76, 6, BRICK)
        c.circle(-98, -116, 9, INK)
        c.line(soft([(154, -110), (184, -130), (176, -100), (200, -104)]), shade(ROSE, 0.12), 9)
        c.rect(-30, -200, 76, 12, shade(BRICK, 0.3), 6)
        c.circle(8, -250, 42, SUN)
        c.circle(8, -250, 31, OCHRE)
        c.circle(8, -250, 26, SUN)
    notebook(c, 1150, 640, 200, 150, 8)


@scene(
    "breakfast",
    "Завтрак",
    "Рисунок: каша с ягодами, варёное яйцо, хлеб с сыром, яблоко и стакан молока на скатерти в клетку",
    "#fbf3e0",
)
def breakfast(c: Canvas) -> None:
    for x in range(0, WIDTH, 160):
        c.rect(x, 0, 80, 720, tint(LEAF, 0.7))
    for y in range(0, 720, 160):
        c.rect(0, y, WIDTH, 80, LEAF + "34")
    c.circle(606, 388, 226, SHADOW)
    c.circle(600, 376, 226, BLUE)
    c.circle(600, 376, 206, WHITE)
    c.circle(600, 376, 168, tint(SAND, 0.45))
    c.blob([(480, 330), (560, 260), (680, 270), (730, 380), (660, 480), (540, 480)], tint(SAND, 0.2))
    for x, y, r, colour in (
        (560, 340, 24, RED),
        (610, 316, 22, INDIGO),
        (650, 356, 25, RED),
        (600, 386, 22, INDIGO),
        (560, 406, 20, RED),
        (640, 414, 21, INDIGO),
    ):
        c.circle(x, y, r, colour)
        c.circle(x - 6, y - 7, 6, tint(colour, 0.5))
    leaf(c, 700, 330, 60, 60, LEAF)
    with c.at(230, 250):
        c.oval(6, 96, 80, 14, SHADOW)
        c.poly([*soft([(-60, 20), (-52, 70), (-24, 92)]), *soft([(24, 92), (52, 70), (60, 20)])], BRICK)
        c.blob([(-56, 22), (-50, -40), (0, -88), (50, -40), (56, 22), (0, 34)], WHITE)
        c.poly([*soft([(10, -84), (52, -36), (56, 22)]), (20, 30)], CREAM)
    with c.at(230, 540, turn=-12):
        c.rect(-110, -76, 230, 170, SHADOW, 40)
        c.rect(-116, -84, 230, 166, BARK, 40)
        c.rect(-104, -72, 206, 142, mix(WOOD, SAND, 0.4), 32)
        c.poly([(-90, -60), (80, -66), (90, 50), (-80, 58)], SUN)
        for x, y, r in ((-40, -20, 13), (30, -30, 9), (50, 20, 14), (-20, 30, 10)):
            c.circle(x, y, r, OCHRE)
    with c.at(990, 240):
        c.circle(6, 8, 92, SHADOW)
        c.circle(0, 0, 92, "#e4ecef")
        c.circle(0, 0, 76, WHITE)
        c.arc(0, 0, 60, 200, 260, SKY, 8)
    with c.at(1040, 520):
        c.oval(0, 96, 96, 14, SHADOW)
        c.blob([(-90, 0), (-70, -72), (-10, -70), (46, -80), (92, -16), (66, 70), (10, 92), (-56, 78)], RED)
        c.oval(-46, -26, 16, 28, tint(RED, 0.4))
        c.line(soft([(0, -64), (4, -90), (16, -112)]), BARK, 9)
        leaf(c, 10, -92, 66, 72, LEAF)
    c.line([(870, 250), (890, 560)], SOFT_INK, 13)
    c.oval(866, 210, 32, 50, SOFT_INK)


@scene(
    "first_day",
    "Букет и колокольчик",
    "Рисунок: букет астр, школьный колокольчик с бантом и новый ранец на парте",
    tint(SUN, 0.55),
)
def first_day(c: Canvas) -> None:
    c.circle(640, 330, 300, tint(SUN, 0.3))
    table(c, 580, WOOD, 0)
    c.rect(0, 640, WIDTH, 90, shade(WOOD, 0.12))
    with c.at(930, 620):
        c.oval(0, 4, 180, 14, SHADOW)
        c.arc(0, -330, 40, 180, 360, shade(BLUE, 0.3), 14)
        c.rect(-150, -330, 300, 330, BLUE, 46)
        c.rect(-150, -330, 300, 150, shade(BLUE, 0.18), 46)
        for x in (-80, 56):
            c.rect(x, -220, 26, 62, SUN, 6)
        c.rect(-110, -130, 220, 110, tint(BLUE, 0.2), 22)
        star(c, 0, -72, 38, SUN)
        c.rect(-164, -140, 26, 120, shade(BLUE, 0.3), 12)
        c.rect(138, -140, 26, 120, shade(BLUE, 0.3), 12)
    with c.at(470, 640, turn=-16):
        c.poly([(-110, -300), (110, -300), (34, -40), (90, 20), (-80, 24), (-30, -40)], CREAM)
        c.poly([(20, -300), (110, -300), (34, -40), (90, 20), (10, 20)], shade(CREAM, 0.1))
        for x, y, turn in (
            (-130, -330, -40),
            (130, -330, 40),
            (0, -390, 0),
            (-80, -360, -20),
            (90, -370, 24),
        ):
            leaf(c, x * 0.8, y + 90, 130, turn, LEAF)
        for x, y, r, colour in (
            (-96, -320, 62, PINK),
            (0, -300, 66, WHITE),
            (96, -326, 62, VIOLET),
            (-46, -396, 58, SUN),
            (56, -400, 60, BRICK),
        ):
            for n in range(16):
                with c.at(x, y, turn=n * 22.5):
                    c.oval(0, -r * 0.68, r * 0.15, r * 0.38, colour)
            for n in range(10):
                with c.at(x, y, turn=n * 36 + 10):
                    c.oval(0, -r * 0.4, r * 0.13, r * 0.26, tint(colour, 0.3) if colour != WHITE else CREAM)
            c.circle(x, y, r * 0.3, SUN if colour != SUN else ORANGE)
        c.line([(-36, -60), (38, -60)], BRICK, 22)
    with c.at(700, 632):
        c.oval(0, 2, 90, 10, SHADOW)
        c.circle(0, -6, 17, AMBER)
        bell = [
            *soft([(-80, -14), (-58, -50), (-48, -120), (0, -150)]),
            *soft([(0, -150), (48, -120), (58, -50), (80, -14)]),
        ]
        c.poly(bell, SUN)
        with c.inside(bell):
            c.rect(20, -160, 80, 160, OCHRE)
        c.rect(-84, -24, 168, 17, OCHRE, 8)
        c.rect(-12, -210, 24, 66, BARK, 10)
        for side in (-1, 1):
            c.blob(
                [(0, -160), (side * 30, -194), (side * 70, -180), (side * 66, -146), (side * 30, -140)], BRICK
            )
            c.poly(
                [(0, -156), (side * 20, -150), (side * 46, -96), (side * 26, -102), (side * 18, -86)], BRICK
            )
        c.circle(0, -160, 16, shade(BRICK, 0.15))


@scene(
    "backpack",
    "Коридор и двери",
    "Рисунок: рюкзак на скамейке в школьном коридоре, вдоль стены разноцветные двери кабинетов",
    "#f3ead6",
)
def backpack(c: Canvas) -> None:
    c.rect(0, 330, WIDTH, 240, tint(TEAL, 0.62))
    c.rect(0, 324, WIDTH, 10, WHITE)
    for n, colour in enumerate((BRICK, SUN, TEAL, INDIGO)):
        x = 70 + n * 300
        c.rect(x - 14, 96, 218, 476, WHITE, 6)
        c.rect(x, 110, 190, 462, colour)
        c.rect(x + 24, 136, 142, 150, tint(colour, 0.55), 6)
        c.poly([(x + 44, 286), (x + 104, 136), (x + 134, 136), (x + 74, 286)], "#ffffff60")
        c.rect(x + 24, 316, 142, 220, shade(colour, 0.1), 6)
        c.circle(x + 164, 356, 10, INK)
        c.rect(x + 60, 30, 70, 46, WHITE, 8)
        if n == 0:
            c.poly([(x + 80, 64), (x + 110, 64), (x + 110, 40)], colour)
        elif n == 1:
            star(c, x + 95, 54, 17, OCHRE)
        elif n == 2:
            leaf(c, x + 88, 70, 32, 24, colour)
        else:
            c.circle(x + 95, 53, 13, colour)
    c.rect(0, 566, WIDTH, 170, mix(SAND, WOOD, 0.25))
    for n in range(10):
        c.poly(
            [(n * 160 - 90, 566), (n * 160 - 10, 566), (n * 200 - 240, 730), (n * 200 - 360, 730)],
            mix(SAND, WOOD, 0.16),
        )
    c.rect(390, 560, 520, 24, BARK, 8)
    for x in (430, 840):
        c.rect(x, 584, 22, 90, INK, 4)
    with c.at(640, 562):
        c.arc(0, -270, 34, 180, 360, shade(ORANGE, 0.35), 13)
        c.rect(-116, -272, 232, 272, ORANGE, 60)
        c.rect(-86, -120, 172, 100, shade(ORANGE, 0.15), 24)
        c.rect(-86, -120, 172, 24, SUN, 10)
        c.rect(-100, -204, 200, 11, shade(ORANGE, 0.25), 5)
        c.circle(-56, -60, 18, BRICK)
        star(c, 46, -56, 22, WHITE)
        c.rect(-132, -130, 24, 110, shade(ORANGE, 0.3), 12)
        c.rect(108, -130, 24, 110, shade(ORANGE, 0.3), 12)
        c.rect(116, -176, 26, 60, BLUE, 8)
        c.line(soft([(60, -204), (78, -180), (70, -160)]), WHITE, 4)
        leaf(c, 68, -150, 30, 180, LEAF)
    c.rect(470, 516, 76, 44, WHITE, 8)
    c.rect(470, 516, 76, 44, TEAL, 8)
    c.circle(820, 530, 30, RED)
    c.line([(820, 506), (828, 488)], BARK, 6)


@scene(
    "cake",
    "Праздничный пирог",
    "Рисунок: большой пирог со свечами на блюде, гирлянда флажков и воздушные шары",
    tint(PINK, 0.62),
)
def cake(c: Canvas) -> None:
    for n in range(9):
        x = 20 + n * 155
        c.line(soft([(x - 80, 40), (x, 78), (x + 80, 40)]), WHITE, 5)
        c.poly([(x - 40, 66), (x + 40, 66), (x, 136)], (SUN, ACCENT, BRICK, BLUE)[n % 4])
    for x, y, colour in (
        (140, 290, BRICK),
        (240, 220, SUN),
        (1130, 270, TEAL),
        (1040, 200, INDIGO),
        (1210, 380, SUN),
    ):
        c.line(soft([(x, y + 80), (x + 14, y + 180), (x - 10, y + 280), (x + 6, y + 400)]), WHITE, 4)
        c.oval(x, y, 64, 78, colour)
        c.poly([(x - 12, y + 92), (x, y + 74), (x + 12, y + 92)], colour)
        c.oval(x - 22, y - 28, 13, 20, tint(colour, 0.4))
    table(c, 560, CREAM, 0)
    for n in range(17):
        c.circle(n * 80, 620, 40, CREAM)
    c.rect(0, 640, WIDTH, 90, tint(PINK, 0.4))
    for n in range(17):
        c.poly([*part(n * 80, 636, 40, 46, 0, 180)], CREAM)
    with c.at(640, 570, size=1.1):
        c.oval(0, 6, 330, 22, SHADOW)
        c.oval(0, -4, 310, 24, WHITE)
        c.rect(-250, -150, 500, 146, WOOD, 24)
        c.rect(-250, -110, 500, 24, BRICK)
        c.rect(-250, -56, 500, 20, CREAM)
        c.poly(
            [
                (-262, -150),
                *soft(
                    [
                        (-262, -150),
                        (-250, -104),
                        (-210, -130),
                        (-170, -84),
                        (-120, -126),
                        (-70, -90),
                        (-20, -130),
                        (40, -80),
                        (90, -128),
                        (150, -92),
                        (200, -130),
                        (250, -100),
                        (262, -150),
                    ]
                ),
                (250, -178),
                (-250, -178),
            ],
            WHITE,
        )
        c.oval(0, -176, 254, 26, WHITE)
        for n in range(9):
            x = -200 + n * 50
            c.circle(x, -186 + abs(n - 4) * 1.5, 15, RED if n % 2 else INDIGO)
        for n in range(7):
            x = -150 + n * 50
            c.rect(x - 7, -270, 14, 84, (SUN, TEAL, BRICK, BLUE)[n % 4], 4)
            c.blob([(x, -312), (x - 12, -288), (x, -272), (x + 12, -288)], ORANGE)
            c.blob([(x, -296), (x - 5, -284), (x, -276), (x + 5, -284)], SUN)
            c.circle(x, -290, 26, SUN + "28")


@scene(
    "video_call",
    "Урок по видеосвязи",
    "Рисунок: на экране ноутбука четыре окошка с фигурками, наушники, микрофон, лампа сбоку",
    tint(TEAL, 0.66),
)
def video_call(c: Canvas) -> None:
    window(c, 70, 60, 240, 280)
    with c.inside(box(70, 60, 240, 280)):
        cloud(c, 170, 180, 0.7)
    window_bars(c, 70, 60, 240, 280)
    table(c, 570, tint(WOOD, 0.15), 0)
    laptop(c, 640, 630, 1.45, BOARD)
    with c.at(640, 630, size=1.45):
        for n, (ground, coat, hair) in enumerate(
            (
                (tint(SUN, 0.4), BRICK, BARK),
                (tint(BLUE, 0.6), SUN, INK),
                (tint(PINK, 0.6), TEAL, OCHRE),
                (tint(LEAF, 0.5), INDIGO, BARK),
            )
        ):
            x, y = -208 + n % 2 * 212, -300 + n // 2 * 118
            tile = box(x, y, 204, 110, 10)
            c.poly(tile, ground)
            with c.inside(tile):
                c.rect(x + 58, y + 76, 88, 60, coat, 30)
                c.circle(x + 102, y + 52, 26, SKIN)
                c.poly(
                    [
                        *part(x + 102, y + 50, 29, 29, 180, 360),
                        *soft([(x + 131, y + 50), (x + 112, y + 38), (x + 73, y + 50)]),
                    ],
                    hair,
                )
        for n, colour in enumerate((WHITE, WHITE, RED)):
            c.circle(-40 + n * 40, -53, 10, colour)
    lamp(c, 200, 620, 0.95, SUN)
    with c.at(1110, 620):
        c.oval(0, 4, 90, 10, SHADOW)
        c.arc(0, -70, 70, 180, 360, INK, 16)
        c.rect(-90, -84, 40, 82, BRICK, 16)
        c.rect(50, -84, 40, 82, BRICK, 16)
        c.rect(-62, -80, 18, 74, INK, 8)
        c.rect(44, -80, 18, 74, INK, 8)
        c.line(soft([(70, -10), (60, 20), (20, 20)]), INK, 7)
        c.circle(16, 20, 11, INK)


@scene(
    "login",
    "Вход с телефона",
    "Рисунок: телефон с формой входа – кружок, две строки и зелёная кнопка, рядом ключ на кольце",
    tint(ACCENT, 0.6),
)
def login(c: Canvas) -> None:
    c.squares(0, 0, WIDTH, 720, 60, tint(ACCENT, 0.52), 2)
    c.circle(640, 360, 300, tint(ACCENT, 0.75))
    with c.at(560, 360, size=2.3, turn=-5):
        c.rect(-62, -122, 132, 260, SHADOW, 24)
        c.rect(-66, -130, 132, 260, INK, 22)
        c.rect(-57, -118, 114, 236, PAPER, 12)
        c.rect(-57, -118, 114, 34, BOARD, 12)
        c.circle(0, -50, 24, SUN_SOFT)
        c.circle(0, -57, 9, OCHRE)
        c.poly([*part(0, -30, 17, 16, 180, 360)], OCHRE)
        for y in (-10, 22):
            c.rect(-44, y, 88, 22, WHITE, 6)
            c.line([(-44, y + 22), (44, y + 22)], SOFT_INK, 1.6)
        c.rect(-36, -3, 50, 7, SAND, 3)
        for n in range(6):
            c.circle(-34 + n * 11, 33, 3, INK)
        c.rect(-44, 60, 88, 28, ACCENT, 8)
        c.rect(-18, 71, 36, 6, WHITE, 3)
    with c.at(930, 430, turn=30):
        c.arc(0, 0, 84, 0, 360, SUN, 30)
        c.rect(74, -15, 250, 30, SUN, 8)
        c.rect(250, 0, 26, 60, SUN, 6)
        c.rect(294, 0, 30, 46, SUN, 6)
        c.rect(74, 4, 250, 11, OCHRE, 4)
        c.arc(-120, 30, 56, 0, 360, SOFT_INK, 9)


@scene(
    "padlock",
    "Замок и ключ",
    "Рисунок: большой навесной замок на клетчатом листе, вокруг звёздочки пароля и щит с галочкой",
    tint(ORANGE, 0.5),
)
def padlock(c: Canvas) -> None:
    c.squares(0, 0, WIDTH, 720, 60, tint(ORANGE, 0.42), 2)
    c.rect(150, 540, 980, 110, WHITE, 24)
    c.rect(150, 640, 980, 10, SHADOW)
    for n in range(9):
        x = 240 + n * 100
        for turn in (0, 60, 120):
            with c.at(x, 595, turn=turn):
                c.line([(0, -24), (0, 24)], BRICK if n in (2, 6) else INK, 11)
    with c.at(560, 420):
        c.oval(0, 88, 190, 16, SHADOW)
        c.arc(0, -130, 92, 180, 360, SOFT_INK, 36)
        c.line([(-92, -130), (-92, -60)], SOFT_INK, 36)
        c.line([(92, -130), (92, -60)], SOFT_INK, 36)
        c.rect(-170, -100, 340, 190, SUN, 34)
        c.rect(60, -100, 110, 190, OCHRE, 34)
        c.rect(60, -100, 50, 190, OCHRE)
        c.circle(0, -22, 30, INK)
        c.poly([(-13, -10), (13, -10), (22, 50), (-22, 50)], INK)
    with c.at(930, 300):
        shield = [
            (0, -150),
            *soft([(0, -150), (70, -118), (130, -112)]),
            *soft([(130, -112), (124, 20), (70, 110), (0, 150)]),
            *soft([(0, 150), (-70, 110), (-124, 20), (-130, -112)]),
            *soft([(-130, -112), (-70, -118), (0, -150)]),
        ]
        c.poly(shield, ACCENT)
        with c.inside(shield):
            c.rect(0, -160, 160, 330, BOARD)
        c.line([(-58, 4), (-14, 52), (64, -48)], WHITE, 26)


@scene(
    "phishing",
    "Письмо с крючком",
    "Рисунок: запечатанный конверт висит на крючке под водой, рыбка смотрит на него с подозрением",
    "#bfe0e2",
)
def phishing(c: Canvas) -> None:
    c.rect(0, 130, WIDTH, 600, mix(TEAL, SKY, 0.35))
    crest = [(x, 130 + 12 * math.sin(x / 60)) for x in range(-10, 1300, 10)]
    c.poly([*crest, (1300, 200), (-10, 200)], mix(TEAL, SKY, 0.35))
    c.poly(
        [(0, 430), *soft([(0, 430), (400, 400), (800, 440), (1290, 410)]), (1290, 730), (0, 730)],
        mix(TEAL, SKY, 0.15),
    )
    c.line([(700, -10), (640, 60), (640, 236)], INK, 4)
    with c.at(640, 236):
        c.line([(0, 0), (0, 150), *part(-46, 150, 46, 50, 0, 170)], SOFT_INK, 13)
        c.poly([(-104, 166), (-92, 118), (-70, 158)], SOFT_INK)
        c.arc(0, -12, 13, 0, 360, SOFT_INK, 8)
    with c.at(610, 440, turn=-7):
        c.rect(-190, -110, 390, 260, "#10261f30", 14)
        c.rect(-195, -120, 390, 260, CREAM, 14)
        c.poly([(-195, 132), (-30, 10), (30, 10), (195, 132)], tint(SAND, 0.3))
        c.poly([(-195, -112), (0, 50), (195, -112)], WHITE)
        c.line([(-190, -110), (0, 50), (190, -110)], SAND, 7)
        c.circle(0, 40, 50, RED)
        star(c, 0, 40, 32, SUN)
    with c.at(1010, 430):
        c.blob([(-130, 0), (-70, -70), (40, -70), (110, -10), (40, 66), (-70, 64)], ORANGE)
        c.poly([(90, -8), (180, -76), (170, 0), (184, 66)], BRICK)
        c.poly([(-20, -66), (30, -116), (60, -60)], BRICK)
        for n in range(3):
            c.line(
                soft([(-10 + n * 36, -50 + n * 8), (4 + n * 36, 0), (-10 + n * 36, 46 - n * 6)]), WHITE, 11
            )
        c.circle(-74, -14, 22, WHITE)
        c.circle(-80, -12, 11, INK)
        c.line([(-104, -52), (-64, -44)], INK, 7)
        c.arc(-112, 34, 16, 200, 330, INK, 5)
    for x, y, r in ((860, 340, 13), (846, 290, 9), (864, 250, 15), (260, 330, 11), (280, 280, 7)):
        c.arc(x, y, r, 0, 360, WHITE, 4)
    for x, s in ((110, 1), (190, 0.7), (1180, 0.9), (1110, 0.6)):
        for n in range(3):
            c.line(
                soft(
                    [
                        (x + n * 26, 730),
                        (x + n * 26 - 20, 640),
                        (x + n * 26 + 16, 570),
                        (x + n * 26 - 8, 730 - 250 * s),
                    ]
                ),
                mix(LEAF, TEAL, 0.3),
                14,
            )


@scene(
    "paper_page",
    "Снимок тетради",
    "Рисунок: телефон держат над раскрытой тетрадью, лист в рамке кадра, сбоку светит лампа",
    tint(SUN, 0.5),
)
def paper_page(c: Canvas) -> None:
    table(c, 0, tint(WOOD, 0.22), 0)
    c.poly([(0, 60), (420, 150), (900, 720), (0, 720)], "#fff3c440")
    notebook(c, 590, 400, 760, 500, -3)
    with c.at(590, 400, turn=-3):
        for row in range(8):
            c.rect(-330, -190 + row * 48, (430, 380, 480, 300, 440, 400, 460, 210)[row], 11, INDIGO, 5)
        c.circle(210, 150, 44, tint(BRICK, 0.4))
        c.poly([(120, 190), (120, 90), (180, 190)], tint(BLUE, 0.4))
    with c.at(700, 340, turn=4):
        c.rect(-330, -190, 680, 390, SHADOW, 44)
        c.rect(-340, -200, 680, 390, INK, 44)
        c.rect(-296, -180, 540, 350, WHITE, 8)
        c.squares(-290, -174, 528, 338, 24, mix(GRID, SKY, 0.5), 1.6)
        for row in range(6):
            c.rect(-250, -140 + row * 48, (330, 290, 370, 230, 340, 160)[row], 11, INDIGO, 5)
        for x, y, a, b in ((-280, -164, 1, 1), (228, -164, -1, 1), (-280, 154, 1, -1), (228, 154, -1, -1)):
            c.line([(x, y + 50 * b), (x, y), (x + 50 * a, y)], SUN, 9)
        c.circle(290, 0, 32, WHITE)
        c.circle(290, 0, 25, BRICK)
    lamp(c, 140, 690, 1.1, BOARD)


@scene(
    "slides",
    "Выступление",
    "Рисунок: на экране одна крупная картинка и короткая подпись, рядом трибуна с микрофоном",
    tint(INDIGO, 0.6),
)
def slides(c: Canvas) -> None:
    c.rect(0, 560, WIDTH, 170, mix(BARK, WOOD, 0.5))
    c.rect(0, 556, WIDTH, 10, tint(WOOD, 0.3))
    c.poly([(1240, 690), (890, 110), (890, 470)], "#fff9e030")
    c.rect(180, 56, 740, 22, SOFT_INK, 10)
    c.rect(200, 72, 700, 420, WHITE)
    c.rect(224, 96, 652, 300, mix(INDIGO, SKY, 0.5))
    with c.inside(box(224, 96, 652, 300)):
        c.circle(660, 210, 60, SUN)
        c.poly([(200, 400), (400, 180), (520, 320), (600, 240), (760, 400)], mix(INDIGO, NAVY, 0.3))
        c.poly([(400, 180), (448, 238), (414, 246), (394, 230), (360, 240), (350, 234)], WHITE)
        c.poly([(500, 400), (740, 270), (900, 380), (900, 400)], TEAL)
    c.rect(224, 420, 380, 20, INK, 10)
    c.rect(224, 454, 240, 16, SAND, 8)
    c.rect(540, 492, 20, 20, SOFT_INK)
    with c.at(1050, 600):
        c.oval(0, 4, 150, 14, SHADOW)
        c.poly([(-110, -260), (110, -260), (90, 0), (-90, 0)], WOOD)
        c.poly([(30, -260), (110, -260), (90, 0), (36, 0)], shade(WOOD, 0.16))
        c.poly([(-140, -270), (120, -300), (140, -264), (-120, -236)], BARK)
        c.poly([(-90, -276), (40, -292), (54, -268), (-78, -252)], WHITE)
        star(c, -20, -140, 40, SUN)
        c.line(soft([(90, -286), (110, -340), (70, -380)]), INK, 7)
        c.circle(64, -386, 15, INK)
    for n, (x, y) in enumerate(((130, 700), (330, 716), (530, 704), (730, 716))):
        dark = (NAVY, BOARD, shade(BRICK, 0.5), NAVY)[n]
        c.circle(x, y - 60, 46, shade(dark, 0.2))
        c.rect(x - 66, y - 18, 132, 60, dark, 28)


@scene(
    "paper_bundles",
    "Макулатура",
    "Рисунок: перевязанные стопки бумаги и газет на тележке, рядом весы и молодое деревце",
    tint(MOSS, 0.5),
)
def paper_bundles(c: Canvas) -> None:
    c.rect(0, 0, WIDTH, 420, tint(BRICK, 0.55))
    for row in range(9):
        for n in range(13):
            c.rect(
                n * 106 - (row % 2) * 53,
                row * 48,
                100,
                42,
                tint(BRICK, 0.5 if (row * 3 + n) % 4 else 0.42),
                3,
            )
    c.rect(0, 430, WIDTH, 300, MOSS)
    c.rect(0, 424, WIDTH, 12, shade(MOSS, 0.2))
    c.rect(0, 600, WIDTH, 130, SAND)

    def bundle(x: float, y: float, w: float, layers: int, twine: str) -> None:
        for n in range(layers):
            c.rect(
                x + (n * 7) % 5,
                y - 14 - n * 14,
                w - (n * 5) % 7,
                12,
                (CREAM, WHITE, mix(SAND, SKY, 0.5), SAND)[n % 4],
                2,
            )
        high = layers * 14
        c.rect(x + w * 0.3, y - high - 2, 9, high, twine)
        c.rect(x, y - high - 4, w, 5, twine)
        c.arc(x + w * 0.3 - 12, y - high - 16, 13, 0, 360, twine, 5)
        c.arc(x + w * 0.3 + 20, y - high - 16, 13, 0, 360, twine, 5)

    with c.at(520, 640):
        c.oval(0, 26, 330, 14, SHADOW)
        c.rect(-300, -40, 600, 24, BLUE, 8)
        c.line([(290, -30), (380, -250), (440, -250)], BLUE, 15)
        for x in (-220, 200):
            c.circle(x, 0, 38, INK)
            c.circle(x, 0, 17, SAND)
    bundle(240, 598, 170, 12, BRICK)
    bundle(420, 598, 190, 15, ACCENT)
    bundle(626, 598, 170, 9, BRICK)
    bundle(330, 420, 180, 7, INDIGO)
    bundle(640, 468, 140, 8, BRICK)
    with c.at(1080, 650):
        c.oval(0, 4, 110, 12, SHADOW)
        pot(c, 0, 0, 1.5, OCHRE)
        c.line(soft([(0, -110), (4, -200), (-2, -290)]), BARK, 11)
        for x, y, turn in (
            (0, -180, -60),
            (2, -210, 58),
            (0, -250, -48),
            (0, -270, 46),
            (-2, -290, -4),
            (2, -160, 76),
        ):
            leaf(c, x, y, 110, turn, LEAF if turn > 0 else GREEN)


@scene(
    "museum_trip",
    "Зал музея",
    "Рисунок: скелет мамонта в музейном зале за канатом, на стене карта гор, рядом витрина с черепками",
    "#d9d3c4",
)
def museum_trip(c: Canvas) -> None:
    c.rect(0, 0, WIDTH, 560, tint(TEAL, 0.58))
    for x in (60, 1130):
        c.rect(x, 0, 90, 560, CREAM)
        c.rect(x + 62, 0, 28, 560, shade(CREAM, 0.1))
        c.rect(x - 14, 0, 118, 40, CREAM)
        c.rect(x - 14, 524, 118, 40, CREAM)
    c.rect(0, 560, WIDTH, 170, mix(SAND, WOOD, 0.3))
    for n in range(14):
        c.poly(
            [(n * 100 - 20, 560), (n * 100 + 30, 560), (n * 130 - 150, 730), (n * 130 - 220, 730)],
            mix(SAND, WOOD, 0.2),
        )
    c.rect(200, 560, 700, 60, shade(SOFT_INK, 0.1), 8)
    c.rect(200, 552, 700, 18, SOFT_INK, 8)
    bone = "#f8f1dc"
    with c.at(540, 552, size=1.28):
        edge = shade(bone, 0.35)
        for x, to in ((-170, -180), (-120, -106), (90, 96), (140, 156)):
            c.line(
                soft([(x, -190), ((x + to) / 2 + 14, -100), (to, -8)]),
                bone if x in (-120, 140) else shade(bone, 0.14),
                20,
            )
            c.circle((x + to) / 2 + 12, -98, 15, bone)
            c.rect(to - 20, -16, 42, 18, bone, 8)
        spine = soft([(-250, -120), (-220, -190), (-140, -240), (0, -262), (110, -290), (150, -270)])
        c.line(spine, bone, 26)
        for n in range(8):
            x = -130 + n * 32
            c.line(soft([(x, -246 - n * 3), (x - 22, -190), (x - 4, -130)]), edge if n % 2 else bone, 11)
        c.blob([(130, -300), (160, -350), (220, -340), (236, -280), (210, -230), (160, -240)], bone)
        c.circle(200, -296, 15, edge)
        c.line(soft([(210, -240), (250, -150), (320, -120), (370, -170), (360, -220)]), WHITE, 19)
        c.line(soft([(196, -236), (220, -140), (290, -96), (340, -130)]), shade(WHITE, 0.1), 15)
    for x in (180, 420, 660, 900):
        c.rect(x - 7, 566, 14, 110, OCHRE)
        c.circle(x, 562, 13, OCHRE)
        c.oval(x, 678, 26, 7, AMBER)
    for x in (180, 420, 660):
        c.line(soft([(x, 580), (x + 60, 622), (x + 120, 634), (x + 180, 622), (x + 240, 580)]), BRICK, 11)
    c.rect(986, 440, 260, 220, BARK, 6)
    c.rect(1000, 300, 232, 150, "#ffffff90")
    c.blob([(1040, 440), (1030, 390), (1060, 350), (1090, 350), (1116, 390), (1106, 440)], BRICK)
    for n in range(3):
        c.line([(1036 + n * 4, 384 + n * 16), (1112 - n * 3, 384 + n * 16)], SUN, 5)
    c.poly([(1140, 440), (1150, 400), (1190, 390), (1206, 440)], OCHRE)
    c.rect(1000, 300, 232, 6, WHITE)

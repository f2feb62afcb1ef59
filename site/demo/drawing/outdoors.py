"""Scenes under the sky: the school, the village, roads and hills."""

from __future__ import annotations

from demo.drawing.canvas import (
    ACCENT,
    AMBER,
    BARK,
    BLUE,
    BOARD,
    BRICK,
    CREAM,
    GREEN,
    HEIGHT,
    INDIGO,
    INK,
    LEAF,
    MINT,
    MOSS,
    NAVY,
    OCHRE,
    ORANGE,
    PAPER,
    RED,
    ROSE,
    SAND,
    SKY,
    SOFT_INK,
    SUN,
    SUN_SOFT,
    TEAL,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    mix,
    part,
    shade,
    soft,
    tint,
)
from demo.drawing.scenes import scene
from demo.drawing.things import (
    SHADOW,
    bus,
    cloud,
    fir,
    grass,
    hills,
    maple_leaf,
    star,
    tree,
)


@scene(
    "school",
    "Школа осенью",
    "Рисунок: двухэтажная школа под зелёной крышей, рыжие клёны, у крыльца стоит жёлтый автобус",
    SKY,
)
def school(c: Canvas) -> None:
    c.circle(1050, 130, 62, SUN)
    c.circle(1050, 130, 92, SUN + "40")
    cloud(c, 210, 130, 0.9)
    cloud(c, 840, 100, 0.6)
    hills(c, 400, 34, tint(LEAF, 0.55), 1.2)
    hills(c, 450, 26, tint(LEAF, 0.3), 3.4)
    for x, y, size, colour in ((70, 500, 190, OCHRE), (1190, 500, 200, SUN), (1080, 500, 150, BRICK)):
        tree(c, x, y, size, colour)
    wall, roof = tint(SAND, 0.55), BOARD
    c.rect(250, 300, 780, 250, wall)
    c.rect(250, 300, 780, 14, shade(wall, 0.2))
    c.poly([(226, 304), (286, 236), (994, 236), (1054, 304)], roof)
    c.poly([(226, 304), (232, 296), (1048, 296), (1054, 304)], shade(roof, 0.4))
    c.rect(520, 250, 240, 300, tint(ROSE, 0.35))
    c.poly([(496, 254), (640, 160), (784, 254)], roof)
    c.poly([(530, 252), (640, 180), (750, 252)], tint(ROSE, 0.35))
    c.circle(640, 224, 27, BOARD)
    c.circle(640, 224, 22, WHITE)
    c.line([(640, 224), (640, 210)], INK, 4)
    c.line([(640, 224), (651, 229)], INK, 4)
    c.line([(640, 160), (640, 92)], SOFT_INK, 5)
    c.poly(
        [
            (642, 94),
            *soft([(642, 94), (668, 88), (690, 98), (712, 94)]),
            *soft([(712, 126), (690, 130), (668, 120), (642, 126)]),
        ],
        SUN,
    )
    for row in range(2):
        for column in range(3):
            for left in (282, 790):
                x, y = left + column * 78, 328 + row * 108
                c.rect(x - 5, y - 5, 58, 78, WHITE, 4)
                c.rect(x, y, 48, 66, tint(BLUE, 0.55) if (column + row) % 3 else SUN)
                c.line([(x + 24, y), (x + 24, y + 66)], WHITE, 5)
                c.line([(x, y + 24), (x + 48, y + 24)], WHITE, 5)
    for x in (550, 692):
        c.rect(x - 5, 288, 48, 74, WHITE, 4)
        c.rect(x, 293, 38, 64, tint(BLUE, 0.55))
        c.line([(x + 19, 293), (x + 19, 357)], WHITE, 5)
    c.rect(607, 288, 66, 74, WHITE, 4)
    c.rect(612, 293, 56, 64, tint(BLUE, 0.55))
    c.rect(560, 396, 160, 14, roof, 4)
    c.rect(584, 410, 112, 140, WHITE)
    c.rect(592, 418, 45, 132, ACCENT)
    c.rect(643, 418, 45, 132, ACCENT)
    c.circle(632, 490, 4, SUN)
    c.circle(648, 490, 4, SUN)
    c.rect(566, 540, 148, 12, shade(SAND, 0.1))
    c.rect(546, 550, 188, 12, shade(SAND, 0.2))
    c.rect(0, 556, WIDTH, 170, MOSS)
    c.rect(0, 556, WIDTH, 8, shade(MOSS, 0.12))
    c.poly([(566, 562), (714, 562), (800, 630), (480, 630)], SAND)
    c.rect(0, 622, WIDTH, 100, mix(SAND, SOFT_INK, 0.35))
    c.rect(0, 622, WIDTH, 10, tint(SAND, 0.3))
    for x in range(20, WIDTH, 130):
        c.rect(x, 676, 66, 8, PAPER, 4)
    tree(c, 180, 590, 250, BRICK)
    tree(c, 1120, 584, 210, ORANGE)
    for _ in range(26):
        x, y = c.chance.uniform(40, 460), c.chance.uniform(572, 614)
        c.oval(x, y, 8, 4, c.chance.choice((BRICK, ORANGE, SUN)))
    for _ in range(18):
        x, y = c.chance.uniform(1010, 1240), c.chance.uniform(572, 614)
        c.oval(x, y, 8, 4, c.chance.choice((BRICK, ORANGE, SUN)))
    bus(c, 900, 668, 0.98)
    for x, y, size, turn, colour in (
        (60, 250, 30, 20, BRICK),
        (330, 190, 22, -40, ORANGE),
        (400, 80, 26, 70, SUN),
        (1200, 260, 26, 200, BRICK),
    ):
        maple_leaf(c, x, y, size, turn, colour)


@scene(
    "bus",
    "Школьный автобус",
    "Рисунок: жёлтый школьный автобус едет по дороге среди осенних холмов мимо остановки",
    "#f7e3c0",
)
def school_bus(c: Canvas) -> None:
    c.circle(330, 190, 84, SUN)
    c.circle(330, 190, 122, SUN + "35")
    hills(c, 330, 46, mix(ROSE, SAND, 0.4), 0.6)
    hills(c, 410, 40, mix(OCHRE, SAND, 0.35), 2.2)
    for x, y, s, colour in (
        (120, 440, 90, BRICK),
        (200, 446, 120, ORANGE),
        (1010, 440, 130, OCHRE),
        (1100, 450, 100, BRICK),
        (1180, 450, 140, ORANGE),
    ):
        tree(c, x, y, s, colour)
    hills(c, 480, 20, MOSS, 4)
    c.rect(0, 560, WIDTH, 170, mix(SOFT_INK, SAND, 0.25))
    c.rect(0, 560, WIDTH, 10, tint(SAND, 0.3))
    for x in range(-40, WIDTH, 150):
        c.rect(x, 650, 80, 9, PAPER, 4)
    # the stop
    c.rect(1060, 330, 12, 234, SOFT_INK)
    c.rect(1220, 330, 12, 234, SOFT_INK)
    c.rect(1034, 310, 224, 24, BOARD, 6)
    c.rect(1072, 340, 148, 130, "#ffffff60")
    c.rect(1084, 494, 126, 14, WOOD, 4)
    c.rect(1096, 508, 10, 56, SOFT_INK)
    c.rect(1188, 508, 10, 56, SOFT_INK)
    bus(c, 540, 622, 1.72)
    for _ in range(16):
        c.oval(
            c.chance.uniform(0, WIDTH),
            c.chance.uniform(574, 600),
            9,
            4,
            c.chance.choice((BRICK, ORANGE, SUN)),
        )


@scene(
    "hills",
    "Село у реки",
    "Рисунок: за рекой с мостиком – село среди зелёных холмов, дома с красными крышами, над ними птицы",
    "#fbe8c6",
)
def village(c: Canvas) -> None:
    c.circle(900, 230, 76, SUN)
    c.circle(900, 230, 112, SUN + "38")
    hills(c, 300, 60, mix(MINT, SAND, 0.4), 0.4)
    hills(c, 360, 50, mix(LEAF, MINT, 0.55), 2.6)
    hills(c, 430, 36, MOSS, 5.2)
    for x, y, s in ((150, 450, 90), (240, 436, 70), (1060, 452, 90), (1150, 446, 120), (480, 430, 64)):
        tree(c, x, y, s, LEAF)
    for x, y, s, wall, roof in (
        (330, 470, 0.9, WHITE, BRICK),
        (560, 458, 0.75, SUN_SOFT, RED),
        (700, 478, 1, ROSE, BOARD),
        (880, 466, 0.8, WHITE, BRICK),
    ):
        with c.at(x, y, size=s):
            c.rect(-62, -84, 124, 84, wall)
            c.rect(20, -84, 42, 84, shade(wall, 0.1))
            c.poly([(-82, -80), (-46, -146), (46, -146), (82, -80)], roof)
            c.rect(28, -172, 18, 40, shade(roof, 0.2))
            for at in (-44, 6):
                c.rect(at - 3, -62, 36, 38, tint(BLUE, 0.4))
                c.rect(at + 2, -57, 26, 28, SUN)
    hills(c, 500, 12, LEAF, 1.1)
    river = [
        *soft([(-20, 560), (260, 540), (520, 580), (800, 556), (1300, 600)]),
        (1300, 730),
        *soft([(1300, 680), (820, 650), (560, 690), (240, 640), (-20, 670)]),
    ]
    c.rect(0, 600, WIDTH, 130, mix(LEAF, ACCENT, 0.4))
    c.poly(river[: river.index((1300, 730))] + river[river.index((1300, 730)) + 1 :], mix(SKY, BLUE, 0.28))
    for x, y, w in ((120, 600, 90), (420, 620, 120), (900, 610, 100), (1090, 636, 130), (700, 640, 60)):
        c.line([(x, y), (x + w, y)], "#ffffff90", 5)
    for x in (590, 740):
        c.line([(x, 690), (x, 560)], BARK, 12)
    c.line(soft([(540, 590), (600, 556), (665, 544), (730, 556), (800, 588)]), WOOD, 18)
    c.line(soft([(540, 540), (600, 508), (665, 496), (730, 508), (800, 540)]), BARK, 7)
    for x, y in ((560, 530), (612, 504), (665, 498), (718, 504), (776, 528)):
        c.line([(x, y), (x, y + 52)], BARK, 6)
    for x in (40, 210, 980, 1200):
        grass(c, x, 712, 74, shade(ACCENT, 0.2))
        grass(c, x + 40, 722, 56, ACCENT)
    for x, y, s in ((480, 150, 1), (560, 110, 0.7), (410, 96, 0.6)):
        c.line(
            soft(
                [
                    (x - 26 * s, y - 8 * s),
                    (x - 10 * s, y - 14 * s),
                    (x, y),
                    (x + 10 * s, y - 14 * s),
                    (x + 26 * s, y - 8 * s),
                ]
            ),
            SOFT_INK,
            5,
        )


@scene(
    "hike", "Поход", "Рисунок: рюкзак и котелок у палатки, от них тропа ведёт через холмы к горам", "#f9e6c4"
)
def hike(c: Canvas) -> None:
    c.circle(1010, 170, 70, SUN)
    c.poly([(40, 470), (300, 170), (430, 320), (560, 130), (860, 470)], mix(TEAL, SKY, 0.45))
    c.poly([(300, 170), (360, 240), (322, 250), (296, 226), (262, 244), (254, 222)], WHITE)
    c.poly([(560, 130), (636, 216), (592, 222), (562, 192), (520, 222), (500, 196)], WHITE)
    c.poly([(560, 130), (860, 470), (640, 470)], mix(TEAL, NAVY, 0.3) + "50")
    hills(c, 420, 34, mix(MOSS, SAND, 0.25), 1.8)
    hills(c, 480, 28, LEAF, 4)
    c.poly(
        [
            *soft([(700, 452), (660, 500), (760, 560), (640, 640), (520, 730)]),
            *soft([(760, 730), (760, 650), (850, 560), (730, 500), (716, 452)]),
        ],
        SAND,
    )
    for x, y, s in ((1130, 500, 150), (1210, 540, 210), (1040, 490, 110)):
        fir(c, x, y, s, ACCENT)
    fir(c, 90, 560, 230, ACCENT)
    fir(c, 190, 520, 150, shade(LEAF, 0.3))
    hills(c, 640, 14, mix(MOSS, LEAF, 0.5), 0.5)
    # tent
    c.oval(940, 640, 240, 18, SHADOW)
    c.poly([(720, 640), (900, 420), (1150, 640)], ORANGE)
    c.poly([(720, 640), (900, 420), (950, 640)], tint(ORANGE, 0.22))
    c.poly([(800, 640), (900, 420), (880, 640)], shade(BRICK, 0.4))
    c.poly([(900, 420), (880, 640), (916, 640)], BRICK)
    c.line([(900, 420), (900, 396)], BARK, 7)
    c.line([(1150, 640), (1200, 652)], BARK, 4)
    # rucksack
    with c.at(400, 672):
        c.oval(0, 2, 120, 14, SHADOW)
        c.rect(-84, -60, 24, 52, shade(ACCENT, 0.3), 10)
        c.rect(60, -60, 24, 52, shade(ACCENT, 0.3), 10)
        c.rect(-70, -216, 140, 216, ACCENT, 40)
        c.rect(-78, -262, 156, 46, MINT, 23)
        c.circle(78, -239, 17, tint(MINT, 0.5))
        c.rect(-52, -92, 104, 74, shade(ACCENT, 0.25), 16)
        c.rect(-52, -92, 104, 20, SUN, 9)
        c.line([(-36, -216), (-36, -150)], SUN, 10)
        c.line([(36, -216), (36, -150)], SUN, 10)
    # kettle on stones
    with c.at(600, 690):
        c.oval(0, 4, 70, 8, SHADOW)
        c.poly([*soft([(-46, -74), (-42, -20), (-24, 0)]), *soft([(24, 0), (42, -20), (46, -74)])], INK)
        c.arc(0, -72, 46, 190, 350, SOFT_INK, 6)
        c.oval(0, -74, 46, 9, SOFT_INK)


@scene(
    "spring",
    "Родник",
    "Рисунок: из-под камней в лесу бьёт родник и бежит ручьём, вокруг папоротники и ели",
    mix(MINT, SUN_SOFT, 0.55),
)
def spring(c: Canvas) -> None:
    c.circle(840, 150, 90, SUN_SOFT)
    hills(c, 330, 30, mix(MINT, LEAF, 0.35), 2)
    for x, s in ((60, 280), (180, 210), (300, 250), (960, 220), (1090, 290), (1220, 240)):
        fir(c, x, 470, s, mix(LEAF, ACCENT, 0.5))
    hills(c, 440, 24, LEAF, 5)
    for x, s in ((-10, 380), (1290, 400)):
        fir(c, x, 640, s, ACCENT)
    hills(c, 520, 16, mix(LEAF, GREEN, 0.4), 1)
    c.poly(
        [
            *soft([(610, 500), (560, 560), (640, 620), (440, 690), (360, 740)]),
            *soft([(900, 740), (820, 680), (780, 610), (690, 560), (680, 500)]),
        ],
        mix(SKY, BLUE, 0.3),
    )
    for points, colour in (
        ([(440, 520), (430, 430), (500, 372), (590, 392), (610, 470), (560, 540)], SOFT_INK),
        ([(560, 480), (580, 350), (680, 300), (780, 344), (800, 450), (700, 500)], tint(SOFT_INK, 0.18)),
        ([(700, 540), (690, 460), (770, 410), (860, 440), (880, 520), (800, 566)], mix(SOFT_INK, INK, 0.25)),
    ):
        c.blob(points, colour)
        with c.inside(soft(points, closed=True)):
            c.blob([(a - 30, b - 34) for a, b in points], tint(colour, 0.22))
            c.blob([(a, b - 130 + (a % 7) * 3) for a, b in points], mix(MOSS, LEAF, 0.5))
    c.poly(
        [*soft([(628, 430), (616, 480), (600, 530)]), *soft([(690, 530), (676, 480), (664, 430)])],
        tint(mix(SKY, BLUE, 0.25), 0.2),
    )
    for x in (632, 650, 668):
        c.line([(x, 446), (x - 4 + (x - 650) * 0.3, 520)], WHITE, 5)
    c.oval(645, 534, 70, 13, WHITE)
    c.oval(645, 538, 84, 12, "#ffffff70")
    for x, y, w in ((520, 620, 70), (640, 655, 100), (540, 690, 110), (720, 690, 60)):
        c.line([(x, y), (x + w, y)], "#ffffff90", 5)
    for x, y, s in ((330, 640, 150), (930, 640, 170), (1060, 690, 130), (200, 700, 160)):
        for turn in (-62, -34, -6, 24, 54):
            with c.at(x, y, turn=turn):
                c.line([(0, 0), (0, -s)], GREEN, 5)
                for step in range(2, 8):
                    long = (9 - step) * s * 0.036
                    for side in (-1, 1):
                        c.line([(0, -step * s / 8), (side * long, -step * s / 8 - long * 0.5)], GREEN, 8)


@scene(
    "steppe", "Степь", "Рисунок: степь с ковылём и маками на закате, у норы столбиком стоит суслик", "#f6d9a8"
)
def steppe(c: Canvas) -> None:
    c.circle(420, 340, 130, SUN)
    c.circle(420, 340, 180, SUN + "40")
    for y, x, w in ((150, 640, 380), (180, 760, 300), (110, 180, 240)):
        c.rect(x, y, w, 14, "#ffffff70", 7)
    hills(c, 380, 12, mix(ROSE, OCHRE, 0.25), 1)
    hills(c, 420, 16, OCHRE, 2.8)
    hills(c, 500, 14, mix(OCHRE, MOSS, 0.5), 0.4)
    c.oval(850, 620, 150, 40, shade(OCHRE, 0.25))
    c.oval(880, 616, 66, 22, shade(BARK, 0.4))
    with c.at(800, 622, size=1.15):
        c.blob([(-44, 0), (-56, -70), (-40, -140), (0, -168), (38, -136), (52, -70), (44, 0)], WOOD)
        c.blob([(-22, -4), (-30, -70), (-16, -122), (8, -126), (26, -70), (22, -4)], tint(WOOD, 0.6))
        c.circle(4, -196, 46, WOOD)
        c.oval(22, -184, 30, 24, tint(WOOD, 0.45))
        c.circle(-26, -232, 11, shade(WOOD, 0.25))
        c.circle(20, -206, 7, INK)
        c.circle(22, -208, 2.4, WHITE)
        c.oval(46, -190, 7, 5, INK)
        c.line([(-6, -96), (20, -86)], shade(WOOD, 0.2), 13)
        c.oval(-28, 0, 24, 10, shade(WOOD, 0.2))
        c.oval(26, 0, 24, 10, shade(WOOD, 0.2))
    c.rect(0, 640, WIDTH, 90, mix(MOSS, OCHRE, 0.35))
    for _ in range(46):
        x, y = c.chance.uniform(0, WIDTH), c.chance.uniform(630, 730)
        if 640 < x < 1000 and y < 690:
            continue
        tall, lean = c.chance.uniform(60, 130), c.chance.uniform(20, 44)
        stalk = soft([(x, y), (x + lean * 0.2, y - tall * 0.6), (x + lean, y - tall)])
        c.line(stalk, mix(MOSS, SAND, 0.4), 4)
        with c.at(x + lean, y - tall, turn=58 + lean * 0.6):
            c.poly([*soft([(0, 8), (-9, -24), (0, -78)]), *soft([(0, -78), (9, -24), (0, 8)])], SUN_SOFT)
    for x, y in ((120, 620), (214, 664), (320, 630), (540, 660), (1090, 650), (1190, 620)):
        c.line(soft([(x, y + 100), (x + 8, y + 50), (x, y)]), GREEN, 6)
        c.poly(
            [
                *part(x, y - 4, 30, 30, 0, 180),
                *soft([(x - 30, y - 4), (x - 16, y - 20), (x, y - 6), (x + 16, y - 20), (x + 30, y - 4)]),
            ],
            RED,
        )
        c.poly([*part(x, y + 6, 15, 18, 0, 180)], shade(RED, 0.4))


@scene(
    "winter",
    "Зимняя горка",
    "Рисунок: заснеженные холмы, ели в снегу, лыжи воткнуты в сугроб, рядом санки",
    "#c9dfe8",
)
def winter(c: Canvas) -> None:
    c.circle(970, 170, 66, SUN_SOFT)
    hills(c, 330, 50, mix(SKY, BLUE, 0.16), 0.8)
    for x, y, s in ((90, 420, 120), (170, 440, 170), (1060, 420, 150), (1170, 440, 210), (270, 420, 100)):
        fir(c, x, y, s, mix(ACCENT, TEAL, 0.4), WHITE)
    hills(c, 420, 40, tint(SKY, 0.45), 3.5)
    with c.at(880, 470, size=0.8):
        c.rect(-70, -80, 140, 80, WOOD)
        for y in (-64, -44, -24, -4):
            c.line([(-70, y), (70, y)], shade(WOOD, 0.2), 4)
        c.rect(-20, -56, 42, 36, SUN)
        c.poly([(-96, -76), (0, -150), (96, -76)], WHITE)
        c.rect(30, -160, 22, 44, BRICK)
    hills(c, 500, 44, WHITE, 5.6, 700)
    c.line(soft([(200, 720), (420, 600), (660, 560), (900, 500)]), mix(SKY, BLUE, 0.12), 7)
    c.line(soft([(240, 720), (450, 610), (680, 570), (906, 504)]), mix(SKY, BLUE, 0.12), 7)
    for x, turn, colour in ((520, -6, BRICK), (570, 5, BRICK)):
        with c.at(x, 650, turn=turn):
            c.poly(
                [
                    (-13, 0),
                    (-13, -270),
                    *soft([(-13, -270), (-8, -300), (4, -318)]),
                    *soft([(10, -300), (13, -270)]),
                    (13, 0),
                ],
                colour,
            )
            c.rect(-13, -190, 26, 16, SUN)
            c.rect(-13, -90, 26, 30, INK)
    for x, turn in ((480, -14), (622, 14)):
        with c.at(x, 650, turn=turn):
            c.line([(0, 0), (0, -210)], SOFT_INK, 7)
            c.circle(0, -22, 15, INK)
            c.rect(-7, -226, 14, 40, INK, 6)
    c.blob([(420, 680), (460, 626), (550, 606), (640, 628), (690, 684), (560, 706)], WHITE)
    c.blob([(520, 690), (600, 640), (690, 684), (600, 706)], mix(SKY, WHITE, 0.4))
    with c.at(860, 666):
        c.oval(0, 10, 150, 12, mix(SKY, BLUE, 0.12))
        c.line([(-130, 4), (110, 4), *soft([(110, 4), (150, -10), (150, -50), (126, -62)])], BARK, 10)
        for x in (-80, 0, 70):
            c.line([(x, 2), (x, -44)], BARK, 9)
        for x in (-120,):
            c.rect(x, -62, 230, 18, BRICK, 6)
        c.line(soft([(112, -54), (190, -20), (240, 8)]), SUN, 6)
    for _ in range(60):
        c.circle(c.chance.uniform(0, WIDTH), c.chance.uniform(0, 460), c.chance.uniform(3, 6), WHITE)


@scene(
    "stars",
    "Звёздное небо",
    "Рисунок: телескоп и кот на холме под звёздным небом: месяц и ковш Большой Медведицы",
    "#18264a",
)
def stars(c: Canvas) -> None:
    c.rect(0, 330, WIDTH, 400, mix(NAVY, INDIGO, 0.35) + "90")
    c.oval(640, 700, 800, 330, mix(INDIGO, ROSE, 0.2) + "50")
    for _ in range(110):
        c.circle(
            c.chance.uniform(0, WIDTH),
            c.chance.uniform(0, 470),
            c.chance.choice((1.6, 2, 2.6, 3.4)),
            c.chance.choice((PAPER, SUN_SOFT, "#b9c6ef")),
        )
    with c.at(640, 150, size=1.25):
        dipper = [(-230, 20), (-150, -16), (-84, 6), (-16, 30), (10, 96), (114, 92), (122, 20)]
        c.line(dipper, "#ffffff50", 2.4)
        c.line([dipper[-1], dipper[3]], "#ffffff50", 2.4)
        for x, y in dipper:
            star(c, x, y, 13, SUN, 4, 0.3)
    c.circle(1080, 150, 66, SUN_SOFT)
    c.circle(1052, 136, 58, mix("#18264a", NAVY, 0.4))
    hills(c, 500, 50, "#1b3350", 1.4)
    hills(c, 560, 46, shade(BOARD, 0.25), 4.1)
    for x, y, s in ((80, 600, 170), (170, 610, 120), (1210, 600, 190)):
        fir(c, x, y, s, shade(BOARD, 0.6))
    c.poly(
        [
            (0, 720),
            *soft([(-10, 690), (260, 640), (480, 596), (700, 610), (980, 660), (1290, 690)]),
            (1290, 720),
        ],
        shade(BOARD, 0.5),
    )
    with c.at(520, 470):
        for foot in (-86, 10, 90):
            c.line([(0, 0), (foot, 150)], BARK, 12)
        c.circle(0, -2, 18, SUN)
        with c.at(0, -8, turn=-38):
            c.rect(-120, -32, 70, 64, OCHRE, 6)
            c.rect(-60, -38, 180, 76, CREAM, 8)
            c.rect(-60, 14, 180, 24, shade(CREAM, 0.2), 8)
            c.rect(112, -48, 84, 96, BRICK, 8)
            c.rect(112, 20, 84, 28, shade(BRICK, 0.25), 8)
            c.rect(-148, -16, 34, 32, INK, 6)
            c.rect(-10, -38, 16, 76, SUN)
    # a cat keeps watch
    with c.at(790, 622):
        c.blob([(-34, 2), (-36, -40), (-16, -78), (14, -76), (32, -36), (32, 2)], INK)
        c.circle(0, -92, 27, INK)
        c.poly([(-26, -100), (-24, -132), (-4, -114)], INK)
        c.poly([(26, -100), (24, -132), (4, -114)], INK)
        c.line(soft([(30, -8), (64, -6), (76, -34), (62, -54)]), INK, 11)


@scene(
    "fire_engine",
    "Пожарная машина",
    "Рисунок: красная пожарная машина с лестницей у ворот пожарной части с каланчой",
    "#fbe7cd",
)
def fire_engine(c: Canvas) -> None:
    c.circle(180, 150, 60, SUN)
    cloud(c, 420, 120, 0.8)
    hills(c, 420, 24, tint(MOSS, 0.35), 2)
    c.rect(560, 230, 720, 370, tint(BRICK, 0.5))
    c.rect(540, 206, 760, 34, shade(BRICK, 0.2), 4)
    for x in (640, 900):
        c.poly([*part(x + 100, 350, 100, 60, 180, 360), (x + 200, 600), (x, 600)], shade(BOARD, 0.25))
    c.poly([*part(1260, 350, 100, 60, 180, 360), (1360, 600), (1160, 600)], shade(BOARD, 0.25))
    # watch tower
    c.rect(1040, 70, 150, 540, tint(BRICK, 0.42))
    c.rect(1140, 70, 50, 540, tint(BRICK, 0.28))
    c.rect(1016, 176, 198, 18, WHITE)
    c.rect(1028, 60, 174, 20, shade(BRICK, 0.2))
    c.poly([(1022, 62), (1115, -30), (1208, 62)], BOARD)
    for x in (1062, 1112):
        c.rect(x, 94, 34, 82, shade(BOARD, 0.3), 16)
        c.rect(x, 270, 34, 66, tint(BLUE, 0.6), 16)
    c.rect(0, 590, WIDTH, 140, mix(SAND, SOFT_INK, 0.3))
    c.rect(0, 590, WIDTH, 10, tint(SAND, 0.4))
    with c.at(500, 662, size=1.5):
        c.oval(0, 4, 250, 12, SHADOW)
        c.rect(-240, -130, 300, 108, RED, 10)
        c.rect(-240, -66, 300, 12, WHITE)
        c.poly([(70, -22), (70, -160), (170, -160), (214, -92), (230, -84), (230, -22)], RED)
        c.poly([(86, -94), (86, -144), (160, -144), (192, -94)], SKY)
        c.line([(132, -144), (132, -94)], RED, 7)
        c.rect(70, -66, 160, 12, WHITE)
        for x in (-224, -152, -80):
            c.rect(x, -120, 62, 44, shade(RED, 0.28), 6)
            c.rect(x + 22, -84, 18, 5, SAND)
        c.circle(28, -96, 26, SAND)
        c.circle(28, -96, 18, shade(SAND, 0.25))
        c.circle(28, -96, 7, SAND)
        with c.at(-230, -142, turn=-7):
            c.rect(0, -8, 330, 7, CREAM)
            c.rect(0, -36, 330, 7, CREAM)
            for x in range(10, 330, 30):
                c.rect(x, -34, 6, 30, CREAM)
        c.rect(104, -182, 40, 22, BLUE, 8)
        c.circle(124, -172, 32, BLUE + "30")
        c.rect(-246, -30, 482, 14, INK, 5)
        for x in (-166, -92, 150):
            c.circle(x, -18, 36, INK)
            c.circle(x, -18, 18, SAND)
            c.circle(x, -18, 7, RED)
        c.circle(224, -44, 9, SUN)


@scene(
    "road",
    "Дорога в школу",
    "Рисунок: пешеходный переход перед школьной оградой, дорожный знак, автобус ждёт",
    SKY,
)
def road(c: Canvas) -> None:
    cloud(c, 300, 120, 0.9)
    cloud(c, 900, 90, 0.7)
    hills(c, 330, 26, tint(LEAF, 0.4), 1)
    for x, s in ((60, 210), (1100, 180), (1230, 230)):
        tree(c, x, 430, s, LEAF)
    c.rect(240, 240, 640, 180, tint(SAND, 0.5))
    c.poly([(216, 244), (270, 180), (850, 180), (904, 244)], BOARD)
    for n in range(7):
        c.rect(276 + n * 86, 280, 52, 70, WHITE, 4)
        c.rect(281 + n * 86, 285, 42, 60, tint(BLUE, 0.55))
    c.rect(0, 416, WIDTH, 60, MOSS)
    for x in range(0, WIDTH, 34):
        c.poly([(x, 462), (x, 396), (x + 10, 386), (x + 20, 396), (x + 20, 462)], WHITE)
    c.rect(0, 412, WIDTH, 8, WHITE)
    c.rect(0, 446, WIDTH, 8, WHITE)
    c.rect(0, 466, WIDTH, 30, SAND)
    c.rect(0, 492, WIDTH, 240, mix(SOFT_INK, NAVY, 0.25))
    for n in range(6):
        left = 330 + n * 92
        c.poly(
            [
                (left + 20, 500),
                (left + 66, 500),
                (left + 40 - (3 - n) * 14, 720),
                (left - 26 - (3 - n) * 14, 720),
            ],
            PAPER,
        )
    bus(c, 1110, 588, 1.1)
    c.rect(214, 210, 14, 276, SOFT_INK)
    c.rect(130, 70, 182, 182, BLUE, 16)
    c.poly([(221, 86), (300, 236), (142, 236)], WHITE)
    with c.at(222, 226, size=0.86):
        c.circle(4, -106, 12, INK)
        c.line([(2, -86), (-2, -48)], INK, 19)
        c.line([(-2, -48), (22, -24), (30, 0)], INK, 10)
        c.line([(-4, -48), (-18, -24), (-36, -4)], INK, 10)
        c.line([(4, -84), (26, -60)], INK, 8)
        c.line([(0, -84), (-24, -62)], INK, 8)


@scene(
    "water_cycle",
    "Круговорот воды",
    "Рисунок: солнце греет море, облако плывёт к горам и проливается дождём, река бежит обратно",
    "#dcebea",
)
def water_cycle(c: Canvas) -> None:
    c.circle(250, 160, 80, SUN)
    for n in range(12):
        with c.at(250, 160, turn=n * 30):
            c.line([(0, -104), (0, -132)], SUN, 9)
    c.poly([(560, 560), (830, 210), (930, 330), (1040, 170), (1300, 520), (1300, 600)], mix(TEAL, MINT, 0.4))
    c.poly([(1040, 170), (1300, 520), (1120, 560)], mix(TEAL, MINT, 0.15))
    c.poly([(1040, 170), (1100, 250), (1062, 254), (1036, 232), (1000, 254), (980, 250)], WHITE)
    c.poly([(830, 210), (880, 270), (836, 286), (790, 262)], WHITE)
    hills(c, 520, 16, MOSS, 3)
    c.poly(
        [(-20, 560), *soft([(-20, 540), (240, 536), (520, 560), (700, 640), (900, 740)]), (-20, 740)],
        mix(BLUE, SKY, 0.35),
    )
    c.poly(
        [
            *soft([(900, 430), (820, 500), (860, 560), (640, 600), (520, 640)]),
            *soft([(620, 690), (760, 630), (930, 570), (870, 505), (916, 430)]),
        ],
        mix(BLUE, SKY, 0.35),
    )
    for x, y, w in ((60, 600, 120), (260, 640, 160), (120, 690, 180), (430, 690, 120), (360, 590, 70)):
        c.line(
            soft([(x, y), (x + w / 4, y - 8), (x + w / 2, y), (x + 3 * w / 4, y + 8), (x + w, y)]),
            "#ffffff90",
            5,
        )
    for x in (180, 290, 400):
        c.line(soft([(x, 510), (x + 20, 480), (x - 6, 440), (x + 14, 400), (x + 4, 360)]), BRICK, 8)
        c.poly([(x - 14, 370), (x + 4, 336), (x + 22, 370)], BRICK)
    cloud(c, 560, 210, 1.2)
    cloud(c, 950, 180, 1.7, tint(BLUE, 0.62))
    for n in range(9):
        x = 830 + n * 30
        for y in (230, 290, 350):
            c.line([(x, y + (n % 3) * 16), (x - 12, y + 32 + (n % 3) * 16)], BLUE, 6)
    c.line([(690, 130), (770, 118)], SOFT_INK, 8)
    c.poly([(764, 98), (806, 114), (770, 138)], SOFT_INK)


@scene(
    "blizzard",
    "Метель",
    "Рисунок: кибитка с лошадью в метель среди степи, вдали огонёк постоялого двора",
    "#2a2c56",
)
def blizzard(c: Canvas) -> None:
    c.circle(960, 170, 78, tint(NAVY, 0.55))
    c.circle(960, 170, 120, "#ffffff18")
    hills(c, 400, 30, mix(NAVY, SKY, 0.3), 1)
    with c.at(250, 420, size=0.9):
        c.rect(-70, -60, 140, 60, INK)
        c.poly([(-90, -56), (0, -116), (90, -56)], WHITE)
        c.rect(-16, -44, 34, 30, SUN)
        c.circle(0, -30, 60, SUN + "30")
    hills(c, 470, 36, mix(SKY, NAVY, 0.2), 3)
    hills(c, 560, 26, SKY, 0.2)
    with c.at(690, 610, size=1.3):
        # the sledge with a hood
        c.poly(
            [
                *soft([(-190, -20), (-200, -110), (-150, -164), (-80, -160)]),
                (-70, -70),
                *soft([(0, -66), (16, -50), (10, -20)]),
            ],
            BRICK,
        )
        c.poly([*soft([(-170, -70), (-172, -116), (-140, -142), (-92, -140)]), (-86, -70)], shade(BRICK, 0.5))
        c.line([(-200, 4), (20, 4), *soft([(20, 4), (52, -8), (52, -34)])], INK, 9)
        c.line([(-150, 2), (-150, -22)], INK, 8)
        c.line([(-10, 2), (-10, -22)], INK, 8)
        c.circle(-40, -112, 20, SAND)
        c.poly([*soft([(-70, -50), (-62, -92), (-30, -92), (-16, -52)])], BARK)
        c.rect(-62, -140, 44, 22, BARK, 9)
        # the horse
        c.line([(0, -46), (210, -70)], WOOD, 7)
        c.blob([(108, -60), (110, -108), (160, -118), (214, -112), (236, -90), (226, -58), (170, -50)], INK)
        c.poly(
            [*soft([(206, -100), (226, -150), (244, -176)]), *soft([(272, -160), (252, -120), (236, -76)])],
            INK,
        )
        c.poly([(236, -176), (262, -186), (300, -148), (288, -134), (256, -146)], INK)
        c.poly([(244, -178), (246, -202), (258, -182)], INK)
        for x, to in ((124, 104), (142, 152), (204, 192), (220, 246)):
            c.line([(x, -66), ((x + to) / 2 + 8, -34), (to, 6)], INK, 11)
        c.line(soft([(112, -96), (86, -84), (84, -40)]), INK, 12)
        c.arc(216, -104, 64, 196, 330, OCHRE, 8)
        c.circle(222, -160, 7, SUN)
    hills(c, 650, 16, WHITE, 4.2)
    for _ in range(150):
        x, y = c.chance.uniform(-40, WIDTH), c.chance.uniform(0, HEIGHT)
        w = c.chance.uniform(10, 34)
        c.line([(x, y), (x + w, y - w * 0.22)], "#ffffffc0", c.chance.choice((3, 4, 5)))


@scene(
    "tower",
    "Старая крепость",
    "Рисунок: крепостная башня с шатровой крышей и стена с зубцами над рекой, по реке плывёт ладья",
    "#f8e2b4",
)
def tower(c: Canvas) -> None:
    c.circle(300, 210, 84, SUN)
    c.circle(300, 210, 126, SUN + "40")
    hills(c, 380, 30, mix(SAND, OCHRE, 0.3), 0.4)
    hills(c, 450, 44, mix(OCHRE, MOSS, 0.5), 2.4)
    wall = tint(OCHRE, 0.45)
    c.rect(560, 330, 760, 220, wall)
    c.rect(560, 330, 760, 16, shade(wall, 0.14))
    for x in range(560, 1290, 54):
        c.poly([(x, 332), (x, 290), (x + 12, 300), (x + 24, 290), (x + 36, 300), (x + 36, 332)], wall)
    for x in range(900, 1280, 110):
        c.rect(x, 390, 20, 60, shade(AMBER, 0.3), 10)
    big = tint(OCHRE, 0.32)
    c.poly([(640, 560), (660, 250), (880, 250), (900, 560)], big)
    c.poly([(800, 250), (880, 250), (900, 560), (820, 560)], shade(big, 0.14))
    c.rect(640, 216, 260, 44, big)
    for x in range(640, 890, 45):
        c.rect(x, 190, 30, 40, big)
    c.rect(640, 256, 260, 8, shade(big, 0.25))
    c.poly([(630, 196), (770, 10), (910, 196)], AMBER)
    c.poly([(770, 10), (910, 196), (800, 196)], shade(AMBER, 0.2))
    c.line([(770, 14), (770, -20)], BARK, 5)
    for x, y in ((710, 320), (800, 320), (755, 420)):
        c.rect(x, y, 26, 64, shade(AMBER, 0.45), 13)
    c.poly([*part(770, 510, 40, 46, 180, 360), (810, 562), (730, 562)], shade(AMBER, 0.45))
    hills(c, 540, 14, MOSS, 5)
    c.rect(0, 590, WIDTH, 140, mix(TEAL, SKY, 0.45))
    c.rect(0, 590, WIDTH, 10, tint(MOSS, 0.4))
    for x, y, w in ((80, 630, 130), (560, 640, 160), (860, 680, 180), (1080, 630, 120), (480, 694, 80)):
        c.line([(x, y), (x + w, y)], "#ffffff80", 5)
    with c.at(340, 640, size=1.2):
        c.line([(0, -30), (0, -210)], BARK, 9)
        c.poly(
            [*soft([(-84, -196), (-60, -130), (-88, -64)]), *soft([(84, -64), (112, -130), (88, -196)])],
            WHITE,
        )
        for x in (-46, 4, 52):
            c.poly(
                [
                    *soft([(x, -196), (x + 20, -130), (x, -64)]),
                    *soft([(x + 24, -64), (x + 46, -130), (x + 24, -196)]),
                ],
                BRICK,
            )
        c.line([(-92, -198), (92, -198)], BARK, 8)
        c.poly(
            [
                *soft([(-170, -74), (-150, -20), (-90, 8)]),
                *soft([(100, 8), (156, -22), (178, -84)]),
                *soft([(150, -50), (0, -34), (-140, -46)]),
            ],
            BARK,
        )
        for x in (-90, -40, 10, 60, 110):
            c.circle(x, -24, 19, SUN if (x // 50) % 2 else BRICK)
            c.circle(x, -24, 6, WHITE)

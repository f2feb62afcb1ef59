"""A school's own two colours: the tokens made of them, and whether people can read what stands on them.

The main colour is that of the header, links and buttons; the second one marks: search, «новое», quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.core.validators import RegexValidator

LEAST = 4.5  # WCAG 2.2, 1.4.3
WHITE, BLACK = "#ffffff", "#000000"
# What the colours stand on and beside; the same in theme.css, where a test compares them.
PAPER, SURFACE, SUNKEN, INK = "#fbf9f4", "#ffffff", "#f2eee4", "#26241f"
DARK_PAPER, DARK_SURFACE, DARK_INK = "#161a18", "#1f2522", "#ece9e1"
ADMIN_LINKS = (
    "text-link-default",
    "text-button-outline-default",
    "text-highlight",
    "border-button-outline-default",
    "focus",
)
ADMIN_LINKS_UNDER_HAND = ("text-link-hover", "text-button-outline-hover", "border-button-outline-hover")

is_colour = RegexValidator(
    r"\A#[0-9a-fA-F]{6}\Z",
    "Цвет записывают решёткой и шестью знаками – цифрами и буквами от a до f: #17493d.",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Letters of one colour on another, and what to say when they are read badly."""

    what: str
    front: str
    back: str
    advice: str

    @property
    def ratio(self) -> float:
        return contrast(self.front, self.back)


def contrast(one: str, other: str) -> float:
    """How much one colour stands out against another: from 1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, part: float) -> str:
    """`part` (from 0 to 1) of `colour`, the rest of `other`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * part + two * (1 - part)):02x}" for one, two in pairs)


def fault(pairs: Iterator[Pair]) -> str:
    """Say of the pair that is read worst why the colour is not taken; nothing when all are read well."""
    worst = min(pairs, key=lambda pair: pair.ratio)
    if worst.ratio >= LEAST:
        return ""
    measured = f"{int(worst.ratio * 10) / 10:.1f}".replace(".", ",")  # rounded down: 4,49 is not 4,5
    return f"{worst.what}: контраст {measured} к 1, а нужно не меньше 4,5 к 1. {worst.advice}"


def pairs_of_main(colour: str) -> Iterator[Pair]:
    """What stands on the main colour, and what it stands on, in light and in dark."""
    light, dark = _light(colour), _dark(colour)
    darker = "Возьмите цвет темнее."
    yield Pair("Белые буквы шапки и кнопок на этом цвете читаются плохо", WHITE, colour, darker)
    for back in (PAPER, SURFACE, SUNKEN, light["accent-soft"]):
        yield Pair(f"Ссылки этого цвета на светлом фоне {back} читаются плохо", colour, back, darker)
    tones = "Возьмите цвет спокойнее: сайт сам делает из него светлый оттенок для тёмного оформления."
    yield Pair("Белые буквы шапки в тёмном оформлении читаются плохо", WHITE, dark["board"], tones)
    yield Pair("Буквы кнопок в тёмном оформлении читаются плохо", dark["on-accent"], dark["accent"], tones)
    for back in (DARK_PAPER, DARK_SURFACE, dark["accent-soft"]):
        yield Pair(f"Ссылки на тёмном фоне {back} читаются плохо", dark["accent"], back, tones)


def pairs_of_second(colour: str) -> Iterator[Pair]:
    """What stands on the second colour and on its pale shades."""
    yield Pair(
        "И тёмные, и белые буквы на этом цвете читаются плохо",
        _ink_on(colour),
        colour,
        "Возьмите цвет заметно светлее или темнее.",
    )
    paler = "Возьмите цвет светлее."
    yield Pair("Буквы на бледном оттенке этого цвета читаются плохо", INK, mix(colour, WHITE, 0.2), paler)
    yield Pair(
        "Буквы на бледном оттенке этого цвета в тёмном оформлении читаются плохо",
        DARK_INK,
        mix(colour, DARK_SURFACE, 0.2),
        "Возьмите цвет темнее.",
    )


@lru_cache(maxsize=32)
def stylesheet(main: str, second: str) -> str:
    """The tokens of theme.css that a school's colours replace; nothing without colours."""
    light, dark, more = {}, {}, ""
    if main:
        light, dark = _light(main), _dark(main)
        more = ".site-header, .video__frame { --focus: #fff; }"
    if second:
        ink = _ink_on(second)
        light |= {"sun": second, "sun-soft": mix(second, WHITE, 0.2), "on-sun": INK, "ink-on-sun": ink}
        dark |= {
            "sun": second,
            "sun-soft": mix(second, DARK_SURFACE, 0.2),
            "on-sun": DARK_INK,
            "ink-on-sun": ink,
        }
    if not light:
        return ""
    plain = " ".join(f"--{name}: {value};" for name, value in light.items())
    both = " ".join(f"--{name}: light-dark({value}, {dark[name]});" for name, value in light.items())
    return (
        f"@layer school {{ :root {{ {plain} }} "
        f"@supports (color: light-dark(red, red)) {{ :root {{ {both} }} }} {more} }}\n"
    )


@lru_cache(maxsize=32)
def admin_stylesheet(main: str) -> str:
    """The tokens of Wagtail's admin that a school's main colour replaces: menu, buttons, links."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _channels(main)))
    parts = {"hue": f"{hue * 360:.1f}", "saturation": f"{saturation:.1%}", "lightness": f"{lightness:.1%}"}
    own = "".join(
        f"--w-color-{name}-{part}: {value}; "
        for name in ("primary", "secondary")
        for part, value in parts.items()
    )
    light, accent, ink = _dark(main)["accent-strong"], _dark(main)["accent"], _dark(main)["on-accent"]
    dark = "".join(f"--w-color-{name}: {accent}; " for name in ADMIN_LINKS)
    dark += "".join(f"--w-color-{name}: {light}; " for name in ADMIN_LINKS_UNDER_HAND)
    dark += f"--w-color-surface-button-default: {accent}; --w-color-surface-button-hover: {light}; "
    dark += f"--w-color-text-button: {ink}; "
    return (
        f":root, :host {{ {own}}}\n"
        f"html.w-theme-dark {{ {dark}}}\n"
        f"@media (prefers-color-scheme: dark) {{ html.w-theme-system {{ {dark}}} }}\n"
    )


def version(css: str) -> str:
    """What changes in the stylesheet's address when the stylesheet does."""
    return sha256(css.encode()).hexdigest()[:10]


def board(main: str) -> tuple[str, str]:
    """The colour of the header, in light and in dark."""
    return (_light(main)["board"], _dark(main)["board"]) if main else ("#17493d", "#12332b")


def _light(main: str) -> dict[str, str]:
    soft = mix(WHITE, main, 0.85)
    return {
        "board": main,
        "board-line": mix(WHITE, main, 0.25),
        "on-board": WHITE,
        "on-board-soft": soft if contrast(soft, main) >= LEAST else WHITE,
        "accent": main,
        "accent-strong": mix(main, BLACK, 0.75),
        "on-accent": WHITE,
        "accent-soft": mix(main, SURFACE, 0.1),
    }


def _dark(main: str) -> dict[str, str]:
    """The same in dark: the header darker, links so light that they are read on every dark ground."""
    back = mix(main, BLACK, 0.7)
    accent, soft = WHITE, DARK_SURFACE
    for part in range(100, -1, -4):
        accent = mix(main, WHITE, part / 100)
        soft = mix(accent, DARK_SURFACE, 0.12)
        if min(contrast(accent, ground) for ground in (DARK_PAPER, DARK_SURFACE, soft)) >= 6:
            break
    return {
        "board": back,
        "board-line": mix(WHITE, back, 0.2),
        "on-board": WHITE,
        "on-board-soft": mix(WHITE, back, 0.85),
        "accent": accent,
        "accent-strong": mix(accent, WHITE, 0.5),
        "on-accent": mix(main, BLACK, 0.2),
        "accent-soft": soft,
    }


def _ink_on(colour: str) -> str:
    """Dark letters or white ones: whichever are read better on `colour`."""
    return max(INK, WHITE, key=lambda ink: contrast(ink, colour))


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

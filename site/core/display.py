"""How one reader wants the site to look: kept in a cookie, applied by the server on every page.

Five choices in one short cookie, «150.blue.wide.hidden.off»: text size, scheme, spacing, pictures, motion.
A cookie that says anything else is as good as none.
"""

from __future__ import annotations

import re
from dataclasses import asdict, astuple, dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

COOKIE = "display"
A_YEAR = 365 * 24 * 60 * 60
SIZES = [
    ("100", "обычный"),
    ("125", "крупнее – 125 %"),
    ("150", "крупный – 150 %"),
    ("200", "очень крупный – 200 %"),
]
SCHEMES = [
    ("own", "как задумано"),
    ("white", "чёрным по белому"),
    ("black", "белым по чёрному"),
    ("blue", "тёмно-синим по голубому"),
    ("beige", "коричневым по бежевому"),
]
SPACINGS = [("normal", "обычное"), ("wide", "широкое")]
PICTURES = [("shown", "показывать"), ("hidden", "не показывать: вместо них – описание словами")]
MOTION = [("own", "как в устройстве"), ("off", "выключено")]
CHOICES = {"size": SIZES, "scheme": SCHEMES, "spacing": SPACINGS, "pictures": PICTURES, "motion": MOTION}
# What a browser paints around the page: by scheme, as in display.css.
BAR_COLOURS = {"white": "#ffffff", "black": "#000000", "blue": "#9dd1ff", "beige": "#f7f3d6"}

_IMG = re.compile(r"<picture\b[^>]*>.*?</picture>|<img\b[^>]*>", re.DOTALL)
_ALT = re.compile(r'\salt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Display:
    """What a reader has chosen. The defaults are the site as it is."""

    size: str = "100"
    scheme: str = "own"
    spacing: str = "normal"
    pictures: str = "shown"
    motion: str = "own"

    @property
    def chosen(self) -> dict[str, str]:
        """The choices that differ from the site as it is."""
        usual = asdict(Display())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    @property
    def attributes(self) -> SafeString:
        """The attributes of <html> that display.css goes by; nothing for the site as it is."""
        return format_html_join("", ' data-{}="{}"', self.chosen.items())

    @property
    def bar_colour(self) -> str:
        return BAR_COLOURS.get(self.scheme, "")


class DisplayForm(forms.Form):
    """The page of the settings; `next` is where the reader came from."""

    size = forms.ChoiceField(label="Размер текста", choices=SIZES, widget=forms.RadioSelect)
    scheme = forms.ChoiceField(label="Цвета", choices=SCHEMES, widget=forms.RadioSelect)
    spacing = forms.ChoiceField(
        label="Расстояние между буквами и строками", choices=SPACINGS, widget=forms.RadioSelect
    )
    pictures = forms.ChoiceField(label="Картинки", choices=PICTURES, widget=forms.RadioSelect)
    motion = forms.ChoiceField(label="Движение на странице", choices=MOTION, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= {
                "required": "Выберите один из вариантов.",
                "invalid_choice": "Такого варианта нет. Выберите один из предложенных.",
            }


def read(request: HttpRequest) -> Display:
    """What the cookie says; the site as it is, when there is none or it says what cannot be."""
    values = request.COOKIES.get(COOKIE, "").split(".")
    if len(values) != len(CHOICES):
        return Display()
    for value, choices in zip(values, CHOICES.values(), strict=True):
        if value not in {key for key, _ in choices}:
            return Display()
    return Display(*values)


def keep(response: HttpResponse, wanted: Display, *, secure: bool) -> None:
    """Write the cookie for a year, or delete it when nothing differs from the site as it is."""
    if not wanted.chosen:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, ".".join(astuple(wanted)), max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
    )


def context(request: HttpRequest) -> dict[str, Display]:
    """The context processor: `display` on every page."""
    return {"display": read(request)}


def way_back(request: HttpRequest, address: str) -> str:
    """`address` when it is a path of this site and not of the settings themselves; else nothing."""
    is_path = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    is_here = address.partition("?")[0] == request.path
    return address if is_path and not is_here else ""


def pictures_in_words(html: str) -> str:
    """`html` with every picture's description in its place; a picture that says nothing is left out."""

    def words(image: re.Match[str]) -> str:
        found = _ALT.search(image[0])
        description = found[1].strip() if found else ""
        return f'<span class="no-picture">Картинка: {description}</span>' if description else ""

    return _IMG.sub(words, html)

"""The living page of the visual language: every token and component in its states. In development only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core import theme
from core.cards import Card
from core.filters import FilterForm, choice
from core.models import SitePicture, Subject

TOKENS = Path(__file__).resolve().parent.parent / "static" / "css" / "theme.css"
_IN_LIGHT_AND_DARK = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);")
_ANY = re.compile(r"--([\w-]+): ([^;]+);")
# Letters and the ground that they stand on; the rest of the colours carry no words.
PAIRS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink-soft", "paper"),
    ("ink-soft", "sunken"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-sun", "sun-soft"),
    ("danger", "danger-soft"),
    ("on-danger", "danger"),
]
LONG = "Достопримечательностиидостижениячеловеконенавистничествосверхъестественный"


class ExampleFilter(FilterForm):
    """What a listing asks."""

    subject = choice("Предмет", [("fizika", "Физика"), ("himiya", "Химия")], "Все предметы")
    grade = choice("Класс", [("5", "5 класс"), ("6", "6 класс")], "Все классы")


class ExampleForm(forms.Form):
    """Fields of the usual kinds."""

    name = forms.CharField(label="Как вас зовут", help_text="Имя и отчество.")
    kind = forms.ChoiceField(label="Кто вы", choices=[("1", "родитель"), ("2", "учитель")])
    text = forms.CharField(label="Сообщение", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Я прочитал правила")


def components(request: HttpRequest) -> HttpResponse:
    """The page; 404 on a site that works."""
    if not settings.DEBUG:
        raise Http404
    css = TOKENS.read_text(encoding="utf-8")
    context = {
        "colours": _colours(css),
        "pairs": _pairs(css),
        "sizes": _named(css, "size-"),
        "gaps": _named(css, "gap"),
        "rounds": [*_named(css, "round"), "pill"],
        "shadows": _named(css, "shadow"),
        "subjects": list(Subject.objects.all()),
        **_examples(request),
    }
    return render(request, "core/component_page.html", context)


def component_styles(request: HttpRequest) -> HttpResponse:
    """Rules that show the tokens: the policy forbids styles in a page."""
    if not settings.DEBUG:
        raise Http404
    css = TOKENS.read_text(encoding="utf-8")
    rules = [f'.token[data-token="{name}"] i {{ background: var(--{name}); }}' for name, *_ in _colours(css)]
    rules += [
        f'.token[data-token="{name}"] b {{ font-size: var(--{name}); }}' for name in _named(css, "size-")
    ]
    rules += [f'.token[data-token="{name}"] i {{ width: var(--{name}); }}' for name in _named(css, "gap")]
    rules += [
        f'.token[data-token="{name}"] i {{ border-radius: var(--{name}); }}'
        for name in [*_named(css, "round"), "pill"]
    ]
    rules += [
        f'.token[data-token="{name}"] i {{ box-shadow: var(--{name}); }}' for name in _named(css, "shadow")
    ]
    return HttpResponse("\n".join(rules), content_type="text/css; charset=utf-8")


def _colours(css: str) -> list[tuple[str, str, str]]:
    """Name, light, dark of every colour."""
    found = _IN_LIGHT_AND_DARK.findall(css)
    return list(dict.fromkeys((name, light, dark) for name, light, dark in found if name != "subject"))


def _named(css: str, beginning: str) -> list[str]:
    """The names of the tokens that begin so, each once."""
    return list(dict.fromkeys(name for name, _ in _ANY.findall(css) if name.startswith(beginning)))


def _pairs(css: str) -> list[dict[str, Any]]:
    """How well letters are read on their ground, in light and in dark."""
    colours = {name: (light, dark) for name, light, dark in _colours(css)}

    def ratio(front: str, back: str, dark: int) -> float:
        return theme.contrast(_whole(colours[front][dark]), _whole(colours[back][dark]))

    return [
        {"front": front, "back": back, "light": ratio(front, back, 0), "dark": ratio(front, back, 1)}
        for front, back in PAIRS
    ]


def _whole(colour: str) -> str:
    """#fff is #ffffff."""
    return "#" + "".join(sign * 2 for sign in colour[1:]) if len(colour) == len("#fff") else colour


def _examples(request: HttpRequest) -> dict[str, Any]:
    """Components in their states."""
    picture = SitePicture.objects.filter(children_recognisable=SitePicture.Children.NO).first()
    subjects = list(Subject.objects.all()[:2])
    words = "Одиннадцатиклассник показал пятому классу опыт к задаче, которую в районе не решил никто."
    meta = ["В. С. Орлов", "18 ноября 2026"]
    chosen, wrong = ExampleFilter({"subject": "fizika"}), ExampleForm({"name": "", "kind": "3"})
    chosen.is_valid()
    none = ExampleFilter({})
    none.is_valid()
    return {
        "cards": [
            Card("Маятник на двух нитях", "#card", words, meta, picture, "Блог учителей", subjects[:1]),
            Card("Без картинки, но с предметами", "#card", words, meta, None, "Блог учителей", subjects),
            Card("Закреплено сверху", "#card", words, meta, is_pinned=True, badge="до 1 декабря"),
            Card(LONG, "#card", LONG, [LONG], badge="отменено", badge_kind="warning"),
            Card("Одно название", "#card"),
        ],
        "filters_empty": none,
        "filters_active": chosen,
        "form": wrong,
        "page_of": Paginator(range(200), 10).page(7),
        "said": [
            Message(constants.SUCCESS, "Запись отправлена модератору."),
            Message(constants.INFO, "Сегодня короткий день."),
            Message(constants.WARNING, "Срок проверки этой страницы прошёл."),
            Message(constants.ERROR, "Файл не принят: он больше 30 МБ."),
        ],
        "files": [
            {"title": "Положение о конкурсе", "url": "#files", "extension": "pdf", "size_text": "245 КБ"},
            {"title": LONG, "url": "#files", "extension": "docx", "size_text": "1,2 МБ"},
        ],
        "tags": [{"title": "олимпиада", "url": "#tags"}, {"title": "без ссылки", "url": ""}],
        "grades": [5, 6, 7, 9],
        "crumbs": [
            {"title": "Главная", "url": "/"},
            {"title": "Блог учителей", "url": "/blog/"},
            {"title": "Маятник", "url": ""},
        ],
        "contents": [
            {"text": "Что взять с собой", "anchor": "ways", "level": 2},
            {"text": "Обувь", "anchor": "ways", "level": 3},
        ],
        "headings": ["Урок", "Начало", "Конец"],
        "rows": [["1", "8:30", "9:15"], ["2", "9:25", "10:10"]],
        "notes": [
            {"kind": "advice", "text": "<p>Начните с простого.</p>"},
            {"kind": "important", "text": "<p>Сменная обувь обязательна.</p>"},
            {"kind": "question", "text": "<p>А что, если нить одна?</p>"},
        ],
        "quote": {"text": "Учиться можно только весело.", "source": "Анатоль Франс"},
        "video": {
            "title": "Опыт с маятником",
            "provider_name": "RUTUBE",
            "url": "https://rutube.ru/",
            "embed_url": "",
        },
        "picture": picture,
        "today": timezone.localdate(),
        "badges": [("quiet", ""), ("отменено", "warning"), ("прошло", "muted"), ("сегодня", "accent")],
        "page_like": {
            "title": "Заголовок раздела",
            "summary": "Одно предложение о том, что здесь есть и для кого.",
        },
    }

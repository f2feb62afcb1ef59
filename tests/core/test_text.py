"""Russian wording that code needs: plural forms, dates, addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from core.text import MAX_SLUG, to_slug
from demo.factories import PlainPageFactory


def draw(template: str, **context: object) -> str:
    return Template("{% load core_tags %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 сайтов"),
        (1, "1 сайт"),
        (2, "2 сайта"),
        (4, "4 сайта"),
        (5, "5 сайтов"),
        (11, "11 сайтов"),
        (12, "12 сайтов"),
        (14, "14 сайтов"),
        (20, "20 сайтов"),
        (21, "21 сайт"),
        (22, "22 сайта"),
        (111, "111 сайтов"),
        (112, "112 сайтов"),
        (121, "121 сайт"),
        (1003, "1003 сайта"),
    ],
)
def test_a_number_takes_its_form(number, text):
    assert draw('{{ number|counted:"сайт,сайта,сайтов" }}', number=number) == text
    assert draw('{{ number|plural:"сайт,сайта,сайтов" }}', number=number) == text.split()[1]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (date(2026, 11, 20), "20 ноября 2026"),
        (date(2026, 5, 1), "1 мая 2026"),
        # Half past nine in the evening in London is the next day at school.
        (datetime(2026, 11, 20, 21, 30, tzinfo=UTC), "21 ноября 2026"),
        (None, ""),
    ],
)
def test_a_day_is_written_in_russian_in_the_schools_time(moment, text):
    assert draw("{{ moment|day }}", moment=moment) == text


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Расписание звонков", "raspisanie-zvonkov"),
        ("Щука и ёж", "schuka-i-yozh"),
        ("Русский язык", "russky-yazyk"),
        ("7 «Б» класс: поход!", "7-b-klass-pohod"),
        ("Hello, мир", "hello-mir"),
        ("Ещё раз – про съезд", "eschyo-raz-pro-sezd"),
        ("«…»", "stranica"),
        ("", "stranica"),
    ],
)
def test_an_address_is_made_of_the_title(title, slug):
    assert to_slug(title) == slug


@pytest.mark.parametrize("title", ["Ы" * 300, "слово " * 60, "Превысокомногорассмотрительствующий " * 5])
def test_an_address_is_short_and_clean(title):
    slug = to_slug(title)
    assert 0 < len(slug) <= MAX_SLUG
    assert slug.strip("-") == slug
    assert slug.isascii()


def test_two_pages_of_one_title_get_two_addresses(home):
    first = PlainPageFactory(parent=home, title="Наш двор")
    second = PlainPageFactory(parent=home, title="Наш двор")
    assert first.slug == "nash-dvor"
    assert second.slug != first.slug
    assert second.slug.startswith("nash-dvor")


def test_quotes_within_quotes_are_of_the_second_kind():
    assert draw("{{ title|quoted }}", title="Конкурс «Живое слово»") == "«Конкурс „Живое слово“»"
    assert draw("{{ title|quoted }}", title="<b>") == "«&lt;b&gt;»"

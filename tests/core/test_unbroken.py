"""Where a line may not end: |unbroken leaves the words as they are and only ties them together."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.safestring import mark_safe


def drawn(value: str) -> str:
    return Template("{% load core_tags %}{{ value|unbroken }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("Собрание 5-х классов", ["5-х"]),
        ("28 ноября, 18:00–19:15", ["18:00–19:15"]),
        ("для 5–11 классов", ["5–11"]),
        ("9 «А» и 11 «Б»: экзамены", ["9 «А»", "11 «Б»"]),
        ("команду собирает В. С. Орлов", ["В. С. Орлов"]),
        ("диплом № 64-Ф", ["№ 64-Ф"]),
        ("8-800-2000-122", ["8-800-2000-122"]),
        ("Онлайн-встреча с психологом", []),
        ("Кабинет 22 – «Алгебра»", []),
    ],
)
def test_what_is_read_as_one_word_stays_on_one_line(words, whole):
    page = BeautifulSoup(drawn(words), "html.parser")
    assert page.get_text() == words
    assert [one.get_text() for one in page.select(".nowrap")] == whole


def test_markup_in_words_stays_words_and_ready_markup_is_not_touched():
    assert drawn("<b>5-х</b>").startswith("&lt;b&gt;<span")
    ready = mark_safe('<a href="/1-2/">1-2</a>')
    assert drawn(ready) == ready

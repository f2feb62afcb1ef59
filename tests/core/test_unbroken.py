"""Where a line may not end: |unbroken leaves the words as they are and only ties them together."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.safestring import SafeString

from demo.factories import PlainPageFactory


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


def test_markup_in_words_stays_words():
    assert drawn("<b>5-х</b>").startswith("&lt;b&gt;<span")


READY = (
    '<p title="5–7">С <a href="/1-2/?a=\'5-х\'&amp;b=9-11">1-2</a> до <b>18:00–19:15</b>, каб. № 7 '
    "&lt;5 «А»&gt;.</p>\n"
    "<pre>1-2 <b>3-4</b></pre><code>5–11</code> 5–11<br/>"
)


def test_of_ready_markup_only_the_words_between_tags_are_tied():
    page = BeautifulSoup(drawn(SafeString(READY)), "html.parser")
    assert [one.get_text() for one in page.select(".nowrap")] == [
        "1-2",
        "18:00–19:15",
        "№ 7",
        "5 «А»",
        "5–11",
    ]
    for one in page.select(".nowrap"):
        one.unwrap()
    page.smooth()
    assert str(page) == str(BeautifulSoup(READY, "html.parser"))


def test_what_is_tied_is_not_tied_again():
    once = drawn(SafeString(READY))
    assert drawn(SafeString(once)) == once


def test_what_would_not_fit_a_phone_may_be_broken():
    assert drawn("1-" * 30 + "1") == "1-" * 30 + "1"


@pytest.mark.parametrize(
    "broken", ["<a href='1-2", "5–7 < 9–11", "<pre>1-2", "</pre>1-2", "<>1-2", "<b title=\"1-2>'"]
)
def test_broken_markup_loses_nothing(broken):
    assert drawn(SafeString(broken)).replace('<span class="nowrap">', "").replace("</span>", "") == broken


@pytest.mark.parametrize(
    "piece",
    ["1", "1:", "1-", "<", "<'", '<"', "<pre>", "А. ", "№ ", "<p>5–7 классы, каб. № 7.</p>"],
)
def test_a_long_text_stays_quick(piece):
    text = SafeString(piece * (200_000 // len(piece)) + " 5–11")
    began = time.process_time()
    drawn(text)
    assert time.process_time() - began < 1


def test_a_body_and_a_table_are_tied_on_the_page(home, client):
    body = [
        ("heading", "Что ждёт 5–7 классы"),
        ("text", '<p>Приходите <a href="https://example.org/1-2/">к 18:00–19:15</a>.</p>'),
        ("table", (["Звонки 5–11"], [["5 «А», 8:30–9:10"]], "Для 1–4 классов")),
    ]
    page = PlainPageFactory(parent=home, title="Проба", summary="", body=body)
    text = BeautifulSoup(client.get(page.url).text, "html.parser").select_one(".article__text")
    tied = [one.get_text() for one in text.select(".nowrap")]
    assert tied == ["5–7", "18:00–19:15", "1–4", "5–11", "5 «А»", "8:30–9:10"]
    assert text.select_one("a[href='https://example.org/1-2/']").get_text() == "к 18:00–19:15"

"""The text as it is typed: what each sign means, and that nothing changes on the way there and back."""

from __future__ import annotations

import json
import random
import time

import pytest

from blog.models import PostPage
from demo.story import story
from writing.blocks import NotExpressibleError, body_of, flow_of
from writing.flow import Heading, Items, Paragraph, Picture, Pictures, Quote, Run, Table
from writing.markup import parse, write

PIECES = ["**", "_", "- ", "## ", "### ", "\n", "\n\n", "> ", "| ", "[a](https://x.ru)", "https://ya.ru",
          "Слово", "слово", " ", "\\", "1. ", "[картинка 5]", "Таблица: x", "(", ")", ".", "— к", "*", "<b>",
          "&amp;", "\xa0", "www.x.ru", "🙂", "е\u0301", "[", "]", "|\n", "\\\n", "\t"]  # fmt: skip


def line(text: str) -> tuple[Run, ...]:
    return (Run(text),)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Первый.\n\nВторой.", [Paragraph(line("Первый.")), Paragraph(line("Второй."))]),
        ("Мой дядя\nсамых честных правил,", [Paragraph(line("Мой дядя\nсамых честных правил,"))]),
        ("- раз\n- два", [Items((line("раз"), line("два")))]),
        ("• раз\n\n• два", [Items((line("раз"), line("два")))]),
        ("1. раз\n2) два", [Items((line("раз"), line("два")), ordered=True)]),
        ("1. раз\n\n1. два", [Items((line("раз"),), ordered=True), Items((line("два"),), ordered=True)]),
        ("Нужно:\n- вода", [Paragraph(line("Нужно:")), Items((line("вода"),))]),
        ("## Часть\n### Меньше", [Heading("Часть"), Heading("Меньше", 3)]),
        ("### Без части", [Heading("Без части")]),
        ("Что взять\n\nВоду и шапку.", [Heading("Что взять"), Paragraph(line("Воду и шапку."))]),
        ("Что взять\n- воду", [Heading("Что взять"), Items((line("воду"),))]),
        ("Было здорово.\n\nДо встречи", [Paragraph(line("Было здорово.")), Paragraph(line("До встречи"))]),
        ("– Привет!\n– И тебе.", [Paragraph(line("– Привет!\n– И тебе."))]),
        ("**важно**, _слово_", [Paragraph((Run("важно", bold=True), Run(", "), Run("слово", italic=True)))]),
        ("при**став**ка", [Paragraph((Run("при"), Run("став", bold=True), Run("ка")))]),
        ("5*3*2, a_b_c, 2 ** 3, C:\\Users", [Paragraph(line("5*3*2, a_b_c, 2 ** 3, C:\\Users"))]),
        ("> Свет.\n> — Пословица", [Quote("Свет.", "Пословица")]),
        (
            "| День | Час |\n|---|---|\n| среда | 15:00 |",
            [Table("Таблица", ("День", "Час"), (("среда", "15:00"),))],
        ),
        ("Таблица: Кружки\n| а |\n| б | в |", [Table("Кружки", ("а", ""), (("б", "в"),))]),
        ("[картинка 7: Лес]\n[картинка 8]", [Pictures((Picture(7, "Лес"), Picture(8)))]),
        ("| |\n| |\nСлова.", [Paragraph(line("| |")), Paragraph(line("| |\nСлова."))]),
        (">\n>\nСлова.", [Paragraph(line(">")), Paragraph(line(">\nСлова."))]),
        ("[картинка 7: ]", [Pictures((Picture(7),))]),
        ("", []),
        (" \n\n \t\n", []),
    ],
)
def test_signs_mean_what_a_teacher_expects(typed, read):
    assert parse(typed) == read
    assert parse(write(read)) == read


@pytest.mark.parametrize(
    ("typed", "words", "href"),
    [
        ("Смотри https://x.ru/a_b(c), там", "https://x.ru/a_b(c)", "https://x.ru/a_b%28c%29"),
        ("(см. https://x.ru/)", "https://x.ru/", "https://x.ru/"),
        ("сайт www.x.ru.", "www.x.ru", "https://www.x.ru"),
        ("[словарь](https://x.ru)", "словарь", "https://x.ru"),
        ("**[словарь](https://x.ru)**", "словарь", "https://x.ru"),
    ],
)
def test_addresses_become_links(typed, words, href):
    (link,) = [run for run in parse(typed)[0].runs if run.href]
    assert (link.text, link.href) == (words, href)
    assert parse(write(parse(typed))) == parse(typed)


def test_long_lines_without_blank_ones_between_are_paragraphs():
    """So a text comes from Word where no script helps."""
    long = "Длинная строка, какие бывают у абзацев из Word, когда их вставляют в простое поле без всего."
    assert parse(f"{long}\n{long}\n{long}") == [Paragraph(line(long))] * 3


def test_a_line_that_would_be_a_heading_is_typed_with_a_backslash_where_it_is_none():
    flow = [Paragraph(line("Что взять")), Paragraph(line("Воду и шапку."))]
    assert write(flow) == "\\Что взять\n\nВоду и шапку."
    assert parse(write(flow)) == flow


def test_signs_are_left_as_they_were_typed_where_they_mean_nothing():
    text = "2*2=4, a_b, 5 > 3 (да) [нет] C:\\Users #тег\n\nДо встречи"
    assert write(parse(text)) == text


@pytest.mark.parametrize("seed", range(40))
def test_every_text_comes_back_as_it_was(seed):
    """Three hundred made-up texts a seed, of everything that could mean something."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(300):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 30)))
        flow = parse(text)
        typed = write(flow)
        assert typed is not None, text
        assert parse(typed) == flow, text


@pytest.mark.parametrize("seed", range(10))
def test_every_text_comes_back_from_the_blocks_of_a_page(seed):
    chance = random.Random(1000 + seed)  # noqa: S311
    for _ in range(100):
        flow = parse("".join(chance.choice(PIECES) for _ in range(chance.randint(1, 30))))
        page = PostPage(body=body_of(flow))
        assert flow_of(page.body) == flow
        again = PostPage(body=body_of(flow, page.body))
        assert again.body.get_prep_value() == page.body.get_prep_value()


@pytest.mark.parametrize(
    "notes",
    [
        [("text", '<p data-block-key="a1">Раз <b>два</b></p><ul><li data-block-key="b">три</li></ul>')],
        [("heading", "Часть"), ("subheading", "Меньше"), ("text", "<p>Слова,<br/>слова</p>")],
        [("quote", ("Ученье – свет.\nНеученье – тьма.", "Пословица"))],
        [("table", (["День", "Час"], [["вторник", "15:00"], ["", ""]], "Когда приходить"))],
        [("text", '<p><a href="https://x.ru"><b>жирная</b> ссылка</a></p>')],
    ],
)
def test_what_the_editor_made_of_the_same_blocks_can_be_typed(notes):
    body = PostPage(body=story(notes)).body
    flow = flow_of(body)
    assert parse(write(flow)) == flow
    assert flow_of(PostPage(body=body_of(flow, body)).body) == flow


@pytest.mark.parametrize(
    "notes",
    [
        [("video", {"title": "О", "url": "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"})],
        [("note", ("advice", "<p>Совет</p>"))],
        [("text", '<p><a linktype="page" id="3">страница</a></p>')],
        [("text", "<ul><li>раз<ul><li>внутри</li></ul></li></ul>")],
        [("button", {"text": "Открыть", "url": "https://x.ru", "page": None})],
    ],
)
def test_what_only_the_editor_shows_is_not_flattened(notes):
    with pytest.raises(NotExpressibleError):
        flow_of(PostPage(body=story(notes)).body)


def test_headings_keep_their_addresses_when_the_text_around_them_changes():
    before = PostPage(body=body_of(parse("## Часть\n\nСлова.\n\n## Часть\n\nЕщё."))).body
    after = json.loads(body_of(parse("Начало.\n\n## Часть\n\nДругое.\n\n## Часть\n\nЕщё."), before))
    kept = [block["id"] for block in before.get_prep_value() if block["type"] == "heading"]
    assert [block["id"] for block in after if block["type"] == "heading"] == kept


@pytest.mark.parametrize(
    "text",
    ["**a **" * 16_000, "_a _" * 25_000, "[" * 100_000, "[a](" * 25_000, "https://x.ru" * 8_000,
     "\\" * 100_000, "- а\n" * 25_000, "> а\n" * 25_000, "|" * 100_000, "| а |\n" * 16_000, "а\n" * 50_000,
     "\n" * 100_000, "А\n\n" * 33_000, "1. а\n" * 20_000, "#" * 100_000, "((((" * 25_000,
     "|" + "-" * 99_998 + "x", "|" + " -" * 49_999 + "x", "[картинка 1:" + " " * 99_987 + "x",
     "| |\n" * 25_000, "| а |\n" * 16_000 + "|" * 61, ">\n" * 50_000, "- \U000f0000\n" * 25_000],
    ids=lambda text: text[:8].strip() or "breaks",
)  # fmt: skip
def test_a_hundred_thousand_signs_are_read_and_typed_at_once(text):
    begun = time.perf_counter()
    write(parse(text))
    assert time.perf_counter() - begun < 20

"""Under a result stands the piece of the page where the words are, the words marked."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from blog.models import BlogPage
from demo.factories import AnnouncementPageFactory, PlainPageFactory, PostPageFactory
from members import roles
from resources.models import AnnouncementsPage, TimetablePage
from tests.pages import soup
from tests.personas import CARER, TEACHER

RARE = "фонтанопровод"
FILLING = "Много разных слов о совсем другом. " * 60


def first_result(query: str, client: Client | None = None):
    return soup((client or Client()).get("/search/", {"q": query})).select_one("main .card")


def marks(card) -> list[str]:
    return [mark.get_text() for mark in card.select(".card__summary mark")]


@pytest.fixture
def page(home):
    text = f"<p>{FILLING}</p><p>Здесь {RARE}ы стоят рядами.</p><p>{FILLING}</p>"
    return PlainPageFactory(parent=home, title="Проба пера", summary="Ни о чём.", body=[("text", text)])


def test_the_excerpt_is_taken_around_the_words(page):
    card = first_result(RARE)
    excerpt = card.select_one(".card__summary").get_text()
    assert f"Здесь {RARE}ы стоят рядами" in excerpt
    assert len(excerpt) < 260
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")


def test_words_are_marked_in_whatever_form(page):
    assert marks(first_result(f"{RARE}ов ряд")) == [f"{RARE}ы", "рядами"]


def test_the_title_is_marked_too(home):
    PlainPageFactory(parent=home, title=f"О {RARE}ах", body=[("text", "<p>Слова.</p>")])
    title = first_result(RARE).select_one(".card__title")
    assert title.get_text(strip=False).strip() == f"О {RARE}ах"
    assert [mark.get_text() for mark in title.select("mark")] == [f"{RARE}ах"]


def test_the_place_with_more_of_the_words_is_chosen(home):
    text = f"<p>Один {RARE}.</p><p>{FILLING}</p><p>Жёлтый {RARE} и зелёный колодец.</p>"
    PlainPageFactory(parent=home, title="Проба пера", summary="", body=[("text", text)])
    assert "зелёный колодец" in first_result(f"{RARE} колодец").select_one(".card__summary").get_text()


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("table", (["День", "Где"], [["вторник", f"у {RARE}а"]], "")),
        ("quote", (f"Берегите {RARE}!", "Пословица")),
        ("note", ("advice", f"<p>Смотрите {RARE}.</p>")),
        ("heading", f"Наш {RARE}"),
    ],
)
def test_words_in_any_block_are_found_and_shown(block, value, home):
    PlainPageFactory(parent=home, title="Проба пера", summary="", body=[(block, value)])
    assert any(RARE in mark for mark in marks(first_result(RARE)))


def test_what_looks_like_html_is_shown_as_text(home):
    PlainPageFactory(
        parent=home,
        title=f"<b>{RARE}</b> & <script>alert(1)</script>",
        summary=f"<img src=x onerror=alert(1)> {RARE}",
    )
    card = first_result(RARE)
    assert not card.select("script, img, b")
    assert "<script>alert(1)</script>" in card.select_one(".card__title").get_text()
    assert "<img src=x onerror=alert(1)>" in card.select_one(".card__summary").get_text()


def test_a_grade_alone_is_marked_but_not_beside_other_words(home):
    PlainPageFactory(parent=home, title=f"{RARE} для 5 класса", summary="В 5 классе пять уроков.")
    assert "5" not in marks(first_result(f"{RARE} 5 класс"))


def test_excerpts_cost_nothing_more_for_more_results(home, count_queries):
    blog = BlogPage.objects.get()
    for number in range(2):
        PostPageFactory(parent=blog, title=f"{RARE} {number}", grades=[5])
    few = count_queries(lambda: Client().get("/search/", {"q": RARE}))
    for number in range(2, 30):
        PostPageFactory(parent=blog, title=f"{RARE} {number}", grades=[5])
    assert count_queries(lambda: Client().get("/search/", {"q": RARE})) == few
    assert count_queries(lambda: Client().get("/search/", {"q": RARE, "page": "3"})) <= few + 3


def test_a_closed_page_lends_no_words_to_excerpts_and_counts(sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    section = AnnouncementsPage.objects.get()
    AnnouncementPageFactory(parent=section, title="Открыто", summary=f"{RARE} для всех")
    AnnouncementPageFactory(parent=section, title="Закрыто", summary=f"{RARE} тайный", audience=staff)
    seen = sign_in(CARER).get("/search/", {"q": RARE}).text
    assert "тайный" not in seen
    assert "Найдено: 1 страница" in seen
    assert "Объявления (1)" not in seen  # one result needs no narrowing
    assert "Найдено: 2 страницы" in sign_in(TEACHER).get("/search/", {"q": RARE}).text


def test_the_school_year_is_told_in_sentences():
    excerpt = first_result("каникулы").select_one(".card__summary").get_text()
    assert re.search(r"Осенние каникулы: \d+ \w+ – \d+ \w+ \d{4}", excerpt)
    assert "учёба" not in excerpt
    assert "выходной" not in excerpt


@pytest.mark.parametrize("title", ["Расписание уроков", "Расписание звонков"])
def test_a_table_is_told_by_its_summary(title):
    shown = soup(Client().get("/search/", {"q": title}))
    (card,) = [
        one
        for one in shown.select("main .card")
        if one.select_one(".card__title").get_text().strip() == title
    ]
    summary = TimetablePage.objects.get(title=title).summary
    assert card.select_one(".card__summary").get_text().strip() == summary

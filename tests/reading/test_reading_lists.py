"""Lists of books: each book once with a reason to read it, found by grade, written in the editor."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset

from demo.factories import BookFactory, ReadingListPageFactory
from reading.models import Book, BookAuthor, ReadingCornerPage, ReadingListEntry, ReadingListPage
from tests.pages import add_page, errors, soup, titles
from tests.personas import ANONYMOUS, LIBRARIAN


@pytest.fixture
def corner() -> ReadingCornerPage:
    return ReadingCornerPage.objects.get()


@pytest.fixture
def visitor() -> Client:
    return Client()


def book(title: str, author: str = "") -> Book:
    name = BookAuthor.objects.get_or_create(name=author)[0] if author else None
    return BookFactory(title=title, author=name)


def test_each_book_has_its_author_and_a_reason_in_the_librarians_order(corner, visitor):
    entries = [
        ReadingListEntry(book=book("Тайна", "А. А. Ясный"), why="Чтобы не заснуть.", sort_order=0),
        ReadingListEntry(book=book("Азбука звёзд"), why="Найдёте на небе\nсвою звезду.", sort_order=1),
    ]
    page = ReadingListPageFactory(parent=corner, title="На каникулы", grades=[6, 7], entries=entries)
    response = visitor.get(page.url)
    books = [entry.get_text(" ", strip=True) for entry in soup(response).select("main li.book")]
    assert books == ["А. А. Ясный «Тайна» Чтобы не заснуть.", "«Азбука звёзд» Найдёте на небе свою звезду."]
    about = soup(response).select_one("main header .meta").get_text(" ", strip=True)
    assert about == "6–7 классы 2 книги"
    assert not soup(response).select(".article__facts")  # all of it is said under the title


def test_lists_are_found_by_grade(corner, visitor):
    for title, grades in (("Младшим", [1, 2]), ("Старшим", [10, 11]), ("Всем", [2, 10])):
        ReadingListPageFactory(parent=corner, title=title, grades=grades)
    ReadingListPageFactory(parent=corner, title="Черновик", grades=[2], live=False)
    ours = {"Младшим", "Старшим", "Всем", "Черновик"}
    assert ours & set(titles(visitor.get(corner.url, {"grade": 2}))) == {"Младшим", "Всем"}
    assert ours & set(titles(visitor.get(corner.url, {"grade": 11}))) == {"Старшим"}


def test_the_card_of_a_list_tells_how_many_books_it_has(corner, visitor):
    entries = [ReadingListEntry(book=book(f"Том {number}"), why="Продолжение.") for number in range(5)]
    ReadingListPageFactory(parent=corner, title="Собрание", grades=[4], entries=entries)
    cards = soup(visitor.get(corner.url, {"grade": 4})).select("main .card")
    (ours,) = [card for card in cards if "Собрание" in card.get_text()]
    assert "5 книг" in ours.get_text()


@pytest.mark.parametrize("grade", ["0", "12", "пятый", "-1", "5 OR 1=1"])
def test_a_grade_that_is_none_is_400(grade, corner, visitor):
    assert visitor.get(corner.url, {"grade": grade}).status_code == 400


def test_a_list_that_is_not_published_is_404(corner, visitor):
    page = ReadingListPageFactory(parent=corner, title="Черновик", live=False)
    assert visitor.get(page.get_absolute_url()).status_code == 404


def entries(*rows: dict[str, str]) -> dict:
    return {"title": "На каникулы", "entries": inline_formset(list(rows), min=1)}


def test_a_moderator_writes_a_list_and_everybody_reads_it(corner, sign_in):
    why = "Смешно <script>alert(1)</script>"
    filled = entries({"book": str(book("Азбука <b>звёзд</b>").pk), "why": why})
    assert add_page(sign_in(LIBRARIAN), ReadingListPage, corner, filled).status_code == 302
    page = sign_in(ANONYMOUS).get(ReadingListPage.objects.get(title="На каникулы").url)
    words = soup(page).select_one("main li.book").get_text()
    assert why in words
    assert "«Азбука <b>звёзд</b>»" in words
    assert "<script>alert" not in page.text


def test_a_list_without_books_is_refused(corner, sign_in):
    assert "entries" in errors(add_page(sign_in(LIBRARIAN), ReadingListPage, corner, entries()))
    assert not ReadingListPage.objects.filter(title="На каникулы").exists()


def test_a_book_without_a_reason_is_refused(corner, sign_in):
    filled = entries({"book": str(book("Тайна").pk), "why": ""})
    response = add_page(sign_in(LIBRARIAN), ReadingListPage, corner, filled)
    assert set(errors(response)) == {"entries-0-why"}


def test_a_reason_without_a_book_is_refused(corner, sign_in):
    response = add_page(sign_in(LIBRARIAN), ReadingListPage, corner, entries({"book": "", "why": "Смешно."}))
    assert set(errors(response)) == {"entries-0-book"}


def test_a_book_is_found_by_its_author_and_title(corner, visitor):
    ReadingListPageFactory(
        parent=corner,
        title="На каникулы",
        entries=[ReadingListEntry(book=book("Фонарщик Ы", "А. А. Яснополянкин"), why="Тихо.")],
    )
    for query in ("фонарщика", "Яснополянкин"):
        assert titles(visitor.get("/search/", {"q": query})) == ["На каникулы"], query

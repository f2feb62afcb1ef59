"""A reader narrows the results by section, subject and grade, and lets go of it in one tap."""

from __future__ import annotations

import pytest
from django.test import Client

from blog.models import BlogPage
from core.models import Subject
from demo.factories import PlainPageFactory, PostPageFactory
from tests.pages import soup, titles

RARE = "фонтанопровод"


@pytest.fixture
def pages(home):
    """A post of physics for the eighth grade, one of chemistry for the ninth, a plain page."""
    blog = BlogPage.objects.get()
    for title, subject, grade in (("Физический", "fizika", 8), ("Химический", "himiya", 9)):
        PostPageFactory(
            parent=blog, title=f"{title} {RARE}", subjects=[Subject.objects.get(slug=subject)], grades=[grade]
        )
    PlainPageFactory(parent=home, title=f"Простой {RARE}", show_in_menus=False)


def ask(**query: str):
    return Client().get("/search/", {"q": RARE, **query})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"section": "blog"}, {"Физический", "Химический"}),
        ({"subject": "fizika"}, {"Физический"}),
        ({"grade": "9"}, {"Химический"}),
        ({"section": "blog", "subject": "himiya", "grade": "9"}, {"Химический"}),
    ],
)
def test_results_are_narrowed(query, expected, pages):
    response = ask(**query)
    assert set(titles(response)) == {f"{name} {RARE}" for name in expected}
    assert f"Найдено: {len(expected)} " in response.text


def test_the_selects_offer_what_there_is_with_counts(pages):
    found = soup(ask())
    offered = {
        name: [option.get_text() for option in found.select(f"select[name={name}] option")]
        for name in ("section", "subject", "grade")
    }
    assert offered == {
        "section": ["Все разделы", "Блог учителей (2)"],
        "subject": ["Все предметы", "Физика (1)", "Химия (1)"],
        "grade": ["Все классы", "8 класс (1)", "9 класс (1)"],
    }


def test_narrowing_is_let_go_in_one_tap(pages):
    narrowed = soup(ask(subject="fizika", grade="8"))
    assert not narrowed.select_one("form.filters details").has_attr("open")  # chips name what is chosen
    (back,) = [link for link in narrowed.select("main a") if link.get_text() == "Сбросить всё"]
    assert len(titles(Client().get("/search/" + back["href"]))) == 3


def test_each_choice_is_let_go_alone_and_the_words_stay(pages):
    chips = soup(ask(subject="fizika", grade="8")).select("main a.chip")
    assert [chip.get_text() for chip in chips] == ["Убрать: предмет – Физика", "Убрать: класс – 8 класс"]
    without_grade = Client().get("/search/" + chips[1]["href"])
    assert [chip.get_text() for chip in soup(without_grade).select("main a.chip")] == [
        "Убрать: предмет – Физика"
    ]
    assert titles(without_grade) == titles(ask(subject="fizika"))


def test_the_words_are_carried_along(pages):
    form = soup(ask(subject="fizika")).select_one("form.filters")
    assert form.select_one("input[type=hidden][name=q]")["value"] == RARE
    assert form.get("method") == "get"


def test_an_empty_narrowing_says_what_there_is_without_it(pages):
    response = ask(subject="biologiya")
    assert titles(response) == []
    assert "В таком отборе ничего нет" in response.text
    assert "3 страницы" in response.text
    (back,) = [link for link in soup(response).select("main a") if "Показать всё" in link.get_text()]
    assert len(titles(Client().get("/search/" + back["href"]))) == 3


@pytest.mark.parametrize(
    "query",
    [{"section": "net"}, {"subject": "alhimiya"}, {"grade": "12"}, {"grade": "' OR 1=1"}, {"exact": "да"},
     {"section": "a" * 5000}, {"subject": "<script>"}],
)  # fmt: skip
def test_what_is_not_offered_is_400(query, pages):
    response = ask(**query)
    assert response.status_code == 400
    assert "Не получилось понять запрос" in response.text


def test_narrowing_goes_on_to_the_next_page(home):
    for number in range(12):
        PostPageFactory(parent=BlogPage.objects.get(), title=f"{RARE} {number}", grades=[7])
    further = soup(ask(grade="7")).select_one("nav.pagination a[rel=next]")["href"]
    assert len(titles(Client().get("/search/" + further))) == 2

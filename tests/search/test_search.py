"""The search box: Russian words in any form, nothing that one may not see, and any query gets an answer."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from blog.models import BlogPage
from core.models import Subject
from demo.factories import AnnouncementPageFactory, PlainPageFactory, PostPageFactory
from members import roles
from members.models import LegalText
from resources.models import AnnouncementsPage
from tests.pages import edit_page, soup, titles
from tests.personas import ADMIN, ANONYMOUS, CARER, COORDINATOR, PUPIL, TEACHER

RARE = "фонтанопровод"


@pytest.fixture
def ask(sign_in):
    """`ask("звонки")` is the answer to an anonymous visitor; a login may be given."""

    def search(query: str, login: str = ANONYMOUS, **more: object) -> HttpResponse:
        return sign_in(login).get("/search/", {"q": query, **more})

    return search


def found(response: HttpResponse) -> str:
    """«Найдено: N …» as it stands above the results."""
    return " ".join(soup(response).select_one(".search-found").get_text().split())


@pytest.fixture
def write(home):
    """`write("Заголовок", "слова текста")` is a plain page."""

    def make(title: str, text: str = "Несколько слов.", **fields: object):
        return PlainPageFactory(parent=home, title=title, body=[("text", f"<p>{text}</p>")], **fields)

    return make


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("звонок", "Расписание звонков"),
        ("звонков", "Расписание звонков"),
        ("звонкам", "Расписание звонков"),
        ("ЗВОНКИ", "Расписание звонков"),
        ("кружок", "Кружки и секции"),
        ("учебного года", "Учебный год"),
    ],
)
def test_the_schools_pages_are_found_by_a_word_in_any_form(query, title, ask):
    assert title in titles(ask(query))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("учитель", "учителю"),
        ("учителя", "учителей"),
        ("дробь", "дробям"),
        ("дробей", "дроби"),
        ("звонок", "звонков"),
        ("звонков", "звонок"),
        ("дети", "детьми"),
        ("человек", "людей"),
        ("шёл", "идти"),
        ("зелёный самолёт", "зеленые самолеты"),
        ("зеленый самолет", "ЗЕЛЁНОМУ САМОЛЁТУ"),
        ("ёжик", "ежика"),
        ("Ключевское", "ключевском"),
        ("квадрокоптер", "квадрокоптеров"),
        ("5 класс", "5 классов"),
        ("python", "Python"),
        ("СНиП", "снип"),
    ],
)
def test_a_word_finds_all_its_forms(written, asked, write, ask):
    write("Проба пера", f"{RARE} {written}")
    response = ask(f"{RARE} {asked}")
    assert titles(response)[0] == "Проба пера"
    assert found(response) == "Найдено: 1 страница"
    assert "Страницы, где есть все слова сразу, не нашлось" not in response.text


def test_words_that_are_nowhere_find_nothing_and_say_what_to_do(ask):
    response = ask("абракадабра бармаглот")
    assert response.status_code == 200
    assert titles(response) == []
    assert "Ничего не нашлось" in response.text
    assert soup(response).select_one("main a[href^='/accounts/login/']")


def test_a_match_in_the_title_stands_before_matches_in_the_text(write, ask):
    write("Первая", f"Немного слов и {RARE} среди них, и ещё много разных слов о другом.")
    write(f"Наш {RARE}", "Здесь о нём ни слова больше, только разные другие слова.")
    write("Третья", f"Немного слов и {RARE} среди них, и ещё много разных слов о другом.")
    listed = titles(ask(RARE))
    assert listed[0] == f"Наш {RARE}"
    assert set(listed[1:]) == {"Первая", "Третья"}


def test_the_subject_and_the_grade_lead_to_a_page(ask):
    physics = Subject.objects.get(slug="fizika")
    blog = BlogPage.objects.get()
    PostPageFactory(parent=blog, title=f"{RARE} раз", subjects=[physics], grades=[8])
    PostPageFactory(parent=blog, title=f"{RARE} два", subjects=[physics], grades=[9])
    response = ask(f"{RARE} физика 8 класс")
    assert titles(response)[0] == f"{RARE} раз"
    assert f"{RARE} два" not in titles(response)
    assert found(response) == "Найдено: 1 страница"


def test_drafts_scheduled_and_expired_pages_are_found_by_nobody(write, ask):
    now = timezone.now()
    write("Черновик", RARE, live=False)
    write("Потом", RARE, go_live_at=now + timedelta(days=1))
    write("Истекло", RARE, expire_at=now - timedelta(seconds=1))
    write("Снято", RARE).unpublish()
    write("На виду", RARE)
    for login in (ANONYMOUS, PUPIL, TEACHER, ADMIN):
        response = ask(RARE, login)
        assert titles(response) == ["На виду"], login
        assert found(response) == "Найдено: 1 страница"


def test_the_words_of_a_draft_over_a_published_page_find_nothing(write, ask, sign_in):
    page = write("На виду", "Ничего особенного.")
    edit_page(sign_in(COORDINATOR), page, {"summary": RARE}, publish=False)
    assert titles(ask(RARE, ADMIN)) == []
    edit_page(sign_in(COORDINATOR), page, {"summary": RARE})
    assert titles(ask(RARE)) == ["На виду"]


def test_what_is_for_the_staff_is_found_by_the_staff_alone(ask):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    section = AnnouncementsPage.objects.get()
    AnnouncementPageFactory(parent=section, title=f"Педсовет: {RARE}", audience=staff)
    for login in (ANONYMOUS, PUPIL, CARER):
        response = ask(RARE, login)
        assert titles(response) == [], login
        assert "Педсовет" not in response.text
    assert titles(ask(RARE, TEACHER)) == [f"Педсовет: {RARE}"]


def test_no_staff_announcement_of_the_school_is_found_by_others(ask):
    title = "Технологическая карта урока: новый шаблон на две страницы"
    assert title in titles(ask(title, TEACHER))
    for login in (ANONYMOUS, PUPIL, CARER):
        assert title not in titles(ask(title, login))


@pytest.mark.parametrize(
    "query",
    [
        '"звонки"',
        "'звонки'",
        '"звонки',
        "звонки'); DROP TABLE wagtailcore_page;--",
        "звонки AND расписание",
        "NOT звонки",
        "звонки OR",
        "звонки*",
        "зв*",
        "^звонки",
        "title:звонки",
        "NEAR(звонки расписание)",
        "(звонки",
        "звонки)",
        "{звонки}",
        "-звонки",
        "+звонки & | ! <->",
        "звонки:*",
        "%звонки_",
        "\\",
        "расписание звонков 🔔🏫",
        "👩‍👩‍👧",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "\u202eикновз",
        "и в на",
        "a",
        "1",
        "слово " * 5000,
        "ъ" * 10000,
        "…—«»",
    ],
)
def test_any_query_gets_an_answer(query, ask):
    response = ask(query)
    assert response.status_code == 200
    assert "<h1>Поиск по сайту</h1>" in response.text
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("query", ['"звонки"', "звонки*", "(звонки", "звонки -", "расписание звонков 🔔"])
def test_signs_around_words_do_not_hinder(query, ask):
    assert "Расписание звонков" in titles(ask(query))


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "…—«»", "***", "🔔"])
def test_a_query_without_words_gets_advice(query, ask):
    response = ask(query)
    assert response.status_code == 200
    assert titles(response) == []
    assert "Как искать" in response.text


def test_without_a_query_the_box_stands_with_advice():
    response = Client().get("/search/")
    assert response.status_code == 200
    assert "Как искать" in response.text
    assert soup(response).select_one("main input[name=q]")["value"] == ""


def test_what_was_typed_stays_in_the_box(ask):
    response = ask('  дроби "и" <b>проценты</b> ')
    assert soup(response).select_one("main input[name=q]")["value"] == 'дроби "и" <b>проценты</b>'
    assert "<b>проценты" not in response.text


@pytest.mark.parametrize("address", ["/search/?q=%00", "/search/?q=звонки%00", "/search/?q=звонки&page=1%00"])
def test_nul_in_a_query_is_400(address):
    response = Client().get(address)
    assert response.status_code == 400
    assert "Не получилось понять запрос" in response.text


@pytest.mark.parametrize("page", ["0", "-1", "2", "999", "два", "9" * 30])
def test_a_page_of_results_that_is_not_there_is_404(page, write, ask):
    write("Единственная", RARE)
    assert ask(RARE, page=page).status_code == 404


def test_many_results_are_shown_page_by_page(write, ask):
    for number in range(26):
        write(f"Страница {number:02}", RARE)
    first = ask(RARE)
    assert found(first) == "Найдено: 26 страниц"
    further = soup(first).select_one("nav.pagination a[rel=next]")["href"]
    assert parse_qs(urlsplit(further).query) == {"q": [RARE], "page": ["2"]}
    second = Client().get("/search/" + further)
    assert (len(titles(first)), len(titles(second))) == (10, 10)
    third = titles(Client().get("/search/" + further.replace("page=2", "page=3")))
    assert len({*titles(first), *titles(second), *third}) == 26


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_search_only_reads(method):
    response = getattr(Client(), method)("/search/?q=звонки")
    assert response.status_code == 405
    assert "Так эту страницу не открыть" in response.text


def direct(response: HttpResponse) -> dict[str, str]:
    return {a.get_text(strip=True): a["href"] for a in soup(response).select("[aria-label='По названию'] a")}


@pytest.mark.parametrize(
    ("query", "title", "address"),
    [
        ("правила", "Правила сообщества", "/pravila/"),
        ("Правила сайта", "Правила сообщества", "/pravila/"),
        ("правила поведения на сайте", "Правила сообщества", "/pravila/"),
        ("персональные данные", "Политика обработки персональных данных", "/dannye/"),
        ("обработка персональных данных", "Политика обработки персональных данных", "/dannye/"),
        ("политика конфиденциальности", "Политика обработки персональных данных", "/dannye/"),
    ],
)
def test_the_rules_and_the_data_policy_are_found_by_their_names(query, title, address, ask):
    assert direct(ask(query)) == {title: address}


@pytest.mark.parametrize(
    "query", ["правила русского языка", "сайт", "сообщество", "правила приёма", "", "защита"]
)
def test_they_are_not_offered_to_who_looks_for_something_else(query, ask):
    assert direct(ask(query)) == {}


def test_what_is_not_in_force_is_not_offered(ask):
    LegalText.objects.update(in_force_from=None)
    assert direct(ask("персональные данные")) == {}
    assert ask("правила").status_code == 200

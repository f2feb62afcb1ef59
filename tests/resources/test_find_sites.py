"""A visitor narrows the catalogue of sites: one filter, several, none that fits, and values that are none."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse

from core.models import Subject
from demo.factories import SiteCardPageFactory, SubjectFactory
from members import roles
from resources.models import UsefulSitesPage
from tests.pages import soup, titles
from tests.personas import ANONYMOUS, PUPIL, TEACHER


@pytest.fixture
def section() -> UsefulSitesPage:
    return UsefulSitesPage.objects.get()


@pytest.fixture
def astronomy() -> Subject:
    return SubjectFactory(slug="astronomiya", title="Астрономия")


@pytest.fixture
def catalogue(section, astronomy) -> None:
    """Four sites of a subject that no other site has."""
    for title, fields in {
        "Атлас": {"kind": "handbook", "grades": [5, 6]},
        "Бюллетень": {"kind": "journal", "grades": [6], "for_carers": True},
        "Вестник": {"kind": "journal", "grades": [11], "for_pupils": False, "for_teachers": True},
        "Галактики": {"kind": "video", "for_teachers": True},
    }.items():
        SiteCardPageFactory(parent=section, title=title, subjects=[astronomy], **fields)


@pytest.fixture
def ask(section, sign_in):
    """`ask(grade=6)` is the catalogue as an anonymous visitor narrows it."""

    def get(login: str = ANONYMOUS, **query: object) -> HttpResponse:
        return sign_in(login).get(section.url, query)

    return get


def test_a_subject_shows_its_sites_by_title(catalogue, ask):
    response = ask(subject="astronomiya")
    assert titles(response) == ["Атлас", "Бюллетень", "Вестник", "Галактики"]
    assert "Найдено: 4 сайта" in response.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"grade": 6}, ["Атлас", "Бюллетень"]),
        ({"grade": 11}, ["Вестник"]),
        ({"kind": "journal"}, ["Бюллетень", "Вестник"]),
        ({"audience": "pupils"}, ["Атлас", "Бюллетень", "Галактики"]),
        ({"audience": "carers"}, ["Бюллетень"]),
        ({"audience": "teachers"}, ["Вестник", "Галактики"]),
        ({"kind": "journal", "grade": 6, "audience": "carers"}, ["Бюллетень"]),
        ({"kind": "", "grade": "", "audience": ""}, ["Атлас", "Бюллетень", "Вестник", "Галактики"]),
    ],
)
def test_filters_narrow_together(query, expected, catalogue, ask):
    response = ask(subject="astronomiya", **query)
    assert titles(response) == expected
    chosen = {
        select["name"]: select.find("option", selected=True)["value"]
        for select in soup(response).select("form.filters select")
        if select.find("option", selected=True)
    }
    assert {name: value for name, value in chosen.items() if value} == {
        "subject": "astronomiya",
        **{name: str(value) for name, value in query.items() if value},
    }


def test_a_filter_alone_narrows_the_whole_catalogue(catalogue, ask, section):
    shown = titles(ask(kind="journal"))
    assert {"Бюллетень", "Вестник"} <= set(shown)
    assert not {"Атлас", "Галактики"} & set(shown)


def test_nothing_found_is_said_with_a_way_back(catalogue, ask, section):
    response = ask(subject="astronomiya", kind="encyclopedia")
    assert response.status_code == 200
    assert titles(response) == []
    assert "Таких сайтов в каталоге нет" in response.text
    assert soup(response).find("a", href=section.url, string="Показать все сайты")


@pytest.mark.parametrize(
    "query",
    [
        {"subject": "magiya"},
        {"subject": "1"},
        {"grade": "12"},
        {"grade": "0"},
        {"grade": "пятый"},
        {"grade": "5' OR '1'='1"},
        {"kind": "газета"},
        {"kind": "SITE"},
        {"audience": "everybody"},
        {"audience": "pupils__isnull"},
    ],
)
def test_a_value_that_no_filter_offers_is_400(query, ask):
    response = ask(**query)
    assert response.status_code == 400
    assert "Не получилось понять запрос" in response.text


@pytest.mark.parametrize("number", ["0", "-1", "999", "два", "1.5", "²", "9" * 40, ""])
def test_a_page_that_is_not_there_is_404(number, ask):
    assert ask(page=number).status_code == 404


def test_nul_in_a_filter_is_400(ask):
    assert ask(subject="astro\x00nomiya").status_code == 400


def test_pages_of_a_long_list_keep_the_filters(section, astronomy, sign_in):
    for number in range(30):
        SiteCardPageFactory(parent=section, title=f"Сайт {number:02}", subjects=[astronomy], kind="journal")
    SiteCardPageFactory(parent=section, title="Не журнал", subjects=[astronomy], kind="video")
    visitor = sign_in(ANONYMOUS)
    first = visitor.get(section.url, {"subject": "astronomiya", "kind": "journal"})
    assert titles(first) == [f"Сайт {number:02}" for number in range(24)]
    further = soup(first).select_one("nav.pagination a[rel=next]")["href"]
    assert parse_qs(urlsplit(further).query) == {
        "subject": ["astronomiya"],
        "kind": ["journal"],
        "page": ["2"],
    }
    second = visitor.get(section.url + further)
    assert titles(second) == [f"Сайт {number:02}" for number in range(24, 30)]
    assert "Найдено: 30 сайтов" in second.text
    assert visitor.get(section.url, {"subject": "astronomiya", "page": 3}).status_code == 404


def test_drafts_are_not_listed_and_closed_cards_only_for_their_groups(section, astronomy, ask):
    teachers = Group.objects.get(name=roles.TEACHERS)
    SiteCardPageFactory(parent=section, title="Черновик", subjects=[astronomy], live=False)
    SiteCardPageFactory(parent=section, title="Учительская", subjects=[astronomy], audience=[teachers])
    SiteCardPageFactory(parent=section, title="Для всех", subjects=[astronomy])
    assert titles(ask(subject="astronomiya")) == ["Для всех"]
    assert titles(ask(PUPIL, subject="astronomiya")) == ["Для всех"]
    closed_too = ask(TEACHER, subject="astronomiya")
    assert titles(closed_too) == ["Для всех", "Учительская"]
    assert "Найдено: 2 сайта" in closed_too.text

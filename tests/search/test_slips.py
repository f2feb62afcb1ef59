"""A slip of the pen is no dead end: the nearest words are looked for, and it is said so."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client

from demo.factories import AnnouncementPageFactory, PlainPageFactory
from members import roles
from resources.models import AnnouncementsPage
from tests.pages import soup, titles
from tests.personas import ANONYMOUS, CARER, PUPIL, TEACHER


def ask(query: str, client: Client | None = None, **more: str):
    return (client or Client()).get("/search/", {"q": query, **more})


def instead(response) -> str | None:
    said = soup(response).select_one(".search-instead strong")
    return said.get_text() if said else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("распесание звонкоф", "расписание звонков"),
        ("расписание звнков", "расписание звонков"),
        ("таблица умнажения", "таблица умножения"),
        ("електронный дневник", "электронный дневник"),
        ("расписаниезвонков", "расписание звонков"),
        ("hfcgbcfybt pdjyrjd", "расписание звонков"),
        ("Hfcgbcfybt", "Расписание"),
        ("ынеькшсы", None),
    ],
)
def test_the_nearest_words_are_looked_for_and_named(typed, meant):
    response = ask(typed)
    assert instead(response) == meant
    assert bool(titles(response)) is (meant is not None)


def test_one_may_insist_on_what_was_typed():
    response = ask("распесание")
    (exactly,) = soup(response).select(".search-instead a")
    assert "распесание" in exactly.get_text()
    insisted = Client().get("/search/" + exactly["href"].removeprefix("/search/"))
    assert titles(insisted) == []
    assert instead(insisted) is None


@pytest.mark.parametrize("typed", ["расписание", "Python", "5 класс", "звонки ВПР"])
def test_what_is_found_is_not_mended(typed):
    response = ask(typed)
    assert titles(response)
    assert instead(response) is None


@pytest.mark.parametrize("typed", ["абв", "1234567", "ъъъъъъъъ", "а" * 200, "q" * 200, "_____", "́́́́"])
def test_what_is_like_nothing_is_left_alone(typed):
    response = ask(typed)
    assert response.status_code == 200
    assert instead(response) is None


def test_a_word_of_closed_pages_is_guessed_only_to_those_who_see_them(sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    AnnouncementPageFactory(parent=AnnouncementsPage.objects.get(), title="Кенгурятник", audience=staff)
    for login in (ANONYMOUS, PUPIL, CARER):
        response = ask("кенгуритник", sign_in(login))
        assert titles(response) == [], login
        assert "кенгурятник" not in response.text.lower()
    response = ask("кенгуритник", sign_in(TEACHER))
    assert titles(response) == ["Кенгурятник"]
    assert instead(response) == "кенгурятник"


def test_the_other_layout_has_letters_where_latin_has_signs():
    assert instead(ask("rhe;rb")) == "кружки"


def test_a_word_of_a_draft_is_guessed_to_nobody(home, sign_in):
    PlainPageFactory(parent=home, title="Кенгурятник", live=False)
    assert "кенгурятник" not in ask("кенгуритник", sign_in(TEACHER)).text.lower()


def test_the_vocabulary_is_read_once_for_all_slips_of_a_query(monkeypatch):
    query = "распесание звонкоф расписаниезвонков"
    ask(query)  # from now on it is in the cache
    kept = caches["default"]
    read: list[str] = []
    get = kept.get

    def reading(key: str, *args: object, **more: object) -> object:
        read.append(key)
        return get(key, *args, **more)

    monkeypatch.setattr(kept, "get", reading)
    assert instead(ask(query)) == "расписание звонков расписание звонков"
    assert read.count("search.vocabulary") == 1

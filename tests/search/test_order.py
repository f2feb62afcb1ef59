"""What stands first among the results."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from demo.factories import AnnouncementPageFactory
from resources.models import AnnouncementsPage, RegulationPage
from search.finding import Found
from tests.pages import titles

RARE = "фонтанопровод"


def ask(query: str) -> list[str]:
    return titles(Client().get("/search/", {"q": query}))


@pytest.mark.parametrize(
    "section",
    ["Объявления", "Расписание", "Мероприятия", "Предметы", "Официально", "Физика"],
)
def test_a_section_is_first_where_its_name_is_asked_for(section):
    assert ask(section.lower())[0] == section


def test_what_has_ended_stands_behind_what_goes_on():
    section, today = AnnouncementsPage.objects.get(), timezone.localdate()
    AnnouncementPageFactory(parent=section, title=f"{RARE} сейчас", ends_on=today + timedelta(days=3))
    AnnouncementPageFactory(parent=section, title=f"{RARE} давно", ends_on=today - timedelta(days=3))
    assert ask(RARE) == [f"{RARE} сейчас", f"{RARE} давно"]


def test_a_void_document_stands_behind_the_one_in_force():
    found = ask("правила внутреннего распорядка")
    in_force = {page.title: page.in_force for page in RegulationPage.objects.all()}
    states = [in_force[title] for title in found if title.startswith("Правила внутреннего")]
    assert states == [True, False]


@pytest.mark.parametrize(
    "query", ["таблица умножения 3 класс", "таблица умножения в 3 «А»", "таблица умножения третий класс"]
)
def test_a_grade_is_understood_in_any_words(query):
    assert ask(query)[0] == "Таблица умножения: игры на скорость"


def test_results_are_not_compared_each_with_each(monkeypatch):
    """A thousand of them would be half a million comparisons."""
    compared: list[object] = []

    def compare(one: Found, other: object) -> bool:
        compared.append(one)
        return one is other

    monkeypatch.setattr(Found, "__eq__", compare)
    assert len(titles(Client().get("/search/", {"q": "расписание звонков"}))) > 1
    assert compared == []

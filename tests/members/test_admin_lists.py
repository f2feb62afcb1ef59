"""Wagtail's lists of pages and of things speak Russian that is right for any number and any word."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from blog.models import BlogPage
from tests.pages import soup
from tests.personas import ADMIN, COORDINATOR

PEOPLE = "wagtailsnippets_members_person:list"


def words(client: Client, address: str, **asked: str) -> str:
    return " ".join(soup(client.get(address, asked)).get_text(" ", strip=True).split())


@pytest.fixture
def explorer() -> str:
    return reverse("wagtailadmin_explore", args=[BlogPage.objects.get().pk])


def test_the_list_of_people_counts_and_adds_in_russian(sign_in):
    text = words(sign_in(COORDINATOR), reverse(PEOPLE))
    assert re.search(r"Всего: \d+", text)
    assert not re.search(r"\d люди", text)
    assert "Добавить: человек" in text


def test_a_date_in_a_list_is_written_as_on_the_site(sign_in):
    text = words(sign_in(COORDINATOR), reverse("wagtailsnippets_members_assignment:list"))
    assert re.search(r"\d{1,2} [а-я]+ \d{4}\b", text)
    assert not re.search(r"\d{4}\s+г\.", text)


def test_a_search_without_results_says_so(sign_in):
    text = words(sign_in(COORDINATOR), reverse(PEOPLE), q="ъъъъъъ")
    assert "Ничего не нашлось." in text
    assert "match your query" not in text
    assert "не соответствует" not in text


def test_an_empty_list_says_so(sign_in):
    from members.models import Assignment

    Assignment.objects.all().delete()
    text = words(sign_in(COORDINATOR), reverse("wagtailsnippets_members_assignment:list"))
    assert "Здесь пока ничего нет." in text
    assert "для отображения" not in text


def test_the_head_of_a_list_of_pages_counts_in_russian(explorer, sign_in):
    client = sign_in(ADMIN)
    assert re.search(r"1–\d+ из \d+", words(client, explorer))
    here = words(client, explorer, q="опыт")
    assert re.search(r"1–\d+ из \d+ в разделе « ?Блог учителей ?»\.", here)
    everywhere = words(client, explorer, q="опыт", search_all="1")
    assert re.search(r"1–\d+ из \d+ по всему сайту\.", everywhere)
    for text in (here, everywhere):
        assert " of " not in text
        assert "Всего: " in text
    assert "В разделе « Блог учителей » ничего не нашлось." in words(client, explorer, q="ъъъъъъ")

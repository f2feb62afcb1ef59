"""What is found follows what editors do, at once: publish, take away, close, move, rename."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogPage
from core.models import PageAudience, Subject
from demo.factories import PlainPageFactory, PostPageFactory
from members import roles
from tests.pages import edit_page, titles
from tests.personas import ANONYMOUS, CARER, COORDINATOR, TEACHER

RARE = "фонтанопровод"


@pytest.fixture
def found(sign_in):
    def ask(query: str = RARE, login: str = ANONYMOUS) -> list[str]:
        return titles(sign_in(login).get("/search/", {"q": query, "exact": "1"}))

    return ask


@pytest.fixture
def page(home):
    return PlainPageFactory(parent=home, title="Проба пера", body=[("text", f"<p>{RARE}</p>")])


def test_what_is_published_is_found_and_what_is_taken_away_is_not(page, found):
    assert found() == ["Проба пера"]
    page.unpublish()
    assert found() == []
    page.save_revision().publish()
    assert found() == ["Проба пера"]
    page.delete()
    assert found() == []


def test_new_words_are_found_and_old_ones_are_not(page, found, sign_in):
    edit_page(sign_in(COORDINATOR), page, {"title": "Кенгурятник", "summary": "Утконос"})
    assert found() == []
    assert found("кенгурятник") == found("утконосы") == ["Кенгурятник"]


def test_an_audience_closes_and_opens(page, found):
    for group in Group.objects.filter(name__in=roles.STAFF):
        PageAudience.objects.create(page=page, group=group)
    assert found() == found(login=CARER) == []
    assert found(login=TEACHER) == ["Проба пера"]
    PageAudience.objects.filter(page=page).delete()
    assert found() == ["Проба пера"]


def test_a_move_into_a_closed_container_closes(page, home, found):
    room = PlainPageFactory(parent=home, title="Учительская")
    PageViewRestriction.objects.create(page=room, restriction_type=PageViewRestriction.LOGIN)
    page.move(Page.objects.get(pk=room.pk), pos="last-child")
    assert found() == []
    assert found(login=TEACHER) == ["Проба пера"]


def test_a_page_is_found_by_the_new_name_of_its_subject(found):
    subject = Subject.objects.get(slug="fizika")
    PostPageFactory(parent=BlogPage.objects.get(), title=RARE, subjects=[subject])
    subject.title = "Натурфилософия"
    subject.save()
    assert found(f"{RARE} натурфилософия")[0] == RARE
    plain_search = Page.objects.search(f"{RARE} натурфилософия")
    assert [page.title for page in plain_search] == [RARE]


def test_a_subject_saved_under_its_old_name_has_nothing_indexed_again(monkeypatch):
    again: list[Page] = []
    monkeypatch.setattr("modelsearch.index.insert_or_update_object", again.append)
    subject = Subject.objects.get(slug="fizika")
    subject.sort_order += 1
    subject.save()
    assert again == []
    subject.title = "Натурфилософия"
    subject.save()
    assert again


def test_closing_a_page_closes_it_to_those_who_had_it_open(page, found):
    assert found() == ["Проба пера"]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert found() == []
    assert Client().get("/search/", {"q": RARE}).status_code == 200

"""A page that was renamed or moved is found at its old address by those who may see it, by nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from core.models import PageAudience
from core.visibility import can_see
from demo.factories import PlainPageFactory
from members import roles
from members.models import User
from tests.personas import ANONYMOUS, CARER, COORDINATOR, EVERYBODY, PUPIL, TEACHER

OLD = "/staryy-adres/"


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """`rename(page)` gives it another address; Wagtail writes the old one down when that is stored."""

    def act(page: Page, slug: str = "tayna-hranitsya-zdes") -> None:
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return act


@pytest.fixture
def page(home):
    return PlainPageFactory(parent=home, title="Тайна хранится здесь", slug="staryy-adres")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_renamed_page_is_found_at_its_old_address(method, page, rename):
    rename(page)
    page = Page.objects.get(pk=page.pk)
    for query in ("", "?utm_source=mail", "?page=abc"):
        answer = getattr(Client(), method)(OLD + query)
        assert (answer.status_code, answer["Location"]) == (302, page.url)
        assert "no-store" in answer["Cache-Control"]
    assert "<h1" in Client().get(OLD, follow=True).text


def test_a_moved_page_and_what_is_below_it_are_found(page, home):
    below = PlainPageFactory(parent=page, slug="nizhe")
    section = PlainPageFactory(parent=home, slug="razdel")
    page.move(Page.objects.get(pk=section.pk), pos="last-child")
    for old, moved in ((OLD, page), (f"{OLD}nizhe/", below)):
        assert Client().get(old)["Location"] == Page.objects.get(pk=moved.pk).url


def test_back_and_forth_is_no_loop(page, rename):
    rename(page)
    rename(page, "staryy-adres")
    assert Client().get(OLD).status_code == 200
    assert Client().get("/tayna-hranitsya-zdes/", follow=True).redirect_chain == [(OLD, 302)]


@pytest.mark.parametrize("way", ["audience", "container"])
def test_the_new_address_of_a_closed_page_is_told_to_nobody_else(way, page, home, sign_in, rename):
    if way == "audience":
        rename(page)
        for group in Group.objects.filter(name__in=roles.STAFF):
            PageAudience.objects.create(page=page, group=group)
    else:
        room = PlainPageFactory(parent=home, slug="uchitelskaya")
        closed = PageViewRestriction.objects.create(page=room, restriction_type="groups")
        closed.groups.set(Group.objects.filter(name__in=roles.STAFF))
        page.move(Page.objects.get(pk=room.pk), pos="last-child")
    now = Page.objects.get(pk=page.pk)
    for login in EVERYBODY:
        answer = sign_in(login).get(OLD)
        if login == ANONYMOUS:
            assert answer["Location"] == "/accounts/login/?next=%2Fstaryy-adres%2F"
        elif can_see(now, User.objects.get(username=login)):
            assert answer["Location"] == now.url
        else:
            assert answer.status_code == 404, login
            assert now.url not in answer.text
    for login, status in ((CARER, 404), (PUPIL, 404), (COORDINATOR, 302), (TEACHER, 302)):
        assert sign_in(login).get(OLD).status_code == status


def test_what_was_taken_off_the_site_is_nowhere(page, sign_in, rename):
    rename(page)
    page.unpublish()
    for login in (ANONYMOUS, COORDINATOR):
        assert sign_in(login).get(OLD).status_code == 404


def test_an_address_that_an_editor_wrote_down_leads_where_it_says(home):
    Redirect.add_redirect("/raspisanie-2019", "/raspisanie/")
    assert Client().get("/raspisanie-2019/")["Location"] == "/raspisanie/"
    assert Client().get("/raspisanie-2018/").status_code == 404

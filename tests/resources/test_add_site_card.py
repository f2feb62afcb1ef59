"""A moderator adds a site to the catalogue in the editor: what is asked, what is refused, what is shown."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from demo.factories import SiteCardPageFactory
from resources.models import SiteCardPage, UsefulSitesPage
from tests.pages import add_page, edit_page, errors, soup, titles
from tests.personas import ANONYMOUS, LIBRARIAN, PUPIL

FILLED = {
    "title": "Небо над степью",
    "address": "https://nebo.example.org/karta",
    "kind": "journal",
    "purpose": "Карта звёздного неба.",
    "how_to_use": "Перед вечерним наблюдением найдите своё созвездие.",
}
SCRIPT = "<script>alert('взлом')</script>"


def add(client: Client, changes: dict | None = None, *, publish: bool = True) -> HttpResponse:
    section = UsefulSitesPage.objects.get()
    return add_page(client, SiteCardPage, section, {**FILLED, **(changes or {})}, publish=publish)


@pytest.fixture
def moderator(sign_in) -> Client:
    return sign_in(LIBRARIAN)


def test_a_filled_card_is_published_and_everybody_finds_it_in_the_catalogue(moderator, sign_in):
    assert add(moderator, {"for_carers": True}).status_code == 302
    card = SiteCardPage.objects.get(title="Небо над степью")
    assert card.url.endswith("/nebo-nad-stepyu/")
    page = sign_in(ANONYMOUS).get(card.url)
    assert "Карта звёздного неба." in page.text
    assert "Перед вечерним наблюдением найдите своё созвездие." in page.text
    assert "ученикам, родителям" in page.text
    (link,) = [a for a in soup(page).select("main a") if a["href"] == "https://nebo.example.org/karta"]
    assert "nebo.example.org" in link.get_text()
    listed = sign_in(ANONYMOUS).get(UsefulSitesPage.objects.get().url, {"kind": "journal"})
    assert "Небо над степью" in titles(listed)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "ftp://example.org/slovar.zip",
        "http://127.0.0.1:8000/admin/",
        "http://localhost/",
        "http://192.168.1.1/",
        "http://[::1]/",
        "http://printer.local/",
        "https://",
        "https://uchitel:parol@example.org",
        "https://example.org:99999",
        "просто слова",
        "https://пример .рф",
        "https://exam\x00ple.org",
        "",
        "https://example.org/" + "a" * 500,
    ],
)
def test_a_wrong_address_is_refused_by_its_field_and_the_rest_is_kept(address, moderator):
    before = SiteCardPage.objects.count()
    response = add(moderator, {"address": address})
    assert set(errors(response)) == {"address"}
    assert SiteCardPage.objects.count() == before
    assert "Карта звёздного неба." in soup(response).find("textarea", {"name": "purpose"}).get_text()


def test_an_address_without_a_scheme_is_understood_as_https(moderator):
    assert add(moderator, {"address": " Nebo.Example.org "}).status_code == 302
    assert SiteCardPage.objects.get(title="Небо над степью").address == "https://nebo.example.org"


@pytest.mark.parametrize(
    "address", ["http://www.blizko.example.org/", "blizko.example.org", "HTTPS://Blizko.example.org"]
)
def test_a_twin_of_a_published_card_is_refused_with_a_link_to_it(address, moderator):
    section = UsefulSitesPage.objects.get()
    twin = SiteCardPageFactory(parent=section, title="Уже есть", address="https://blizko.example.org")
    response = add(moderator, {"address": address})
    assert "уже есть" in errors(response)["address"]
    link = soup(response).find(
        "a", href=reverse("wagtailadmin_pages:edit", args=[twin.pk]), string="Уже есть"
    )
    assert link is not None


def test_a_script_in_the_title_of_the_twin_does_not_run_in_the_refusal(moderator):
    section = UsefulSitesPage.objects.get()
    SiteCardPageFactory(parent=section, title=f"Сайт {SCRIPT}", address="https://blizko.example.org")
    response = add(moderator, {"address": "https://blizko.example.org"})
    assert "address" in errors(response)
    assert SCRIPT not in response.text


def test_a_card_is_no_twin_of_itself(moderator):
    add(moderator)
    card = SiteCardPage.objects.get(title="Небо над степью")
    assert edit_page(moderator, card, {"purpose": "И карта Луны."}).status_code == 302
    assert SiteCardPage.objects.get(pk=card.pk).purpose == "И карта Луны."


def test_sites_for_adults_are_not_offered_and_not_taken(moderator):
    address = reverse(
        "wagtailadmin_pages:add", args=["resources", "sitecardpage", UsefulSitesPage.objects.get().pk]
    )
    drawn = soup(moderator.get(address))
    offered = [option["value"] for option in drawn.select("select[name=age_mark] option")]
    assert "16+" in offered
    assert not [mark for mark in offered if "18" in mark]
    assert set(errors(add(moderator, {"age_mark": "18+"}))) == {"age_mark"}


@pytest.mark.parametrize("field", ["title", "purpose", "how_to_use", "kind"])
@pytest.mark.parametrize("written", ["", "   "])
def test_what_the_card_is_for_must_be_said(field, written, moderator):
    assert set(errors(add(moderator, {field: written}))) == {field}


def test_a_card_for_nobody_is_refused(moderator):
    response = add(moderator, {"for_pupils": False, "for_carers": False, "for_teachers": False})
    assert errors(response) == {"for_pupils": "Отметьте, для кого этот сайт: хотя бы одно."}


def test_words_that_are_too_many_are_refused_by_their_fields(moderator):
    response = add(moderator, {"purpose": "о" * 501, "how_to_use": "о" * 701, "access_note": "о" * 201})
    assert set(errors(response)) == {"purpose", "how_to_use", "access_note"}


def test_a_script_in_any_text_is_shown_as_text(moderator, sign_in):
    texts = ["title", "purpose", "how_to_use", "summary", "access_note", "seo_title", "search_description"]
    written = {name: f"{name} {SCRIPT}" for name in texts}
    assert add(moderator, {**written, "slug": "vzlom"}).status_code == 302
    card = SiteCardPage.objects.get(slug="vzlom")
    page = sign_in(ANONYMOUS).get(card.url)
    words = soup(page).find("main").get_text()
    for name in ("title", "purpose", "how_to_use", "summary", "access_note"):
        assert f"{name} {SCRIPT}" in words
    home_of_cards = UsefulSitesPage.objects.get().url
    listed = sign_in(ANONYMOUS).get(home_of_cards, {"kind": "journal"})
    found = sign_in(ANONYMOUS).get("/search/", {"q": "взлом"})
    for response in (page, listed, found):
        assert f"title {SCRIPT}" in soup(response).find("main").get_text()
        assert "<script>alert" not in response.text
    editor = moderator.get(reverse("wagtailadmin_pages:edit", args=[card.pk]))
    assert "<script>alert" not in editor.text


def test_a_draft_is_saved_and_seen_by_nobody(moderator, sign_in):
    assert add(moderator, publish=False).status_code == 302
    card = SiteCardPage.objects.get(title="Небо над степью")
    assert not card.live
    assert sign_in(ANONYMOUS).get(card.get_absolute_url()).status_code == 404
    listed = sign_in(PUPIL).get(UsefulSitesPage.objects.get().url, {"kind": "journal"})
    assert "Небо над степью" not in titles(listed)


def test_a_draft_with_a_title_alone_is_saved(moderator):
    unfilled = {"address": "", "kind": "", "purpose": "", "how_to_use": ""}
    assert add(moderator, unfilled, publish=False).status_code == 302
    assert SiteCardPage.objects.filter(title="Небо над степью", live=False).count() == 1


def test_a_draft_with_a_title_alone_is_not_published(moderator):
    unfilled = {"address": "", "kind": "", "purpose": "", "how_to_use": ""}
    found = errors(add(moderator, unfilled))
    assert {"address", "kind", "purpose", "how_to_use"} <= set(found)


def test_two_drafts_with_one_address_are_both_saved_and_the_second_cannot_be_published(moderator):
    assert add(moderator, {"title": "Первый"}, publish=False).status_code == 302
    assert add(moderator, {"title": "Второй"}, publish=False).status_code == 302
    first, second = (SiteCardPage.objects.get(title=title) for title in ("Первый", "Второй"))
    assert edit_page(moderator, first, {}).status_code == 302
    response = edit_page(moderator, second, {})
    assert "Первый" in errors(response)["address"]
    assert SiteCardPage.objects.get(pk=first.pk).live
    assert not SiteCardPage.objects.get(pk=second.pk).live


def test_the_first_of_two_twins_frees_the_address_when_it_is_unpublished(moderator):
    add(moderator, {"title": "Первый"})
    SiteCardPage.objects.get(title="Первый").unpublish()
    assert add(moderator, {"title": "Второй"}).status_code == 302
    assert SiteCardPage.objects.get(title="Второй").live


def test_a_pupil_cannot_reach_the_form(sign_in):
    section = UsefulSitesPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["resources", "sitecardpage", section.pk])
    before = SiteCardPage.objects.count()
    for client in (sign_in(PUPIL), sign_in(ANONYMOUS)):
        assert client.post(address, {**FILLED, "action-publish": "action-publish"}).status_code in {302, 403}
    assert SiteCardPage.objects.count() == before

"""A teacher suggests a useful site: the address first, a twin refused, the rules of the editor's form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from demo.factories import SiteCardPageFactory
from members import roles
from resources.models import SiteCardPage, UsefulSitesPage
from tests.pages import soup
from tests.personas import ANONYMOUS, LIBRARIAN
from tests.writing.steps import begin, errors, latest, main_of, send, step

NEW = "/napisat/sayt/"
FILLED = {
    "address": "Nebo.Example.org/karta",
    "title": "Небо над степью",
    "purpose": "Карта звёздного неба.",
    "how_to_use": "Перед вечерним наблюдением.",
    "text": "",
}
SCRIPT = "<script>alert('взлом')</script>"


def test_a_site_is_suggested_in_three_steps(teacher):
    page = begin(teacher, "sayt", **FILLED)
    assert isinstance(page, SiteCardPage)
    assert page.address == "https://nebo.example.org/karta"
    assert page.twin_key == "nebo.example.org/karta"
    answers = {"kind": "journal", "age_mark": "12+", "grades": ["8"], "for_teachers": "on"}
    assert send(teacher, step("details", page), answers)["Location"] == step("look", page)
    shown = main_of(teacher.get(step("look", page)))
    assert "ученикам, учителям" in shown.get_text()
    assert shown.find("a", href="https://nebo.example.org/karta") is not None
    look = teacher.get(step("look", page)).text
    assert "Отправить на проверку" in look
    assert "wagtail-userbar" not in look  # it would cover the page that is looked at
    sent = teacher.post(step("send", page), follow=True)
    assert "Модератор прочтёт" in sent.text  # among the sites all texts are read first
    assert not SiteCardPage.objects.get(pk=page.pk).live
    assert (latest(page).kind, latest(page).age_mark) == ("journal", "12+")


def test_what_waits_is_taken_back_and_sent_again(teacher, sign_in):
    page = begin(teacher, "sayt", **FILLED)
    send(teacher, step("details", page), {"kind": "site"})
    teacher.post(step("send", page))
    assert teacher.get(step("text", page))["Location"] == step("look", page)
    teacher.post(step("take_back", page))
    assert send(teacher, step("text", page), {"purpose": "И карта Луны."}).status_code == 302
    assert "Модератор прочтёт" in teacher.post(step("send", page), follow=True).text
    assert "И карта Луны." in sign_in(LIBRARIAN).get(f"/admin/pages/{page.pk}/edit/").text


def test_a_twin_is_refused_with_a_link_that_the_teacher_can_open(teacher):
    section = UsefulSitesPage.objects.get()
    twin = SiteCardPageFactory(
        parent=section, title=f"Уже есть {SCRIPT}", address="https://blizko.example.org"
    )
    response = send(teacher, NEW, {**FILLED, "address": "http://www.blizko.example.org/"})
    assert set(errors(response)) == {"address"}
    assert "уже есть" in errors(response)["address"]
    assert soup(response).find("a", href=twin.get_absolute_url()) is not None
    assert SCRIPT not in response.text
    assert soup(response).find("textarea", {"name": "purpose"}).get_text().strip() == FILLED["purpose"]


@pytest.mark.parametrize(
    "closed", [{"audience": [roles.CARERS]}, {"expire_at": timezone.now() - timedelta(minutes=5)}]
)
def test_of_a_twin_that_the_teacher_may_not_see_only_its_being_there_is_told(closed, teacher):
    groups = Group.objects.filter(name__in=closed.pop("audience", []))
    twin = SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(),
        title="Только для своих",
        address="https://blizko.example.org",
        audience=list(groups),
        **closed,
    )
    response = send(teacher, NEW, {**FILLED, "address": "http://www.blizko.example.org/"})
    assert "уже есть" in errors(response)["address"]
    assert twin.title not in response.text
    assert twin.get_absolute_url() not in response.text


def test_a_card_is_no_twin_of_itself(teacher):
    page = begin(teacher, "sayt", **FILLED)
    assert send(teacher, step("text", page), {"purpose": "И карта Луны."}).status_code == 302
    assert latest(page).purpose == "И карта Луны."


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://", "просто слова", "",
     "https://uchitel:parol@example.org", "https://example.org/" + "a" * 500, "https://exam\x00 ple.org"],
)  # fmt: skip
def test_a_wrong_address_is_refused_by_its_field(address, teacher):
    before = SiteCardPage.objects.count()
    assert set(errors(send(teacher, NEW, {**FILLED, "address": address}))) == {"address"}
    assert set(errors(send(teacher, NEW, {**FILLED, "address": address}, "leave"))) == {"address"}
    assert SiteCardPage.objects.count() == before


@pytest.mark.parametrize("name", ["title", "purpose", "how_to_use"])
def test_what_a_card_must_say_is_asked(name, teacher):
    assert set(errors(send(teacher, NEW, {**FILLED, name: "  "}))) == {name}


def test_sites_for_adults_are_neither_offered_nor_taken(teacher):
    page = begin(teacher, "sayt", **FILLED)
    offered = [
        one["value"] for one in soup(teacher.get(step("details", page))).select("[name=age_mark] option")
    ]
    assert "16+" in offered
    assert not [mark for mark in offered if "18" in mark]
    refused = send(teacher, step("details", page), {"kind": "site", "age_mark": "18+"})
    assert set(errors(refused)) == {"age_mark"}


def test_a_site_for_nobody_is_refused(teacher):
    page = begin(teacher, "sayt", **FILLED)
    refused = send(teacher, step("details", page), {"kind": "site", "for_pupils": ""})
    assert errors(refused) == {"for_pupils": "Отметьте, для кого этот сайт: хотя бы одно."}


def test_a_script_in_every_field_is_shown_as_text(teacher):
    names = ("title", "purpose", "how_to_use")
    page = begin(teacher, "sayt", **{**FILLED, **{name: f"{name} {SCRIPT}" for name in names}})
    send(teacher, step("details", page), {"kind": "site", "access_note": f"access {SCRIPT}"})
    for address in (step("look", page), step("details", page), step("text", page), "/napisat/"):
        assert "<script>alert" not in teacher.get(address).text
    words = main_of(teacher.get(step("look", page))).get_text()
    assert all(f"{name} {SCRIPT}" in words for name in (*names, "access"))


def test_the_way_in_is_on_the_catalogue_for_who_may_write(teacher, sign_in):
    address = UsefulSitesPage.objects.get().url
    assert main_of(teacher.get(address)).find("a", href=NEW) is not None
    assert main_of(sign_in(ANONYMOUS).get(address)).find("a", href=NEW) is None

"""A class's consents are written down at once: all or nothing, nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from members.consenting.services import number_after, revoke
from members.consents import may_publish
from members.models import Consent, Person, Place, Purpose
from tests.members.consents import account, child, day, give, the_class
from tests.pages import soup
from tests.personas import CARER, COORDINATOR, TEACHER

TODAY = timezone.localdate()


def address() -> str:
    return f"/soglasiya/klass/{the_class().pk}/"


def pupils() -> list[Person]:
    return list(Person.objects.filter(school_class=the_class()).order_by("last_name", "first_name", "pk"))


def test_most_agree_some_do_not(sign_in):
    refuses, narrower = pupils()[0], pupils()[1]
    sent = {
        "given_on": day(TODAY),
        "number": "5А-09",
        "all-work": "members",
        f"cell-{refuses.pk}-work": "no",
        f"cell-{narrower.pk}-work": "class",
    }
    client = sign_in(TEACHER)
    answer = client.post(address(), sent, follow=True)
    number = len(pupils()) - 1
    assert f"Записано: {number} согласи" in answer.text
    assert f"с 5А-09 по 5А-{9 + number - 1:02}" in answer.text
    given = Consent.objects.filter(purpose="work", recorded_by=account(TEACHER))
    assert given.count() == number
    assert not given.filter(person=refuses).exists()
    assert given.get(person=narrower).place == Place.CLASS
    again = client.post(address(), sent)
    assert again.status_code == 400  # the form sent twice, or the back button
    assert "Нечего записывать" in again.text
    assert given.count() == number


def test_the_row_for_all_gives_back_nothing_that_was_revoked(sign_in):
    revoke(give(given_on=TODAY - timedelta(days=5)), account(CARER))
    client = sign_in(TEACHER)
    client.post(address(), {"given_on": day(TODAY), "all-work": "members"})
    assert not may_publish(child(), Purpose.WORK, Place.CLASS)
    assert may_publish(child("uchenik5a"), Purpose.WORK, Place.CLASS)
    assert "отозвано" in client.get(address()).text
    client.post(address(), {"given_on": day(TODAY), f"cell-{child().pk}-work": "class"})
    assert may_publish(child(), Purpose.WORK, Place.CLASS)


def test_the_row_for_all_leaves_what_there_is(sign_in):
    there = give(place=Place.PUBLIC, given_on=TODAY - timedelta(days=5))
    sign_in(TEACHER).post(address(), {"given_on": day(TODAY), "all-work": "class"})
    there.refresh_from_db()
    assert there.revoked_at is None
    sent = {"given_on": day(TODAY), f"cell-{child().pk}-work": "class"}
    assert sign_in(TEACHER).post(address(), sent).status_code == 302
    there.refresh_from_db()
    assert there.revoked_at is not None


def summary(response, person: Person) -> str:
    line = soup(response).select_one(f'details:has(a[href="/soglasiya/reestr/{person.pk}/"]) summary')
    return " ".join(line.get_text().split())


def test_a_line_says_how_many_there_are_and_stands_open_where_something_is_chosen(sign_in):
    Consent.objects.filter(person__in=pupils()).delete()
    one, other = child(), child("uchenik5a")
    give(purpose=Purpose.NAME)
    give(purpose=Purpose.PROCESSING)
    revoke(give(purpose=Purpose.WORK), account(CARER))
    client = sign_in(TEACHER)
    drawn = client.get(address())
    assert summary(drawn, one) == f"{one} есть 2 из 5, отозвано 1"
    assert summary(drawn, other) == f"{other} есть 0 из 5"
    assert not soup(drawn).select("details[open]")
    refused = client.post(address(), {"given_on": "", f"cell-{other.pk}-result": "public"})
    assert len(soup(refused).select("details[open]")) == 1
    assert soup(refused).select_one(f'details[open] a[href="/soglasiya/reestr/{other.pk}/"]')


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_on": ""}, "Укажите день"),
        ({"given_on": day(TODAY + timedelta(days=3))}, "ещё не наступил"),
        ({"all-work": "everywhere"}, "Выберите значения из списков"),
        ({"cell-999999-work": "class"}, "состав класса изменился"),
        ({"all-processing": "public"}, "Выберите значения из списков"),
    ],
)
def test_an_error_writes_nothing_and_loses_nothing(sign_in, changes, words):
    chosen = f"cell-{child().pk}-result"
    answer = sign_in(TEACHER).post(address(), {"given_on": day(TODAY), chosen: "public", **changes})
    assert answer.status_code == 400
    assert words in answer.text
    selected = soup(answer).select_one(f"select[name={chosen}] option[selected]")
    assert selected is not None
    assert selected["value"] == "public"
    assert not Consent.objects.filter(purpose="result", person__school_class=the_class()).exists()


def test_one_refusal_undoes_all(sign_in):
    give(child("uchenik5a"), Purpose.RESULT, given_on=TODAY - timedelta(days=1))
    sent = {
        "given_on": day(TODAY - timedelta(days=8)),
        f"cell-{child().pk}-result": "class",
        f"cell-{child('uchenik5a').pk}-result": "public",
    }
    answer = sign_in(COORDINATOR).post(address(), sent)
    assert answer.status_code == 400
    assert "Белодед София, результаты и награды: Есть более новое согласие" in answer.text
    assert not Consent.objects.filter(purpose="result", person=child()).exists()


def test_numbers_follow_one_another():
    assert [number_after("5А-09", step) for step in (0, 1, 2)] == ["5А-09", "5А-10", "5А-11"]
    assert number_after("7/2026-н", 1) == "7/2027-н"
    assert number_after("", 3) == ""
    assert number_after("без номера", 3) == "без номера"

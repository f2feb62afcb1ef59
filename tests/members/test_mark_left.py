"""Who is marked as gone, by whom and from which day; what the mark may never do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classes.leaving import erase_leavers
from members.models import Person, User
from tests.members.test_people_registers import PEOPLE, bulk
from tests.pages import soup
from tests.personas import ADMIN, COORDINATOR, TEACHER


def day(before: int = 0) -> str:
    return f"{timezone.localdate() - timedelta(days=before):%d.%m.%Y}"


@pytest.fixture
def administrator() -> Person:
    return User.objects.get(username=ADMIN).person


def send(client, person: Person, **fields: str):
    address = reverse(f"{PEOPLE}:edit", args=[person.pk])
    sent = {
        field["name"]: field.get("value", "")
        for field in soup(client.get(address)).select("main input[name]")
    }
    kept = {name: value for name, value in sent.items() if name not in {"subjects", "csrfmiddlewaretoken"}}
    return client.post(address, kept | {"kind": person.kind, "shown_as": person.shown_as} | fields)


def test_an_administrator_is_not_marked_by_a_coordinator_in_bulk(administrator, sign_in):
    answer = sign_in(COORDINATOR).post(bulk("mark_left", [administrator]), {"day": day()}, follow=True)
    assert "может отметить ушедшим только администратор" in answer.text
    administrator.refresh_from_db()
    assert administrator.left_on is None


def test_nor_by_the_form(administrator, sign_in):
    answer = send(sign_in(COORDINATOR), administrator, left_on=day())
    assert "отметить его ушедшим может только администратор" in answer.text
    administrator.refresh_from_db()
    assert administrator.left_on is None


def test_by_an_administrator_he_is(administrator, sign_in):
    sign_in(ADMIN).post(bulk("mark_left", [administrator]), {"day": day()})
    administrator.refresh_from_db()
    assert administrator.left_on == timezone.localdate()


def test_no_clock_erases_an_administrator(administrator):
    Person.objects.filter(pk=administrator.pk).update(left_on=timezone.localdate() - timedelta(days=400))
    erase_leavers()
    assert User.objects.filter(username=ADMIN, is_active=True, is_superuser=True).exists()


@pytest.mark.parametrize(("before", "taken"), [(89, True), (90, False), (400, False)])
def test_a_day_from_which_the_term_is_over_is_refused_and_said_why(before, taken, sign_in):
    person = User.objects.get(username=TEACHER).person
    client = sign_in(COORDINATOR)
    ways = [
        lambda: client.post(bulk("mark_left", [person]), {"day": day(before)}),
        lambda: send(client, person, left_on=day(before)),
    ]
    for way in ways:
        answer = way()
        person.refresh_from_db()
        assert (person.left_on is not None) is taken
        assert taken or "данные стёрлись бы сразу" in answer.text
        Person.objects.filter(pk=person.pk).update(left_on=None)
        person.refresh_from_db()

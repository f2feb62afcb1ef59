"""The coordinator makes accounts for the whole staff at once, and hands out slips."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from demo.factories import PersonFactory
from joining import staff_accounts
from members import roles
from members.models import AuditEntry, Person, User
from tests.pages import soup
from tests.personas import ADMIN, CARER, COORDINATOR, MODERATOR, PUPIL, TEACHER

ADDRESS = "joining_admin:staff"


@pytest.fixture
def newcomers() -> list[Person]:
    return [PersonFactory(last_name=name, first_name="Вера") for name in ("Ёжикова", "Ёжикова", "Щукина")]


def test_each_gets_a_slip_and_signs_in_with_it_once(newcomers, sign_in):
    page = soup(sign_in(COORDINATOR).post(reverse(ADDRESS), {"people": [one.pk for one in newcomers]}))
    slips = [[typed.get_text() for typed in slip.select(".slip__typed")] for slip in page.select(".slip")]
    assert len(slips) == 3
    assert len({name for name, _ in slips}) == 3
    for name, password in slips:
        user = User.objects.get(username=name)
        assert [group.name for group in user.groups.all()] == [roles.TEACHERS]
        client = Client()
        client.post("/accounts/login/", {"login": name, "password": password})
        assert client.get("/napisat/").url == reverse("account_change_password")
    assert AuditEntry.objects.filter(action="account.made").count() == 3


def test_only_staff_without_an_account_are_offered(newcomers, sign_in):
    page = sign_in(ADMIN).get(reverse(ADDRESS)).text
    assert "Щукина Вера" in page
    assert "Соколова Марина" not in page
    assert "Иванченко" not in page


def test_sent_twice_it_makes_one_account(newcomers, sign_in):
    coordinator, sent = sign_in(COORDINATOR), {"people": [newcomers[2].pk]}
    coordinator.post(reverse(ADDRESS), sent)
    again = coordinator.post(reverse(ADDRESS), sent)
    assert again.status_code == 400
    assert User.objects.filter(person=newcomers[2]).count() == 1


@pytest.mark.parametrize("sent", [{}, {"people": ["999999"]}, {"people": ["x"]}, {"people": ["9" * 30]}])
def test_nobody_chosen_is_said(sent, newcomers, sign_in):
    answer = sign_in(COORDINATOR).post(reverse(ADDRESS), sent)
    assert answer.status_code == 400
    assert not User.objects.filter(person__in=newcomers).exists()


@pytest.mark.parametrize("login", [TEACHER, MODERATOR, CARER, PUPIL])
def test_others_are_refused(login, newcomers, sign_in):
    answer = sign_in(login).post(reverse(ADDRESS), {"people": [newcomers[0].pk]})
    assert answer.status_code in {302, 403}
    assert not User.objects.filter(person__in=newcomers).exists()


def test_a_name_that_another_coordinator_takes_at_this_moment(newcomers, sign_in, monkeypatch):
    """Both were suggested the same one: the second gets the next."""
    suggest = staff_accounts.suggest

    def late(first_name, last_name, **kwargs):
        name = suggest(first_name, last_name, **kwargs)
        if name == "vera.schukina":
            User.objects.create_user(name)
        return name

    monkeypatch.setattr(staff_accounts, "suggest", late)
    answer = sign_in(COORDINATOR).post(reverse(ADDRESS), {"people": [one.pk for one in newcomers]})
    assert answer.status_code == 200
    assert User.objects.get(person=newcomers[2]).username == "vera.schukina2"
    assert User.objects.filter(person__in=newcomers).count() == 3

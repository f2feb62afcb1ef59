"""Another address of mail: with the password, confirmed by its letter, told to the old one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from members.models import User
from notices.models import Mail
from profiles.models import VALID, EmailChange
from tests.personas import CARER, COORDINATOR, PUPIL, TEACHER

PASSWORD = "vmeste-demo"
ADDRESS = "/profil/pochta/"
pytestmark = pytest.mark.usefixtures("nothing_told")


def ask(client: Client, address: str = "orlov@example.net", password: str = PASSWORD):
    return client.post(ADDRESS, {"address": address, "password": password})


def link_in_letter(to: str = "orlov@example.net") -> str:
    letter = Mail.objects.get(to=to)
    assert letter.is_private
    return re.search(r"(/profil/pochta/\S+)", letter.text)[1]


def email_of(login: str) -> str:
    return User.objects.get(username=login).email


def test_the_letter_confirms_and_the_old_mailbox_is_told(sign_in):
    client, before = sign_in(TEACHER), email_of(TEACHER)
    assert ask(client)["Location"] == "/profil/"
    assert email_of(TEACHER) == before
    assert "Ждёт подтверждения" in client.get("/profil/").text
    link = link_in_letter()
    assert "Присылать письма на orlov@example.net?" in client.get(link).text
    assert email_of(TEACHER) == before  # a program that opens links changes nothing
    client.post(link)
    assert email_of(TEACHER) == "orlov@example.net"
    assert Mail.objects.filter(to=before, subject="Адрес почты изменён").exists()
    entered = Client()
    entered.post("/accounts/login/", {"login": "Orlov@example.net", "password": PASSWORD})
    assert "_auth_user_id" in entered.session
    assert client.post(link).status_code == 410  # once


def test_without_the_password_nothing_is_sent(sign_in):
    refused = ask(sign_in(TEACHER), password="wrong-one")
    assert "Пароль не подошёл" in refused.text
    assert 'value="orlov@example.net"' in refused.text
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "address", ["", "орлов", "a@b", "orlov@example.net, x@example.net", "a\x00@b.ru", "@" * 300]
)
def test_what_is_no_address_is_said_by_the_field(address, sign_in):
    refused = ask(sign_in(TEACHER), address=address)
    assert refused.status_code == 200
    assert "Проверьте, пожалуйста" in refused.text
    assert not Mail.objects.exists()


def test_a_child_names_no_mailbox(sign_in):
    client, before = sign_in(PUPIL), email_of(PUPIL)
    assert client.get(ADDRESS).status_code == 403
    refused = ask(client, "rebenok@example.net")
    assert refused.status_code == 403
    assert "Почту ученика записывает школа" in refused.text
    assert "/profil/pochta/" not in client.get("/profil/").text
    assert not Mail.objects.exists()
    assert email_of(PUPIL) == before


def test_the_site_does_not_write_to_strangers_without_end(sign_in):
    client = sign_in(TEACHER)
    answers = [ask(client, f"chuzhoy{number}@example.net").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]
    assert Mail.objects.count() == 3


def test_one_stranger_is_not_written_to_by_many(sign_in):
    logins = [TEACHER, CARER, COORDINATOR, "gromova"]
    answers = [ask(sign_in(login), "chuzhoy@example.net").status_code for login in logins]
    assert answers == [302, 302, 302, 429]


def test_guesses_of_the_password_are_stopped(sign_in):
    client = sign_in(TEACHER)
    answers = [ask(client, password=f"wrong-{number}").status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_an_address_of_somebody_is_not_told_of(sign_in):
    client = sign_in(TEACHER)
    taken = email_of(CARER)
    assert ask(client, taken)["Location"] == "/profil/"
    letter = Mail.objects.get(to=taken)
    assert "/profil/pochta/" not in letter.text


def test_somebody_was_quicker(sign_in):
    client = sign_in(TEACHER)
    ask(client)
    User.objects.filter(username=CARER).update(email="orlov@example.net")
    before = email_of(TEACHER)
    assert client.post(link_in_letter()).status_code == 409
    assert email_of(TEACHER) == before


def test_anothers_old_and_cancelled_links_do_nothing(sign_in, client):
    teacher, before = sign_in(TEACHER), email_of(TEACHER)
    ask(teacher)
    link = link_in_letter()
    assert client.get(link)["Location"].startswith("/accounts/login/?next=/profil/pochta/")
    assert sign_in(CARER).get(link).status_code == 404
    assert sign_in(CARER).post(link).status_code == 404
    EmailChange.objects.update(asked_at=timezone.now() - VALID)
    assert teacher.get(link).status_code == 410
    assert teacher.post(link).status_code == 410
    EmailChange.objects.update(asked_at=timezone.now())
    teacher.post("/profil/pochta/otmenit/")
    assert teacher.post(link).status_code == 410
    assert email_of(TEACHER) == before
    assert teacher.get("/profil/pochta/otmenit/").status_code == 405

"""Where an account is signed in: listed, ended, ended by another password."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from members.models import AuditEntry, User
from notices.models import Notice
from tests.personas import CARER, COORDINATOR, PUPIL, TEACHER

PASSWORD, NEW = "vmeste-demo", "Sovsem-novyy-parol-7"
VISITS = "/accounts/sessions/"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36"


def enter(login: str = TEACHER, password: str = PASSWORD, agent: str = PHONE) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": login, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/notices/").status_code == 200


def test_visits_are_listed_in_words_and_the_others_ended():
    phone, here = enter(), enter(agent="Mozilla/5.0 (Windows NT 10.0) YaBrowser/24 Chrome/126")
    enter(CARER)
    page = here.get(VISITS).text
    assert "Chrome на Android" in page
    assert "Яндекс Браузер на Windows" in page
    assert page.count("это устройство") == 1
    assert page.count("Вход 2") + page.count('class="panel"') >= 2
    here.post(VISITS)
    assert not is_in(phone)
    assert is_in(here)
    assert "Больше вы нигде не вошли" in here.get(VISITS).text


def test_strangers_see_no_visits(client):
    assert client.get(VISITS).status_code == 302


def test_another_password_ends_the_other_visits_and_is_told(nothing_told):
    phone, here = enter(), enter()
    response = here.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert response["Location"] == "/profil/"
    assert is_in(here)
    assert not is_in(phone)
    assert "Больше вы нигде не вошли" in here.get(VISITS).text
    assert Notice.objects.filter(recipient__username=TEACHER, text="Пароль изменён").exists()


def test_the_new_password_is_another_one():
    here = enter()
    sent = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "Это прежний пароль" in here.post("/accounts/password/change/", sent).text


@pytest.mark.parametrize(("login", "count"), [(TEACHER, 1), (COORDINATOR, 1), (CARER, 0), (PUPIL, 0)])
def test_sign_ins_of_the_staff_are_written_down(login, count):
    enter(login)
    entries = AuditEntry.objects.filter(action="signin.staff", actor=User.objects.get(username=login))
    assert entries.count() == count


def test_what_ran_out_is_forgotten_with_its_address():
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from members.ticks import forget_ended_visits

    old, here = enter(), enter(CARER)
    Session.objects.filter(session_key=old.session.session_key).update(expire_date=timezone.now())
    forget_ended_visits()
    assert not UserSession.objects.filter(user__username=TEACHER).exists()
    assert UserSession.objects.filter(user__username=CARER).count() == 1
    assert is_in(here)


def test_a_second_step_ends_the_visits_that_began_without_it(monkeypatch, django_capture_on_commit_callbacks):
    """Else who had stolen the password alone would get into the admin when the owner adds the step."""
    thief, here = enter(COORDINATOR), enter(COORDINATOR)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    here.get("/accounts/2fa/totp/activate/")
    for place in ("internal.auth", "forms.auth"):
        monkeypatch.setattr(f"allauth.mfa.totp.{place}.validate_totp_code", lambda *args: True)
    with django_capture_on_commit_callbacks(execute=True):
        here.post("/accounts/2fa/totp/activate/", {"code": "123456"})
    assert Authenticator.objects.filter(user__username=COORDINATOR).exists()
    assert not is_in(thief)
    assert is_in(here)

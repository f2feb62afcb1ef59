"""The second step: whose duty it is, before what it stands, and the way through it."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Site

from discussions.models import Comment
from members.models import CommunitySettings, User
from reading.models import ReadingListPage
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, LIBRARIAN, MODERATOR, PUPIL, TEACHER

PASSWORD = "vmeste-demo"
SET_UP = "/accounts/2fa/"
MUST = [ADMIN, COORDINATOR, MODERATOR, LIBRARIAN]
MAY = [TEACHER, CARER, PUPIL, COLLEAGUE]


@pytest.fixture
def required() -> None:
    settings = CommunitySettings.for_site(Site.objects.get(is_default_site=True))
    settings.second_factor_required = True
    settings.save()


def has_factor(login: str) -> None:
    TOTP.activate(User.objects.get(username=login), generate_totp_secret())


@pytest.mark.parametrize("login", MUST)
@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/users/", "/napisat/", "/profil/klass/", "/soglasiya/reestr/", "/vstupit/kto/"],
)
def test_nothing_opens_to_who_must_and_has_none(login, address, sign_in, required):
    response = sign_in(login).get(address)
    assert response["Location"] == SET_UP


@pytest.mark.parametrize("login", MUST)
def test_the_page_explains_and_is_no_circle(login, sign_in, required):
    page = sign_in(login).get("/admin/pages/?a=1", follow=True)
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == SET_UP
    assert "Включите второй шаг, и откроется остальное" in page.text
    assert len(page.redirect_chain) == 1


def test_reading_goes_on(sign_in, required):
    client = sign_in(COORDINATOR)
    for address in ("/", "/blog/", "/search/?q=урок", "/notices/", "/profil/"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("login", MAY)
def test_others_are_asked_for_nothing(login, sign_in, required):
    client = sign_in(login)
    assert client.get("/admin/").status_code in {200, 403}
    assert "Включите второй шаг, и откроется" not in client.get(SET_UP).text


@pytest.mark.parametrize("login", MUST)
def test_where_the_school_does_not_ask_all_is_open(login, sign_in):
    assert sign_in(login).get("/admin/").status_code == 200


@pytest.mark.parametrize("login", MUST)
def test_with_a_second_step_all_is_open(login, sign_in, required):
    has_factor(login)
    assert sign_in(login).get("/admin/").status_code == 200


def test_a_comment_is_not_written_and_not_lost(sign_in, required):
    page = ReadingListPage.objects.live().first()
    words = "Очень длинный комментарий координатора, который жалко потерять: он про книги и про лето."
    before = Comment.objects.count()
    response = sign_in(COORDINATOR).post(f"/comments/write/{page.pk}/", {"text": words})
    assert response.status_code == 403
    assert words in response.text
    assert Comment.objects.count() == before


def test_the_way_on_is_kept(client, required, monkeypatch):
    client.post("/accounts/login/", {"login": COORDINATOR, "password": PASSWORD, "next": "/admin/images/"})
    client.get("/admin/images/?ordering=title")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.validate_totp_code", lambda *args: True)
    monkeypatch.setattr("allauth.mfa.totp.forms.auth.validate_totp_code", lambda *args: True)
    done = client.post("/accounts/2fa/totp/activate/", {"code": "123456"}, follow=True)
    assert 'href="/admin/images/?ordering=title"' in done.text
    assert client.get("/admin/images/?ordering=title").status_code == 200


def test_who_must_have_it_does_not_take_it_off(client, required):
    has_factor(COORDINATOR)
    client.force_login(User.objects.get(username=COORDINATOR))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user__username=COORDINATOR, type="totp").exists()


def test_who_may_have_it_takes_it_off(client, required):
    has_factor(TEACHER)
    client.force_login(User.objects.get(username=TEACHER))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user__username=TEACHER).exists()


def test_guesses_of_the_code_are_stopped(client, monkeypatch):
    has_factor(TEACHER)
    client.post("/accounts/login/", {"login": TEACHER, "password": PASSWORD})
    said = [client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}).text for n in range(8)]
    assert "Слишком много" not in said[0]
    assert "Слишком много" in said[-1]
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.validate_totp_code", lambda *args: True)
    client.post("/accounts/2fa/authenticate/", {"code": "123456"})
    assert "_auth_user_id" not in client.session


def test_a_lost_phone_is_helped_by_the_administrator(capsys):
    has_factor(COORDINATOR)
    call_command("reset_factor", COORDINATOR)
    assert not Authenticator.objects.filter(user__username=COORDINATOR).exists()
    assert "koordinator" in capsys.readouterr().out
    with pytest.raises(CommandError, match="нет"):
        call_command("reset_factor", "nikogo")


@pytest.mark.parametrize(
    "credential",
    [None, "x", "{}", '{"id": 5}', "[1]", '{"id": "aa", "rawId": "aa", "response": {}, "type": 1}'],
)
def test_a_spoilt_key_is_refused(credential, client):
    client.raise_request_exception = False
    response = client.post("/accounts/2fa/webauthn/login/", {"credential": credential} if credential else {})
    assert response.status_code in {200, 302}
    assert "_auth_user_id" not in client.session

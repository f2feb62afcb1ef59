"""The one way in: by user name or e-mail, with limits, without registration; and the way out."""

from __future__ import annotations

import re

import pytest
from allauth.account import urls as account_urls
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from members.models import User
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, PUPIL, TEACHER

SIGN_IN = "/accounts/login/"
PASSWORD = "vmeste-demo"
FOREIGN = ["https://evil.example.org/", "//evil.example.org/", "///evil.example.org", "/\\evil.example.org",
           "javascript:alert(1)", "http:evil.example.org"]  # fmt: skip


def enter(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def signed_in(client: Client) -> str:
    """The user name of who is signed in, or an empty string."""
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


def field(response, name: str):
    return BeautifulSoup(response.text, "html.parser").select_one(f"main [name={name}]")


# In.


def test_a_browser_knows_what_to_fill_in(client):
    page = client.get(SIGN_IN)
    assert field(page, "login")["autocomplete"] == "username"
    assert field(page, "login")["autocapitalize"] == "none"
    assert field(page, "password")["autocomplete"] == "current-password"


@pytest.mark.parametrize(
    "login", ["uchitel", "UCHITEL", "Uchitel", " uchitel ", "uchitel@example.org", "Uchitel@Example.ORG"]
)
def test_a_user_name_or_an_address_in_any_case_lets_in(login, client):
    response = enter(client, login)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert signed_in(client) == TEACHER


def test_the_header_greets_who_has_come_in(client):
    enter(client, TEACHER)
    page = client.get("/").text
    assert "Виктор Степанович" in page
    assert "Войти</a>" not in page


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (TEACHER, "vmeste-demO"),
        (TEACHER, ""),
        ("nikto", PASSWORD),
        ("nikto@example.org", PASSWORD),
        ("", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_a_wrong_pair_is_refused_in_russian_and_keeps_what_was_typed(login, password, client):
    response = enter(client, login, password)
    assert response.status_code == 200
    assert signed_in(client) == ""
    assert "Проверьте, пожалуйста" in response.text
    said = BeautifulSoup(response.text, "html.parser").select_one(".form-errors li").text
    assert re.search("[а-яё]{4}", said)
    assert field(response, "login").get("value", "") == login
    assert not field(response, "password").get("value")


def test_a_refusal_does_not_say_whether_there_is_such_a_person(client):
    said = [enter(client, login, "wrong-one").context["form"].errors for login in (TEACHER, "nikto")]
    assert said[0] == said[1]


def test_an_account_that_was_closed_does_not_let_in(client):
    User.objects.filter(username=TEACHER).update(is_active=False)
    response = enter(client, TEACHER)
    assert signed_in(client) == ""
    assert client.get("/admin/").status_code == 302
    text = client.get(response["Location"]).text if response.status_code == 302 else response.text
    assert re.search("<h1>[А-ЯЁа-яё ]", text)


def test_closing_an_account_ends_its_visit(client):
    enter(client, TEACHER)
    User.objects.filter(username=TEACHER).update(is_active=False)
    assert "Виктор Степанович" not in client.get("/").text


def test_after_five_failures_a_name_waits_even_with_the_right_password(client):
    for _ in range(5):
        enter(client, TEACHER, "wrong-one")
    response = enter(client, TEACHER)
    assert signed_in(client) == ""
    assert "Слишком много" in response.text
    assert field(response, "login")["value"] == TEACHER


def test_a_name_that_waits_does_not_bar_another(client):
    for _ in range(5):
        enter(client, TEACHER, "wrong-one")
    enter(client, CARER)
    assert signed_in(client) == CARER


def test_a_guesser_is_stopped_with_a_page_in_russian(client):
    """Many names from one address."""
    responses = [enter(client, f"name{number}", "wrong-one") for number in range(70)]
    refusals = [response for response in responses if response.status_code != 200]
    assert {response.status_code for response in refusals} == {429}
    assert '<html lang="ru">' in refusals[0].text
    assert re.search("<h1>[А-ЯЁ]", refusals[0].text)


def test_a_class_signs_in_from_one_address_within_a_minute(sign_in):
    """The whole school has one address on the Internet: 25 pupils open the site at the bell."""
    clients = [Client() for _ in range(25)]
    for client in clients:
        enter(client, PUPIL)
    assert [signed_in(client) for client in clients] == [PUPIL] * 25


# Where to.


@pytest.mark.parametrize("target", ["/blog/", "/search/?q=урок 5&page=1", "/admin/pages/", "/?a=1#b"])
def test_the_way_on_is_kept_through_the_form_and_its_refusal(target, client):
    form = client.get(SIGN_IN, {"next": target})
    assert field(form, "next")["value"] == target
    refused = enter(client, TEACHER, "wrong-one", next=target)
    assert field(refused, "next")["value"] == target
    assert enter(client, TEACHER, next=target)["Location"].startswith(target.split("?")[0])


@pytest.mark.parametrize("target", FOREIGN)
def test_the_way_on_does_not_lead_to_another_site(target, client):
    assert enter(client, TEACHER, next=target)["Location"] == "/"
    assert signed_in(client) == TEACHER


@pytest.mark.parametrize("target", FOREIGN)
def test_who_is_already_in_is_not_led_to_another_site(target, sign_in):
    response = sign_in(TEACHER).get(SIGN_IN, {"next": target})
    assert "evil" not in response.get("Location", "")
    assert "javascript" not in response.get("Location", "")


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/", "/admin/password_reset/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_ways_in_lead_to_the_one(address, method, client):
    response = getattr(client, method)(f"{address}?next=/admin/pages/")
    assert response.status_code == 302
    assert response["Location"] == f"{SIGN_IN}?next=/admin/pages/"


def test_another_way_in_does_not_take_a_password(client):
    client.post("/admin/login/", {"username": TEACHER, "password": PASSWORD})
    client.post("/_util/login/", {"username": TEACHER, "password": PASSWORD})
    assert signed_in(client) == ""


def test_the_editor_sends_to_the_one_sign_in_and_opens_after_it(client):
    sent = client.get("/admin/pages/")
    assert sent["Location"].startswith(f"{SIGN_IN}?next=/admin/pages/")
    entered = client.post(sent["Location"], {"login": TEACHER, "password": PASSWORD}, follow=True)
    assert entered.request["PATH_INFO"].startswith("/admin/pages/")
    assert entered.status_code == 200


@pytest.mark.parametrize("login", [CARER, PUPIL, COLLEAGUE])
def test_who_may_not_edit_is_told_so_and_not_sent_in_a_circle(login, sign_in):
    response = sign_in(login).get("/admin/", follow=True)
    assert response.request["PATH_INFO"] == "/admin/" or response.redirect_chain
    assert response.status_code in {200, 403}
    assert re.search("<h1>[^<]*[а-яё]", response.text)
    assert len(response.redirect_chain) <= 2


def test_a_second_factor_stands_before_the_site_and_the_editor(client):
    user = User.objects.get(username=COORDINATOR)
    TOTP.activate(user, generate_totp_secret())
    response = enter(client, COORDINATOR, next="/admin/")
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert signed_in(client) == ""
    assert client.get("/admin/")["Location"].startswith(SIGN_IN)
    page = client.get(response["Location"])
    assert '<html lang="ru">' in page.text
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert signed_in(client) == ""


# No registration.


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_registers_by_themselves(method, client):
    before = User.objects.count()
    sent = {"username": "novy", "password1": "Dlinnyy-parol-1", "password2": "Dlinnyy-parol-1"}
    response = getattr(client, method)("/accounts/signup/", sent)
    assert response.status_code == 200
    assert "<h1>Вступают по коду из письма</h1>" in response.text
    assert User.objects.count() == before


def test_the_sign_in_page_says_who_gives_accounts(client):
    page = client.get(SIGN_IN).text
    assert "даёт классный руководитель" in page
    assert "/accounts/signup/" not in page


def test_a_forgotten_password_is_answered_alike_for_all(client):
    known = client.post("/accounts/password/reset/", {"email": "uchitel@example.org"}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nikto@example.org"}, follow=True)
    assert known.status_code == unknown.status_code == 200
    assert known.redirect_chain == unknown.redirect_chain
    assert "<h1>" in known.text
    letter = next(message for message in mail.outbox if message.to == ["uchitel@example.org"])
    assert re.search(r"/accounts/password/reset/key/\S+", letter.body)
    assert re.search("[а-яё]{5}", letter.body)


def test_the_letter_changes_the_password(client):
    client.post("/accounts/password/reset/", {"email": "uchitel@example.org"})
    link = re.search(r"(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    new = "Sovsem-novyy-parol-7"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    enter(client, TEACHER, new)
    assert signed_in(client) == TEACHER


# Out.


def test_signing_out_takes_a_press_of_the_button(sign_in):
    client = sign_in(TEACHER)
    asked = client.get("/accounts/logout/")
    assert asked.status_code == 200
    assert signed_in(client) == TEACHER
    response = client.post("/accounts/logout/")
    assert response["Location"] == "/"
    assert signed_in(client) == ""


def test_the_editors_sign_out_takes_a_press_too(sign_in):
    client = sign_in(TEACHER)
    client.get("/admin/logout/")
    assert signed_in(client) == TEACHER
    client.post("/admin/logout/")
    assert signed_in(client) == ""


# The pages themselves.


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER, ADMIN])
@pytest.mark.parametrize(
    "name",
    sorted({one.name for one in account_urls.urlpatterns if not one.pattern.regex.groups}),
)
def test_every_page_of_accounts_is_drawn_in_russian(name, login, sign_in):
    client = sign_in(login)
    client.raise_request_exception = False
    response = client.get(reverse(name), follow=True)
    assert response.status_code in {200, 404}
    assert '<html lang="ru">' in response.text
    headings = re.findall(r"<h1[^>]*>\s*([^<]*)", response.text)
    assert len(headings) == 1
    assert re.search("[а-яё]", headings[0])


def test_the_form_works_without_its_page_having_been_kept_in_a_cache(client):
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]


@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_cookie_of_a_visit_is_out_of_reach_of_scripts(client):
    enter(client, TEACHER)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]

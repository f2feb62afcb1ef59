"""A new password on paper: who gives it to whom, what it opens, what it ends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.models import AuditEntry, OneTimePassword, Person, SchoolClass, User
from members.paper_passwords import classes_for, pupils_of
from tests.pages import soup
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

NEW = "Sovsem-novyy-parol-7"


def class_of(login: str) -> SchoolClass:
    return Person.objects.get(account__username=login).school_class


def address(login: str = PUPIL) -> str:
    return f"/profil/klass/{class_of(login).pk}/"


def number(login: str = PUPIL) -> int:
    return Person.objects.get(account__username=login).pk


def typed(page: str) -> list[str]:
    return re.findall(r'slip__typed">([^<]+)', page)


def issued(client: Client, *logins: str) -> dict[str, str]:
    """What the slips say: passwords by user name."""
    page = client.post(address(), {"pupils": [number(login) for login in logins]})
    assert page.status_code == 200
    words = typed(page.text)
    return dict(zip(words[::2], words[1::2], strict=True))


def test_the_class_teacher_prints_and_the_pupil_makes_an_own_one(sign_in):
    teacher, before = sign_in(TEACHER), Client()
    before.post("/accounts/login/", {"login": PUPIL, "password": "vmeste-demo"})
    slips = issued(teacher, PUPIL)
    assert list(slips) == [PUPIL]
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d\d", slips[PUPIL])
    assert before.get("/notices/").status_code == 302  # the old visit is over
    pupil = Client()
    pupil.post("/accounts/login/", {"login": PUPIL, "password": "vmeste-demo"})
    assert "_auth_user_id" not in pupil.session
    pupil.post("/accounts/login/", {"login": PUPIL, "password": slips[PUPIL]})
    for closed in ("/", "/notices/", "/profil/", "/blog/", "/profil/uyti/"):
        assert pupil.get(closed)["Location"] == "/accounts/password/change/"
    assert pupil.post("/comments/write/1/", {"text": "Привет"}).status_code == 302
    form = pupil.get("/accounts/password/change/")
    assert "Придумайте свой пароль" in form.text
    same = {"oldpassword": slips[PUPIL], "password1": slips[PUPIL], "password2": slips[PUPIL]}
    assert "Это прежний пароль" in pupil.post("/accounts/password/change/", same).text
    own = {"oldpassword": slips[PUPIL], "password1": NEW, "password2": NEW}
    pupil.post("/accounts/password/change/", own)
    assert pupil.get("/notices/").status_code == 200
    assert not OneTimePassword.objects.exists()


def test_it_is_written_down_without_the_password(sign_in):
    slips = issued(sign_in(TEACHER), PUPIL, "uchenik5a")
    entries = AuditEntry.objects.filter(action="password.reset_on_paper")
    assert entries.count() == 2
    assert {entry.actor.username for entry in entries} == {TEACHER}
    for entry in entries:
        assert not any(password in entry.details for password in slips.values())


def test_the_page_is_not_kept_and_shown_once(sign_in):
    client = sign_in(TEACHER)
    page = client.post(address(), {"pupils": [number()]})
    assert "no-store" in page["Cache-Control"]
    assert typed(page.text)[1] not in client.get(address()).text


@pytest.mark.parametrize("login", [COORDINATOR, ADMIN, TEACHER])
def test_who_answers_for_the_class_opens_it(login, sign_in):
    client = sign_in(login)
    assert client.get(address()).status_code == 200
    assert client.get("/profil/klass/", follow=True).status_code == 200


def test_the_only_class_opens_itself(sign_in):
    assert classes_for(User.objects.get(username=TEACHER)).count() == 1
    assert sign_in(TEACHER).get("/profil/klass/")["Location"] == address()


def test_of_several_classes_one_is_chosen(sign_in):
    several = classes_for(User.objects.get(username=COORDINATOR))
    page = sign_in(COORDINATOR).get("/profil/klass/")
    assert several.count() > 1
    for one in several:
        assert f'href="/profil/klass/{one.pk}/"' in page.text


@pytest.mark.parametrize("login", ["gromova", CARER, PUPIL, COLLEAGUE, "zaytseva", "khapachev"])
def test_others_are_refused(login, sign_in):
    client, before = sign_in(login), User.objects.get(username=PUPIL).password
    assert client.get(address()).status_code == 403
    assert client.post(address(), {"pupils": [number()]}).status_code == 403
    assert User.objects.get(username=PUPIL).password == before


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(address())["Location"].startswith("/accounts/login/")
    assert client.post(address(), {"pupils": [number()]}).status_code == 302
    assert not OneTimePassword.objects.exists()


@pytest.mark.parametrize("whose", ["uchenik7b", TEACHER, CARER, ADMIN])
def test_neither_another_class_nor_an_adult(whose, sign_in):
    before = User.objects.get(username=whose).password
    response = sign_in(TEACHER).post(address(), {"pupils": [number(whose)]})
    assert response.status_code == 400
    assert "Этого ученика в классе нет" in response.text
    assert User.objects.get(username=whose).password == before


@pytest.mark.parametrize("sent", [{}, {"pupils": "x"}, {"pupils": ["1" * 30]}, {"pupils": [""]}])
def test_a_spoilt_form_is_answered(sent, sign_in):
    assert sign_in(TEACHER).post(address(), sent).status_code == 400


def test_a_pupil_with_other_rights_is_left_out(sign_in):
    User.objects.filter(username=PUPIL).update(is_superuser=True)
    assert sign_in(TEACHER).post(address(), {"pupils": [number()]}).status_code == 400


def test_who_has_no_account_is_named_and_not_offered(sign_in):
    school_class = class_of(PUPIL)
    Person.objects.create(last_name="Новиков", first_name="Пётр", kind="pupil", school_class=school_class)
    client = sign_in(TEACHER)
    page = soup(client.get(address()))
    boxes = {int(box["value"]) for box in page.select("input[name=pupils]")}
    assert boxes == set(pupils_of(school_class).values_list("pk", flat=True))
    assert not page.select("input[disabled]")
    assert "Новиков Пётр" in page.select_one(".pupils__others").get_text()
    refused = soup(client.post(address(), {}))
    (error,) = refused.select(".form-errors li")
    assert refused.select_one("#id_pupils legend").get_text() in error.get_text()


def test_nobody_leads_no_class(sign_in):
    assert sign_in(CARER).get("/profil/klass/").status_code == 403
    assert sign_in(MODERATOR).get("/profil/klass/").status_code == 302  # leads 5 «Б»
    assert sign_in(MODERATOR).get(address()).status_code == 403


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER])
def test_a_class_that_is_not_there(login, sign_in):
    assert sign_in(login).get("/profil/klass/99999999999999/").status_code in {302, 404}


def test_queries_do_not_grow_with_the_class(sign_in, count_queries):
    client = sign_in(TEACHER)
    few = count_queries(lambda: client.get(f"/profil/klass/{class_of(PUPIL).pk}/"))
    for one in range(20):
        Person.objects.create(
            last_name=f"Новиков{one}", first_name="Пётр", kind="pupil", school_class=class_of(PUPIL)
        )
    assert count_queries(lambda: client.get(f"/profil/klass/{class_of(PUPIL).pk}/")) == few


@pytest.mark.parametrize(
    "closed",
    ["2fa/", "2fa/webauthn/add/", "2fa/totp/activate/", "sessions/", "reauthenticate/"],
)
def test_a_password_on_paper_adds_no_key(closed, sign_in):
    """Who has seen the paper before the pupil would keep a way in that a new password does not end."""
    slips, pupil = issued(sign_in(TEACHER), PUPIL), Client()
    pupil.post("/accounts/login/", {"login": PUPIL, "password": slips[PUPIL]})
    for send in (pupil.get, pupil.post):
        assert send(f"/accounts/{closed}")["Location"] == "/accounts/password/change/"


def test_a_teacher_who_has_left_leads_no_class(sign_in):
    Person.objects.filter(account__username=TEACHER).update(left_on=timezone.localdate())
    before = User.objects.get(username=PUPIL).password
    client = sign_in(TEACHER)
    assert client.get("/profil/klass/").status_code == 403
    assert client.post(address(), {"pupils": [number()]}).status_code == 403
    assert client.get(f"/soglasiya/reestr/{number()}/").status_code == 403
    assert client.get("/vstupit/kto/").status_code == 403
    assert User.objects.get(username=PUPIL).password == before


def test_a_slip_that_was_lost_opens_nothing_after_a_month(sign_in):
    slips = issued(sign_in(TEACHER), PUPIL)
    OneTimePassword.objects.update(issued_at=timezone.now() - timedelta(days=31))
    pupil = Client()
    pupil.post("/accounts/login/", {"login": PUPIL, "password": slips[PUPIL]})
    assert "_auth_user_id" not in pupil.session
    OneTimePassword.objects.update(issued_at=timezone.now() - timedelta(days=29))
    pupil.post("/accounts/login/", {"login": PUPIL, "password": slips[PUPIL]})
    assert "_auth_user_id" in pupil.session

"""What a member says of oneself, and who sees it."""

from __future__ import annotations

import pytest

from core.models import Subject
from members.models import Person
from notices.models import LettersOff
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, PUPIL, TEACHER

ADDRESS = "/profil/"


def person_of(login: str) -> Person:
    return Person.objects.get(account__username=login)


def test_a_teacher_says_who_he_is(sign_in):
    client, me, physics = sign_in(TEACHER), person_of(TEACHER), Subject.objects.get(slug="fizika")
    sent = {"shown_as": "polite", "about": "  Веду кружок.  ", "subjects": [physics.pk]}
    assert client.post(ADDRESS, sent)["Location"] == ADDRESS
    me.refresh_from_db()
    assert (me.shown_as, me.about, list(me.subjects.all())) == ("polite", "Веду кружок.", [physics])
    assert LettersOff.objects.filter(user=me.account).exists()
    page = sign_in(CARER).get(f"/profil/{me.pk}/").text
    assert "<h1>Виктор Степанович</h1>" in page
    assert "Веду кружок." in page
    assert "физика" in page
    client.post(ADDRESS, sent | {"letters": "on"})
    assert not LettersOff.objects.filter(user=me.account).exists()


def test_the_ways_to_be_shown_are_ones_own_name(sign_in):
    page = sign_in(TEACHER).get(ADDRESS).text
    for name in ("Виктор Степанович Орлов", "Виктор Степанович", "В. С. Орлов"):
        assert name in page


def test_the_position_is_the_schools_and_a_colleagues_own(sign_in):
    sign_in(TEACHER).post(ADDRESS, {"shown_as": "full", "position": "директор", "organisation": "НИИ"})
    assert person_of(TEACHER).position == "учитель физики"
    assert person_of(TEACHER).organisation == ""
    sign_in(COLLEAGUE).post(ADDRESS, {"shown_as": "full", "position": "директор", "organisation": "НИИ"})
    assert (person_of(COLLEAGUE).position, person_of(COLLEAGUE).organisation) == ("директор", "НИИ")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"shown_as": "king"},
        {"shown_as": "full", "subjects": ["x"]},
        {"shown_as": "full", "subjects": ["9" * 30]},
        {"shown_as": "full", "about": "я" * 601},
    ],
)
def test_a_spoilt_form_says_what_is_wrong_and_keeps_what_was_typed(sent, sign_in):
    before = person_of(TEACHER).about
    page = sign_in(TEACHER).post(ADDRESS, sent)
    assert page.status_code == 200
    assert "Проверьте, пожалуйста" in page.text
    assert sent.get("about", "") in page.text
    assert person_of(TEACHER).about == before


def test_a_pupil_sees_how_others_see_and_that_carers_do(sign_in):
    page = sign_in(PUPIL).get(ADDRESS).text
    assert "Дарья И., 5 «А»" in page
    assert "ученик 5 «А»" in page
    assert "Оксана Васильевна" in page
    assert 'name="about"' not in page
    sign_in(PUPIL).post(ADDRESS, {"shown_as": "full", "about": "Мой телефон"})
    assert person_of(PUPIL).about == ""


@pytest.mark.parametrize("viewer", [PUPIL, CARER, COLLEAGUE, COORDINATOR, TEACHER])
def test_an_adult_has_a_page_for_members(viewer, sign_in):
    page = sign_in(viewer).get(f"/profil/{person_of(TEACHER).pk}/")
    assert page.status_code == 200
    assert "В. С. Орлов" in page.text
    assert person_of(TEACHER).account.email not in page.text


def test_strangers_see_nobody(client):
    assert client.get(f"/profil/{person_of(TEACHER).pk}/").status_code == 302
    assert client.get(ADDRESS)["Location"] == "/accounts/login/?next=/profil/"


@pytest.mark.parametrize("viewer", ["uchenik5a", "roditel", TEACHER, COORDINATOR, ADMIN])
def test_a_child_has_no_page(viewer, sign_in):
    assert sign_in(viewer).get(f"/profil/{person_of(PUPIL).pk}/").status_code == 404


def test_a_child_is_led_from_the_own_number_to_the_settings(sign_in):
    assert sign_in(PUPIL).get(f"/profil/{person_of(PUPIL).pk}/")["Location"] == ADDRESS


def test_neither_has_one_who_left_or_never_came(sign_in):
    client = sign_in(TEACHER)
    assert client.get(f"/profil/{Person.objects.get(last_name='Хуажева').pk}/").status_code == 404
    Person.objects.filter(account__username=COLLEAGUE).update(left_on="2026-01-01")
    assert client.get(f"/profil/{person_of(COLLEAGUE).pk}/").status_code == 404
    assert client.get("/profil/99999999999999999999/").status_code == 404


def test_only_what_the_viewer_may_see_is_listed(sign_in):
    from django.contrib.auth.models import Group

    from blog.models import PostPage
    from core.models import PageAudience

    post = PostPage.objects.live().filter(authors__person=person_of(TEACHER)).first()
    address = f"/profil/{person_of(TEACHER).pk}/"
    assert post.title in sign_in(PUPIL).get(address).text
    PageAudience.objects.create(page=post, group=Group.objects.get(name="Учителя"))
    assert post.title not in sign_in(PUPIL).get(address).text
    assert post.title in sign_in("gromova").get(address).text


@pytest.mark.parametrize("login", [ADMIN, COORDINATOR, TEACHER, CARER, PUPIL, COLLEAGUE])
def test_everybody_has_settings(login, sign_in):
    page = sign_in(login).get(ADDRESS)
    assert page.status_code == 200
    for words in ("Пароль", "Второй шаг входа", "Мои устройства", "Забрать данные или уйти"):
        assert words in page.text
    assert "no-store" in page["Cache-Control"]


def test_an_account_of_nobody_has_settings_too(sign_in):
    from members.models import User

    User.objects.create_user("nichya", password="x")
    client = sign_in("nichya")
    assert client.get(ADDRESS).status_code == 200
    assert "не записан человек" in client.get("/profil/uyti/").text


def test_what_was_typed_is_kept_over_a_sign_in(client):
    client.post(ADDRESS, {"shown_as": "full", "about": "Долго писал о себе"})
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    assert "Долго писал о себе" in client.get(ADDRESS).text


@pytest.mark.parametrize("login", [ANONYMOUS])
def test_goodbye_is_open_to_all(login, sign_in):
    assert sign_in(login).get("/profil/do-svidaniya/").status_code == 200

"""Taking one's data, and leaving."""

from __future__ import annotations

import io
import zipfile

import pytest

from discussions.models import Comment
from members.display import GONE
from members.models import AuditEntry, CarerLink, Person, User
from notices.models import Notice
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, PUPIL, TEACHER

ADDRESS = "/profil/uyti/"
PASSWORD = "vmeste-demo"
TAKE = {"do": "take", "take-password": PASSWORD}
LEAVE = {"do": "leave", "leave-texts": "keep", "leave-sure": "Ухожу", "leave-password": PASSWORD}


def person_of(login: str) -> Person:
    return Person.objects.get(account__username=login)


# Taking.


@pytest.mark.parametrize("login", [TEACHER, CARER, PUPIL, COLLEAGUE, COORDINATOR, ADMIN])
def test_everybody_takes_the_own_data(login, sign_in):
    response = sign_in(login).post(ADDRESS, TAKE)
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as packed:
        assert {"index.html", "data.json"} <= set(packed.namelist())
        assert person_of(login).first_name in packed.read("index.html").decode()
    assert AuditEntry.objects.filter(action="data.taken", actor__username=login).count() == 1


@pytest.mark.parametrize("password", ["", "wrong-one", "x" * 5000])
def test_without_the_password_nothing_is_taken(password, sign_in):
    response = sign_in(TEACHER).post(ADDRESS, TAKE | {"take-password": password})
    assert response.status_code == 200
    assert "Проверьте, пожалуйста" in response.text
    assert not AuditEntry.objects.filter(action="data.taken").exists()


def test_three_archives_an_hour(sign_in):
    client = sign_in(TEACHER)
    answers = [client.post(ADDRESS, TAKE) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    for answer in answers[:3]:
        answer.close()


def test_a_stranger_takes_nothing(client):
    assert client.post(ADDRESS, TAKE)["Location"].startswith("/accounts/login/")
    assert client.post(ADDRESS, LEAVE).status_code == 302
    assert client.get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"


# Leaving.


def test_an_adult_leaves_and_the_words_stay(sign_in, client):
    carer, number = sign_in(CARER), person_of(CARER).pk
    comment = Comment.objects.filter(user__username=CARER, state=Comment.State.PUBLISHED).first()
    words, page = comment.comment, comment.page.specific.url
    response = carer.post(ADDRESS, LEAVE, follow=True)
    assert "До свидания" in response.text
    assert not User.objects.filter(username=CARER).exists()
    assert not Person.objects.filter(pk=number).exists()
    assert carer.get("/profil/").status_code == 302
    shown = client.get(page).text
    assert words[:30] in shown
    assert GONE in shown
    assert AuditEntry.objects.get(action="left").actor is None
    assert not AuditEntry.objects.filter(person_ref__contains="Иванченко").exists()


def test_or_the_words_go(sign_in, client):
    carer = sign_in(CARER)
    comment = Comment.objects.filter(user__username=CARER, state=Comment.State.PUBLISHED).first()
    words, page = comment.comment, comment.page.specific.url
    carer.post(ADDRESS, LEAVE | {"leave-texts": "erase"})
    assert words[:30] not in client.get(page).text


def test_a_pupil_stays_in_the_class_and_the_carer_is_told(sign_in, nothing_told):
    pupil = person_of(PUPIL)
    sign_in(PUPIL).post(ADDRESS, LEAVE)
    pupil.refresh_from_db()
    assert pupil.last_name == "Иванченко"
    assert pupil.school_class is not None
    assert CarerLink.objects.filter(pupil=pupil).exists()
    assert not User.objects.filter(username=PUPIL).exists()
    assert "учётная запись закрыта" in Notice.objects.get(recipient__username=CARER).text
    record = sign_in(CARER).get(f"/profil/deti/{pupil.pk}/")
    assert "Учётной записи нет" in record.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"leave-password": "wrong-one"},
        {"leave-sure": "останусь"},
        {"leave-sure": ""},
        {"leave-texts": ""},
        {"leave-texts": "burn"},
        {"do": "other"},
        {"do": "take"},
    ],
)
def test_nobody_leaves_by_accident(wrong, sign_in):
    response = sign_in(TEACHER).post(ADDRESS, LEAVE | wrong)
    assert response.status_code == 200
    assert User.objects.filter(username=TEACHER).exists()


def test_guesses_of_the_password_are_stopped(sign_in):
    client = sign_in(TEACHER)
    for number in range(10):
        client.post(ADDRESS, LEAVE | {"leave-password": f"wrong-{number}"})
    assert client.post(ADDRESS, LEAVE).status_code == 429
    assert User.objects.filter(username=TEACHER).exists()


@pytest.mark.parametrize("login", [ADMIN, COORDINATOR])
def test_the_last_one_stays(login, sign_in):
    client = sign_in(login)
    assert "единственный" in client.get(ADDRESS).text
    refused = client.post(ADDRESS, LEAVE)
    assert refused.status_code == 403
    assert "единственный" in refused.text
    assert User.objects.filter(username=login).exists()


def test_one_of_two_coordinators_leaves(sign_in):
    from django.contrib.auth.models import Group

    User.objects.get(username="gromova").groups.add(Group.objects.get(name="Координаторы"))
    sign_in(COORDINATOR).post(ADDRESS, LEAVE)
    assert not User.objects.filter(username=COORDINATOR).exists()
    assert "единственный" in sign_in("gromova").get(ADDRESS).text

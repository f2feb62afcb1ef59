"""A carer sees a child's record, by a confirmed link, without the child's account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from members.models import AuditEntry, CarerLink, Person, User
from notices.models import Notice
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

OTHER_CARER = "gerasimov"


def child() -> Person:
    return Person.objects.get(account__username=PUPIL)


def record(child_: Person | None = None) -> str:
    return f"/profil/deti/{(child_ or child()).pk}/"


def link() -> CarerLink:
    return CarerLink.objects.get(carer__account__username=CARER)


def test_the_carer_sees_what_the_child_wrote_joined_and_agreed_to(sign_in):
    page = sign_in(CARER).get(record())
    assert page.status_code == 200
    for words in (
        "uchenik",
        "5 «А»",
        "фотографии и видео – свой класс",
        "Васюткино озеро",
        "ждёт модератора",
    ):
        assert words in page.text


def test_each_opening_is_written_down_and_the_child_knows(sign_in):
    client = sign_in(CARER)
    client.get(record())
    client.get(record())
    entries = AuditEntry.objects.filter(action="child.record_seen", person=child())
    assert entries.count() == 2
    assert {entry.actor.username for entry in entries} == {CARER}
    page = sign_in(PUPIL).get("/profil/").text
    assert "Оксана Васильевна может открыть страницу о вас" in page
    assert "Последний раз эту страницу открывали" in page


@pytest.mark.parametrize(
    "login", [OTHER_CARER, TEACHER, PUPIL, "uchenik5a", COLLEAGUE, COORDINATOR, ADMIN, MODERATOR]
)
@pytest.mark.parametrize("rest", ["", "vyhod/", "parol/"])
def test_nobody_else_does(login, rest, sign_in):
    client = sign_in(login)
    response = client.post(record() + rest) if rest else client.get(record())
    assert response.status_code == 404
    assert not AuditEntry.objects.filter(action="child.record_seen").exists()


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(record()).status_code == 302
    assert client.post(record() + "vyhod/").status_code == 302


def test_an_unconfirmed_link_opens_nothing(sign_in):
    CarerLink.objects.update(confirmed_at=None)
    assert sign_in(CARER).get(record()).status_code == 404
    assert "Мои дети" not in sign_in(CARER).get("/profil/").text


def test_several_carers_see_it(sign_in):
    CarerLink.objects.create(
        carer=Person.objects.get(account__username=OTHER_CARER), pupil=child(), confirmed_at=timezone.now()
    )
    assert sign_in(OTHER_CARER).get(record()).status_code == 200
    assert "Павел Алексеевич" in sign_in(CARER).get(record()).text


def test_a_teacher_may_be_a_parent_here(sign_in):
    CarerLink.objects.create(
        carer=Person.objects.get(account__username="khapachev"), pupil=child(), confirmed_at=timezone.now()
    )
    assert sign_in("khapachev").get(record()).status_code == 200


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_a_child_that_is_not_there(number, sign_in):
    assert sign_in(CARER).get(f"/profil/deti/{number}/").status_code == 404


def test_the_childs_visits_are_ended(sign_in, nothing_told):
    pupil = Client()
    pupil.post("/accounts/login/", {"login": PUPIL, "password": "vmeste-demo"})
    assert sign_in(CARER).post(f"{record()}vyhod/")["Location"] == record()
    assert pupil.get("/notices/").status_code == 302
    assert Notice.objects.filter(recipient__username=PUPIL).count() == 1
    assert sign_in(CARER).get(f"{record()}vyhod/").status_code == 405


def test_the_class_teacher_is_asked_for_a_password_once_a_day(sign_in, nothing_told):
    client = sign_in(CARER)
    for _ in range(3):
        client.post(f"{record()}parol/")
    told = Notice.objects.get()
    assert told.recipient.username == TEACHER
    assert sign_in(TEACHER).get(told.url).status_code == 200


def test_where_there_is_no_class_teacher_the_coordinators_are(sign_in, nothing_told):
    of_class = child().school_class
    of_class.class_teacher = None
    of_class.save()
    sign_in(CARER).post(f"{record()}parol/")
    assert Notice.objects.get().recipient.username == COORDINATOR


# Ending.


@pytest.mark.parametrize("login", [CARER, TEACHER, COORDINATOR])
def test_a_link_is_ended_and_keeps_nothing(login, sign_in):
    ended = link()
    client = sign_in(login)
    assert client.get(f"/profil/svyaz/{ended.pk}/").status_code == 200
    assert client.post(f"/profil/svyaz/{ended.pk}/").status_code == 302
    assert not CarerLink.objects.filter(pk=ended.pk).exists()
    assert sign_in(CARER).get(record()).status_code == 404
    assert not User.objects.get(username=CARER).groups.filter(school_class__isnull=False).exists()
    assert AuditEntry.objects.filter(action="carer.unlinked", actor__username=login).exists()
    assert client.post(f"/profil/svyaz/{ended.pk}/").status_code == 404


@pytest.mark.parametrize("login", [OTHER_CARER, PUPIL, COLLEAGUE, "khapachev", "gromova", MODERATOR])
def test_others_do_not_end_it(login, sign_in):
    assert sign_in(login).get(f"/profil/svyaz/{link().pk}/").status_code == 403
    assert sign_in(login).post(f"/profil/svyaz/{link().pk}/").status_code == 403
    assert link()


def test_the_carer_is_told_when_the_school_ends_it(sign_in, nothing_told):
    sign_in(TEACHER).post(f"/profil/svyaz/{link().pk}/")
    assert "связь" in Notice.objects.get(recipient__username=CARER).text


def test_queries_do_not_grow_with_what_the_child_wrote(sign_in, count_queries):
    from django.contrib.contenttypes.models import ContentType

    from discussions.models import Comment

    client = sign_in(CARER)
    few = count_queries(lambda: client.get(record()))
    like = Comment.objects.filter(user__username=PUPIL).first()
    for _ in range(10):
        Comment.objects.create(
            content_type=ContentType.objects.get_for_model(like.page.specific),
            object_pk=like.object_pk,
            site_id=1,
            page=like.page,
            user=like.user,
            comment="Ещё",
            submit_date=timezone.now(),
            state=Comment.State.PUBLISHED,
        )
    assert count_queries(lambda: client.get(record())) == few

"""What the site holds about a person: all of it is named, taken away whole, and erased."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Field
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from achievements.models import Achievement
from blog.models import PostPage
from discussions.models import Comment
from members.audit import log
from members.display import GONE
from members.models import (
    Acceptance,
    Assignment,
    AuditEntry,
    CarerLink,
    Consent,
    LegalText,
    Person,
    PicturePerson,
    SchoolClass,
    User,
)
from members.personal_data import HOLDERS, archive, erase
from notices.models import Mail, Notice
from notices.services import want_letters, write_mail
from subjects.models import MaterialPage
from tests.personas import CARER, COORDINATOR, PUPIL, TEACHER

PEOPLE = (Person, User)


def _keys_to_people() -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        own: list[Field] = [*model._meta.local_fields, *model._meta.local_many_to_many]
        through = model._meta.auto_created
        for field in own:
            if field.remote_field and field.related_model in PEOPLE and not through:
                yield f"{model._meta.label}.{field.name}"
        if model in PEOPLE:
            yield from (f"{model._meta.label}.{field.name}" for field in model._meta.local_many_to_many)


def person_of(login: str) -> Person:
    return Person.objects.get(account__username=login)


def opened(person: Person) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive(person)))


def test_every_key_to_people_and_accounts_is_named_by_a_holder() -> None:
    named = {field for holder in HOLDERS.values() for field in holder.fields}
    found = set(_keys_to_people())
    assert not found - named, "Say in a holdings.py what becomes of these"
    assert not named - found, "These are no fields"


def test_the_archive_is_read_without_the_site() -> None:
    teacher = person_of(TEACHER)
    with opened(teacher) as packed:
        page, data = packed.read("index.html").decode(), json.loads(packed.read("data.json"))
    assert "Орлов Виктор Степанович" in page
    assert "<script" not in page
    assert 'src="' not in page
    assert "http-equiv" not in page
    titles = {held["title"] for held in data["held"].values()}
    assert {"О человеке", "Учётная запись", "Комментарии", "Страницы и файлы"} <= titles
    comment = Comment.objects.filter(user__username=TEACHER).first()
    assert any(row["Текст"] == comment.comment for row in data["held"]["comments"]["rows"] if "Текст" in row)
    assert comment.comment.split("\n")[0][:40] in page.replace("&#x27;", "'").replace("&quot;", '"')


def test_the_archive_says_how_the_person_is_shown() -> None:
    with opened(person_of(TEACHER)) as packed:
        rows = json.loads(packed.read("data.json"))["held"]
    shown = [row["Имя на сайте"] for held in rows.values() for row in held["rows"] if "Имя на сайте" in row]
    assert shown == ["В. С. Орлов"]


def test_the_archive_holds_nothing_of_others() -> None:
    with opened(person_of(PUPIL)) as packed:
        words = packed.read("index.html").decode() + packed.read("data.json").decode()
    assert "Герасимов" not in words
    assert "password" not in words


def test_a_teacher_is_erased_and_the_pages_stay_nameless(sign_in: Callable[[str], Client]) -> None:
    teacher = person_of(TEACHER)
    user = teacher.account
    post = PostPage.objects.filter(authors__person=teacher).live().first()
    material = MaterialPage.objects.filter(author=teacher).live().first()
    draft = Page.objects.filter(owner=user, live=False, first_published_at=None).first()
    comment = Comment.objects.filter(user=user, state=Comment.State.PUBLISHED).first()
    words = comment.comment
    shown = Achievement.objects.verified().count()
    write_mail("uchitel@example.org", subject="Привет", text="Письмо")
    User.objects.filter(pk=user.pk).update(email="uchitel@example.org")
    EmailAddress.objects.create(user=user, email="uchitel@example.org", primary=True, verified=True)
    want_letters(user, wanted=False)
    ModelLogEntry.objects.log_action(teacher, "wagtail.edit", user=user)
    log(user, "signin.staff")

    erase(teacher)

    assert not User.objects.filter(username=TEACHER).exists()
    teacher.refresh_from_db()
    assert teacher.erased_at
    assert (teacher.last_name, teacher.first_name, teacher.patronymic, teacher.position) == ("", "", "", "")
    assert not Page.objects.filter(pk=draft.pk).exists()
    assert not SchoolClass.objects.filter(class_teacher=teacher).exists()
    assert not Assignment.objects.filter(person=teacher).exists()
    assert not Mail.objects.filter(to="uchitel@example.org").exists()
    assert not EmailAddress.objects.filter(email="uchitel@example.org").exists()
    assert Achievement.objects.verified().count() == shown
    client = sign_in("")
    assert GONE in client.get(post.url).content.decode()
    assert "Орлов" not in client.get(post.url).content.decode()
    assert client.get(post.get_parent().url).status_code == 200
    if material:
        page = client.get(material.url).content.decode()
        assert GONE in page
    comment.refresh_from_db()
    assert comment.comment == words
    assert comment.author is None
    assert not AuditEntry.objects.filter(actor_name__contains="Орлов").exists()
    assert not AuditEntry.objects.filter(person_ref__contains="Орлов").exists()
    assert AuditEntry.objects.filter(action="erased").exists()
    assert not ModelLogEntry.objects.filter(label__contains="Орлов").exists()
    erase(teacher)
    assert AuditEntry.objects.filter(action="erased").count() == 1


def test_texts_go_where_the_person_wishes(sign_in: Callable[[str], Client]) -> None:
    carer = person_of(CARER)
    own = Comment.objects.filter(user=carer.account)
    numbers = list(own.values_list("pk", flat=True))
    assert numbers
    erase(carer, keep_texts=False)
    assert not Person.objects.filter(pk=carer.pk).exists()  # nothing leans on her
    for comment in Comment.objects.filter(pk__in=numbers):
        assert (comment.comment, comment.state) == ("", Comment.State.DELETED)
    assert not CarerLink.objects.filter(carer=carer.pk).exists()


def test_what_waited_for_a_moderator_goes() -> None:
    carer = person_of(CARER)
    comment = Comment.objects.filter(user=carer.account).first()
    comment.state = Comment.State.WAITING
    comment.save()
    erase(carer, keep_texts=True)
    comment.refresh_from_db()
    assert (comment.comment, comment.state) == ("", Comment.State.DELETED)


def test_a_pupil_leaves_the_site_and_stays_in_the_class() -> None:
    pupil = person_of(PUPIL)
    of_class, consents = pupil.school_class, Consent.objects.filter(person=pupil).count()
    erase(pupil, keep_person=True)
    pupil.refresh_from_db()
    assert (pupil.last_name, pupil.school_class) == ("Иванченко", of_class)
    assert not User.objects.filter(username=PUPIL).exists()
    assert Consent.objects.filter(person=pupil).count() == consents > 0
    assert CarerLink.objects.filter(pupil=pupil).exists()
    erase(pupil, keep_person=True)
    erase(pupil)
    assert not Person.objects.filter(pk=pupil.pk).exists()
    assert not Consent.objects.filter(person=pupil.pk).exists()
    erase(pupil)


def test_a_picture_of_an_erased_child_does_not_open() -> None:
    """It is closed because the child has no consent; without the row it would look free."""
    from core.models import SitePicture

    pupil = person_of(PUPIL)
    picture = SitePicture.objects.first()
    PicturePerson.objects.create(picture=picture, person=pupil)
    erase(pupil)
    row = PicturePerson.objects.get(picture=picture)
    assert row.person.erased_at
    assert row.person.school_class is None
    assert not Consent.objects.filter(person=row.person).exists()


def test_a_scan_is_deleted_from_the_disk(django_capture_on_commit_callbacks) -> None:
    pupil = person_of(PUPIL)
    consent = Consent.objects.filter(person=pupil).first()
    consent.scan.save("soglasie.pdf", ContentFile(b"%PDF-1.4"))
    storage, name = consent.scan.storage, consent.scan.name
    with django_capture_on_commit_callbacks(execute=True):
        erase(pupil)
    assert not storage.exists(name)


@pytest.mark.parametrize("login", [TEACHER, CARER, PUPIL, COORDINATOR])
def test_acceptances_notices_and_sessions_go(login: str, sign_in: Callable[[str], Client]) -> None:
    person = person_of(login)
    client = Client()
    client.post("/accounts/login/", {"login": login, "password": "vmeste-demo"})
    key = client.session.session_key
    text = LegalText.objects.create(kind="rules", version=77, body="", in_force_from=timezone.localdate())
    number = person.account.pk
    Acceptance.objects.create(user=person.account, text=text)
    erase(person)
    assert not Acceptance.objects.filter(user=number).exists()
    assert not Notice.objects.filter(recipient=number).exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/notices/").status_code == 302


def test_the_editor_works_with_what_is_left(sign_in: Callable[[str], Client]) -> None:
    teacher = person_of(TEACHER)
    post = PostPage.objects.filter(authors__person=teacher).live().first()
    erase(teacher)
    client = sign_in(COORDINATOR)
    for address in (
        f"/admin/pages/{post.pk}/edit/",
        f"/admin/pages/{post.pk}/history/",
        "/admin/reports/site-history/",
        "/admin/comments/",
        "/admin/users/",
    ):
        assert client.get(address, follow=True).status_code in {200, 404}, address
    assert f"/blog/author/{teacher.pk}/" in client.get(post.url).text
    assert client.get(f"/blog/author/{teacher.pk}/").status_code == 200
    assert client.get(f"/profil/{teacher.pk}/").status_code == 404


def test_the_archive_names_nobody_before_the_link_is_confirmed() -> None:
    carer = person_of(CARER)
    stranger = Person.objects.get(account__username="uchenik7b")
    CarerLink.objects.create(carer=carer, pupil=stranger)
    with opened(carer) as packed:
        words = packed.read("data.json").decode()
    assert stranger.last_name not in words
    assert "не подтверждён" in words


def test_the_archive_takes_no_pictures_of_other_peoples_children() -> None:
    from core.models import SitePicture

    teacher = person_of(TEACHER)
    picture = SitePicture.objects.first()
    SitePicture.objects.update(uploaded_by_user=None)
    SitePicture.objects.filter(pk=picture.pk).update(uploaded_by_user=teacher.account)
    before = HOLDERS["pages"].export(teacher).files
    PicturePerson.objects.create(picture=picture, person=person_of(PUPIL))
    assert len(before) == 1
    assert not HOLDERS["pages"].export(teacher).files


def test_a_scan_stays_while_erasing_is_not_done() -> None:
    pupil = person_of(PUPIL)
    consent = Consent.objects.filter(person=pupil).first()
    consent.scan.save("soglasie.pdf", ContentFile(b"%PDF-1.4"))
    storage, name = consent.scan.storage, consent.scan.name
    with transaction.atomic():
        erase(pupil)
        transaction.set_rollback(True)
    assert storage.exists(name)
    storage.delete(name)

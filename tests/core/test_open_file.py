"""Who opens a picture or a document: a file is as private as the pages that it stands on."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.http.response import ResponseHeaders
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import RichText

from core.models import PageAudience, SchoolSettings
from demo.factories import (
    AchievementFactory,
    AnnouncementPageFactory,
    DocumentFactory,
    PictureFactory,
    PlainPageFactory,
)
from members import roles
from resources.models import AnnouncementFile, AnnouncementsPage, RegulationPage
from tests.personas import (
    ADMIN,
    ANONYMOUS,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    EVERYBODY,
    MODERATOR,
    PUPIL,
    TEACHER,
)

EDITORS = {ADMIN, COORDINATOR, MODERATOR, TEACHER}
everybody = pytest.mark.parametrize("login", EVERYBODY, ids=lambda login: login or "anonymous")


def carers() -> Group:
    return Group.objects.get(name=roles.CARERS)


def ask(client: Client, address: str) -> tuple[int, bytes]:
    """The status and, of a file, its content; the file on the disk is closed."""
    response = client.get(address)
    return response.status_code, b"".join(response.streaming_content) if response.streaming else b""


def status(client: Client, address: str) -> int:
    return ask(client, address)[0]


def refusal_of_document(login: str) -> int:
    return 302 if login == ANONYMOUS else 403


@pytest.fixture
def announcement():
    """For everybody, with a picture in its head and a document below."""
    return AnnouncementPageFactory(
        parent=AnnouncementsPage.objects.get(),
        picture=PictureFactory(seed=7001),
        attachments=[AnnouncementFile(document=DocumentFactory(title="Памятка"))],
    )


def picture_url(page) -> str:
    return page.picture.get_rendition("width-320").url


def document_url(page) -> str:
    return page.attachments.first().document.url


def limit_to_carers(page) -> None:
    page.page_audience = [PageAudience(group=carers())]
    page.save_revision().publish()


# Files of pages.


@everybody
def test_files_of_a_public_page_open_for_everybody(login, announcement, sign_in):
    client = sign_in(login)
    assert ask(client, picture_url(announcement))[1].startswith(b"\xff\xd8")
    assert ask(client, document_url(announcement))[1].startswith(b"%PDF-")


@everybody
def test_files_of_a_page_for_a_group_open_for_it_and_for_editors(login, announcement, sign_in):
    limit_to_carers(announcement)
    client, allowed = sign_in(login), login in EDITORS | {CARER}
    assert status(client, picture_url(announcement)) == (200 if allowed else 404)
    expected = 200 if allowed else refusal_of_document(login)
    assert status(client, document_url(announcement)) == expected


def test_a_refused_document_sends_to_sign_in_and_back_or_says_why(announcement, sign_in):
    limit_to_carers(announcement)
    address = document_url(announcement)
    sent = sign_in(ANONYMOUS).get(address)
    assert sent["Location"].startswith("/accounts/login/?next=/documents/")
    refused = sign_in(PUPIL).get(address, follow=True)
    assert refused.redirect_chain == []
    assert "<h1>Эта страница – для другой группы</h1>" in refused.text


def test_files_below_a_closed_container_are_closed_with_it(home, sign_in):
    corner = PlainPageFactory(parent=home)
    document, picture = DocumentFactory(), PictureFactory(seed=7002)
    PlainPageFactory(
        parent=corner,
        picture=picture,
        body=[("text", f'<p><a linktype="document" id="{document.pk}">Файл</a></p>')],
    )
    rendition = picture.get_rendition("width-320")
    client = sign_in(ANONYMOUS)
    assert status(client, document.url) == 200
    restriction = PageViewRestriction.objects.create(page=corner, restriction_type="groups")
    restriction.groups.add(carers())
    assert [status(client, url) for url in (document.url, rendition.url)] == [302, 404]
    member = sign_in(CARER)
    assert [status(member, url) for url in (document.url, rendition.url)] == [200, 200]


def test_a_file_on_a_closed_and_on_a_public_page_is_public(announcement, home, sign_in):
    limit_to_carers(announcement)
    PlainPageFactory(parent=home, picture=announcement.picture)
    assert status(sign_in(ANONYMOUS), picture_url(announcement)) == 200


def test_files_close_when_their_page_is_unpublished(announcement, sign_in):
    announcement.unpublish()
    client = sign_in(ANONYMOUS)
    assert status(client, picture_url(announcement)) == 404
    assert status(client, document_url(announcement)) == 302


def test_a_draft_does_not_open_its_files(sign_in):
    page = AnnouncementPageFactory(
        parent=AnnouncementsPage.objects.get(), picture=PictureFactory(seed=7003), live=False
    )
    assert status(sign_in(PUPIL), picture_url(page)) == 404
    assert status(sign_in(TEACHER), picture_url(page)) == 200


@everybody
def test_a_file_that_no_page_uses_opens_for_editors_alone(login, sign_in):
    document, picture = DocumentFactory(), PictureFactory(seed=7004)
    client, allowed = sign_in(login), login in EDITORS
    assert status(client, picture.get_rendition("width-320").url) == (200 if allowed else 404)
    assert status(client, document.url) == (200 if allowed else refusal_of_document(login))


def test_a_file_that_left_its_page_closes(announcement, sign_in):
    address = picture_url(announcement)
    announcement.picture = None
    announcement.save_revision().publish()
    assert status(sign_in(ANONYMOUS), address) == 404


def test_a_file_linked_in_the_text_opens_with_its_page(home, sign_in):
    document = DocumentFactory()
    text = f'<p><a linktype="document" id="{document.pk}">Программа праздника</a></p>'
    page = PlainPageFactory(parent=home, body=[("text", text)])
    client = sign_in(ANONYMOUS)
    assert f'href="{document.url}"' in client.get(page.url).text
    assert status(client, document.url) == 200


def test_a_scan_opens_with_its_record_once_that_is_verified(sign_in):
    document = DocumentFactory()
    record = AchievementFactory(document=document, verified_by=None)
    assert status(sign_in(ANONYMOUS), document.url) == 302
    record.verified_by = AchievementFactory().verified_by
    record.save()
    assert status(sign_in(ANONYMOUS), document.url) == 200


def test_a_file_on_many_records_opens_with_the_last_of_them(sign_in):
    document = DocumentFactory()
    for _ in range(21):
        AchievementFactory(document=document, verified_by=None)
    record = AchievementFactory(document=document, verified_by=None)
    assert status(sign_in(ANONYMOUS), document.url) == 302
    record.verified_by = AchievementFactory().verified_by
    record.save()
    assert status(sign_in(ANONYMOUS), document.url) == 200


def test_a_file_linked_from_the_schools_settings_opens_for_everybody(sign_in):
    document = DocumentFactory()
    settings = SchoolSettings.objects.get()
    settings.footer = str(RichText(f'<p><a linktype="document" id="{document.pk}">Лицензия</a></p>').source)
    settings.save()
    assert status(sign_in(ANONYMOUS), document.url) == 200


def test_every_document_of_the_register_is_a_pdf_that_opens_for_everybody(sign_in):
    client = sign_in(ANONYMOUS)
    for page in RegulationPage.objects.live():
        assert ask(client, page.document.url)[1].startswith(b"%PDF-"), page.title


# Private collections.


@pytest.mark.parametrize(
    ("kind", "opens_for"),
    [
        ("login", {CARER, PUPIL, COLLEAGUE, TEACHER, ADMIN}),
        ("groups", {CARER, ADMIN}),
    ],
)
def test_a_private_collection_closes_its_files_whatever_page_they_stand_on(
    kind, opens_for, announcement, sign_in
):
    private = Collection.get_first_root_node().add_child(name="Дело о классах")
    restriction = CollectionViewRestriction.objects.create(collection=private, restriction_type=kind)
    if kind == "groups":
        restriction.groups.add(carers())
    document = announcement.attachments.first().document
    for file in (announcement.picture, document):
        file.collection = private.add_child(name=f"Внутри {file.pk}")
        file.save()
    for login in (ANONYMOUS, CARER, PUPIL, COLLEAGUE, TEACHER, ADMIN):
        client, allowed = sign_in(login), login in opens_for
        assert status(client, picture_url(announcement)) == (200 if allowed else 404), login
        expected = 200 if allowed else refusal_of_document(login)
        assert status(client, document.url) == expected, login


# Ways round the view.


@pytest.mark.parametrize("login", [ANONYMOUS, ADMIN])
def test_originals_and_documents_are_not_under_media(login, announcement, sign_in):
    client = sign_in(login)
    document = announcement.attachments.first().document
    assert announcement.picture.file.name.startswith("original_images/")
    assert document.file.name.startswith("documents/")
    for name in (announcement.picture.file.name, document.file.name):
        assert status(client, f"/media/{name}") == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "images/",
        "images/no-such.jpg",
        "../db.sqlite3",
        "..%2F..%2Fmanage.py",
        "images/../original_images/x.jpg",
        "/etc/passwd",
        "%00",
    ],
)
def test_nothing_else_is_served_from_media(path, sign_in):
    assert status(sign_in(ADMIN), f"/media/{path}") in {400, 404}


def test_a_document_does_not_open_under_another_name_or_number(announcement, sign_in):
    document = announcement.attachments.first().document
    client = sign_in(ADMIN)
    assert status(client, f"/documents/{document.pk}/drugoe.pdf") == 404
    assert status(client, f"/documents/{document.pk + 10_000}/{document.filename}") == 404


def test_a_picture_whose_file_is_lost_is_404(announcement, sign_in):
    rendition = announcement.picture.get_rendition("width-320")
    rendition.file.storage.delete(rendition.file.name)
    assert status(sign_in(ANONYMOUS), rendition.url) == 404


def headers(client: Client, address: str) -> ResponseHeaders:
    response = client.get(address)
    list(response.streaming_content)
    return response.headers


def test_files_of_a_closed_page_are_kept_out_of_shared_caches(announcement, sign_in):
    limit_to_carers(announcement)
    client = sign_in(CARER)
    assert "private" in headers(client, picture_url(announcement))["Cache-Control"]
    assert "public" not in headers(client, document_url(announcement)).get("Cache-Control", "")


def test_files_are_served_without_guessing_their_kind(announcement, sign_in):
    for address in (picture_url(announcement), document_url(announcement)):
        assert headers(sign_in(ANONYMOUS), address)["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_picture_is_only_read(method, announcement, sign_in):
    response = getattr(sign_in(ADMIN), method)(picture_url(announcement))
    assert response.status_code == 405
    assert "<h1" in response.text

"""What an editor's form may show: a file of a class corner goes nowhere from a form of who is not inside."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, streamfield

from achievements.models import Achievement
from blog.models import BlogPage, PostPage
from classes.models import ClassCornerPage
from core.models import SiteDocument, SitePicture
from demo.factories import AchievementFactory, DocumentFactory, MaterialPageFactory, PictureFactory
from members.models import User
from resources.models import AnnouncementFile, AnnouncementPage, AnnouncementsPage
from subjects.models import MaterialPage
from tests.pages import add_page, content, edit_page, errors
from tests.personas import ADMIN, ANONYMOUS, COORDINATOR, EDITOR, ORGANISER

STRANGER = "zaytseva"
"""A teacher of 5 «А», not of 9 «А»."""


@pytest.fixture
def inside() -> MaterialPage:
    """A page of the corner of 9 «А» with a picture in its head and a document in its text."""
    document = DocumentFactory(title="Кто едет")
    return MaterialPageFactory(
        parent=ClassCornerPage.objects.get(title="9 «А»"),
        picture=PictureFactory(seed=7101),
        body=[("text", f'<p><a linktype="document" id="{document.pk}">Список</a></p>')],
    )


@pytest.fixture
def picture(inside) -> SitePicture:
    return inside.picture


@pytest.fixture
def document(inside) -> SiteDocument:
    return SiteDocument.objects.get(title="Кто едет")


def text_with(kind: str, **data: object) -> str:
    """A text of the editor with one entity over its only word."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "список",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 6, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}},
        }
    )


def picture_block(number: int) -> dict[str, str]:
    return {"image": str(number), "alt": "", "caption": ""}


def post(login: str, client: Client, *, publish: bool = False, **changes: object):
    author = inline_formset([{"person": str(User.objects.get(username=login).person_id)}])
    filled = {"title": "Обход", "slug": "obhod", "summary": "Коротко.", "authors": author, **changes}
    return add_page(client, PostPage, BlogPage.objects.get(), filled, publish=publish)


def opened(client: Client, document: SiteDocument, picture: SitePicture) -> list[int]:
    rendition = picture.get_rendition("width-320").url
    answers = [client.get(document.url), client.get(rendition)]
    for answer in answers:
        if answer.streaming:
            content(answer)
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("login", [STRANGER, EDITOR])
def test_a_form_with_the_files_of_a_closed_corner_is_refused_and_opens_nothing(
    login, publish, document, picture, sign_in
):
    client = sign_in(login)
    before = opened(client, document, picture)
    answer = post(
        login,
        client,
        publish=publish,
        picture=str(picture.pk),
        body=streamfield([("text", text_with("DOCUMENT", id=document.pk))]),
    )
    found = errors(answer)
    assert "картинка, которой вам взять нельзя" in found["picture"]
    assert "файл, который вам взять нельзя" in found["body"]
    assert "картинка, которой вам взять нельзя" in answer.text
    assert picture.title not in answer.text
    assert not PostPage.objects.filter(slug="obhod").exists()
    assert opened(client, document, picture) == before == [403, 404]
    assert opened(sign_in(ANONYMOUS), document, picture) == [302, 404]


def test_nor_in_a_block_with_a_picture(picture, sign_in):
    answer = post(STRANGER, sign_in(STRANGER), body=streamfield([("picture", picture_block(picture.pk))]))
    assert "картинка, которой" in errors(answer)["body"]


def test_nor_a_number_that_no_file_has_yet(picture, sign_in):
    answer = post(
        STRANGER,
        sign_in(STRANGER),
        body=streamfield([("text", text_with("DOCUMENT", id=SiteDocument.objects.latest("pk").pk + 1))]),
    )
    assert "файл, который" in errors(answer)["body"]


def test_nor_in_a_row_below_the_page(document, sign_in):
    rows = inline_formset([{"document": str(document.pk), "title": ""}])
    filled = {"title": "Обход", "slug": "obhod", "how_to_use": "Прочитать.", "attachments": rows}
    answer = add_page(sign_in(EDITOR), AnnouncementPage, AnnouncementsPage.objects.get(), filled)
    assert "файл, который" in errors(answer)["attachments-0-document"], errors(answer)
    assert not AnnouncementFile.objects.filter(document=document).exists()


def test_nor_in_a_later_edit_or_an_earlier_revision(picture, sign_in):
    client = sign_in(STRANGER)
    assert post(STRANGER, client).status_code == 302
    page = PostPage.objects.get(slug="obhod")
    assert "картинка, которой" in errors(edit_page(client, page, {"picture": str(picture.pk)}))["picture"]
    page.picture = picture
    earlier = page.save_revision()
    page.picture = None
    page.save_revision()
    drawn = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, earlier.pk]))
    assert drawn.status_code == 200
    sent = edit_page(client, page, {"picture": str(picture.pk), "revision": str(earlier.pk)})
    assert "картинка, которой" in errors(sent)["picture"]


@pytest.mark.parametrize("login", ["tlekhas", COORDINATOR, ADMIN])
def test_who_is_inside_may_show_them_elsewhere(login, picture, sign_in):
    answer = post(login, sign_in(login), picture=str(picture.pk))
    assert answer.status_code == 302
    assert PostPage.objects.get(slug="obhod").picture == picture


def test_what_the_page_had_stays(picture, sign_in):
    """Somebody inside put it there; the words around it are mended by who is not."""
    client = sign_in(STRANGER)
    assert post(STRANGER, client).status_code == 302
    page = PostPage.objects.get(slug="obhod")
    page.picture = picture
    page.save_revision()
    assert edit_page(client, page, {"title": "Проход"}, publish=False).status_code == 302
    assert page.get_latest_revision_as_object().picture == picture


def test_a_file_of_ones_own_and_one_that_is_open_are_taken(sign_in):
    fresh, open_one = DocumentFactory(), PictureFactory(seed=7102)
    answer = post(
        STRANGER,
        sign_in(STRANGER),
        picture=str(open_one.pk),
        body=streamfield([("text", text_with("DOCUMENT", id=fresh.pk))]),
    )
    assert answer.status_code == 302


# Records.


def test_a_record_of_the_register_takes_no_scan_from_a_closed_corner(document, sign_in):
    client = sign_in(ORGANISER)
    add = reverse(Achievement.snippet_viewset.get_url_name("add"))
    filled = {
        "event": "Турнир городов",
        "level": "regional",
        "result": "призёр",
        "happened_on": timezone.localdate().isoformat(),
        "team": "команда «Звезда»",
    }
    assert "файл, который" in errors(client.post(add, {**filled, "document": document.pk}))["document"]
    assert not Achievement.objects.filter(event="Турнир городов").exists()
    assert client.post(add, {**filled, "document": DocumentFactory().pk}).status_code == 302


def test_a_record_keeps_the_scan_that_it_had(document, sign_in):
    record = AchievementFactory(document=document)
    edit = reverse(Achievement.snippet_viewset.get_url_name("edit"), args=[record.pk])
    filled = {
        "event": "Турнир городов",
        "level": "regional",
        "result": "призёр",
        "happened_on": timezone.localdate().isoformat(),
        "team": "команда «Звезда»",
        "document": document.pk,
    }
    assert sign_in(ORGANISER).post(edit, filled).status_code == 302

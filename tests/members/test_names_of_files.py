"""A child's name typed into the words of a picture or a document that stands on the site already."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from achievements.models import Achievement
from blog.models import BlogPage, PostPage
from core.models import SiteDocument, SitePicture
from demo.factories import DocumentFactory, PictureFactory, PostPageFactory
from members.models import AuditEntry, Consent, NameUse, Person, Place, Purpose, User
from tests.pages import content, soup
from tests.personas import ANONYMOUS, CARER, COORDINATOR, MODERATOR, PUPIL, TEACHER

NAMED, REASON = "Даша Иванченко у доски", "Родители сами прислали рассказ."


@pytest.fixture
def child() -> Person:
    """Of 5 «А», without a consent for the name."""
    person = Person.objects.get(account__username=PUPIL)
    Consent.objects.filter(person=person, purpose=Purpose.NAME).delete()
    return person


@pytest.fixture
def picture() -> SitePicture:
    return PictureFactory(title="У доски", description="Урок литературы")


@pytest.fixture
def post(picture: SitePicture) -> PostPage:
    body = [("picture", {"image": picture.pk, "alt": "", "caption": ""})]
    return PostPageFactory(parent=BlogPage.objects.get(), title="Урок стихов", body=body)


@pytest.fixture
def document() -> SiteDocument:
    return DocumentFactory(title="Стихи")


def save_picture(client: Client, picture: SitePicture, **changes: str) -> HttpResponse:
    data = {
        "title": picture.title, "description": picture.description, "children_recognisable": "no",
        "people": "", "collection": picture.collection_id, "credit": "", "tags": "",
    }  # fmt: skip
    return client.post(reverse("wagtailimages:edit", args=[picture.pk]), data | changes)


def save_document(client: Client, document: SiteDocument, **changes: object) -> HttpResponse:
    data = {"title": document.title, "collection": document.collection_id, "tags": ""}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data | changes)


def asked(answer: HttpResponse) -> str:
    """What stands by the field for the reason."""
    assert answer.status_code == 200
    form = soup(answer).select_one("textarea[name=name_reason]")
    assert form is not None
    return " ".join(form.find_parent(class_="w-field__wrapper").get_text().split())


@pytest.mark.parametrize("login", [TEACHER, MODERATOR, COORDINATOR])
@pytest.mark.parametrize("field", ["description", "title", "credit"])
def test_a_name_in_the_words_of_a_picture_asks_why(field, login, post, child, sign_in):
    picture = SitePicture.objects.get(title="У доски")
    SitePicture.objects.filter(pk=picture.pk).update(uploaded_by_user=User.objects.get(username=login))
    client, reader = sign_in(login), Client()
    assert "Урок стихов" in reader.get(post.url).text
    answer = save_picture(client, picture, **{field: NAMED})
    assert "Родители не разрешали называть имя для всех" in asked(answer)
    assert soup(answer).find(attrs={"name": field}).get("value", NAMED) == NAMED  # what was typed stays
    picture.refresh_from_db()
    assert getattr(picture, field) != NAMED
    assert "Иванченко" not in reader.get(post.url).text
    saved = save_picture(client, picture, **{field: NAMED, "name_reason": REASON})
    assert saved.status_code == 302
    use = NameUse.objects.get(page=post.pk)
    assert (use.person, use.reason, use.by.username) == (child, REASON, login)
    entry = AuditEntry.objects.filter(action="name.reason").latest("pk")
    assert (entry.actor.username, entry.person) == (login, child)
    assert f"Страница № {post.pk}" in entry.details
    assert reader.get(post.url).status_code == 200
    assert save_picture(client, picture, **{field: NAMED}).status_code == 302  # not asked again


def test_a_consent_is_enough_and_when_it_ends_the_page_is_hidden(picture, post, child, sign_in):
    consent = Consent.objects.create(person=child, purpose=Purpose.NAME, place=Place.PUBLIC)
    assert save_picture(sign_in(COORDINATOR), picture, description=NAMED).status_code == 302
    reader = Client()
    assert NAMED in reader.get(post.url).text
    consent.delete()
    assert reader.get(post.url).status_code in {302, 403, 404}
    assert "Урок стихов" not in reader.get(post.get_parent().url).text


def test_the_question_is_hidden_where_nobody_is_named(picture, post, child, sign_in):
    client = sign_in(COORDINATOR)
    drawn = soup(client.get(reverse("wagtailimages:edit", args=[picture.pk])))
    assert drawn.select_one("[name=name_reason]")["type"] == "hidden"
    assert save_picture(client, picture, description="Урок чтения").status_code == 302
    assert not NameUse.objects.filter(page=post.pk).exists()


def test_what_stands_nowhere_yet_is_asked_about_with_its_page(child, sign_in):
    free = PictureFactory(title="Рисунок")
    assert save_picture(sign_in(COORDINATOR), free, description=NAMED).status_code == 302
    draft = PostPageFactory(parent=BlogPage.objects.get(), picture=free, live=False)
    assert save_picture(sign_in(COORDINATOR), free, description=NAMED + "!").status_code == 302
    assert not NameUse.objects.filter(page=draft.pk).exists()


@pytest.mark.parametrize("login", [ANONYMOUS, CARER, "uchenik7b"])
def test_whatever_way_it_was_stored_the_page_is_hidden(login, picture, post, child, sign_in):
    Person.objects.filter(account__username=CARER).update(left_on=None)
    child.carer_links.all().delete()
    reader = sign_in(login)
    assert reader.get(post.url).status_code == 200
    picture.description = NAMED
    picture.save()
    assert reader.get(post.url).status_code != 200
    assert "Урок стихов" not in reader.get(post.get_parent().url).text
    picture.description = "Урок чтения"
    picture.save(update_fields=["description"])
    assert reader.get(post.url).status_code == 200


def test_a_document_by_its_title_and_its_file(document, child, sign_in):
    link = f'<p><a linktype="document" id="{document.pk}">стихи</a></p>'
    post = PostPageFactory(parent=BlogPage.objects.get(), title="Стихи", body=[("text", link)])
    client, reader = sign_in(COORDINATOR), Client()
    assert reader.get(post.url).status_code == 200
    assert "Иванченко" in asked(save_document(client, document, title=NAMED))
    file = SimpleUploadedFile("Иванченко Даша.pdf", b"%PDF-1.4 stihi", content_type="application/pdf")
    assert "Иванченко" in asked(save_document(client, document, file=file))
    document.refresh_from_db()
    assert document.title == "Стихи"
    assert content(reader.get(document.url))
    document.title = NAMED
    document.save()
    assert reader.get(post.url).status_code != 200
    assert reader.get(document.url).status_code != 200
    assert save_document(client, document, title=NAMED, name_reason=REASON).status_code == 302
    assert reader.get(post.url).status_code == 200


def test_the_scan_of_an_achievement_is_asked_about_too(document, child, sign_in):
    record = Achievement.objects.filter(person=None).first()
    record.document = document
    record.save()
    client = sign_in(COORDINATOR)
    assert "Иванченко" in asked(save_document(client, document, title=NAMED))
    assert save_document(client, document, title=NAMED, name_reason=REASON).status_code == 302
    assert (
        AuditEntry.objects.filter(action="name.reason").latest("pk").details
        == f"Файл № {document.pk}. {REASON}"
    )


@pytest.mark.parametrize("login", [CARER, PUPIL])
def test_readers_edit_no_pictures(login, picture, post, sign_in):
    assert save_picture(sign_in(login), picture, description=NAMED).status_code in {302, 403}
    picture.refresh_from_db()
    assert picture.description != NAMED

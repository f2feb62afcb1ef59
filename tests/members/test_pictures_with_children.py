"""A picture with children is shown to whom the consents of all on it reach, as a page, a card and a file."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import BlogPage
from core.models import PictureRendition, SitePicture
from demo.drawing import landscape
from demo.factories import PictureFactory, PostPageFactory, PupilFactory
from members.models import Consent, Person, PicturePerson, Place, Purpose
from members.pictures import name_on
from tests.pages import content, soup
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, PUPIL, TEACHER

EDITORS = {COORDINATOR, TEACHER}
SEEN_BY = {
    "unnamed": EDITORS,
    "no consent": EDITORS | {PUPIL, CARER},  # the child and the family
    Place.CLASS: EDITORS | {PUPIL, CARER, "uchenik5a"},
    Place.MEMBERS: EDITORS | {PUPIL, CARER, "uchenik5a", "uchenik7b", COLLEAGUE},
    Place.PUBLIC: EDITORS | {PUPIL, CARER, "uchenik5a", "uchenik7b", COLLEAGUE, ANONYMOUS},
}


@pytest.fixture
def child() -> Person:
    person = Person.objects.get(account__username=PUPIL)
    Consent.objects.filter(person=person).delete()
    return person


@pytest.fixture
def picture() -> SitePicture:
    return PictureFactory(
        title="Поход", children_recognisable=SitePicture.Children.YES, description="Дети в лесу"
    )


@pytest.fixture
def post(picture):
    shot = {"image": picture.pk, "alt": "", "caption": ""}
    body = [("picture", shot), ("gallery", {"pictures": [shot, shot]})]
    return PostPageFactory(parent=BlogPage.objects.get(), title="Поход в лес", picture=picture, body=body)


def shown(response) -> int:
    return len(soup(response).select('main img[alt="Дети в лесу"]'))


def card_has_picture(response) -> bool:
    link = soup(response).find("a", string="Поход в лес")
    assert link is not None
    return link.find_parent("article").select_one(".card__picture") is not None


@pytest.mark.parametrize("place", SEEN_BY, ids=str)
def test_on_the_page_the_card_and_as_a_file(place, picture, post, child, sign_in):
    if place != "unnamed":
        name_on(picture, [child])
    if isinstance(place, Place):
        Consent.objects.create(person=child, purpose=Purpose.PHOTO, place=place)
    size = picture.get_rendition("width-400|format-webp")
    for login in SEEN_BY[Place.PUBLIC]:
        client, seen = sign_in(login), login in SEEN_BY[place]
        assert shown(client.get(post.url)) == (4 if seen else 0), login
        assert card_has_picture(client.get(post.get_parent().url)) == seen, login
        answer = client.get(size.url)
        assert answer.status_code == (200 if seen else 404), login
        if seen:
            content(answer)
            assert answer["Cache-Control"] == "private, no-store"


def test_every_child_on_it_counts(picture, post, child, sign_in):
    other = PupilFactory(last_name="Ярмолюк", school_class=child.school_class)
    name_on(picture, [child, other])
    Consent.objects.create(person=child, purpose=Purpose.PHOTO, place=Place.PUBLIC)
    assert shown(sign_in(ANONYMOUS).get(post.url)) == 0
    Consent.objects.create(person=other, purpose=Purpose.PHOTO, place=Place.PUBLIC)
    assert shown(sign_in(ANONYMOUS).get(post.url)) == 4


def test_a_consent_that_ends_takes_the_sizes_that_were_made_too(picture, post, child):
    name_on(picture, [child])
    consent = Consent.objects.create(person=child, purpose=Purpose.PHOTO, place=Place.PUBLIC)
    client = Client()
    client.get(post.url)
    sizes = list(PictureRendition.objects.filter(image=picture))
    assert sizes
    for size in sizes:
        assert content(client.get(size.url))
    Consent.objects.filter(pk=consent.pk).update(revoked_at=timezone.now())
    assert {client.get(size.url).status_code for size in sizes} == {404}
    assert shown(client.get(post.url)) == 0


def test_a_file_is_asked_about_alone_however_many_pictures_there_are(picture, post, child, sign_in):
    name_on(picture, [child])
    client, address = sign_in(PUPIL), picture.get_rendition("width-320").url
    with CaptureQueriesContext(connection) as captured:
        assert content(client.get(address))
    about = [sql for one in captured if "children_recognisable" in (sql := one["sql"]).partition("WHERE")[2]]
    assert about
    assert all(f'"core_sitepicture"."id" = {picture.pk}' in sql for sql in about)


def test_editors_are_told_why_it_waits(picture, post, child, sign_in):
    editor = sign_in(COORDINATOR)
    listing = reverse("wagtailimages:index")
    chooser = reverse("wagtailimages_chooser:choose_results")
    for address in (post.url, listing, chooser):
        assert "кто это, не сказано" in editor.get(address).text
    name_on(picture, [child])
    PicturePerson.objects.filter(picture__title="Рисунок: чай у костра").delete()
    assert "не для всех детей на нём есть согласие" in editor.get(post.url).text
    Consent.objects.create(person=child, purpose=Purpose.PHOTO, place=Place.PUBLIC)
    assert "Снимок видят" not in editor.get(post.url).text
    assert "Снимок видят" not in Client().get(post.url).text


def test_a_page_costs_the_same_with_one_picture_of_children_and_with_many(
    child, post, picture, count_queries
):
    name_on(picture, [child])
    Consent.objects.create(person=child, purpose=Purpose.PHOTO, place=Place.PUBLIC)
    client = Client()
    before = count_queries(lambda: client.get(post.url))
    for number in range(5):
        another = PictureFactory(title=f"Ещё {number}", children_recognisable=SitePicture.Children.YES)
        name_on(another, [child])
    assert count_queries(lambda: client.get(post.url)) == before


# Who is on it.


def send(client: Client, picture: SitePicture, people: str, children: str = "yes"):
    address = reverse("wagtailimages:edit", args=[picture.pk])
    data = {
        "title": picture.title, "description": "Дети в лесу", "children_recognisable": children,
        "people": people, "collection": picture.collection_id, "credit": "", "tags": "",
    }  # fmt: skip
    return client.post(address, data)


def on_it(picture: SitePicture) -> set[str]:
    return {str(row.person) for row in picture.people_rows.select_related("person")}


def test_children_are_named_as_one_says_their_names(picture, sign_in):
    editor = sign_in(COORDINATOR)
    assert send(editor, picture, "Даша Иванченко, Герасимов Максим; Сташ З.").status_code == 302
    assert on_it(picture) == {"Иванченко Дарья", "Герасимов Максим", "Сташ Заур"}
    drawn = soup(editor.get(reverse("wagtailimages:edit", args=[picture.pk])))
    kept = drawn.select_one("[name=people]").get_text()
    assert "Дарья Иванченко, 5 «А»" in kept
    assert "Только общие снимки класса" in drawn.get_text()  # what the carer stipulated in the consent
    assert send(editor, picture, kept).status_code == 302
    assert len(on_it(picture)) == 3
    assert send(editor, picture, "").status_code == 302
    assert on_it(picture) == set()


@pytest.mark.parametrize(
    ("people", "children", "said"),
    [
        ("Даша Иванченко, Вася Незнакомый", "yes", "Вася Незнакомый"),
        ("Оксана Иванченко", "yes", "такого ученика"),
        ("Алан Тёзкин", "yes", "добавьте класс"),
        ("Даша Иванченко", "no", "Выберите «да»"),
    ],
)
def test_what_cannot_be_understood_is_told(people, children, said, picture, sign_in):
    for grade in ("А", "Б"):
        PupilFactory(last_name="Тёзкин", first_name="Алан", school_class__letter=grade)
    answer = send(sign_in(COORDINATOR), picture, people, children)
    assert answer.status_code == 200
    assert said in answer.text
    assert people in answer.text  # what was typed stays
    assert on_it(picture) == set()


def test_a_class_tells_namesakes_apart(picture, sign_in):
    for letter in ("Ф", "Ц"):
        PupilFactory(last_name="Тёзкин", first_name="Алан", school_class__letter=letter)
    wanted = Person.objects.get(last_name="Тёзкин", school_class__letter="Ц")
    title = wanted.school_class.title
    assert send(sign_in(COORDINATOR), picture, f"Алан Тёзкин, {title}").status_code == 302
    assert [row.person for row in picture.people_rows.all()] == [wanted]


def test_several_pictures_at_once(sign_in):
    pictures = [PictureFactory(title=f"Поход {number}", file=landscape(number)) for number in range(3)]
    address = reverse("wagtail_bulk_action", args=["core", "sitepicture", "name_people"])
    query = "&".join(f"id={one.pk}" for one in pictures)
    editor = sign_in(COORDINATOR)
    assert "Кто на снимках" in editor.get(f"{address}?{query}").text
    assert "такого ученика" in editor.post(f"{address}?{query}", {"people": "Вася Незнакомый"}).text
    editor.post(f"{address}?{query}", {"people": "Даша Иванченко, Заур Сташ"})
    for one in pictures:
        one.refresh_from_db()
        assert one.children_recognisable == "yes"
        assert on_it(one) == {"Иванченко Дарья", "Сташ Заур"}

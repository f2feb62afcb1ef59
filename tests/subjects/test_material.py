"""Materials of a subject: what is told about them, their files, and who may write and publish them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.test.utils.form_data import inline_formset

from demo.factories import DocumentFactory, MaterialPageFactory, PersonFactory, PupilFactory
from members import roles
from members.models import User
from subjects.models import MaterialFile, MaterialPage, SubjectPage
from tests.pages import add_page, content, errors, soup
from tests.personas import ANONYMOUS, MODERATOR, PUPIL, TEACHER

FILLED = {
    "title": "Звёздное небо",
    "kind": "lesson",
    "topic": "Созвездия",
    "how_to_use": "На первом уроке темы.",
}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def physics() -> SubjectPage:
    return SubjectPage.objects.get(subject__slug="fizika")


@pytest.fixture
def visitor() -> Client:
    return Client()


def facts(response) -> dict[str, str]:
    terms = soup(response).select("main dl.facts dt")
    return {
        term.get_text(strip=True): term.find_next_sibling("dd").get_text(" ", strip=True) for term in terms
    }


def test_all_that_helps_to_use_it_is_told(physics, visitor):
    author = PersonFactory(last_name="Орлова", shown_as="initials")
    page = MaterialPageFactory(
        parent=physics,
        title="Звёздное небо",
        kind="worksheet",
        topic="Созвездия",
        how_to_use="Дома, вечером.",
        licence="cc-by",
        author=author,
        grades=[5, 6, 7],
        subjects=[physics.subject],
    )
    response = visitor.get(page.url)
    told = facts(response)
    assert told["Что это"] == "рабочий лист"
    assert told["Тема"] == "Созвездия"
    assert "Дома, вечером." in soup(response).find("main").get_text()
    values = " ".join(told.values())
    assert told["Классы"] == "5–7"
    for words in ("CC BY", "Физика"):
        assert words in values
    assert "М. В. Орлова" in soup(response).select_one("main header .meta").get_text()


def test_its_files_open_for_those_who_may_see_it(physics, sign_in):
    teachers = [Group.objects.get(name=roles.TEACHERS)]
    for audience in ([], teachers):
        document = DocumentFactory(title="Карта неба")
        page = MaterialPageFactory(
            parent=physics,
            audience=audience,
            attachments=[MaterialFile(document=document, title="Для печати")],
        )
        (link,) = soup(sign_in(TEACHER).get(page.url)).select("main .files a")
        assert "Для печати" in link.get_text()
        assert content(sign_in(TEACHER).get(link["href"])).startswith(b"%PDF-")
        for login, refusal in ((ANONYMOUS, 302), (PUPIL, 403)):
            if audience:
                assert sign_in(login).get(link["href"]).status_code == refusal
            else:
                assert content(sign_in(login).get(link["href"])).startswith(b"%PDF-")


def test_a_filled_form_is_published_with_its_file(physics, sign_in):
    document = DocumentFactory(title="Карта неба")
    files = inline_formset([{"document": str(document.pk), "title": "Для печати"}])
    response = add_page(sign_in(MODERATOR), MaterialPage, physics, {**FILLED, "attachments": files})
    assert response.status_code == 302
    page = sign_in(ANONYMOUS).get(MaterialPage.objects.get(title="Звёздное небо").url)
    assert "На первом уроке темы." in page.text
    assert "Для печати" in soup(page).select_one("main .files").get_text()


@pytest.mark.parametrize("field", ["title", "kind", "how_to_use"])
def test_a_material_that_does_not_say_how_to_use_it_is_refused(field, physics, sign_in):
    response = add_page(sign_in(MODERATOR), MaterialPage, physics, {**FILLED, field: ""})
    assert set(errors(response)) == {field}


def test_who_begins_a_material_is_its_author_until_she_says_otherwise(physics, sign_in):
    client = sign_in(MODERATOR)
    assert add_page(client, MaterialPage, physics, FILLED).status_code == 302
    assert (
        MaterialPage.objects.get(title=FILLED["title"]).author == User.objects.get(username=MODERATOR).person
    )
    assert (
        add_page(client, MaterialPage, physics, {**FILLED, "title": "Без автора", "author": ""}).status_code
        == 302
    )
    assert MaterialPage.objects.get(title="Без автора").author is None


def test_a_pupil_is_no_author(physics, sign_in):
    author = str(PupilFactory().pk)
    response = add_page(sign_in(MODERATOR), MaterialPage, physics, {**FILLED, "author": author})
    assert set(errors(response)) == {"author"}


def test_a_script_in_any_text_is_shown_as_text(physics, sign_in):
    written = {name: f"{name} {SCRIPT}" for name in ("title", "topic", "how_to_use", "summary")}
    response = add_page(sign_in(MODERATOR), MaterialPage, physics, {**FILLED, **written, "slug": "vzlom"})
    assert response.status_code == 302
    for address in (MaterialPage.objects.get(slug="vzlom").url, physics.url):
        page = sign_in(ANONYMOUS).get(address)
        assert f"title {SCRIPT}" in soup(page).find("main").get_text()
        assert "<script>alert" not in page.text


def test_a_teacher_writes_a_draft_that_she_cannot_publish_herself(physics, sign_in):
    add_page(sign_in(TEACHER), MaterialPage, physics, FILLED)
    page = MaterialPage.objects.get(title="Звёздное небо")
    assert not page.live
    assert sign_in(ANONYMOUS).get(page.get_absolute_url()).status_code == 404

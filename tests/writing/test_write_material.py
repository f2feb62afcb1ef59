"""A teacher shares a material: for which subject, where and when it is of use, who may take it."""

from __future__ import annotations

import pytest

from subjects.models import MaterialPage, SubjectPage
from tests.pages import soup
from tests.personas import ADMIN
from tests.writing.steps import TEXT, begin, drawn, errors, latest, main_of, send, step

NEW = "/napisat/material/"


@pytest.fixture
def physics():
    return SubjectPage.objects.get(subject__slug="fizika")


def test_a_material_is_written_in_three_steps(teacher, physics, sign_in):
    page = begin(teacher, "material", title="Маятник", place=str(physics.pk))
    assert isinstance(page, MaterialPage)
    assert page.get_parent().pk == physics.pk
    assert page.author == page.owner.person
    assert page.subject_list == [physics.subject]
    answers = {"kind": "lesson", "how_to_use": "В начале темы.", "topic": "Колебания", "grades": ["9"]}
    assert send(teacher, step("details", page), answers)["Location"] == step("look", page)
    shown = main_of(teacher.get(step("look", page)))
    assert "В начале темы." in shown.get_text()
    assert "Колебания" in shown.get_text()
    assert teacher.post(step("send", page)).status_code == 302
    draft = latest(page)
    assert (draft.kind, draft.licence, draft.grade_list) == ("lesson", "school", [9])
    assert draft.subject_list == [physics.subject]


def test_the_button_on_a_subject_page_chooses_the_subject(teacher, physics):
    button = main_of(teacher.get(physics.url)).select_one(f"a[href^='{NEW}']")
    assert drawn(teacher.get(button["href"]))["place"] == str(physics.pk)


def test_the_subject_is_asked(teacher):
    assert set(errors(send(teacher, NEW, {"title": "Маятник", "text": TEXT, "place": ""}))) == {"place"}
    for number in ("999999", "9" * 30):
        left = send(teacher, NEW, {"title": "Маятник", "text": TEXT, "place": number}, "leave")
        assert set(errors(left)) == {"place"}


def test_a_subject_that_no_browser_sends_is_refused_by_its_field(teacher, physics):
    page = begin(teacher, "material", title="Маятник", place=str(physics.pk))
    answers = {"kind": "lesson", "how_to_use": "Дома.", "licence": "cc-by", "subjects": ["9" * 30]}
    assert set(errors(send(teacher, step("details", page), answers))) == {"subjects"}


@pytest.mark.parametrize("name", ["kind", "how_to_use", "licence"])
def test_what_a_material_must_say_is_asked_before_the_last_look_but_not_before_leaving(
    name, teacher, physics
):
    page = begin(teacher, "material", title="Маятник", place=str(physics.pk))
    answers = {"kind": "lesson", "how_to_use": "Дома.", "licence": "cc-by", name: ""}
    refused = send(teacher, step("details", page), answers)
    assert set(errors(refused)) == {name}
    if name != "how_to_use":
        assert "Дома." in soup(refused).find("textarea", {"name": "how_to_use"}).get_text()
    assert send(teacher, step("details", page), answers, "leave").status_code == 302
    assert teacher.get(step("look", page))["Location"] == step("details", page) + "?check=1"
    assert set(errors(teacher.get(step("details", page) + "?check=1"))) == {name}
    assert teacher.post(step("send", page))["Location"] == step("details", page) + "?check=1"


def test_too_many_words_are_refused_by_their_field(teacher, physics):
    page = begin(teacher, "material", title="Маятник", place=str(physics.pk))
    answers = {"kind": "lesson", "how_to_use": "о" * 701, "topic": "о" * 161, "summary": "о" * 301}
    assert set(errors(send(teacher, step("details", page), answers))) == {"how_to_use", "topic", "summary"}


@pytest.mark.parametrize(
    "answers", [{"kind": "vzlom"}, {"grades": ["12"]}, {"subjects": ["x", "-1"]}, {"licence": "\x00"}]
)
def test_what_the_form_does_not_offer_is_refused(answers, teacher, physics):
    page = begin(teacher, "material", title="Маятник", place=str(physics.pk))
    filled = {"kind": "lesson", "how_to_use": "Дома.", **answers}
    assert set(errors(send(teacher, step("details", page), filled))) == set(answers)


def test_the_editor_opens_the_same_page(teacher, physics, sign_in):
    page = begin(teacher, "material", title="Маятник", place=str(physics.pk))
    assert sign_in(ADMIN).get(f"/admin/pages/{page.pk}/edit/").status_code == 200

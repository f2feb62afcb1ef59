"""Forms to print: for a child and for a class, with all that the law wants in them."""

from __future__ import annotations

import re

import pytest

from members import legal
from members.consenting.blanks import parts_of
from members.models import LegalText, Person, Purpose
from tests.members.consents import NOT_KEEPERS, child, the_class
from tests.personas import TEACHER

WANTED = {
    Purpose.PROCESSING: (
        "адрес",
        "ИНН",
        "Цель",
        "Какие данные",
        "Что с ними делается",
        "По поручению",
        "отозвать",
    ),
    Purpose.NAME: ("10.1", "ИНН", "ОГРН", "https://", "Цель", "Категории и перечень", "отозвать"),
}


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_form_of_each_consent(sign_in, purpose):
    answer = sign_in(TEACHER).get(f"/soglasiya/reestr/{child().pk}/blank/{purpose}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    body = legal.current(purpose).body
    for words in WANTED.get(purpose, WANTED[Purpose.NAME]):
        assert words in body


def test_a_class_in_one_file(sign_in):
    answer = sign_in(TEACHER).get(f"/soglasiya/klass/{the_class().pk}/blank/photo/")
    assert answer.status_code == 200
    pupils = Person.objects.filter(school_class=the_class()).count()
    assert len(re.findall(rb"/Type ?/Page\b", answer.content)) == pupils  # one sheet each
    assert f"klass-{the_class().pk}.pdf" in answer["Content-Disposition"]


def test_there_is_no_form_of_what_is_not_in_force(sign_in):
    LegalText.objects.filter(kind="photo").delete()
    client = sign_in(TEACHER)
    assert client.get(f"/soglasiya/reestr/{child().pk}/blank/photo/").status_code == 404
    assert client.get(f"/soglasiya/reestr/{child().pk}/blank/rules/").status_code == 404


@pytest.mark.parametrize("login", NOT_KEEPERS)
def test_forms_with_names_are_for_keepers(sign_in, login):
    assert sign_in(login).get(f"/soglasiya/klass/{the_class().pk}/blank/photo/").status_code == 403


def test_rich_text_goes_on_paper():
    parts = parts_of(
        "<h2>Один</h2><p>Два <b>три</b></p><ul><li>четыре</li></ul><ol><li>а</li><li>б</li></ol>"
    )
    assert [part["kind"] for part in parts] == ["heading", "text", "item", "number", "number"]
    assert parts[1]["runs"][1] == {"text": "три", "bold": True, "italic": False}
    assert parts[4]["number"] == 2

"""The register of documents: what is in force, what is void and by what replaced, and the files."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from core.models import Subject
from demo.factories import DocumentFactory, RegulationPageFactory, SubjectFactory, SubjectPageFactory
from members import roles
from resources.models import OfficialPage, RegulationPage
from subjects.models import SubjectsPage
from tests.pages import add_page, content, edit_page, errors, soup, titles
from tests.personas import ANONYMOUS, CLERK, PUPIL, TEACHER


@pytest.fixture
def section() -> OfficialPage:
    return OfficialPage.objects.get()


@pytest.fixture
def astronomy() -> Subject:
    return SubjectFactory(slug="astronomiya", title="Астрономия")


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def register(section, astronomy) -> None:
    """Four documents about a subject that no other document bears."""
    for title, fields in {
        "Нормы": {"kind": "norms", "dated": date(2025, 9, 1), "grades": [5, 6]},
        "Прежние нормы": {"kind": "norms", "dated": date(2026, 1, 1), "in_force": False, "grades": [5]},
        "Приказ": {"kind": "order", "dated": date(2026, 2, 1)},
        "Положение": {"kind": "charter", "dated": date(2024, 2, 1), "grades": [6]},
    }.items():
        RegulationPageFactory(parent=section, title=title, subjects=[astronomy], **fields)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Приказ", "Нормы", "Положение", "Прежние нормы"]),
        ({"kind": "norms"}, ["Нормы", "Прежние нормы"]),
        ({"state": "in_force"}, ["Приказ", "Нормы", "Положение"]),
        ({"state": "void"}, ["Прежние нормы"]),
        ({"grade": "6"}, ["Нормы", "Положение"]),
        ({"kind": "norms", "state": "void", "grade": "5"}, ["Прежние нормы"]),
        ({"kind": "rules"}, []),
    ],
)
def test_documents_in_force_stand_first_latest_first_and_filters_narrow(
    query, expected, register, section, visitor
):
    response = visitor.get(section.url, {"subject": "astronomiya", **query})
    assert titles(response) == expected
    if not expected:
        assert "Таких документов в реестре нет" in response.text


@pytest.mark.parametrize("query", [{"kind": "закон"}, {"state": "maybe"}, {"state": "True"}, {"grade": "12"}])
def test_a_value_that_no_filter_offers_is_400(query, section, visitor):
    assert visitor.get(section.url, query).status_code == 400


def test_a_void_document_stays_marked_with_a_link_to_what_replaced_it(section, astronomy, visitor):
    new = RegulationPageFactory(
        parent=section, title="Новый порядок", number="02-01/7", dated=date(2026, 9, 1)
    )
    old = RegulationPageFactory(
        parent=section, title="Старый порядок", in_force=False, replaced_by=new, subjects=[astronomy]
    )
    page = soup(visitor.get(old.url))
    assert [badge.get_text() for badge in page.select("main header .badge")] == ["утратил силу"]
    note = page.select_one("main .note--important")
    assert note.find("a", href=new.url).get_text() == "Новый порядок"
    assert "№ 02-01/7 от 1 сентября 2026" in note.get_text()
    (row,) = soup(visitor.get(section.url, {"subject": "astronomiya"})).select("main .register tbody tr")
    assert "утратил силу" in row.get_text()
    assert [badge.get_text() for badge in soup(visitor.get(new.url)).select("main header .badge")] == [
        "действует"
    ]


def test_a_replacement_that_is_not_published_is_not_named(section, visitor):
    draft = RegulationPageFactory(parent=section, title="Тайный проект", live=False)
    old = RegulationPageFactory(parent=section, title="Старый порядок", in_force=False, replaced_by=draft)
    page = visitor.get(old.url)
    assert "Тайный проект" not in page.text
    assert "утратил силу" in page.text


def test_a_replacement_for_the_staff_alone_is_not_named_to_others(section, sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    closed = RegulationPageFactory(parent=section, title="Внутренний порядок", audience=staff)
    old = RegulationPageFactory(parent=section, title="Старый порядок", in_force=False, replaced_by=closed)
    assert "Внутренний порядок" in sign_in(TEACHER).get(old.url).text
    for login in (ANONYMOUS, PUPIL):
        assert "Внутренний порядок" not in sign_in(login).get(old.url).text


def test_the_file_of_a_document_opens_as_pdf(section, visitor):
    document = DocumentFactory(title="Правила", file_name="pravila.pdf")
    page = RegulationPageFactory(parent=section, title="Правила", document=document)
    (link,) = soup(visitor.get(page.url)).select("main .files a")
    assert "PDF" in link.get_text()
    response = visitor.get(link["href"])
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    sent = content(response)
    assert sent.startswith(b"%PDF-")
    assert len(sent) == document.file.size


def test_the_register_gives_kind_number_date_and_file_in_columns(section, astronomy, visitor):
    document = DocumentFactory(title="Правила", file_name="pravila.pdf")
    RegulationPageFactory(
        parent=section,
        title="Правила",
        kind="rules",
        number="7-В",
        dated=date(2026, 9, 1),
        document=document,
        subjects=[astronomy],
    )
    RegulationPageFactory(
        parent=section,
        title="Порядок",
        number="",
        dated=date(2026, 8, 1),
        document=None,
        subjects=[astronomy],
    )
    table = soup(visitor.get(section.url, {"subject": "astronomiya"})).select_one("main table.register")
    assert [head.get_text() for head in table.select("thead th")] == [
        "Документ",
        "Вид",
        "Номер и дата",
        "Файл",
    ]
    rules, order = table.select("tbody tr")
    kind, requisites, file = (cell.get_text(" ", strip=True) for cell in rules.select("td"))
    assert (kind, requisites) == ("Правила и порядки", "№ 7-В от 1 сентября 2026")
    assert file.startswith("PDF, ")
    assert content(visitor.get(rules.select_one("td a")["href"])).startswith(b"%PDF-")
    assert order.select("td")[1].get_text() == "От 1 августа 2026"
    assert order.select("td a") == []


def test_every_document_of_the_school_has_a_file_that_opens(visitor):
    for page in RegulationPage.objects.live().exclude(document=None):
        response = visitor.get(page.document.url)
        assert response.status_code == 200
        assert content(response).startswith(b"%PDF-")


def test_the_file_of_a_draft_and_of_a_staff_document_is_closed(section, sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    for fields in ({"live": False}, {"audience": staff}):
        document = DocumentFactory(title="Правила")
        RegulationPageFactory(parent=section, document=document, **fields)
        assert sign_in(ANONYMOUS).get(document.url).status_code == 302
        assert sign_in(PUPIL).get(document.url).status_code == 403
        assert content(sign_in(TEACHER).get(document.url)).startswith(b"%PDF-")


def test_norms_in_force_stand_on_the_page_of_their_subject(register, astronomy, visitor):
    page = SubjectPageFactory(parent=SubjectsPage.objects.get(), title="Астрономия", subject=astronomy)
    assert titles(visitor.get(page.url)) == ["Нормы"]
    assert "Нормы оценивания" in [
        h.get_text(strip=True) for h in soup(visitor.get(page.url)).select("main h2")
    ]


FILLED = {"title": "Порядок", "kind": "rules", "number": "5", "dated": "2026-09-01"}


def test_a_filled_form_is_published(section, sign_in):
    assert add_page(sign_in(CLERK), RegulationPage, section, FILLED).status_code == 302
    page = RegulationPage.objects.get(title="Порядок")
    assert "№ 5 от 1 сентября 2026" in sign_in(ANONYMOUS).get(page.url).text


@pytest.mark.parametrize("field", ["title", "kind", "dated"])
def test_a_document_without_kind_or_date_is_refused(field, section, sign_in):
    response = add_page(sign_in(CLERK), RegulationPage, section, {**FILLED, field: ""})
    assert set(errors(response)) == {field}


def test_a_document_replaced_by_another_cannot_be_in_force(section, sign_in):
    new = RegulationPageFactory(parent=section, title="Новый порядок")
    replaced = {**FILLED, "replaced_by": str(new.pk)}
    response = add_page(sign_in(CLERK), RegulationPage, section, {**replaced, "in_force": True})
    assert set(errors(response)) == {"in_force"}
    accepted = add_page(sign_in(CLERK), RegulationPage, section, {**replaced, "in_force": False})
    assert accepted.status_code == 302
    assert RegulationPage.objects.get(title="Порядок").replaced_by == new


def test_a_document_cannot_replace_itself(section, sign_in):
    page = RegulationPageFactory(parent=section, title="Порядок", in_force=False)
    response = edit_page(sign_in(CLERK), page, {"replaced_by": str(page.pk), "in_force": False})
    assert set(errors(response)) == {"replaced_by"}

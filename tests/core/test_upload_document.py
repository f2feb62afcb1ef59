"""An editor uploads a document: its content is what its name says, and it carries no program."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from core.models import SiteDocument
from demo.documents import make_pdf
from demo.factories import quiet_recording
from tests.personas import ANONYMOUS, CARER, MODERATOR, TEACHER

ADD = "/admin/documents/add/"
EXE = b"MZ\x90\x00" + b"\x00" * 200 + b"PE\x00\x00"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
TITLE = "Правила приёма"


def pdf() -> bytes:
    return make_pdf(TITLE, "Школа", "№ 1", [("text", "<p>Текст.</p>")], "a.pdf").read()


def office(folder: str, *more: str) -> bytes:
    """An Office file of today: a ZIP with `folder` and what is named beside."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}/main.xml", *more):
            archive.writestr(name, "<xml/>")
    return target.getvalue()


@pytest.fixture
def client(sign_in):
    return sign_in(TEACHER)


def send(client, name: str, content: bytes):
    return client.post(ADD, {"title": TITLE, "file": SimpleUploadedFile(name, content), "tags": ""})


def refused(response) -> str:
    """What the form says of the file; nothing was kept and the title stays in its field."""
    assert response.status_code == 200
    assert not SiteDocument.objects.filter(title=TITLE, uploaded_by_user__isnull=False).exists()
    assert f'value="{TITLE}"' in response.text
    said = " ".join(response.context["form"].errors["file"])
    assert re.search("[а-яё]{3}", said), said
    return said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pravila.pdf", pdf()),
        ("Правила приёма.PDF", pdf()),
        ("a.docx", office("word")),
        ("a.xlsx", office("xl")),
        ("a.pptx", office("ppt")),
        ("a.odt", office("content")),
        ("a.doc", OLD_OFFICE),
        ("a.txt", "Просто текст.".encode()),
        ("a.csv", "имя;класс\n".encode("cp1251")),
        ("a.py", b"print('7 B')\n"),
        ("a.zip", office("any")),
        ("a.mp3", quiet_recording().read()),
        ("a.mp3", b"ID3\x03\x00" + b"\x00" * 400),
        ("a.mp3", b"\xff\xf3\x40\xc4" + b"\x00" * 400),
        ("a.mp4", b"\x00\x00\x00\x20ftypisom" + b"\x00" * 400),
        ("a.mp4", b"\x00\x00\x00\x20ftypiso5" + b"\x00" * 400),
        ("a.ogg", b"OggS" + b"\x00" * 50),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(name, content, client):
    assert send(client, name, content).status_code == 302
    document = SiteDocument.objects.get(title=TITLE, uploaded_by_user__isnull=False)
    with document.file.open("rb") as file:
        assert file.read() == content


def test_a_document_that_was_taken_opens_for_its_editor(client):
    content = pdf()
    send(client, "pravila.pdf", content)
    document = SiteDocument.objects.get(title=TITLE, uploaded_by_user__isnull=False)
    assert b"".join(client.get(document.url).streaming_content) == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pravila.pdf", EXE),
        ("pravila.pdf", b""),
        ("pravila.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.docx", EXE),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", office("xl")),
        ("a.xlsx", office("word")),
        ("a.doc", pdf()),
        ("a.txt", EXE),
        ("a.csv", EXE),
        ("a.zip", EXE),
        ("a.mp3", EXE),
        ("a.mp3", b"<html></html>"),
        ("a.mp4", pdf()),
        ("a.webm", pdf()),
        ("a.ggb", EXE),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content, client):
    refused(send(client, name, content))


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.js", "a.docm", "a.pdf.exe", "a", "a.php"])
def test_a_kind_that_the_site_does_not_take_is_refused(name, client):
    refused(send(client, name, EXE))


@pytest.mark.parametrize(
    ("name", "folder"), [("a.docx", "word"), ("a.xlsx", "xl"), ("a.pptx", "ppt"), ("A.DOCX", "word")]
)
@pytest.mark.parametrize("program", ["vbaProject.bin", "VBAPROJECT.BIN"])
def test_a_document_with_macros_is_refused(program, name, folder, client):
    said = refused(send(client, name, office(folder, f"{folder}/{program}")))
    assert said == "В файле есть макросы. Сохраните его без них и выберите ещё раз."


def test_the_refusal_says_one_thing_and_how_to_mend_it(client):
    assert refused(send(client, "pravila.pdf", EXE)) == (
        "Содержимое файла не похоже на «.pdf». Сохраните его заново в этом виде и выберите ещё раз."
    )


@override_settings(WAGTAILDOCS_MAX_UPLOAD_SIZE=500)
def test_a_file_that_is_too_big_is_refused(client):
    refused(send(client, "a.txt", b"a" * 501))


def test_a_document_is_not_replaced_by_something_else(sign_in):
    client = sign_in(MODERATOR)
    send(client, "pravila.pdf", pdf())
    document = SiteDocument.objects.get(title=TITLE, uploaded_by_user__isnull=False)
    changed = {"title": TITLE, "file": SimpleUploadedFile("pravila.pdf", EXE), "tags": ""}
    response = client.post(f"/admin/documents/edit/{document.pk}/", changed)
    assert response.context["form"].errors["file"]
    document.refresh_from_db()
    with document.file.open("rb") as file:
        assert file.read(5) == b"%PDF-"


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [("pravila.pdf", pdf(), True), ("pravila.pdf", EXE, False), ("a.exe", EXE, False)],
)
def test_several_at_once_are_checked_too(name, content, taken, client):
    answer = client.post(
        "/admin/documents/multiple/add/",
        {"title": TITLE, "files[]": SimpleUploadedFile(name, content)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    assert answer["success"] is taken
    if not taken:
        assert re.search("[а-яё]{3}", answer["error_message"])


@pytest.mark.parametrize("login", [ANONYMOUS, CARER])
def test_others_than_editors_upload_nothing(login, sign_in):
    assert send(sign_in(login), "pravila.pdf", pdf()).status_code in {302, 403}
    assert not SiteDocument.objects.filter(title=TITLE, uploaded_by_user__isnull=False).exists()

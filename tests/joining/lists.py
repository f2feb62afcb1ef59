"""Class lists that schools send: made here, cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from joining.models import ListUpload
from tests.pages import soup

HEADINGS = ["Фамилия", "Имя", "Отчество", "Класс", "№ личного дела"]


def xlsx(rows: list[list[Any]], headings: list[str] | None = None, merge: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(headings or HEADINGS)
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def book(sheets: dict[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook of several sheets: rows, headings among them, by the sheet's name."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def repacked(content: bytes, pattern: str, by: str, part: str = "") -> bytes:
    """The same archive with something replaced in its parts, or in one."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.namelist():
            text = old.read(item)
            if part in {"", item} and item != "[Content_Types].xml":
                text = re.sub(pattern, lambda _: by, text.decode()).encode()
            new.writestr(item, text)
    return packed.getvalue()


def send(client: Client, content: bytes, name: str = "spisok.xlsx") -> HttpResponse:
    """Choose the file; the answer is the form with an error, or the way to the preview."""
    return client.post(reverse("joining_admin:upload"), {"file": SimpleUploadedFile(name, content)})


def preview(
    client: Client, content: bytes, name: str = "spisok.xlsx"
) -> tuple[str, dict[int, tuple[str, str]]]:
    """The address of the preview, and what it says of each row: outcome and details."""
    sent = send(client, content, name)
    assert sent.status_code == 302, problem(sent)
    return sent["Location"], outcomes(client.get(sent["Location"]))


def outcomes(shown: HttpResponse) -> dict[int, tuple[str, str]]:
    found = {}
    for line in soup(shown).select("table.listing tbody tr"):
        cells = [" ".join(cell.get_text().split()) for cell in line.find_all("td")]
        found[int(cells[0])] = (cells[3], cells[4])
    return found


def confirm(client: Client, address: str, **extra: str) -> HttpResponse:
    drawn = soup(client.get(address)).select_one("input[name=fingerprint]")
    assert drawn is not None
    return client.post(address, {"fingerprint": drawn["value"], **extra})


def problem(sent: HttpResponse) -> str:
    """What the form says of the file."""
    return " ".join(soup(sent).select_one(".error-message, .w-field__errors").get_text().split())


def kept() -> ListUpload:
    return ListUpload.objects.latest("pk")

"""A teacher at the form: what is sent at each step, as a browser would."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from tests.pages import soup

TITLE = "Как мы считали птиц"
TEXT = """Вышли в парк в семь утра.

Кого увидели
- синиц
- двух **дятлов**

Подробности: https://example.org/pticy"""


def drawn(response: HttpResponse) -> dict[str, Any]:
    """What a browser would send of the form, with nothing touched."""
    assert response.status_code == 200, response.status_code
    form = soup(response).select_one("main form.writing")
    data: dict[str, Any] = {}
    for field in form.select("[name]"):
        name, kind = field["name"], field.get("type")
        if field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            data[name] = chosen["value"] if chosen else ""
        elif kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                value = field.get("value", "on")
                data[name] = (
                    [*data.get(name, []), value] if kind == "checkbox" and "value" in field.attrs else value
                )
        elif field.name == "input" and kind != "file":
            data[name] = field.get("value", "")
    return data


def send(
    client: Client, address: str, changes: dict[str, Any] | None = None, do: str = "next"
) -> HttpResponse:
    """Open the form at `address`, change some fields, press a button."""
    data = drawn(client.get(address))
    return client.post(address, {**data, **(changes or {}), "do": do})


def begin(client: Client, kind: str = "zapis", do: str = "next", **changes: Any) -> Page:
    """Write the first step of something new; the stored draft."""
    fields = {"title": TITLE, "text": TEXT, **changes}
    response = send(client, reverse("writing:new", args=[kind]), fields, do)
    assert response.status_code == 302, errors(response)
    return Page.objects.order_by("-pk").first().specific


def step(name: str, page: Page) -> str:
    return reverse(f"writing:{name}", args=[page.pk])


def latest(page: Page) -> Any:
    """The newest draft of `page`, as the editor would open it."""
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()


def errors(response: HttpResponse) -> dict[str, str]:
    form = response.context["form"]
    return {name: " ".join(map(str, messages)) for name, messages in form.errors.items()}


def snapshot(name: str = "snimok.jpg", kind: str = "JPEG", colour: int = 0) -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", (60, 40), (200, colour, 30)).save(target, kind)
    return SimpleUploadedFile(name, target.getvalue())


def main_of(response: HttpResponse) -> BeautifulSoup:
    return soup(response).find("main")

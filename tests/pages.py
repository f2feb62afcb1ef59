"""What a visitor reads on a page, and what an editor sends in Wagtail's forms."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import FileResponse, HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data

from core.text import to_slug


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def content(response: FileResponse) -> bytes:
    """The bytes of a file that the site sent; reading to the end closes it."""
    return b"".join(response.streaming_content)


def titles(response: HttpResponse) -> list[str]:
    """The titles of the cards on a page, or of the rows of its register, in their order."""
    found = soup(response).select("main :is(.card__title, .register__title)")
    return [" ".join(title.get_text().split()) for title in found]


def add_page(
    client: Client, kind: type[Page], parent: Page, changes: dict[str, Any], *, publish: bool = True
) -> HttpResponse:
    """Send the form of a new page of `kind` below `parent`."""
    names = [kind._meta.app_label, kind._meta.model_name, parent.pk]
    return _send(
        client, kind, reverse("wagtailadmin_pages:add", args=names), publish=publish, changes=changes
    )


def edit_page(client: Client, page: Page, changes: dict[str, Any], *, publish: bool = True) -> HttpResponse:
    """Send the form of `page` with `changes`."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return _send(client, page.specific_class, address, publish=publish, changes=changes)


def _send(
    client: Client, kind: type[Page], address: str, *, publish: bool, changes: dict[str, Any]
) -> HttpResponse:
    """The form as the browser has drawn it, with `changes` (nested, as wagtail's form_data makes them).

    A box is ticked by True and cleared by False. A StreamField that is not given is sent empty.
    """
    drawn = client.get(address)
    assert drawn.status_code == 200, f"{address}: {drawn.status_code}"
    data = as_drawn(soup(drawn).find("form", id="page-edit-form"))
    data |= {
        f"{field.name}-count": "0" for field in kind._meta.get_fields() if isinstance(field, StreamField)
    }
    data |= nested_form_data({name: value for name, value in changes.items() if not isinstance(value, bool)})
    for name, value in changes.items():
        if value is True:
            data[name] = "on"
        elif value is False:
            data.pop(name, None)
    # Typing a title fills in the address: the one thing here that the editor's script does.
    data["slug"] = data["slug"] or to_slug(data["title"])
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(address, data)


def as_drawn(form: Tag) -> dict[str, str]:
    """What a browser sends of `form` when nothing in it is touched."""
    data: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"], attrs={"name": True}):
        if field.find_parent("template"):
            continue
        if field.name == "textarea":
            # The first line break of a textarea is a matter of HTML.
            data[field["name"]] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[field["name"]] = chosen.get("value", "") if chosen else ""
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            data[field["name"]] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return data


def errors(response: HttpResponse) -> dict[str, str]:
    """What the form refused, by field; of a row in a formset as «name-number-field»."""
    assert response.status_code == 200, f"not refused: {response.status_code}"
    form = response.context["form"]
    found = {name: " ".join(map(str, messages)) for name, messages in form.errors.items()}
    for name, formset in form.formsets.items():
        if formset.non_form_errors():
            found[name] = " ".join(formset.non_form_errors())
        for number, row in enumerate(formset.forms):
            found |= {f"{name}-{number}-{field}": " ".join(words) for field, words in row.errors.items()}
    return found

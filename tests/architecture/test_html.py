"""Every public page of the demo school is valid HTML with a sound outline."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from classes.models import ClassCornerPage
from core.visibility import visible_to
from members.models import User
from tests.architecture.test_page_types import names
from tests.e2e.places import build_page_of_all_blocks
from tests.personas import PUPIL

OTHERS = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/search/",
    "/nastroyki/?next=/blog/",
    "/search/?q=расписание",
    "/search/?q=абракадабра",
    "/obyavleniya/archive/",
    "/meropriyatiya/archive/",
    "/meropriyatiya/calendar/",
    "/poleznye-sayty/?subject=matematika",
    "/poleznye-sayty/?page=2",
    "/blog/?subject=alhimiya",
    "/net-takoy-stranitsy/",
]


def faults(html: str) -> list[str]:
    """What is wrong with the document, in words; nothing when it is sound."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    found = [f"{code} at {place}: {details}" for place, code, details in parser.errors]
    if tree.get("lang") != "ru":
        found.append(f"lang is {tree.get('lang')}")
    ids = Counter(one.get("id") for one in tree.iter() if one.get("id") is not None)
    found += [f"id {value!r} is there {count} times" for value, count in ids.items() if count > 1]
    found += [f"id {value!r} is empty or has a space" for value in ids if not value or " " in value]
    levels = [int(one.tag[1]) for one in tree.iter() if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"headings are {levels}: one h1 must come first")
    found += [f"h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
    found += [f"no alt: {image.get('src')}" for image in tree.iter("img") if image.get("alt") is None]
    found += [f"{name}={value!r} names no id" for name, value in _references(tree) if value not in ids]
    found += [f"empty <{one.tag}>" for one in tree.iter() if one.tag in {"ul", "ol", "dl"} and not len(one)]
    found += [
        f"inline {name}" for one in tree.iter() for name in one.attrib if name == "style" or name[:2] == "on"
    ]
    return found


def _references(tree: Element) -> list[tuple[str, str]]:
    """What points to an id on the same page."""
    return [
        (name, value)
        for one in tree.iter()
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls")
        for value in (one.get(name) or "").split()
    ] + [("href", link.get("href")[1:]) for link in tree.iter("a") if (link.get("href") or "")[:1] == "#"]


@names
def test_public_pages_are_sound(kind, client, sign_in):
    """As anybody sees them; a corner, which is never public, as a pupil of its class."""
    user = User.objects.get(username=PUPIL) if kind is ClassCornerPage else AnonymousUser()
    client = sign_in(PUPIL) if kind is ClassCornerPage else client
    pages = visible_to(kind.objects.live(), user)
    found = {page.url: faults(client.get(page.url).text) for page in pages}
    assert found
    assert {url: lines for url, lines in found.items() if lines} == {}


def test_page_of_all_blocks_is_sound(client):
    assert faults(client.get(build_page_of_all_blocks().url).text) == []


@pytest.mark.parametrize("address", OTHERS)
def test_pages_beside_the_tree_are_sound(address, client):
    assert faults(client.get(address).text) == []


def test_refused_sign_in_is_sound(client):
    response = client.post("/accounts/login/", {"login": "uchitel", "password": "не тот пароль"})
    assert "form-errors" in response.text
    assert faults(response.text) == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/blog/",
        "/napisat/",
        "/napisat/material/",
        "/profil/",
        "/profil/klass/",
        "/profil/pochta/",
        "/profil/uyti/",
    ],
)
def test_pages_of_who_is_signed_in_are_sound(address, sign_in):
    assert faults(sign_in("uchitel").get(address, follow=True).text) == []


def test_refused_page_is_sound(sign_in):
    response = Client().put("/blog/")
    assert response.status_code == 405
    assert faults(response.text) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ("<h1>А</h1><h3>Б</h3>", "h3 after h1"),
        ("<h2>А</h2>", "one h1"),
        ("<h1 id=a>А</h1><p id=a>Б</p>", "2 times"),
        ("<h1>А</h1><img src=x>", "no alt"),
        ("<h1>А</h1><p><div></p>", "unexpected-end-tag"),
        ("<h1>А</h1><label for=b>Б</label>", "names no id"),
        ("<h1 style='color:red'>А</h1>", "inline style"),
    ],
)
def test_a_fault_is_noticed(wrong, word):
    page = f"<!DOCTYPE html><html lang=ru><head><title>А</title></head><body>{wrong}</body></html>"
    assert any(word in fault for fault in faults(page))

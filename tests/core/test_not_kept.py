"""After signing out, Back shows nothing: no answer to somebody signed in may be kept by a browser."""

from __future__ import annotations

import pytest

from classes.models import ClassCornerPage
from demo.factories import DocumentFactory
from tests.e2e.places import PLACES
from tests.pages import content
from tests.personas import CARER, COORDINATOR, PUPIL, TEACHER

MORE = ("/", "/search/", "/klassy/", "/blog/", "/dostizheniya/", "/accounts/2fa/", "/admin/", "/net-takoy/")


def kept(client, address: str) -> str | None:
    """What is said of keeping the answer, when browsers may keep it."""
    response = client.get(address)
    if response.streaming:
        content(response)
    told = response.get("Cache-Control", "nothing")
    return None if "no-store" in told else told


@pytest.mark.parametrize("login", [PUPIL, CARER, TEACHER, COORDINATOR])
def test_no_place_is_kept_for_who_has_signed_in(login, sign_in):
    client = sign_in(login)
    addresses = {place.find() for place in PLACES.values()} | set(MORE)
    addresses |= {corner.url for corner in ClassCornerPage.objects.live()}
    addresses = {address for address in addresses if "logout" not in address}
    assert {address: told for address in addresses if (told := kept(client, address))} == {}


def test_nor_a_document(sign_in):
    document = DocumentFactory()
    for login in (TEACHER, COORDINATOR):
        assert kept(sign_in(login), document.url) is None


def test_what_is_for_all_is_kept_as_before(client):
    assert not client.get("/").has_header("Cache-Control")
    stranger = client.get("/theme.css")
    assert "no-store" not in stranger.get("Cache-Control", "")

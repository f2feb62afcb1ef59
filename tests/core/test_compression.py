"""What travels compressed, and what travels as it is."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from blog.models import BlogPage
from core.models import SiteDocument
from demo.factories import PASSWORD
from tests.personas import ADMIN, ANONYMOUS, TEACHER

BY_GZIP = {"accept-encoding": "gzip, deflate, br"}


@pytest.mark.parametrize(
    "address", ["/", "/blog/", "/sitemap.xml", "/blog/feed/", "/meropriyatiya/ics/", "/net-takoy-stranitsy/"]
)
def test_text_is_compressed_and_says_the_same(address, client):
    plain = client.get(address)
    assert not plain.has_header("Content-Encoding")
    packed = client.get(address, headers=BY_GZIP)
    assert packed["Content-Encoding"] == "gzip"
    assert packed.status_code == plain.status_code
    assert "Accept-Encoding" in packed["Vary"]
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    secrets = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|DTSTAMP:\w+')
    assert secrets.sub(b"", gzip.decompress(packed.content)) == secrets.sub(b"", plain.content)


def test_the_admin_is_compressed(sign_in):
    assert sign_in(ADMIN).get("/admin/", headers=BY_GZIP)["Content-Encoding"] == "gzip"


def test_pictures_and_documents_are_left_as_they_are(sign_in):
    page = sign_in(ANONYMOUS).get(BlogPage.objects.get().url).text
    picture = re.search(r"/media/images/[^\" ,]+", page)
    document = SiteDocument.objects.order_by("pk").first()
    for address in (picture[0], document.url):
        response = sign_in(ADMIN).get(address, headers=BY_GZIP)
        body = b"".join(response.streaming_content)
        assert response.status_code == 200
        assert not response.has_header("Content-Encoding")
        assert len(body) == int(response["Content-Length"]) > 1000


def test_words_put_for_pictures_are_in_what_is_compressed(client):
    client.cookies["display"] = "100.own.normal.hidden.own"
    packed = client.get("/", headers=BY_GZIP)
    assert b"<img" not in gzip.decompress(packed.content)


def test_a_form_that_came_compressed_is_accepted():
    """The token is masked anew in every answer, and two answers differ in length by chance."""
    client = Client(enforce_csrf_checks=True, headers=BY_GZIP)
    answers = [gzip.decompress(client.get("/accounts/login/").content).decode() for _ in range(2)]
    tokens = [re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer)[1] for answer in answers]
    assert tokens[0] != tokens[1]
    who = {"login": TEACHER, "password": PASSWORD}
    assert client.post("/accounts/login/", who).status_code == 403
    assert client.post("/accounts/login/", who | {"csrfmiddlewaretoken": tokens[0]}).status_code == 302


def test_answers_of_the_same_page_differ_in_length(client):
    address = "/search/?q=расписание"
    assert len({len(client.get(address, headers=BY_GZIP).content) for _ in range(12)}) > 1

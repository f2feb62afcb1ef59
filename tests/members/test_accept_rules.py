"""Rules are accepted before one writes; reading goes on; the way out is free; no loop."""

from __future__ import annotations

import pytest
from django.test import Client

from blog.models import PostPage
from demo.factories import UserFactory
from members import legal
from members.models import Acceptance, LegalText
from tests.personas import CARER, COORDINATOR, PUPIL, TEACHER


@pytest.fixture
def newer() -> LegalText:
    """Rules that nobody has accepted yet."""
    return legal.put_in_force(legal.new_draft("rules"), None)


def at_work(login: str, sign_in) -> Client:
    """Signed in a while ago: what is asked after signing in has been asked."""
    client = sign_in(login)
    client.get("/")
    return client


def test_asked_once_after_signing_in_then_reading_goes_on(sign_in, newer):
    client = sign_in(PUPIL)
    post = PostPage.objects.live().first().get_url()
    answer = client.get("/")
    assert answer.url == "/pravila/prinyat/?next=%2F"
    assert client.get("/").status_code == 200
    assert client.get(post).status_code == 200


@pytest.mark.parametrize("address", ["/napisat/", "/admin/"])
def test_asked_before_writing(sign_in, newer, address):
    client = at_work(TEACHER, sign_in)
    answer = client.get(address)
    assert answer.url.startswith("/pravila/prinyat/?next=")
    shown = client.get(answer.url)
    assert shown.status_code == 200
    assert "Правила изменились" in shown.text
    field = f"text-{newer.pk}"
    refused = client.post("/pravila/prinyat/", {"next": address})
    assert refused.status_code == 400
    assert "Отметьте, что согласны" in refused.text
    done = client.post("/pravila/prinyat/", {"next": address, field: "on"})
    assert done.url == address
    assert Acceptance.objects.filter(user__username=TEACHER, text=newer).count() == 1
    assert client.get(address).status_code == 200
    assert client.get("/pravila/prinyat/").url == "/"


@pytest.mark.parametrize("referer", ["http://[", "http://[::1", "//[x]:y/"])
def test_where_one_came_from_may_be_no_address(referer, sign_in, newer):
    form = f"/comments/write/{PostPage.objects.live().first().pk}/"
    answer = at_work(TEACHER, sign_in).post(form, {"text": "Слова"}, headers={"referer": referer})
    assert answer.url.startswith("/pravila/prinyat/")


def test_what_was_typed_waits(sign_in, newer):
    form = f"/comments/write/{PostPage.objects.live().first().pk}/"
    client = at_work(TEACHER, sign_in)
    answer = client.post(form, {"text": "Очень важные слова"})
    assert answer.url.startswith("/pravila/prinyat/")
    done = client.post("/pravila/prinyat/", {"next": form, f"text-{newer.pk}": "on"})
    assert "Очень важные слова" in client.get(done.url).text


@pytest.mark.parametrize(
    "address", ["/pravila/", "/dannye/", "/soglasiya/", "/notices/", "/accounts/password/change/"]
)
def test_the_way_to_read_and_to_leave_is_free(sign_in, newer, address):
    assert at_work(CARER, sign_in).get(address).status_code == 200


def test_signing_out_is_free(sign_in, newer):
    client = at_work(CARER, sign_in)
    assert client.post("/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_strange_next_leads_home(sign_in, newer):
    client = at_work(CARER, sign_in)
    for strange in (
        "https://evil.example.org/",
        "//evil.example.org",
        "/pravila/prinyat/?next=/",
        "javascript:1",
    ):
        Acceptance.objects.filter(text=newer).delete()
        done = client.post("/pravila/prinyat/", {"next": strange, f"text-{newer.pk}": "on"})
        assert done.url == "/"


def test_nothing_in_force_nothing_to_accept(sign_in):
    LegalText.objects.filter(kind__in=["rules", "policy"]).update(in_force_from=None)
    client = Client()
    client.force_login(UserFactory(username="novichok"))
    assert client.get("/").status_code == 200
    assert client.get("/pravila/").status_code == 404
    assert "/pravila/" not in client.get("/").text.split("</main>")[-1]


def test_public_texts_have_versions(client, newer):
    shown = client.get("/pravila/")
    assert f"Версия {newer.version}" in shown.text
    assert "Это прежняя версия 1" in client.get("/pravila/1/").text
    assert client.get("/pravila/99/").status_code == 404
    assert client.get("/dannye/").status_code == 200
    assert client.post("/dannye/").status_code == 405
    draft = legal.new_draft("policy")
    assert client.get(f"/dannye/{draft.version}/").status_code == 404


def test_the_coordinator_is_asked_too(sign_in, newer):
    assert sign_in(COORDINATOR).get("/admin/").url.startswith("/pravila/prinyat/")

"""What a messenger and a search engine learn of a page that everybody may see: name, address, picture."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.storage import default_storage
from PIL import Image

from blog.models import PostPage
from classes.models import ClassCornerPage
from core.models import BasePage, PageAudience, SitePicture
from core.visibility import visible_to
from home.models import HomePage
from resources.models import AnnouncementPage, UsefulSitesPage
from subjects.models import SubjectPage
from tests.architecture.test_page_types import TYPES
from tests.pages import content, soup
from tests.personas import TEACHER

HOST = "http://testserver"


def head(client, path):
    """The properties of a page's <head> by their names."""
    page = soup(client.get(path)).head
    found = {one.get("property") or one.get("name"): one["content"] for one in page.select("meta[content]")}
    link = page.select_one("link[rel=canonical]")
    return found | ({"canonical": link["href"]} if link else {})


def kind_of(client, page):
    """What kind of picture is shared of `page`; read to its end, which closes the file."""
    response = client.get(f"/share/{page.pk}/")
    assert response.status_code == 200
    assert content(response)
    return response["Content-Type"]


def public(kind: type[BasePage], **fields):
    return visible_to(kind.objects.filter(**fields), AnonymousUser()).first()


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind is not ClassCornerPage])
def test_every_page_has_a_name_an_address_and_a_picture(kind, client):
    page = public(kind)
    told = head(client, page.url)
    assert told["og:title"]
    assert told["og:url"] == told["canonical"] == HOST + page.url
    assert told["og:image"].startswith(f"{HOST}/share/{page.pk}/?v=")
    response = client.get(told["og:image"].removeprefix(HOST))
    assert response.status_code == 200
    with Image.open(io.BytesIO(content(response))) as picture:
        assert picture.width > picture.height
        assert f"image/{picture.format.lower()}" == response["Content-Type"]


@pytest.mark.parametrize("address", ["/search/", "/accounts/login/", "/net-takoy-stranitsy/"])
def test_what_is_no_page_shares_the_picture_of_the_home_page(address, client):
    shared = head(client, address)["og:image"]
    assert shared == head(client, "/")["og:image"]
    assert content(client.get(shared.removeprefix(HOST)))


def test_page_with_a_picture_shares_it_and_one_without_a_cover(client):
    assert kind_of(client, public(SubjectPage, picture__isnull=False)) == "image/jpeg"
    assert kind_of(client, public(UsefulSitesPage)) == "image/png"


def test_pages_of_one_subject_share_one_cover(client):
    def covers():
        return set(default_storage.listdir("covers")[1]) if default_storage.exists("covers") else set()

    subject = SubjectPage.objects.filter(subject__slug="matematika").first().subject
    posts = list(visible_to(PostPage.objects.filter(page_subjects__subject=subject), AnonymousUser()))
    PostPage.objects.update(picture=None)
    kind_of(client, posts[0])
    before = covers()
    assert before
    for post in posts:
        kind_of(client, post)
    assert covers() == before
    assert client.get(f"/media/covers/{before.pop()}").status_code == 404


def test_home_page_goes_by_the_name_of_the_school(client):
    assert head(client, "/")["og:title"] == "МБОУ «Ключевская СОШ № 3»"


def test_what_not_everybody_may_see_is_not_shared(client, sign_in):
    page = public(AnnouncementPage)
    assert kind_of(client, page)
    PageAudience.objects.create(page=page, group=Group.objects.first())
    assert client.get(f"/share/{page.pk}/").status_code == 404
    assert sign_in("admin").get(f"/share/{page.pk}/").status_code == 404
    assert "og:image" not in head(sign_in("admin"), page.url)
    assert client.get("/share/999999/").status_code == 404
    assert client.get("/share/1/").status_code == 404
    assert client.post(f"/share/{page.pk}/").status_code == 405


def test_picture_with_children_is_not_given_away(client):
    page = public(SubjectPage, picture__isnull=False)
    SitePicture.objects.filter(pk=page.picture_id).update(children_recognisable="yes")
    assert kind_of(client, page) == "image/png"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?page=2", "?page=2"),
        ("?page=1", ""),
        ("?subject=matematika", ""),
        ("?page=2&a=x", "?page=2"),
    ],
)
def test_one_address_stands_for_all_spellings(query, canonical, client):
    assert head(client, f"/poleznye-sayty/{query}")["canonical"] == f"{HOST}/poleznye-sayty/{canonical}"


@pytest.mark.parametrize("path", ["/search/", "/accounts/login/", "/nastroyki/", "/net-takoy-stranitsy/"])
def test_what_is_no_page_has_no_address_to_share(path, client):
    told = head(client, path)
    assert not {"canonical", "og:url"} & set(told)


def test_sharing_costs_a_page_no_query(client, sign_in, count_queries):
    url = HomePage.objects.get().url
    assert "og:image" in head(client, url)
    signed_in = sign_in(TEACHER)
    assert "og:image" not in head(signed_in, url)
    with_picture = count_queries(lambda: client.get(url))
    assert with_picture <= count_queries(lambda: signed_in.get(url))


def test_icons_of_the_site_are_there_for_old_and_new_browsers(client):
    icons = {one["rel"][0]: one["href"] for one in soup(client.get("/")).select("head link[rel*=icon]")}
    assert icons["icon"].endswith(".svg")
    assert "apple-touch-icon" in icons

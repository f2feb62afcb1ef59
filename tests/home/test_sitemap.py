"""The site map and robots.txt: what search engines are told."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import Page, PageViewRestriction

from core.visibility import visible_to
from demo.factories import PlainPageFactory
from members import roles
from resources.models import ForParentsPage
from tests.personas import ADMIN, ANONYMOUS, TEACHER

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(client) -> list[str]:
    """The addresses of the map, without the host."""
    response = client.get("/sitemap.xml")
    assert response["Content-Type"].startswith("application/xml")
    tree = ET.fromstring(response.content)  # noqa: S314 (our own file)
    return [urlsplit(place.text).path for place in tree.findall("map:url/map:loc", NAMES)]


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER, ADMIN])
def test_the_map_names_what_everybody_may_see_whoever_asks(login, sign_in):
    expected = [page.get_url() for page in visible_to(Page.objects.filter(depth__gte=2), AnonymousUser())]
    found = locations(sign_in(login))
    assert sorted(found) == sorted(expected)
    assert len(found) == len(set(found)) > 150
    assert "/" in found


def test_every_address_of_the_map_is_whole(sign_in):
    response = sign_in(ANONYMOUS).get("/sitemap.xml")
    tree = ET.fromstring(response.content)  # noqa: S314 (our own file)
    hosts = {urlsplit(place.text)[:2] for place in tree.findall("map:url/map:loc", NAMES)}
    assert len(hosts) == 1
    assert all(next(iter(hosts)))
    assert len(tree.findall("map:url/map:lastmod", NAMES)) == len(tree.findall("map:url", NAMES))


def test_what_is_not_for_everybody_is_not_in_the_map(sign_in, home):
    teachers = Group.objects.get(name=roles.TEACHERS)
    closed = PlainPageFactory(parent=home, audience=[teachers])
    draft = PlainPageFactory(parent=home, live=False)
    public = PlainPageFactory(parent=home)
    found = locations(sign_in(ADMIN))
    assert public.url in found
    assert not {closed.url, draft.url} & set(found)


def test_a_closed_section_leaves_the_map_with_all_below_it(sign_in):
    section = ForParentsPage.objects.get()
    below = {page.get_url() for page in section.get_descendants(inclusive=True).live()}
    assert below <= set(locations(sign_in(ANONYMOUS)))
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert not below & set(locations(sign_in(ANONYMOUS)))


def test_robots_are_told_where_the_map_is(sign_in):
    response = sign_in(ANONYMOUS).get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in response.text.splitlines()
    assert any(line.startswith("Disallow: /admin/") for line in response.text.splitlines())

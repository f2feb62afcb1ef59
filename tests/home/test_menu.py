"""The menu of sections and the way back up."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from blog.models import BlogPage, PostPage
from classes.models import ClassesPage
from core.models import PageAudience
from demo.factories import PlainPageFactory
from home.models import PlainPage
from home.services import SECTIONS
from members import roles
from reading.models import ReadingListPage
from resources.models import InstructionPage, OfficialPage, RegulationPage, SiteCardPage
from tests.personas import ANONYMOUS, COLLEAGUE, COORDINATOR, EVERYBODY, PUPIL, REVIEWER, TEACHER


def menu(client, address: str = "/") -> dict[str, str]:
    """The titles and addresses of the menu, in its order."""
    page = BeautifulSoup(client.get(address).text, "html.parser")
    links = page.select("header nav[aria-label='Разделы сайта'] a")
    return {link.get_text(strip=True): link["href"] for link in links}


@pytest.mark.parametrize("login", EVERYBODY, ids=lambda login: login or "anonymous")
def test_every_section_is_in_the_menu_and_opens(login, sign_in, home):
    client = sign_in(login)
    shown = menu(client)
    # «Классы», the nearest, is for who has one, and for the coordinator, who may enter all.
    without = {ANONYMOUS, REVIEWER, COLLEAGUE}
    kinds = [kind for _, kind, _, _ in SECTIONS if kind is not ClassesPage]
    kinds = kinds if login in without else [ClassesPage, *kinds]
    assert list(shown.values()) == [kind.objects.get().url for kind in kinds]
    assert list(shown) == [kind.objects.get().title for kind in kinds]
    assert {client.get(address).status_code for address in shown.values()} == {200}


def test_the_footer_repeats_the_menu(sign_in):
    client = sign_in(ANONYMOUS)

    def below(address: str) -> dict[str, str]:
        page = BeautifulSoup(client.get(address).text, "html.parser")
        return {link.get_text(strip=True): link["href"] for link in page.select("footer nav a")}

    assert menu(client).items() <= below("/blog/").items()
    # The first page has them as tiles right above.
    assert not menu(client).items() & below("/").items()


@pytest.mark.parametrize("inside", [BlogPage, PostPage])
def test_where_one_is_is_marked(inside, sign_in):
    page = inside.objects.live().filter(page_audience=None).first()
    drawn = BeautifulSoup(sign_in(ANONYMOUS).get(page.url).text, "html.parser")
    marked = drawn.select("header nav[aria-label='Разделы сайта'] [aria-current]")
    assert [link["href"] for link in marked] == [BlogPage.objects.get().url]


def test_a_section_for_a_group_is_in_the_menu_of_that_group_alone(sign_in):
    section = OfficialPage.objects.get()
    section.page_audience = [PageAudience(group=Group.objects.get(name=roles.TEACHERS))]
    section.save_revision().publish()
    shown = {
        login: section.title in menu(sign_in(login)) for login in (ANONYMOUS, PUPIL, TEACHER, COORDINATOR)
    }
    assert shown == {ANONYMOUS: False, PUPIL: False, TEACHER: True, COORDINATOR: True}


def test_a_closed_section_leaves_the_menu(sign_in):
    section = BlogPage.objects.get()
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert section.title not in menu(sign_in(ANONYMOUS))
    assert section.title in menu(sign_in(PUPIL))


def test_an_editor_puts_a_page_in_the_menu_and_takes_it_out(sign_in, home):
    page = PlainPageFactory(parent=home, title="Наш музей", show_in_menus=True)
    client = sign_in(ANONYMOUS)
    assert list(menu(client))[-1] == "Наш музей"
    page.show_in_menus = False
    page.save_revision().publish()
    assert "Наш музей" not in menu(client)


@pytest.mark.parametrize("address", ["/net-takoy/", "/search/", "/accounts/login/"])
def test_the_menu_is_on_pages_that_are_no_pages_of_the_tree(address, sign_in):
    assert len(menu(sign_in(ANONYMOUS), address)) == len(SECTIONS) - 1


def test_the_way_back_up_leads_from_the_first_page_to_this_one(sign_in, home):
    above = PlainPageFactory(parent=home, title="Музей")
    page = PlainPageFactory(parent=above, title="Зал первый")
    client = sign_in(ANONYMOUS)
    drawn = BeautifulSoup(client.get(page.url).text, "html.parser").select("nav.breadcrumbs li")
    assert [item.get_text(strip=True) for item in drawn] == ["Главная", "Музей", "Зал первый"]
    assert [item.a["href"] for item in drawn[:2]] == ["/", above.url]
    assert drawn[2].a is None
    assert client.get("/").text.count("breadcrumbs") == 0


def test_the_foot_names_the_rules_once_and_leads_on_to_their_details(client):
    foot = BeautifulSoup(client.get("/").text, "html.parser").select("footer nav[aria-labelledby=about-us] a")
    named = [link.get_text(strip=True) for link in foot]
    assert [name for name in named if "равила" in name or "общаемся" in name] == ["Правила сообщества"]
    details = PlainPage.objects.get(title="Как мы общаемся")
    for address, leads_to in (
        ("/pravila/", details.url),
        ("/o-soobschestve/", details.url),
        (details.url, "/pravila/"),
    ):
        assert BeautifulSoup(client.get(address).text, "html.parser").select(f"main a[href='{leads_to}']")


@pytest.mark.parametrize("kind", [PostPage, InstructionPage, RegulationPage, ReadingListPage, SiteCardPage])
def test_a_card_says_of_a_page_what_the_menu_says_of_its_section(kind, sign_in):
    page = kind.objects.live().first()
    client = sign_in(ANONYMOUS)
    section = next(title for title, address in menu(client).items() if page.url.startswith(address))
    found = BeautifulSoup(client.get("/search/", {"q": page.title}).text, "html.parser")
    card = found.find("a", href=page.url).find_parent(class_="card")
    assert card.select_one(".card__stream").get_text() == section

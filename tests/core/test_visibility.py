"""Who sees which page: audiences, closed containers, drafts, what has ended; on every surface at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from blog.models import BlogPage, PostPage
from core.models import ListingPage, PageAudience, Subject
from core.visibility import can_see, visible_to
from demo.factories import AnnouncementPageFactory, PlainPageFactory, PostPageFactory
from members import roles
from members.models import User
from resources.models import AnnouncementsPage
from subjects.models import SubjectPage
from tests.personas import (
    ADMIN,
    ANONYMOUS,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    EVERYBODY,
    MODERATOR,
    PUPIL,
    REVIEWER,
    TEACHER,
)

RAINBOW = "Радуга над стадионом"
some = pytest.mark.parametrize("login", [ANONYMOUS, CARER, COORDINATOR, ADMIN])
everybody = pytest.mark.parametrize("login", EVERYBODY, ids=lambda login: login or "anonymous")


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def user_of(login: str) -> User | AnonymousUser:
    return AnonymousUser() if login == ANONYMOUS else User.objects.get(username=login)


def close(page: Page, *groups: Group) -> PageViewRestriction:
    """Close `page` and all below it: to the groups, or without them to whoever is signed in."""
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.add(*groups)
    return restriction


def expected_status(login: str, allowed: set[str]) -> int:
    if login in allowed:
        return 200
    return 302 if login == ANONYMOUS else 403


def a_post(home, **fields):
    """A post with a word of its own, under a subject, so that every surface would show it."""
    blog = BlogPage.objects.get()
    maths = Subject.objects.get(slug="matematika")
    return PostPageFactory(parent=blog, title=RAINBOW, subjects=[maths], **fields)


def surfaces() -> dict[str, str]:
    """The places where a new post of the blog appears, by address."""
    maths = SubjectPage.objects.get(subject__slug="matematika")
    return {
        "home": "/",
        "listing": BlogPage.objects.get().url,
        "year": f"{BlogPage.objects.get().url}{timezone.localdate().year}/",
        "subject": maths.url,
        "subject's stream": f"{maths.url}?stream=blog-uchiteley",
        "search": f"/search/?q={RAINBOW}",
        "feed": f"{BlogPage.objects.get().url}feed/",
        "sitemap": "/sitemap.xml",
    }


def showing(client: Client, page: Page) -> set[str]:
    """The surfaces on which this visitor finds the address of `page`."""
    return {name for name, address in surfaces().items() if page.url in client.get(address, follow=True).text}


# A page with an audience.


@everybody
def test_a_page_with_an_audience_opens_for_its_groups_the_coordinator_and_the_administrator(
    login, sign_in, home
):
    page = PlainPageFactory(parent=home, audience=[group(roles.CARERS), group(roles.REVIEWERS)])
    status = sign_in(login).get(page.url).status_code
    assert status == expected_status(login, {CARER, REVIEWER, COORDINATOR, ADMIN})


@everybody
def test_a_page_without_an_audience_opens_for_everybody(login, sign_in, home):
    assert sign_in(login).get(PlainPageFactory(parent=home).url).status_code == 200


@pytest.mark.parametrize(
    ("login", "places"),
    [
        (ANONYMOUS, set()),
        (PUPIL, set()),
        (COLLEAGUE, set()),
        # A feed and a site map sign nobody in: what is not for everybody is never in them.
        (CARER, {"home", "listing", "year", "subject", "subject's stream", "search"}),
        (COORDINATOR, {"home", "listing", "year", "subject", "subject's stream", "search"}),
    ],
)
def test_no_surface_shows_a_page_to_whom_it_is_not_addressed(login, places, sign_in, home):
    page = a_post(home, audience=[group(roles.CARERS)])
    assert showing(sign_in(login), page) == places


def test_a_page_for_everybody_is_on_every_surface(home, sign_in):
    assert showing(sign_in(ANONYMOUS), a_post(home)) == set(surfaces())


def test_an_audience_that_is_approved_hides_the_page_from_the_next_request_on(home, sign_in):
    page = a_post(home)
    client = sign_in(PUPIL)
    assert client.get(page.url).status_code == 200
    page.page_audience = [PageAudience(group=group(roles.TEACHERS))]
    page.save_revision().publish()
    assert client.get(page.url).status_code == 403
    assert showing(client, page) == set()


def test_an_audience_in_a_draft_does_not_change_the_live_page(home, sign_in):
    page = a_post(home)
    page.page_audience = [PageAudience(group=group(roles.TEACHERS))]
    page.save_revision()
    assert sign_in(ANONYMOUS).get(page.url).status_code == 200


def test_counts_leave_out_what_is_not_shown(home, sign_in):
    client, address = sign_in(ANONYMOUS), BlogPage.objects.get().url
    before = client.get(address).context["found_text"]
    a_post(home, audience=[group(roles.TEACHERS)])
    assert client.get(address).context["found_text"] == before
    a_post(home)
    assert client.get(address).context["found_text"] != before


# A closed container.


@everybody
def test_a_container_closed_to_groups_closes_old_and_new_pages_at_every_depth(login, sign_in, home):
    corner = PlainPageFactory(parent=home, title="Учительская")
    old = PlainPageFactory(parent=corner)
    below = PlainPageFactory(parent=old)
    close(corner, group(roles.TEACHERS))
    new = PlainPageFactory(parent=below)
    client = sign_in(login)
    status = expected_status(login, {TEACHER, MODERATOR, COORDINATOR, ADMIN})
    assert [client.get(page.url).status_code for page in (corner, old, below, new)] == [status] * 4


@everybody
def test_a_container_closed_to_strangers_opens_for_whoever_is_signed_in(login, sign_in, home):
    corner = PlainPageFactory(parent=home)
    page = PlainPageFactory(parent=corner)
    close(corner)
    status = sign_in(login).get(page.url).status_code
    assert status == expected_status(login, set(EVERYBODY) - {ANONYMOUS})


@everybody
def test_an_inner_container_does_not_open_what_an_outer_one_closes(login, sign_in, home):
    outer = PlainPageFactory(parent=home)
    inner = PlainPageFactory(parent=outer)
    page = PlainPageFactory(parent=inner)
    close(outer, group(roles.TEACHERS))
    close(inner, group(roles.MODERATORS), group(roles.CARERS))
    status = sign_in(login).get(page.url).status_code
    assert status == expected_status(login, {MODERATOR, COORDINATOR, ADMIN})


def test_a_closed_container_and_an_audience_bind_together(home, sign_in):
    corner = PlainPageFactory(parent=home)
    page = PlainPageFactory(parent=corner, audience=[group(roles.CARERS)])
    close(corner, group(roles.TEACHERS))
    statuses = {login: sign_in(login).get(page.url).status_code for login in (CARER, TEACHER, COORDINATOR)}
    assert statuses == {CARER: 403, TEACHER: 403, COORDINATOR: 200}


def test_pages_beside_a_closed_container_stay_open(home, sign_in):
    """Paths of siblings begin alike: the cut must end where a level ends."""
    first, second = PlainPageFactory(parent=home), PlainPageFactory(parent=home)
    child = PlainPageFactory(parent=second)
    close(first, group(roles.TEACHERS))
    client = sign_in(ANONYMOUS)
    assert [client.get(page.url).status_code for page in (first, second, child)] == [302, 200, 200]


@pytest.mark.parametrize("login", [ANONYMOUS, CARER])
def test_closing_a_container_takes_its_pages_from_every_surface_at_once(login, sign_in, home):
    page, blog = a_post(home), BlogPage.objects.get()
    client = sign_in(login)
    assert showing(client, page) == set(surfaces())
    restriction = close(blog, group(roles.TEACHERS))
    assert showing(client, page) == set()
    for address in ("/", "/sitemap.xml", "/search/?q=блог"):
        assert f'"{blog.url}"' not in client.get(address).text
        assert f"{blog.url}</loc>" not in client.get(address).text
    assert f'"{blog.url}"' in sign_in(TEACHER).get("/").text
    restriction.delete()
    assert showing(client, page) == set(surfaces())


def test_closing_the_home_page_closes_the_site(home, sign_in):
    close(home)
    client = sign_in(ANONYMOUS)
    assert client.get("/").status_code == 302
    assert "<loc>" not in client.get("/sitemap.xml").text
    assert client.get("/search/?q=урок").context["found"] == 0
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/admin/pages/{page}/privacy/", PageViewRestriction),
        ("/admin/collections/{collection}/privacy/", CollectionViewRestriction),
    ],
)
def test_privacy_by_password_is_not_taken(address, kept, home, sign_in):
    address = address.format(
        page=home.pk, collection=Collection.get_first_root_node().add_child(name="Новая").pk
    )
    chosen = {"restriction_type": "password", "password": "senokos"}
    assert sign_in(ADMIN).post(address, chosen).status_code == 200
    assert not kept.objects.filter(restriction_type="password").exists()
    assert "password" not in sign_in(ADMIN).get(address).text


# What is not published, or has ended.


@some
def test_a_page_whose_time_is_over_is_hidden_everywhere_though_still_live(login, sign_in, home):
    page = a_post(home)
    PostPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    page.refresh_from_db()
    client = sign_in(login)
    assert page.live
    assert client.get(page.url).status_code == 404
    assert showing(client, page) == set()
    assert not can_see(page, user_of(login))


def test_a_page_whose_time_is_not_over_is_shown(home, sign_in):
    page = a_post(home)
    PostPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(minutes=5))
    assert showing(sign_in(ANONYMOUS), page) == set(surfaces())


def test_a_pinned_page_that_is_closed_is_not_shown_by_its_pin(home, sign_in):
    section = AnnouncementsPage.objects.get()
    page = AnnouncementPageFactory(parent=section, is_pinned=True, audience=[group(roles.TEACHERS)])
    assert page.title not in sign_in(PUPIL).get(section.url).text
    assert page.title not in sign_in(PUPIL).get("/").text
    assert page.title in sign_in(TEACHER).get("/").text


@some
@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_what_is_not_published_yet_is_hidden_everywhere(state, login, sign_in, home):
    fields = {"live": False} if state == "draft" else {"go_live_at": timezone.now() + timedelta(hours=1)}
    page = a_post(home, **fields)
    client = sign_in(login)
    assert client.get(page.url).status_code == 404
    assert showing(client, page) == set()


def test_unpublishing_hides_a_page_everywhere(home, sign_in):
    page = a_post(home)
    page.unpublish()
    client = sign_in(ANONYMOUS)
    assert client.get(page.url).status_code == 404
    assert showing(client, page) == set()


# How a refusal looks.


def test_signed_out_is_sent_to_sign_in_and_comes_back_to_the_page(home):
    page = PlainPageFactory(parent=home, audience=[group(roles.CARERS)])
    client = Client()
    response = client.get(f"{page.url}?from=mail")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    assert "no-store" in response["Cache-Control"]
    form = client.get(response["Location"])
    assert form.status_code == 200
    entered = client.post(response["Location"], {"login": CARER, "password": "vmeste-demo"}, follow=True)
    assert entered.redirect_chain[-1][0] == f"{page.url}?from=mail"
    assert entered.status_code == 200
    assert page.title in entered.text


def test_signed_in_and_not_allowed_is_told_so_in_russian_and_never_sent_in_a_circle(home, sign_in):
    page = PlainPageFactory(parent=home, title="Повестка педсовета", audience=[group(roles.TEACHERS)])
    response = sign_in(PUPIL).get(page.url, follow=True)
    assert response.redirect_chain == []
    assert response.status_code == 403
    assert "<h1>Эта страница – для другой группы</h1>" in response.text
    assert page.title not in response.text


def test_signing_in_as_somebody_else_ends_in_a_refusal_and_not_in_a_circle(home):
    page = PlainPageFactory(parent=home, audience=[group(roles.TEACHERS)])
    client = Client()
    sign_in_page = client.get(page.url)["Location"]
    response = client.post(sign_in_page, {"login": PUPIL, "password": "vmeste-demo"}, follow=True)
    assert [address for address, _ in response.redirect_chain] == [page.url]
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["feed/", "author/{author}/", "{year}/"])
def test_routes_below_a_closed_section_are_closed_with_it(path, home, sign_in):
    blog = BlogPage.objects.get()
    close(blog, group(roles.TEACHERS))
    author = User.objects.get(username=TEACHER).person
    address = blog.url + path.format(author=author.pk, year=timezone.localdate().year)
    assert sign_in(ANONYMOUS).get(address).status_code == 302
    assert sign_in(PUPIL).get(address).status_code == 403


# The whole demo school; tests/proof asks every surface.


@pytest.mark.parametrize("login", [ANONYMOUS, PUPIL])
def test_no_page_links_to_what_its_reader_may_not_open(login, sign_in, home):
    """All listings with their further pages, routes and subject pages; every link that is a page's own."""
    teachers = group(roles.TEACHERS)
    close(PlainPageFactory(parent=home, title="Учительская"), teachers)
    a_post(home, audience=[teachers])
    client, user = sign_in(login), user_of(login)
    addresses = {page.get_url(): page.pk for page in Page.objects.filter(depth__gte=2).specific()}
    may = set(visible_to(Page.objects.all(), user).values_list("pk", flat=True))
    listings = [page for page in Page.objects.filter(depth__lte=4).specific() if page.pk in may]
    waiting = [page.url for page in listings if isinstance(page, (ListingPage, SubjectPage))]
    waiting += ["/", "/sitemap.xml", "/search/?q=класс", "/search/?q=урок"]
    seen, leaks = set(waiting), []
    while waiting:
        here = waiting.pop()
        text = client.get(here).text
        links = set(re.findall(r'href="([^"#]+)"|<loc>https?://[^/]+([^<]+)</loc>', text))
        for link in {one or other for one, other in links}:
            if addresses.get(link) not in {None, *may}:
                leaks.append((here, link))
            further = here.split("?")[0] + link if link.startswith("?page=") else link
            inner = further.startswith("/") and re.search(r"/(archive|calendar|author/\d+|\d{4})/$", further)
            if (inner or "?page=" in further) and further not in seen and "calendar/2" not in further:
                seen.add(further)
                waiting.append(further)
    assert leaks == []


# The price.


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER, COORDINATOR])
def test_the_rule_costs_the_same_with_three_closed_containers_and_with_three_hundred(login, home):
    blog = BlogPage.objects.get()
    containers = [home.add_child(instance=Page(title=f"Уголок {number}")) for number in range(300)]
    inside = [containers[0], containers[299]]
    pages = [PlainPageFactory(parent=container) for container in inside]

    def ask() -> tuple[int, set[int]]:
        user = user_of(login)
        with CaptureQueriesContext(connection) as captured:
            found = {page.pk for page in visible_to(Page.objects.all(), user)}
        return len(captured), found

    for container in containers[:2] + containers[299:]:
        close(container, group(roles.CARERS))
    few, _ = ask()
    for container in containers[2:299]:
        close(container, group(roles.CARERS))
    many, found = ask()
    assert many == few
    assert blog.pk in found
    assert ({page.pk for page in pages} <= found) == (login == COORDINATOR)

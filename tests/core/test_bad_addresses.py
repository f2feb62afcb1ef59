"""Wrong addresses, filters, numbers and methods: the right refusal, in Russian, never an error of ours."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import get_page_models

from blog.models import BlogPage, PostPage
from core.models import BasePage, ListingPage
from core.visibility import visible_to
from events.models import EventsPage
from members.models import User
from resources.models import AnnouncementsPage, TimetablePage
from subjects.models import SubjectPage
from tests.personas import ADMIN, ANONYMOUS

LISTINGS = [kind for kind in get_page_models() if issubclass(kind, ListingPage)]
listings = pytest.mark.parametrize("kind", LISTINGS, ids=lambda kind: kind.__name__)
NO_NUMBERS = ["0", "-1", "abc", "99999", "9" * 300, "1.5", "", "%D9%A1", "1e1", "1+", "1'--", "0x1", "²"]
NUL = "%00"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def refused(response, status: int) -> None:
    """That the answer is `status` and a page of ours in Russian."""
    assert response.status_code == status, f"{response.request['PATH_INFO']}: {response.status_code}"
    assert len(re.findall("<h1[ >]", response.text)) == 1
    assert re.search("<h1[^>]*>[^<]*[а-яё]", response.text, re.IGNORECASE)
    assert '<html lang="ru">' in response.text


def section(kind) -> str:
    return kind.objects.get().url


# Listings.


@listings
@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_page_number_that_is_none_is_404(number, kind, client):
    refused(client.get(f"{section(kind)}?page={number}"), 404)


@pytest.mark.parametrize("kind", [kind for kind in get_page_models() if issubclass(kind, BasePage)])
def test_a_page_without_a_list_passes_over_a_number_longer_than_any(kind, client):
    page = visible_to(kind.objects.all(), AnonymousUser()).first()
    if page is not None:  # nobody but the class sees its corner
        assert client.get(f"{page.url}?page={'9' * 5000}").status_code in {200, 404}


@listings
def test_the_first_page_has_a_number_too(kind, client):
    assert client.get(f"{section(kind)}?page=1").status_code == 200


@listings
@pytest.mark.parametrize("value", ["nonsense", "99", "-1", "5" * 5000, "' OR 1=1 --", "<script>", "5,6"])
def test_a_filter_that_is_not_offered_is_400(value, kind, client):
    for field in kind.filter_form.base_fields:
        refused(client.get(section(kind), {field: value}), 400)


@listings
@pytest.mark.parametrize("field", ["page", "subject", "grade", "anything"])
def test_a_nul_in_a_query_is_400(field, kind, client):
    refused(client.get(f"{section(kind)}?{field}=a{NUL}b"), 400)


@listings
def test_a_strange_parameter_is_passed_over(kind, client):
    assert client.get(f"{section(kind)}?utm_source=mail&%ff=%fe&x[]=1").status_code == 200


@listings
def test_many_values_of_one_filter_are_no_error(kind, client):
    for field in kind.filter_form.base_fields:
        assert client.get(f"{section(kind)}?{field}=nonsense&{field}=").status_code == 200


@listings
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_listing_is_only_read(method, kind, client):
    response = getattr(client, method)(section(kind))
    refused(response, 405)
    assert "GET" in response["Allow"]


@listings
@pytest.mark.parametrize(
    "tail", ["net-takoy/", "net/takoy/", NUL, "%ff%fe/", "a" * 5000 + "/", "../../etc/passwd"]
)
def test_what_is_not_below_a_listing_is_refused(tail, kind, client):
    response = client.get(section(kind) + tail)
    refused(response, 400 if tail == NUL else 404)


# Routes of their own.


@pytest.mark.parametrize(
    "tail",
    ["0/", "1/", "10000/", "99999999999999999999/", "author/0/", "author/9223372036854775808/",
     "author/99999999999999999999999/", "tag/net-takoy/", "tag/%D0%BD%D0%B5%D1%82/", "2026/13/", "feed/1/"],
)  # fmt: skip
def test_no_such_part_of_the_blog_is_404(tail, client):
    refused(client.get(section(BlogPage) + tail), 404)


@pytest.mark.parametrize(
    "month", ["2026/0", "2026/13", "1999/12", "2100/1", "0/1", "99999999999999999999/1", "2026/1/1"]
)
def test_no_such_month_is_404(month, client):
    refused(client.get(f"{section(EventsPage)}calendar/{month}/"), 404)


@pytest.mark.parametrize("kind", [AnnouncementsPage, EventsPage])
@pytest.mark.parametrize(("query", "status"), [("page=99999", 404), ("page=abc", 404), ("grade=99", 400)])
def test_an_archive_refuses_as_its_section_does(query, status, kind, client):
    refused(client.get(f"{section(kind)}archive/?{query}"), status)


@pytest.mark.parametrize(
    ("query", "status"),
    [("stream=nonsense", 400), ("grade=12", 400), ("stream=materialy&page=0", 404),
     ("stream=materialy&page=99999", 404), ("stream=blog-uchiteley&page=abc", 404), (f"stream={NUL}", 400)],
)  # fmt: skip
def test_a_subject_page_refuses_what_it_does_not_offer(query, status, client):
    page = SubjectPage.objects.get(subject__slug="matematika")
    refused(client.get(f"{page.url}?{query}"), status)


def test_a_timetable_refuses_a_class_that_it_has_not(client):
    page = TimetablePage.objects.get(kind="lessons")
    refused(client.get(f"{page.url}?class=12 «Ы»"), 400)
    refused(client.get(f"{TimetablePage.objects.get(kind='bells').url}ics/"), 404)


# Search.


@pytest.mark.parametrize(
    "words", ["слово " * 5000, "'", '"', "(((", "* OR NEAR/2", "a:b -c", "\\", "%", "🙂", "а" * 10000]
)
def test_search_answers_whatever_is_typed(words, client):
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    assert "<h1>Поиск по сайту</h1>" in response.text


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_search_refuses_a_page_number_that_is_none(number, client):
    refused(client.get(f"/search/?q=урок&page={number}"), 404)


def test_search_refuses_a_nul(client):
    refused(client.get(f"/search/?q=a{NUL}b"), 400)


def test_what_was_typed_is_shown_as_text(client):
    assert "<script>alert" not in client.get("/search/", {"q": "<script>alert(1)</script>"}).text


# The site as a whole.


@pytest.mark.parametrize("login", [ANONYMOUS, ADMIN])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/net-takoy-stranicy/", 404),
        ("/wp-login.php", 404),
        ("/.env", 404),
        ("/admin.php", 404),
        ("/%D0%BD%D0%B5%D1%82/", 404),
        ("/%ff%fe/", 404),
        ("/" + "a/" * 500, 404),
        ("/" + "a" * 8000, 404),
        ("/media/" + "a" * 8000, 404),
        ("/documents/1/net.pdf", 404),
        ("/documents/99999999999999999999999/net.pdf", 404),
        (f"/{NUL}", 400),
        (f"/blog/{NUL}/", 400),
        (f"/media/{NUL}", 400),
        (f"/documents/1/{NUL}.pdf", 400),
        (f"/accounts/login/?next={NUL}", 400),
        ("/%2500/", 404),
    ],
)
def test_no_such_address(address, status, login, sign_in):
    client = sign_in(login)
    client.raise_request_exception = False
    refused(client.get(address, follow=True), status)


@pytest.mark.parametrize("host", ["chuzhoy.example.org", "testserver.example.org", "a b", "..", "[::1"])
def test_a_strange_host_is_400(host, client):
    refused(client.get("/", headers={"host": host}), 400)


@pytest.mark.parametrize("address", ["/search/", "/sitemap.xml", "/robots.txt", "/media/images/a.jpg"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_own_views_are_only_read(method, address, client):
    response = getattr(client, method)(address)
    refused(response, 405)
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    "address", ["/", "/search/?q=урок", "/sitemap.xml", "/robots.txt", "/accounts/login/"]
)
def test_head_is_get_without_the_body(address, client):
    response = client.head(address)
    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/logout/", "/accounts/password/reset/"])
def test_a_form_without_its_protection_is_403_and_says_how_to_go_on(address):
    client = Client(enforce_csrf_checks=True)
    response = client.post(address, {"login": "uchitel", "password": "vmeste-demo"})
    refused(response, 403)
    assert "<h1>Защита формы устарела</h1>" in response.text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "sent",
    [
        {"login": "a\x00b", "password": "a\x00b"},
        {"login": "a" * 100_000, "password": "b" * 100_000},
        {"login": "uchitel", "password": "x", "next": "\x00"},
        {"login": "\ud83d".encode("utf-8", "surrogatepass"), "password": "x"},
        {},
    ],
)
def test_a_strange_sign_in_is_a_form_error(sent, client):
    response = client.post("/accounts/login/", sent)
    assert response.status_code == 200
    assert "<h1>Вход</h1>" in response.text
    assert "Проверьте, пожалуйста" in response.text


def test_a_body_that_is_no_form_is_refused_and_not_an_error(client):
    response = client.post("/accounts/login/", b"\x00\xff{", content_type="application/json")
    assert response.status_code in {200, 400}
    broken = client.post("/accounts/login/", b"--x\r\nbroken", content_type="multipart/form-data; boundary=y")
    assert broken.status_code in {200, 400}


@pytest.mark.parametrize("sent", [{}, {"title": "x"}, {"next": "//example.org", "comments-TOTAL_FORMS": "x"}])
def test_a_half_of_the_editors_form_is_400(sent, sign_in):
    page = PostPage.objects.live().first()
    response = sign_in(ADMIN).post(f"/admin/pages/{page.pk}/edit/", sent)
    assert response.status_code == 400
    page.refresh_from_db()
    assert page.title


@pytest.mark.parametrize("number", ["x", "", "9" * 20, "-1"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/choose-page/chosen-multiple/?id={}",
        "/admin/images/chooser/chosen-multiple/?id={}",
        "/admin/documents/chooser/chosen-multiple/?id={}",
        "/admin/snippets/choose/members/person/chosen-multiple/?id={}",
        "/admin/api/main/pages/find/?id={}",
        "/admin/users/?group={}",
        "/admin/core/subject/?page={}",
        "/admin/reading/book/?page={}",
        "/admin/workflows/tasks/index/results/?usage={}",
    ],
)
def test_a_number_of_the_editor_that_is_none_is_no_error(address, number, sign_in):
    client = sign_in(ADMIN)
    client.raise_request_exception = False
    assert client.get(address.format(number)).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/1/set_position/",
        "/admin/pages/1/lock/",
        "/admin/choose-external-link/",
        "/admin/snippets/choose/members/schoolclass/create/",
        "/admin/failwhale/",
    ],
)
def test_what_the_editor_never_sends_is_no_error(address, sign_in):
    client = sign_in(ADMIN)
    client.raise_request_exception = False
    assert client.post(address).status_code in {400, 403, 404}


def test_an_account_is_not_copied(sign_in):
    assert sign_in(ADMIN).get(f"/admin/users/copy/{User.objects.get(username=ADMIN).pk}/").status_code == 404


def test_a_list_leaves_the_editor_as_xlsx_alone(sign_in):
    """A spreadsheet runs what a cell of a CSV begins with."""
    answer = sign_in(ADMIN).get("/admin/reports/site-history/?export=csv", follow=True)
    assert "spreadsheetml" in answer["Content-Type"]

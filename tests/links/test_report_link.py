"""A reader says that a link does not open: without an account, without script, and not too often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from demo.factories import SiteCardPageFactory
from links import reports
from links.models import Link, LinkReport
from links.services import read_page
from members import roles
from notices.models import Notice
from resources.models import SiteCardPage, UsefulSitesPage
from tests.architecture.test_html import faults
from tests.pages import soup
from tests.personas import ANONYMOUS, CARER, EVERYBODY, PUPIL, TEACHER

NO_NAMES = {"name", "email", "text", "comment"}


@pytest.fixture
def card() -> SiteCardPage:
    page = SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(), title="Ломаный сайт", address="https://lomany.example.org"
    )
    read_page(page)
    return page


@pytest.fixture
def link(card) -> Link:
    Link.objects.filter(address=card.address).update(
        state="works",
        last_checked_at=timezone.now() - timedelta(days=3),
        next_check_at=timezone.now() + timedelta(days=9),
    )
    return Link.objects.get(address=card.address)


def send(client: Client, link: Link, trouble: str = "closed", **extra: str):
    return client.post(f"/links/report/{link.pk}/", {"trouble": trouble}, **extra)


@pytest.mark.parametrize("login", [ANONYMOUS, PUPIL, CARER, TEACHER])
def test_from_the_card_to_the_thanks(login, card, link, sign_in):
    reader = sign_in(login)
    way = soup(reader.get(card.url)).find("a", string="Не открывается?")["href"]
    shown = reader.get(way)
    assert faults(shown.text) == []
    form = soup(shown).find("main").find("form")
    assert not NO_NAMES & {field["name"] for field in form.find_all(attrs={"name": True})}
    assert form.find("input", {"name": "csrfmiddlewaretoken"})
    answer = reader.post(way, {"trouble": "other"}, follow=True)
    assert answer.redirect_chain == [(card.url, 302)]
    assert "Спасибо!" in answer.text
    assert link.reports.get().trouble == "other"


def test_the_form_wants_its_token(link):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, link).status_code == 403
    assert not link.reports.exists()


def test_the_link_is_looked_at_before_its_time_but_not_at_once_again(link):
    send(Client(), link)
    assert Link.objects.get(pk=link.pk).next_check_at <= timezone.now()
    just_now = timezone.now() - timedelta(minutes=5)
    Link.objects.filter(pk=link.pk).update(
        last_checked_at=just_now, next_check_at=timezone.now() + timedelta(days=9)
    )
    send(Client(), link, REMOTE_ADDR="10.0.0.2")
    due = Link.objects.get(pk=link.pk).next_check_at
    assert due == just_now + reports.CHECKED_AFTER


def test_the_same_form_twice_is_one_report(link):
    reader = Client()
    for _ in range(3):
        assert send(reader, link).status_code == 302
    assert send(Client(), link).status_code == 302, (
        "another visit from the same network is thanked and not counted"
    )
    assert link.reports.count() == 1
    send(Client(), link, REMOTE_ADDR="10.0.0.2")
    assert link.reports.count() == 2


def test_no_network_address_is_kept_and_tomorrow_the_key_is_another(link, monkeypatch):
    send(Client(), link, REMOTE_ADDR="203.0.113.77")
    row = LinkReport.objects.filter(link=link).values().get()
    assert not any("203.0.113.77" in str(value) for value in row.values())
    today = reports.client_key("203.0.113.77")
    assert row["client"] == today
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *args: tomorrow)
    assert reports.client_key("203.0.113.77") != today


def test_one_visit_may_report_ten_links_and_no_more():
    links = list(Link.objects.used()[:12])
    reader = Client()
    answers = [send(reader, link).status_code for link in links]
    assert answers == [302] * 10 + [429] * 2
    refused = send(reader, links[-1])
    assert "На сегодня хватит" in refused.text
    assert faults(refused.text) == []
    assert (
        LinkReport.objects.filter(link__in=links[10:], day=timezone.localdate(), client__isnull=False)
        .exclude(client__in=[reports.client_key(f"demo-{number}") for number in range(2)])
        .count()
        == 0
    )


def test_one_network_may_send_a_class_and_no_flood(link):
    links = list(Link.objects.used().exclude(pk=link.pk)[: reports.FROM_ONE_NETWORK])
    for one in links:
        assert send(Client(), one).status_code == 302
    assert send(Client(), link).status_code == 429
    assert not link.reports.exists()
    assert send(Client(), link, REMOTE_ADDR="10.0.0.2").status_code == 302


@pytest.mark.parametrize("trouble", ["", "всё", "closed\x00", "a" * 100_000, "<script>"])
def test_a_wrong_choice_is_refused_by_the_field(trouble, link):
    answer = send(Client(), link, trouble)
    assert answer.status_code == 200
    assert soup(answer).select(".field__errors")
    assert faults(answer.text) == []
    assert not link.reports.exists()


@pytest.mark.parametrize("page", ["", "abc", "-1", "²", "9" * 50, "0", "1", "1 OR 1=1"])
def test_a_wrong_page_to_go_back_to_is_of_no_matter(page, link, card):
    assert Client().get(f"/links/report/{link.pk}/", {"page": page}).status_code == 200
    answer = Client().post(f"/links/report/{link.pk}/?page={page.replace(' ', '%20')}", {"trouble": "closed"})
    assert (answer.status_code, answer["Location"]) == (302, card.url)


@pytest.mark.parametrize(
    "address",
    ["/links/report/999999999/", "/links/report/abc/", "/links/report/-1/", "/links/report/", "/links/"],
)
def test_a_link_that_is_not_there_is_404(address):
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"trouble": "closed"}).status_code == 404


def test_a_number_too_large_for_the_database_is_404():
    assert Client().get(f"/links/report/{10**30}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_405(method, link):
    assert getattr(Client(), method)(f"/links/report/{link.pk}/").status_code == 405


@pytest.mark.parametrize("login", EVERYBODY)
def test_a_link_on_closed_pages_alone_is_not_told_of(login, sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    page = SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(), address="https://uchitelskaya.example.org", audience=staff
    )
    read_page(page)
    link = Link.objects.get(address="https://uchitelskaya.example.org")
    may = sign_in(login).get(page.url).status_code == 200
    answer = sign_in(login).get(f"/links/report/{link.pk}/")
    assert answer.status_code == (200 if may else 404)
    assert ("uchitelskaya.example.org" in answer.text) == may
    assert (send(sign_in(login), link).status_code == 302) == may


def test_a_link_of_an_unpublished_page_is_404(card, link):
    card.unpublish()
    assert Client().get(f"/links/report/{link.pk}/").status_code == 404


def test_something_unsafe_is_told_at_once_and_once_a_day(link):
    before = Notice.objects.count()
    for number in range(3):
        send(Client(), link, "unsafe", REMOTE_ADDR=f"10.0.0.{number}")
    told = Notice.objects.order_by("-pk")[: Notice.objects.count() - before]
    assert {notice.text for notice in told} == {"Жалоба на ссылку: lomany.example.org"}
    assert len({notice.recipient_id for notice in told}) == len(told) >= 1


def test_old_reports_are_dropped(link):
    old = timezone.localdate() - reports.KEPT_FOR - timedelta(days=1)
    LinkReport.objects.create(link=link, trouble="closed", day=old, client="a")
    fresh = LinkReport.objects.create(link=link, trouble="closed", client="a")
    reports.forget_old_reports()
    assert list(link.reports.all()) == [fresh]


def test_a_card_costs_one_query_for_its_link_however_many_reports(card, link, count_queries):
    before = count_queries(lambda: Client().get(card.url))
    LinkReport.objects.bulk_create(
        LinkReport(link=link, trouble="closed", client=str(one)) for one in range(500)
    )
    assert count_queries(lambda: Client().get(card.url)) == before

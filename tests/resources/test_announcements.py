"""Announcements come and go by themselves: pinned, ended, not yet begun, scheduled, for the staff alone."""

from __future__ import annotations

from datetime import timedelta
from time import sleep

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core.models import Subject
from demo.factories import AnnouncementPageFactory, DocumentFactory, SubjectFactory, SubjectPageFactory
from members import roles
from resources.models import AnnouncementFile, AnnouncementPage, AnnouncementsPage
from subjects.models import SubjectPage, SubjectsPage
from tests.pages import add_page, content, errors, soup, titles
from tests.personas import ADMIN, ANONYMOUS, CARER, EDITOR, MODERATOR, PUPIL, TEACHER

DAY = timedelta(days=1)


@pytest.fixture
def section() -> AnnouncementsPage:
    return AnnouncementsPage.objects.get()


@pytest.fixture
def astronomy() -> Subject:
    return SubjectFactory(slug="astronomiya", title="Астрономия")


@pytest.fixture
def subject_page(astronomy) -> SubjectPage:
    return SubjectPageFactory(parent=SubjectsPage.objects.get(), title="Астрономия", subject=astronomy)


@pytest.fixture
def announce(section, astronomy):
    """`announce("Сбор", ends_on=…)` is an announcement of a subject that no other bears."""

    def make(title: str, **fields: object) -> AnnouncementPage:
        return AnnouncementPageFactory(parent=section, title=title, subjects=[astronomy], **fields)

    return make


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_pinned_stand_first_and_the_rest_latest_first(announce, section, visitor):
    announce("Закреплено давно", is_pinned=True)
    announce("Старое")
    announce("Новое")
    response = visitor.get(section.url, {"subject": "astronomiya"})
    assert titles(response) == ["Закреплено давно", "Новое", "Старое"]
    (pinned,) = soup(response).select("main .card--pinned .card__title")
    assert pinned.get_text(strip=True) == "Закреплено давно"


def test_the_last_day_still_counts_everywhere(announce, section, subject_page, visitor):
    today = timezone.localdate()
    announce("Последний день", starts_on=today, ends_on=today, is_pinned=True)
    assert "Последний день" in titles(visitor.get(section.url))
    assert "Последний день" in visitor.get("/").text
    assert "Последний день" in titles(visitor.get(subject_page.url))
    assert "Последний день" not in titles(visitor.get(section.url + "archive/", {"subject": "astronomiya"}))


def test_what_has_ended_leaves_every_list_and_stays_in_the_archive_and_at_its_address(
    announce, section, subject_page, visitor
):
    page = announce("Вчера закончилось", ends_on=timezone.localdate() - DAY, is_pinned=True)
    assert "Вчера закончилось" not in visitor.get("/").text
    assert "Вчера закончилось" not in visitor.get(section.url, {"subject": "astronomiya"}).text
    assert "Вчера закончилось" not in visitor.get(subject_page.url).text
    archive = visitor.get(section.url + "archive/", {"subject": "astronomiya"})
    assert titles(archive) == ["Вчера закончилось"]
    (card,) = soup(archive).select("main .card")
    assert "закончилось" in [badge.get_text() for badge in card.select(".badge")]
    assert "Закреплено" not in card.get_text()
    own = visitor.get(page.url)
    assert own.status_code == 200
    assert [badge.get_text() for badge in soup(own).select("main .badge")] == ["закончилось"]


def test_the_archive_is_sorted_by_the_last_day_and_holds_only_what_has_ended(announce, section, visitor):
    today = timezone.localdate()
    announce("Давно", ends_on=today - 30 * DAY)
    announce("Недавно", ends_on=today - 2 * DAY)
    announce("Идёт", ends_on=today + DAY)
    announce("Без срока")
    archive = visitor.get(section.url + "archive/", {"subject": "astronomiya"})
    assert titles(archive) == ["Недавно", "Давно"]
    assert visitor.get(section.url + "archive/", {"subject": "magiya"}).status_code == 400
    assert visitor.get(section.url + "archive/", {"page": "99"}).status_code == 404


def test_what_has_not_begun_is_listed_nowhere(announce, section, subject_page, visitor):
    announce("Завтра начнётся", starts_on=timezone.localdate() + DAY, is_pinned=True)
    announce("Сегодня началось", starts_on=timezone.localdate(), is_pinned=True)
    for address in (section.url, "/", subject_page.url):
        page = visitor.get(address)
        assert "Сегодня началось" in page.text, address
        assert "Завтра начнётся" not in page.text, address
    assert "Завтра начнётся" not in visitor.get(section.url + "archive/").text


def test_what_is_scheduled_waits_for_its_time(announce, section, sign_in):
    page = announce("Выйдет позже", go_live_at=timezone.now() + DAY)
    for login in (ANONYMOUS, TEACHER, ADMIN):
        client = sign_in(login)
        assert client.get(page.get_absolute_url()).status_code == 404
        assert titles(client.get(section.url, {"subject": "astronomiya"})) == []


def test_what_is_scheduled_comes_out_at_its_time(announce, section, visitor):
    comes_out = timezone.now() + timedelta(seconds=2)
    page = announce("Выйдет сейчас", go_live_at=comes_out)
    sleep(max(0, (comes_out - timezone.now()).total_seconds()) + 0.1)
    call_command("publish_scheduled")
    assert visitor.get(page.get_absolute_url()).status_code == 200
    assert titles(visitor.get(section.url, {"subject": "astronomiya"})) == ["Выйдет сейчас"]


def test_what_has_expired_is_gone_before_anybody_takes_it_down(announce, section, visitor):
    page = announce("Снято", expire_at=timezone.now() - timedelta(seconds=1))
    assert page.live
    assert visitor.get(page.url).status_code == 404
    assert titles(visitor.get(section.url, {"subject": "astronomiya"})) == []


@pytest.mark.parametrize(
    ("login", "status"), [(ANONYMOUS, 302), (PUPIL, 403), (CARER, 403), (TEACHER, 200), (MODERATOR, 200)]
)
def test_what_is_for_the_staff_is_seen_by_the_staff_alone(login, status, announce, section, sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    page = announce("Педсовет в среду", audience=staff, is_pinned=True)
    client = sign_in(login)
    response = client.get(page.url)
    assert response.status_code == status
    if status == 302:
        assert response["Location"].startswith("/accounts/login/?next=")
    listed = titles(client.get(section.url, {"subject": "astronomiya"})) == ["Педсовет в среду"]
    on_home = "Педсовет в среду" in client.get("/").text
    assert (listed, on_home) == (status == 200, status == 200)


def test_its_file_opens_and_that_of_a_staff_announcement_is_closed(announce, visitor, sign_in):
    staff = list(Group.objects.filter(name__in=roles.STAFF))
    for title, audience in (("Открытое", []), ("Закрытое", staff)):
        document = DocumentFactory(title=title)
        page = announce(
            title, audience=audience, attachments=[AnnouncementFile(document=document, title="Памятка")]
        )
        (link,) = soup(sign_in(TEACHER).get(page.url)).select("main .files a")
        assert "Памятка" in link.get_text()
        assert content(sign_in(TEACHER).get(link["href"])).startswith(b"%PDF-")
        if audience:
            assert visitor.get(link["href"]).status_code == 302
        else:
            assert content(visitor.get(link["href"])).startswith(b"%PDF-")


def test_a_filled_form_is_published(section, sign_in):
    response = add_page(
        sign_in(EDITOR),
        AnnouncementPage,
        section,
        {
            "title": "Субботник",
            "how_to_use": "Возьмите перчатки.",
            "starts_on": "2026-09-01",
            "ends_on": "2026-09-01",
        },
    )
    assert response.status_code == 302
    page = AnnouncementPage.objects.get(title="Субботник")
    assert page.live
    assert "Возьмите перчатки." in sign_in(ANONYMOUS).get(page.url).text


def test_an_end_before_the_beginning_is_refused(section, sign_in):
    days = {"starts_on": "2026-09-02", "ends_on": "2026-09-01"}
    filled = {"title": "Субботник", "how_to_use": "Возьмите перчатки.", **days}
    response = add_page(sign_in(EDITOR), AnnouncementPage, section, filled)
    assert errors(response) == {"ends_on": "Последний день раньше первого. Поправьте один из них."}
    assert not AnnouncementPage.objects.filter(title="Субботник").exists()


def test_an_announcement_that_does_not_say_what_to_do_is_refused(section, sign_in):
    response = add_page(sign_in(EDITOR), AnnouncementPage, section, {"title": "Субботник"})
    assert set(errors(response)) == {"how_to_use"}

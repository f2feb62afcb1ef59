"""A moderator has a link checked, vouches for it, replaces it, or puts its card away."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.addresses import same_form
from demo.factories import PlainPageFactory, SiteCardPageFactory
from links import care, rounds
from links.models import Link, LinkReport, LinkUse
from links.services import read_page
from members.models import User
from notices.models import Mail, Notice
from resources.models import SiteCardPage, UsefulSitesPage
from subjects.models import SubjectPage
from tests.links.moderating import NEW, OLD, at, user
from tests.pages import soup
from tests.personas import ADMIN, COORDINATOR, MODERATOR, TEACHER

pytestmark = pytest.mark.usefixtures("in_care")


# Checking and vouching.


def test_a_check_is_queued_for_the_worker_and_not_made_in_the_request(moderator, link, online):
    Link.objects.filter(pk=link.pk).update(next_check_at=timezone.now() + timedelta(days=9))
    shown = moderator.post(at(link, "check"), follow=True)
    assert "поставлена в очередь" in shown.text
    assert "Ждёт проверки" in shown.text
    queued = Link.objects.get(pk=link.pk)
    assert queued.asked_at is not None
    assert queued.next_check_at <= timezone.now()
    assert queued.last_checked_at is None
    assert rounds._claim(1)[0].pk == link.pk


def test_a_person_vouches_for_a_link_till_a_day(moderator, link, card):
    Link.objects.filter(pk=link.pk).update(
        state="dead", reason="no-name", failures=5, first_failed_at=timezone.now()
    )
    LinkReport.objects.create(link=link, trouble="closed", client="a")
    until = timezone.localdate() + timedelta(days=30)
    shown = moderator.post(at(link, "vouch"), {"until": until.isoformat()}, follow=True)
    assert "Отмечено: ссылка работает" in shown.text
    link = Link.objects.get(pk=link.pk)
    assert (link.state, link.vouched_until, link.vouched_by) == ("works", until, user(MODERATOR))
    assert timezone.localdate(link.next_check_at) > until
    assert not link.reports.exists()
    assert link.checks.get().person == user(MODERATOR)
    assert "Дьяченко" in shown.text
    assert "Проверено" in Client().get(card.url).text


@pytest.mark.parametrize("until", ["", "завтра", "2020-01-01", "2999-01-01", "2027-02-31", "a" * 10_000])
def test_a_wrong_day_is_refused_by_its_field(until, moderator, link):
    shown = moderator.post(at(link, "vouch"), {"until": until})
    assert shown.status_code == 200
    assert soup(shown).select(".w-field--error")
    assert Link.objects.get(pk=link.pk).vouched_until is None


# Replacing.


def test_a_preview_shows_where_and_changes_nothing(moderator, link, card, elsewhere):
    shown = moderator.post(at(link, "replace"), {"address": " NOVOE.example.org/stranica "})
    assert shown.status_code == 200
    (row,) = soup(shown).select("table.listing tbody tr")
    title, where, what = (cell.get_text(strip=True) for cell in row.find_all("td"))
    assert (title, set(where.split(", ")), what) == (
        "Старый сайт",
        {"адрес", "текст"},
        "Заменится и опубликуется",
    )
    assert "Заменить на 1 странице" in shown.text
    assert "Опыт дома" not in shown.text
    assert SiteCardPage.objects.get(pk=card.pk).address == OLD


def test_a_confirmed_address_is_put_and_published_under_the_person(moderator, link, card, elsewhere):
    shown = moderator.post(at(link, "replace"), {"address": NEW, "confirmed": "1"}, follow=True)
    assert "Адрес заменён на 1 странице" in shown.text
    page = SiteCardPage.objects.get(pk=card.pk)
    assert page.address == NEW
    assert page.twin_key == "novoe.example.org/stranica"
    text = str(page.body[0].value)
    assert f'href="{NEW}"' in text
    assert f'href="{OLD}/drugoe"' in text, "another address of the same site is another link"
    assert page.live
    assert not page.has_unpublished_changes
    assert page.latest_revision.user == user(MODERATOR)
    assert set(LinkUse.objects.filter(page_id=card.pk).values_list("link__address", flat=True)) == {
        NEW,
        f"{OLD}/drugoe",
    }
    assert link.uses.count() == 1, "the exercise was not in her care"
    assert Link.objects.get(address=NEW).state == "new"
    assert NEW in Client().get(page.url).text


def test_the_same_confirmation_twice_replaces_once_and_says_so(moderator, link, card):
    sent = {"address": NEW, "confirmed": "1"}
    moderator.post(at(link, "replace"), sent)
    revisions = SiteCardPage.objects.get(pk=card.pk).revisions.count()
    again = moderator.post(at(link, "replace"), sent, follow=True)
    assert again.status_code == 200
    assert "Этой ссылки на ваших страницах уже нет" in again.text
    assert SiteCardPage.objects.get(pk=card.pk).revisions.count() == revisions


def test_a_coordinator_replaces_everywhere(sign_in, link, elsewhere):
    shown = sign_in(COORDINATOR).post(at(link, "replace"), {"address": NEW, "confirmed": "1"}, follow=True)
    assert "Адрес заменён на 2 страницах" in shown.text
    assert link.uses.count() == 0


def test_a_draft_that_was_begun_is_kept_as_a_draft_with_the_new_address(moderator, link, card):
    draft = SiteCardPage.objects.get(pk=card.pk)
    draft.purpose = "Начатая правка."
    draft.save_revision()
    moderator.post(at(link, "replace"), {"address": NEW, "confirmed": "1"})
    page = SiteCardPage.objects.get(pk=card.pk)
    assert (page.address, page.purpose) == (NEW, card.purpose)
    assert page.has_unpublished_changes
    latest = page.get_latest_revision_as_object()
    assert (latest.address, latest.purpose) == (NEW, "Начатая правка.")


def test_where_there_are_too_many_pages_for_once_it_is_said_how_many_are_left(moderator, link, monkeypatch):
    monkeypatch.setattr(care, "MOST_PLACES", 2)
    for number in range(2):
        body = [("text", f'<a href="{OLD}">а</a>')]
        read_page(PlainPageFactory(parent=UsefulSitesPage.objects.get(), title=f"Ещё {number}", body=body))
    preview = moderator.post(at(link, "replace"), {"address": NEW})
    assert "И ещё 1 страница – в следующий раз" in preview.text
    sent = {"address": NEW, "confirmed": "1"}
    first = moderator.post(at(link, "replace"), sent)
    assert first.url == at(link)
    said = moderator.get(first.url).text
    assert "Адрес заменён на 2 страницах" in said
    assert "Ссылка стоит ещё на 1 странице: за один раз берётся не больше 2. Повторите замену." in said
    assert link.uses.count() == 1
    second = moderator.post(at(link, "replace"), sent)
    assert second.url == reverse("links_admin:index")
    assert "Ссылка стоит ещё" not in moderator.get(second.url).text
    assert link.uses.count() == 0


def test_where_the_first_pages_are_all_hindered_it_is_not_said_to_try_again(
    moderator, link, card, monkeypatch
):
    monkeypatch.setattr(care, "MOST_PLACES", 1)
    SiteCardPage.objects.filter(pk=card.pk).update(
        locked=True, locked_by=user(ADMIN), locked_at=timezone.now()
    )
    body = [("text", f'<a href="{OLD}">а</a>')]
    read_page(PlainPageFactory(parent=UsefulSitesPage.objects.get(), title="Ещё", body=body))
    shown = moderator.post(at(link, "replace"), {"address": NEW, "confirmed": "1"}, follow=True)
    assert "Сначала устраните то, что мешает" in shown.text
    assert link.uses.count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction in at a time")
def test_what_others_save_while_the_address_is_replaced_is_not_lost():
    page = SiteCardPage.objects.live().filter(address__startswith="https://").first()  # of the demo school
    old = page.purpose
    holds, goes_on, is_over = threading.Event(), threading.Event(), threading.Event()

    def save_meanwhile() -> None:
        with transaction.atomic():
            page.purpose = "Правка другого человека."
            page.save()
            holds.set()
            goes_on.wait(20)
        is_over.wait(20)
        page.purpose = old
        page.save()
        connection.close()

    other = threading.Thread(target=save_meanwhile)
    other.start()
    try:
        assert holds.wait(20)
        threading.Timer(1, goes_on.set).start()
        with transaction.atomic():
            link = Link.objects.get(address=same_form(page.address))
            places = care.replace(link, user(COORDINATOR), NEW)
            now = SiteCardPage.objects.get(pk=page.pk)
            transaction.set_rollback(True)  # lets go of the locks, so that the other can undo its change
    finally:
        goes_on.set()
        is_over.set()
        other.join(20)
    assert page.pk in {place.page.pk for place in places if not place.obstacle}
    assert (now.address, now.purpose) == (NEW, "Правка другого человека.")


@pytest.mark.parametrize(
    "address",
    [
        "",
        OLD,
        f"{OLD}/",
        "javascript:alert(1)",
        "просто слова",
        "https://a:b@example.org",
        "https://example.org/" + "a" * 600,
        "\x00",
    ],
)
def test_a_wrong_new_address_is_refused_by_its_field(address, moderator, link, card):
    shown = moderator.post(at(link, "replace"), {"address": address, "confirmed": "1"})
    assert shown.status_code == 200
    assert soup(shown).select(".w-field--error")
    assert SiteCardPage.objects.get(pk=card.pk).address == OLD


def test_a_twin_is_not_made(moderator, link, card):
    SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(),
        title="Двойник",
        address=NEW,
        twin_key="novoe.example.org/stranica",
    )
    preview = moderator.post(at(link, "replace"), {"address": NEW})
    assert "Этот сайт уже есть: Двойник" in preview.text
    assert 'name="confirmed"' not in preview.text
    shown = moderator.post(at(link, "replace"), {"address": NEW, "confirmed": "1"}, follow=True)
    assert "Этот сайт уже есть" in shown.text
    assert SiteCardPage.objects.get(pk=card.pk).address == OLD


def test_a_locked_page_is_left_alone_and_named(moderator, link, card):
    SiteCardPage.objects.filter(pk=card.pk).update(
        locked=True, locked_by=user(ADMIN), locked_at=timezone.now()
    )
    shown = moderator.post(at(link, "replace"), {"address": NEW, "confirmed": "1"}, follow=True)
    assert "«Старый сайт»: страница закрыта для правки" in shown.text
    assert SiteCardPage.objects.get(pk=card.pk).address == OLD


def test_an_address_too_long_for_a_field_is_refused_for_its_page(sign_in, link, elsewhere):
    long = "https://novoe.example.org/" + "a" * 450
    shown = sign_in(ADMIN).post(at(link, "replace"), {"address": long})
    assert "Заменить на 2 страницах" in shown.text


# Putting a card away.


def test_a_card_is_put_away_with_a_reason_that_its_owner_reads(moderator, link, card):
    reason = "Сайта больше нет, замены не нашлось."
    User.objects.filter(pk=user(TEACHER).pk).update(email="orlov@example.org")
    shown = moderator.post(at(link, "put_away", card.pk), {"reason": reason}, follow=True)
    assert "снята с сайта" in shown.text
    assert not SiteCardPage.objects.get(pk=card.pk).live
    assert not link.uses.exists()
    notice = Notice.objects.get(recipient=user(TEACHER), text__contains="Старый сайт")
    assert notice.url
    assert reason in Mail.objects.get(to="orlov@example.org").text
    entry = PageLogEntry.objects.get(page=card.pk, action=care.PUT_AWAY)
    assert (entry.user, entry.data["reason"]) == (user(MODERATOR), reason)
    assert reason in entry.message
    history = moderator.get(reverse("wagtailadmin_pages:history", args=[card.pk]))
    assert reason in history.text


@pytest.mark.parametrize("reason", ["", "   ", "о" * 501])
def test_no_card_is_put_away_without_a_reason(reason, moderator, link, card):
    shown = moderator.post(at(link, "put_away", card.pk), {"reason": reason})
    assert shown.status_code == 200
    assert soup(shown).select(".w-field--error")
    assert SiteCardPage.objects.get(pk=card.pk).live


def test_a_page_that_only_mentions_the_link_cannot_be_put_away(moderator, link, card):
    page = PlainPageFactory(
        parent=UsefulSitesPage.objects.get(), title="Упоминание", body=[("text", f'<a href="{OLD}">а</a>')]
    )
    read_page(page)
    assert moderator.post(at(link, "put_away", page.pk), {"reason": "Так."}).status_code == 404
    assert type(page).objects.get(pk=page.pk).live


def test_a_card_of_others_cannot_be_put_away(moderator, link, elsewhere):
    page = SubjectPage.objects.get(subject__slug="fizika").get_children().get(title="Опыт дома")
    assert moderator.post(at(link, "put_away", page.pk), {"reason": "Так."}).status_code == 404

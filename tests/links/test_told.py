"""Who looks after pages is told of dead links once a week; readers are told on the card and in the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from demo.factories import ExercisePageFactory, SiteCardPageFactory
from links.letters import tell_dead_links
from links.models import Link, LinkUse, Reason
from links.services import read_page
from links.ticks import tell_dead_links as weekly
from members.assignments import coordinators
from members.models import Assignment, User
from notices.models import Mail, Notice
from resources.models import UsefulSitesPage
from subjects.models import SubjectPage
from tests.pages import soup
from tests.personas import MODERATOR, TEACHER

DAY = timedelta(days=1)


def user(login: str) -> User:
    return User.objects.get(username=login)


@pytest.fixture(autouse=True)
def _care(nothing_told):
    """The moderator looks after the sites, nobody after the subjects; nothing of the demo's is news."""
    for assignment in Assignment.objects.all():
        assignment.delete()
    Assignment.objects.create(person=user(MODERATOR).person, page=UsefulSitesPage.objects.get())
    Link.objects.update(told_at=timezone.now())
    User.objects.filter(username=MODERATOR).update(email="dyachenko@example.org")


def card(name: str, **state: object) -> Page:
    page = SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(), title=f"Сайт {name}", address=f"https://{name}.example.org"
    )
    read_page(page)
    Link.objects.filter(address=page.address).update(last_checked_at=timezone.now() - DAY, **state)
    return page


def dead(name: str) -> Page:
    return card(
        name, state="dead", reason=Reason.NO_NAME, first_failed_at=timezone.now() - 5 * DAY, failures=4
    )


def told(login: str) -> list[str]:
    return list(
        Notice.objects.filter(recipient=user(login), key__startswith="dead-links").values_list(
            "text", flat=True
        )
    )


# Letters.


def test_who_writes_meanwhile_does_not_wait_for_what_is_read():
    dead("odin")
    with CaptureQueriesContext(connection) as captured:
        tell_dead_links()
    said = [query["sql"] for query in captured]
    begun = next(number for number, sql in enumerate(said) if sql.startswith("SAVEPOINT"))
    assert not any("assignment" in sql for sql in said[begun:])
    assert any("assignment" in sql for sql in said[:begun])


def test_dead_links_of_a_week_are_one_letter():
    dead("odin")
    dead("dva")
    tell_dead_links()
    assert told(MODERATOR) == ["Не открываются 2 ссылки на ваших страницах"]
    letter = Mail.objects.get(to="dyachenko@example.org")
    for words in (
        "https://odin.example.org",
        "«Сайт dva»",
        "такого имени сайта нет",
        "/admin/links/?state=dead",
    ):
        assert words in letter.text
    assert told(TEACHER) == []


def test_what_was_told_is_not_told_again():
    dead("odin")
    tell_dead_links()
    tell_dead_links()
    Notice.objects.filter(recipient=user(MODERATOR)).delete()  # as if a week had gone by
    tell_dead_links()
    assert told(MODERATOR) == []
    assert Mail.objects.filter(to="dyachenko@example.org").count() == 1


def test_what_dies_after_this_weeks_letter_waits_for_the_next():
    dead("odin")
    tell_dead_links()
    dead("dva")
    tell_dead_links()
    assert told(MODERATOR) == ["Не открывается 1 ссылка на ваших страницах"]
    Notice.objects.filter(recipient=user(MODERATOR), key__startswith="dead-links").update(
        key="dead-links:2026-01:0"
    )
    weekly()
    assert told(MODERATOR)[0] == "Не открывается 1 ссылка на ваших страницах"
    assert "https://dva.example.org" in Mail.objects.filter(to="dyachenko@example.org").latest("pk").text


def test_each_of_two_who_look_after_a_page_hears_of_its_link_once():
    dead("odin")
    tell_dead_links()
    Assignment.objects.create(person=user(TEACHER).person, page=UsefulSitesPage.objects.get())
    User.objects.filter(username=TEACHER).update(email="orlov@example.org")
    dead("dva")
    tell_dead_links()  # the moderator had this week's notice, the teacher had none
    for number in range(2):
        for notice in Notice.objects.filter(key__startswith="dead-links"):  # a week goes by
            Notice.objects.filter(pk=notice.pk).update(key=f"dead-links:2026-0{number + 1}:{notice.pk}")
        tell_dead_links()
    for address in ("dyachenko@example.org", "orlov@example.org"):
        letters = Mail.objects.filter(to=address, text__contains="https://dva.example.org")
        assert letters.count() == 1, address


def test_where_nobody_is_assigned_coordinators_are_told():
    page = ExercisePageFactory(
        parent=SubjectPage.objects.get(subject__slug="fizika"),
        title="Опыт",
        address="https://opyt.example.org",
    )
    read_page(page)
    Link.objects.filter(address="https://opyt.example.org").update(state="dead", reason=Reason.GONE)
    tell_dead_links()
    assert told(MODERATOR) == []
    for one in coordinators():
        assert told(one.username) == ["Не открывается 1 ссылка на ваших страницах"]


def test_links_that_are_doubtful_or_stand_nowhere_are_not_told_of():
    card("somnitelny", state="doubtful", reason=Reason.TIMEOUT)
    LinkUse.objects.filter(page_id=dead("nigde").pk).delete()
    tell_dead_links()
    assert told(MODERATOR) == []


def test_a_link_that_came_back_and_died_again_is_told_again():
    from links import rules
    from links.checker import Result

    link = Link(pk=1, address="a", host="a", state="dead", told_at=timezone.now(), failures=4)
    rules.apply(link, Result(Reason.OPENED, 200), timezone.now())
    assert link.told_at is None


def test_a_long_list_is_cut_in_the_letter():
    for number in range(20):
        dead(f"n{number}")
    tell_dead_links()
    text = Mail.objects.get(to="dyachenko@example.org").text
    assert text.count("example.org –") == 15
    assert "и ещё 5" in text


# What readers see.


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"state": "works", "reason": Reason.OPENED}, "Проверено"),
        ({"state": "works", "reason": Reason.GUARDED}, "Проверено"),
        ({"state": "doubtful", "reason": Reason.TIMEOUT}, "в последний раз не открылся"),
        (
            {"state": "doubtful", "reason": Reason.BAD_CERTIFICATE},
            "защищённое соединение с сайтом не прошло проверку",
        ),
        ({"state": "doubtful", "reason": Reason.FORBIDDEN}, "Этот адрес сайт сам не проверяет"),
        (
            {"state": "dead", "reason": Reason.GONE, "first_failed_at": timezone.now()},
            "Сайт не открывается с",
        ),
        ({"state": "new"}, "Ссылку ещё не проверяли"),
    ],
)
def test_a_card_says_how_its_link_is(state, words):
    page = card("chitatel", **state)
    shown = soup(Client().get(page.url)).select_one(".link-state")
    assert words in shown.get_text()
    assert shown.find("a", href=True)["href"].endswith(f"?page={page.pk}")


def test_the_day_of_the_check_is_in_words():
    page = card("den", state="works", reason=Reason.OPENED)
    moment = timezone.make_aware(timezone.datetime(2026, 11, 20, 12))
    Link.objects.filter(address=page.address).update(last_checked_at=moment)
    assert "Проверено 20 ноября 2026" in Client().get(page.url).text


def test_an_exercise_says_it_too():
    page = ExercisePageFactory(
        parent=SubjectPage.objects.get(subject__slug="fizika"),
        title="Опыт",
        address="https://Opyt.example.org/",
    )
    read_page(page)
    Link.objects.filter(address="https://opyt.example.org").update(
        state="dead", last_checked_at=timezone.now(), first_failed_at=timezone.now()
    )
    assert "Сайт не открывается с" in Client().get(page.url).text


def test_a_card_whose_link_is_not_known_yet_says_nothing():
    page = SiteCardPageFactory(parent=UsefulSitesPage.objects.get(), address="https://neizvesten.example.org")
    shown = Client().get(page.url)
    assert shown.status_code == 200
    assert "link-state" not in shown.text.split("<main", 1)[1]


def test_the_catalogue_marks_what_does_not_open_and_keeps_it_in_its_place():
    titles_of = lambda shown: [t.get_text(strip=True) for t in soup(shown).select("main .card__title")]  # noqa: E731
    section = UsefulSitesPage.objects.get()
    SiteCardPageFactory(parent=section, title="Ааа первый", kind="journal", address="https://aaa.example.org")
    page = dead("bbb")
    Page.objects.filter(pk=page.pk).update(title="Ааб мёртвый")
    type(page).objects.filter(pk=page.pk).update(kind="journal")
    shown = Client().get(section.url, {"kind": "journal"})
    assert titles_of(shown)[:2] == ["Ааа первый", "Ааб мёртвый"]
    cards = soup(shown).select("main .card")
    assert cards[1].select_one(".badge").get_text() == "не открывается"
    assert cards[0].select_one(".badge") is None
    works = card("vvv", state="works", reason=Reason.OPENED)
    Page.objects.filter(pk=works.pk).update(title="Ааа самый первый")
    type(works).objects.filter(pk=works.pk).update(kind="journal")
    shown = Client().get(section.url, {"kind": "journal"})
    found = next(one for one in soup(shown).select("main .card") if "самый первый" in one.get_text())
    assert "проверено" in found.select_one(".meta").get_text()


def test_the_catalogue_costs_one_query_for_all_its_links(count_queries):
    section = UsefulSitesPage.objects.get()
    LinkUse.objects.all().delete()
    Link.objects.all().delete()
    without = count_queries(lambda: Client().get(section.url))
    for number in range(40):
        card(f"n{number:02}", state=("works", "doubtful", "dead")[number % 3], first_failed_at=timezone.now())
    assert count_queries(lambda: Client().get(section.url)) == without

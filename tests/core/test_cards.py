"""Cards of lists: pictures in sizes, many subjects, days."""

from __future__ import annotations

import pytest
from bs4 import Tag
from django.test import Client

from core.models import Subject
from demo.factories import AnnouncementPageFactory, EventPageFactory, PictureFactory, SiteCardPageFactory
from events.models import EventsPage
from resources.models import AnnouncementsPage, UsefulSitesPage
from tests.pages import content, soup


@pytest.fixture
def visitor() -> Client:
    return Client()


def cards(address: str) -> list[Tag]:
    return soup(Client().get(address)).select("main .card")


def card_of(address: str, title: str) -> Tag:
    return next(card for card in cards(address) if title in card.get_text())


@pytest.mark.parametrize(("number", "shown", "others"), [(1, 1, 0), (4, 4, 0), (5, 3, 2), (7, 3, 4)])
def test_of_many_subjects_three_are_shown_and_the_others_counted(number, shown, others, visitor):
    section = UsefulSitesPage.objects.get()
    subjects = list(Subject.objects.all()[:number])
    SiteCardPageFactory(parent=section, title="Аааатлас", subjects=subjects)
    card = card_of(section.url, "Аааатлас")
    assert [subject.get_text(strip=True) for subject in card.select(".subject")] == [
        subject.title for subject in subjects[:shown]
    ]
    rest = card.select_one(".subjects__others")
    if not others:
        assert rest is None
    else:
        names = ", ".join(subject.title for subject in subjects[shown:])
        assert rest.get_text(" ", strip=True).replace(" :", ":") == f"ещё {others}: {names}"


def test_a_picture_comes_as_webp_with_something_for_old_browsers_and_keeps_its_place(visitor):
    section = AnnouncementsPage.objects.get()
    picture = PictureFactory()
    for number in range(5):
        AnnouncementPageFactory(
            parent=section, title=f"С картинкой {number}", picture=picture, is_pinned=True
        )
    pictures = [card.select_one(".card__picture picture") for card in cards(section.url)[:5]]
    for place, drawn in enumerate(pictures):
        assert [source["type"] for source in drawn.select("source")] == ["image/webp"]
        image = drawn.img
        assert image["src"].endswith((".jpg", ".jpeg"))
        assert (image["alt"], image["width"], image["height"]) == ("", "480", "270")
        # What is seen at once is not put off.
        assert image.get("loading") == (None if place < 3 else "lazy")
    sent = visitor.get(pictures[0].source["srcset"])
    assert sent["Content-Type"] == "image/webp"
    assert content(sent)[8:12] == b"WEBP"


def test_an_event_bears_the_leaf_of_its_day(visitor):
    section = EventsPage.objects.get()
    event = EventPageFactory(parent=section, title="Вечер сказок")
    leaf = card_of(section.url, "Вечер сказок").select_one(".leaf")
    assert leaf.get_text(" ", strip=True).split()[0] == str(event.first_day.day)
    # The words say the day to who does not see the leaf.
    assert leaf["aria-hidden"] == "true"
    assert event.when in card_of(section.url, "Вечер сказок").select_one(".meta").get_text()

"""Reads are bounded: a page asks the database the same whatever the number of its items."""

from __future__ import annotations

import pytest
from django.test import Client

from achievements.models import Achievement, AchievementsPage, BoardEntry, HonourBoardPage
from blog.models import BlogPage, PostAuthor
from core.models import ListingPage, SitePicture, Subject
from demo import factories as make
from events.models import EventsPage
from home.models import HomePage
from members.models import Person
from reading.models import Book, ReadingCornerPage, ReadingListEntry
from resources.models import (
    AnnouncementsPage,
    ForParentsPage,
    HelpPage,
    OfficialPage,
    RegulationPage,
    TimetablesPage,
    UsefulSitesPage,
)
from subjects.models import SubjectPage, SubjectPin, SubjectsPage
from tests.personas import ANONYMOUS, TEACHER

MORE = 30
WORD = "Звездочёт"


def add_items(number: int) -> None:
    """`number` more items of every kind, each with all that a list shows of it."""
    maths = SubjectPage.objects.get(subject__slug="matematika")
    kinds = [
        (make.SiteCardPageFactory, UsefulSitesPage.objects.get()),
        (make.ParentArticlePageFactory, ForParentsPage.objects.get()),
        (make.AnnouncementPageFactory, AnnouncementsPage.objects.get()),
        (make.InstructionPageFactory, HelpPage.objects.get()),
        (make.RegulationPageFactory, OfficialPage.objects.get()),
        (make.TimetablePageFactory, TimetablesPage.objects.get()),
        (make.MaterialPageFactory, maths),
        (make.ExercisePageFactory, maths),
        (make.PostPageFactory, BlogPage.objects.get()),
        (make.ReadingListPageFactory, ReadingCornerPage.objects.get()),
        (make.EventPageFactory, EventsPage.objects.get()),
        (make.SubjectPageFactory, SubjectsPage.objects.get()),
    ]
    pictures = list(SitePicture.objects.order_by("pk")[:MORE])
    people = list(Person.objects.exclude(kind="pupil").order_by("pk")[:10])
    books = list(Book.objects.order_by("pk")[:10])
    document = RegulationPage.objects.exclude(document=None).first().document
    for factory, parent in kinds:
        for place in range(number):
            fields = {"picture": pictures[place % MORE], "subjects": [maths.subject], "grades": [5, 6]}
            person = people[place % 10]
            if factory is make.PostPageFactory:
                fields["authors"] = [PostAuthor(person=person), PostAuthor(person=people[place % 10 - 1])]
            elif factory is make.ReadingListPageFactory:
                fields["entries"] = [ReadingListEntry(book=book, why="Потому что") for book in books[:3]]
            elif factory is make.SubjectPageFactory:
                fields["subject"] = make.SubjectFactory(slug=f"predmet-{Subject.objects.count()}")
            elif factory is make.RegulationPageFactory:
                fields["document"] = document
            elif factory in {make.ParentArticlePageFactory, make.MaterialPageFactory}:
                fields["author"] = person
            factory(parent=parent, title=f"{WORD} {factory.__name__} {place}", **fields)
    for place in range(number):
        make.AchievementFactory(
            team="",
            person=people[place % 10],
            verified_by=people[0],
            subject=maths.subject,
            document=document,
        )


def addresses() -> list[str]:
    sections = [page.specific.url for page in HomePage.objects.get().get_children()]
    maths = SubjectPage.objects.get(subject__slug="matematika").url
    blog, events = BlogPage.objects.get().url, EventsPage.objects.get().url
    return [
        "/",
        *sections,
        maths,
        f"{maths}?stream=materialy",
        f"{maths}?stream=blog-uchiteley&grade=5",
        f"{blog}?subject=matematika",
        f"{blog}feed/",
        f"{events}calendar/",
        f"{events}ics/",
        "/sitemap.xml",
        f"/search/?q={WORD}",
    ]


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER])
def test_every_listing_costs_the_same_with_thirty_items_more(login, sign_in, count_queries):
    client: Client = sign_in(login)
    # Two of each, so that the first measurement already has every kind of item, picture and author.
    add_items(2)
    before = {address: count_queries(lambda at=address: client.get(at)) for address in addresses()}
    add_items(MORE)
    after = {address: count_queries(lambda at=address: client.get(at)) for address in before}
    dearer = {
        address: (before[address], after[address]) for address in before if after[address] > before[address]
    }
    assert dearer == {}
    assert {client.get(address).status_code for address in before} == {200}


def test_an_honour_board_costs_the_same_with_thirty_records_more(sign_in, count_queries):
    board, client = HonourBoardPage.objects.get(), sign_in(ANONYMOUS)
    before = count_queries(lambda: client.get(board.url))
    people = list(Person.objects.exclude(kind="pupil")[:10])
    records = [
        make.AchievementFactory(team="", person=people[number % 10], verified_by=people[0])
        for number in range(MORE)
    ]
    board.entries = [BoardEntry(achievement=record) for record in records]
    board.save_revision().publish()
    assert (
        client.get(board.url).text.count("победитель") + client.get(board.url).text.count("Победитель")
        >= MORE
    )
    assert count_queries(lambda: client.get(board.url)) <= before


def test_a_subject_page_costs_the_same_with_six_pins(sign_in, count_queries, home):
    page, client = SubjectPage.objects.get(subject__slug="matematika"), sign_in(ANONYMOUS)
    # Others stay below: what is pinned leaves its stream, and a stream that is empty costs less.
    materials = [make.MaterialPageFactory(parent=page, title=f"{WORD} {number}") for number in range(6)]
    page.pins = [SubjectPin(pinned_page=one) for one in materials[:1]]
    page.save_revision().publish()
    before = count_queries(lambda: client.get(page.url))
    page.pins = [SubjectPin(pinned_page=one) for one in materials]
    page.save_revision().publish()
    assert count_queries(lambda: client.get(page.url)) == before


def test_the_second_page_of_a_list_costs_no_more_than_the_first(sign_in, count_queries):
    section, client = BlogPage.objects.get(), sign_in(ANONYMOUS)
    for number in range(60):
        make.PostPageFactory(parent=section, title=f"{WORD} {number}")
    first = count_queries(lambda: client.get(section.url))
    assert count_queries(lambda: client.get(f"{section.url}?page=2")) <= first


def test_every_section_is_a_listing_or_a_plain_page():
    """What `addresses` measures is all there is to measure."""
    kinds = {type(page) for page in HomePage.objects.get().get_children().specific()}
    measured = {kind for kind in kinds if issubclass(kind, ListingPage)}
    assert AchievementsPage in measured
    assert len(measured) == 12
    assert Achievement.objects.verified().count() >= 15

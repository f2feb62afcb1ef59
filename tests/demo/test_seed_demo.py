"""The demo school: complete, in every state, and the same after a second run."""

from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from wagtail.models import Page

from achievements.models import Achievement, BoardEntry
from blog.models import PostPage
from core.models import BasePage, PageAudience, SiteDocument, SitePicture
from demo.people import LOGINS
from events.models import EventPage
from members.models import Person, User
from reading.models import Book, ReadingListPage
from resources.models import (
    AnnouncementPage,
    InstructionPage,
    ParentArticlePage,
    RegulationPage,
    SiteCardPage,
    TimetablePage,
)
from subjects.models import ExercisePage, MaterialPage, SubjectPage


def seed(*arguments: str) -> str:
    output = io.StringIO()
    call_command("seed_demo", *arguments, stdout=output)
    return output.getvalue()


def census() -> Counter[str]:
    kinds = [Page, SiteDocument, SitePicture, Person, User, Book, Achievement, BoardEntry, PageAudience]
    return Counter({kind.__name__: kind.objects.count() for kind in kinds})


def test_a_second_run_makes_nothing():
    before = census()
    seed()
    assert census() == before


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (SubjectPage, 9),
        (MaterialPage, 36),
        (ExercisePage, 18),
        (ParentArticlePage, 10),
        (AnnouncementPage, 12),
        (RegulationPage, 10),
        (InstructionPage, 8),
        (PostPage, 12),
        (ReadingListPage, 6),
        (EventPage, 15),
        (TimetablePage, 4),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_has_as_many_pages_as_promised(kind, number):
    assert kind.objects.count() == number


def test_every_subject_has_four_materials_and_two_exercises():
    for subject in SubjectPage.objects.all():
        assert MaterialPage.objects.child_of(subject).count() == 4
        assert ExercisePage.objects.child_of(subject).count() == 2


def test_has_all_sites_of_the_file_and_a_draft():
    assert SiteCardPage.objects.live().count() == 54
    assert SiteCardPage.objects.not_live().exists()


def test_has_people_and_achievements():
    assert Person.objects.count() == 25
    assert Achievement.objects.count() == 20
    assert set(TimetablePage.objects.values_list("kind", flat=True)) == set(TimetablePage.Kind.values)


def test_every_promised_login_works(client):
    for login, _ in LOGINS:
        assert client.login(username=login, password="vmeste-demo"), login
        client.logout()


def test_every_regulation_has_a_real_pdf():
    for page in RegulationPage.objects.all():
        with page.document.file.open("rb") as opened:
            assert opened.read(5) == b"%PDF-"


def test_every_state_is_there():
    today = timezone.localdate()
    announcements = AnnouncementPage.objects
    assert announcements.filter(live=True, is_pinned=True).exists()
    assert announcements.filter(live=True, ends_on__lt=today).exists()
    assert announcements.filter(live=False, go_live_at__gt=timezone.now()).exists()
    assert announcements.filter(live=False, go_live_at__isnull=True).exists()
    assert [page for page in announcements.all() if len(page.title) > 120]
    assert PageAudience.objects.exists()
    assert RegulationPage.objects.filter(in_force=False, replaced_by__isnull=False).exists()
    assert PostPage.objects.filter(picture__isnull=True).exists()
    assert EventPage.objects.filter(is_cancelled=True).exists()
    assert EventPage.objects.filter(is_outside=True).exclude(source_url="").exists()
    soon = timezone.now() + timedelta(days=14)
    assert EventPage.listed().filter(starts_at__lt=soon).count() >= 3


def test_every_page_is_valid_for_its_own_editor():
    for page in Page.objects.filter(depth__gte=2).specific():
        assert isinstance(page, BasePage)
        page.full_clean()


def test_refuses_where_it_is_not_allowed(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="рабочий сайт"):
        seed()


def test_refuses_a_wrong_scale():
    with pytest.raises(CommandError, match="от 1"):
        seed("--scale", "0")


def test_scale_multiplies_and_a_second_run_adds_nothing(client):
    posts = PostPage.objects.live().count()
    seed("--scale", "2")
    assert PostPage.objects.live().count() == posts * 2
    copy = PostPage.objects.filter(slug__contains="-kopiya-").first()
    assert client.get(copy.get_absolute_url()).status_code in {200, 302}
    assert [found.pk for found in PostPage.objects.search(copy.title) if found.pk == copy.pk]
    assert Page.find_problems() == ([], [], [], [], [])
    before = census()
    seed("--scale", "2")
    assert census() == before


def test_reset_builds_the_same_school_anew():
    Person.objects.create(last_name="Лишний", first_name="Человек", kind="carer")
    before = census()
    seed("--reset")
    after = census()
    assert after["Person"] == before["Person"] - 1
    assert after["Page"] == before["Page"]
    assert after["SiteDocument"] == before["SiteDocument"]

"""The demo school: all that it promises is there, once; and it stays off a working site."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db.models import Count, F
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from achievements.models import Achievement, HonourBoardPage
from blog.models import PostPage
from core.models import SchoolSettings, SiteDocument, SitePicture, Subject
from core.visibility import visible_to
from demo.bulk import KINDS
from events.models import EventPage
from members import roles
from members.models import Assignment, Person, User
from notices.models import Mail
from reading.models import ReadingListPage
from resources.models import (
    AnnouncementPage,
    InstructionPage,
    ParentArticlePage,
    RegulationPage,
    SiteCardPage,
    TimetablePage,
)
from subjects.models import ExercisePage, MaterialPage, SubjectPage
from tests.personas import ANONYMOUS, EVERYBODY


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def seed(*arguments: str) -> str:
    said = io.StringIO()
    call_command("seed_demo", *arguments, stdout=said)
    return said.getvalue()


def counts() -> dict[str, int]:
    """The rows of every table of ours and of Wagtail's pages, their revisions and files."""
    ours = {"achievements", "blog", "core", "discussions", "events", "home", "members", "reading"}
    ours |= {"resources", "subjects", "wagtailcore", "auth", "taggit"}
    models = [model for model in apps.get_models() if model._meta.app_label in ours]
    return {model._meta.label: model._default_manager.count() for model in models}


def files() -> set[str]:
    media = Path(django_settings.MEDIA_ROOT)
    folders = (media / "documents", media / "original_images")
    return {str(file) for folder in folders for file in folder.rglob("*") if file.is_file()}


# What is promised.


def test_nine_subjects_have_four_materials_and_two_exercises_each():
    pages = SubjectPage.objects.live()
    assert pages.count() == 9
    assert {page.subject_id for page in pages} == set(Subject.objects.values_list("pk", flat=True))
    for page in pages:
        below = page.get_children().live()
        assert below.type(MaterialPage).count() == 4, page.title
        assert below.type(ExercisePage).count() == 2, page.title
        assert page.body
        assert page.pins.exists()


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (ParentArticlePage, 10),
        (AnnouncementPage, 12),
        (RegulationPage, 10),
        (InstructionPage, 8),
        (PostPage, 13),
        (ReadingListPage, 6),
        (Achievement, 20),
        (TimetablePage, 4),
        (Person, 25),
    ],
)
def test_there_is_as_much_of_everything_as_was_promised(kind, number):
    assert kind.objects.count() >= number


def test_there_are_fifteen_events_and_a_catalogue_of_sites():
    assert EventPage.objects.count() >= 15
    assert SiteCardPage.objects.live().count() >= 30
    assert HonourBoardPage.objects.get().on_board(AnonymousUser())


def test_there_are_timetables_of_all_four_kinds_with_rows():
    kinds = {page.kind for page in TimetablePage.objects.live()}
    assert kinds == {"lessons", "bells", "clubs", "year"}
    assert all(len(page.rows) for page in TimetablePage.objects.live())


def test_every_regulation_is_a_real_pdf_beside_its_text():
    for page in RegulationPage.objects.all():
        with page.document.file.open("rb") as file:
            content = file.read()
        assert content.startswith(b"%PDF-"), page.title
        assert content.rstrip().endswith(b"%%EOF"), page.title
        assert len(content) > 5_000
        assert page.body


def test_every_file_that_a_row_names_is_on_the_disk():
    for model in (SiteDocument, SitePicture):
        for row in model.objects.all():
            assert row.file.storage.exists(row.file.name)
            assert row.file_size == row.file.size or row.file_size is None


def test_every_picture_says_what_it_shows():
    assert SitePicture.objects.count() > 50
    assert not SitePicture.objects.filter(description="").exists()
    shown = SitePicture.objects.exclude(children_recognisable="no")
    assert [one.people_rows.count() for one in shown.order_by("title")] == [1, 0]  # one named, one waits


def test_every_state_of_a_page_can_be_seen():
    today, now = timezone.localdate(), timezone.now()
    live = AnnouncementPage.objects.live()
    states = {
        "pinned": live.filter(is_pinned=True, ends_on=None),
        "ended": live.filter(ends_on__lt=today),
        "void": RegulationPage.objects.live().filter(in_force=False, replaced_by__isnull=False),
        "draft": AnnouncementPage.objects.filter(live=False, go_live_at=None, has_unpublished_changes=True),
        "scheduled": AnnouncementPage.objects.filter(live=False, go_live_at__gt=now),
        "group only": Page.objects.live().filter(page_audience__group__name=roles.TEACHERS),
        "without a picture": PostPage.objects.live().filter(picture=None),
        "with a picture": PostPage.objects.live().exclude(picture=None),
        "cancelled": EventPage.objects.live().filter(is_cancelled=True),
        "over": EventPage.objects.live().filter(starts_at__lt=now, ends_at__lt=now),
        "to come": EventPage.objects.live().filter(starts_at__gt=now),
        "someone else's": EventPage.objects.live().filter(is_outside=True).exclude(source_url=""),
        "of several authors": PostPage.objects.annotate(number=Count("authors")).filter(number__gt=1),
        "a draft of a site": SiteCardPage.objects.filter(live=False),
    }
    assert {name for name, pages in states.items() if not pages.exists()} == set()
    assert max(len(title) for title in Page.objects.live().values_list("title", flat=True)) > 120


def test_a_scheduled_announcement_goes_out_when_its_time_comes():
    page = AnnouncementPage.objects.get(go_live_at__gt=timezone.now())
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    page.refresh_from_db()
    assert page.live


def test_there_is_an_account_for_every_role_and_all_open_with_the_password_that_is_told():
    said = seed("--logins")
    password = said.split("Пароль у всех один: ")[1].split()[0]
    for login in EVERYBODY:
        if login == ANONYMOUS:
            continue
        assert login in said
        assert User.objects.get(username=login).check_password(password)
        assert User.objects.get(username=login).person is not None
    named = set(User.objects.filter(username__in=EVERYBODY).values_list("groups__name", flat=True))
    assert set(roles.ALL) <= named


def test_everything_is_published_as_an_editor_would():
    """With a revision, so that the editor opens what visitors see."""
    pages = Page.objects.filter(depth__gte=2)
    assert not pages.filter(latest_revision=None).exists()
    assert not pages.live().filter(live_revision=None).exists()
    assert not pages.live().exclude(live_revision=F("latest_revision")).exists()
    assert not pages.live().filter(first_published_at=None).exists()
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_titles_and_addresses_are_not_repeated(kind):
    titles = list(kind.objects.values_list("title", flat=True))
    assert len(titles) == len(set(titles))
    for page in kind.objects.live():
        assert page.card_summary.strip()
        assert page.slug.isascii()


def test_every_section_and_subject_has_somebody_and_approval_can_be_seen(home):
    places = [*home.get_children().exclude(content_type__model="plainpage"), *SubjectPage.objects.all()]
    assigned = set(Assignment.objects.values_list("page_id", flat=True))
    subjects = SubjectPage.objects.first().get_parent()
    assert [place.title for place in places if place.pk not in assigned] == [
        subjects.title,
        "Классы",  # each corner has its class teacher
    ]
    states = set(WorkflowState.objects.values_list("status", flat=True))
    assert states == {WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}
    assert PostPage.objects.filter(live=False, owner__username="uchitel").count() == 1
    assert not Mail.objects.exclude(
        key__startswith="demo-"
    ).exists()  # nobody is written to about what was made up


# Once.


def test_a_second_run_makes_nothing():
    before, before_files = counts(), files()
    seed()
    after = counts()
    assert {name: (before[name], after[name]) for name in after if after[name] != before[name]} == {}
    assert files() == before_files


def test_what_an_editor_changed_stays_after_a_second_run(home):
    page = PostPage.objects.live().order_by("pk").first()
    page.summary = "Так лучше."
    page.save_revision().publish()
    home.welcome_title = "Здравствуйте"
    home.save_revision().publish()
    seed()
    page.refresh_from_db()
    home.refresh_from_db()
    assert (page.summary, home.welcome_title) == ("Так лучше.", "Здравствуйте")


def test_what_was_deleted_is_made_again_alone():
    before = PostPage.objects.count()
    page = PostPage.objects.live().order_by("pk").first()
    title = page.title
    page.delete()
    seed()
    assert PostPage.objects.filter(title=title).count() == 1
    assert PostPage.objects.count() == before


# Refusals.


def test_it_is_refused_on_a_working_site(settings):
    settings.DEMO_ALLOWED = False
    before = counts()
    with pytest.raises(CommandError, match="не ставится на рабочий сайт"):
        seed()
    with pytest.raises(CommandError, match="не ставится на рабочий сайт"):
        seed("--reset")
    assert counts() == before


def test_it_is_refused_where_another_school_lives():
    SchoolSettings.objects.update(short_name="Гимназия № 1")
    before = counts()
    with pytest.raises(CommandError, match="другая школа"):
        seed()
    assert counts() == before


@pytest.mark.parametrize("scale", ["0", "-3", "много"])
def test_a_scale_that_is_none_is_refused(scale):
    before = Page.objects.count()
    with pytest.raises(CommandError):
        seed("--scale", scale)
    assert Page.objects.count() == before


# Many.


def test_a_scale_doubles_the_kinds_and_search_finds_the_copies(sign_in):
    before = {kind: kind.objects.live().count() for kind in KINDS}
    original = PostPage.objects.live().filter(page_audience=None).order_by("pk").first()
    assert "Добавлено страниц для замеров" in seed("--scale", "2")
    assert {kind: kind.objects.live().count() for kind in KINDS} == {kind: 2 * before[kind] for kind in KINDS}
    assert Page.find_problems() == ([], [], [], [], [])
    copy = PostPage.objects.get(title=f"{original.title} (2)")
    client = sign_in(ANONYMOUS)
    addresses = set()
    found = client.get("/search/", {"q": original.title})
    for number in range(1, found.context["page_obj"].paginator.num_pages + 1):
        shown = client.get("/search/", {"q": original.title, "page": number})
        addresses |= {card.url for card in shown.context["cards"]}
    assert {original.url, copy.url} <= addresses
    assert copy.author_names() == original.author_names()
    for kind in KINDS:
        page = visible_to(kind.objects.all(), AnonymousUser()).order_by("-pk").first()
        assert client.get(page.url).status_code == 200, page.title
    again = {kind: kind.objects.count() for kind in KINDS}
    seed("--scale", "2")
    assert {kind: kind.objects.count() for kind in KINDS} == again


def test_copies_for_a_group_stay_for_that_group(sign_in):
    """A copy of what the staff alone may read must not be public."""
    closed = PostPage.objects.live().exclude(page_audience=None).first()
    seed("--scale", "2")
    copy = PostPage.objects.get(title=f"{closed.title} (2)")
    assert sign_in(ANONYMOUS).get(copy.url).status_code == 302

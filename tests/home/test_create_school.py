"""Making the skeleton of a school: on an empty site, and again where it already stands."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group
from django.contrib.sites.models import Site as DjangoSite
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

from core.models import Subject
from demo.factories import SubjectFactory, SubjectPageFactory, UserFactory
from demo.reset import clear
from home.models import HomePage
from home.services import SECTIONS
from members import roles
from members.models import User
from resources.models import AnnouncementsPage
from subjects.models import SubjectPage, SubjectsPage
from tests.personas import ADMIN, TEACHER


def create() -> str:
    said = io.StringIO()
    call_command("create_school", stdout=said)
    return said.getvalue()


def everything() -> dict[str, list]:
    return {
        "pages": list(
            Page.objects.order_by("pk").values_list("path", "title", "slug", "live", "latest_revision")
        ),
        "subjects": list(Subject.objects.order_by("pk").values_list()),
        "groups": [(group.name, group.permissions.count()) for group in Group.objects.order_by("pk")],
        "rights": sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        "sites": list(Site.objects.values_list()),
    }


@pytest.fixture
def empty_site() -> None:
    """As Wagtail's migrations leave it: a welcome page that the site points to, and nothing else."""
    clear()
    Subject.objects.all().delete()
    Group.objects.all().delete()
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    root.refresh_from_db()
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def test_on_an_empty_site_every_section_is_made_and_opens(empty_site, client):
    assert "Готово" in create()
    home = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home.pk
    assert DjangoSite.objects.get().domain == "127.0.0.1:8000"
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert [page.specific_class for page in home.get_children()] == [kind for _, kind, _, _ in SECTIONS]
    assert SubjectPage.objects.count() == Subject.objects.count() == 9
    pages = Page.objects.filter(depth__gte=2).specific()
    assert {page.get_url(): client.get(page.get_url()).status_code for page in pages} == {
        page.get_url(): 200 for page in pages
    }
    assert Page.find_problems() == ([], [], [], [], [])


def test_on_an_empty_site_the_roles_get_their_rights(empty_site, client):
    create()
    home = HomePage.objects.get()
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ALL)
    may = {}
    for name in roles.ALL:
        user = UserFactory(username=f"novyy-{roles.ALL.index(name)}", groups=[Group.objects.get(name=name)])
        section = AnnouncementsPage.objects.get()
        may[name] = (
            user.has_perm("wagtailadmin.access_admin"),
            home.permissions_for_user(user).can_edit(),
            section.permissions_for_user(user).can_add_subpage(),
            SubjectPage.objects.first().permissions_for_user(user).can_add_subpage(),
        )
    everywhere, under_subjects, nowhere = (True, True, True, True), (True, False, False, True), (False,) * 4
    only_where_assigned = (True, False, False, False)
    assert may == dict.fromkeys(roles.ALL, nowhere) | {
        roles.COORDINATORS: everywhere,
        roles.MODERATORS: only_where_assigned,
        roles.TEACHERS: under_subjects,
    }


def test_a_second_run_makes_and_changes_nothing(empty_site):
    create()
    before = everything()
    create()
    assert everything() == before


def test_on_the_demo_school_nothing_changes():
    before = everything()
    create()
    assert everything() == before


def test_giving_rights_again_changes_nothing_and_makes_no_pages():
    AnnouncementsPage.objects.get().delete()  # a section that the school does not want
    before = everything()
    call_command("give_rights")
    assert everything() == before


def test_a_subject_made_later_is_open_to_teachers(home):
    subject = SubjectFactory(slug="astronomiya", title="Астрономия")
    page = SubjectPageFactory(parent=SubjectsPage.objects.get(), title="Астрономия", subject=subject)
    teacher = User.objects.get(username=TEACHER)
    assert page.permissions_for_user(teacher).can_add_subpage()
    assert not page.permissions_for_user(teacher).can_edit()
    assert not page.get_parent().permissions_for_user(teacher).can_add_subpage()


def test_what_an_editor_renamed_and_moved_stays(home):
    section = AnnouncementsPage.objects.get()
    section.title, section.show_in_menus = "Важное", False
    section.save_revision().publish()
    Subject.objects.filter(slug="himiya").update(title="Химия и жизнь", colour="red")
    create()
    section.refresh_from_db()
    assert (section.title, section.show_in_menus) == ("Важное", False)
    assert Subject.objects.get(slug="himiya").title == "Химия и жизнь"
    assert AnnouncementsPage.objects.count() == 1


def test_a_section_whose_address_an_editor_changed_is_not_made_twice(home):
    section = AnnouncementsPage.objects.get()
    section.slug = "novosti"
    section.save_revision().publish()
    create()
    assert AnnouncementsPage.objects.count() == 1


def test_a_right_that_a_coordinator_added_stays():
    group = Group.objects.get(name=roles.CARERS)
    right = Group.objects.get(name=roles.COORDINATORS).permissions.get(codename="access_admin")
    group.permissions.add(right)
    create()
    assert right in group.permissions.all()


def test_what_is_missing_is_made_again(sign_in):
    AnnouncementsPage.objects.get().delete()
    create()
    section = AnnouncementsPage.objects.get()
    assert sign_in(ADMIN).get(section.url).status_code == 200

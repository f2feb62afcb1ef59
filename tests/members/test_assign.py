"""The coordinator says who looks after what, and for how long: rights follow at once, and end in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset

from blog.models import BlogPage, PostPage
from core.models import PageAudience
from demo.factories import PersonFactory, PupilFactory, UserFactory
from events.models import EventsPage
from home.models import HomePage
from home.services import give_rights
from members import roles
from members.assignments import caretakers_of, looks_after, pages_in_care
from members.care import equalise
from members.models import Assignment, CareGroup, Person, User
from notices.ticks import TICKS
from subjects.models import SubjectPage
from tests.pages import edit_page, errors, soup
from tests.personas import CARER, COLLEAGUE, COORDINATOR, EDITOR, MODERATOR, PUPIL, REVIEWER, TEACHER

DAY = timedelta(days=1)
NEW = "wagtailsnippets_members_assignment:add"


@pytest.fixture
def chemistry() -> SubjectPage:
    return SubjectPage.objects.get(subject__slug="himiya")


@pytest.fixture
def orlov() -> Person:
    """The teacher, whom nothing is assigned to."""
    return User.objects.get(username=TEACHER).person


def assign(client: Client, person: Person, page: Page, starts: str = "", ends: str = ""):
    today = timezone.localdate().isoformat()
    sent = {"person": person.pk, "page": page.pk, "starts_on": starts or today, "ends_on": ends}
    return client.post(reverse(NEW), sent)


def opens(client: Client, page: Page) -> bool:
    """Whether the editor of `page` opens."""
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_an_assignment_made_in_the_admin_gives_rights_there_and_below_and_nowhere_else(
    sign_in, orlov, chemistry
):
    teacher = sign_in(TEACHER)
    assert not opens(teacher, chemistry)
    assert assign(sign_in(COORDINATOR), orlov, chemistry).status_code == 302
    assert opens(teacher, chemistry)
    assert opens(teacher, chemistry.get_children().first())
    assert not opens(teacher, EventsPage.objects.get())
    assert not opens(teacher, SubjectPage.objects.get(subject__slug="biologiya"))
    assert not opens(teacher, HomePage.objects.get())


def test_three_presses_are_enough(sign_in):
    coordinator = sign_in(COORDINATOR)
    register = reverse("wagtailsnippets_members_assignment:list")
    assert register in coordinator.get("/admin/").text  # the menu
    listed = soup(coordinator.get(register))
    assert listed.find("a", href=reverse(NEW)) is not None
    form = soup(coordinator.get(reverse(NEW)))
    places = [one.get_text(strip=True) for one in form.find("select", {"name": "page"}).find_all("option")]
    assert {"Весь сайт", "Блог учителей", "Химия"} <= set(places)
    people = [one.get_text(strip=True) for one in form.find("select", {"name": "person"}).find_all("option")]
    assert any("Орлов" in name for name in people)
    assert not any("Иванченко" in name for name in people)  # carers and pupils are not offered
    assert form.find("input", {"name": "starts_on"})["value"]


def test_who_looks_after_something_is_a_moderator_by_role_and_no_longer_when_it_ends(
    sign_in, orlov, chemistry
):
    user = orlov.account
    assert not user.groups.filter(name=roles.MODERATORS).exists()
    assign(sign_in(COORDINATOR), orlov, chemistry)
    assert user.groups.filter(name=roles.MODERATORS).exists()
    Assignment.objects.filter(person=orlov).delete()
    assert not user.groups.filter(name=roles.MODERATORS).exists()
    assert not opens(sign_in(TEACHER), chemistry)
    assert not CareGroup.objects.filter(group__user=user).exists()


def test_several_may_look_after_one_page_and_one_after_several(sign_in, orlov, chemistry):
    assign(sign_in(COORDINATOR), orlov, chemistry)
    assert {user.username for user in caretakers_of(chemistry)} == {TEACHER, "lysenko"}
    moderator = User.objects.get(username=MODERATOR)
    cared = set(pages_in_care(moderator).type(SubjectPage).values_list("slug", flat=True))
    assert cared == {"matematika", "fizika"}


# Time.


def test_rights_that_end_are_gone_the_next_day_without_a_clock(sign_in, orlov, chemistry):
    row = Assignment.objects.create(person=orlov, page=chemistry, ends_on=timezone.localdate())
    teacher = sign_in(TEACHER)
    assert opens(teacher, chemistry)
    # A day passes and no worker runs.
    Assignment.objects.filter(pk=row.pk).update(
        starts_on=timezone.localdate() - 2 * DAY, ends_on=timezone.localdate() - DAY
    )
    assert not opens(teacher, chemistry)
    assert not looks_after(orlov.account, chemistry)


def test_rights_that_begin_are_there_on_their_day_without_a_clock(sign_in, orlov, chemistry):
    row = Assignment.objects.create(person=orlov, page=chemistry, starts_on=timezone.localdate() + DAY)
    teacher = sign_in(TEACHER)
    assert not opens(teacher, chemistry)
    Assignment.objects.filter(pk=row.pk).update(starts_on=timezone.localdate())
    assert opens(teacher, chemistry)


def test_the_worker_gives_and_takes_too(orlov, chemistry):
    row = Assignment.objects.create(person=orlov, page=chemistry, starts_on=timezone.localdate() + DAY)
    Assignment.objects.filter(pk=row.pk).update(starts_on=timezone.localdate())
    TICKS["assignments"].run()
    assert chemistry.permissions_for_user(User.objects.get(username=TEACHER)).can_publish()
    Assignment.objects.filter(pk=row.pk).update(ends_on=timezone.localdate() - DAY)
    TICKS["assignments"].run()
    assert not chemistry.permissions_for_user(User.objects.get(username=TEACHER)).can_publish()


def test_equalising_twice_changes_nothing(orlov, chemistry):
    def state():
        return (
            sorted(Group.objects.values_list("pk", "name")),
            sorted(User.groups.through.objects.values_list("user_id", "group_id")),
            sorted(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id")),
        )

    before = state()
    equalise()
    assert state() == before


# People and accounts.


def test_a_person_without_an_account_gets_the_rights_with_the_account(sign_in, chemistry):
    person = PersonFactory(last_name="Новикова")
    assert assign(sign_in(COORDINATOR), person, chemistry).status_code == 302
    user = UserFactory(username="novikova", person=person)
    assert chemistry.permissions_for_user(user).can_edit()
    user.person = None
    user.save()
    assert not chemistry.permissions_for_user(User.objects.get(pk=user.pk)).can_edit()


def test_an_account_saved_in_the_admin_keeps_the_rights_of_its_assignments(sign_in):
    user = User.objects.get(username=MODERATOR)
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    ticked = Group.objects.filter(name__in=[roles.TEACHERS])
    sent = {
        "username": user.username,
        "person": user.person_id,
        "is_active": "on",
        "groups": [group.pk for group in ticked],
    }
    assert sign_in(COORDINATOR).post(address, sent).status_code == 302
    assert opens(sign_in(MODERATOR), SubjectPage.objects.get(subject__slug="matematika"))


def test_a_person_or_a_page_that_goes_takes_its_assignments_along(orlov, chemistry):
    page = EventsPage.objects.get()
    Assignment.objects.create(person=orlov, page=page)
    Page.objects.get(pk=page.pk).delete()
    assert not Assignment.objects.filter(person=orlov, page=page.pk).exists()
    assert not Group.objects.filter(name__contains=f"№ {page.pk}:").exists()
    Assignment.objects.create(person=orlov, page=chemistry)
    account = orlov.account
    orlov.delete()
    assert not CareGroup.objects.filter(group__user=account).exists()


# Refusals.


@pytest.mark.parametrize("kind", ["pupil", "carer", "colleague"])
def test_only_the_schools_staff_look_after_pages(kind, sign_in, chemistry):
    person = PupilFactory() if kind == "pupil" else PersonFactory(kind=kind)
    response = assign(sign_in(COORDINATOR), person, chemistry)
    assert "person" in response.context["form"].errors
    assert not Assignment.objects.filter(person=person).exists()


def test_days_in_the_wrong_order_are_refused_by_their_field(sign_in, orlov, chemistry):
    response = assign(sign_in(COORDINATOR), orlov, chemistry, "2026-09-10", "2026-09-01")
    assert "Последний день раньше первого" in str(response.context["form"].errors["ends_on"])


@pytest.mark.parametrize(("starts", "taken"), [("2026-09-05", False), ("2026-10-01", True)])
def test_the_same_person_and_place_at_one_time_is_refused(starts, taken, sign_in, orlov, chemistry):
    Assignment.objects.create(person=orlov, page=chemistry, starts_on="2026-09-01", ends_on="2026-09-30")
    response = assign(sign_in(COORDINATOR), orlov, chemistry, starts)
    assert (response.status_code == 302) is taken


def test_a_page_that_holds_no_others_is_not_assigned(sign_in, orlov):
    response = assign(sign_in(COORDINATOR), orlov, PostPage.objects.first())
    assert "page" in response.context["form"].errors


@pytest.mark.parametrize("login", [EDITOR, MODERATOR, TEACHER, REVIEWER, CARER, PUPIL, COLLEAGUE])
def test_who_is_no_coordinator_assigns_nothing(login, sign_in, orlov, chemistry):
    client = sign_in(login)
    assert client.get(reverse("wagtailsnippets_members_assignment:list")).status_code in {302, 403}
    assert assign(client, orlov, chemistry).status_code in {302, 403}
    assert not Assignment.objects.filter(person=orlov, page=chemistry).exists()


# The groups behind it are nobody's to choose.


def test_page_groups_are_offered_nowhere(sign_in):
    coordinator = sign_in(COORDINATOR)
    hidden = set(CareGroup.objects.values_list("group__name", flat=True))
    assert len(hidden) > 10
    section = BlogPage.objects.get()
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[section.pk]),
        reverse("wagtailadmin_pages:set_privacy", args=[section.pk]),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[User.objects.get(username=MODERATOR).pk]),
        reverse("wagtailusers_users:index"),
        "/admin/",
    ]
    for address in addresses:
        text = coordinator.get(address).text
        assert "Смотрят за страницей" not in text, address


def test_a_page_group_is_no_audience_even_if_it_is_sent(sign_in):
    hidden = CareGroup.objects.first().group
    rows = inline_formset([{"group": str(hidden.pk)}])
    response = edit_page(sign_in(COORDINATOR), BlogPage.objects.get(), {"page_audience": rows})
    assert "page_audience-0-group" in errors(response)
    assert not PageAudience.objects.filter(group=hidden).exists()


# An older site.


def test_moderators_who_shared_everything_keep_it_as_assignments_when_the_site_is_updated(home, orlov):
    moderators = Group.objects.get(name=roles.MODERATORS)
    Assignment.objects.all().delete()
    user = orlov.account
    user.groups.add(moderators)
    permission = GroupPagePermission.objects.filter(group__name=roles.COORDINATORS).first().permission
    GroupPagePermission.objects.create(group=moderators, page_id=home.pk, permission=permission)
    give_rights(home)
    assert not GroupPagePermission.objects.filter(group=moderators).exists()
    assert Assignment.objects.get(person=orlov).page_id == home.pk
    assert home.permissions_for_user(User.objects.get(pk=user.pk)).can_edit()

"""The coordinator gives accounts: to a person, with or without a mailbox, and no way up to administrator."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from demo.factories import PersonFactory
from members import roles
from members.models import User
from tests.pages import soup
from tests.personas import ADMIN, CARER, COORDINATOR, MODERATOR, TEACHER

NEW = "wagtailusers_users:add"
PASSWORD = "Dlinnyy-parol-7"


def give(client: Client, **changes: Any) -> HttpResponse:
    """Send the form of a new account."""
    sent = {"username": "novikova", "email": "", "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse(NEW), sent | changes)


def edit(client: Client, user: User, **changes: Any) -> HttpResponse:
    offered = {"care__isnull": True, "school_class__isnull": True}
    groups = list(user.groups.filter(**offered).values_list("pk", flat=True))
    sent = {"username": user.username, "email": user.email, "is_active": "on", "groups": groups}
    if user.person_id:
        sent["person"] = user.person_id
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), sent | changes)


def test_an_account_is_given_to_a_person_without_a_mailbox_who_signs_in(sign_in, client):
    person = PersonFactory(last_name="Новикова", first_name="Вера", patronymic="Ильинична")
    teachers = Group.objects.get(name=roles.TEACHERS)
    answer = give(sign_in(COORDINATOR), person=person.pk, groups=[teachers.pk])
    assert answer.status_code == 302
    user = User.objects.get(username="novikova")
    assert user.person == person
    assert user.email == ""
    assert list(user.groups.all()) == [teachers]
    entered = client.post("/accounts/login/", {"login": "novikova", "password": PASSWORD}, follow=True)
    assert "Вера Ильинична" in entered.text


def test_two_accounts_without_a_mailbox_are_both_given(sign_in):
    coordinator = sign_in(COORDINATOR)
    assert give(coordinator).status_code == 302
    assert give(coordinator, username="orlova").status_code == 302


def test_a_person_is_found_by_a_part_of_the_name(sign_in):
    PersonFactory(last_name="Свободная", first_name="Ия")
    coordinator = sign_in(COORDINATOR)
    form = soup(coordinator.get(reverse(NEW)))
    assert form.select_one("input[name=person]")
    found = coordinator.get(reverse("wagtailsnippetchoosers_members_person:choose_results"), {"q": "свобод"})
    assert "Свободная Ия" in found.text


def test_a_person_who_has_an_account_gets_no_second_one(sign_in):
    person = User.objects.get(username=TEACHER).person
    answer = give(sign_in(COORDINATOR), person=person.pk)
    assert "person" in answer.context["form"].errors
    assert not User.objects.filter(username="novikova").exists()


@pytest.mark.parametrize("name", ["uchitel", "UCHITEL", "Новикова", "", "a" * 151, "нов\x00"])
def test_a_name_that_is_taken_or_wrong_is_refused_by_its_field(name, sign_in):
    answer = give(sign_in(COORDINATOR), username=name)
    assert answer.status_code == 200
    assert "username" in answer.context["form"].errors


def test_an_account_is_changed_without_asking_for_mail_and_names(sign_in):
    user = User.objects.get(username=TEACHER)
    assert edit(sign_in(COORDINATOR), user, email="").status_code == 302
    user.refresh_from_db()
    assert user.email == ""
    assert user.person is not None


# What follows assignments is not offered, and not lost.


@pytest.mark.parametrize("login", ["", TEACHER, MODERATOR])
def test_the_role_of_moderators_is_not_offered(login, sign_in):
    address = reverse(NEW)
    if login:
        address = reverse("wagtailusers_users:edit", args=[User.objects.get(username=login).pk])
    form = soup(sign_in(COORDINATOR).get(address))
    offered = [label.get_text(strip=True) for label in form.select("#id_groups label")]
    assert roles.TEACHERS in offered
    assert roles.MODERATORS not in offered


def test_a_moderator_whose_account_is_changed_stays_one(sign_in):
    user = User.objects.get(username=MODERATOR)
    before = set(user.groups.values_list("name", flat=True))
    offered = Group.objects.filter(user=user, care__isnull=True, school_class__isnull=True)
    offered = offered.exclude(name=roles.MODERATORS)
    sent = list(offered.values_list("pk", flat=True))
    assert edit(sign_in(COORDINATOR), user, email="m@example.org", groups=sent).status_code == 302
    assert roles.MODERATORS in before
    assert set(user.groups.values_list("name", flat=True)) == before


def test_a_moderator_made_by_hand_long_ago_stays_one(sign_in):
    user = User.objects.get(username=TEACHER)
    user.groups.add(Group.objects.get(name=roles.MODERATORS))
    follows = Q(school_class__isnull=False) | Q(care__isnull=False)
    classes = set(user.groups.filter(follows).values_list("name", flat=True))
    assert edit(sign_in(COORDINATOR), user, groups=[]).status_code == 302
    assert classes
    assert set(user.groups.values_list("name", flat=True)) == {roles.MODERATORS} | classes


def test_the_role_of_moderators_cannot_be_sent(sign_in):
    user = User.objects.get(username=TEACHER)
    moderators = Group.objects.get(name=roles.MODERATORS)
    answer = edit(sign_in(COORDINATOR), user, groups=[moderators.pk])
    assert "groups" in answer.context["form"].errors
    in_bulk = f"{reverse('wagtail_bulk_action', args=['members', 'user', 'assign_role'])}?id={user.pk}"
    sign_in(COORDINATOR).post(in_bulk, {"role": moderators.pk})
    assert not user.groups.filter(pk=moderators.pk).exists()


def test_an_account_that_gets_another_person_gets_that_persons_care(sign_in):
    user = User.objects.get(username=MODERATOR)
    assert edit(sign_in(COORDINATOR), user, groups=[], person=PersonFactory().pk).status_code == 302
    assert not user.groups.exists()


# No way up.


def test_a_coordinator_makes_no_administrator_of_anybody(sign_in):
    coordinator = sign_in(COORDINATOR)
    assert 'name="is_superuser"' not in coordinator.get(reverse(NEW)).text
    give(coordinator, is_superuser="on")
    assert not User.objects.get(username="novikova").is_superuser
    for login in (COORDINATOR, TEACHER):
        edit(coordinator, User.objects.get(username=login), is_superuser="on")
        assert not User.objects.get(username=login).is_superuser, login


def test_a_coordinator_does_not_touch_an_administrators_account(sign_in):
    admin = User.objects.get(username=ADMIN)
    coordinator = sign_in(COORDINATOR)
    before = admin.password
    assert coordinator.get(reverse("wagtailusers_users:edit", args=[admin.pk])).status_code in {302, 403}
    edit(coordinator, admin, password1=PASSWORD, password2=PASSWORD)
    coordinator.post(reverse("wagtailusers_users:delete", args=[admin.pk]))
    for action, sent in (("set_active_state", {"mark_as_active": "False"}), ("delete", {})):
        address = reverse("wagtail_bulk_action", args=["members", "user", action])
        coordinator.post(f"{address}?id={admin.pk}", sent)
    admin.refresh_from_db()
    assert admin.password == before
    assert admin.is_active


def test_an_administrator_makes_another(sign_in):
    give(sign_in(ADMIN), is_superuser="on")
    assert User.objects.get(username="novikova").is_superuser


@pytest.mark.parametrize("login", [MODERATOR, TEACHER, CARER])
def test_nobody_else_gives_accounts(login, sign_in):
    assert give(sign_in(login)).status_code in {302, 403}
    assert not User.objects.filter(username="novikova").exists()

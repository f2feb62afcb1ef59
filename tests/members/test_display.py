"""How people are named to those who look: adults as they chose, pupils as the law allows."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from demo.factories import PersonFactory, PupilFactory, SchoolClassFactory, UserFactory, entry_year_of
from members.display import display_name
from members.hidden import hidden_from
from members.models import Consent, Person, Purpose, User
from tests.personas import (
    ADMIN,
    ANONYMOUS,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    EVERYBODY,
    MODERATOR,
    PUPIL,
    REVIEWER,
    TEACHER,
)

STAFF = {ADMIN, COORDINATOR, MODERATOR, TEACHER}


def viewer(login: str) -> User | AnonymousUser:
    return AnonymousUser() if login == ANONYMOUS else User.objects.get(username=login)


@pytest.fixture
def fifth_grader() -> Person:
    return PupilFactory(last_name="Щеглова", first_name="Вера", school_class__entry_year=entry_year_of(5))


# Adults.


@pytest.mark.parametrize("login", EVERYBODY, ids=lambda login: login or "anonymous")
@pytest.mark.parametrize("kind", ["staff", "carer", "colleague"])
@pytest.mark.parametrize(
    ("shown_as", "patronymic", "name"),
    [
        ("full", "Викторовна", "Марина Викторовна Щеглова"),
        ("polite", "Викторовна", "Марина Викторовна"),
        ("initials", "Викторовна", "М. В. Щеглова"),
        ("full", "", "Марина Щеглова"),
        ("polite", "", "Марина"),
        ("initials", "", "М. Щеглова"),
    ],
)
def test_an_adult_is_named_as_they_chose_whoever_looks(shown_as, patronymic, name, kind, login):
    person = PersonFactory(last_name="Щеглова", patronymic=patronymic, kind=kind, shown_as=shown_as)
    assert display_name(person, viewer(login)) == name


# Pupils.


@pytest.mark.parametrize("login", EVERYBODY, ids=lambda login: login or "anonymous")
def test_a_pupil_is_named_to_the_staff_and_to_the_class_alone(login, fifth_grader):
    known = login in STAFF | {PUPIL, CARER}  # the carer of a classmate is of the class
    assert display_name(fifth_grader, viewer(login)) == ("Вера Щ., 5 «А»" if known else "ученик 5 «А»")


@pytest.mark.parametrize("shown_as", ["full", "polite", "initials"])
def test_a_pupil_cannot_be_shown_fully_by_choice(shown_as, fifth_grader):
    fifth_grader.shown_as = shown_as
    fifth_grader.patronymic = "Олеговна"
    for login in EVERYBODY:
        assert "Щеглова" not in display_name(fifth_grader, viewer(login))
        assert "Олеговна" not in display_name(fifth_grader, viewer(login))


def test_a_pupil_of_another_class_is_a_stranger(fifth_grader):
    assert display_name(fifth_grader, viewer("uchenik7b")) == "ученик 5 «А»"


def test_a_pupil_knows_their_own_name():
    person = User.objects.get(username=PUPIL).person
    assert display_name(person, viewer(PUPIL)) == "Дарья И., 5 «А»"


def test_a_pupil_without_a_class_is_a_stranger_to_another_without_one():
    one, other = PupilFactory(school_class=None), PupilFactory(school_class=None, first_name="Глеб")
    account = UserFactory(person=other)
    assert display_name(one, account) == "ученик школы"
    assert display_name(other, account).startswith("Глеб С.")


def test_the_class_of_a_pupil_grows_with_the_years():
    pupil = PupilFactory(school_class=SchoolClassFactory(entry_year=entry_year_of(11), letter="В"))
    assert display_name(pupil, AnonymousUser()) == "ученик 11 «В»"


@pytest.mark.parametrize("login", ["gerasimov", COLLEAGUE, REVIEWER])
def test_a_staff_group_alone_makes_nobody_staff(login, fifth_grader):
    """Who works at the school is said of the person; a role may be lent to others."""
    account = viewer(login)
    account.groups.set(User.objects.get(username=TEACHER).groups.all())
    assert display_name(fifth_grader, account) == "ученик 5 «А»"


def test_an_account_without_a_person_sees_no_child(fifth_grader):
    assert display_name(fifth_grader, UserFactory(is_superuser=True)) == "ученик 5 «А»"


def test_a_closed_account_sees_no_child(fifth_grader):
    account = viewer(TEACHER)
    account.is_active = False
    assert display_name(fifth_grader, account) == "ученик 5 «А»"


def test_who_has_gone_leaves_no_name():
    assert display_name(None, viewer(TEACHER)) == "участник, покинувший сообщество"


def test_templates_name_people_by_the_same_rule(fifth_grader):
    template = Template("{% load people %}{% person who %}")
    request = RequestFactory().get("/")
    for login in (ANONYMOUS, TEACHER):
        request.user = viewer(login)
        drawn = template.render(Context({"request": request, "who": fifth_grader}))
        assert drawn == display_name(fifth_grader, request.user)


def test_a_name_is_text_and_not_markup():
    person = PersonFactory(first_name="<script>", last_name="Щ")
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    drawn = Template("{% load people %}{% person who %}").render(Context({"request": request, "who": person}))
    assert "<script>" not in drawn


def test_staff_who_have_left_see_what_everybody_sees():
    teacher = User.objects.select_related("person").get(username="uchitel")
    pupil = Person.objects.get(account__username="uchenik7b")
    Consent.objects.filter(person=pupil).delete()
    assert hidden_from(teacher, Purpose.NAME) is None
    teacher.person.left_on = timezone.localdate()
    assert pupil in hidden_from(teacher, Purpose.NAME)
    assert display_name(pupil, teacher).startswith("ученик")

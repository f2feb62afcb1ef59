"""A class teacher writes to the own class from a phone: who may, where it stands, who reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from classes.models import ClassCornerPage
from demo.factories import AnnouncementPageFactory, SchoolClassFactory
from members.models import NameUse, User
from resources.models import AnnouncementPage, AnnouncementsPage
from tests.pages import soup, titles
from tests.personas import (
    ADMIN,
    ANONYMOUS,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    MODERATOR,
    PUPIL,
    REVIEWER,
    TEACHER,
)
from tests.writing.steps import TEXT, begin, drawn, errors, latest, main_of, send, step

NEW = "/napisat/obyavlenie/"
TITLE = "В среду без шестого урока"
ANSWERS = {"how_to_use": "Встречайте детей на час раньше."}
OTHER_PUPIL = "uchenik7b"
OTHER_TEACHER = "zaytseva"
"""Leads no class."""


@pytest.fixture
def other_corner():
    return ClassCornerPage.objects.get(school_class__group__user__username=OTHER_PUPIL)


def published(client, **changes):
    """An announcement, written and sent: the page."""
    page = begin(client, "obyavlenie", title=TITLE, **changes)
    assert send(client, step("details", page), ANSWERS)["Location"] == step("look", page)
    assert client.post(step("send", page)).status_code == 302
    return AnnouncementPage.objects.get(pk=page.pk)


def test_an_announcement_is_written_in_three_steps_and_read_by_the_class_alone(teacher, corner, sign_in):
    until = timezone.localdate() + timedelta(days=3)
    page = begin(teacher, "obyavlenie", title=TITLE)
    assert isinstance(page, AnnouncementPage)
    assert page.get_parent().pk == corner.pk
    assert not page.live
    answers = {**ANSWERS, "ends_on": until.isoformat(), "is_pinned": "on"}
    assert send(teacher, step("details", page), answers)["Location"] == step("look", page)
    seen = teacher.get(step("look", page))
    assert seen.templates[0].name == "resources/announcement_page.html"
    assert "Встречайте детей на час раньше." in main_of(seen).get_text()

    sent = teacher.post(step("send", page), follow=True)
    assert "Опубликовано:" in sent.text  # who looks after the corner is not checked
    page = AnnouncementPage.objects.get(pk=page.pk)
    assert (page.ends_on, page.is_pinned, page.owner.username) == (until, True, TEACHER)
    found = {login: sign_in(login).get(page.url).status_code for login in (PUPIL, CARER, MODERATOR)}
    assert found == dict.fromkeys((PUPIL, CARER, MODERATOR), 200)
    refused = {login: sign_in(login).get(page.url).status_code for login in (OTHER_PUPIL, COLLEAGUE)}
    assert refused == dict.fromkeys((OTHER_PUPIL, COLLEAGUE), 403)
    assert sign_in(ANONYMOUS).get(page.url).status_code == 302
    assert TITLE not in titles(sign_in(PUPIL).get(AnnouncementsPage.objects.get().url))


def test_the_corner_offers_it_to_who_may_write_there_and_to_nobody_else(corner, sign_in):
    address = f"{NEW}?place={corner.pk}"
    offered = {
        login
        for login in (ADMIN, COORDINATOR, MODERATOR, TEACHER, CARER, PUPIL)
        if main_of(sign_in(login).get(corner.url)).find("a", href=address) is not None
    }
    assert offered == {ADMIN, COORDINATOR, TEACHER}
    link = main_of(sign_in(TEACHER).get(corner.url)).find("a", href=address)
    assert link.get_text() == "Написать объявление"
    assert drawn(sign_in(COORDINATOR).get(address))["place"] == str(corner.pk)


@pytest.mark.parametrize("who", [CARER, PUPIL, COLLEAGUE, OTHER_PUPIL, REVIEWER, OTHER_TEACHER])
def test_others_are_refused_with_a_page_that_says_why(who, corner, sign_in):
    client = sign_in(who)
    before = Page.objects.count()
    for address in (NEW, f"{NEW}?place={corner.pk}"):
        refused = client.get(address)
        assert refused.status_code == 403
        assert "Писать на сайте могут" in refused.text or "классный руководитель" in refused.text
    answer = client.post(NEW, {"title": TITLE, "text": TEXT, "place": str(corner.pk), "do": "next"})
    assert answer.status_code == 403
    assert Page.objects.count() == before


def test_a_stranger_is_asked_to_sign_in(sign_in):
    assert sign_in(ANONYMOUS).get(NEW)["Location"].startswith("/accounts/login/?next=")


def test_the_teacher_of_another_class_writes_to_the_own_one_only(corner, other_corner, sign_in):
    client = sign_in(other_corner.school_class.class_teacher.account.username)
    refused = client.get(f"{NEW}?place={corner.pk}")
    assert refused.status_code == 403
    assert "классный руководитель" in refused.text
    data = {**drawn(client.get(NEW)), "title": TITLE, "text": TEXT, "do": "next"}
    refused = client.post(NEW, {**data, "place": str(corner.pk)})
    assert set(errors(refused)) == {"place"}
    assert TEXT in soup(refused).find("textarea", {"name": "text"}).get_text()
    assert not AnnouncementPage.objects.filter(title=TITLE).exists()
    assert client.post(NEW, data).status_code == 302  # one class: nothing is asked
    assert AnnouncementPage.objects.get(title=TITLE).get_parent().pk == other_corner.pk


def test_who_leads_two_classes_says_which(teacher, corner, other_corner):
    user = User.objects.get(username=TEACHER)
    other_corner.school_class.class_teacher = user.person
    other_corner.school_class.save()
    asked = teacher.get(NEW)
    options = [one.get_text() for one in soup(asked).select("[name=place] option")]
    assert options == ["Выберите", corner.title, other_corner.title]
    refused = send(teacher, NEW, {"title": TITLE, "text": TEXT, "place": ""}, "leave")
    assert set(errors(refused)) == {"place"}
    strange = ClassCornerPage.objects.exclude(pk__in=[corner.pk, other_corner.pk]).first()
    refused = send(teacher, NEW, {"title": TITLE, "text": TEXT, "place": str(strange.pk)})
    assert set(errors(refused)) == {"place"}
    assert TEXT in soup(refused).find("textarea", {"name": "text"}).get_text()
    page = begin(teacher, "obyavlenie", title=TITLE, place=str(other_corner.pk))
    assert page.get_parent().pk == other_corner.pk


def test_nobody_writes_to_a_class_that_has_left_school(corner, sign_in):
    corner.school_class.ended_on = timezone.localdate()
    corner.school_class.save()
    client = sign_in(COORDINATOR)
    assert NEW not in client.get(corner.url).text
    assert client.get(f"{NEW}?place={corner.pk}").status_code == 403
    offered = [one["value"] for one in soup(client.get(NEW)).select("[name=place] option")]
    assert str(corner.pk) not in offered


def test_what_an_announcement_must_say_is_asked_by_its_field(teacher):
    page = begin(teacher, "obyavlenie", title=TITLE)
    refused = send(teacher, step("details", page), {"how_to_use": " ", "is_pinned": "on"})
    assert set(errors(refused)) == {"how_to_use"}
    assert drawn(refused)["is_pinned"] == "on"
    assert send(teacher, step("details", page), {"how_to_use": ""}, "leave").status_code == 302
    assert teacher.post(step("send", page))["Location"] == step("details", page) + "?check=1"
    assert not AnnouncementPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("day", ["вчера", "32.01.2026", "\x00", "9999999999-01-01"])
def test_a_wrong_day_is_told_by_its_field_and_the_rest_is_kept(day, teacher):
    page = begin(teacher, "obyavlenie", title=TITLE)
    refused = send(teacher, step("details", page), {**ANSWERS, "ends_on": day})
    assert set(errors(refused)) == {"ends_on"}
    assert drawn(refused)["how_to_use"] == ANSWERS["how_to_use"]


def test_a_day_that_is_over_is_no_surprise_for_readers(teacher):
    page = begin(teacher, "obyavlenie", title=TITLE)
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    refused = send(teacher, step("details", page), {**ANSWERS, "ends_on": past})
    assert set(errors(refused)) == {"ends_on"}


def test_a_day_typed_in_another_window_is_kept(teacher):
    page = begin(teacher, "obyavlenie", title=TITLE)
    until = (timezone.localdate() + timedelta(days=2)).isoformat()
    here = drawn(teacher.get(step("details", page)))
    send(teacher, step("details", page), {"ends_on": until, "is_pinned": "on"}, "leave")
    teacher.post(step("details", page), {**here, **ANSWERS, "do": "leave"})
    draft = latest(page)
    assert (draft.how_to_use, draft.ends_on.isoformat()) == (ANSWERS["how_to_use"], until)
    assert draft.is_pinned


def test_it_is_among_ones_own_texts_and_the_schools_announcements_are_not(teacher, corner):
    page = begin(teacher, "obyavlenie", do="leave", title=TITLE)
    school = AnnouncementPageFactory(
        parent=AnnouncementsPage.objects.get(), title="Всей школе", owner=page.owner
    )
    listed = main_of(teacher.get("/napisat/"))
    item = next(one for one in listed.select(".own__item") if TITLE in one.get_text())
    assert "Объявление классу" in item.get_text()
    assert "Всей школе" not in listed.get_text()
    assert teacher.get(step("text", school)).status_code == 404


def test_a_class_may_name_its_own_and_another_class_may_not(teacher, sign_in):
    page = published(teacher, text="Стихи читает Даша Иванченко.")
    assert page.live
    assert NameUse.objects.filter(page=page.pk, reason="").exists()
    assert "Даша Иванченко" in sign_in(PUPIL).get(page.url).text


def test_a_child_of_another_class_waits_for_a_reason(teacher):
    page = begin(teacher, "obyavlenie", title=TITLE, text="К нам придёт Тимур Хуажев.")
    send(teacher, step("details", page), ANSWERS)
    asked = teacher.post(step("send", page))
    assert asked.status_code == 400
    assert soup(asked).find("textarea", {"name": "name_reason"}) is not None
    assert not AnnouncementPage.objects.get(pk=page.pk).live


def test_the_list_of_ones_own_costs_the_same_with_more_announcements(teacher, corner, count_queries):
    owner = User.objects.get(username=TEACHER)
    AnnouncementPageFactory(parent=corner, owner=owner)
    before = count_queries(lambda: teacher.get("/napisat/"))
    for _ in range(8):
        AnnouncementPageFactory(parent=corner, owner=owner)
    assert count_queries(lambda: teacher.get("/napisat/")) <= before


def test_a_coordinators_form_costs_the_same_with_more_classes(sign_in, count_queries):
    client = sign_in(COORDINATOR)
    before = count_queries(lambda: client.get(NEW))
    for letter in "ШЩЭ":
        SchoolClassFactory(entry_year=2022, letter=letter)
    from classes.services import create_corners

    create_corners()
    assert count_queries(lambda: client.get(NEW)) <= before

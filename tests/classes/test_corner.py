"""A corner: whose it is, what is in it, that nobody opens it, who writes there and who comments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPage
from classes.models import ClassCornerPage, ClassesPage, TeacherCare
from classes.services import create_corners, equalise_corners
from core.visibility import can_see
from demo.factories import (
    AnnouncementPageFactory,
    EventPageFactory,
    PersonFactory,
    SchoolClassFactory,
    UserFactory,
)
from discussions.models import Comment
from discussions.policy import standing_of
from members import roles
from members.assignments import in_force, looks_after
from members.models import Assignment, User
from resources.models import AnnouncementPage, AnnouncementsPage
from tests.pages import add_page, edit_page, errors, soup, titles
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

OTHER_PUPIL, OTHER_CARER, OTHER_TEACHER = "uchenik7b", "gerasimov", "tlekhas"
MEMBERS = (PUPIL, CARER, TEACHER, MODERATOR)  # the moderator teaches mathematics there
OTHERS = (OTHER_PUPIL, OTHER_CARER, OTHER_TEACHER, COLLEAGUE)
PRIVACY = "wagtailadmin_pages:set_privacy"


def user(login: str) -> User:
    return User.objects.get(username=login)


def doors(corner: ClassCornerPage) -> list[tuple[str, set[str]]]:
    rows = PageViewRestriction.objects.filter(page=corner).order_by("pk")
    return [(row.restriction_type, set(row.groups.values_list("name", flat=True))) for row in rows]


def closed_to_class(corner: ClassCornerPage) -> list[tuple[str, set[str]]]:
    return [("groups", {corner.school_class.group.name})]


# Whose it is.


def test_members_and_the_coordinator_enter_and_nobody_else(corner, sign_in):
    found = {login: sign_in(login).get(corner.url).status_code for login in (ANONYMOUS, *MEMBERS, *OTHERS)}
    assert found == {ANONYMOUS: 302} | dict.fromkeys(MEMBERS, 200) | dict.fromkeys(OTHERS, 403)
    assert sign_in(COORDINATOR).get(corner.url).status_code == 200


def test_it_says_who_leads_who_teaches_and_what_is_new_by_kind(corner, sign_in):
    page = soup(sign_in(CARER).get(corner.url))
    text = page.select_one("main").get_text(" ", strip=True)
    assert page.h1.get_text() == f"Класс {corner.title}"
    assert "Классный руководитель: В. С. Орлов" in text
    assert "Ольга Сергеевна Дьяченко, учитель математики" in text
    assert [head.get_text() for head in page.select("main h2")][:3] == [
        "Объявления",
        "Мероприятия",
        "Материалы",
    ]
    shown = titles(sign_in(CARER).get(corner.url))
    assert "Что взять на экскурсию в музей" in shown
    assert "Родителям: о чём поговорим на встрече" in shown
    assert "Родителям: о чём поговорим на встрече" not in titles(sign_in(PUPIL).get(corner.url))


def test_one_kind_alone_is_read_page_by_page_and_what_is_over_apart(corner, sign_in):
    client = sign_in(PUPIL)
    for number in range(30):
        AnnouncementPageFactory(parent=corner, title=f"Новость {number}")
    first = client.get(f"{corner.url}?stream=obyavleniya")
    assert first.context["page_obj"].paginator.count == 32
    assert client.get(f"{corner.url}?stream=obyavleniya&page=2").status_code == 200
    assert titles(client.get(f"{corner.url}?stream=meropriyatiya&past=on")) == ["Осенний поход к роднику"]
    assert titles(client.get(f"{corner.url}?stream=materialy&past=on")) == []


@pytest.mark.parametrize(
    "bad", ["?stream=dvoyki", "?stream=obyavleniya&page=99", "?stream=obyavleniya&page=x"]
)
def test_what_is_not_there_is_answered_in_russian(bad, corner, sign_in):
    response = sign_in(PUPIL).get(corner.url + bad)
    assert response.status_code in {400, 404}
    assert "<h1" in response.text


def test_an_empty_corner_says_so(sign_in, home):
    other = ClassCornerPage.objects.get(school_class__class_teacher__account__username="gromova")
    response = sign_in("gromova").get(other.url)
    assert "В уголке пока пусто" in response.text


def test_its_calendar_holds_what_comes_and_is_for_members(corner, sign_in):
    response = sign_in(CARER).get(f"{corner.url}ics/")
    assert response["Content-Type"].startswith("text/calendar")
    assert "Едем в краеведческий музей" in response.text
    assert "роднику" not in response.text
    assert sign_in(ANONYMOUS).get(f"{corner.url}ics/").status_code == 302
    assert sign_in(OTHER_PUPIL).get(f"{corner.url}ics/").status_code == 403


def test_my_class_is_in_the_menu_of_its_members(corner, sign_in):
    def links(login: str) -> dict[str, str]:
        page = BeautifulSoup(sign_in(login).get("/search/").text, "html.parser")
        return {one.get_text(strip=True): one["href"] for one in page.select(".account-menu a")}

    assert links(PUPIL)[f"Мой класс, {corner.title}"] == corner.url
    assert links(TEACHER)["Мои классы"] == ClassesPage.objects.get().url
    assert links(COORDINATOR)["Классы"] == ClassesPage.objects.get().url
    assert not [title for title in links(COLLEAGUE) if "класс" in title.lower()]


def test_ones_own_class_stands_in_the_header_of_every_page(corner, sign_in):
    def own(login: str) -> dict[str, str]:
        page = BeautifulSoup(sign_in(login).get("/search/").text, "html.parser")
        return {one.get_text(strip=True): one["href"] for one in page.select("header .own-class")}

    assert own(PUPIL) == own(CARER) == {corner.title: corner.url}
    assert own(TEACHER) == {"Мои классы": ClassesPage.objects.get().url}
    assert own(COORDINATOR) == own(COLLEAGUE) == own(ANONYMOUS) == {}


def test_the_section_lists_ones_own_and_tells_others_why_it_is_empty(corner, sign_in):
    section = ClassesPage.objects.get()
    assert titles(sign_in(PUPIL).get(section.url)) == [corner.title]
    assert titles(sign_in(TEACHER).get(section.url)) == ["5 «А»", "7 «Б»", "9 «А»"]
    assert len(titles(sign_in(COORDINATOR).get(section.url))) >= 12
    assert "Войдите, и откроется ваш класс" in sign_in(ANONYMOUS).get(section.url).text
    assert "У вас здесь пока нет класса" in sign_in(COLLEAGUE).get(section.url).text


def test_the_first_page_shows_a_class_its_news_marked_and_apart_from_the_schools(corner, sign_in):
    AnnouncementPageFactory(parent=corner, title="Завтра без сменки", is_pinned=True)
    page = soup(sign_in(TEACHER).get("/"))
    own = page.select_one(".class-news")
    assert own.h2.get_text() == "Новое в ваших классах"
    card = next(one for one in own.select("li") if "Завтра без сменки" in one.get_text())
    assert corner.title in card.get_text()
    assert "Завтра без сменки" not in page.select_one(".news").get_text()
    for login in (ANONYMOUS, COORDINATOR, OTHER_PUPIL):
        assert "Завтра без сменки" not in sign_in(login).get("/").text
    assert "Завтра без сменки" not in titles(sign_in(PUPIL).get(AnnouncementsPage.objects.get().url))


def test_search_marks_what_is_of_a_class(corner, sign_in):
    found = soup(sign_in(MODERATOR).get("/search/", {"q": "обыкновенные дроби перед контрольной"}))
    card = next(one for one in found.select(".card") if "Листок для 5 «А»" in one.get_text())
    assert "5 «А»" in card.select_one(".meta").get_text()


def test_a_corner_costs_the_same_with_thirty_items_more(corner, sign_in, count_queries):
    client = sign_in(PUPIL)
    AnnouncementPageFactory(parent=corner)
    before = count_queries(lambda: client.get(corner.url))
    for _ in range(10):
        AnnouncementPageFactory(parent=corner)
        EventPageFactory(parent=corner)
    assert count_queries(lambda: client.get(corner.url)) <= before


# Nobody opens it.


def test_a_new_corner_is_closed_in_the_transaction_that_makes_it(home):
    section = ClassesPage.objects.get()
    fresh = ClassCornerPage(school_class=SchoolClassFactory(letter="Я"))
    section.add_child(instance=fresh)
    assert doors(fresh) == closed_to_class(fresh)


def test_whatever_is_done_to_its_restriction_it_stays_closed_to_its_class(corner):
    everybody = Group.objects.get(name=roles.COLLEAGUES)
    row = PageViewRestriction.objects.get(page=corner)
    row.groups.add(everybody)
    assert doors(corner) == closed_to_class(corner)
    row.groups.clear()
    assert doors(corner) == closed_to_class(corner)
    row.groups.set([everybody])
    assert doors(corner) == closed_to_class(corner)
    row.restriction_type = PageViewRestriction.LOGIN
    row.save()
    assert doors(corner) == closed_to_class(corner)
    row.delete()
    assert doors(corner) == closed_to_class(corner)
    PageViewRestriction.objects.filter(page=corner).delete()
    assert doors(corner) == closed_to_class(corner)
    assert not can_see(corner, user(COLLEAGUE))


@pytest.mark.parametrize("login", [ADMIN, COORDINATOR, TEACHER])
@pytest.mark.parametrize("chosen", ["none", "login"])
def test_the_privacy_dialog_does_not_open_it(login, chosen, corner, sign_in):
    address = reverse(PRIVACY, args=[corner.pk])
    client = sign_in(login)
    assert client.get(address).status_code in {302, 403}
    client.post(address, {"restriction_type": chosen})
    assert doors(corner) == closed_to_class(corner)


def test_what_is_inside_may_be_closed_further_and_never_opened(corner, sign_in):
    page = AnnouncementPageFactory(parent=corner)
    sign_in(COORDINATOR).post(reverse(PRIVACY, args=[page.pk]), {"restriction_type": "login"})
    assert PageViewRestriction.objects.filter(page=page).exists()
    assert sign_in(OTHER_PUPIL).get(page.url).status_code == 403


def test_a_copy_of_a_corner_is_closed_too_and_cannot_be_a_second_one(corner, sign_in):
    copy = corner.copy(recursive=True, update_attrs={"slug": "kopiya"}, keep_live=True)
    assert all(door == closed_to_class(corner)[0] for door in doors(copy))
    assert doors(copy)
    refused = edit_page(sign_in(COORDINATOR), copy, {"school_class": str(corner.school_class_id)})
    assert "уголок уже есть" in errors(refused)["school_class"]


def test_a_second_corner_is_refused_by_the_form(corner, sign_in):
    refused = add_page(
        sign_in(COORDINATOR),
        ClassCornerPage,
        ClassesPage.objects.get(),
        {"school_class": str(corner.school_class_id), "slug": "vtoroy"},
    )
    assert "У этого класса уголок уже есть" in errors(refused)["school_class"]


def test_a_corner_cannot_be_given_to_another_class(corner, sign_in):
    other = SchoolClassFactory(letter="Я")
    edit_page(sign_in(TEACHER), corner, {"school_class": str(other.pk), "summary": "Новое слово."})
    corner.refresh_from_db()
    assert corner.school_class != other
    assert corner.summary == "Новое слово."


def test_deleting_a_corner_goes_through(corner, sign_in):
    sign_in(COORDINATOR).post(reverse("wagtailadmin_pages:delete", args=[corner.pk]))
    assert not ClassCornerPage.objects.filter(pk=corner.pk).exists()
    assert [one.title for one in create_corners()] == [corner.title]


# Its class changes.


def test_corners_are_made_for_classes_without_one_and_only_once(home):
    school_class = SchoolClassFactory(letter="Я")
    assert [one.school_class for one in create_corners()] == [school_class]
    assert create_corners() == []


def test_the_class_teacher_looks_after_the_corner_from_that_day_until_the_last(corner, of_class, sign_in):
    assert looks_after(user(TEACHER), corner)
    TeacherCare.objects.get(school_class=of_class)
    old = in_force().get(page=corner)
    Assignment.objects.filter(pk=old.pk).update(starts_on=timezone.localdate() - timedelta(days=30))
    by_hand = Assignment.objects.create(person=user("mironova").person, page=corner)
    of_class.class_teacher = user(OTHER_TEACHER).person
    of_class.save()
    assert not looks_after(user(TEACHER), corner)
    assert looks_after(user(OTHER_TEACHER), corner)
    old.refresh_from_db()
    assert old.ends_on == timezone.localdate() - timedelta(days=1)
    assert in_force().filter(pk=by_hand.pk).exists()
    equalise_corners()
    assert in_force().filter(page=corner).count() == 2
    of_class.class_teacher = None
    of_class.save()
    assert not looks_after(user(OTHER_TEACHER), corner)


def test_being_a_class_teacher_makes_no_moderator_of_the_site(of_class):
    teacher = UserFactory(
        username="novyy", person=PersonFactory(), groups=[Group.objects.get(name=roles.TEACHERS)]
    )
    of_class.class_teacher = teacher.person
    of_class.save()
    assert not teacher.groups.filter(name=roles.MODERATORS).exists()
    Assignment.objects.create(person=teacher.person, page=BlogPage.objects.get())
    assert teacher.groups.filter(name=roles.MODERATORS).exists()


def test_the_class_teacher_publishes_there_and_others_do_not(corner, sign_in):
    fields = {"title": "Сменная обувь", "how_to_use": "Возьмите завтра."}
    add_page(sign_in(TEACHER), AnnouncementPage, corner, fields)
    page = AnnouncementPage.objects.child_of(corner).get(title="Сменная обувь")
    assert page.live
    assert sign_in(CARER).get(page.url).status_code == 200
    address = reverse("wagtailadmin_pages:add", args=["resources", "announcementpage", corner.pk])
    refused = {login: sign_in(login).get(address).status_code for login in (OTHER_TEACHER, MODERATOR)}
    assert refused == {OTHER_TEACHER: 404, MODERATOR: 302}  # who teaches the class knows of its corner
    assert sign_in(TEACHER).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


# What is said there.


def test_members_comment_and_the_words_of_pupils_wait_for_the_class_teacher(corner, sign_in):
    page = AnnouncementPage.objects.child_of(corner).filter(is_pinned=True).get()
    found = {login: standing_of(user(login), page) for login in (CARER, PUPIL, TEACHER)}
    assert [found[CARER].may_write, found[CARER].waits] == [True, False]
    assert [found[PUPIL].may_write, found[PUPIL].waits] == [True, True]
    assert found[TEACHER].moderates
    waiting = Comment.objects.get(page=page, state=Comment.State.WAITING)
    assert waiting.comment in sign_in(TEACHER).get(page.url).text
    assert waiting.comment not in sign_in(CARER).get(page.url).text


def test_editors_are_offered_neither_pages_nor_files_of_a_class_of_others(corner, sign_in):
    page = AnnouncementPage.objects.child_of(corner).filter(is_pinned=True).get()
    document = page.attachments.first().document
    pages = reverse("wagtailadmin_choose_page_child", args=[corner.pk])
    assert page.title in sign_in(TEACHER).get(pages).json()["html"]
    assert sign_in(OTHER_TEACHER).get(pages).status_code == 404
    for name in ("wagtaildocs_chooser:choose_results", "wagtailimages_chooser:choose_results"):
        assert sign_in(OTHER_TEACHER).get(reverse(name), {"q": document.title}).status_code == 200
    documents = reverse("wagtaildocs_chooser:choose_results")
    found = {
        login: document.title in sign_in(login).get(documents, {"q": "список вещей"}).text
        for login in (TEACHER, OTHER_TEACHER, COORDINATOR)
    }
    assert found == {TEACHER: True, OTHER_TEACHER: False, COORDINATOR: True}
    assert sign_in(OTHER_TEACHER).get(document.url).status_code == 403

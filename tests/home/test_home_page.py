"""The first page: what is new and near, the way to every section."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.formats import date_format

from blog.models import BlogPage, PostPage
from core.models import Subject
from demo.factories import AnnouncementPageFactory, EventPageFactory, MaterialPageFactory, PostPageFactory
from discussions.models import Comment
from events.models import EventPage, EventsPage
from members import roles
from resources.models import AnnouncementPage, AnnouncementsPage, TimetablePage
from subjects.models import MaterialPage, SubjectPage
from tests.pages import soup
from tests.personas import ANONYMOUS, CARER, EVERYBODY, MODERATOR, PUPIL, TEACHER


def parts(client) -> dict[str, list[str]]:
    """The titles that stand under each heading of the first page, in their order."""
    page = BeautifulSoup(client.get("/").text, "html.parser")
    return {
        part.select_one("h2").get_text(strip=True): [
            title.get_text(strip=True) for title in part.select("h3 a, .tile__title")
        ]
        for part in page.select("main section")
    }


def day(offset: int):
    return timezone.localdate() + timedelta(days=offset)


@pytest.mark.parametrize("login", EVERYBODY, ids=lambda login: login or "anonymous")
def test_the_first_page_opens_for_everybody_with_something_in_every_part(login, sign_in):
    shown = parts(sign_in(login))
    of_class = {part for part in shown if part.startswith(("Новое в классе", "Новое в ваших"))}
    assert bool(of_class) == (login in {MODERATOR, TEACHER, CARER, PUPIL})
    assert set(shown) - of_class == {
        "Объявления",
        "Скоро",
        "Обсуждают",
        "Новое в блоге",
        "Новые материалы",
        "Предметы",
        "Все разделы",
    }
    assert all(shown.values())


def test_it_greets_with_the_schools_own_words(home, sign_in):
    page = BeautifulSoup(sign_in(ANONYMOUS).get("/").text, "html.parser")
    assert [title.get_text(strip=True) for title in page.select("h1")] == [home.welcome_title]
    assert page.select_one("header .brand__school").get_text(strip=True) in page.select_one("title").text


@pytest.mark.parametrize(("login", "name"), [(CARER, "Оксана Васильевна"), (PUPIL, "Дарья")])
def test_it_greets_a_member_by_name(login, name, sign_in, home):
    page = soup(sign_in(login).get("/"))
    assert [title.get_text(strip=True) for title in page.select("h1")] == [f"Здравствуйте, {name}!"]


def test_lessons_of_ones_own_classes_stand_beside_their_news(sign_in):
    def ways(login: str) -> dict[str, str]:
        page = soup(sign_in(login).get("/"))
        return {link.get_text(strip=True): link["href"] for link in page.select(".class-news .news__all a")}

    timetable = TimetablePage.objects.get(kind=TimetablePage.Kind.LESSONS)
    assert ways(CARER)["Уроки 5 «А»"] == f"{timetable.url}?{urlencode({'class': '5 «А»'})}"
    assert len([title for title in ways(TEACHER) if title.startswith("Уроки ")]) == 3
    assert sign_in(CARER).get(ways(CARER)["Уроки 5 «А»"]).context["chosen"] == "5 «А»"
    timetable.unpublish()
    assert list(ways(CARER)) == ["Уголок класса"]


def test_it_shows_all_nine_subjects_in_their_order(sign_in):
    expected = [subject.title for subject in Subject.objects.order_by("sort_order")]
    assert parts(sign_in(ANONYMOUS))["Предметы"] == expected
    assert len(expected) == 9


def test_a_pinned_announcement_stands_first_and_one_that_has_ended_is_gone(sign_in):
    section, client = AnnouncementsPage.objects.get(), sign_in(ANONYMOUS)
    AnnouncementPage.objects.update(is_pinned=False)
    pinned = AnnouncementPageFactory(parent=section, title="Закреплённое", is_pinned=True, ends_on=day(0))
    fresh = AnnouncementPageFactory(parent=section, title="Свежее")
    AnnouncementPageFactory(parent=section, title="Кончилось", is_pinned=True, ends_on=day(-1))
    AnnouncementPageFactory(parent=section, title="Не началось", is_pinned=True, starts_on=day(1))
    shown = parts(client)["Объявления"]
    assert [title.removeprefix("Закреплено: ") for title in shown[:2]] == [pinned.title, fresh.title]
    assert not {"Кончилось", "Не началось"} & set(shown)
    assert len(shown) == 4


def test_events_stand_soonest_first_and_those_that_are_over_are_gone(sign_in):
    section = EventsPage.objects.get()
    now = timezone.now()
    EventPageFactory(parent=section, title="Второе", starts_at=now + timedelta(minutes=20))
    EventPageFactory(parent=section, title="Первое", starts_at=now + timedelta(minutes=10))
    EventPageFactory(
        parent=section, title="Прошло", starts_at=now - timedelta(hours=3), ends_at=now - timedelta(minutes=1)
    )
    shown = parts(sign_in(ANONYMOUS))["Скоро"]
    assert [title for title in shown if title in {"Первое", "Второе", "Прошло"}] == ["Первое", "Второе"]
    assert len(shown) == 3


def test_an_event_shows_its_day_as_a_leaf_of_a_calendar(sign_in):
    soon = timezone.localtime() + timedelta(minutes=10)
    event = EventPageFactory(parent=EventsPage.objects.get(), title="Вот-вот начнётся", starts_at=soon)
    page = soup(sign_in(ANONYMOUS).get("/"))
    entry = page.find("a", string=event.title).find_parent("li")
    assert entry.time["datetime"] == f"{soon:%Y-%m-%d}"
    assert entry.select_one(".leaf__day").get_text() == str(soon.day)
    assert date_format(soon, "G:i") in entry.get_text()


def test_the_latest_post_and_material_come_first(sign_in):
    PostPageFactory(parent=BlogPage.objects.get(), title="Сегодняшняя запись")
    subject = SubjectPage.objects.get(subject__slug="fizika")
    MaterialPageFactory(parent=subject, title="Сегодняшний материал", subjects=[subject.subject])
    shown = parts(sign_in(ANONYMOUS))
    assert shown["Новое в блоге"][0] == "Сегодняшняя запись"
    assert shown["Новые материалы"][0] == "Сегодняшний материал"
    assert (len(shown["Новое в блоге"]), len(shown["Новые материалы"])) == (2, 3)


def test_what_is_for_a_group_is_new_for_it_alone(sign_in):
    teachers = Group.objects.get(name=roles.TEACHERS)
    PostPageFactory(parent=BlogPage.objects.get(), title="Педсовет в пятницу", audience=[teachers])
    assert "Педсовет в пятницу" not in parts(sign_in(ANONYMOUS))["Новое в блоге"]
    assert "Педсовет в пятницу" not in parts(sign_in(CARER))["Новое в блоге"]
    assert parts(sign_in(TEACHER))["Новое в блоге"][0] == "Педсовет в пятницу"


def test_an_empty_site_has_a_first_page_too(sign_in):
    for kind in (AnnouncementPage, EventPage, MaterialPage, PostPage):
        kind.objects.update(live=False)
    Comment.objects.all().delete()
    page = sign_in(ANONYMOUS).get("/").text
    assert "Обсуждают" not in page
    assert "Записей пока нет." in page
    assert "Сейчас объявлений нет." in page
    assert "Ближайших мероприятий пока нет." in page
    assert "Материалов пока нет." in page


def test_who_is_signed_in_is_not_told_again_what_the_site_is(home, sign_in):
    words = BeautifulSoup(home.welcome, "html.parser").get_text()
    assert words in soup(sign_in(ANONYMOUS).get("/")).get_text()
    assert words not in soup(sign_in(PUPIL).get("/")).select_one("main").get_text()


def test_a_stranger_is_offered_to_sign_in_and_a_teacher_to_edit(sign_in):
    assert "/accounts/login/" in sign_in(ANONYMOUS).get("/").text
    assert "Редактировать сайт" not in sign_in(CARER).get("/").text
    assert "Редактировать сайт" in sign_in(TEACHER).get("/").text

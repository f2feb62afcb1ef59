"""Timetables: the week of a class with its changes, bells, clubs, and the school year as a calendar file."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.test.utils.form_data import streamfield

from demo.factories import PersonFactory, PupilFactory, TimetablePageFactory
from members.models import Person
from resources.models import TimetableChange, TimetablePage, TimetablesPage
from tests.pages import add_page, errors, soup, titles
from tests.personas import ANONYMOUS, CARER, CLERK, TEACHER

DAY = timedelta(days=1)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


@pytest.fixture
def section() -> TimetablesPage:
    return TimetablesPage.objects.get()


@pytest.fixture
def visitor() -> Client:
    return Client()


def week_of(school_class: str) -> tuple[str, dict]:
    """Two lessons on each of six days, named by their day: «monday-1»."""
    rows = [{"number": number, **{day: f"{day}-{number}" for day in WEEK}} for number in (1, 2)]
    return "lessons", {"school_class": school_class, "rows": rows}


@pytest.fixture
def lessons(section):
    """`lessons(change, …)` is a page of two classes with these changes."""

    def make(*changes: TimetableChange) -> TimetablePage:
        rows = [week_of("5 «А»"), week_of("6 «Б»")]
        return TimetablePageFactory(
            parent=section, title="Уроки", kind="lessons", rows=rows, changes=list(changes)
        )

    return make


def test_the_section_leads_straight_to_the_lessons_of_a_class(section, visitor):
    links = {a.get_text(): a["href"] for a in soup(visitor.get(section.url)).select(".class-chooser a")}
    assert "7 «Б»" in links
    shown = soup(visitor.get(links["7 «Б»"]))
    assert [heading.get_text() for heading in shown.select(".lessons > h2")] == ["7 «Б»"]
    for page in TimetablePage.objects.filter(kind="lessons"):
        page.unpublish()
    assert not soup(visitor.get(section.url)).select(".class-chooser")


def next_school_day() -> date:
    """Today, or Monday on a Sunday: always a day of the week that the page shows."""
    today = timezone.localdate()
    return today + DAY if today.weekday() == 6 else today


def headings(response) -> list[str]:
    return [heading.get_text(strip=True) for heading in soup(response).select("main .lessons h2")]


def test_lessons_of_ones_own_class_come_first_however_its_name_is_typed(section, sign_in):
    TimetablePage.objects.filter(kind="lessons").delete()
    names = ["1 «А»", "5 «Б»", "5-a", "7 «Б»"]  # with a Latin letter too
    weeks = [("lessons", {"school_class": name, "rows": []}) for name in names]
    TimetablePageFactory(parent=section, title="Уроки", kind="lessons", rows=weeks)

    def shown(login: str) -> tuple[list[str], list[str]]:
        links = soup(sign_in(login).get(section.url)).select("nav.class-chooser a")
        own = [link.get_text() for link in links if "tag--own" in link["class"]]
        return own, [link.get_text() for link in links if link.get_text() not in own]

    assert shown(CARER) == (["Уроки 5-a"], ["1 «А»", "5 «Б»", "7 «Б»"])
    assert shown(TEACHER) == (["Уроки 5-a", "Уроки 7 «Б»"], ["1 «А»", "5 «Б»"])
    assert shown(ANONYMOUS) == ([], names)


def test_all_classes_are_shown_and_each_has_an_address_of_its_own(lessons, visitor):
    page = lessons()
    everything = visitor.get(page.url)
    assert headings(everything) == ["5 «А»", "6 «Б»"]
    chooser = {a.get_text(): a["href"] for a in soup(everything).select("nav[aria-label=Класс] a")}
    assert list(chooser) == ["Все классы", "5 «А»", "6 «Б»"]
    assert headings(visitor.get(chooser["6 «Б»"])) == ["6 «Б»"]
    assert headings(visitor.get(chooser["Все классы"])) == ["5 «А»", "6 «Б»"]


def test_the_schools_own_timetable_shows_one_class(visitor):
    page = TimetablePage.objects.get(title="Расписание уроков")
    response = visitor.get(page.url, {"class": "5 «А»"})
    assert headings(response) == ["5 «А»"]
    assert "Разговоры о важном" in response.text


@pytest.mark.parametrize("unknown", ["12 «Я»", "5", "<script>", "5 «А»' OR 1=1"])
def test_an_unknown_class_is_400(unknown, lessons, visitor):
    response = visitor.get(lessons().url, {"class": unknown})
    assert response.status_code == 400
    assert "<script>" not in response.text


def by_day(response) -> dict[str, list[str]]:
    """What a phone shows of all classes: the lessons of one day."""
    return {
        section.h3.a.get_text(): [cell.get_text(" ", strip=True) for cell in section.select("li > span")]
        for section in soup(response).select(".one-day .week__day")
    }


def test_a_phone_shows_all_classes_by_one_day_today_unless_another_is_asked_for(lessons, visitor):
    day = next_school_day()
    name = WEEK[day.weekday()]
    page = lessons(TimetableChange(day=day, school_class="6 «Б»", number=2, now="Музей"))
    shown = by_day(visitor.get(page.url))
    assert shown["Вся неделя 5 «А»"] == [f"{name}-1", f"{name}-2"]
    assert shown["Вся неделя 6 «Б»"] == [f"{name}-1", f"изменение: Музей было: {name}-2"]
    links = {a.get_text(): a["href"] for a in soup(visitor.get(page.url)).select(".one-day nav a")}
    other = visitor.get(links["Среда"])
    assert by_day(other)["Вся неделя 5 «А»"] == ["wednesday-1", "wednesday-2"]
    assert soup(other).select_one(".one-day h2").get_text().startswith("Среда, ")


def test_who_does_not_learn_on_saturdays_has_no_lessons_then(section, visitor):
    free = ("lessons", {"school_class": "1 «А»", "rows": [{"number": 1, "monday": "Чтение"}]})
    page = TimetablePageFactory(parent=section, title="Уроки", kind="lessons", rows=[week_of("5 «А»"), free])
    response = visitor.get(page.url, {"day": "saturday"})
    assert by_day(response) == {"Вся неделя 5 «А»": ["saturday-1", "saturday-2"], "Вся неделя 1 «А»": []}
    assert "Уроков нет." in soup(response).select(".one-day .week__day")[1].get_text()


@pytest.mark.parametrize("unknown", ["sunday", "1", "<script>", "Понедельник"])
def test_an_unknown_day_is_400(unknown, lessons, visitor):
    response = visitor.get(lessons().url, {"day": unknown})
    assert response.status_code == 400
    assert "<script>" not in response.text


def test_a_change_is_marked_on_its_day_and_lesson_alone(lessons, visitor):
    day = next_school_day()
    page = lessons(
        TimetableChange(day=day, school_class="5 «А»", number=2, was="Физика", now="Музей", room="холл")
    )
    response = visitor.get(page.url, {"class": "5 «А»"})
    (cell,) = soup(response).select("td.lessons__changed")
    assert "изменение: Музей, холл" in " ".join(cell.get_text().split())
    assert f"{WEEK[day.weekday()]}-2" in cell.get_text()
    place = cell.find_parent("tr").find_all("td").index(cell)
    column = soup(response).select("thead th time")[place]
    assert column["datetime"] == f"{day:%Y-%m-%d}"
    assert "Физика" in soup(response).select_one("section.changes").get_text()
    other = visitor.get(page.url, {"class": "6 «Б»"})
    assert "Музей" not in other.text


def test_the_same_lesson_elsewhere_is_told_by_its_place(lessons, visitor):
    day = next_school_day()
    page = lessons(
        TimetableChange(day=day, school_class="5 «А»", number=1, was="Физика", now="Физика", room="11"),
        TimetableChange(day=day, school_class="5 «А»", number=2, was="Химия", now="Музей", room="7"),
    )
    shown = soup(visitor.get(page.url, {"class": "5 «А»"}))
    same, other = (
        " ".join(one.get_text().split()) for one in shown.select("section.changes li p:last-child")
    )
    assert same == "Физика: теперь каб. 11"
    assert other == "было Химия, стало Музей, каб. 7"
    cells = [" ".join(cell.get_text().split()) for cell in shown.select("td.lessons__changed strong")]
    assert cells == ["изменение: Физика, каб. 11", "изменение: Музей, каб. 7"]


def test_a_change_is_gone_the_day_after(lessons, visitor):
    yesterday = timezone.localdate() - DAY
    page = lessons(TimetableChange(day=yesterday, school_class="5 «А»", number=1, now="Музей"))
    response = visitor.get(page.url)
    assert "Музей" not in response.text
    assert "Изменений в расписании нет." in response.text


def test_a_change_of_another_week_is_told_and_marks_nothing_in_this_one(lessons, visitor):
    page = lessons(
        TimetableChange(day=timezone.localdate() + 8 * DAY, school_class="5 «А»", number=1, now="Музей")
    )
    response = visitor.get(page.url)
    assert "Музей" in soup(response).select_one("section.changes").get_text()
    assert soup(response).select("td.lessons__changed") == []


def test_changes_stand_soonest_first(lessons, visitor):
    today = timezone.localdate()
    page = lessons(
        TimetableChange(day=today + 3 * DAY, school_class="5 «А»", number=1, now="Третья"),
        TimetableChange(day=today, school_class="6 «Б»", number=2, now="Вторая"),
        TimetableChange(day=today, school_class="6 «Б»", number=1, now="Первая"),
    )
    told = soup(visitor.get(page.url)).select("section.changes li strong")
    assert [change.get_text() for change in told] == ["Первая", "Вторая", "Третья"]


def test_bells_are_shown_in_their_order(section, visitor):
    rows = [
        ("bells", {"number": 1, "starts": time(8, 5), "ends": time(8, 45), "note": "сначала зарядка"}),
        ("bells", {"number": 2, "starts": time(9, 0), "ends": time(9, 40), "note": ""}),
    ]
    page = TimetablePageFactory(parent=section, title="Короткие уроки", kind="bells", rows=rows)
    table = soup(visitor.get(page.url)).select("main tbody tr")
    cells = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table]
    assert cells == [["1", "8:05", "8:45", "сначала зарядка"], ["2", "9:00", "9:40", ""]]


def club(name: str, leader: Person | None, places: int | None = None) -> tuple[str, dict]:
    about = {"age": "10–12 лет", "place": "Каб. 5", "times": "среда, 15:00", "about": "<b>Шьём</b>"}
    return "clubs", {"name": name, "leader": leader, "places_free": places, **about}


@pytest.mark.parametrize(
    ("shown_as", "name"),
    [("full", "Марина Викторовна Орлова"), ("polite", "Марина Викторовна"), ("initials", "М. В. Орлова")],
)
def test_a_clubs_leader_is_named_as_she_set_it(shown_as, name, section, visitor):
    leader = PersonFactory(last_name="Орлова", shown_as=shown_as)
    page = TimetablePageFactory(parent=section, title="Кружки", kind="clubs", rows=[club("Швейный", leader)])
    facts = soup(visitor.get(page.url)).select_one("main dl.facts")
    assert facts.find("dt", string="Ведёт").find_next_sibling("dd").get_text() == name


def test_a_pupil_who_leads_a_club_is_not_named_to_strangers(section, sign_in):
    leader = PupilFactory(last_name="Звёздная", first_name="Вера")
    page = TimetablePageFactory(parent=section, title="Кружки", kind="clubs", rows=[club("Шахматы", leader)])
    strangers_page = sign_in(ANONYMOUS).get(page.url).text
    assert "Вера" not in strangers_page
    assert "ученик 5 «А»" in strangers_page
    teachers_page = sign_in(TEACHER).get(page.url).text
    assert "Вера З., 5 «А»" in teachers_page
    assert "Звёздная" not in teachers_page


def test_free_places_of_clubs_are_told_in_words(section, visitor):
    rows = [club("Один", None, 1), club("Три", None, 3), club("Нет", None, 0), club("Неизвестно", None)]
    page = TimetablePageFactory(parent=section, title="Кружки", kind="clubs", rows=rows)
    response = visitor.get(page.url)
    told = {
        card.select_one(".card__title").get_text(): card.find("dt", string="Свободно")
        for card in soup(response).select("main .card")
    }
    free = {name: term and term.find_next_sibling("dd").get_text() for name, term in told.items()}
    assert free == {"Один": "1 место", "Три": "3 места", "Нет": "мест пока нет", "Неизвестно": None}
    assert "&lt;b&gt;Шьём" in response.text


def test_the_year_is_a_calendar_file_with_its_days(section, visitor):
    terms = [
        ("I четверть", "term", date(2026, 9, 1), date(2026, 10, 24)),
        ("Осенние каникулы", "holiday", date(2026, 10, 25), date(2026, 11, 2)),
        ("День народного единства", "holiday", date(2026, 11, 4), date(2026, 11, 4)),
    ]
    rows = [
        ("year", {"name": name, "kind": kind, "starts": starts, "ends": ends})
        for name, kind, starts, ends in terms
    ]
    page = TimetablePageFactory(parent=section, title="Год", kind="year", rows=rows)
    (link,) = [a for a in soup(visitor.get(page.url)).select("main a.button") if ".ics" in a.get_text()]
    response = visitor.get(link["href"])
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    found = [
        (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt) for event in calendar.walk("VEVENT")
    ]
    # A whole-day event ends, by the standard, on the day after its last.
    assert found == [(name, starts, ends + DAY) for name, _, starts, ends in terms]
    assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == 3


def test_the_page_of_the_year_marks_what_goes_on_now(section, visitor):
    today = timezone.localdate()
    rows = [
        ("year", {"name": "Прошло", "kind": "term", "starts": today - 9 * DAY, "ends": today - DAY}),
        ("year", {"name": "Идёт", "kind": "holiday", "starts": today, "ends": today}),
        ("year", {"name": "Будет", "kind": "term", "starts": today + DAY, "ends": today + 9 * DAY}),
    ]
    page = TimetablePageFactory(parent=section, title="Год", kind="year", rows=rows)
    (now,) = soup(visitor.get(page.url)).select("main tr.year__now")
    assert now.select_one("th").get_text(" ", strip=True) == "Идёт сейчас отдыхаем"


@pytest.mark.parametrize("title", ["Расписание уроков", "Расписание звонков", "Кружки и секции"])
def test_other_timetables_have_no_calendar_file(title, visitor):
    page = TimetablePage.objects.get(title=title)
    assert visitor.get(page.url).status_code == 200
    assert visitor.get(page.url + "ics/").status_code == 404


def test_the_section_lists_its_timetables(section, visitor):
    shown = titles(visitor.get(section.url))
    assert {"Расписание уроков", "Расписание звонков", "Кружки и секции", "Учебный год"} <= set(shown)


def bell(starts: str, ends: str) -> dict:
    return {"number": "1", "starts": starts, "ends": ends, "note": ""}


def send(client: Client, section: TimetablesPage, kind: str, *rows: tuple[str, dict]):
    filled = {"title": "Новое", "kind": kind, "rows": streamfield(rows)}
    return add_page(client, TimetablePage, section, filled)


def test_an_editor_types_bells_into_cells(section, sign_in):
    assert send(sign_in(CLERK), section, "bells", ("bells", bell("8:30", "9:10"))).status_code == 302
    page = TimetablePage.objects.get(title="Новое")
    assert "9:10" in sign_in(ANONYMOUS).get(page.url).text


def test_a_lesson_that_ends_before_it_begins_is_refused(section, sign_in):
    response = send(sign_in(CLERK), section, "bells", ("bells", bell("9:10", "8:30")))
    assert set(errors(response)) == {"rows"}


def test_holidays_that_end_before_they_begin_are_refused(section, sign_in):
    row = {"name": "Каникулы", "kind": "holiday", "starts": "2026-11-02", "ends": "2026-10-25"}
    assert set(errors(send(sign_in(CLERK), section, "year", ("year", row)))) == {"rows"}


def test_rows_of_another_kind_are_refused(section, sign_in):
    response = send(sign_in(CLERK), section, "lessons", ("bells", bell("8:30", "9:10")))
    assert "Уберите лишние" in errors(response)["kind"]
    assert not TimetablePage.objects.filter(title="Новое").exists()

"""Events: what comes and what is over, the month as a calendar, files for one's own calendar, the editor."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from demo.factories import EventPageFactory
from events.models import EventPage, EventsPage
from members import roles
from tests.pages import add_page, errors, soup, titles
from tests.personas import ANONYMOUS, CARER, ORGANISER, PUPIL, TEACHER

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def section() -> EventsPage:
    return EventsPage.objects.get()


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def plan(section):
    """`plan("Поход", starts_at=…)` is an event for the tenth grade alone, found by that filter."""

    def make(title: str, **fields: object) -> EventPage:
        return EventPageFactory(parent=section, title=title, **{"grades": [10], "kind": "trip", **fields})

    return make


@pytest.fixture
def staff() -> list[Group]:
    return list(Group.objects.filter(name__in=roles.STAFF))


OURS = {"grade": 10, "kind": "trip"}


def at(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def badges(response: HttpResponse, title: str) -> list[str]:
    (card,) = [card for card in soup(response).select("main .card") if title in card.get_text()]
    return [badge.get_text() for badge in card.select(".badge")]


def test_what_comes_is_listed_soonest_first(plan, section, visitor):
    now = timezone.now()
    plan("Через неделю", starts_at=now + 7 * DAY)
    plan("Через час", starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
    plan("Завтра", starts_at=now + DAY)
    plan("Черновик", starts_at=now + DAY, live=False)
    assert titles(visitor.get(section.url, OURS)) == ["Через час", "Завтра", "Через неделю"]


def test_what_is_over_goes_to_the_archive_by_itself(plan, section, visitor):
    now, today = timezone.now(), timezone.localdate()
    plan("Кончилось минуту назад", starts_at=now - 2 * DAY, ends_at=now - MINUTE)
    plan("Ещё идёт", starts_at=now - 3 * DAY, ends_at=now + MINUTE * 5)
    plan("Вчера без конца", starts_at=at(today - DAY, "23:59"))
    plan("Сегодня без конца", starts_at=at(today, "00:00"))
    assert titles(visitor.get(section.url, OURS)) == ["Ещё идёт", "Сегодня без конца"]
    archive = visitor.get(section.url + "archive/", OURS)
    assert titles(archive) == ["Вчера без конца", "Кончилось минуту назад"]
    assert badges(archive, "Вчера без конца") == ["прошло"]
    home = visitor.get("/").text
    assert "Кончилось минуту назад" not in home
    assert "Ещё идёт" in home


def test_the_page_of_what_is_over_says_so_and_offers_no_calendar_file(plan, visitor):
    page = plan("Прошло", starts_at=timezone.now() - 2 * DAY)
    response = visitor.get(page.url)
    assert "Мероприятие уже прошло" in response.text
    assert ".ics" not in soup(response).find("main").get_text()


@pytest.mark.parametrize("part", ["", "archive/"])
def test_wrong_filters_and_pages_are_refused(part, section, visitor):
    assert visitor.get(section.url + part, {"kind": "party"}).status_code == 400
    assert visitor.get(section.url + part, {"grade": "12"}).status_code == 400
    assert visitor.get(section.url + part, {"page": "99"}).status_code == 404


def test_a_cancelled_event_is_marked_everywhere(plan, section, visitor):
    day = timezone.localdate() + 3 * DAY
    page = plan("Поход на реку", starts_at=at(day, "10:00"), is_cancelled=True)
    assert "отменено" in badges(visitor.get(section.url, OURS), "Поход на реку")
    own = visitor.get(page.url)
    assert "Мероприятие отменено" in own.text
    month = soup(visitor.get(f"{section.url}calendar/{day.year}/{day.month}/"))
    (entry,) = [li for li in month.select(".calendar__events li") if "Поход на реку" in li.get_text()]
    assert "отменено" in entry.get_text()
    calendar = Calendar.from_ical(visitor.get(section.url + "ics/").content)
    (event,) = [one for one in calendar.walk("VEVENT") if one["summary"] == "Поход на реку"]
    assert event["status"] == "CANCELLED"


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ({"starts_at": at(date(2040, 5, 20), "17:00")}, "20 мая 2040, 17:00"),
        (
            {"starts_at": at(date(2040, 5, 20), "17:00"), "ends_at": at(date(2040, 5, 20), "18:30")},
            "20 мая 2040, 17:00–18:30",
        ),
        (
            {"starts_at": at(date(2040, 5, 20), "17:00"), "ends_at": at(date(2040, 5, 22), "12:00")},
            "20–22 мая 2040",
        ),
        (
            {"starts_at": at(date(2040, 5, 30), "17:00"), "ends_at": at(date(2040, 6, 2), "12:00")},
            "30 мая – 2 июня 2040",
        ),
        (
            {"starts_at": at(date(2040, 12, 30), "17:00"), "ends_at": at(date(2041, 1, 2), "12:00")},
            "30 декабря 2040 – 2 января 2041",
        ),
        ({"starts_at": at(date(2040, 5, 20), "00:00"), "all_day": True}, "20 мая 2040"),
    ],
)
def test_when_is_told_as_people_say_it(fields, when, plan, visitor):
    page = plan("Поход", **fields)
    assert soup(visitor.get(page.url)).select_one("main dl.facts time").get_text() == when


def by_day(response: HttpResponse) -> dict[str, list[str]]:
    """The titles of events by the day of the calendar's cell, without empty days."""
    cells = {
        cell.time["datetime"]: [link.get_text() for link in cell.select("a")]
        for cell in soup(response).select("td.calendar__day")
    }
    return {day: events for day, events in cells.items() if events}


def test_a_month_shows_each_event_in_the_cell_of_its_day(plan, section, visitor):
    morning = plan("Утро", starts_at=at(date(2040, 5, 20), "09:00"), ends_at=at(date(2040, 5, 20), "10:05"))
    plan("Вечер", starts_at=at(date(2040, 5, 20), "19:00"))
    plan("Первая минута месяца", starts_at=at(date(2040, 5, 1), "00:00"))
    plan("Последняя минута месяца", starts_at=at(date(2040, 5, 31), "23:59"))
    plan("Июнь", starts_at=at(date(2040, 6, 20), "09:00"))
    plan("Черновик", starts_at=at(date(2040, 5, 20), "09:00"), live=False)
    response = visitor.get(section.url + "calendar/2040/5/")
    assert by_day(response) == {
        "2040-05-01": ["Первая минута месяца"],
        "2040-05-20": ["Утро", "Вечер"],
        "2040-05-31": ["Последняя минута месяца"],
    }
    marks = [
        mark.get_text()
        for mark in soup(response).select("[datetime='2040-05-20'] ~ .calendar__events .calendar__mark")
    ]
    assert marks == ["9:00", "19:00"]
    assert ">9:00–10:05<" in visitor.get(morning.url).text


def test_an_event_of_several_days_stands_on_each_of_them(plan, section, visitor):
    plan("Слёт", starts_at=at(date(2040, 5, 18), "09:00"), ends_at=at(date(2040, 5, 20), "12:00"))
    plan("Лагерь", starts_at=at(date(2040, 5, 29), "09:00"), ends_at=at(date(2040, 6, 2), "12:00"))
    may = by_day(visitor.get(section.url + "calendar/2040/5/"))
    assert [day for day, events in may.items() if "Слёт" in events] == [
        "2040-05-18",
        "2040-05-19",
        "2040-05-20",
    ]
    june = by_day(visitor.get(section.url + "calendar/2040/6/"))
    days = ["2040-05-29", "2040-05-30", "2040-05-31", "2040-06-01", "2040-06-02"]
    assert [day for day, events in may.items() if "Лагерь" in events and day < "2040-06"] == days[:3]
    assert [day for day, events in june.items() if "Лагерь" in events and day >= "2040-06"] == days[3:]


def test_an_event_longer_than_a_month_stands_on_every_day_of_the_month_inside_it(plan, section, visitor):
    plan("Смена", starts_at=at(date(2040, 4, 10), "09:00"), ends_at=at(date(2040, 6, 20), "12:00"))
    may = by_day(visitor.get(section.url + "calendar/2040/5/"))
    assert len([day for day in may if day.startswith("2040-05")]) == 31


def test_the_calendar_opens_on_this_month_with_today_marked(section, visitor):
    today = timezone.localdate()
    response = visitor.get(section.url + "calendar/")
    (cell,) = soup(response).select("td[aria-current=date]")
    assert cell.time["datetime"] == today.isoformat()
    assert visitor.get(f"{section.url}calendar/{today.year}/{today.month}/").status_code == 200


def test_months_lead_to_their_neighbours_across_the_years(section, visitor):
    page = soup(visitor.get(section.url + "calendar/2040/12/"))
    assert page.find("a", rel="prev")["href"] == section.url + "calendar/2040/11/"
    assert page.find("a", rel="next")["href"] == section.url + "calendar/2041/1/"


def test_the_first_and_the_last_month_have_one_neighbour(section, visitor):
    first = soup(visitor.get(section.url + "calendar/2000/1/"))
    last = soup(visitor.get(section.url + "calendar/2099/12/"))
    assert (first.find("a", rel="prev"), last.find("a", rel="next")) == (None, None)
    assert first.find("a", rel="next")
    assert last.find("a", rel="prev")


@pytest.mark.parametrize(
    "month",
    ["2026/0", "2026/13", "1999/12", "2100/1", "0/1", "2026/-1", "2026/май", f"{10**30}/1", f"2026/{10**30}"],
)
def test_a_month_that_is_none_is_404(month, section, visitor):
    assert visitor.get(f"{section.url}calendar/{month}/").status_code == 404


def test_one_event_is_a_calendar_file_in_the_schools_time(plan, visitor):
    start = at(date(2040, 5, 20), "17:00")
    page = plan(
        "Поход; сбор, старт",
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        place="Школьный двор",
        summary="Берём воду.",
    )
    (link,) = [a for a in soup(visitor.get(page.url)).select("main a") if ".ics" in a.get_text()]
    response = visitor.get(link["href"])
    assert response["Content-Type"].startswith("text/calendar")
    assert "attachment" in response["Content-Disposition"]
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["summary"] == "Поход; сбор, старт"
    assert event["location"] == "Школьный двор"
    assert event["description"] == "Берём воду."
    assert event["url"].endswith(page.url)
    assert event["dtstart"].dt == start
    assert event["dtstart"].params["TZID"] == "Europe/Moscow"
    assert event["dtend"].dt == start + timedelta(minutes=90)


def test_whole_days_end_in_a_calendar_file_on_the_day_after_the_last(plan, visitor):
    page = plan(
        "Слёт", starts_at=at(date(2040, 5, 18), "00:00"), ends_at=at(date(2040, 5, 20), "23:00"), all_day=True
    )
    (event,) = Calendar.from_ical(visitor.get(page.url + "ics/").content).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2040, 5, 18), date(2040, 5, 21))


def test_a_whole_day_is_over_when_the_day_is(plan, section, visitor):
    today = timezone.localdate()
    plan("Слёт", starts_at=at(today - DAY, "00:00"), ends_at=at(today, "00:00"), all_day=True)
    plan("Слёт вчера", starts_at=at(today - 2 * DAY, "00:00"), ends_at=at(today - DAY, "00:00"), all_day=True)
    assert titles(visitor.get(section.url, OURS)) == ["Слёт"]
    assert badges(visitor.get(section.url, OURS), "Слёт") != ["прошло"]
    assert titles(visitor.get(f"{section.url}archive/", OURS)) == ["Слёт вчера"]


def test_the_common_file_holds_all_that_comes_each_once(plan, section, visitor):
    plan("Завтра", starts_at=timezone.now() + DAY)
    plan("Вчера", starts_at=timezone.now() - 2 * DAY)
    plan("Черновик", starts_at=timezone.now() + DAY, live=False)
    calendar = Calendar.from_ical(visitor.get(section.url + "ics/").content)
    events = calendar.walk("VEVENT")
    told = [str(event["summary"]) for event in events]
    assert "Завтра" in told
    assert not {"Вчера", "Черновик"} & set(told)
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_an_event_for_the_staff_is_in_no_list_and_no_file_of_others(plan, section, staff, sign_in):
    day = timezone.localdate() + DAY
    page = plan("Педсовет", starts_at=at(day, "15:00"), audience=staff)
    places = (section.url, "/", section.url + "ics/", f"{section.url}calendar/{day.year}/{day.month}/")
    for login, status in ((ANONYMOUS, 302), (PUPIL, 403), (CARER, 403), (TEACHER, 200)):
        client = sign_in(login)
        for address in (page.url, page.url + "ics/"):
            assert client.get(address).status_code == status, (login, address)
        seen = ["Педсовет" in client.get(address).content.decode() for address in places]
        assert seen == [status == 200] * len(places), login


FILLED = {
    "title": "Экскурсия в музей",
    "kind": "trip",
    "starts_at": "2040-05-20 10:00",
    "place": "Школьный музей",
}


def send(client: Client, **changes: object) -> HttpResponse:
    return add_page(client, EventPage, EventsPage.objects.get(), {**FILLED, **changes})


def test_a_filled_form_is_published_and_stands_in_the_calendar(section, sign_in):
    assert send(sign_in(ORGANISER), ends_at="2040-05-20 12:00").status_code == 302
    page = EventPage.objects.get(title="Экскурсия в музей")
    visitor = sign_in(ANONYMOUS)
    assert "20 мая 2040, 10:00–12:00" in soup(visitor.get(page.url)).get_text()
    month = by_day(visitor.get(section.url + "calendar/2040/5/"))
    assert month == {"2040-05-20": ["Экскурсия в музей"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": "2040-05-20 09:59"}, "ends_at"),
        ({"place": ""}, "place"),
        ({"is_outside": True}, "source_url"),
        ({"starts_at": ""}, "starts_at"),
        ({"starts_at": "когда-нибудь"}, "starts_at"),
        ({"starts_at": "1026-05-20 10:00"}, "starts_at"),
        ({"starts_at": "2100-01-01 10:00"}, "starts_at"),
        ({"kind": ""}, "kind"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"is_outside": True, "source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_is_wrong_is_refused_by_its_field(changes, field, sign_in):
    response = send(sign_in(ORGANISER), **changes)
    assert set(errors(response)) == {field}
    assert not EventPage.objects.filter(title="Экскурсия в музей").exists()


def test_an_address_in_the_net_stands_for_a_place(sign_in):
    moderator = sign_in(ORGANISER)
    assert send(moderator, place="", online_url="https://vstrecha.example.org/1").status_code == 302
    page = EventPage.objects.get(title="Экскурсия в музей")
    response = sign_in(ANONYMOUS).get(page.url)
    assert soup(response).select_one('main a[href="https://vstrecha.example.org/1"]')
    (event,) = Calendar.from_ical(sign_in(ANONYMOUS).get(page.url + "ics/").content).walk("VEVENT")
    assert event["location"] == "https://vstrecha.example.org/1"


def test_an_outside_event_is_marked_with_a_link_to_its_source(sign_in):
    send(sign_in(ORGANISER), is_outside=True, source_url="https://muzey.example.org/afisha")
    page = EventPage.objects.get(title="Экскурсия в музей")
    response = sign_in(ANONYMOUS).get(page.url)
    assert "не наше мероприятие" in [badge.get_text() for badge in soup(response).select("main .badge")]
    assert soup(response).select_one('main a[href="https://muzey.example.org/afisha"]')


def test_a_script_in_any_text_is_shown_as_text(section, sign_in):
    script = "<script>alert(1)</script>"
    texts = {name: f"{name} {script}" for name in ("title", "place", "organiser", "summary")}
    assert send(sign_in(ORGANISER), **texts, slug="vzlom").status_code == 302
    page = sign_in(ANONYMOUS).get(EventPage.objects.get(slug="vzlom").url)
    for text in texts.values():
        assert text in soup(page).find("main").get_text()
    for address in (page.request["PATH_INFO"], section.url, section.url + "calendar/2040/5/", "/"):
        assert "<script>alert" not in sign_in(ANONYMOUS).get(address).text

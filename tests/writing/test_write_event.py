"""A class teacher puts an event into the corner of the class: when, where, whole days, several days."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from demo.factories import EventPageFactory
from events.models import EventPage, EventsPage
from members.models import User
from notices.models import Notice
from tests.pages import soup, titles
from tests.personas import CARER, COLLEAGUE, PUPIL, TEACHER
from tests.writing.steps import TEXT, begin, drawn, errors, latest, main_of, send, step

NEW = "/napisat/sobytie/"
TITLE = "Едем на каток"
DETAILS = {"kind": "trip", "place": "Каток в парке"}


@pytest.fixture
def day():
    return timezone.localdate() + timedelta(days=6)


def at(moment):
    return timezone.localtime(moment).strftime("%H:%M")


def started(client, day, **changes):
    return begin(client, "sobytie", title=TITLE, day=day.isoformat(), **changes)


def test_an_event_is_written_in_three_steps_and_stands_in_the_calendar_of_the_class(
    teacher, corner, day, sign_in, nothing_told
):
    page = started(teacher, day, begins="15:30", text="")
    assert isinstance(page, EventPage)
    assert page.get_parent().pk == corner.pk
    sent = send(teacher, step("details", page), {**DETAILS, "ends": "17:00"})
    assert sent["Location"] == step("look", page)
    assert teacher.get(step("look", page)).templates[0].name == "events/event_page.html"
    assert "Опубликовано:" in teacher.post(step("send", page), follow=True).text
    page = EventPage.objects.get(pk=page.pk)
    assert (page.first_day, at(page.starts_at), at(page.ends_at)) == (day, "15:30", "17:00")
    assert not page.all_day
    pupil = sign_in(PUPIL)
    assert TITLE in pupil.get(f"{corner.url}ics/").text
    assert TITLE in titles(pupil.get(corner.url))
    assert TITLE not in titles(pupil.get(EventsPage.objects.get().url))
    assert sign_in(COLLEAGUE).get(page.url).status_code == 403
    assert Notice.objects.get(recipient__username=CARER).text == (
        f"Новое событие класса {corner.title}: «{TITLE}»"
    )


def test_whole_days_and_several_days_come_back_as_they_were_typed(teacher, day):
    page = started(teacher, day)
    last = day + timedelta(days=2)
    send(teacher, step("details", page), {**DETAILS, "last_day": last.isoformat()})
    draft = latest(page)
    assert (draft.all_day, draft.first_day, draft.last_day) == (True, day, last)
    assert not draft.is_over
    again = drawn(teacher.get(step("details", page)))
    assert (again["last_day"], again["ends"]) == (last.isoformat(), "")
    text = drawn(teacher.get(step("text", page)))
    assert (text["day"], text["begins"]) == (day.isoformat(), "")
    later = day + timedelta(days=7)
    send(teacher, step("text", page), {"day": later.isoformat()})
    assert latest(page).last_day == later + timedelta(days=2)


def test_the_end_moves_with_the_beginning(teacher, day):
    page = started(teacher, day, begins="10:00")
    send(teacher, step("details", page), {**DETAILS, "ends": "12:00"})
    send(teacher, step("text", page), {"begins": "11:30"})
    draft = latest(page)
    assert (at(draft.starts_at), at(draft.ends_at)) == ("11:30", "13:30")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"day": ""}, "day"),
        ({"day": "завтра"}, "day"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"title": " "}, "title"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_the_rest_is_kept(sent, field, teacher, day):
    right = {"title": TITLE, "day": day.isoformat(), "begins": "10:00", "text": TEXT}
    refused = send(teacher, NEW, {**right, **sent})
    assert set(errors(refused)) == {field}
    assert TEXT in soup(refused).find("textarea", {"name": "text"}).get_text()
    assert not EventPage.objects.filter(title=TITLE).exists()


def test_a_day_is_asked_even_of_a_draft_for_no_event_is_kept_without_one(teacher):
    assert set(errors(send(teacher, NEW, {"title": TITLE}, "leave"))) == {"day"}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "vzlom"}, "kind"),
        ({"place": ""}, "place"),
        ({"ends": "09:00"}, "ends"),
        ({"last_day": "2001-01-01"}, "ends"),
        ({"last_day": "1999-01-01"}, "last_day"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
    ],
)
def test_wrong_details_are_told_by_their_field(sent, field, teacher, day):
    page = started(teacher, day, begins="10:00")
    assert set(errors(send(teacher, step("details", page), {**DETAILS, **sent}))) == {field}
    assert teacher.post(step("send", page))["Location"] == step("details", page) + "?check=1"


def test_an_event_of_several_days_made_in_the_editor_is_not_flattened(teacher, corner, day):
    starts = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)
    page = EventPageFactory(
        parent=corner,
        owner=User.objects.get(username=TEACHER),
        starts_at=starts,
        ends_at=starts + timedelta(days=1, hours=5),
        place="База",
    )
    send(teacher, step("details", page), {}, "leave")
    draft = latest(page)
    assert (draft.starts_at, draft.ends_at) == (starts, starts + timedelta(days=1, hours=5))


@pytest.mark.parametrize("who", [CARER, PUPIL, COLLEAGUE, "zaytseva"])
def test_others_are_refused(who, corner, day, sign_in):
    client = sign_in(who)
    assert client.get(f"{NEW}?place={corner.pk}").status_code == 403
    sent = {"title": TITLE, "day": day.isoformat(), "text": TEXT, "place": str(corner.pk)}
    assert client.post(NEW, sent).status_code == 403
    assert not EventPage.objects.filter(title=TITLE).exists()
    if who in {CARER, PUPIL}:
        assert main_of(client.get(corner.url)).find("a", href=f"{NEW}?place={corner.pk}") is None

"""Calendar files (RFC 5545), for events and the school year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `start` and `end` are both dates (whole days, `end` the last one) or both moments."""

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_response(name: str, entries: Iterable[Entry], filename: str) -> HttpResponse:
    """Return `entries` as a text/calendar file called `filename`."""
    calendar = Calendar()
    calendar.add("prodid", "-//Vmeste//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", _local(entry.start))
    if isinstance(entry.start, datetime):
        if entry.end is not None:
            event.add("dtend", _local(entry.end))
    else:
        event.add("dtend", (entry.end or entry.start) + timedelta(days=1))
    for name, value in (("location", entry.place), ("description", entry.description), ("url", entry.url)):
        if value:
            event.add(name, value)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    return event


def _local(moment: date | datetime) -> date | datetime:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment

"""The forms of an event: when it is stands in the first step, for no event is stored without its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import BasePage
from events.models import FIRST_YEAR, LAST_YEAR, EventPage
from members.consenting.forms import day_field
from writing.details_forms import DetailsForm
from writing.fields import AddressInput, choice, words
from writing.forms import ClassTextForm, TextForm

END_OF_DAY = time(23, 59)
NOT_AN_ADDRESS = "Это не адрес. Скопируйте его целиком: https://…"


def time_field(label: str, help_text: str) -> forms.TimeField:
    """A time of day that the browser's own clock fills in."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    errors = {"invalid": "Напишите время так: 17:30."}
    return forms.TimeField(
        label=label, required=False, widget=widget, help_text=help_text, error_messages=errors
    )


def moment(day: date, hour: time) -> datetime:
    """That hour of that day, in the school's time."""
    return timezone.make_aware(datetime.combine(day, hour))


def _in_range(day: date | None) -> date | None:
    if day and not FIRST_YEAR <= day.year < LAST_YEAR:
        raise ValidationError("Проверьте год.")
    return day


class EventTextForm(TextForm):
    """What and when; the words may wait."""

    needs_text = False
    title_help = "Что будет, своими словами: «Встреча с родителями»."
    always_required: ClassVar[tuple[str, ...]] = ("title", "day")
    field_order: Iterable[str] | None = ("title", "day", "begins", "text", "word")
    day = day_field("Какого числа")
    begins = time_field("Во сколько", "Пусто – весь день.")

    def read(self, draft: BasePage) -> dict[str, Any]:
        answers = super().read(draft)
        if isinstance(draft, EventPage) and draft.starts_at:
            answers["day"] = draft.first_day
            answers["begins"] = None if draft.all_day else _hour(draft.starts_at)
        return answers

    def clean_day(self) -> date | None:
        return _in_range(self.cleaned_data["day"])

    def write(self, draft: BasePage) -> None:
        """The end, written in the second step, moves with the beginning."""
        super().write(draft)
        assert isinstance(draft, EventPage)  # noqa: S101
        before, begins = draft.starts_at, self.cleaned_data["begins"]
        draft.all_day = begins is None
        draft.starts_at = moment(self.cleaned_data["day"], begins or time())
        if before and draft.ends_at:
            draft.ends_at += draft.starts_at - before


class ClassEventTextForm(ClassTextForm, EventTextForm):
    """An event of a class: of which, where the author has several."""

    title_help = EventTextForm.title_help
    always_required: ClassVar[tuple[str, ...]] = ("title", "day", "place")
    field_order = ("place", "title", "day", "begins", "text", "word")


class EventDetailsForm(DetailsForm):
    """What kind of event, where, until when."""

    own: ClassVar[tuple[str, ...]] = ("kind", "place", "online_url")
    field_order: Iterable[str] | None = ("kind", "place", "ends", "last_day", "online_url")
    named: ClassVar[dict[str, str]] = {"ends_at": "ends"}
    kind = choice(EventPage, "kind")
    place = words(EventPage, "place")
    ends = time_field("Во сколько закончится", "Если известно.")
    last_day = day_field("Последний день", required=False, help_text="Если событие не на один день.")
    online_url = forms.URLField(
        label="Адрес встречи в сети",
        required=False,
        widget=AddressInput,
        assume_scheme="https",
        error_messages={"invalid": NOT_AN_ADDRESS},
    )

    def read(self, draft: BasePage) -> dict[str, Any]:
        assert isinstance(draft, EventPage)  # noqa: S101
        ends = draft.ends_at and _hour(draft.ends_at)
        return {
            **super().read(draft),
            "ends": None if ends == END_OF_DAY else ends,
            "last_day": draft.last_day if draft.last_day != draft.first_day else None,
        }

    def clean_last_day(self) -> date | None:
        return _in_range(self.cleaned_data["last_day"])

    def write(self, draft: BasePage) -> None:
        super().write(draft)
        assert isinstance(draft, EventPage)  # noqa: S101
        ends, last_day = self.cleaned_data["ends"], self.cleaned_data["last_day"]
        draft.ends_at = moment(last_day or draft.first_day, ends or END_OF_DAY) if ends or last_day else None


class ProposedEventDetailsForm(EventDetailsForm):
    """An event for everybody also says who holds it, and where it is known from if that is not the school."""

    more = ("online_url", "organiser", "is_outside", "source_url", "summary")
    own = ("kind", "place", *more)
    field_order = ("kind", "place", "ends", "last_day", *more)
    organiser = words(EventPage, "organiser")
    is_outside = forms.BooleanField(label="Не наше мероприятие", required=False)
    source_url = forms.URLField(
        label="Откуда известно",
        required=False,
        widget=AddressInput,
        assume_scheme="https",
        help_text="Адрес страницы о нём. Для чужого мероприятия обязателен.",
        error_messages={"invalid": NOT_AN_ADDRESS},
    )
    summary = words(EventPage, "summary", rows=2, help_text="Одно-два предложения для списка.")


def _hour(at: datetime) -> time:
    return timezone.localtime(at).time().replace(second=0, microsecond=0)

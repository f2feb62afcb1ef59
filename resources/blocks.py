"""Typed rows of timetables: a person edits cells, a program reads them."""

from __future__ import annotations

from datetime import date, time

from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

DAYS = (
    ("monday", "Понедельник"),
    ("tuesday", "Вторник"),
    ("wednesday", "Среда"),
    ("thursday", "Четверг"),
    ("friday", "Пятница"),
    ("saturday", "Суббота"),
)


class LessonRowBlock(blocks.StructBlock):
    """One lesson of every day: «Математика, 12»."""

    number = blocks.IntegerBlock(label="Урок", min_value=0, max_value=12)
    monday = blocks.CharBlock(label="Понедельник", required=False, max_length=80)
    tuesday = blocks.CharBlock(label="Вторник", required=False, max_length=80)
    wednesday = blocks.CharBlock(label="Среда", required=False, max_length=80)
    thursday = blocks.CharBlock(label="Четверг", required=False, max_length=80)
    friday = blocks.CharBlock(label="Пятница", required=False, max_length=80)
    saturday = blocks.CharBlock(label="Суббота", required=False, max_length=80)

    class Meta:
        icon = "table"
        label = "Урок"
        description = "Один урок каждого дня: «Математика, 12»."
        preview_template = "resources/previews/lesson.html"
        preview_value = {"number": 1, "monday": "Математика, 12", "tuesday": "Литература, 7"}


class ClassLessonsBlock(blocks.StructBlock):
    """The week of one class."""

    school_class = blocks.CharBlock(label="Класс", max_length=20, help_text="Например, 5 «А»")
    rows = blocks.ListBlock(LessonRowBlock(), label="Уроки")

    class Meta:
        icon = "group"
        label = "Уроки класса"
        description = "Неделя одного класса: строка – урок, столбец – день."
        preview_template = "resources/previews/lessons.html"
        preview_value = {
            "school_class": "5 «А»",
            "rows": [
                {
                    "number": 1,
                    "monday": "Математика, 12",
                    "tuesday": "Литература, 7",
                },
                {
                    "number": 2,
                    "monday": "Русский язык, 7",
                    "tuesday": "Биология, 15",
                },
            ],
        }


class BellBlock(blocks.StructBlock):
    """One lesson's bells."""

    number = blocks.IntegerBlock(label="Урок", min_value=0, max_value=12)
    starts = blocks.TimeBlock(label="Начало")
    ends = blocks.TimeBlock(label="Конец")
    note = blocks.CharBlock(label="Примечание", required=False, max_length=120)

    class Meta:
        icon = "bell"
        label = "Звонок"
        description = "Один урок: когда начинается и когда кончается."
        preview_template = "resources/previews/bell.html"
        preview_value = {"number": 1, "starts": time(8, 30), "ends": time(9, 10), "note": ""}

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned["ends"] <= cleaned["starts"]:
            raise StructBlockValidationError(
                {"ends": ValidationError("Урок кончается раньше, чем начинается.")}
            )
        return cleaned


class ClubBlock(blocks.StructBlock):
    """One club or sports section."""

    name = blocks.CharBlock(label="Название", max_length=120)
    age = blocks.CharBlock(label="Возраст", max_length=60)
    leader = SnippetChooserBlock("members.Person", label="Руководитель", required=False)
    place = blocks.CharBlock(label="Где", max_length=120)
    times = blocks.CharBlock(label="Когда", max_length=160)
    places_free = blocks.IntegerBlock(label="Свободных мест", required=False, min_value=0)
    about = blocks.TextBlock(label="О чём", required=False)

    class Meta:
        icon = "group"
        label = "Кружок или секция"
        description = "Что за кружок, для кого, где и когда, есть ли места."
        preview_template = "resources/previews/club.html"
        preview_value = {
            "name": "Шахматы",
            "age": "1–4 классы",
            "leader": None,
            "place": "Кабинет 5",
            "times": "среда и пятница, 14:00",
            "places_free": 3,
            "about": "",
        }


class PeriodValue(blocks.StructValue):
    @property
    def is_now(self) -> bool:
        return bool(self["starts"] <= timezone.localdate() <= self["ends"])

    @property
    def days(self) -> int:
        starts: date = self["starts"]
        return (self["ends"] - starts).days + 1

    @property
    def in_words(self) -> str:
        """26 октября – 3 ноября 2026."""
        starts, ends = self["starts"], self["ends"]
        last = format_date(ends, "j E Y")
        first = format_date(starts, "j E" if starts.year == ends.year else "j E Y")
        return last if starts == ends else f"{first} – {last}"


class PeriodBlock(blocks.StructBlock):
    """A term or holidays."""

    name = blocks.CharBlock(label="Название", max_length=80)
    kind = blocks.ChoiceBlock(
        label="Что это", choices=[("term", "учёба"), ("holiday", "каникулы или выходной")], default="term"
    )
    starts = blocks.DateBlock(label="Первый день")
    ends = blocks.DateBlock(label="Последний день")

    class Meta:
        icon = "calendar"
        label = "Четверть или каникулы"
        description = "С первого дня по последний. Попадёт и в файл для своего календаря."
        preview_template = "resources/previews/period.html"
        preview_value = {
            "name": "Осенние каникулы",
            "kind": "holiday",
            "starts": date(2026, 10, 26),
            "ends": date(2026, 11, 3),
        }
        value_class = PeriodValue

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned["ends"] < cleaned["starts"]:
            raise StructBlockValidationError({"ends": ValidationError("Последний день раньше первого.")})
        return cleaned

    def get_searchable_content(self, value: PeriodValue) -> list[str]:
        """As a sentence, for search shows it so."""
        return [f"{value['name']}: {value.in_words}"]

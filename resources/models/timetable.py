"""Расписание: lessons, bells, clubs and the school year, as typed rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import BadRequest, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from core.calendar_files import Entry, calendar_response
from core.models import BasePage, ListingPage
from resources.blocks import DAYS, BellBlock, ClassLessonsBlock, ClubBlock, PeriodBlock
from resources.lessons import lessons_on


@dataclass(slots=True)
class Cell:
    """A lesson in the grid; `change` says what is different about it this week."""

    text: str
    change: TimetableChange | None = None

    @property
    def is_lesson(self) -> bool:
        return bool(self.text or self.change)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the week that is shown; `key` stands in the address."""

    key: str
    title: str
    date: date


@dataclass(slots=True)
class Grid:
    """The week of one class: `days` are (name, date) of this week, rows are (number, cells)."""

    school_class: str
    days: list[tuple[str, date]]
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)

    @property
    def by_day(self) -> list[tuple[str, date, list[tuple[int, Cell]]]]:
        """The same for a narrow screen: of every day its lessons, without the hours when there is none."""
        return [
            (name, day, [(number, cells[place]) for number, cells in self.rows if cells[place].is_lesson])
            for place, (name, day) in enumerate(self.days)
        ]

    def lessons_on(self, wanted: date) -> list[tuple[int, Cell]]:
        """Those of one day; none on a Saturday of who has free Saturdays."""
        return next((lessons for _, day, lessons in self.by_day if day == wanted), [])


class TimetablePage(RoutablePageMixin, BasePage):
    """One timetable. What it is of decides which rows it has."""

    class Kind(models.TextChoices):
        LESSONS = "lessons", "уроки"
        BELLS = "bells", "звонки"
        CLUBS = "clubs", "кружки и секции"
        YEAR = "year", "учебный год"

    template = "resources/timetable_page.html"
    parent_page_types: ClassVar[list[str]] = ["resources.TimetablesPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Расписание уроков, звонков, кружков или учебный год – строками, не картинкой."
    stream = "Расписание"
    icon = "clock"

    kind = models.CharField("расписание чего", max_length=16, choices=Kind)
    valid_from = models.DateField("действует с", null=True, blank=True)
    rows = StreamField(
        [
            ("lessons", ClassLessonsBlock()),
            ("bells", BellBlock()),
            ("clubs", ClubBlock()),
            ("year", PeriodBlock()),
        ],
        verbose_name="строки",
        blank=True,
    )

    content_panels = [
        *BasePage.content_panels[:2],
        FieldRowPanel([FieldPanel("kind"), FieldPanel("valid_from")]),
        FieldPanel(
            "rows",
            help_text="Строки того же вида, что выбран выше. Не картинкой: её не найдёт поиск.",
        ),
        InlinePanel(
            "changes",
            label="Изменение",
            heading="Изменения в расписании уроков",
            help_text="На один день: что было, что стало. Пройдёт день – строка исчезнет сама.",
        ),
    ]
    topic_panels: ClassVar[list[Any]] = []
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("rows"),
        index.SearchField("get_kind_display"),
    ]

    class Meta:
        verbose_name = "расписание"
        verbose_name_plural = "расписания"

    @property
    def card_icon(self) -> str:
        signs = {
            self.Kind.LESSONS: "graduation-cap",
            self.Kind.CLUBS: "palette",
            self.Kind.YEAR: "calendar-days",
        }
        return signs.get(self.Kind(self.kind), self.icon)

    @property
    def is_a_table(self) -> bool:
        return self.kind in (self.Kind.LESSONS, self.Kind.BELLS)

    @property
    def class_names(self) -> list[str]:
        """Whose lessons are told here."""
        return [block.value["school_class"] for block in self.rows if block.block_type == self.Kind.LESSONS]

    def clean(self) -> None:
        super().clean()
        strange = [block for block in self.rows if block.block_type != self.kind]
        if strange:
            raise ValidationError(
                {"kind": f"Среди строк есть не только «{self.get_kind_display()}». Уберите лишние."}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["entries"] = [block.value for block in self.rows]
        if self.kind == self.Kind.LESSONS:
            context |= self._lessons(request.GET.get("class", ""), request.GET.get("day", ""))
        return context

    def _lessons(self, chosen: str, key: str) -> dict[str, Any]:
        """The grids of all classes or of the chosen one, with the changes from today on.

        On a narrow screen all classes are read by one day: that of `key`, else today or the first to come.
        """
        weeks = [block.value for block in self.rows]
        names = self.class_names
        if chosen and chosen not in names:
            raise BadRequest("Нет такого класса в расписании.")
        today = timezone.localdate()
        monday = today - timedelta(days=today.weekday())
        has_saturday = any(row["saturday"] for week in weeks for row in week["rows"])
        if today.weekday() > (5 if has_saturday else 4):  # the week is over: people look at the one to come
            monday += timedelta(days=7)
        days = [
            WeekDay(name, title, monday + timedelta(days=place))
            for place, (name, title) in enumerate(DAYS if has_saturday else DAYS[:5])
        ]
        day = next((day for day in days if (day.key == key if key else day.date >= today)), None)
        if day is None:
            raise BadRequest("Нет такого дня в расписании.")
        changes = [
            change
            for change in self.changes.all()
            if change.day >= today and chosen in ("", change.school_class)
        ]
        shown = [week for week in weeks if not chosen or week["school_class"] == chosen]
        grids = [_grid(week, monday, changes) for week in shown]
        return {
            "classes": names,
            "chosen": chosen,
            "changes": sorted(changes, key=lambda change: (change.day, change.school_class, change.number)),
            "grids": grids,
            "weekdays": days,
            "shown_day": day,
            "one_day": [] if chosen else [(grid.school_class, grid.lessons_on(day.date)) for grid in grids],
            "today": today,
        }

    @path("ics/", name="year_calendar")
    def year_calendar(self, request: HttpRequest) -> HttpResponse:
        """Terms and holidays as a calendar file."""
        if self.kind != self.Kind.YEAR:
            raise Http404
        entries = [
            Entry(
                uid=f"year-{self.pk}-{block.id}@{request.get_host()}",
                title=block.value["name"],
                start=block.value["starts"],
                end=block.value["ends"],
            )
            for block in self.rows
        ]
        return calendar_response(self.title, entries, "school-year.ics")


def _grid(week: Any, monday: date, changes: list[TimetableChange]) -> Grid:
    has_saturday = any(row["saturday"] for row in week["rows"])
    days = DAYS if has_saturday else DAYS[:5]
    dates = [monday + timedelta(days=number) for number in range(len(days))]
    grid = Grid(week["school_class"], [(title, day) for (_, title), day in zip(days, dates, strict=True)])
    changed = {
        (change.day, change.number): change
        for change in changes
        if change.school_class == week["school_class"]
    }
    for row in week["rows"]:
        cells = [
            Cell(row[name], changed.get((day, row["number"])))
            for (name, _), day in zip(days, dates, strict=True)
        ]
        grid.rows.append((row["number"], cells))
    return grid


class TimetableChange(Orderable):
    """A lesson that is different on one day."""

    page = ParentalKey(TimetablePage, on_delete=models.CASCADE, related_name="changes")
    day = models.DateField("день")
    school_class = models.CharField("класс", max_length=20)
    number = models.PositiveSmallIntegerField("урок")
    was = models.CharField("было", max_length=80, blank=True)
    now = models.CharField("стало", max_length=80)
    room = models.CharField("кабинет", max_length=40, blank=True)
    note = models.CharField("пояснение", max_length=160, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "изменение в расписании"
        verbose_name_plural = "изменения в расписании"

    @property
    def place(self) -> str:
        """Where, in words: «каб. 11», «школьный двор»."""
        return f"каб.\N{NO-BREAK SPACE}{self.room}" if self.room[:1].isdigit() else self.room

    @property
    def is_of_place(self) -> bool:
        """Whether the lesson is the same, and only its place is another."""
        return bool(self.room) and self.was.casefold() == self.now.casefold()

    def __str__(self) -> str:
        return f"{self.day:%d.%m} {self.school_class}, урок {self.number}: {self.now}"


class TimetablesPage(ListingPage):
    """The section of timetables."""

    template = "resources/timetables_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.TimetablePage"]
    page_description = "Раздел «Расписание»: уроки, звонки, кружки, учебный год."
    found_forms = "расписание,расписания,расписаний"
    icon = "clock"

    class Meta:
        verbose_name = "раздел «Расписание»"
        verbose_name_plural = "разделы «Расписание»"

    def get_items(self) -> models.QuerySet[Any]:
        return TimetablePage.objects.child_of(self).order_by("path")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the lessons of each class a tap away: most people come for those of one class."""
        context = super().get_context(request, *args, **kwargs)
        page = self.narrow(self.get_items().filter(kind=TimetablePage.Kind.LESSONS), request).first()
        context["lessons"] = lessons_on(page, request) if page else []
        return context

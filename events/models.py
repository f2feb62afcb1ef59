"""Мероприятия: a list of what comes, a calendar by month, an archive, and files for one's own calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.calendar_files import Entry, calendar_response
from core.filters import FilterForm, choice
from core.grades import GRADE_CHOICES
from core.models import ContentPage, ListingPage
from core.visibility import visible_to

FIRST_YEAR, LAST_YEAR = 2000, 2100
CALENDAR_LIMIT = 500


class EventPage(RoutablePageMixin, ContentPage):
    """One event, the school's or somebody else's."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "родительское собрание"
        TRIP = "trip", "поход, экскурсия"
        CONTEST = "contest", "конкурс, олимпиада"
        SEMINAR = "seminar", "семинар"
        HOLIDAY = "holiday", "праздник"
        OPEN_DAY = "openday", "день открытых дверей"
        ONLINE = "online", "встреча в сети"

    template = "events/event_page.html"
    parent_page_types: ClassVar[list[str]] = ["events.EventsPage", "classes.ClassCornerPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Мероприятие: когда, где, для кого; попадёт в календарь."
    stream = "Мероприятия"
    icon = "calendar-days"

    kind = models.CharField("вид", max_length=16, choices=Kind)
    starts_at = models.DateTimeField("начало")
    ends_at = models.DateTimeField("конец", null=True, blank=True)
    all_day = models.BooleanField("весь день", default=False)
    place = models.CharField("место", max_length=200, blank=True)
    online_url = models.URLField("адрес встречи в сети", blank=True)
    organiser = models.CharField("кто проводит", max_length=160, blank=True)
    is_outside = models.BooleanField("не наше мероприятие", default=False)
    source_url = models.URLField(
        "откуда известно", blank=True, help_text="Обязательно для чужого мероприятия."
    )
    is_cancelled = models.BooleanField("отменено", default=False)

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldPanel("kind", help_text="По виду мероприятие найдут в отборе."),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("all_day")],
            help_text="Конец можно не указывать. «Весь день» – часы не покажем.",
            heading="Когда",
        ),
        MultiFieldPanel(
            [FieldPanel("place"), FieldPanel("online_url")],
            heading="Где",
            help_text="Место, адрес встречи в сети или то и другое.",
        ),
        MultiFieldPanel(
            [FieldPanel("organiser"), FieldPanel("is_outside"), FieldPanel("source_url")],
            help_text="Чужое мероприятие отметьте и скажите, откуда о нём известно.",
            heading="Кто проводит",
        ),
        FieldPanel(
            "is_cancelled",
            help_text="Отменилось – отметьте, а не удаляйте: люди увидят это в списке и в календаре.",
        ),
        *ContentPage.content_panels[2:],
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("place"),
        index.SearchField("organiser"),
        index.SearchField("get_kind_display"),
    ]

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            errors["ends_at"] = "Конец раньше начала. Поправьте одно из них."
        if self.starts_at and not FIRST_YEAR <= self.starts_at.year < LAST_YEAR:
            errors["starts_at"] = "Проверьте год."
        if not (self.place or self.online_url):
            errors["place"] = "Укажите место или адрес встречи в сети."
        if self.is_outside and not self.source_url:
            errors["source_url"] = "Для чужого мероприятия нужна ссылка на источник."
        if errors:
            raise ValidationError(errors)

    @classmethod
    def listed(cls) -> PageQuerySet:
        """What has not ended, soonest first."""
        return cls.objects.filter(_not_over()).order_by("starts_at", "pk")

    @classmethod
    def past(cls) -> PageQuerySet:
        return cls.objects.exclude(_not_over())

    @property
    def first_day(self) -> date:
        return timezone.localtime(self.starts_at).date()

    @property
    def last_day(self) -> date:
        return timezone.localtime(self.ends_at).date() if self.ends_at else self.first_day

    @property
    def is_over(self) -> bool:
        if self.all_day or self.ends_at is None:
            return self.last_day < timezone.localdate()
        return self.ends_at < timezone.now()

    @property
    def when(self) -> str:
        """«20 ноября 2026, 17:00–18:30», «20–22 ноября 2026», in the school's time."""
        first, last = self.first_day, self.last_day
        if first != last:
            if (first.year, first.month) == (last.year, last.month):
                return f"{first.day}–{format_date(last, 'j E Y')}"
            short = "j E" if first.year == last.year else "j E Y"
            return f"{format_date(first, short)} – {format_date(last, 'j E Y')}"
        day = format_date(first, "j E Y")
        return f"{day}, {self.clock}" if self.clock else day

    @property
    def clock(self) -> str:
        """«17:00–18:30», in the school's time; nothing for whole days."""
        if self.all_day or self.first_day != self.last_day:
            return ""
        clock = format_date(timezone.localtime(self.starts_at), "G:i")
        if self.ends_at and self.ends_at != self.starts_at:
            clock = f"{clock}–{format_date(timezone.localtime(self.ends_at), 'G:i')}"
        return clock

    def entry(self, request: HttpRequest) -> Entry:
        """This event for a calendar file."""
        return Entry(
            uid=f"event-{self.pk}@{request.get_host()}",
            title=self.title,
            start=self.first_day if self.all_day else self.starts_at,
            end=self.last_day if self.all_day else self.ends_at,
            place=self.place or self.online_url,
            description=self.summary,
            url=request.build_absolute_uri(self.get_url(request)),
            cancelled=self.is_cancelled,
        )

    @path("ics/", name="ics")
    def ics(self, request: HttpRequest) -> HttpResponse:
        """This event alone as a file."""
        return calendar_response(self.title, [self.entry(request)], "event.ics")

    @property
    def card_day(self) -> date | None:
        return self.first_day

    def card_meta(self) -> list[str]:
        """When and where. The kind is left to the title, which says it nearly always."""
        return [self.when, self.place or "в сети"]

    def card_badge(self) -> tuple[str, str]:
        if self.is_cancelled:
            return "отменено", "warning"
        if self.is_over:
            return "прошло", "muted"
        if self.first_day <= timezone.localdate():
            return "сегодня", "accent"
        return "", "muted"


def _not_over() -> models.Q:
    now = timezone.now()
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    return (
        models.Q(ends_at__gte=now)
        | models.Q(all_day=True, ends_at__gte=today)
        | models.Q(ends_at__isnull=True, starts_at__gte=today)
    )


class EventsFilter(FilterForm):
    """By kind and grade."""

    lookups: ClassVar[dict[str, str]] = {"kind": "kind", "grade": "page_grades__grade"}
    kind = choice("Вид", EventPage.Kind.choices, "Все")
    grade = choice("Класс", GRADE_CHOICES, "Все классы")


@dataclass(slots=True)
class Day:
    """A day of the calendar's month and what happens on it."""

    date: date
    events: list[EventPage] = field(default_factory=list)
    in_month: bool = True
    is_today: bool = False


class EventsPage(RoutablePageMixin, ListingPage):
    """What comes, as a list and by month."""

    template = "events/events_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]
    page_description = "Раздел «Мероприятия»: список, календарь по месяцам, архив."
    filter_form = EventsFilter
    found_forms = "мероприятие,мероприятия,мероприятий"
    icon = "calendar-days"

    class Meta:
        verbose_name = "раздел «Мероприятия»"
        verbose_name_plural = "разделы «Мероприятия»"

    def get_items(self) -> models.QuerySet[Any]:
        return EventPage.listed().child_of(self)

    @path("archive/", name="archive")
    def archive(self, request: HttpRequest) -> HttpResponse:
        """What is over, latest first."""
        past = EventPage.objects.child_of(self).exclude(_not_over()).order_by("-starts_at", "-pk")
        return self.render(request, context_overrides={**self.get_listing(request, past), "is_archive": True})

    @path("calendar/", name="this_month")
    def this_month(self, request: HttpRequest) -> HttpResponse:
        """The month that it is."""
        today = timezone.localdate()
        return self.month(request, today.year, today.month)

    @path("calendar/<int:year>/<int:month>/", name="month")
    def month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        """One month in weeks; 404 for what is no month of this century."""
        if not (FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= 12):
            raise Http404
        first = date(year, month, 1)
        before, after = first - timedelta(days=1), first + timedelta(days=32)
        context = {
            "weeks": self._weeks(request, first),
            "month": first,
            "previous": before if before.year >= FIRST_YEAR else None,
            "next": after if after.year < LAST_YEAR else None,
        }
        return self.render(request, context_overrides=context, template="events/events_month.html")

    def _weeks(self, request: HttpRequest, first: date) -> list[list[Day]]:
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        start = first - timedelta(days=first.weekday())
        end = last + timedelta(days=6 - last.weekday())
        today = timezone.localdate()
        days = {
            day: Day(day, in_month=day.month == first.month, is_today=day == today)
            for day in (start + timedelta(days=number) for number in range((end - start).days + 1))
        }
        opening = timezone.make_aware(datetime.combine(start, time()))
        closing = timezone.make_aware(datetime.combine(end + timedelta(days=1), time()))
        touching = models.Q(starts_at__gte=opening) | models.Q(ends_at__gte=opening)
        events = visible_to(
            EventPage.objects.child_of(self).filter(touching, starts_at__lt=closing), request.user
        ).order_by("starts_at", "pk")
        for event in events[:CALENDAR_LIMIT]:
            day = max(event.first_day, start)
            while day <= min(event.last_day, end):
                days[day].events.append(event)
                day += timedelta(days=1)
        ordered = list(days.values())
        return [ordered[number : number + 7] for number in range(0, len(ordered), 7)]

    @path("ics/", name="ics")
    def ics(self, request: HttpRequest) -> HttpResponse:
        """All that comes, as a file; what this visitor may see."""
        events = visible_to(self.get_items(), request.user)[:CALENDAR_LIMIT]
        return calendar_response(self.title, [event.entry(request) for event in events], "events.ics")
